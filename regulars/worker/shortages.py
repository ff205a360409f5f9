"""What the machine ran out of, in words."""

from __future__ import annotations

import errno

import duckdb

__all__ = ["NO_MEMORY", "NO_ROOM", "explain_shortage"]

NO_MEMORY = (
    "The computer's memory did not suffice, and nothing was kept. Give it more memory, or import "
    "the files one by one, or a shorter period at a time."
)
NO_ROOM = (
    "The disk is full, and nothing was kept. Make room, about three times the size of the data "
    "file and of what is imported, and try again."
)


def explain_shortage(error: BaseException) -> str | None:
    """What was short when an error came, and what to do; None if it came of something else."""
    if isinstance(error, (MemoryError, duckdb.OutOfMemoryException)):
        return NO_MEMORY
    if isinstance(error, OSError):
        return NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
    words = str(error)
    if isinstance(error, duckdb.Error):
        if "No space left" in words or "Disk quota exceeded" in words:
            return NO_ROOM
        if "bad_alloc" in words or "Cannot allocate memory" in words:
            return NO_MEMORY
    return None
