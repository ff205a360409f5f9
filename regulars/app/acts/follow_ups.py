"""Follow-ups, and praise that is passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regulars.app.acts.act import Act, Place
from regulars.app.policy import Permission, Viewer, allow
from regulars.records.follow_ups import new_cases, praise, steps
from regulars.records.follow_ups.steps import Step

__all__ = [
    "OpenCaseAboutAnswer",
    "OpenCaseAboutCustomer",
    "PassOnPraise",
    "TakeCaseStep",
    "UndoCaseStep",
]


@dataclass(frozen=True)
class TakeCaseStep(Act[None]):
    """Do something about a complaint; staff about what was given to them.

    Attributes:
        case_key: the case.
        step: what is changed.
        today: the shop's calendar day.
    """

    case_key: str
    step: Step
    today: date
    permission = Permission.FOLLOW_UP

    def carry_out(self, at: Place) -> None:
        """Raise NotAllowed if it is not theirs, or would be given to somebody else."""
        step = self.step
        if step.owner is not None:
            allow(at.viewer, Permission.GIVE)
        number = steps.take_step(
            at.store,
            self.case_key,
            step,
            now=at.now,
            today=self.today,
            by=at.viewer.name,
            only_of=_only_of(at.viewer),
        )
        told = [
            *([step.status] if step.status else []),
            *([_given_words(step)] if step.owner is not None else []),
            *([f"due {step.due_on}"] if step.due_on else []),
            *(step.done or ()),
            *(["a note"] if step.notes else []),
        ]
        at.enter("worked on a follow-up", f"case {number}: {', '.join(told)}")


@dataclass(frozen=True)
class UndoCaseStep(Act[None]):
    """Take the last step of a case back; staff a step of their own."""

    case_key: str
    permission = Permission.FOLLOW_UP

    def carry_out(self, at: Place) -> None:
        """Raise NotAllowed if it is somebody else's, RegularsError if there is none."""
        number = steps.undo_step(
            at.store, self.case_key, now=at.now, by=at.viewer.name, only_of=_only_of(at.viewer)
        )
        at.enter("took back a step of a follow-up", f"case {number}")


@dataclass(frozen=True)
class OpenCaseAboutCustomer(Act[str]):
    """Open a case about somebody by hand; staff get it into their own hands. Its key.

    Attributes:
        customer_id: whom it is about.
        notes: why.
        today: the shop's calendar day.
    """

    customer_id: str
    notes: str
    today: date
    permission = Permission.FOLLOW_UP

    def carry_out(self, at: Place) -> str:
        """Raise RegularsError if there is no such customer."""
        key = new_cases.open_about_customer(
            at.store,
            self.customer_id,
            _first_step(at.viewer, self.notes),
            now=at.now,
            today=self.today,
            by=at.viewer.name,
        )
        at.enter("opened a follow-up")
        return key


@dataclass(frozen=True)
class OpenCaseAboutAnswer(Act[str]):
    """Open a case about what somebody answered, whatever the score; its key.

    Attributes:
        response_number: the answer's number.
        responded_on: its day: the numbers change with every import.
        today: the shop's calendar day.
    """

    response_number: int
    responded_on: date
    today: date
    permission = Permission.GIVE

    def carry_out(self, at: Place) -> str:
        """Raise RegularsError if there is no such answer."""
        key = new_cases.open_about_answer(
            at.store,
            self.response_number,
            self.responded_on,
            _first_step(at.viewer, ""),
            now=at.now,
            today=self.today,
            by=at.viewer.name,
        )
        at.enter("opened a follow-up")
        return key


@dataclass(frozen=True)
class PassOnPraise(Act[None]):
    """Say that a colleague heard the praise, or take that back.

    Attributes:
        praise_key: the key of the answer.
        is_passed: whether they heard it.
        today: the shop's calendar day.
    """

    praise_key: str
    is_passed: bool
    today: date
    permission = Permission.GIVE

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if there is no such answer."""
        praise.pass_on_praise(
            at.store,
            self.praise_key,
            self.is_passed,
            now=at.now,
            today=self.today,
            by=at.viewer.name,
        )
        at.enter("passed praise on" if self.is_passed else "took back that praise was passed on")


def _first_step(viewer: Viewer, notes: str) -> Step:
    is_manager = viewer.may(Permission.GIVE)
    return Step(
        owner=None if is_manager else viewer.name,
        owner_id=viewer.person_id,
        status="open",
        notes=notes,
    )


def _given_words(step: Step) -> str:
    # A name that was typed may be anybody's.
    return f"given to {step.owner}" if step.owner_id else "given to a colleague or to nobody"


def _only_of(viewer: Viewer) -> str | None:
    """Whose cases this viewer may touch: None for everybody's."""
    return None if viewer.may(Permission.GIVE) else viewer.person_id
