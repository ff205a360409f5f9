"""What the values of a column look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from regulars.intake.proposing.header_words import fold, listed_values

__all__ = ["Shape", "find_shape", "read_plain_number"]

# So many different values say what a column holds.
LOOKED_AT = 25
# A longer cell is text, whatever it says.
LONG = 200
EMPTY = {"", "-", "--", "n/a", "na", "none", "null", "nan", "(none)", "(null)"}
YES_NO = {
    *("yes", "no", "y", "n", "true", "false", "ja", "nein", "nee", "nej", "oui", "non", "si"),
    *("sim", "nao", "0", "1", "x", "s", "j"),
}  # fmt: skip
# The first three letters of the months, in all the languages.
MONTHS = {
    "jan", "feb", "fev", "mar", "mrt", "apr", "avr", "abr", "may", "mai", "mei", "mag", "maj",
    "jun", "jui", "giu", "jul", "lug", "aug", "aou", "ago", "sep", "set", "oct", "okt", "ott",
    "out", "nov", "dec", "dez", "dic", "ene", "gen", "fevr", "maa",
}  # fmt: skip

_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]{2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.I)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_DAY = re.compile(
    r"(?:[a-z]{2,4}\.?,? )?"
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))"
    r"(?P<time>[ T,].*\d{1,2}[:.h]\d{2}.*|[ T]\d{6}Z?)?\.?(?: .*)?",
    re.I,
)
_TIGHT_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-4])(?:[:h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[ap]\.? ?m\.?)?| ?[ap]\.?m\.?)",
    re.I,
)
_SPAN = re.compile(rf"({_CLOCK.pattern})\s*[-–—]\s*({_CLOCK.pattern})", re.I)
_DOTTED_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_SIGNS = r"(?:[$€£¥]|kr\.?|chf|eur|usd|gbp|dkk|sek|nok|cad|aud|nzd|brl|r\$|fr\.)"
_NUMBER = re.compile(
    rf"[-+(]?\s?(?P<sign>{_SIGNS})?\s?-?(?P<digits>\d[\d.,'\s]*)\s?(?P<after>{_SIGNS})?\s?[-)]?",
    re.I,
)
_PERCENT = re.compile(r"-?\d+(?:[.,]\d+)?\s?%")
_CENTS = re.compile(r".*\d[.,]\d{2}\s?\D*")
_MASKED_NUMBER = re.compile(r"[\dxX*•. -]+")
_MASK = re.compile(r"[xX]{3}|[*•]{2}")
_FRACTION = re.compile(
    r"(\d{1,2}(?:[.,]\d)?)\s?(?:/|out of|von|sur|de|su|van|af)\s?(5|7|10|100)", re.I
)
# "5 - Excellent", and not "5 kg".
_LED = re.compile(r"(\d{1,2})\s?(?:[-–:=(.]\s*|\s+)[^\W\d]{3}.*", re.S)
_NUMBERS = re.compile(r"\d+")
_LATIN = re.compile(r"[a-z]+")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_SMILEY = re.compile("[\u2605\u2606\u2b50\U0001f600-\U0001f64f\u2639\u263a]")
_PHONE = re.compile(r"'?\+?[\d(][\d\s().\-/]{5,20}\d(?:\s?(?:x|ext\.?)\s?\d+)?", re.I)
# "Ada Lee", and "Guest 12" or "Name1" where names were taken out.
_PERSON = re.compile(
    r"[^\W\d_]+[.'’]?(?:[-'’ ,.]+[^\W\d_]+\.?){0,4}(?: \d{1,5})?|[A-Z][a-z]{3,}\d{1,3}"
)


@dataclass(frozen=True)
class Shape:
    """The values of one column, in shares from 0 to 1 of its different values.

    Attributes:
        count: cells that say something.
        filled: their share of all cells.
        distinct: how many different values there are.
        words: words per value, on average.
        highest: the greatest number, 0 without one.
        marks: what values look like, such as "email" -> the share of values that do.
    """

    count: int
    filled: float
    distinct: int
    words: float
    highest: float
    marks: dict[str, float]

    def __getitem__(self, mark: str) -> float:
        """The share of values that bear a mark, such as "email" or "money"."""
        return self.marks.get(mark, 0.0)

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything."""
        return self.count == 0

    @property
    def lasting(self) -> float:
        """How seldom a value comes again: 1 where no two cells are the same."""
        return self.distinct / self.count if self.count else 0.0


def find_shape(cells: Sequence[str | None]) -> Shape:
    """The shape of a column's cells."""
    values = [text for cell in cells if cell and (text := cell.strip())]
    different = list(dict.fromkeys(values))
    if any(value.lower() in EMPTY for value in different[:LOOKED_AT]):
        values = [value for value in values if value.lower() not in EMPTY]
        different = list(dict.fromkeys(values))
    step = max(1, len(different) // LOOKED_AT)
    seen = different[::step][:LOOKED_AT]
    totals: dict[str, float] = {}
    words = 0
    highest = 0.0
    for value in seen:
        for mark in _marks(value[: LONG + 1]):
            totals[mark] = totals.get(mark, 0) + 1
        words += value.count(" ") + 1
        number = read_plain_number(value)
        highest = max(highest, number or 0.0)
    known = len(seen) or 1
    return Shape(
        len(values),
        len(values) / (len(cells) or 1),
        len(different),
        words / known,
        highest,
        {mark: total / known for mark, total in totals.items()},
    )


@lru_cache(maxsize=20_000)
def _marks(value: str) -> frozenset[str]:
    """What one value looks like."""
    if len(value) > LONG:
        return frozenset(("letters",))
    if _EMAIL.fullmatch(value):
        return frozenset(("email",))
    if _LINK.match(value):
        return frozenset(("link",))
    if _CLOCK.fullmatch(value) or _SPAN.fullmatch(value):
        return frozenset(("clock",))
    if _is_day(value):
        if value.isdigit():
            # It may as well be a telephone number.
            return frozenset(("day", "phone", "number", "whole", "digits", "tight"))
        return frozenset(("day", "moment")) if _has_time(value) else frozenset(("day",))
    marks: set[str] = set()
    if _IP.fullmatch(value):
        return frozenset(("ip",))
    if _PERCENT.fullmatch(value):
        return frozenset(("percent",))
    if _MASKED_NUMBER.fullmatch(value) and _MASK.search(value):
        return frozenset(("masked",))
    number = _NUMBER.fullmatch(value)
    if number:
        marks |= _number_marks(value, number)
    if _PHONE.fullmatch(value) and 7 <= sum(map(str.isdigit, value)) <= 15:
        marks.add("phone")
        # Not only digits, or not a count: a bare number may as well be an id.
        if value[0] in "+(0'" or (" " in value or value.count("-") > 1) and "," not in value:
            marks.add("dialled")
    folded = fold(value)
    if folded in YES_NO:
        marks.add("yes_no")
    if _is_state(folded):
        marks.add("status")
    if folded in listed_values("booked"):
        marks.add("booked")
    if folded in listed_values("consent"):
        marks.add("consent")
    if folded in listed_values("no_show"):
        marks |= {"status", "no_show"}
    if _is_opinion(value, folded):
        marks.add("opinion")
    if _LETTER.search(value):
        marks.add("letters")
        if len(value) == 2 and value.isupper():
            marks.add("region")
        if _PERSON.fullmatch(value) and value[0].isupper():
            marks.add("name")
            if 1 <= value.count(" ") <= 4:
                marks.add("person")
    if _DIGIT.search(value):
        marks.add("digits")
        if " " not in value and not marks & {"money", "name"}:
            marks.add("tight")
    return frozenset(marks)


def _number_marks(value: str, number: re.Match[str]) -> set[str]:
    marks = {"number"}
    digits = number["digits"].strip()
    has_sign = bool(number["sign"] or number["after"])
    if has_sign or (_CENTS.fullmatch(value) and not digits.startswith("00")):
        marks.add("money")
    if has_sign:
        marks.add("currency")
    if digits.isdigit():
        marks.add("whole")
    if _DOTTED_CLOCK.fullmatch(value):
        marks.add("dotted_clock")
    plain = read_plain_number(value)
    if plain is not None and 0 <= plain <= 10 and plain * 2 == int(plain * 2) and not has_sign:
        marks.add("ten")
    return marks


def _is_day(value: str) -> bool:
    if not 6 <= len(value) <= 48 or not _DIGIT.search(value):
        return False
    if _DAY.fullmatch(value):
        return True
    if value.isdigit():
        return bool(_TIGHT_DAY.fullmatch(value))
    numbers = _NUMBERS.findall(value)
    if len(numbers) < 2:
        return False
    words = _LATIN.findall(fold(value))
    return (
        any(word[:3] in MONTHS and len(word) <= 10 for word in words)
        and any(len(one) == 4 for one in numbers[:3])
        and len(words) <= 7
    )


def _has_time(value: str) -> bool:
    found = _DAY.fullmatch(value)
    if found:
        return bool(found["time"])
    return bool(re.search(r"\d{1,2}[:h]\d{2}|\d ?[ap]m\b", value, re.I))


def _is_state(folded: str) -> bool:
    """Whether it says what became of something: "paid", "Order completed", "absent (excused)"."""
    states = listed_values("status")
    if folded in states:
        return True
    words = _WORD.findall(folded)
    return 1 < len(words) <= 4 and any(len(word) > 5 and word in states for word in words)


def _is_opinion(value: str, folded: str) -> bool:
    """Whether it is a number of stars, a smiley or a word such as "very satisfied"."""
    if _SMILEY.match(value) or _FRACTION.fullmatch(value):
        return True
    if folded in listed_values("opinion"):
        return True
    led = _LED.fullmatch(value)
    if led and int(led[1]) <= 10 and value.count(" ") <= 6 and "," not in value:
        return True
    return value.count(" ") <= 3 and bool(_opinion_part().search(folded))


@cache
def _opinion_part() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(listed_values("opinion_part")))))


@lru_cache(maxsize=20_000)
def read_plain_number(text: str) -> float | None:
    """The number in a text, with a symbol and either decimal mark; None where there is none."""
    if len(text) > 24 or not (found := _NUMBER.fullmatch(text)):
        return None
    digits = re.sub(r"[\s']", "", found["digits"])
    comma, point = digits.rfind(","), digits.rfind(".")
    mark = max(comma, point)
    if mark >= 0:
        is_thousands = (
            len(digits) - mark == 4
            and min(comma, point) < 0
            and (digits.count(digits[mark]) > 1 or not digits.startswith("0"))
        )
        whole, rest = (digits, "") if is_thousands else (digits[:mark], digits[mark + 1 :])
        digits = re.sub(r"[.,]", "", whole) + ("." + rest if rest.isdigit() else "")
    try:
        number = float(digits)
    except ValueError:
        return None
    return -number if "-" in text or text.startswith("(") else number
