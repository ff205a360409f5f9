"""The one way to data: scope checked, masked, cached on the data's version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from regulars import questions
from regulars.access import Sight, Viewer, check, mask
from regulars.errors import OutOfScope
from regulars.questions import Question
from regulars.store import Store
from regulars.web.premises import current_shop, current_store, current_viewer

if TYPE_CHECKING:
    from regulars.web.filters import Chosen

__all__ = ["ask", "ask_one", "describe", "is_listed"]

KEPT_ANSWERS = 128
# Who may look is kept in the shop's own store, also while the sample is shown, and changes without
# the data's version moving.
BOOKS = "sharing/"
# The questions that name the people on a screen: those whose cards go with a shared link.
LISTS = {
    "today": ("today/expected", "today/care"),
    "regulars": ("regulars/people", "regulars/changed"),
    "lapsed": ("lapsed/overdue", "lapsed/fixed_rule"),
    "satisfaction": ("satisfaction/comments",),
}


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
        SignedOut, LinkEnded: the viewer's session has ended.
        UnknownQuestion, WrongParameters: the page asks what is not there.
    """
    viewer = current_viewer()
    known = questions.find(question).params
    given = chosen.as_parameters() if chosen is not None else {}
    parameters = {name: value for name, value in given.items() if name in known} | extra
    check(viewer, question, parameters)
    _refuse_unlisted(viewer, question, parameters)
    is_about_books = question.startswith(BOOKS)
    store = current_shop().own if is_about_books else current_store()
    version = store.note_count if is_about_books else store.version
    return _answer(store, version, question, tuple(sorted(parameters.items())), viewer.sight)


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


def is_listed(viewer: Viewer, customer_id: str) -> bool:
    """Whether a customer is on the screen that was shared with this viewer."""
    from regulars.web.filters import choose_locked

    chosen = choose_locked(viewer)
    for screen in viewer.screens & LISTS.keys():
        for question in LISTS[screen]:
            needs_day = "day" in questions.find(question).params
            extra = {"day": chosen.day or ask_one("shop/overview").next_trading_on}
            listed = ask(question, chosen, **(extra if needs_day else {}))
            if customer_id in set(listed["customer_id"].dropna()):
                return True
    return False


def _refuse_unlisted(viewer: Viewer, question: str, parameters: dict[str, Any]) -> None:
    """A link's cards are those of the people it lists, whichever customer the address names."""
    if not viewer.is_link or "customer" in viewer.locked:
        return
    customer_id = parameters.get("customer_id")
    if customer_id and not is_listed(viewer, str(customer_id)):
        raise OutOfScope("This customer is not part of what was shared with you.")


@lru_cache(maxsize=KEPT_ANSWERS)
def _answer(
    store: Store,
    version: int,
    question: str,
    parameters: tuple[tuple[str, Any], ...],
    sight: Sight,
) -> pd.DataFrame:
    return mask(questions.ask(store, question, **dict(parameters)), sight)
