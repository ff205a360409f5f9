"""Moments as they stand in the names of files."""

from __future__ import annotations

from datetime import datetime

__all__ = [
    "STAMP",
    "backup_name",
    "stamp",
]

STAMP = "%Y-%m-%d-%H%M%S"


def stamp(moment: datetime) -> str:
    """A moment as it stands in file names, in this machine's time zone."""
    return moment.astimezone().strftime(STAMP)


def backup_name(moment: datetime) -> str:
    """The name of a backup that is made now."""
    return f"regulars-{stamp(moment)}.duckdb"
