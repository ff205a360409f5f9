"""Take files into a store: each sheet in one transaction, then the facts are rebuilt."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Named
from contextlib import contextmanager
from pathlib import Path

import duckdb

from regulars.errors import ImportFailed
from regulars.facts.build import rebuild_facts
from regulars.intake.choices import Choices
from regulars.intake.reading.file_kinds import open_sheets
from regulars.intake.reading.progress import part_of
from regulars.intake.reading.sheets import Sheet
from regulars.intake.reading.staging import BROKEN
from regulars.intake.report import Report
from regulars.intake.sheet_import import take_rows
from regulars.intake.undo import undo_import
from regulars.progress import Progress
from regulars.store.store import Store
from regulars.worker.shortages import explain_shortage

__all__ = ["take", "take_sheets"]

_log = logging.getLogger(__name__)
NOTHING_DECIDED = Choices()
FEWEST_BYTES = 900 * 2**20


def take(
    store: Store,
    files: Sequence[tuple[str, Path]],
    *,
    country: str = "US",
    spool: Path | None = None,
    choices: Named[str, Choices] | Choices = NOTHING_DECIDED,
    is_dry_run: bool = False,
    progress: Progress | None = None,
    on_taken: Callable[[Report], object] = lambda report: None,
) -> list[Report]:
    """Import files, each sheet of them in one transaction, and rebuild the facts once.

    A file that cannot be taken leaves the store as it was and does not stop the others. What
    ``progress`` raises stops them all, and the store is as it was before the first.

    Args:
        store: where to; it must be allowed to read the files' folders and ``spool``.
        files: (name to show, path on disk) of each.
        country: two-letter country of phone numbers without a country code; it also says which
            comes first, day or month, where a file leaves that open.
        spool: where what has to be rewritten to be read is put meanwhile; None for the folder of
            the file.
        choices: what somebody decided, for all sheets or by the sheet's name.
        is_dry_run: find out what would become of each row, and keep nothing.
        progress: told how far it is, 0 to 1, and what is being done.
        on_taken: told of each sheet that is taken, within its transaction.

    Returns:
        One report a sheet, in the order given; ``report.error`` says what was wrong with it.
    """
    reports: list[Report] = []
    try:
        for report in take_sheets(
            store,
            files,
            country=country,
            spool=spool,
            choices=choices,
            is_dry_run=is_dry_run,
            progress=progress,
            on_taken=on_taken,
        ):
            reports.append(report)
    except BaseException:
        # Cancelled, or worse: what was in already must not stay without its facts.
        if not is_dry_run:
            _take_back(store, reports)
        raise
    return reports


def take_sheets(
    store: Store,
    files: Sequence[tuple[str, Path]],
    *,
    country: str,
    spool: Path | None,
    choices: Named[str, Choices] | Choices,
    is_dry_run: bool,
    progress: Progress | None,
    on_taken: Callable[[Report], object] = lambda report: None,
) -> Iterator[Report]:
    """As ``take``, one report after the other; the facts are rebuilt after the last.

    What it raises leaves the sheets in that were taken before, without their facts: whoever goes on
    with the store takes them back.
    """
    is_changed = False
    for place, (file_name, path) in enumerate(files):
        part = part_of(progress, place, len(files) + 1)
        for report in _take_file(
            store, file_name, path, country, spool, choices, is_dry_run, part, on_taken
        ):
            is_changed = is_changed or bool(report.kept)
            yield report
    if is_changed and not is_dry_run:
        rebuild_facts(store, part_of(progress, len(files), len(files) + 1))
    if progress is not None:
        progress(1.0, "done")


def _take_file(
    store: Store,
    file_name: str,
    path: Path,
    country: str,
    spool: Path | None,
    choices: Named[str, Choices] | Choices,
    is_dry_run: bool,
    progress: Progress | None,
    on_taken: Callable[[Report], object],
) -> Iterator[Report]:
    # Made only by what has to be rewritten: the folder of a file may be closed to us.
    folder = (spool or path.parent) / f".import-{secrets.token_hex(8)}"
    try:
        sheets = open_sheets(path, file_name, folder, part_of(progress, 0, 3))
        rest = part_of(progress, 1, 3)
        for place, sheet in enumerate(sheets):
            yield _take_sheet(
                store,
                sheet,
                file_name,
                country,
                choices if isinstance(choices, Choices) else choices.get(sheet.name, Choices()),
                is_dry_run,
                part_of(rest, place, len(sheets)),
                on_taken,
            )
    except ImportFailed as error:
        yield Report(file=file_name, error=error.message)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_back(store: Store, reports: Sequence[Report]) -> None:
    for report in reversed(reports):
        if report.import_id is not None:
            undo_import(store, report.import_id)


@contextmanager
def _bounded_memory(store: Store, sheet: Sheet) -> Iterator[None]:
    """Let a sheet take as much memory as it is large, or FEWEST_BYTES; the rest goes by the disk.

    Without a bound the database keeps whatever it can get: four times a sheet's size.
    """
    bound = max(FEWEST_BYTES, sheet.path.stat().st_size)
    with store.read() as cursor:
        row = cursor.execute(
            "select parse_formatted_bytes(current_setting('memory_limit'))"
        ).fetchone()
        before = int(row[0]) if row else bound
        cursor.execute(f"set global memory_limit = '{min(bound, before)}B'")
    try:
        yield
    finally:
        with store.read() as cursor:
            cursor.execute(f"set global memory_limit = '{before}B'")


class _DryRun(Exception):
    """Carries the report of an import out of its transaction, which is undone by it."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def _take_sheet(
    store: Store,
    sheet: Sheet,
    file_name: str,
    country: str,
    choices: Choices,
    is_dry_run: bool,
    progress: Progress | None,
    on_taken: Callable[[Report], object],
) -> Report:
    try:
        with _bounded_memory(store, sheet), store.write() as cursor:
            report = take_rows(cursor, sheet, file_name, country, choices, is_dry_run, progress)
            if is_dry_run or report.error is not None:
                raise _DryRun(report)
            on_taken(report)
            return report
    except _DryRun as run:
        return run.report
    except ImportFailed as error:
        return Report(file=sheet.name, columns=sheet.columns, error=error.message)
    except duckdb.Error as error:
        # The database's own message may quote a customer's data: only its kind is logged.
        _log.error("import failed in the database: %s", type(error).__name__)
        return Report(file=sheet.name, error=explain_shortage(error) or BROKEN.format(sheet.name))
