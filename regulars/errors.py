"""What can go wrong, in words a manager can act on.

RegularsError
├── ImportFailed        a file could not be taken; nothing of it was kept
├── NotAllowed          this viewer may not do that
├── Outdated            what was on the screen has changed meanwhile
├── AccessFailed        a person, a password or a link cannot be as asked
│   ├── SignedOut       the session has ended
│   └── LinkEnded       the shared link was revoked, replaced, or has expired
├── StoreFailed
│   └── StoreBusy       another process holds the data file
├── ChangeFailed        something long was ended or broke off; nothing of it was kept
└── QuestionFailed
    ├── UnknownQuestion no such file under queries/
    ├── WrongHeader     a question's file does not say properly what it is
    ├── WrongParameters a question was asked with the wrong parameters
    └── OutOfScope      this viewer may not ask that
"""

from __future__ import annotations

__all__ = [
    "AccessFailed",
    "ChangeFailed",
    "ImportFailed",
    "LinkEnded",
    "NotAllowed",
    "OutOfScope",
    "Outdated",
    "QuestionFailed",
    "RegularsError",
    "SignedOut",
    "StoreBusy",
    "StoreFailed",
    "UnknownQuestion",
    "WrongHeader",
    "WrongParameters",
]


class RegularsError(Exception):
    """Something a person can be told: a title, what happened, and what to do next."""

    title = "Something went wrong"

    def __init__(self, message: str, *, title: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if title is not None:
            self.title = title


class ImportFailed(RegularsError):
    """A file could not be taken. The store is as it was before."""

    title = "This file could not be taken"


class NotAllowed(RegularsError):
    """The viewer may not do this."""

    title = "This is not yours to do"


class Outdated(RegularsError):
    """What was on the screen is not so any more: somebody, or an import, changed it."""

    title = "That has changed meanwhile"


class AccessFailed(RegularsError):
    """A person, a password or a link cannot be as asked. Nothing was changed."""

    title = "That cannot be"


class SignedOut(AccessFailed):
    """The session has ended: signed out, idle for too long, or the person has left."""

    title = "You are signed out"


class LinkEnded(AccessFailed):
    """The shared link was revoked or replaced, or has expired."""

    title = "This link has ended"


class StoreFailed(RegularsError):
    """The data file could not be opened or written."""

    title = "The data file could not be used"


class StoreBusy(StoreFailed):
    """Another process holds the data file."""

    title = "The data file is in use"


class ChangeFailed(RegularsError):
    """Something long was ended, or broke off. The store is as it was before."""

    title = "That could not be done"


class QuestionFailed(RegularsError):
    """A question could not be asked or answered."""

    title = "That question could not be answered"


class UnknownQuestion(QuestionFailed):
    """No such file under queries/."""

    title = "There is no such question"


class WrongHeader(QuestionFailed):
    """The header of a question's file does not say properly what the question is."""

    title = "A question's file is not as it should be"


class WrongParameters(QuestionFailed):
    """A question was asked with parameters it does not have, or without some that it needs."""

    title = "The question needs other parameters"


class OutOfScope(QuestionFailed):
    """The viewer may not ask this question."""

    title = "This is not part of what you may see"
