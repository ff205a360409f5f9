"""Figures, days and names as people say them, and text of others made harmless."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.web.kit import text

JOINER = "\u2060"


def read_back(escaped: str) -> str:
    """What a Markdown renderer shows of text whose punctuation is escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped)


@pytest.mark.parametrize(
    ("value", "near", "said"),
    [
        (date(2026, 3, 3), date(2026, 10, 31), "Tue 3 March"),
        (date(2025, 3, 4), date(2026, 10, 31), "Tue 4 March 2025"),
        (pd.Timestamp("2026-10-31 08:10"), None, "Sat 31 October 2026"),
        (pd.NaT, None, "not yet"),
        (None, None, "not yet"),
    ],
)
def test_a_day_has_its_year_only_where_it_is_needed(
    value: Any, near: date | None, said: str
) -> None:
    assert text.day(value, near=near) == said


def test_a_day_within_a_sentence() -> None:
    assert text.full_day(pd.Timestamp("2026-03-03 08:10")) == "3 March 2026"
    assert text.short_day(date(2025, 12, 31)) == "31 December"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "no regulars"),
        (1, "1 regular"),
        (2, "2 regulars"),
        (1204, "1,204 regulars"),
        (float("nan"), "no regulars"),
        (None, "no regulars"),
    ],
)
def test_a_count_agrees_with_its_noun(number: Any, said: str) -> None:
    assert text.count(number, "regular") == said


def test_a_plural_of_its_own() -> None:
    assert text.count(3, "person", "people") == "3 people"


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (1240.4, "USD", "$1,240"),
        (8.5, "USD", "$8.50"),
        (0, "EUR", "€0.00"),
        (-33.62, "GBP", "-£33.62"),
        (1240, "CHF", "1,240 CHF"),
        (12, None, "12.00"),
        (None, "USD", "unknown"),
        (float("nan"), "USD", "unknown"),
    ],
)
def test_money_has_no_false_precision(amount: Any, currency: str | None, said: str) -> None:
    assert text.money(amount, currency) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0.6, "daily"),
        (1, "daily"),
        (1.6, "every 2 days"),
        (14, "every 14 days"),
        (43, "every 6 weeks"),
        (46.0, "every 6 to 7 weeks"),
        (182, "every 6 months"),
    ],
)
def test_a_cadence(days: float, said: str) -> None:
    assert text.every(days) == said


def test_what_is_unknown_is_said_to_be() -> None:
    assert text.every(float("nan")) == "no rhythm yet"
    assert text.percent(None) == "unknown"
    assert text.percent_range(0.5, float("nan")) == "too few to say"
    assert text.one_decimal(pd.NA) == "none"


def test_shares_and_their_intervals() -> None:
    assert text.percent(0.617).split() == ["62", "%"]
    assert text.percent_range(0.58, 0.661).split() == ["58", "to", "66", "%"]
    assert text.one_decimal(14.25) == "14.2"
    assert text.one_decimal(14.04) == "14"


@pytest.mark.parametrize(
    "written",
    [
        "<img src=x onerror=alert(1)>",
        "[press](javascript:alert(1)) ![x](http://x.example/i.png)",
        "**bold** _it_ ~~s~~ `code` # head",
        "$x^2$ :red[angry] :material/home: :tada: &amp;",
        "| a | b |",
        "C:\\temp",
    ],
)
def test_text_of_others_is_shown_as_it_is(written: str) -> None:
    escaped = text.plain(written)
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>\[\]()*_`~$#|&!:]", escaped)
    assert read_back(escaped).replace(JOINER, "") == written


@pytest.mark.parametrize(
    "written",
    [
        "see https://evil.example/x now",
        "HTTP://EVIL.EXAMPLE",
        "www.evil.example",
        "WWW.evil.example",
        "write to ann@evil.example",
        ":streamlit:",
    ],
)
def test_addresses_stay_text(written: str) -> None:
    """The renderer looks for addresses after reading: an escape alone does not stop it."""
    shown = read_back(text.plain(written))
    assert not re.search(r"https?://|www\.|[-.\w+]@|:[a-z]", shown, re.IGNORECASE)
    assert shown.replace(JOINER, "") == written


def test_a_time_of_day_is_left_alone() -> None:
    assert JOINER not in text.plain("Tuesdays about 08:10")


def test_line_breaks_become_spaces_and_nothing_stays_nothing() -> None:
    assert text.plain("one\n\n- two\r\n\tthree") == "one \\- two three"
    assert text.plain(None) == text.plain(float("nan")) == ""


@given(st.text())
def test_no_text_is_lost_or_opens_a_block(written: str) -> None:
    shown = read_back(text.plain(written))
    assert shown.replace(JOINER, "") == " ".join(written.split()).replace(JOINER, "")
    assert "\n" not in shown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_formula_in_a_download_becomes_text(start: str) -> None:
    assert text.safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["Ann Lee", "", -4.5, 0, None, date(2026, 3, 3)])
def test_other_cells_are_left_alone(value: Any) -> None:
    assert text.safe_cell(value) is value


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.617, "62"), (0.9999, "over 99"), (1.0, "over 99"), (0.001, "under 1"), (None, "unknown")],
)
def test_no_chance_is_certain(probability: float | None, said: str) -> None:
    assert text.chance(probability).removesuffix("\N{NO-BREAK SPACE}%") == said
