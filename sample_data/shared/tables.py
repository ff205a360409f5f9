"""Rows as files, and days as vendors write them."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

Row = tuple[str, ...]


def as_csv(rows: Iterable[Row], *, quote_all: bool = False, line_end: str = "\n") -> str:
    """The rows as text, quoted the way the vendor quotes."""
    buffer = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(buffer, quoting=quoting, lineterminator=line_end).writerows(rows)
    return buffer.getvalue()


def clock(at: datetime, *, with_seconds: bool) -> str:
    """Twelve-hour time without a leading zero: 3:08:44 PM, or 3:08 pm."""
    hour, half = (at.hour - 1) % 12 + 1, "AM" if at.hour < 12 else "PM"
    if with_seconds:
        return f"{hour}:{at:%M:%S} {half}"
    return f"{hour}:{at:%M} {half.lower()}"


def long_date(at: datetime) -> str:
    """May 3, 2025 10:00 am."""
    return f"{MONTHS[at.month - 1]} {at.day}, {at.year} {clock(at, with_seconds=False)}"
