"""Take files in a process of its own, into a copy of the data file that takes its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regulars.errors import RegularsError
from regulars.intake.choices import Choices
from regulars.intake.file_import import take_sheets
from regulars.intake.guessed_settings import GUESSED
from regulars.intake.report import Report
from regulars.progress import Progress
from regulars.store.handover import DeskWrites
from regulars.store.store import Store
from regulars.worker.worker import Worker

__all__ = ["IMPORT_WRITES", "take_apart"]

IMPORT_WRITES = DeskWrites(
    tables=("mapping", "erased_handle"), settings=(*GUESSED.settings, "erasure_key")
)


@dataclass(frozen=True)
class _TakeFiles:
    """What the process does; attributes as of ``regulars.intake.file_import.take``."""

    files: tuple[tuple[str, Path], ...]
    country: str
    spool: Path
    choices: Mapping[str, Choices] | Choices
    is_dry_run: bool

    def carry_out(self, store: Store, progress: Progress) -> list[Report]:
        return list(
            take_sheets(
                store,
                self.files,
                country=self.country,
                spool=self.spool,
                choices=self.choices,
                is_dry_run=self.is_dry_run,
                progress=progress,
            )
        )


def take_apart(
    worker: Worker,
    store: Store,
    files: Sequence[tuple[str, Path]],
    *,
    country: str,
    spool: Path,
    choices: Mapping[str, Choices] | Choices,
    is_dry_run: bool = False,
    progress: Progress | None = None,
    on_taken: Callable[[Report], object] = lambda report: None,
) -> list[Report]:
    """Import files; all of them that can be taken are in, or none.

    Args:
        worker: has the process.
        store: where to; notes go on meanwhile, other writers wait.
        files: as of ``regulars.intake.file_import.take``, like all else.
        country: as there.
        spool: a folder that the store may read.
        choices: as there.
        is_dry_run: as there.
        progress: as there; what it raises ends the process.
        on_taken: told of each sheet that is taken, within the transaction that keeps them all.

    Returns:
        One report a sheet. Where the process died or took too long, or memory or the disk did not
        suffice, one a file, whose ``error`` says so.
    """
    change = _TakeFiles(
        files=tuple((name, path.resolve()) for name, path in files),
        country=country,
        spool=spool.resolve(),
        choices=choices if isinstance(choices, Choices) else dict(choices),
        is_dry_run=is_dry_run,
    )

    def enter(reports: list[Report]) -> None:
        for report in reports:
            if report.error is None:
                on_taken(report)

    try:
        brought_bytes = sum(path.stat().st_size for _, path in change.files)
        if is_dry_run:
            return worker.look(
                store, change, spool=spool, brought_bytes=brought_bytes, progress=progress
            )
        return worker.change(
            store,
            change,
            writes=IMPORT_WRITES,
            spool=spool,
            brought_bytes=brought_bytes,
            progress=progress,
            is_kept=lambda reports: any(report.import_id for report in reports),
            enter=enter,
        )
    except RegularsError as error:
        return [Report(file=name, error=error.message) for name, _ in files]
