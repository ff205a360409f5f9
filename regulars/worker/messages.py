"""What the server and the process that works beside it say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from regulars.errors import RegularsError
from regulars.progress import Progress
from regulars.settings import StoreKey
from regulars.store.store import Store

__all__ = ["IDLE_SECONDS", "TOOK_TOO_MUCH", "Change", "Done", "Failed", "Job", "Told"]

# So long the process waits for more: a look at files is mostly followed by an import, and a process
# takes a second to start.
IDLE_SECONDS = 600
# The code with which the process ends itself where it takes more memory than it may.
TOOK_TOO_MUCH = 75

Result = TypeVar("Result", covariant=True)


class Change(Protocol[Result]):
    """What is to be done to a data file; it is pickled, and so is what comes of it."""

    def carry_out(self, store: Store, progress: Progress) -> Result:
        """Do it.

        Args:
            store: the copy, which nobody else has open.
            progress: told how far it is.

        Raises:
            RegularsError: it cannot be; the copy is thrown away.
        """


@dataclass(frozen=True)
class Job:
    """A change, and the copy that it is to be done to.

    Attributes:
        path: the copy of the data file.
        store_key: what it is encrypted with.
        readable: the folders that SQL may read from.
        change: what is to be done.
    """

    path: Path
    store_key: StoreKey | None
    readable: tuple[Path, ...]
    change: Change[Any]


@dataclass(frozen=True)
class Told:
    """How far it is, 0 to 1, and what is being done."""

    done: float
    words: str


@dataclass(frozen=True)
class Done:
    """The job is done, and what came of it."""

    result: Any


@dataclass(frozen=True)
class Failed:
    """The job is given up, and why."""

    error: RegularsError
