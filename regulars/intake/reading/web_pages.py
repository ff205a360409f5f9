"""The tables of a web page: some programs call such a page a spreadsheet."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from regulars.errors import ImportFailed
from regulars.intake.reading.page_tokens import PageTokens, StartTag, Token
from regulars.intake.reading.progress import Step
from regulars.intake.reading.sheets import CELL_CHARACTERS, COLUMNS, NoTable, Sheet, new_path
from regulars.intake.reading.text_tables import open_grid
from regulars.progress import Progress

__all__ = ["is_web_page", "open_web_page"]

PIECE_CHARACTERS = 1 << 16
PAGE_BYTES = 1 << 30
CELLS = 20_000_000
# How much waits to be written: letters, of which a cell takes some seventy by itself.
WAITING_CHARACTERS = 1 << 24
CELL_OVERHEAD = 70
TABLES = 50
_SPACE = re.compile(r"\s*")
_FIRST_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|meta|div)\b",
    re.IGNORECASE,
)


def is_web_page(head: str) -> bool:
    """Whether a text begins as a web page does, or as a table of one."""
    place = _behind_space(head, 0)
    if head[place : place + 5].lower() == "<?xml":
        place = _behind_space(head, _behind(head, ">", place))
    while head.startswith("<!--", place):
        place = _behind_space(head, _behind(head, "-->", place + len("<!--")))
    return _FIRST_TAG.match(head, place) is not None


def _behind(head: str, mark: str, place: int) -> int:
    """The place behind a mark; the end of the text where it is not there."""
    found = head.find(mark, place)
    return found + len(mark) if found >= 0 else len(head)


def _behind_space(head: str, place: int) -> int:
    space = _SPACE.match(head, place)
    return space.end() if space else place


def open_web_page(
    path: Path, file_name: str, folder: Path, progress: Progress | None
) -> list[Sheet]:
    """The tables of a web page in UTF-8.

    Raises:
        NoTable: none of its tables has a header and a row.
        ImportFailed: it is larger than we read.
    """
    size = max(path.stat().st_size, 1)
    if size > PAGE_BYTES:
        raise ImportFailed(
            f"{file_name} is larger than {PAGE_BYTES >> 30} GB, too large for a web page. Export "
            "it as CSV."
        )
    tables = _Tables(file_name, folder)
    tokens = PageTokens()
    done = 0
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        try:
            while piece := file.read(PIECE_CHARACTERS):
                for token in tokens.feed(piece):
                    tables.take(token)
                done += len(piece)
                if progress is not None:
                    progress(min(done / size, 1.0), Step.PAGE)
            for token in tokens.end():
                tables.take(token)
        except ValueError as error:
            raise NoTable(f"{file_name} is a damaged web page. Export it as CSV.") from error
    tables.end()
    sheets = [
        sheet
        for place, grid in enumerate(tables.grids, start=1)
        if (sheet := open_grid(grid, f"{file_name}, table {place}")) is not None
    ]
    if not sheets:
        raise NoTable(
            f"{file_name} is a web page, whatever its name says, and holds no table. If it says "
            "that you must sign in, do so and download the report again."
        )
    return sheets


class _Tables:
    """Writes the cells of each table that is in no other table into a CSV of its own."""

    def __init__(self, file_name: str, folder: Path) -> None:
        self.grids: list[Path] = []
        self._file_name = file_name
        self._folder = folder
        self._depth = 0
        self._rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._cell_characters = 0
        self._span = 1
        self._waiting = 0
        self._count = 0

    def take(self, token: Token) -> None:
        """Take what comes next of the page."""
        if isinstance(token, str):
            self._write(token)
        elif isinstance(token, StartTag):
            self._begin(token)
        elif token.name == "table":
            if self._depth == 1:
                self.end()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and token.name == "tr":
            self._end_row()
        elif self._depth == 1 and token.name in ("td", "th"):
            self._end_cell()

    def end(self) -> None:
        """Write what waits: a table has ended, or the page."""
        self._end_row()
        self._flush()

    def _begin(self, tag: StartTag) -> None:
        if tag.name == "table":
            self._depth += 1
            if self._depth == 1:
                self.end()
                if len(self.grids) < TABLES:
                    self.grids.append(new_path(self._folder, "csv"))
        elif self._depth != 1:
            if tag.name in ("td", "th", "br", "p", "div"):
                self._write(" ")
        elif tag.name == "tr":
            self._end_row()
            self._row = []
        elif tag.name in ("td", "th"):
            self._end_cell()
            self._row = [] if self._row is None else self._row
            self._cell = []
            self._cell_characters = 0
            self._span = min(tag.column_span, COLUMNS)
        elif tag.name == "br":
            self._write("\n")

    def _write(self, text: str) -> None:
        # What is longer is refused as a cell, and need not be kept until then.
        if self._cell is not None and self._cell_characters <= CELL_CHARACTERS:
            self._cell.append(text)
            self._cell_characters += len(text)

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        lines = "".join(self._cell).replace("\0", "").split("\n")
        text = "\n".join(" ".join(line.split()) for line in lines).strip()
        self._row += [text, *[""] * (self._span - 1)]
        self._cell = None
        if len(self._row) > 4 * COLUMNS:
            raise ImportFailed(
                f"A row of {self._file_name} has more than {4 * COLUMNS:,} cells, and at most "
                f"{COLUMNS} columns can be read. Export it as CSV with fewer columns."
            )

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        self._rows.append(self._row)
        self._waiting += sum(map(len, self._row)) + CELL_OVERHEAD * (len(self._row) + 1)
        self._row = None
        if self._waiting > WAITING_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        width = max(map(len, self._rows), default=0)
        # Short rows are filled up, and those cells are written, too.
        self._count += (width + 1) * len(self._rows)
        if self._count > CELLS:
            raise ImportFailed(
                f"{self._file_name} has more than {CELLS:,} cells, too many for a web page. "
                "Export it as CSV."
            )
        if self._rows and self.grids:
            with self.grids[-1].open("a", encoding="utf-8", errors="replace", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows([*row, *[""] * (width - len(row))] for row in self._rows)
        self._rows, self._waiting = [], 0
