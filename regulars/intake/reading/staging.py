"""A sheet -> the temporary table ``export_row``, all text, one row a record.

DuckDB reads the rows; Python looks only at what it could not read, and at the last few rows.
"""

from __future__ import annotations

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.reading.broken_quotes import refuse_swallowed_rows
from regulars.intake.reading.progress import run_with_progress
from regulars.intake.reading.sheets import CELL_CHARACTERS, Sheet
from regulars.intake.reading.totals import FIRST_ROWS, LAST_ROWS, Row, find_totals
from regulars.intake.statements import count_of, find_statement, run_statement
from regulars.progress import Progress
from regulars.worker.shortages import explain_shortage

__all__ = ["BROKEN", "stage_rows"]

BROKEN = (
    "{} could not be read as a table, and nothing of it was kept. Export it again; if it fails "
    "again, the file may be damaged."
)


def stage_rows(cursor: duckdb.DuckDBPyConnection, sheet: Sheet, progress: Progress | None) -> int:
    """Read all rows into ``export_row`` (row_number, c1, c2 ...) and ``unread_row``.

    ``row_number`` counts as a spreadsheet does. ``unread_row`` holds the rows that are not a row of
    this table: row_number, code, row_text. The rows of both are all that were read; those in
    ``export_row`` stand in the table ``staged`` too. Rows without anything in them are no rows.

    Returns:
        How many rows were read.

    Raises:
        ImportFailed: a quotation mark is out of place and swallows the rows after it, or the file
            cannot be read as a table at all.
    """
    try:
        _read(cursor, sheet, progress)
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        if explain_shortage(error) is not None:
            raise
        # The database's own words quote the file.
        raise ImportFailed(BROKEN.format(sheet.name)) from error
    refuse_swallowed_rows(cursor, sheet)
    _number_rows(cursor, sheet)
    run_statement(cursor, "set_aside")
    if sheet.blank_columns:
        run_statement(cursor, "wide_rows")
        _put_aside(cursor, sheet)
    if _may_have_long_cells(cursor):
        run_statement(cursor, "long_rows", most_characters=CELL_CHARACTERS)
        _put_aside(cursor, sheet)
    _drop_blank_rows(cursor, sheet)
    _put_totals_aside(cursor, sheet)
    return count_of(cursor, "read_count")


def _read(cursor: duckdb.DuckDBPyConnection, sheet: Sheet, progress: Progress | None) -> None:
    names = [f"c{place}" for place in range(1, len(sheet.columns) + 1)]
    names += [f"x{place}" for place in range(1, sheet.blank_columns + 1)]
    # Left by a sheet that was read before; the reader would add to them.
    for table in ("reject_errors", "reject_scans"):
        cursor.execute(f"drop table if exists temp.{table}")
    run_with_progress(
        cursor,
        find_statement("staged").text(),
        {
            "path": str(sheet.path),
            "delimiter": sheet.delimiter,
            "quote": sheet.quote,
            "skip": sheet.skip,
            "types": dict.fromkeys(names, "VARCHAR"),
        },
        progress,
    )
    run_statement(cursor, "unread_row", rows_above=sheet.first_row - sheet.skip - 2)


def _number_rows(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """``staged`` -> the view ``export_row``, with row numbers as a spreadsheet has them."""
    run_statement(cursor, "numbering", rows_above=sheet.first_row - 1)
    run_statement(cursor, "placed")
    run_statement(cursor, "gap", blank_rows=list(sheet.blank_rows))
    has_gaps = count_of(cursor, "gap_count") > 0
    run_statement(cursor, "export_row_between_gaps" if has_gaps else "export_row")


def _may_have_long_cells(cursor: duckdb.DuckDBPyConnection) -> bool:
    lengths = run_statement(cursor, "longest_cells").fetchone() or ()
    return any(length is None or length > CELL_CHARACTERS for length in lengths)


def _put_aside(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """Move the rows in ``set_aside`` from ``staged`` to ``unread_row``."""
    run_statement(
        cursor,
        "unread_rows",
        column_count=len(sheet.columns),
        delimiter=sheet.delimiter,
        most_characters=CELL_CHARACTERS,
    )
    run_statement(cursor, "staged_rows_left")


def _drop_blank_rows(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    if run_statement(cursor, "blank_row").fetchone() is not None:
        run_statement(cursor, "blank_rows_gone")
    run_statement(cursor, "blank_unread_rows_gone", blank=f" \t\r\n{sheet.delimiter}")


def _put_totals_aside(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    # What a few rows say is enough, and no sort of the whole table.
    first = run_statement(cursor, "start_of_table", row_count=FIRST_ROWS).fetchall()
    last = [
        Row(number, staged_id, tuple(cells))
        for staged_id, number, *cells in run_statement(
            cursor, "end_of_table", row_count=LAST_ROWS
        ).fetchall()
    ]
    last += [
        Row(number, None, tuple(text.split(sheet.delimiter)))
        for number, text in run_statement(
            cursor, "end_of_unread_rows", row_count=LAST_ROWS
        ).fetchall()
    ]
    found = find_totals(first, sorted(last, key=lambda row: row.number))
    if unread := [row.number for row in found if row.staged_id is None]:
        run_statement(cursor, "unread_totals", row_numbers=unread)
    if read := [row.staged_id for row in found if row.staged_id is not None]:
        run_statement(cursor, "total_rows", staged_ids=read)
        _put_aside(cursor, sheet)
