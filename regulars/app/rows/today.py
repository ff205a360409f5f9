"""Rows of queries/today/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "TodayByHour",
    "TodayCare",
    "TodayDays",
    "TodayExpected",
    "TodayFigures",
    "TodayIntroductions",
    "TodayNotes",
]


@dataclass(frozen=True, slots=True)
class TodayByHour(Row):
    """When they come."""

    asks: ClassVar[str] = "today/by_hour"

    hour: int
    expected_count: float


@dataclass(frozen=True, slots=True)
class TodayCare(Row):
    """Who needs care."""

    asks: ClassVar[str] = "today/care"

    customer_id: str
    customer_name: str
    kind: str
    low_scores: tuple[str, ...] | None
    is_angry: bool
    comment: str | None
    case_status: str | None
    owner: str | None
    has_been_back: bool | None
    cadence_days: float | None
    spread_days: float | None
    days_since_last: int | None
    visit_count: int
    first_visited_on: date | None
    booked_service: str | None
    booked_staff: str | None
    anniversary_years: int | None
    named: str | None
    happened_on: date | None
    visit_chance: float
    priority: int


@dataclass(frozen=True, slots=True)
class TodayDays(Row):
    """The days ahead."""

    asks: ClassVar[str] = "today/days"

    day_on: date


@dataclass(frozen=True, slots=True)
class TodayExpected(Row):
    """Who is likely in."""

    asks: ClassVar[str] = "today/expected"

    customer_id: str
    customer_name: str
    visit_chance: float
    usual_at: str | None
    usual_hour: int | None
    usual_item: str | None
    usual_item_count: int | None
    usual_visit_count: int | None
    usual_staff: str | None
    usual_staff_count: int | None
    usual_staff_visit_count: int | None
    staff_left_on: date | None
    is_booked: bool
    booked_service: str | None
    booked_staff: str | None
    weekday: int
    weekday_hit_count: int
    weekday_count: int
    cadence_days: float | None
    days_since_last: int | None
    first_visited_on: date | None
    last_visited_on: date | None
    visit_count: int
    status: str


@dataclass(frozen=True, slots=True)
class TodayFigures(Row):
    """How many familiar faces."""

    asks: ClassVar[str] = "today/figures"

    expected_count: int
    expected_low: int
    expected_high: int
    usual_count: float | None
    candidate_count: int
    is_unsettled: bool


@dataclass(frozen=True, slots=True)
class TodayIntroductions(Row):
    """Whom to introduce."""

    asks: ClassVar[str] = "today/introductions"

    staff: str
    customer_id: str
    customer_name: str
    visit_chance: float
    visit_count: int
    usual_staff: str | None


@dataclass(frozen=True, slots=True)
class TodayNotes(Row):
    """What to remember of them."""

    asks: ClassVar[str] = "today/notes"

    customer_id: str
    customer_name: str
    visit_chance: float
    allergies: tuple[str, ...] | None
    notes: tuple[str, ...] | None
    note_kinds: tuple[str, ...] | None
