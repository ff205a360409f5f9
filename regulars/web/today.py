"""What only the Today screen draws: the day picker and people as cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from regulars.web import words
from regulars.web.filters import DAY, Chosen
from regulars.web.lists import cells, name_link
from regulars.web.premises import current_viewer

__all__ = ["care_cards", "choose_day", "picked_day", "visitor_cards"]

CARDS_SHOWN = 12
KINDS = {
    "complaint": (":red-badge[:material/sentiment_dissatisfied: Left unhappy]"),
    "slipping": (":orange-badge[:material/schedule: Slipping]"),
    "new_face": (":blue-badge[:material/waving_hand: Learn the name]"),
    "milestone": (":green-badge[:material/celebration: Milestone]"),
}


def choose_day(days: Sequence[pd.Timestamp], chosen: Chosen) -> date:
    """The day to look ahead to: the next trading day unless another was picked, or shared."""
    options = _options(days)
    first = next(iter(options))
    if current_viewer().is_link:
        return next((day for day in options.values() if day == chosen.day), options[first])
    picked = st.segmented_control(
        "Day",
        list(options),
        default=first,
        key=DAY,
        bind="query-params",
        label_visibility="collapsed",
        wrap=False,
    )
    return options.get(str(picked), options[first])


def picked_day(days: Sequence[pd.Timestamp]) -> date | None:
    """The day that was picked; None for the next trading day, whichever that is by then."""
    options = _options(days)
    picked = str(st.session_state.get(DAY))
    return options[picked] if picked in list(options)[1:] else None


def care_cards(care: pd.DataFrame) -> None:
    """Who needs care, most urgent first: why, and a name that opens the card."""
    for cell, person in cells(care.head(CARDS_SHOWN)):
        with cell:
            st.markdown(KINDS[str(person.kind)])
            name_link(person.customer_id, person.customer_name)
            st.caption(words.plain(person.reason))


def visitor_cards(expected: pd.DataFrame) -> None:
    """The likeliest visitors in the order of their usual time."""
    likeliest = expected.head(CARDS_SHOWN).sort_values(["usual_at", "customer_name"])
    for cell, person in cells(likeliest):
        with cell:
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                name_link(person.customer_id, person.customer_name)
                st.markdown(f"**{person.usual_at}**", width="content")
            st.markdown(_usual(person))
            st.caption(words.plain(person.reason))


def _options(days: Sequence[pd.Timestamp]) -> dict[str, date]:
    return {f"{day:%a} {day.day} {day:%b}": day.date() for day in days}


def _usual(person: Any) -> str:
    if words.is_missing(person.usual_item) or person.usual_visit_count < 3:
        return "No usual yet"
    item = words.plain(person.usual_item)
    if 2 * person.usual_item_count < person.usual_visit_count:
        return f"Varies; most often {item}"
    return f"{item} · {person.usual_item_count} of {person.usual_visit_count} visits"
