"""The one way to data: scope checked, masked, cached on the data's version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from regulars import questions
from regulars.access import Viewer, check, mask
from regulars.questions import Question
from regulars.store import Store
from regulars.web.premises import current_shop, current_viewer

if TYPE_CHECKING:
    from regulars.web.filters import Chosen

__all__ = ["ask", "ask_one", "describe"]

KEPT_ANSWERS = 128


def ask(question: str, chosen: Chosen | None = None, **extra: Any) -> pd.DataFrame:
    """Ask a question for whoever is looking.

    Args:
        question: ``screen/question``; the first part must be in the viewer's scope.
        chosen: the filters; the question is given those that it names.
        extra: its other parameters.

    Returns:
        The answer. It is shared between reruns: never change it, make a new frame.

    Raises:
        OutOfScope: the viewer may not ask this.
        UnknownQuestion, WrongParameters: the page asks what is not there.
    """
    viewer = current_viewer()
    check(viewer, question)
    known = questions.find(question).params
    given = chosen.as_parameters() if chosen is not None else {}
    parameters = {name: value for name, value in given.items() if name in known} | extra
    store = current_shop().store
    return _answer(store, store.version, question, tuple(sorted(parameters.items())), viewer)


def ask_one(question: str, chosen: Chosen | None = None, **extra: Any) -> Any:
    """The one row of a question that answers in one row, its columns as attributes.

    Raises:
        As ``ask``.
    """
    return next(ask(question, chosen, **extra).itertuples(index=False))


def describe(question: str) -> Question:
    """The question's header and SQL, if the viewer may ask it.

    Raises:
        OutOfScope: the viewer may not.
    """
    check(current_viewer(), question)
    return questions.find(question)


@lru_cache(maxsize=KEPT_ANSWERS)
def _answer(
    store: Store,
    version: int,
    question: str,
    parameters: tuple[tuple[str, Any], ...],
    viewer: Viewer,
) -> pd.DataFrame:
    return mask(questions.ask(store, question, **dict(parameters)), viewer)
