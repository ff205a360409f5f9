"""What the server and the process that imports say to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from regulars.intake.choices import Choices
from regulars.intake.report import Report
from regulars.settings import StoreKey

__all__ = ["IDLE_SECONDS", "TOOK_TOO_MUCH", "Failed", "Job", "Taken", "Told"]

# So long the process waits for more: a look at files is mostly followed by an import, and a process
# takes a second to start.
IDLE_SECONDS = 600
# The code with which the process ends itself where it takes more memory than it may.
TOOK_TOO_MUCH = 75


@dataclass(frozen=True)
class Job:
    """Files to take.

    Attributes:
        path: the copy of the data file.
        store_key: what it is encrypted with.
        readable: the folders that SQL may read from.
        files, country, spool, choices, is_dry_run: as of ``regulars.intake.file_import.take``.
    """

    path: Path
    store_key: StoreKey | None
    readable: tuple[Path, ...]
    files: tuple[tuple[str, Path], ...]
    country: str
    spool: Path
    choices: Mapping[str, Choices] | Choices
    is_dry_run: bool


@dataclass(frozen=True)
class Told:
    """How far it is, 0 to 1, and what is being done."""

    done: float
    words: str


@dataclass(frozen=True)
class Taken:
    """The job is done: one report a sheet."""

    reports: list[Report]


@dataclass(frozen=True)
class Failed:
    """The job is given up, and why, in words for a person."""

    words: str
