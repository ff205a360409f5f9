"""A sheet -> the temporary table ``export_row``, all text, one row a record.

DuckDB reads the rows; Python looks only at what it could not read, and at the last few rows.
"""

from __future__ import annotations

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.reading.broken_quotes import MISPLACED, TOO_LONG_ROW, refuse_swallowed_rows
from regulars.intake.reading.progress import Progress, run_with_progress
from regulars.intake.reading.sheets import CELL_CHARACTERS, Sheet
from regulars.intake.reading.totals import FIRST_ROWS, LAST_ROWS, Row, find_totals
from regulars.worker.shortages import explain_shortage

__all__ = ["BROKEN", "stage_rows"]

READER_REASONS = {
    "MISSING COLUMNS": "The row has fewer cells than the header",
    "TOO MANY COLUMNS": "The row has more cells than the header",
    "UNQUOTED VALUE": MISPLACED,
    "LINE SIZE OVER MAXIMUM": TOO_LONG_ROW,
    "INVALID ENCODING": "The row is not readable text",
}
TOO_LONG = f"A cell is longer than {CELL_CHARACTERS:,} characters"
TOTAL = "This is a total or a note, not a row"
BROKEN = (
    "{} could not be read as a table, and nothing of it was kept. Export it again; if it fails "
    "again, the file may be damaged."
)


def stage_rows(cursor: duckdb.DuckDBPyConnection, sheet: Sheet, progress: Progress | None) -> int:
    """Read all rows into ``export_row`` (row_number, c1, c2 ...) and ``unread_row``.

    ``row_number`` counts as a spreadsheet does. ``unread_row`` holds the rows that are not a row of
    this table: row_number, reason, row_text. The rows of both are all that were read; those in
    ``export_row`` stand in the table ``staged`` too. Rows without anything in them are no rows.

    Returns:
        How many rows were read.

    Raises:
        ImportFailed: a quotation mark is out of place and swallows the rows after it, or the file
            cannot be read as a table at all.
    """
    cells = _cells(len(sheet.columns))
    blanks = [f"x{place}" for place in range(1, sheet.blank_columns + 1)]
    try:
        _read(cursor, sheet, [*cells, *blanks], progress)
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        if explain_shortage(error) is not None:
            raise
        # The database's own words quote the file.
        raise ImportFailed(BROKEN.format(sheet.name)) from error
    refuse_swallowed_rows(cursor, sheet)
    _number_rows(cursor, sheet)
    # From here on rows only leave ``staged``, which numbers no row anew.
    if blanks:
        filled = " or ".join(f"{name} is not null" for name in blanks)
        _set_aside(cursor, sheet, filled, READER_REASONS["TOO MANY COLUMNS"], [*cells, *blanks])
    if longest := _long_columns(cursor, [*cells, *blanks]):
        is_long = " or ".join(f"length({name}) > {CELL_CHARACTERS}" for name in longest)
        _set_aside(cursor, sheet, is_long, TOO_LONG, cells)
    _drop_blank_rows(cursor, cells, sheet.delimiter)
    _set_totals_aside(cursor, sheet, cells)
    row = cursor.execute(
        "select (select count(*) from staged) + (select count(*) from unread_row)"
    ).fetchone()
    return int(row[0]) if row else 0


def _cells(count: int) -> list[str]:
    return [f"c{place}" for place in range(1, count + 1)]


def _read(
    cursor: duckdb.DuckDBPyConnection, sheet: Sheet, names: list[str], progress: Progress | None
) -> None:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    cursor.execute("""
        drop table if exists staged;
        drop table if exists unread_row;
        drop table if exists reject_errors;
        drop table if exists reject_scans
    """)
    run_with_progress(
        cursor,
        "create temp table staged as select * from read_csv("
        "$path, auto_detect = false, header = true, delim = $delimiter, quote = $quote, "
        f"escape = $quote, skip = {sheet.skip}, columns = {{{columns}}}, store_rejects = true, "
        "rejects_limit = 0)",
        {"path": str(sheet.path), "delimiter": sheet.delimiter, "quote": sheet.quote},
        progress,
    )
    reasons = " ".join(f"when '{kind}' then '{reason}'" for kind, reason in READER_REASONS.items())
    cursor.execute(f"""
        create temp table unread_row as
        select
            line::bigint + {sheet.first_row - sheet.skip - 2} as row_number,
            any_value(case error_type::varchar {reasons} else 'The row cannot be read' end)
                as reason,
            coalesce(trim(any_value(csv_line), chr(13) || chr(10)), '') as row_text
        from reject_errors
        group by line
    """)


def _number_rows(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """``staged`` -> the view ``export_row``, with row numbers as a spreadsheet has them."""
    # Row ids of a running transaction do not start at 0, but keep the file's order.
    first = cursor.execute("select coalesce(min(staged.rowid), 0) from staged").fetchone()
    first_id = int(first[0]) if first else 0
    cells = ", ".join(_cells(len(sheet.columns)))
    cursor.execute(f"""
        create or replace temp view placed as
        select staged.rowid as staged_id, staged.rowid - {first_id} + 1 as place, {cells}
        from staged
    """)
    cursor.execute(
        """
        create or replace temp table gap as
        select row_number from unread_row
        union
        select unnest($blank_rows::bigint[])
        """,
        {"blank_rows": list(sheet.blank_rows)},
    )
    before = sheet.first_row - 1
    if cursor.execute("select 1 from gap limit 1").fetchone() is None:
        cursor.execute(
            "create or replace temp view export_row as "
            f"select place + {before} as row_number, * from placed"
        )
        return
    # A row that could not be read leaves no row id behind: later rows move up by one each.
    cursor.execute(f"""
        create or replace temp view export_row as
        with moved as (
            select
                row_number - {before} + 1 - row_number() over (order by row_number) as before_row
            from gap
        ),
        step as (
            select before_row, sum(count(*)) over (order by before_row) as moved_by
            from moved
            group by before_row
            union all
            select 0, 0
        )
        select placed.place + {before} + step.moved_by::bigint as row_number, placed.*
        from placed
        asof join step on placed.place >= step.before_row
    """)


def _long_columns(cursor: duckdb.DuckDBPyConnection, names: list[str]) -> list[str]:
    """The columns that hold a cell which is too long, as the table's own statistics say."""
    lengths = ", ".join(f"stats({name}).max_string_length" for name in names)
    row = cursor.execute(f"select {lengths} from staged limit 1").fetchone()
    return [
        name
        for name, length in zip(names, row or (), strict=False)
        if length is None or length > CELL_CHARACTERS
    ]


def _set_aside(
    cursor: duckdb.DuckDBPyConnection, sheet: Sheet, condition: str, reason: str, cells: list[str]
) -> None:
    """Move the rows of ``staged`` that a condition holds for to ``unread_row``."""
    if cursor.execute(f"select 1 from staged where {condition} limit 1").fetchone() is None:
        return
    values = ", ".join(f"coalesce(staged.{name}, '')" for name in cells)
    cursor.execute(
        f"""
        insert into unread_row
        select
            export_row.row_number,
            $reason,
            left(array_to_string([{values}], $delimiter), {CELL_CHARACTERS})
        from export_row
        inner join (select rowid as staged_id, * from staged where {condition}) as staged
            on export_row.staged_id = staged.staged_id
        """,
        {"reason": reason, "delimiter": sheet.delimiter},
    )
    cursor.execute(f"delete from staged where {condition}")


def _drop_blank_rows(cursor: duckdb.DuckDBPyConnection, cells: list[str], delimiter: str) -> None:
    blank = " and ".join(f"trim(coalesce({name}, '')) = ''" for name in cells)
    if cursor.execute(f"select 1 from staged where {blank} limit 1").fetchone() is not None:
        cursor.execute(f"delete from staged where {blank}")
    cursor.execute(
        "delete from unread_row where reason = $reason and trim(row_text, $blank) = ''",
        {"reason": READER_REASONS["MISSING COLUMNS"], "blank": f" \t\r\n{delimiter}"},
    )


def _set_totals_aside(cursor: duckdb.DuckDBPyConnection, sheet: Sheet, cells: list[str]) -> None:
    values = ", ".join(cells)
    # What a few rows say is enough, and no sort of the whole table.
    ends = cursor.execute("select min(rowid), max(rowid) from staged").fetchone() or (None, None)
    read: list[Row] = []
    first: list[tuple[str | None, ...]] = []
    if ends[0] is not None:
        first = cursor.execute(
            f"select {values} from staged where rowid < {ends[0] + FIRST_ROWS} order by rowid"
        ).fetchall()
        last = cursor.execute(
            f"select staged_id, row_number, {values} from export_row "
            f"where staged_id > {ends[1] - LAST_ROWS} order by row_number"
        ).fetchall()
        read = [Row(number, staged_id, tuple(row)) for staged_id, number, *row in last]
    unread = cursor.execute(
        f"select row_number, row_text from unread_row order by row_number desc limit {LAST_ROWS}"
    ).fetchall()
    for number, text in unread:
        read.append(Row(number, None, tuple(text.split(sheet.delimiter))))
    found = find_totals(first, sorted(read, key=lambda row: row.number))
    for row in found:
        if row.staged_id is None:
            cursor.execute(
                "update unread_row set reason = $reason where row_number = $number",
                {"reason": TOTAL, "number": row.number},
            )
        else:
            _set_aside(cursor, sheet, f"rowid = {row.staged_id}", TOTAL, cells)
