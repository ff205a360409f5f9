"""What is being looked at: period, place, colleague. Once, in the URL, the same on every screen."""

from __future__ import annotations

import re
from datetime import date

import streamlit as st

from regulars.app.filters import (
    CUSTOMER,
    FROM,
    LOCATION,
    OWN_DATES,
    PERIOD,
    PERIODS,
    STAFF,
    TO,
    USUAL_PERIOD,
    Chosen,
    Span,
    resolve,
)
from regulars.app.rows.shop import ShopOverview
from regulars.app.screens import Screen
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.session import ask, current_session, row

__all__ = ["choose", "chosen_customer"]

_CUSTOMER_ID = re.compile(r"C[0-9]{1,18}")
EVERYWHERE, EVERYONE = "All places", "All staff"


def choose(screen: Screen) -> Chosen:
    """Draw the filters that mean something on a screen, and say what was chosen.

    A filter that is not drawn keeps its place in the URL but does not apply here. Nothing that the
    browser sends is believed: an unknown place or a period that cannot be falls back to the usual.
    """
    session = current_session()
    if session.viewer.is_link:
        chosen = session.locked_filters()
        st.caption(_say_locked(chosen))
        return chosen
    span = Span.of(row(ShopOverview))
    choices: dict[str, str] = {}
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        if PERIOD in screen.filters:
            choices |= _choose_period(span.first_on, span.last_on)
        if LOCATION in screen.filters:
            places = list(ask("shop/locations")["location"])
            choices |= _choose_one("Place", LOCATION, places, EVERYWHERE)
        if STAFF in screen.filters:
            colleagues = list(ask("shop/staff")["staff"])
            choices |= _choose_one("Staff", STAFF, colleagues, EVERYONE)
    return resolve(choices, span)


def chosen_customer() -> str:
    """The customer that the link or the address names; empty for none or nonsense."""
    named = current_viewer().locked.get(CUSTOMER) or str(st.query_params.get(CUSTOMER, ""))
    return named if _CUSTOMER_ID.fullmatch(named) else ""


def _say_locked(chosen: Chosen) -> str:
    told = [
        chosen.choices.get(PERIOD)
        or (
            f"{text.day(chosen.from_on, near=chosen.as_of)} to {text.day(chosen.as_of)}"
            if FROM in chosen.choices
            else ""
        ),
        chosen.location or "",
        chosen.staff or "",
    ]
    return " · ".join(text.plain(part) for part in told if part)


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
