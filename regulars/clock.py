"""What time it is: the moment something is done, never the day that figures are about."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["local_now", "utc_now"]


def utc_now() -> datetime:
    """This moment in UTC, without a zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def local_now() -> datetime:
    """This moment, in this machine's time zone."""
    return datetime.now(UTC).astimezone()
