"""Rows of queries/lapsed/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "LapsedCalibration",
    "LapsedCameBack",
    "LapsedDepartures",
    "LapsedFigures",
    "LapsedFixedRule",
    "LapsedMethods",
    "LapsedMonthly",
    "LapsedOverdue",
    "LapsedWinBackCandidates",
    "LapsedWinBackContacts",
    "LapsedWinBackLists",
    "LapsedWinBackPeople",
]


@dataclass(frozen=True, slots=True)
class LapsedCalibration(Row):
    """What was expected and what came."""

    asks: ClassVar[str] = "lapsed/calibration"

    method: str
    bin: int
    case_count: int
    predicted_count: float
    returned_count: int
    predicted_rate: float
    returned_rate: float
    returned_low: float
    returned_high: float


@dataclass(frozen=True, slots=True)
class LapsedCameBack(Row):
    """Who came back anyway."""

    asks: ClassVar[str] = "lapsed/came_back"

    month_on: date
    horizon_days: int
    flagged_count: int
    returned_count: int
    returned_rate: float | None
    returned_low: float | None
    returned_high: float | None
    lapsed_count: int
    lapsed_returned_count: int


@dataclass(frozen=True, slots=True)
class LapsedDepartures(Row):
    """When a colleague leaves."""

    asks: ClassVar[str] = "lapsed/departures"

    staff: str
    last_served_on: date
    judged_on: date
    regular_count: int
    drifted_count: int
    drifted_rate: float
    drifted_low: float
    drifted_high: float
    other_regular_count: int
    other_drifted_count: int
    other_drifted_rate: float | None
    other_low: float | None
    other_high: float | None
    is_clear: bool
    spend_at_stake: float


@dataclass(frozen=True, slots=True)
class LapsedFigures(Row):
    """Drifting off, in figures."""

    asks: ClassVar[str] = "lapsed/figures"

    slipping_count: int
    likely_count: int
    lapsed_count: int
    booked_count: int
    late_value_at_risk: float
    lapsed_value_at_risk: float
    before_on: date | None
    late_before_count: int | None
    returned_count: int
    horizon_days: int | None
    unlikely_count: int | None
    unlikely_low: int | None
    unlikely_high: int | None


@dataclass(frozen=True, slots=True)
class LapsedFixedRule(Row):
    """Ours beside a fixed rule."""

    asks: ClassVar[str] = "lapsed/fixed_rule"

    customer_id: str
    customer_name: str
    flagged_by: str
    band: str | None
    p_return: float | None
    horizon_days: int | None
    booked_on: date | None
    visit_count: int
    cadence_days: float | None
    spread_days: float | None
    closed_days: int
    last_visited_on: date
    days_since_last: int
    visit_count_26w: int


@dataclass(frozen=True, slots=True)
class LapsedMethods(Row):
    """Ways to tell who comes back, side by side."""

    asks: ClassVar[str] = "lapsed/methods"

    method: str
    month_count: int
    first_on: date
    last_on: date
    horizon_days: int
    customer_count: int
    auc: float | None
    lowest_auc: float | None
    highest_auc: float | None
    brier: float | None
    predicted_count: float | None
    returned_count: int


@dataclass(frozen=True, slots=True)
class LapsedMonthly(Row):
    """Slipping and returning by month."""

    asks: ClassVar[str] = "lapsed/monthly"

    month_on: date
    slipped_count: int
    lapsed_count: int
    returned_count: int


@dataclass(frozen=True, slots=True)
class LapsedOverdue(Row):
    """Late against their own rhythm."""

    asks: ClassVar[str] = "lapsed/overdue"

    customer_id: str
    customer_name: str
    status: str
    band: str
    p_return: float | None
    booked_on: date | None
    horizon_days: int | None
    last_visited_on: date
    days_since_last: int
    closed_days: int
    cadence_days: float | None
    spread_days: float | None
    overdue_ratio: float
    visit_count: int
    spend_at_stake: float
    value_at_risk: float
    last_score: int | None
    last_score_metric: str | None
    last_comment: str | None
    named: str | None
    last_answered_on: date | None
    last_staff: str | None
    usual_item: str | None
    usual_item_gone: bool
    usual_staff: str | None
    usual_staff_left: bool
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class LapsedWinBackCandidates(Row):
    """Whom a win-back list can be made of."""

    asks: ClassVar[str] = "lapsed/win_back_candidates"

    customer_id: str
    customer_name: str
    band: str
    visit_count: int
    cadence_days: float | None
    spread_days: float | None
    days_since_last: int
    closed_days: int
    booked_on: date | None
    p_return: float | None
    horizon_days: int
    value_at_risk: float | None
    last_visited_on: date
    usual_item: str | None
    email: str | None
    phone: str | None
    may_email: bool | None
    may_text: bool | None
    contacted_on: date | None


@dataclass(frozen=True, slots=True)
class LapsedWinBackContacts(Row):
    """Who was contacted without a list."""

    asks: ClassVar[str] = "lapsed/win_back_contacts"

    contact_no: int
    customer_id: str
    customer_name: str
    contacted_on: date
    channel: str
    contacted_by: str
    notes: str | None
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class LapsedWinBackLists(Row):
    """What win-back lists brought."""

    asks: ClassVar[str] = "lapsed/win_back_lists"

    list_no: int
    title: str
    channel: str | None
    made_on: date | None
    horizon_days: int
    started_on: date | None
    until_on: date | None
    contacted_count: int
    group_count: int
    held_out_count: int
    not_counted_count: int
    returned_count: int
    held_out_returned_count: int
    returned_low: float | None
    returned_high: float | None
    held_out_low: float | None
    held_out_high: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    spend: float
    is_over: bool
    is_enough: bool


@dataclass(frozen=True, slots=True)
class LapsedWinBackPeople(Row):
    """Who is on a win-back list."""

    asks: ClassVar[str] = "lapsed/win_back_people"

    contact_no: int
    customer_id: str
    customer_name: str
    names: str | None
    is_held_out: bool
    has_refused: bool
    email: str | None
    phone: str | None
    usual_item: str | None
    last_visited_on: date | None
    visit_count: int
    contacted_on: date | None
    contacted_by_channel: str | None
    notes: str | None
    returned_on: date | None
    spend: float | None
