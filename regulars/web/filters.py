"""What is being looked at: period, place, colleague. Once, in the URL, the same on every screen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from regulars.access import Viewer
from regulars.web import words
from regulars.web.answers import ask, ask_one
from regulars.web.premises import current_viewer

__all__ = ["DAY", "Chosen", "choose", "choose_locked", "chosen_customer", "period_days"]

PERIOD, LOCATION, STAFF, FROM, TO = "period", "location", "staff", "from", "to"
DAY, CUSTOMER = "day", "customer"
_CUSTOMER_ID = re.compile(r"C[0-9]{1,18}")
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
        choices: what was chosen, as a shared link keeps it: choice -> value. A named period moves
            on with the data.
        day: the day to look ahead to that a shared link was locked to, or None.
    """

    from_on: date
    as_of: date
    location: str | None
    staff: str | None
    currency: str | None
    has_before: bool
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    day: date | None = None

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
    viewer = current_viewer()
    if viewer.is_link:
        chosen = choose_locked(viewer)
        st.caption(_say_locked(chosen))
        return chosen
    first, last, currency = _span()
    choices: dict[str, str] = {}
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        if period:
            choices |= _choose_period(first, last)
        if location:
            places = list(ask("shop/locations")["location"])
            choices |= _choose_one("Place", LOCATION, places, EVERYWHERE)
        if staff:
            colleagues = list(ask("shop/staff")["staff"])
            choices |= _choose_one("Staff", STAFF, colleagues, EVERYONE)
    return _resolve(choices, first, last, currency)


def choose_locked(viewer: Viewer) -> Chosen:
    """The filters that a link was shared with; nothing that the browser sends changes them."""
    first, last, currency = _span()
    return _resolve(dict(viewer.locked), first, last, currency)


def chosen_customer() -> str:
    """The customer that the link or the address names; empty for none or nonsense."""
    named = current_viewer().locked.get(CUSTOMER) or str(st.query_params.get(CUSTOMER, ""))
    return named if _CUSTOMER_ID.fullmatch(named) else ""


def _span() -> tuple[date, date, str | None]:
    overview = ask_one("shop/overview")
    return (
        pd.Timestamp(overview.first_trading_on).date(),
        pd.Timestamp(overview.last_trading_on).date(),
        None if words.is_missing(overview.currency) else str(overview.currency),
    )


def _resolve(choices: dict[str, str], first: date, last: date, currency: str | None) -> Chosen:
    from_on, as_of = first, last
    if FROM in choices and TO in choices:
        from_on = max(first, date.fromisoformat(choices[FROM]))
        as_of = min(last, date.fromisoformat(choices[TO]))
    elif PERIOD in choices:
        from_on, as_of = period_days(choices[PERIOD], first, last)
    return Chosen(
        min(from_on, as_of),
        as_of,
        choices.get(LOCATION),
        choices.get(STAFF),
        currency,
        from_on > first,
        choices,
        date.fromisoformat(choices[DAY]) if DAY in choices else None,
    )


def _say_locked(chosen: Chosen) -> str:
    told = [
        chosen.choices.get(PERIOD) or (chosen.period if FROM in chosen.choices else ""),
        chosen.location or "",
        chosen.staff or "",
    ]
    return " · ".join(words.plain(part) for part in told if part)


def period_days(name: str, first: date, last: date) -> tuple[date, date]:
    """A named period within the data: (first day, last day)."""
    days = PERIODS.get(name, PERIODS[USUAL_PERIOD])
    if days is None:
        return first, last
    return max(first, last - timedelta(days=days - 1)), last


def _choose_period(first: date, last: date) -> dict[str, str]:
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
        return {PERIOD: str(name)}
    from_on = st.date_input("From", first, first, last, key=FROM, bind="query-params", width=150)
    to_on = st.date_input("To", last, first, last, key=TO, bind="query-params", width=150)
    if not isinstance(from_on, date) or not isinstance(to_on, date) or from_on > to_on:
        st.caption("The first day lies after the last: all days are shown.")
        return {PERIOD: "All time"}
    return {FROM: from_on.isoformat(), TO: to_on.isoformat()}


def _choose_one(label: str, key: str, options: list[str], everything: str) -> dict[str, str]:
    if not options or (key == LOCATION and len(options) < 2):
        return {}
    picked = st.selectbox(label, [everything, *options], key=key, bind="query-params", width=170)
    return {key: str(picked)} if picked in options else {}
