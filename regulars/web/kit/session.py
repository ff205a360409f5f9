"""Whoever is looking, asking and doing: the screens' one way to data."""

from __future__ import annotations

import pandas as pd

from regulars.app.acts.act import Act, Result
from regulars.app.filters import Chosen
from regulars.app.rows import AnyRow
from regulars.app.session import Session
from regulars.progress import Progress
from regulars.questions import Question
from regulars.web.context import current_shop, current_viewer

__all__ = ["ask", "current_session", "describe", "do", "is_sample", "row", "rows", "shown_sample"]


def current_session() -> Session:
    """The session of whoever is looking, worked out anew at each call: it may have ended since.

    Raises:
        SignedOut, LinkEnded: it has.
    """
    return Session(current_shop(), current_viewer())


def ask(question: str, chosen: Chosen | None = None, **extra: object) -> pd.DataFrame:
    """Ask a question for whoever is looking; as ``Session.ask``.

    Returns:
        The answer. It is shared between reruns: never change it, make a new frame.

    Raises:
        OutOfScope: the viewer may not ask this.
        SignedOut, LinkEnded: the viewer's session has ended.
    """
    return current_session().ask(question, chosen, **extra)


def rows(kind: type[AnyRow], chosen: Chosen | None = None, **extra: object) -> list[AnyRow]:
    """Ask the question of these rows: ``rows(LapsedOverdue, chosen)``.

    Raises:
        As ``ask``.
    """
    return current_session().rows(kind, chosen, **extra)


def row(kind: type[AnyRow], chosen: Chosen | None = None, **extra: object) -> AnyRow:
    """The one row of a question that answers in one row.

    Raises:
        As ``ask``.
    """
    return current_session().row(kind, chosen, **extra)


def describe(question: str) -> Question:
    """The question's header and SQL, if the viewer may ask it.

    Raises:
        As ``ask``.
    """
    return current_session().describe(question)


def do(act: Act[Result], progress: Progress | None = None) -> Result:
    """Do something for whoever is looking; as ``Session.do``.

    Raises:
        NotAllowed: the viewer may not.
        SignedOut, LinkEnded: the viewer's session has ended.
        RegularsError: it cannot be; nothing has changed.
    """
    return current_session().do(act, progress)


def is_sample() -> bool:
    """Whether whoever is looking sees a sample."""
    return bool(shown_sample())


def shown_sample() -> str:
    """The key of the sample that whoever is looking sees; empty for the shop's own data."""
    return current_session().sample
