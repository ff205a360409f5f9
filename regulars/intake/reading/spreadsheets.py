"""Workbooks (.xlsx, .xls, .xlsb, .ods) -> their sheets that hold a table."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from regulars.errors import ImportFailed
from regulars.intake.reading.archives import RATIO
from regulars.intake.reading.progress import Step
from regulars.intake.reading.sheets import NoTable, Sheet
from regulars.intake.reading.text_tables import open_grid
from regulars.progress import Progress

__all__ = ["open_workbook"]

READER = Path(__file__).with_name("workbook_reader.py")
CELLS = 10_000_000
MEMORY_BYTES = 2 << 30
UNPACKED_BYTES = 2 << 30
# Small parts of a workbook may be as even as they like.
FREE_BYTES = 1 << 26
SECONDS = 600
TOLD_SECONDS = 0.2

_TOO_LARGE = (
    "{} is too large to be read as a spreadsheet (at most {:,} cells, rows times columns), or "
    "something stands far outside its table. Save the sheet as CSV and import that."
)


@dataclass(frozen=True)
class _Grid:
    """A sheet as it stands in the workbook, written as a CSV."""

    name: str
    path: Path
    is_hidden: bool


def open_workbook(
    path: Path, file_name: str, folder: Path, progress: Progress | None
) -> list[Sheet]:
    """The sheets of a workbook that look like a table; hidden ones only where no other does.

    Raises:
        NoTable: none does.
        ImportFailed: it is damaged, protected by a password, or too large.
    """
    if zipfile.is_zipfile(path):
        _refuse_bomb(path, file_name)
    folder.mkdir(parents=True, exist_ok=True)
    grids = Path(tempfile.mkdtemp(dir=folder))
    written = _read(path, grids, file_name, progress)
    for wants_hidden in (False, True):
        sheets = [
            sheet
            for grid in written
            if grid.is_hidden == wants_hidden
            and (sheet := open_grid(grid.path, _shown_name(grid, written, file_name))) is not None
        ]
        if sheets:
            return sheets
    raise NoTable(
        f"{file_name} holds no sheet with a header and rows below it. Export it again and choose "
        "a longer period."
    )


def _shown_name(grid: _Grid, written: list[_Grid], file_name: str) -> str:
    return file_name if len(written) == 1 else f"{file_name}, sheet {grid.name}"


def _refuse_bomb(path: Path, file_name: str) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(info.file_size for info in archive.infolist())
    if size > min(UNPACKED_BYTES, max(FREE_BYTES, RATIO * path.stat().st_size)):
        raise ImportFailed(_TOO_LARGE.format(file_name, CELLS))


def _read(path: Path, grids: Path, file_name: str, progress: Progress | None) -> list[_Grid]:
    command = [sys.executable, "-P", "-X", "utf8", str(READER), str(path.resolve()), str(grids)]
    limits = [str(CELLS), str(MEMORY_BYTES), str(SECONDS)]
    answer_path = grids / "answer.json"
    ends_at = monotonic() + SECONDS
    with (
        answer_path.open("wb") as answer,
        subprocess.Popen(
            [*command, *limits],
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=subprocess.DEVNULL,
        ) as reader,
    ):
        try:
            while True:
                try:
                    reader.wait(TOLD_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    if monotonic() > ends_at:
                        reader.kill()
                if progress is not None:
                    progress(0.5, Step.SPREADSHEET)
        except BaseException:
            reader.kill()
            raise
    try:
        said = json.loads(answer_path.read_bytes())
    except ValueError:
        # It ended without a word: for want of memory, or out of time.
        said = {"error": "large"}
    if "sheets" in said:
        return [
            _Grid(str(grid["name"]), grids / grid["file"], bool(grid["is_hidden"]))
            for grid in said["sheets"]
        ]
    if said["error"] == "password":
        raise ImportFailed(
            f"{file_name} is protected by a password. Open it, save it without one, and try again."
        )
    if said["error"] == "large":
        raise ImportFailed(_TOO_LARGE.format(file_name, CELLS))
    raise ImportFailed(
        f"{file_name} is a damaged spreadsheet, or not one at all. Open it in your spreadsheet "
        "program and save it as .xlsx or CSV."
    )
