"""JSON -> a sheet: a list of objects, an object that holds such lists, or an object a line.

Every number keeps its digits, as an id needs that is longer than a computer's own numbers.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from regulars.errors import ImportFailed
from regulars.intake.reading.encodings import decode_head
from regulars.intake.reading.progress import Step, part_of
from regulars.intake.reading.sheets import (
    NAME_CHARACTERS,
    NoTable,
    Sheet,
    check_width,
    name_columns,
    new_path,
)
from regulars.progress import Progress

__all__ = ["is_json", "open_json"]

DOCUMENT_BYTES = 256 << 20
LINE_CHARACTERS = 1 << 24
# How deep a list of rows may lie: {"data": {"result": {"reviews": [...]}}}.
DEPTH = 4
# How deep the values of one record may lie, and how many lists of records there may be.
VALUE_DEPTH = 16
TABLES = 200
PROGRESS_ROWS = 20_000
_START = re.compile(r'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\]]|-?\d|true\b|false\b|null\b|$))')

Row = dict[str, str]


def is_json(head: str) -> bool:
    """Whether a text begins as JSON does."""
    return _START.match(head) is not None


def open_json(path: Path, file_name: str, folder: Path, progress: Progress | None) -> list[Sheet]:
    """The tables of a JSON text in UTF-8.

    Raises:
        NoTable: it holds no list of objects.
        ImportFailed: it is not JSON after all, or too large to be read at once.
    """
    if _is_by_line(path):
        return [_write_lines(path, file_name, folder, progress)]
    if path.stat().st_size > DOCUMENT_BYTES:
        raise ImportFailed(
            f"{file_name} is larger than {DOCUMENT_BYTES >> 20} MB, too large for one JSON text. "
            "Export it as CSV or JSON lines, or in parts."
        )
    document = _parse(path.read_text(encoding="utf-8-sig", errors="replace"), file_name, None)
    tables = list(islice(_find_tables(document, "", DEPTH, file_name), TABLES + 1))
    if not tables:
        raise NoTable(f"{file_name} is JSON, but holds no list of records. Export it as CSV.")
    if len(tables) > TABLES:
        raise ImportFailed(
            f"{file_name} holds more than {TABLES} lists of records. Export them one by one, or as "
            "CSV."
        )
    sheets = []
    for place, (name, records) in enumerate(tables):
        shown = file_name if len(tables) == 1 else f"{file_name}, {name[:NAME_CHARACTERS]}"
        part = part_of(progress, place, len(tables))
        columns: dict[str, None] = {}
        for row in _told((_flatten(record, shown) for record in records), part, 0.0):
            columns.update(dict.fromkeys(row))
            check_width(len(columns), shown)
        rows = _told((_flatten(record, shown) for record in records), part, 0.5)
        sheets.append(_write_rows(rows, list(columns), shown, folder))
    return sheets


def _is_by_line(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(1 << 16)
        while b"\n" not in head.strip() and len(head) < LINE_CHARACTERS:
            piece = file.read(1 << 20)
            if not piece:
                break
            head += piece
    first, _, rest = decode_head(head).strip().partition("\n")
    first = first.strip()
    if not (first.startswith("{") and first.endswith("}")):
        return False
    try:
        json.loads(first, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return rest.lstrip().startswith("{")


def _parse(text: str, file_name: str, line: int | None) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        place = line if line is not None else getattr(error, "lineno", 1)
        raise ImportFailed(
            f"{file_name} looks like JSON, but line {place} cannot be understood: the file may be "
            "damaged or cut off. Download it again, or export the report as CSV."
        ) from error


def _find_tables(
    value: Any, name: str, depth: int, file_name: str
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(value, list):
        records = [record for record in value if isinstance(record, dict)]
        if records and 2 * len(records) >= len(value):
            yield (
                name,
                [record if isinstance(record, dict) else {"value": record} for record in value],
            )
        elif len(value) > 1 and all(isinstance(row, list) for row in value):
            check_width(len(value[0]), file_name)
            names = name_columns([_said(cell) for cell in value[0]])
            yield name, [dict(zip(names, row, strict=False)) for row in value[1:]]
    elif isinstance(value, dict) and depth:
        for key, part in value.items():
            yield from _find_tables(part, key, depth - 1, file_name)


def _flatten(record: dict[str, Any], file_name: str) -> Row:
    """Parts of parts get dotted names; the values of a list stand in one cell."""
    row: Row = {}
    _flatten_into(row, record, "", VALUE_DEPTH, file_name)
    return row


def _flatten_into(row: Row, value: Any, name: str, depth: int, file_name: str) -> None:
    # Each level writes its path and its cells once more: many would make much of little.
    if depth < 0 or len(name) > VALUE_DEPTH * NAME_CHARACTERS:
        raise ImportFailed(f"{file_name} nests its values too deeply. Export the report as CSV.")
    if isinstance(value, dict):
        for key, part in value.items():
            _flatten_into(row, part, f"{name}.{key}" if name else key, depth - 1, file_name)
            check_width(len(row), file_name)
    elif isinstance(value, list):
        parts: dict[str, list[str]] = {}
        for part in value:
            inner: Row = {}
            _flatten_into(inner, part, name, depth - 1, file_name)
            for column, cell in inner.items():
                parts.setdefault(column, []).append(cell)
            check_width(len(parts), file_name)
        for column, cells in parts.items():
            row[column] = ", ".join(cell for cell in cells if cell)
    else:
        row[name or "value"] = _said(value)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    # A zero byte or half a character would stop the reader.
    return str(value).replace("\0", "").encode("utf-8", errors="replace").decode()


def _write_lines(path: Path, file_name: str, folder: Path, progress: Progress | None) -> Sheet:
    columns: dict[str, None] = {}
    for row in _told(_read_lines(path, file_name), progress, 0.0):
        columns.update(dict.fromkeys(row))
        check_width(len(columns), file_name)
    rows = _told(_read_lines(path, file_name), progress, 0.5)
    return _write_rows(rows, list(columns), file_name, folder)


def _read_lines(path: Path, file_name: str) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        number = 0
        while line := file.readline(LINE_CHARACTERS):
            number += 1
            if not line.strip():
                # A blank line keeps its number, and is no row.
                yield {}
                continue
            record = _parse(line, file_name, number)
            yield _flatten(record if isinstance(record, dict) else {"value": record}, file_name)


def _told(rows: Iterator[Row], progress: Progress | None, done: float) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if progress is not None and number % PROGRESS_ROWS == 0:
            progress(done, Step.RECORDS)
        yield row


def _write_rows(rows: Iterator[Row], columns: list[str], name: str, folder: Path) -> Sheet:
    columns = columns or ["value"]
    check_width(len(columns), name)
    path = new_path(folder, "csv")
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(f"c{place}" for place in range(len(columns)))
        writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return Sheet(
        name=name,
        path=path,
        columns=name_columns(columns),
        delimiter=",",
        quote='"',
        skip=0,
        first_row=1,
    )
