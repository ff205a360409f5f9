"""A table in a file, ready to be read: what every kind of file comes down to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from regulars.errors import ImportFailed

__all__ = [
    "CELL_CHARACTERS",
    "COLUMNS",
    "NoTable",
    "Sheet",
    "check_width",
    "clean_name",
    "name_columns",
    "new_path",
]

COLUMNS = 500
CELL_CHARACTERS = 65_536
# The longest questions of surveys are half as long.
NAME_CHARACTERS = 1_000
# What programs put into headers and nobody sees: zero-width signs, marks of direction, byte orders.
_UNSEEN = dict.fromkeys([0xAD, 0xFEFF, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])


@dataclass(frozen=True)
class Sheet:
    """One table of a file, at ``path`` as text in UTF-8 that DuckDB reads.

    Attributes:
        name: what to show, such as "sales.xlsx, sheet March".
        path: the file itself where it already is such a text, else a copy in the spool folder.
        columns: the names of the columns, each once; a nameless one is called "column 7".
        delimiter: what stands between cells.
        quote: what stands around cells.
        skip: records before the last line of the header, at ``path``.
        first_row: the number of the first row of data, as a spreadsheet counts.
        blank_columns: nameless columns behind the others that seem to be empty.
        blank_rows: numbers of the blank lines among the rows, which DuckDB passes over.
    """

    name: str
    path: Path
    columns: tuple[str, ...]
    delimiter: str
    quote: str
    skip: int
    first_row: int
    blank_columns: int = 0
    blank_rows: tuple[int, ...] = ()


class NoTable(ImportFailed):
    """There is nothing in the file that could be read as a table."""


def name_columns(names: list[str]) -> tuple[str, ...]:
    """Header cells -> names: trimmed, none empty or endless, each once whatever its case."""
    columns: list[str] = []
    taken: set[str] = set()
    # How often each was there: counting from 1 each time takes a day for many equal names.
    counts: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        column = clean = clean_name(name)[:NAME_CHARACTERS] or f"column {place}"
        again = counts.get(clean.lower(), 1)
        while column.lower() in taken:
            again += 1
            column = f"{clean} ({again})"
        counts[clean.lower()] = again
        taken.add(column.lower())
        columns.append(column)
    return tuple(columns)


def clean_name(name: str) -> str:
    """A header cell without odd spaces and signs that nobody sees."""
    return " ".join(name.translate(_UNSEEN).split())


def check_width(columns: int, file_name: str) -> None:
    """Raise ImportFailed where a table is wider than we read."""
    if columns > COLUMNS:
        raise ImportFailed(
            f"{file_name} has {columns:,} columns, and at most {COLUMNS} can be read. Remove the "
            "columns that are not needed, or choose fewer when you export it."
        )


def new_path(folder: Path, ending: str) -> Path:
    """A name of our own in the spool folder: a name from outside may hold anything."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{secrets.token_hex(8)}.{ending}"
