"""The day to look ahead to: picked on a screen, and part of what is shared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from regulars.app.filters import DAY, Chosen
from regulars.web.context import current_viewer

__all__ = ["choose_day", "picked_day"]

NEAR_DAYS = 6
LATER, LATER_DAY = "Later", "later_day"


def choose_day(days: Sequence[pd.Timestamp], chosen: Chosen) -> date:
    """The day to look ahead to: the next trading day unless another was picked, or shared."""
    options = _options(days)
    first = next(iter(options))
    if current_viewer().is_link:
        return next((day for day in options.values() if day == chosen.day), options[first])
    near, later = list(options)[:NEAR_DAYS], list(options)[NEAR_DAYS:]
    with st.container(horizontal=True, vertical_alignment="center"):
        picked = st.segmented_control(
            "Day",
            [*near, LATER] if later else near,
            default=first,
            key=DAY,
            bind="query-params",
            label_visibility="collapsed",
            wrap=False,
            width="content",
        )
        if picked == LATER and later:
            picked = st.selectbox(
                "Later day",
                later,
                key=LATER_DAY,
                bind="query-params",
                label_visibility="collapsed",
                width=170,
                help="Days on which the shop is usually open. Holidays to come are not known.",
            )
    return options.get(str(picked), options[first])


def picked_day(days: Sequence[pd.Timestamp]) -> date | None:
    """The day that was picked; None for the next trading day, whichever that is by then."""
    options = _options(days)
    picked = str(st.session_state.get(DAY))
    if picked == LATER:
        picked = str(st.session_state.get(LATER_DAY))
    return options[picked] if picked in list(options)[1:] else None


def _options(days: Sequence[pd.Timestamp]) -> dict[str, date]:
    return {f"{day:%a} {day.day} {day:%b}": day.date() for day in days}
