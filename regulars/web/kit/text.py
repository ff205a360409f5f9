"""Figures, days and names as people say them, safe to put into Markdown."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd

__all__ = [
    "STATUS_WORDS",
    "chance",
    "count",
    "day",
    "every",
    "full_day",
    "given_score",
    "is_missing",
    "money",
    "month",
    "one_decimal",
    "percent",
    "percent_range",
    "plain",
    "safe_cell",
    "score",
    "score_name",
    "short_day",
]

STATUS_WORDS = {
    "new": "new",
    "returning": "returning",
    "regular": "regular",
    "slipping": "slipping",
    "lapsed": "lapsed",
    "one_timer": "came once",
}
CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Markdown's renderer finds web and mail addresses, and Streamlit its own marks, in text that is
# read already: escaping does not stop them, an invisible sign that forbids a line break does.
_FOUND_LATER = re.compile(
    r"(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=[a-z])", re.I
)
# At the start, and behind what a spreadsheet of another country or a paste takes for a new cell.
# Each run of spaces and marks is looked at once, from its beginning.
_FORMULA = re.compile(r"(?<![\s\";])([\s\";]*+)(?=[=+\-@])|^(?=[\t\r\n])")
_CELL_ENDS = frozenset(";\t\r\n")
_WORD_JOINER = "\u2060"


def is_missing(value: Any) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or pandas' NA."""
    return value is None or bool(pd.isna(value))


def plain(text: Any) -> str:
    """Text of a customer or a file, made harmless in Markdown.

    Every ASCII punctuation mark is escaped, so that it cannot become a link, a picture, HTML, maths
    or one of Streamlit's own directives; line breaks become spaces; addresses stay text.
    """
    if is_missing(text):
        return ""
    one_line = _FOUND_LATER.sub(_WORD_JOINER, " ".join(str(text).split()))
    return _PUNCTUATION.sub(r"\\\1", one_line)


def day(value: Any, *, near: date | None = None) -> str:
    """A day: "Tue 3 March", with the year unless it is the year of ``near``."""
    if is_missing(value):
        return "not yet"
    moment = pd.Timestamp(value)
    words = f"{moment:%a} {moment.day} {moment:%B}"
    return words if near is not None and near.year == moment.year else f"{words} {moment.year}"


def full_day(value: Any) -> str:
    """A day within a sentence: "3 March 2026"."""
    return f"{short_day(value)} {pd.Timestamp(value).year}"


def short_day(value: Any) -> str:
    """A day of a year that is known: "3 March"."""
    moment = pd.Timestamp(value)
    return f"{moment.day} {moment:%B}"


def month(value: Any) -> str:
    """A month: "March 2026"."""
    return f"{pd.Timestamp(value):%B %Y}"


def count(number: Any, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 regular", "1,204 regulars"; "no regulars" for none."""
    whole = 0 if is_missing(number) else round(float(number))
    many = plural or f"{noun}s"
    if whole == 0:
        return f"no {many}"
    return f"{whole:,} {noun if whole == 1 else many}"


def one_decimal(number: Any) -> str:
    """A number as "14.3" or "14"; "none" where there is none."""
    return "none" if is_missing(number) else f"{float(number):.1f}".removesuffix(".0")


def percent(share: Any) -> str:
    """A share as "62 %", in one piece."""
    return "unknown" if is_missing(share) else f"{100 * float(share):.0f}\N{NO-BREAK SPACE}%"


def chance(probability: Any) -> str:
    """A probability as "62 %"; nothing is certain: "over 99 %", "under 1 %"."""
    if is_missing(probability):
        return "unknown"
    if float(probability) > 0.99:
        return f"over {percent(0.99)}"
    return f"under {percent(0.01)}" if float(probability) < 0.01 else percent(probability)


def percent_range(low: Any, high: Any) -> str:
    """An interval as "58 to 66 %"."""
    if is_missing(low) or is_missing(high):
        return "too few to say"
    return f"{100 * float(low):.0f} to {percent(high)}"


def score(metric: str, value: Any) -> str:
    """A score on its own scale: "+54" for NPS, "81 %" for CSAT, "4.3 of 5", "5.9 of 7"."""
    if is_missing(value):
        return "unknown"
    if metric == "nps":
        return f"{value:+.0f}" if round(value) else "0"
    if metric == "csat":
        return percent(value)
    return f"{float(value):.1f} of {7 if metric == 'ces' else 5}"


def given_score(metric: str, value: Any) -> str:
    """What one person gave, on the question's own scale: "9 of 10", "4 of 5", "6 of 7"."""
    return f"{float(value):g} of {({'nps': 10, 'ces': 7}).get(metric, 5)}"


def score_name(metric: str, touchpoint: str) -> str:
    """What was asked, in few words: "Would recommend", "Speed", "Ease", "Stars for food"."""
    if metric == "csat":
        return touchpoint.capitalize()
    name = {"nps": "Would recommend", "ces": "Ease"}.get(metric, "Stars")
    return name if touchpoint == "overall" else f"{name}, {touchpoint}"


def money(amount: Any, currency: str | None, *, cents: bool = True) -> str:
    """An amount without false precision: "$1,240", "$8.50", "1,240 CHF"; estimates: no cents."""
    if is_missing(amount):
        return "unknown"
    value = float(amount)
    figures = f"{abs(value):,.2f}" if cents and abs(value) < 100 else f"{abs(value):,.0f}"
    minus = "-" if value < 0 else ""
    if currency in CURRENCY_SIGNS:
        return f"{minus}{CURRENCY_SIGNS[currency]}{figures}"
    return f"{minus}{figures} {currency}" if currency else f"{minus}{figures}"


def every(cadence_days: Any) -> str:
    """A cadence as the macro pace() says it: "daily", "every 7 days", "every 6 weeks"."""
    if is_missing(cadence_days):
        return "no rhythm yet"
    days = float(cadence_days)
    weeks = days / 7
    if days >= 112:
        return f"every {days / 30.4:.0f} months"
    if days >= 28:
        if abs(weeks - round(weeks)) <= 0.25:
            return f"every {weeks:.0f} weeks"
        return f"every {int(weeks)} to {int(weeks) + 1} weeks"
    return "daily" if round(days) <= 1 else f"every {round(days)} days"


def safe_cell(value: Any) -> Any:
    """A cell for a CSV that a spreadsheet opens: what looks like a formula becomes text.

    Source: OWASP, "CSV injection".
    """
    if not isinstance(value, str):
        return value
    return _FORMULA.sub(_as_text, value)


def _as_text(found: re.Match[str]) -> str:
    before = found[0]
    begins_cell = found.start() == 0 or not _CELL_ENDS.isdisjoint(before)
    return f"{before}'" if begins_cell else before
