"""Rows of queries/customer/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "CustomerAnswers",
    "CustomerCard",
    "CustomerContacts",
    "CustomerDays",
    "CustomerHours",
    "CustomerIdentities",
    "CustomerMilestones",
    "CustomerNotes",
    "CustomerOutlook",
    "CustomerPurchases",
    "CustomerSearch",
    "CustomerThanks",
    "CustomerVisits",
]


@dataclass(frozen=True, slots=True)
class CustomerAnswers(Row):
    """One customer's answers."""

    asks: ClassVar[str] = "customer/answers"

    responded_on: date
    touchpoint: str
    metric: str
    score: float | None
    comment: str | None
    customer_name: str
    named: str | None


@dataclass(frozen=True, slots=True)
class CustomerCard(Row):
    """One customer."""

    asks: ClassVar[str] = "customer/card"

    customer_id: str
    customer_name: str
    status: str
    regular_since: date | None
    first_visited_on: date
    last_visited_on: date
    days_since_last: int
    elapsed_days: int
    visit_count: int
    recent_visit_count: int
    rule_weeks: int
    spend: float
    recent_spend: float
    spend_per_visit: float
    cadence_days: float | None
    spread_days: float | None
    visits_a_week: int | None
    regularity: float | None
    steadiness: str
    habit_weekdays: tuple[int, ...] | None
    habit_times: tuple[str, ...] | None
    usual_weekday: int
    usual_weekday_count: int
    usual_at: str
    usual_item: str | None
    usual_item_count: int | None
    usual_staff: str | None
    usual_staff_count: int | None
    usual_staff_visit_count: int | None
    usual_visit_count: int | None
    home_location: str | None
    booked_on: date | None
    booked_at: str | None
    booked_staff: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class CustomerContacts(Row):
    """How we wrote to one customer."""

    asks: ClassVar[str] = "customer/contacts"

    contact_no: int
    contacted_on: date
    channel: str
    contacted_by: str
    list_title: str | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class CustomerDays(Row):
    """One customer's year."""

    asks: ClassVar[str] = "customer/days"

    visited_on: date
    spend: float


@dataclass(frozen=True, slots=True)
class CustomerHours(Row):
    """The rhythm of one customer's week."""

    asks: ClassVar[str] = "customer/hours"

    weekday: int
    hour: int
    visit_count: int


@dataclass(frozen=True, slots=True)
class CustomerIdentities(Row):
    """How we know them."""

    asks: ClassVar[str] = "customer/identities"

    kind: str
    contact: str | None
    seen_in: str | None
    seen_on: date | None


@dataclass(frozen=True, slots=True)
class CustomerMilestones(Row):
    """What one customer could be thanked for."""

    asks: ClassVar[str] = "customer/milestones"

    customer_id: str
    visit_number: int
    reached_on: date
    is_thanked: bool


@dataclass(frozen=True, slots=True)
class CustomerNotes(Row):
    """What to remember of one customer."""

    asks: ClassVar[str] = "customer/notes"

    note_no: int
    kind: str
    notes: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class CustomerOutlook(Row):
    """Whether one customer will come back."""

    asks: ClassVar[str] = "customer/outlook"

    customer_id: str
    horizon_days: int
    p_return: float
    expected_visits_26w: float
    spend_per_visit: float
    expected_value_26w: float
    value_at_risk: float
    next_visit_on: date | None
    next_visit_from: date | None
    next_visit_to: date | None
    booked_on: date | None
    band: str | None
    visit_count: int
    cadence_days: float | None
    spread_days: float | None
    days_since_last: int
    closed_days: int
    method: str
    reason: str
    month_end_count: int
    returned_count: int
    away_count: int


@dataclass(frozen=True, slots=True)
class CustomerPurchases(Row):
    """What one customer has."""

    asks: ClassVar[str] = "customer/purchases"

    item: str
    visit_count: int
    quantity: float
    last_had_on: date


@dataclass(frozen=True, slots=True)
class CustomerSearch(Row):
    """Find somebody."""

    asks: ClassVar[str] = "customer/search"

    customer_id: str
    customer_name: str
    status: str
    last_visited_on: date
    visit_count: int


@dataclass(frozen=True, slots=True)
class CustomerThanks(Row):
    """How one customer was thanked."""

    asks: ClassVar[str] = "customer/thanks"

    thanks_no: int
    occasion: str
    notes: str
    thanked_at: datetime
    thanked_by: str


@dataclass(frozen=True, slots=True)
class CustomerVisits(Row):
    """One customer's visits."""

    asks: ClassVar[str] = "customer/visits"

    visited_on: date
    visited_at: datetime
    location: str | None
    staff: str | None
    items: tuple[str, ...] | None
    item_counts: tuple[int, ...] | None
    spend: float
    gap_days: int | None
