"""A text file with cells and delimiters -> a sheet: which signs part the cells, and the header."""

from __future__ import annotations

import csv
import io
import re
import shutil
from codecs import BOM_UTF8
from collections import Counter
from dataclasses import replace
from pathlib import Path

from regulars.errors import ImportFailed
from regulars.intake.reading.encodings import COPY_BYTES, HEAD_BYTES, decode_head, prepare_text
from regulars.intake.reading.header_rows import find_header
from regulars.intake.reading.sheets import NoTable, Sheet, check_width, name_columns, new_path
from regulars.progress import Progress

__all__ = ["open_grid", "open_text"]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 140
FOREIGN_TO_HEADER = 0.45
# Excel's own first line, which says what stands between cells.
_SEPARATOR_LINE = re.compile(r'"?sep=([;,|\t^~:])"?[;,|\t]*\r?', re.IGNORECASE)
# A cell may be longer than Python's reader expects; how long it may be is checked later.
csv.field_size_limit(1 << 24)


def open_text(path: Path, file_name: str, folder: Path, progress: Progress | None) -> Sheet:
    """A CSV or TSV of any delimiter, quotation mark, encoding and line end.

    Raises:
        NoTable: it is empty.
        ImportFailed: it is not a text, or its header cannot be used.
    """
    text = prepare_text(path, file_name, folder, progress)
    sheet = _open_table(text.path, file_name, None, folder)
    if not text.has_blank_lines:
        return sheet
    return _with_blank_rows(sheet)


def open_grid(path: Path, name: str) -> Sheet | None:
    """A CSV of our own making, with whatever stood in a spreadsheet; None where that is no table.

    A table has two named columns and a row below them.
    """
    try:
        sheet = _open_table(path, name, ",", path.parent)
    except NoTable:
        return None
    named = sum(not re.fullmatch(r"column \d+", column) for column in sheet.columns)
    if named < 2:
        return None
    with path.open(encoding="utf-8", newline="") as file:
        rows = iter(csv.reader(file))
        for _ in range(sheet.skip + 1):
            next(rows, None)
        return sheet if any(any(row) for row in rows) else None


def _open_table(path: Path, name: str, delimiter: str | None, folder: Path) -> Sheet:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        is_cut = bool(file.read(1))
    text = decode_head(head)
    given = _SEPARATOR_LINE.fullmatch(text.split("\n", 1)[0])
    if given is not None and delimiter is None:
        delimiter = given[1]
    if delimiter is None:
        delimiter = _likeliest_delimiter(text, is_cut)
    quote = '"'
    rows = _read_rows(text, delimiter, quote, is_cut)
    if _is_in_apostrophes(rows):
        quote = "'"
        rows = _read_rows(text, delimiter, quote, is_cut)
    lines_of_ours = 0 if given is None else 1
    header = find_header(rows[lines_of_ours:])
    is_sound = header is None or _is_sound(text, delimiter, quote, lines_of_ours + header.last)
    if not is_sound:
        rows = _read_lines(text, delimiter, quote)
        header = find_header(rows[lines_of_ours:])
    if header is None:
        if is_cut:
            raise ImportFailed(
                f"{name} begins with a great many empty rows. Remove them, and try again."
            )
        raise NoTable(f"{name} is empty. Export it again and choose a longer period.")
    check_width(len(header.names), name)
    sheet = Sheet(
        name=name,
        path=path,
        columns=name_columns(header.names),
        delimiter=delimiter,
        quote=quote,
        skip=lines_of_ours + header.last,
        first_row=header.last + 2,
        blank_columns=header.blank_columns,
    )
    return sheet if is_sound else _with_sound_header(sheet, text, head, folder)


def _is_sound(text: str, delimiter: str, quote: str, last: int) -> bool:
    """Whether all quotation marks down to the header are in place; DuckDB needs them to be."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote, strict=True
    )
    try:
        for _ in range(last + 1):
            next(reader, None)
    except csv.Error:
        return False
    return True


def _read_lines(text: str, delimiter: str, quote: str) -> list[list[str]]:
    """Rows of a text whose quotation marks cannot be relied on: each line is one."""
    rows: list[list[str]] = []
    for line in io.StringIO(text, newline=""):
        if len(rows) > SAMPLE_ROWS:
            break
        cells = line.rstrip("\r\n").split(delimiter)
        rows.append([cell.strip().strip(quote) for cell in cells])
    return rows


def _with_sound_header(sheet: Sheet, text: str, head: bytes, folder: Path) -> Sheet:
    """A copy of the file with a header of our own above the same rows."""
    lines = io.StringIO(text, newline="")
    above = "".join(line for _, line in zip(range(sheet.skip + 1), lines, strict=False))
    start = len(above.encode()) + (len(BOM_UTF8) if head.startswith(BOM_UTF8) else 0)
    end = "\r\n" if above.endswith("\r\n") else "\r" if above.endswith("\r") else "\n"
    path = new_path(folder, "csv")
    with sheet.path.open("rb") as source, path.open("wb") as target:
        cells = (f"c{place}" for place in range(len(sheet.columns) + sheet.blank_columns))
        target.write((sheet.delimiter.join(cells) + end).encode())
        source.seek(start)
        shutil.copyfileobj(source, target, COPY_BYTES)
    return replace(sheet, path=path, skip=0)


def _read_rows(text: str, delimiter: str, quote: str, is_cut: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    lines = io.StringIO(text, newline="")
    try:
        for row in csv.reader(lines, delimiter=delimiter, quotechar=quote):
            rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                return rows
    except csv.Error:
        pass
    if is_cut and len(rows) > 1:
        # The last row goes on beyond what was looked at.
        rows.pop()
    return rows


def _likeliest_delimiter(text: str, is_cut: bool) -> str:
    """The one that parts the most rows into the same, and the largest, number of cells."""
    lines = [line for line in text.split("\n")[:SAMPLE_ROWS] if line.strip()]

    def fitness(delimiter: str) -> tuple[float, int]:
        rows = [row for row in _read_rows(text, delimiter, '"', is_cut) if any(map(str.strip, row))]
        widths = Counter(len(row) for row in rows)
        usual = max(widths, key=lambda width: widths[width] * (width - 1), default=1)
        found = widths[usual] * (usual - 1) / max(len(rows), 1)
        if lines and delimiter not in lines[0] and any(sign in lines[0] for sign in DELIMITERS):
            # Commas in the amounts or addresses of a file whose header is parted otherwise.
            found *= FOREIGN_TO_HEADER
        return found, text.count(delimiter)

    return max(DELIMITERS, key=fitness)


def _is_in_apostrophes(rows: list[list[str]]) -> bool:
    """Whether cells stand in apostrophes; one before a phone number is another matter."""
    row = next((row for row in rows if sum(map(bool, row)) > 1), [])
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and all(
        len(cell) > 1 and cell.startswith("'") and cell.endswith("'") for cell in cells
    )


def _with_blank_rows(sheet: Sheet) -> Sheet:
    """The sheet with the numbers of its blank lines, of which DuckDB says nothing."""
    blank: list[int] = []
    pending: list[int] = []
    shift = sheet.first_row - sheet.skip - 1
    with sheet.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            reader = csv.reader(file, delimiter=sheet.delimiter, quotechar=sheet.quote)
            for place, row in enumerate(reader):
                if row:
                    # Those at the end stand before no row, and need no number.
                    blank += pending
                    pending = []
                elif place > sheet.skip:
                    pending.append(place + shift)
        except csv.Error:
            # A row that long has a quotation mark out of place, and is refused when it is read.
            pass
    return replace(sheet, blank_rows=tuple(blank))
