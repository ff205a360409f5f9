"""How a file writes days and amounts: is 03/04 in March or in April, is 1,5 one and a half.

The file itself is the witness. A day after the 12th tells the order of all. Where no day does, the
order of the rows and the time that they span may; only then the country is asked, and the manager.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from regulars.intake.statements import run_statement

__all__ = ["Conventions", "find_conventions"]

# Where people write the month before the day: the United States and their territories, the
# Philippines, and the islands that follow the United States.
MONTH_FIRST = {"US", "AS", "GU", "MP", "PR", "UM", "VI", "PH", "FM", "MH", "PW"}

# So many days in perfect order come about by chance once in 360 files.
TELLING_DAYS = 6

# 03/04/2026, 3-4-26 9:05, "Fri 3. 4. 2026"; never 2026-03-04.
NUMBERS_DAY = r"(?:^|[^0-9:/-])(\d{1,2})([-/.]) ?(\d{1,2})[-/.] ?(\d{4}|\d{2})(?:[^0-9]|$)"


@dataclass(frozen=True)
class Conventions:
    """How a file writes days and amounts.

    Attributes:
        day_first: 03/04 is the third of April; None where the file has no days in that form.
        decimal_mark: "." or ","; None where no amount tells, and each is read by itself.
        is_sure: the file itself tells day_first; where it does not, somebody should look.
        example: a day of the file that may be read in two ways, as it is written there; "" when
            sure.
    """

    day_first: bool | None
    decimal_mark: str | None
    is_sure: bool
    example: str


@dataclass(frozen=True)
class _WrittenDay:
    """A day in numbers, once a column: its two first numbers, the year, the mark between."""

    place: str
    first: int
    second: int
    year: int
    mark: str
    example: str

    def read(self, day_first: bool) -> date | None:
        """The day in one reading; None where there is no such day."""
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None

    @property
    def is_open(self) -> bool:
        """Both readings are days, and not the same."""
        return self.first <= 12 and self.second <= 12 and self.first != self.second


def find_conventions(
    cursor: duckdb.DuckDBPyConnection, dates: Sequence[str], amounts: Sequence[str], country: str
) -> Conventions:
    """How the staged file writes days and amounts.

    ``dates`` and ``amounts`` are names of columns of export_row (c3); ``country`` has two letters.
    """
    days = _written_days(cursor, dates)
    day_first, is_sure = _find_order(days, country)
    return Conventions(
        day_first=day_first,
        decimal_mark=_find_mark(cursor, amounts),
        is_sure=is_sure,
        example="" if is_sure else _find_example(days, day_first),
    )


def _written_days(cursor: duckdb.DuckDBPyConnection, dates: Sequence[str]) -> list[_WrittenDay]:
    """Every different day in numbers, column by column, in the file's order."""
    days = []
    for place in dict.fromkeys(dates):
        found = run_statement(
            cursor, "written_days", {"column": place}, pattern=NUMBERS_DAY
        ).fetchall()
        days += [_WrittenDay(place, *row) for row in found]
    return [day for day in days if day.read(True) or day.read(False)]


def _find_order(days: Sequence[_WrittenDay], country: str) -> tuple[bool | None, bool]:
    """Whether the day stands first, and whether the file itself says so."""
    if not days:
        return None, True
    for_day = sum(day.first > 12 for day in days)
    for_month = sum(day.second > 12 for day in days)
    if for_day or for_month:
        return for_day >= for_month, not (for_day and for_month)
    is_open = [day for day in days if day.is_open]
    writes_month_first = country.upper() in MONTH_FIRST
    if not is_open:
        return not writes_month_first, True
    by_order = _find_order_of_rows(days)
    if by_order is not None:
        return by_order, True
    # Who parts with dots puts the day first; some in the United States do otherwise.
    if all(day.mark == "." for day in is_open):
        return True, not writes_month_first
    by_span = _find_nearer(days)
    return (not writes_month_first if by_span is None else by_span), False


def _find_order_of_rows(days: Sequence[_WrittenDay]) -> bool | None:
    """The reading in which the rows of a column stand in order, where they do not in the other."""
    told = set()
    for place in {day.place for day in days}:
        here = [day for day in days if day.place == place]
        if len(here) >= TELLING_DAYS:
            in_order = [reading for reading in (True, False) if _is_in_order(here, reading)]
            if len(in_order) == 1:
                told.add(in_order[0])
    return told.pop() if len(told) == 1 else None


def _is_in_order(days: Sequence[_WrittenDay], day_first: bool) -> bool:
    read = [day.read(day_first) for day in days]
    known = [day for day in read if day is not None]
    return known == sorted(known) or known == sorted(known, reverse=True)


def _find_nearer(days: Sequence[_WrittenDay]) -> bool | None:
    """The reading that puts the days much nearer to each other: a week, not ten months."""
    span = {reading: _span_days(days, reading) for reading in (True, False)}
    if span[True] * 3 < span[False]:
        return True
    if span[False] * 3 < span[True]:
        return False
    return None


def _span_days(days: Sequence[_WrittenDay], day_first: bool) -> int:
    read = [known for day in days if (known := day.read(day_first)) is not None]
    return (max(read) - min(read)).days if read else 0


def _find_example(days: Sequence[_WrittenDay], day_first: bool | None) -> str:
    """A day that can be read in two ways, else one that goes against the others."""
    is_open = [day.example for day in days if day.is_open]
    against = [day.example for day in days if day_first is not None and day.read(day_first) is None]
    return next(iter(is_open + against), "")


def _find_mark(cursor: duckdb.DuckDBPyConnection, amounts: Sequence[str]) -> str | None:
    """The decimal mark that most of the telling amounts show; None where none tells."""
    if not amounts:
        return None
    columns = ", ".join(dict.fromkeys(amounts))
    found = run_statement(cursor, "decimal_mark", {"columns": columns}).fetchone()
    return None if found is None else str(found[0])
