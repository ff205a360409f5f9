"""Files that were dropped and not yet imported, and what was decided about them."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from regulars.app.acts.imports import PreviewFiles
from regulars.intake.choices import Choices
from regulars.intake.report import Report
from regulars.web.kit.progress import progress_bar
from regulars.web.kit.session import do

__all__ = ["Waiting", "decide"]


@dataclass
class Waiting:
    """Files that were dropped and looked at, and not yet imported.

    Attributes:
        files: (name to show, path in the spool folder) of each.
        reports: what would become of each sheet.
        choices: what was decided, by the sheet's name.
    """

    files: list[tuple[str, Path]]
    reports: list[Report] = field(default_factory=list)
    choices: dict[str, Choices] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Whoever closes the browser instead of answering leaves nothing behind.
        self.forget = weakref.finalize(self, _unlink, [path for _, path in self.files])


def decide(
    report: Report,
    waiting: Waiting,
    *,
    kind: str | None = None,
    fields: dict[str, str] | None = None,
    day_first: bool | None = None,
) -> None:
    """Take an answer, and look again at what would become of the file."""
    earlier = waiting.choices.get(report.file, Choices())
    waiting.choices[report.file] = Choices(
        kind=kind or earlier.kind,
        fields={**earlier.fields, **(fields or {})},
        day_first=earlier.day_first if day_first is None else day_first,
    )
    with progress_bar("Looking again") as tell:
        waiting.reports = do(PreviewFiles(waiting.files, waiting.choices, progress=tell))
    st.rerun()


def _unlink(paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
