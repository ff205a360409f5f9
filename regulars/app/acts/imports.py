"""Files that come in and are taken back, and which sample is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from regulars.app.acts.act import Act, Lane, Place
from regulars.app.policy import Permission
from regulars.intake import undo
from regulars.intake.choices import Choices
from regulars.intake.guessed_settings import GUESSED
from regulars.intake.report import Report
from regulars.progress import Progress
from regulars.sample import SAMPLES

__all__ = ["LeaveSample", "PreviewFiles", "ShowSample", "TakeFiles", "UndoImport"]

IMPORTED, CANCELLED = "imported", "cancelled an import"


@dataclass(frozen=True)
class PreviewFiles(Act[list[Report]]):
    """What would become of files.

    Attributes:
        files: (name to show, path) of each; the paths lie where the store may read.
        choices: what was decided, for all sheets or by the sheet's name.
        country: whose phone numbers lack a country code; empty for the shop's.
        spool: where what has to be rewritten is put meanwhile; None for the shop's folder.
        progress: told how far it is.
    """

    files: Sequence[tuple[str, Path]]
    choices: Mapping[str, Choices] | Choices = field(default_factory=Choices)
    country: str = ""
    spool: Path | None = None
    progress: Progress | None = None
    permission = Permission.IMPORT
    lane = Lane.LOOK
    is_about_shop = True

    def carry_out(self, at: Place) -> list[Report]:
        """One report a sheet; ``report.error`` says what is wrong with it."""
        return at.shop.preview(
            self.files,
            self.choices,
            self.progress,
            country=self.country,
            spool=self.spool,
        )


@dataclass(frozen=True)
class TakeFiles(Act[list[Report]]):
    """Import files, as PreviewFiles looked at them: one report a sheet.

    Each sheet is a transaction of its own, with its entry. Attributes as of PreviewFiles.
    """

    files: Sequence[tuple[str, Path]]
    choices: Mapping[str, Choices] | Choices = field(default_factory=Choices)
    country: str = ""
    spool: Path | None = None
    progress: Progress | None = None
    permission = Permission.IMPORT
    lane = Lane.OWN
    is_about_shop = True

    def carry_out(self, at: Place) -> list[Report]:
        """One report a sheet; ``report.error`` says why it was not taken."""
        try:
            reports = at.shop.take(
                self.files,
                self.choices,
                self.progress,
                country=self.country,
                spool=self.spool,
                on_taken=lambda report: at.enter(IMPORTED, report.in_short()),
            )
        except BaseException as error:
            # What was in already was taken back with the rest.
            if at.entry_count or not isinstance(error, Exception):
                at.enter(CANCELLED)
            raise
        for report in reports:
            if report.error is not None:
                at.enter(IMPORTED, report.in_short())
        return reports


@dataclass(frozen=True)
class UndoImport(Act[str]):
    """Take an import back; the file's name."""

    import_id: int
    permission = Permission.IMPORT
    lane = Lane.WRITE
    writes = GUESSED
    is_about_shop = True

    def carry_out(self, at: Place) -> str:
        """Raise ImportFailed if it was taken back already."""
        file_name = undo.undo_import(at.shop.own, self.import_id, at.progress)
        at.enter("took an import back", file_name)
        return file_name


@dataclass(frozen=True)
class ShowSample(Act[None]):
    """Show a sample to everybody who signs in.

    Attributes:
        sample: its key.
        progress: told how far it is, while it is built.
    """

    sample: str
    progress: Progress | None = None
    permission = Permission.SWITCH_SAMPLE
    is_about_shop = True

    def prepare(self, at: Place) -> None:
        """Build it where it is not there."""
        at.shop.store_of(self.sample, self.progress)

    def carry_out(self, at: Place) -> None:
        """Nobody's data changes."""
        at.shop.show_sample(self.sample)
        at.enter("showed a sample", SAMPLES[self.sample].name)


@dataclass(frozen=True)
class LeaveSample(Act[None]):
    """Show the shop's own data to everybody who signs in."""

    permission = Permission.SWITCH_SAMPLE
    is_about_shop = True

    def carry_out(self, at: Place) -> None:
        """The sample's store stays as it is."""
        at.shop.leave_sample()
        at.enter("left the sample")
