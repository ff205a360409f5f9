"""A folder whose files are imported as they arrive, and moved to ``done/`` or ``failed/``."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from regulars.errors import ImportFailed, RegularsError, StoreBusy

__all__ = ["Outcome", "look_round", "watch"]

POLL_SECONDS = 2.0
# A file that has not changed for so long is no longer being written.
QUIET_SECONDS = 4.0
PARTIAL = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Attributes:
        is_done: whether all of it was taken.
        words: the same in words.
        reports: one object a sheet, as ``import --json`` prints them.
    """

    is_done: bool
    words: str
    reports: list[dict[str, Any]]


Seen = dict[Path, tuple[int, int, float]]
"""File -> (size, time of its last change in ns, since when we have seen it so)."""


def watch(folder: Path, take_one: Callable[[Path], Outcome], tell: Callable[[str], None]) -> None:
    """Import what arrives in a folder, until it is interrupted.

    Args:
        folder: where exports are put; it is created if it is not there.
        take_one: imports one file.
        tell: told in words what became of each.

    Raises:
        ImportFailed: the folder cannot be written to.
    """
    try:
        for place in ("done", "failed"):
            (folder / place).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImportFailed(f"{folder} cannot be watched: {error.strerror}.") from error
    seen: Seen = {}
    while True:
        seen = look_round(folder, seen, time.monotonic(), take_one, tell)
        time.sleep(POLL_SECONDS)


def look_round(
    folder: Path,
    seen: Seen,
    now: float,
    take_one: Callable[[Path], Outcome],
    tell: Callable[[str], None],
) -> Seen:
    """Look once: import the files that have been left alone for long enough.

    Args:
        folder: the folder, with ``done`` and ``failed`` in it.
        seen: what the look before returned.
        now: seconds of a clock that only goes forward.
        take_one: imports one file.
        tell: told in words what became of each.

    Returns:
        The files that are there still.
    """
    there: Seen = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~")) or path.suffix.lower() in PARTIAL:
            continue
        try:
            state = path.stat()
        except OSError:
            continue
        if not path.is_file():
            continue
        size, changed, since = seen.get(path, (-1, -1, now))
        if (size, changed) != (state.st_size, state.st_mtime_ns):
            since = now
        there[path] = (state.st_size, state.st_mtime_ns, since)
        if state.st_size and now - since >= QUIET_SECONDS:
            try:
                outcome = take_one(path)
            except StoreBusy as busy:
                tell(f"{path.name} waits: {busy.message}")
                continue
            except RegularsError as error:
                outcome = Outcome(is_done=False, words=error.message, reports=[])
            _put_away(path, outcome)
            tell(outcome.words)
            del there[path]
    return there


def _put_away(path: Path, outcome: Outcome) -> None:
    """Move a file away, its report beside it; the report first, so that none goes without."""
    folder = path.parent / ("done" if outcome.is_done else "failed")
    name = path.name
    if (folder / name).exists():
        name = f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S%f}{path.suffix}"
    report = folder / f"{name}.report.json"
    report.write_text(
        json.dumps(
            {"words": outcome.words, "reports": outcome.reports}, ensure_ascii=False, indent=1
        ),
        encoding="utf-8",
    )
    path.replace(folder / name)
