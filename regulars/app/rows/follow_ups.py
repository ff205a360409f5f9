"""Rows of queries/follow_ups/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "FollowUpsCases",
    "FollowUpsFigures",
    "FollowUpsOutcomes",
    "FollowUpsPerson",
    "FollowUpsPraise",
    "FollowUpsSteps",
]


@dataclass(frozen=True, slots=True)
class FollowUpsCases(Row):
    """Complaints to answer."""

    asks: ClassVar[str] = "follow_ups/cases"

    case_key: str
    follow_up_no: int | None
    customer_id: str | None
    customer_name: str | None
    happened_on: date
    opened_on: date
    is_by_hand: bool
    due_on: date
    status: str
    is_open: bool
    is_overdue: bool
    owner_id: str | None
    owner: str | None
    done: str | None
    low_scores: tuple[str, ...] | None
    is_angry: bool
    comment: str | None
    staff: str | None
    location: str | None
    step_count: int
    is_there: bool
    recovered_on: date | None
    is_recovered: bool
    outcome: str
    back_on: date | None
    judged_on: date
    complained_again_on: date | None


@dataclass(frozen=True, slots=True)
class FollowUpsFigures(Row):
    """How many wait."""

    asks: ClassVar[str] = "follow_ups/figures"

    open_count: int
    overdue_count: int
    contacted_count: int
    unowned_count: int
    history_count: int


@dataclass(frozen=True, slots=True)
class FollowUpsOutcomes(Row):
    """Does an answer bring them back?."""

    asks: ClassVar[str] = "follow_ups/outcomes"

    kind: str
    complaint_count: int
    judged_count: int
    recovered_count: int
    recovered_rate: float | None
    recovered_low: float | None
    recovered_high: float | None
    median_reply_days: float | None
    is_enough: bool
    difference: float | None
    difference_low: float | None
    difference_high: float | None


@dataclass(frozen=True, slots=True)
class FollowUpsPerson(Row):
    """One customer's cases."""

    asks: ClassVar[str] = "follow_ups/person"

    step_no: int
    about_on: date
    stepped_at: datetime
    stepped_by: str
    owner: str | None
    due_on: date | None
    status: str | None
    done: str | None
    notes: str | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class FollowUpsPraise(Row):
    """Praise to pass on."""

    asks: ClassVar[str] = "follow_ups/praise"

    praise_key: str
    staff: str
    responded_on: date
    customer_id: str | None
    customer_name: str | None
    score: int
    score_of: int
    comment: str
    passed_on: date | None
    passed_by: str | None


@dataclass(frozen=True, slots=True)
class FollowUpsSteps(Row):
    """What was done about a case."""

    asks: ClassVar[str] = "follow_ups/steps"

    step_no: int
    stepped_on: date
    stepped_at: datetime
    stepped_by: str
    owner: str | None
    due_on: date | None
    status: str | None
    done: str | None
    notes: str | None
