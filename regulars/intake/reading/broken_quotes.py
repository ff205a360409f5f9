"""Rows with a quotation mark out of place: what they are, and that none was swallowed by them.

DuckDB tells where such a row is broken. Where it is broken twice it shows the row before instead,
and may pass over the rows after it without a word; so the file itself is asked.
"""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.reading.sheets import Sheet
from regulars.intake.statements import count_of, run_statement

__all__ = ["refuse_swallowed_rows"]

ROW_BYTES = 1 << 21
SHOWN_AT_ONCE = 1_000
COUNTED_BYTES = 1 << 22


def refuse_swallowed_rows(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """See that every line of the file is in ``staged`` or in ``unread_row``.

    Raises:
        ImportFailed: an unclosed quotation mark makes one row of many. How many is not known, so
            none is kept.
    """
    broken = run_statement(cursor, "broken_quotes").fetchall()
    twice = [
        (line + sheet.first_row - sheet.skip - 2, int(first), int(last))
        for line, first, last, count in broken
        if count > 1 and first is not None
    ]
    for start in range(0, len(twice), SHOWN_AT_ONCE):
        some = twice[start : start + SHOWN_AT_ONCE]
        # Row by row it would take the square of their number.
        run_statement(
            cursor,
            "reread_rows",
            row_numbers=[number for number, _, _ in some],
            row_texts=[_lines_between(sheet.path, first, last) for _, first, last in some],
        )
    row = run_statement(cursor, "swallowing_row").fetchone()
    number = row[0] if row else None
    if number is None and broken and _lines_in_file(sheet) > _lines_read(cursor, sheet):
        number = broken[0][0] + sheet.first_row - sheet.skip - 2
    if number is not None:
        raise ImportFailed(
            f"In row {number} of {sheet.name} a quotation mark is out of place, and the rows after "
            "it cannot be told apart. Correct that row, or export the file again."
        )


def _lines_between(path: Path, first: int, last: int) -> str:
    """The lines of a file from the one with a place in it to the one with another."""
    start = max(0, first - ROW_BYTES)
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(last - start + ROW_BYTES)
    begin = max(data.rfind(sign, 0, first - start) for sign in (b"\n", b"\r")) + 1
    ends = [data.find(sign, last - start) for sign in (b"\n", b"\r")]
    end = min((place for place in ends if place >= 0), default=len(data))
    return data[begin:end].decode("utf-8", errors="replace").strip("\r\n")


def _lines_in_file(sheet: Sheet) -> int:
    """How many lines there are below the header, but for blank ones at the end."""
    count = 0
    data = b""
    with sheet.path.open("rb") as file:
        sign = b"\n" if b"\n" in file.read(COUNTED_BYTES) else b"\r"
        file.seek(0)
        while piece := file.read(COUNTED_BYTES):
            count += piece.count(sign)
            data = (data + piece)[-COUNTED_BYTES:]
    count -= data[len(data.rstrip(b"\r\n")) :].count(sign)
    with sheet.path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        reader = csv.reader(text, delimiter=sheet.delimiter, quotechar=sheet.quote)
        for _ in range(sheet.skip + 1):
            next(reader, None)
        return count + 1 - reader.line_num


def _lines_read(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> int:
    """How many lines the rows take that were read, and those that were not."""
    return count_of(cursor, "lines_read") + len(sheet.blank_rows)
