"""Rows of queries/imports/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "ImportsCoverage",
    "ImportsDecisions",
    "ImportsHistory",
    "ImportsJoiningContacts",
    "ImportsMergedPeople",
    "ImportsPersonAnswers",
    "ImportsPersonAppointments",
    "ImportsPersonContacts",
    "ImportsPersonProfiles",
    "ImportsPersonReceipts",
    "ImportsReasons",
    "ImportsRejectedRows",
    "ImportsSharedContacts",
    "ImportsSuggestedMatches",
]


@dataclass(frozen=True, slots=True)
class ImportsCoverage(Row):
    """Coverage by week."""

    asks: ClassVar[str] = "imports/coverage"

    week_on: date
    visit_count: int
    known_visit_count: int
    known_visit_rate: float
    revenue: float
    known_revenue: float
    known_revenue_rate: float | None


@dataclass(frozen=True, slots=True)
class ImportsDecisions(Row):
    """What was decided about who is who."""

    asks: ClassVar[str] = "imports/decisions"

    decision_no: int
    kind: str
    customer_id: str | None
    other_customer_id: str | None
    names: tuple[str, ...] | None
    kinds: tuple[str, ...] | None
    contacts: tuple[str, ...] | None
    other_names: tuple[str, ...] | None
    other_kinds: tuple[str, ...] | None
    other_contacts: tuple[str, ...] | None
    decided_at: datetime
    decided_by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportsHistory(Row):
    """What was imported."""

    asks: ClassVar[str] = "imports/history"

    import_id: int
    file_name: str
    format: str
    title: str
    kind: str
    imported_at: datetime
    read_count: int
    kept_count: int
    known_count: int
    rejected_count: int
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class ImportsJoiningContacts(Row):
    """What joins their records."""

    asks: ClassVar[str] = "imports/joining_contacts"

    kind: str
    contact: str | None
    record_kinds: tuple[str, ...] | None
    records: tuple[str, ...] | None
    is_beside_contact: bool


@dataclass(frozen=True, slots=True)
class ImportsMergedPeople(Row):
    """Merged by themselves."""

    asks: ClassVar[str] = "imports/merged_people"

    customer_id: str
    customer_name: str
    names: str | None
    name_count: int
    record_count: int
    visit_count: int
    first_visited_on: date | None
    last_visited_on: date | None


@dataclass(frozen=True, slots=True)
class ImportsPersonAnswers(Row):
    """Their answers."""

    asks: ClassVar[str] = "imports/person_answers"

    import_id: int
    file_name: str
    row_number: int
    is_current: bool
    vendor: str
    responded_at: datetime
    customer_name: str | None
    question: str
    touchpoint: str
    metric: str
    score: float | None
    comment: str | None
    staff: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class ImportsPersonAppointments(Row):
    """Their appointments."""

    asks: ClassVar[str] = "imports/person_appointments"

    import_id: int
    file_name: str
    row_number: int
    is_current: bool
    vendor: str
    appointment_id: str | None
    starts_at: datetime
    ends_at: datetime | None
    booked_on: date | None
    customer_name: str | None
    service: str | None
    price: float | None
    status: str
    staff: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class ImportsPersonContacts(Row):
    """What a person is known by."""

    asks: ClassVar[str] = "imports/person_contacts"

    handle_no: int
    kind: str
    contact: str | None
    names: str | None
    is_shared: bool
    seen_in: str | None
    seen_on: date | None


@dataclass(frozen=True, slots=True)
class ImportsPersonProfiles(Row):
    """Their profiles."""

    asks: ClassVar[str] = "imports/person_profiles"

    import_id: int
    file_name: str
    row_number: int
    is_current: bool
    vendor: str
    customer_name: str | None
    email: str | None
    phone: str | None
    may_email: bool | None
    may_text: bool | None


@dataclass(frozen=True, slots=True)
class ImportsPersonReceipts(Row):
    """Their receipts."""

    asks: ClassVar[str] = "imports/person_receipts"

    import_id: int
    file_name: str
    row_number: int
    is_current: bool
    vendor: str
    receipt_id: str
    sold_at: datetime
    customer_name: str | None
    item: str | None
    category: str | None
    quantity: float
    gross: float | None
    discount: float | None
    net: float
    tax: float | None
    tip: float | None
    is_refund: bool
    staff: str | None
    location: str | None
    channel: str | None


@dataclass(frozen=True, slots=True)
class ImportsReasons(Row):
    """Why rows were rejected."""

    asks: ClassVar[str] = "imports/reasons"

    code: str
    column_name: str | None
    cell: str | None
    detail: str | None
    earlier_reason: str | None
    row_count: int
    example_row_number: int
    example_text: str | None


@dataclass(frozen=True, slots=True)
class ImportsRejectedRows(Row):
    """Rejected rows."""

    asks: ClassVar[str] = "imports/rejected_rows"

    row_number: int
    code: str
    column_name: str | None
    cell: str | None
    detail: str | None
    earlier_reason: str | None
    row_text: str | None


@dataclass(frozen=True, slots=True)
class ImportsSharedContacts(Row):
    """Shared contacts."""

    asks: ClassVar[str] = "imports/shared_contacts"

    kind: str
    contact: str | None
    name_count: int
    names: str


@dataclass(frozen=True, slots=True)
class ImportsSuggestedMatches(Row):
    """People who may be one."""

    asks: ClassVar[str] = "imports/suggested_matches"

    customer_id: str
    other_customer_id: str
    has_same_name: bool
    has_close_phone: bool
    has_close_email: bool
    shared_kind: str | None
    has_same_habit: bool
    is_only_pair: bool
    customer_name: str
    contact: str | None
    record_kinds: tuple[str, ...] | None
    records: tuple[str, ...] | None
    visit_count: int
    first_visited_on: date | None
    last_visited_on: date | None
    usual_item: str | None
    usual_weekday: int | None
    other_customer_name: str
    other_contact: str | None
    other_record_kinds: tuple[str, ...] | None
    other_records: tuple[str, ...] | None
    other_visit_count: int
    other_first_visited_on: date | None
    other_last_visited_on: date | None
    other_usual_item: str | None
    other_usual_weekday: int | None
