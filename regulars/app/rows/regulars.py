"""Rows of queries/regulars/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "RegularsChanged",
    "RegularsCohorts",
    "RegularsConcentration",
    "RegularsFigures",
    "RegularsFlows",
    "RegularsHeatMap",
    "RegularsPeople",
    "RegularsRhythms",
    "RegularsRulePreview",
    "RegularsShare",
    "RegularsStatuses",
]


@dataclass(frozen=True, slots=True)
class RegularsChanged(Row):
    """Who became a regular and who stopped being one."""

    asks: ClassVar[str] = "regulars/changed"

    customer_id: str
    customer_name: str
    change: str
    changed_on: date
    visit_count: int
    status: str


@dataclass(frozen=True, slots=True)
class RegularsCohorts(Row):
    """Who came again after a first visit."""

    asks: ClassVar[str] = "regulars/cohorts"

    month_on: date
    within_days: int
    newcomer_count: int
    is_over: bool
    may_be_older: bool
    returned_count: int | None
    return_rate: float | None
    return_low: float | None
    return_high: float | None
    together_count: int
    together_returned_count: int
    together_rate: float | None
    together_low: float | None
    together_high: float | None


@dataclass(frozen=True, slots=True)
class RegularsConcentration(Row):
    """How much of the trade hangs on a few."""

    asks: ClassVar[str] = "regulars/concentration"

    people_rate: float
    sales_rate: float
    customer_count: int
    named_customer_count: int
    named_revenue: float
    unknown_revenue: float


@dataclass(frozen=True, slots=True)
class RegularsFigures(Row):
    """Regulars in figures."""

    asks: ClassVar[str] = "regulars/figures"

    regular_count: int
    before_count: int
    became_count: int
    stopped_count: int
    regular_visit_rate: float | None
    regular_visit_low: float | None
    regular_visit_high: float | None
    regular_revenue_rate: float | None
    median_cadence_days: float | None
    rule_visits: int
    rule_weeks: int
    usual_visits: int
    usual_weeks: int
    is_chosen: bool
    typical_gap_days: float | None
    fitting_weeks: int | None


@dataclass(frozen=True, slots=True)
class RegularsFlows(Row):
    """From month to month."""

    asks: ClassVar[str] = "regulars/flows"

    month_on: date
    from_status: str
    to_status: str
    customer_count: int


@dataclass(frozen=True, slots=True)
class RegularsHeatMap(Row):
    """The rhythm of the week."""

    asks: ClassVar[str] = "regulars/heat_map"

    weekday: int
    hour: int
    visit_count: int
    visits_per_week: float


@dataclass(frozen=True, slots=True)
class RegularsPeople(Row):
    """The regulars."""

    asks: ClassVar[str] = "regulars/people"

    customer_id: str
    customer_name: str
    status: str
    regular_since: date | None
    first_visited_on: date
    last_visited_on: date
    days_since_last: int
    visit_count: int
    recent_visit_count: int
    recent_spend: float
    spend_per_visit: float | None
    cadence_days: float | None
    spread_days: float | None
    regularity: float | None
    usual_weekday: int
    usual_weekday_count: int
    usual_at: str
    usual_item: str | None
    usual_item_count: int | None
    usual_staff: str | None
    usual_staff_count: int | None
    usual_visit_count: int | None


@dataclass(frozen=True, slots=True)
class RegularsRhythms(Row):
    """How often people come, and how steadily."""

    asks: ClassVar[str] = "regulars/rhythms"

    pace_no: int
    steadiness: str
    customer_count: int


@dataclass(frozen=True, slots=True)
class RegularsRulePreview(Row):
    """What another rule would make of everybody."""

    asks: ClassVar[str] = "regulars/rule_preview"

    before_count: int
    after_count: int


@dataclass(frozen=True, slots=True)
class RegularsShare(Row):
    """Who brings the trade."""

    asks: ClassVar[str] = "regulars/share"

    month_on: date
    who: str
    visit_count: int
    revenue: float
    visit_rate: float
    revenue_rate: float | None


@dataclass(frozen=True, slots=True)
class RegularsStatuses(Row):
    """Where people stood."""

    asks: ClassVar[str] = "regulars/statuses"

    month_on: date
    status: str
    customer_count: int
