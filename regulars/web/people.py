"""What only the Regulars screen says."""

from __future__ import annotations

from typing import Any

from regulars.web import words
from regulars.web.filters import Chosen

__all__ = ["explanation", "sentence"]


def sentence(summary: Any) -> str:
    """How many regulars there are, and what share of the visits is theirs."""
    if summary.regular_count == 0:
        return "No regulars yet"
    verb = "brings" if summary.regular_count == 1 else "bring"
    regulars = words.count(summary.regular_count, "regular")
    return f"{regulars} {verb} {words.percent(summary.regular_visit_rate)} of visits"


def explanation(summary: Any, chosen: Chosen) -> str:
    """Who a regular is, and how many became one or stopped being one in the period."""
    rule = "A regular was here at least 4 times in the last 26 weeks."
    if not chosen.has_before:
        return rule
    became = words.count(summary.became_count, "person", "people")
    stopped = words.count(summary.stopped_count, "person", "people")
    since = words.day(chosen.from_on, near=chosen.as_of)
    return f"Since {since}, {became} became regulars and {stopped} stopped being one. {rule}"
