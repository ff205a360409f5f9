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

__all__ = ["refuse_swallowed_rows"]

ROW_BYTES = 1 << 21
SHOWN_AT_ONCE = 1_000
COUNTED_BYTES = 1 << 22
MISPLACED = "A quotation mark is out of place"
TOO_LONG_ROW = "The row is too long to be one row"


def refuse_swallowed_rows(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """See that every line of the file is in ``staged`` or in ``unread_row``.

    Raises:
        ImportFailed: an unclosed quotation mark makes one row of many. How many is not known, so
            none is kept.
    """
    broken = cursor.execute("""
        select line, min(byte_position), max(byte_position), count(distinct byte_position)
        from reject_errors
        where error_type = 'UNQUOTED VALUE' or trim(csv_line, chr(13) || chr(10)) != ''
        group by line
        having bool_or(error_type = 'UNQUOTED VALUE')
        order by line
    """).fetchall()
    twice = [
        (line + sheet.first_row - sheet.skip - 2, int(first), int(last))
        for line, first, last, count in broken
        if count > 1 and first is not None
    ]
    for start in range(0, len(twice), SHOWN_AT_ONCE):
        some = twice[start : start + SHOWN_AT_ONCE]
        # Row by row it would take the square of their number.
        cursor.execute(
            """
            update unread_row
            set reason = $reason, row_text = shown.row_text
            from (
                select unnest($rows::bigint[]) as row_number, unnest($texts::varchar[]) as row_text
            ) as shown
            where unread_row.row_number = shown.row_number
            """,
            {
                "reason": MISPLACED,
                "rows": [number for number, _, _ in some],
                "texts": [_lines_between(sheet.path, first, last) for _, first, last in some],
            },
        )
    row = cursor.execute(
        """
        select min(row_number)
        from unread_row
        where reason in ($misplaced, $too_long) and regexp_matches(row_text, '[\\r\\n]')
        """,
        {"misplaced": MISPLACED, "too_long": TOO_LONG_ROW},
    ).fetchone()
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
    names = [f"c{place}" for place in range(1, len(sheet.columns) + 1)]
    names += [f"x{place}" for place in range(1, sheet.blank_columns + 1)]
    breaks = " + ".join(f"coalesce({_breaks(name)}, 0)" for name in names)
    row = cursor.execute(f"""
        select
            (select count(*) + coalesce(sum({breaks}), 0) from staged)
            + (select count(*) + coalesce(sum({_breaks("row_text")}), 0) from unread_row)
    """).fetchone()
    return (int(row[0]) if row else 0) + len(sheet.blank_rows)


def _breaks(name: str) -> str:
    # A line may end in one sign or in two.
    both = f"replace({name}, chr(13) || chr(10), chr(10))"
    return f"length({both}) - length(translate({both}, chr(13) || chr(10), ''))"
