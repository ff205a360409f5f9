"""Rows of queries/sharing/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "SharingAudit",
    "SharingLinks",
    "SharingPeople",
    "SharingViews",
]


@dataclass(frozen=True, slots=True)
class SharingAudit(Row):
    """What was done."""

    asks: ClassVar[str] = "sharing/audit"

    entry_no: int
    happened_at: datetime
    who: str
    act: str
    what: str


@dataclass(frozen=True, slots=True)
class SharingLinks(Row):
    """Shared links."""

    asks: ClassVar[str] = "sharing/links"

    link_id: str
    title: str
    screen: str
    choices: str
    sample: str
    sees_names: bool
    has_cards: bool
    has_passcode: bool
    created_by: str
    created_at: datetime
    expires_at: datetime
    standing: str
    view_count: int
    last_viewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SharingPeople(Row):
    """People who may sign in."""

    asks: ClassVar[str] = "sharing/people"

    person_id: str
    person_name: str
    person_email: str | None
    role: str
    sees_contacts: bool
    may_export: bool
    signed_in_at: datetime | None
    browser_count: int
    way_in: str


@dataclass(frozen=True, slots=True)
class SharingViews(Row):
    """When a shared link was looked at."""

    asks: ClassVar[str] = "sharing/views"

    viewed_on: date
    view_count: int
    last_viewed_at: datetime
