"""Columns that say yes or no, and of which only the header says to what."""

from __future__ import annotations

from regulars.intake.proposing.header_words import read_header

__all__ = ["refuses", "said_by_tick"]

# Meanings of columns that say why, by whom or when, rather than whether.
FURTHER = {"reason", "by", "staff", "user", "fee", "amount", "count", "number", "id", "email"}


def said_by_tick(column: str) -> str | None:
    """What became of an appointment when this column is ticked: "no-show", "cancelled" or None."""
    meanings = set(read_header(column).meanings)
    if meanings & FURTHER:
        return None
    if "no_show" in meanings:
        return "no-show"
    return "cancelled" if "cancelled" in meanings else None


def refuses(column: str) -> bool:
    """Whether a tick in this column says that somebody does not want to be written to."""
    return "refusal" in read_header(column).meanings
