"""Rows of queries/shop/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "ShopCoverage",
    "ShopLocations",
    "ShopOverview",
    "ShopStaff",
]


@dataclass(frozen=True, slots=True)
class ShopCoverage(Row):
    """Coverage."""

    asks: ClassVar[str] = "shop/coverage"

    visit_count: int
    known_visit_count: int
    known_visit_rate: float | None
    revenue: float
    known_revenue: float
    known_revenue_rate: float | None


@dataclass(frozen=True, slots=True)
class ShopLocations(Row):
    """Places."""

    asks: ClassVar[str] = "shop/locations"

    location: str
    visit_count: int


@dataclass(frozen=True, slots=True)
class ShopOverview(Row):
    """What there is."""

    asks: ClassVar[str] = "shop/overview"

    shop_name: str | None
    first_trading_on: date | None
    last_trading_on: date | None
    next_trading_on: date | None
    open_day_count: int
    visit_count: int
    customer_count: int
    named_customer_count: int
    receipt_line_count: int
    appointment_count: int
    response_count: int
    currency: str | None
    time_zone: str | None


@dataclass(frozen=True, slots=True)
class ShopStaff(Row):
    """Colleagues."""

    asks: ClassVar[str] = "shop/staff"

    staff: str
    visit_count: int
    first_served_on: date
    last_served_on: date
    has_left: bool
