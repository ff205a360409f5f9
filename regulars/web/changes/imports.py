"""Files, samples and downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from regulars import intake
from regulars.access import Act, Viewer, allow
from regulars.intake import Choices, Report
from regulars.intake.reading import Progress
from regulars.sample import SAMPLES
from regulars.web.changes import gate


def preview_files(
    files: Sequence[tuple[str, Path]], choices: Mapping[str, Choices], progress: Progress | None
) -> list[Report]:
    """What would become of files, of each (name to show, path in the spool folder); keeps nothing.

    Args:
        files: the files.
        choices: what was decided, by the sheet's name.
        progress: told how far it is.
    """
    gate.allowed(Act.IMPORT)
    return gate.current_shop().preview(files, choices, progress)


def take_files(
    files: Sequence[tuple[str, Path]], choices: Mapping[str, Choices], progress: Progress | None
) -> list[Report]:
    """Import files, as ``preview_files`` looked at them."""
    viewer = gate.allowed(Act.IMPORT)
    reports = gate.current_shop().take(files, choices, progress)
    for report in reports:
        gate.note(viewer, "imported", report.in_short())
    return reports


def undo_import(import_id: int) -> None:
    """Take an import back.

    Raises:
        ImportFailed: it was taken back already.
    """
    viewer = gate.allowed(Act.IMPORT)
    file_name = intake.undo_import(gate.current_shop().own, import_id)
    gate.note(viewer, "took an import back", file_name)


def show_sample(sample: str, progress: Progress | None) -> None:
    """Show a sample, by its key, to everybody who signs in."""
    viewer = gate.allowed(Act.SWITCH_SAMPLE)
    gate.current_shop().show_sample(sample, progress)
    gate.note(viewer, "showed a sample", SAMPLES[sample].name)


def leave_sample() -> None:
    """Show the shop's own data to everybody who signs in."""
    viewer = gate.allowed(Act.SWITCH_SAMPLE)
    gate.current_shop().leave_sample()
    gate.note(viewer, "left the sample")


def note_export(viewer: Viewer, file_name: str, row_count: int) -> None:
    """Write down a download as it is made."""
    allow(viewer, Act.EXPORT)
    gate.note(viewer, "downloaded", f"{file_name}: {row_count:,} rows")


def note_personal_export(viewer: Viewer) -> None:
    """Write down that all that is known of a person was downloaded, as it is made."""
    allow(viewer, Act.EXPORT_PERSON)
    gate.note(viewer, "downloaded a person's data")
