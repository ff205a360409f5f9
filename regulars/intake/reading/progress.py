"""How far an import is: told while it works, and asked whether to go on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from enum import StrEnum

import duckdb

from regulars.progress import Progress

__all__ = ["Step", "part_of", "run_with_progress"]

PROGRESS_SECONDS = 0.2


class Step(StrEnum):
    """What is being done with a file, as whoever waits is told."""

    UNPACKING = "unpacking"
    LOOKING = "looking through the file"
    SPREADSHEET = "reading the spreadsheet"
    RECORDS = "reading the records"
    PAGE = "reading the page"
    ROWS = "reading"


def part_of(progress: Progress | None, place: int, parts: int) -> Progress | None:
    """The progress of one of several parts of the work, each as long as the others."""
    if progress is None:
        return None
    return lambda done, words: progress((place + done) / parts, words)


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
                progress(max(cursor.query_progress(), 0.0) / 100, Step.ROWS)
        except BaseException:
            cursor.interrupt()
            raise
        running.result()
