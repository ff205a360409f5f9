"""The cases that whoever is looking may see, and the address of one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.policy import Permission
from regulars.app.rows import rows_of
from regulars.app.rows.follow_ups import FollowUpsCases, FollowUpsFigures
from regulars.web.context import current_viewer
from regulars.web.kit.calendar import calendar_day
from regulars.web.kit.session import ask, row

__all__ = [
    "CASE",
    "cases_of",
    "figures_of",
    "opened_case",
    "only_of",
    "sees_all",
]

CASE = "case"


def sees_all() -> bool:
    """Whether whoever is looking sees everybody's cases, or those given to them."""
    return current_viewer().may(Permission.GIVE)


def only_of() -> str | None:
    """Whose cases are asked for: everybody's for who sees all."""
    return None if sees_all() else current_viewer().person_id


def cases_of(chosen: Chosen) -> pd.DataFrame:
    """The cases that whoever is looking may see."""
    return ask("follow_ups/cases", chosen, today=calendar_day(), owner_id=only_of())


def figures_of(chosen: Chosen) -> FollowUpsFigures:
    """How many of those wait."""
    return row(FollowUpsFigures, chosen, today=calendar_day(), owner_id=only_of())


def opened_case(cases: pd.DataFrame) -> FollowUpsCases | None:
    """The case that the address names, if it is among those that may be seen; else None."""
    named = cases[cases["case_key"] == str(st.query_params.get(CASE, ""))]
    return next(iter(rows_of(FollowUpsCases, named)), None)
