"""A file on disk -> the temporary table ``export_row``, all text, one row a record.

DuckDB reads the rows; Python looks only at the bytes (is this text? in UTF-8?) and at the header.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import duckdb

from regulars.errors import ImportFailed

__all__ = ["Header", "Progress", "read_header", "run_with_progress", "stage_rows"]

Progress = Callable[[float, str], None]

HEAD_BYTES = 1 << 18
CHUNK_BYTES = 1 << 22
DELIMITERS = (",", ";", "\t")
PROGRESS_SECONDS = 0.2

READER_REASONS = {
    "MISSING COLUMNS": "The row has fewer cells than the header",
    "TOO MANY COLUMNS": "The row has more cells than the header",
    "UNQUOTED VALUE": "A quotation mark is out of place",
    "LINE SIZE OVER MAXIMUM": "The row is too long to be one row",
    "INVALID ENCODING": "The row is not readable text",
}


@dataclass(frozen=True)
class Header:
    """A file's first line.

    Attributes:
        columns: the names as written, trimmed; a nameless one is called "column 7".
        delimiter: what stands between cells.
        skip: blank lines before it.
    """

    columns: tuple[str, ...]
    delimiter: str
    skip: int


def read_header(path: Path, file_name: str) -> Header:
    """Look at a file's bytes and first line.

    Raises:
        ImportFailed: it is empty, not text, not UTF-8, or its header cannot be used.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise ImportFailed(f"{file_name} cannot be read: {error.strerror}.") from error
    _check_text(head, path, file_name)
    text = _decode_head(head)
    lines = text.splitlines()
    skip = next(place for place, line in enumerate(lines) if line.strip(" \t;,"))
    first_line = lines[skip]
    text = "\n".join(lines[skip:])
    delimiter = max(DELIMITERS, key=first_line.count)
    try:
        names = next(csv.reader(io.StringIO(text), delimiter=delimiter, strict=False))
    except (csv.Error, StopIteration) as error:
        raise ImportFailed(f"The header of {file_name} cannot be read: {error}.") from error
    columns = tuple(
        " ".join(name.split()) or f"column {place}" for place, name in enumerate(names, start=1)
    )
    _check_unique(columns, file_name)
    return Header(columns, delimiter, skip)


def stage_rows(
    cursor: duckdb.DuckDBPyConnection,
    path: Path,
    file_name: str,
    header: Header,
    progress: Progress | None,
) -> None:
    """Read all rows into ``export_row`` (row_number, c1, c2 ...) and ``unread_row``.

    ``row_number`` counts as a spreadsheet does: the header is row 1. ``unread_row`` holds the rows
    that are not a row of this table: row_number, reason, row_text.

    Raises:
        ImportFailed: a quotation mark is out of place and swallows the rows after it.
    """
    names = [f"c{place}" for place in range(1, len(header.columns) + 1)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    cursor.execute("drop table if exists staged; drop table if exists unread_row")
    run_with_progress(
        cursor,
        "create temp table staged as select * from read_csv("
        f"$path, auto_detect = false, header = true, delim = '{header.delimiter}', quote = '\"', "
        f"escape = '\"', skip = {header.skip}, columns = {{{columns}}}, store_rejects = true, "
        "rejects_limit = 0)",
        {"path": str(path)},
        progress,
    )
    reasons = " ".join(f"when '{kind}' then '{reason}'" for kind, reason in READER_REASONS.items())
    cursor.execute(f"""
        create temp table unread_row as
        select
            line::bigint as row_number,
            any_value(case error_type::varchar {reasons} else 'The row cannot be read' end)
                as reason,
            coalesce(trim(any_value(csv_line), chr(13) || chr(10)), '') as row_text
        from reject_errors
        group by line
    """)
    _refuse_swallowed_rows(cursor, file_name)
    _number_rows(cursor, header.skip)


def _number_rows(cursor: duckdb.DuckDBPyConnection, skip: int) -> None:
    """``staged`` -> the view ``export_row``, with row numbers as a spreadsheet has them."""
    # Row ids of a running transaction do not start at 0, but keep the file's order.
    cursor.execute("""
        create or replace temp view placed as
        select
            staged.rowid as staged_id,
            staged.rowid - (select min(staged.rowid) from staged) + 1 as place,
            staged.*
        from staged
    """)
    if cursor.execute("select 1 from unread_row limit 1").fetchone() is None:
        cursor.execute(
            "create or replace temp view export_row as "
            f"select place + {1 + skip} as row_number, * from placed"
        )
        return
    # A row that could not be read leaves no row id behind: later rows move up by one each.
    cursor.execute(f"""
        create or replace temp view export_row as
        with moved as (
            select row_number - {skip} - row_number() over (order by row_number) as before_row
            from unread_row
        ),
        step as (
            select before_row, sum(count(*)) over (order by before_row) as moved_by
            from moved
            group by before_row
            union all
            select 0, 0
        )
        select placed.place + {1 + skip} + step.moved_by::bigint as row_number, placed.*
        from placed
        asof join step on placed.place >= step.before_row
    """)


def _refuse_swallowed_rows(cursor: duckdb.DuckDBPyConnection, file_name: str) -> None:
    # An unclosed quotation mark makes one row of many: how many is not known, so none is kept.
    row = cursor.execute(f"""
        select min(row_number)
        from unread_row
        where
            reason in ('{READER_REASONS["UNQUOTED VALUE"]}',
                '{READER_REASONS["LINE SIZE OVER MAXIMUM"]}')
            and regexp_matches(row_text, '[\\r\\n]')
    """).fetchone()
    if row and row[0] is not None:
        raise ImportFailed(
            f"In row {row[0]} of {file_name} a quotation mark is out of place, and the rows after "
            "it cannot be told apart. Correct that row, or export the file again."
        )


def run_with_progress(
    cursor: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: dict[str, object] | None,
    progress: Progress | None,
) -> None:
    """Run one statement, telling ``progress`` how far it is; stop it if ``progress`` raises."""
    if progress is None:
        cursor.execute(sql, parameters)
        return
    with ThreadPoolExecutor(max_workers=1) as worker:
        running = worker.submit(cursor.execute, sql, parameters)
        try:
            while not wait([running], timeout=PROGRESS_SECONDS).done:
                progress(max(cursor.query_progress(), 0.0) / 100, "reading")
        except BaseException:
            cursor.interrupt()
            raise
        running.result()


def _decode_head(head: bytes) -> str:
    return codecs.getincrementaldecoder("utf-8-sig")().decode(head)


def _check_text(head: bytes, path: Path, file_name: str) -> None:
    if not head.strip(b"\xef\xbb\xbf \t\r\n;,"):
        raise ImportFailed(f"{file_name} is empty. Export it again and choose a longer period.")
    if head.startswith(b"%PDF"):
        raise ImportFailed(
            f"{file_name} is a PDF, whatever its name says. Export the same report as CSV."
        )
    if head.startswith(b"PK\x03\x04") or head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportFailed(
            f"{file_name} is a spreadsheet or an archive. Save it as CSV (UTF-8), or unpack it."
        )
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ImportFailed(f'{file_name} is saved as UTF-16. Save it as "CSV UTF-8".')
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            if b"\x00" in chunk:
                raise ImportFailed(f"{file_name} is not a text file. Export the report as CSV.")
            try:
                # Most exports are nearly all ASCII, which is seen at a glance.
                if decoder.getstate()[0] or not chunk.isascii():
                    decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line = 1 + _count_lines(path, before + error.start)
                raise ImportFailed(
                    f"{file_name} is not saved as UTF-8: line {line} holds a character in another "
                    'encoding. Open it in your spreadsheet and save it as "CSV UTF-8".'
                ) from error
            before += len(chunk)


def _count_lines(path: Path, end: int) -> int:
    """How many lines end before a place in a file."""
    with path.open("rb") as file:
        lines = 0
        while (left := end - file.tell()) > 0:
            lines += file.read(min(left, CHUNK_BYTES)).count(b"\n")
        return lines


def _check_unique(columns: Sequence[str], file_name: str) -> None:
    seen: dict[str, int] = {}
    for place, column in enumerate(columns, start=1):
        earlier = seen.setdefault(column.lower(), place)
        if earlier != place:
            raise ImportFailed(
                f'{file_name} has two columns called "{column}" (columns {earlier} and {place}), '
                "so we cannot know which one is meant. Rename or remove one and try again."
            )
