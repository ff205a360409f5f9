"""Run as a program of its own: read a workbook and write each of its sheets as a CSV.

    python workbook_reader.py WORKBOOK FOLDER CELLS MEMORY_BYTES SECONDS

A workbook from anywhere may make its reader ask for any amount of memory, which ends a process at
once. So this is one that may end: ``spreadsheets`` starts it, and says in words what became of it.
The last line it prints is JSON: {"sheets": [{"name", "file", "is_hidden"}]}, or {"error"}: one of
"password", "damaged", "large".

It imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine

__all__ = ["read_workbook", "say"]

# A spreadsheet computes with fifteen digits; what comes behind them is noise.
DIGITS = 15
WRITTEN_BYTES = 8 << 30
SHEETS = 100

Cell = int | float | str | bool | time | date | datetime | timedelta


def say(cell: Cell) -> str:
    """A cell as text: days and times as ISO has them, numbers as a person would write them."""
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _say_number(cell)
    if isinstance(cell, datetime):
        return _say_moment(cell)
    if isinstance(cell, time):
        return _say_moment(datetime.combine(date.min, cell)).rpartition(" ")[2]
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def _say_number(number: float) -> str:
    text = f"{number:.{DIGITS}g}"
    if "e" not in text:
        return text
    return f"{Decimal(text):f}" if abs(number) < 1e30 and abs(number) > 1e-15 else text


def _say_moment(moment: datetime) -> str:
    # Days are fractions of 1 in a workbook: nine o'clock may be 8:59:59.999997.
    if moment.microsecond and moment.year < datetime.max.year:
        moment += timedelta(microseconds=500)
        moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return moment.isoformat(" ", "milliseconds" if moment.microsecond else "seconds")


def read_workbook(path: Path, folder: Path, cell_limit: int) -> list[dict[str, object]]:
    """Write the sheets that hold anything; their names, files, and whether they are hidden."""
    written: list[dict[str, object]] = []
    left = cell_limit
    with calamine.CalamineWorkbook.from_path(path) as workbook:
        for place, known in enumerate(workbook.sheets_metadata):
            if known.typ != calamine.SheetTypeEnum.WorkSheet or len(written) >= SHEETS:
                continue
            sheet = workbook.get_sheet_by_index(place)
            if sheet.end is None or sheet.start is None:
                continue
            left -= (sheet.end[0] + 1) * (sheet.end[1] - sheet.start[1] + 1)
            if left < 0:
                raise MemoryError
            file = folder / f"{place}.csv"
            with file.open("w", encoding="utf-8", errors="replace", newline="") as target:
                csv.writer(target, lineterminator="\n").writerows(
                    map(say, row) for row in sheet.iter_rows()
                )
            is_hidden = known.visible != calamine.SheetVisibleEnum.Visible
            written.append({"name": known.name, "file": file.name, "is_hidden": is_hidden})
    return written


def _limit_resources(memory_bytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits; the clock of the starting process still ends this one.
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN_BYTES, WRITTEN_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: Path, folder: Path, cell_limit: int) -> dict[str, object]:
    try:
        return {"sheets": read_workbook(path, folder, cell_limit)}
    except calamine.PasswordError:
        return {"error": "password"}
    except MemoryError:
        return {"error": "large"}
    except BaseException as error:
        # A panic of the reader is no Exception. Its words may quote the file, and are not for logs.
        return {"error": "password" if "password" in str(error).lower() else "damaged"}


if __name__ == "__main__":
    _limit_resources(int(sys.argv[4]), int(sys.argv[5]))
    print(json.dumps(_answer(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
