"""The tables of a web page: some programs call such a page a spreadsheet."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

from regulars.errors import ImportFailed
from regulars.intake.reading.progress import Progress
from regulars.intake.reading.sheets import COLUMNS, NoTable, Sheet, new_path
from regulars.intake.reading.text_tables import open_grid

__all__ = ["is_web_page", "open_web_page"]

PIECE_CHARACTERS = 1 << 16
CELLS = 20_000_000
# A cell takes some seventy bytes while it waits to be written.
WAITING_CELLS = 200_000
TABLES = 50
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_web_page(head: str) -> bool:
    """Whether a text begins as a web page does, or as a table of one."""
    return _START.match(head) is not None


def open_web_page(
    path: Path, file_name: str, folder: Path, progress: Progress | None
) -> list[Sheet]:
    """The tables of a web page in UTF-8.

    Raises:
        NoTable: none of its tables has a header and a row.
        ImportFailed: it is larger than we read.
    """
    parser = _Tables(file_name, folder)
    size = max(path.stat().st_size, 1)
    done = 0
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        try:
            while piece := file.read(PIECE_CHARACTERS):
                parser.feed(piece)
                done += len(piece)
                if progress is not None:
                    progress(min(done / size, 1.0), "reading the page")
            parser.close()
        except (AssertionError, ValueError, RecursionError) as error:
            raise NoTable(f"{file_name} is a damaged web page. Export it as CSV.") from error
        finally:
            parser.end()
    sheets = [
        sheet
        for place, grid in enumerate(parser.grids, start=1)
        if (sheet := open_grid(grid, f"{file_name}, table {place}")) is not None
    ]
    if not sheets:
        raise NoTable(
            f"{file_name} is a web page, whatever its name says, and holds no table. If it says "
            "that you must sign in, do so and download the report again."
        )
    return sheets


class _Tables(HTMLParser):
    """Writes the cells of each table that is in no other table into a CSV of its own."""

    def __init__(self, file_name: str, folder: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Path] = []
        self._file_name = file_name
        self._folder = folder
        self._depth = 0
        self._rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = 1
        self._waiting = 0
        self._count = 0
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.end()
                if len(self.grids) < TABLES:
                    self.grids.append(new_path(self._folder, "csv"))
        elif self._depth != 1:
            if tag in ("td", "th", "br", "p", "div") and self._cell is not None:
                self._cell.append(" ")
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._row = [] if self._row is None else self._row
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), COLUMNS) if span.isascii() and span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")
        elif tag in ("script", "style"):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self._depth == 1:
                self.end()
            self._depth = max(0, self._depth - 1)
        elif tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def end(self) -> None:
        """Write what waits: a table has ended, or the page."""
        self._end_row()
        self._flush()

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
        self._waiting += len(self._row) + 1
        self._row = None
        if self._waiting > WAITING_CELLS:
            self._flush()

    def _flush(self) -> None:
        self._count += self._waiting
        if self._count > CELLS:
            raise ImportFailed(
                f"{self._file_name} has more than {CELLS:,} cells, too many for a web page. "
                "Export it as CSV."
            )
        if self._rows and self.grids:
            width = max(len(row) for row in self._rows)
            with self.grids[-1].open("a", encoding="utf-8", errors="replace", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows([*row, *[""] * (width - len(row))] for row in self._rows)
        self._rows, self._waiting = [], 0
