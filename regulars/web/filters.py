"""What is being looked at: period, place, colleague. Once, in the URL, the same on every screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from regulars.web import words
from regulars.web.answers import ask, ask_one

__all__ = ["Chosen", "choose", "period_days"]

PERIOD, LOCATION, STAFF, FROM, TO = "period", "location", "staff", "from", "to"
PERIODS = {
    "Last 4 weeks": 28,
    "Last 13 weeks": 91,
    "Last 26 weeks": 182,
    "Last 12 months": 365,
    "All time": None,
}
OWN_DATES = "Choose dates"
USUAL_PERIOD = "Last 12 months"
EVERYWHERE, EVERYONE = "All places", "All staff"


@dataclass(frozen=True)
class Chosen:
    """The filters of one rerun, checked against the data that there is.

    Attributes:
        from_on: the period's first day.
        as_of: its last day, never after the last trading day.
        location: one place, or None for all.
        staff: one colleague, or None for all.
        currency: the shop's currency, such as USD.
        has_before: whether there is data from before the period to compare with.
    """

    from_on: date
    as_of: date
    location: str | None
    staff: str | None
    currency: str | None
    has_before: bool

    def as_parameters(self) -> dict[str, Any]:
        """The parameters that questions name."""
        return {
            "from_on": self.from_on,
            "as_of": self.as_of,
            "location": self.location,
            "staff": self.staff,
        }

    @property
    def period(self) -> str:
        """The period in words: "1 November 2025 to 31 October 2026"."""
        return f"{words.day(self.from_on, near=self.as_of)} to {words.day(self.as_of)}"


def choose(*, period: bool = False, location: bool = False, staff: bool = False) -> Chosen:
    """Draw the filters that mean something on this screen, and say what was chosen.

    A filter that is not drawn keeps its place in the URL but does not apply here. Nothing that the
    browser sends is believed: an unknown place or a period that cannot be falls back to the usual.
    """
    overview = ask_one("shop/overview")
    first = pd.Timestamp(overview.first_trading_on).date()
    last = pd.Timestamp(overview.last_trading_on).date()
    from_on, as_of = first, last
    chosen_location = chosen_staff = None
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        if period:
            from_on, as_of = _choose_period(first, last)
        if location:
            places = list(ask("shop/locations")["location"])
            chosen_location = _choose_one("Place", LOCATION, places, EVERYWHERE)
        if staff:
            colleagues = list(ask("shop/staff")["staff"])
            chosen_staff = _choose_one("Staff", STAFF, colleagues, EVERYONE)
    currency = overview.currency
    return Chosen(
        from_on,
        as_of,
        chosen_location,
        chosen_staff,
        None if words.is_missing(currency) else str(currency),
        from_on > first,
    )


def period_days(name: str, first: date, last: date) -> tuple[date, date]:
    """A named period within the data: (first day, last day)."""
    days = PERIODS.get(name, PERIODS[USUAL_PERIOD])
    if days is None:
        return first, last
    return max(first, last - timedelta(days=days - 1)), last


def _choose_period(first: date, last: date) -> tuple[date, date]:
    options = [*PERIODS, OWN_DATES]
    name = st.selectbox(
        "Period",
        options,
        index=options.index(USUAL_PERIOD),
        key=PERIOD,
        bind="query-params",
        width=170,
    )
    if name != OWN_DATES:
        return period_days(str(name), first, last)
    from_on = st.date_input("From", first, first, last, key=FROM, bind="query-params", width=150)
    to_on = st.date_input("To", last, first, last, key=TO, bind="query-params", width=150)
    if not isinstance(from_on, date) or not isinstance(to_on, date) or from_on > to_on:
        st.caption("The first day lies after the last: all days are shown.")
        return first, last
    return max(first, from_on), min(last, to_on)


def _choose_one(label: str, key: str, options: list[str], everything: str) -> str | None:
    if not options or (key == LOCATION and len(options) < 2):
        return None
    picked = st.selectbox(label, [everything, *options], key=key, bind="query-params", width=170)
    return str(picked) if picked in options else None
