"""What only the Lapsed screen says."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from regulars.web import words
from regulars.web.filters import Chosen
from regulars.web.lists import cells, name_link

__all__ = ["departure_words", "explanation", "sentence", "urgent_cards"]

CARDS_SHOWN = 4


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
    weeks = words.count((departure.judged_on - departure.last_served_on).days // 7, "week")
    others = (
        "too few others to compare"
        if words.is_missing(departure.other_drifted_rate)
        else f"{departure.other_drifted_count} of the other {departure.other_regular_count}"
    )
    return (
        f"Since {name} left, {departure.drifted_count} of {departure.regular_count} of {name}'s "
        "regulars have drifted off",
        f"Last served on {last}; judged {weeks} later. In the same time: {others}. {verdict}",
    )


def urgent_cards(overdue: pd.DataFrame, chosen: Chosen) -> None:
    """The slipping people with most at stake: why we say so, and what happened last."""
    slipping = overdue[overdue["status"] == "slipping"].head(CARDS_SHOWN)
    for cell, person in cells(slipping):
        with cell:
            name_link(person.customer_id, person.customer_name)
            st.markdown(words.plain(person.why))
            st.caption(" · ".join(_last_experience(person, chosen)))


def _last_experience(person: Any, chosen: Chosen) -> list[str]:
    told = [f"{words.money(person.spend_at_stake, chosen.currency)} in 26 weeks"]
    if not words.is_missing(person.last_score):
        scale = 10 if person.last_score_metric == "nps" else 5
        answered = words.day(person.last_answered_on, near=chosen.as_of)
        told.append(f"gave {person.last_score} of {scale} on {answered}")
    if person.usual_staff_left:
        told.append(f"{words.plain(person.usual_staff)}, who mostly served them, has left")
    if not words.is_missing(person.last_comment):
        told.append(f"“{words.plain(person.last_comment)}”")
    return told
