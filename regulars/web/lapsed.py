"""What only the Lapsed screen says."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regulars.web import words
from regulars.web.filters import Chosen

__all__ = ["departure_words", "explanation", "sentence"]


def sentence(summary: Any) -> str:
    """How many are slipping, and about how many of them are gone unless somebody does something."""
    slipping = int(summary.slipping_count)
    if slipping == 0:
        return "Nobody is slipping"
    verb = "person is" if slipping == 1 else "people are"
    if words.is_missing(summary.unlikely_count):
        return f"{slipping} {verb} slipping"
    return (
        f"{slipping} {verb} slipping; about {int(summary.unlikely_count)} will not come back by "
        "themselves"
    )


def explanation(came_back: pd.DataFrame) -> str:
    """What this shop's own past says about people who were flagged before."""
    flagged = int(came_back["flagged_count"].sum())
    if flagged == 0:
        return "There is not enough history yet to say how many come back unasked."
    returned = int(came_back["returned_count"].sum())
    return (
        f"Of {flagged} people slipping at past month-ends, {returned} came back within 13 weeks "
        "unasked. Late is measured against each person's own rhythm; closed days do not count."
    )


def departure_words(departure: Any, chosen: Chosen) -> tuple[str, str]:
    """(title, detail) of what happened to a colleague's regulars after the last day."""
    name = words.plain(departure.staff)
    last = words.day(departure.last_served_on, near=chosen.as_of)
    verdict = (
        "That is more than chance." if departure.is_clear else "That may be chance: too few to say."
    )
    others = (
        "too few others to compare"
        if words.is_missing(departure.other_drifted_rate)
        else f"{departure.other_drifted_count} of the other {departure.other_regular_count}"
    )
    return (
        f"Since {name} left, {departure.drifted_count} of {departure.regular_count} of {name}'s "
        "regulars have drifted off",
        f"Last served on {last}; judged eight weeks later. In the same time: {others}. {verdict}",
    )
