"""What every act has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar, Generic, TypeVar

from regulars.app.policy import Permission, Viewer
from regulars.progress import Progress
from regulars.shop import Shop
from regulars.store.handover import DeskWrites
from regulars.store.store import Store

__all__ = ["Act", "Lane", "Place", "Result"]

Result = TypeVar("Result", covariant=True)


class Lane(Enum):
    """In what transaction an act is done.

    Attributes:
        NOTE: of what no fact is made of: it waits for no import and drops few kept answers.
        WRITE: of what facts are made of: one after the other. The server of a large shop has it
            done by a process beside it, on a copy of the data file.
        ALONE: as WRITE, and nobody notes anything meanwhile.
        OWN: in several of its own; it enters into the book within each.
        LOOK: in none: it keeps nothing and leaves no entry.
    """

    NOTE = "note"
    WRITE = "write"
    ALONE = "alone"
    OWN = "own"
    LOOK = "look"


@dataclass
class Place:
    """Where an act is done, and by whom.

    Attributes:
        shop: the shop.
        store: what the viewer sees: the shop's own data or a sample's.
        viewer: who does it.
        now: UTC.
        progress: told how far it is.
        entry_count: how much was entered into the book.
    """

    shop: Shop
    store: Store
    viewer: Viewer
    now: datetime
    progress: Progress | None = None
    entry_count: int = 0

    def enter(self, act: str, what: str = "") -> None:
        """Enter into the book what was done, such as "wrote a note", "note 3".

        Never a customer's name or words. It is kept if and only if the act is.
        """
        self.shop.access.audit.add(self.viewer.name, act, what)
        self.entry_count += 1


class Act(ABC, Generic[Result]):
    """Something that is done: a frozen dataclass of what it takes.

    Attributes:
        permission: what whoever does it needs.
        lane: in what transaction it is done.
        writes: of an act of ``Lane.WRITE``, what it writes of ``desk``; no note writes there.
        is_about_shop: done in the shop's own store, even while a sample is shown.
    """

    permission: ClassVar[Permission]
    lane: ClassVar[Lane] = Lane.NOTE
    writes: ClassVar[DeskWrites] = DeskWrites()
    is_about_shop: ClassVar[bool] = False

    def prepare(self, at: Place) -> None:  # noqa: B027 - most acts need none
        """What takes long and may be done before the transaction begins."""

    @abstractmethod
    def carry_out(self, at: Place) -> Result:
        """Do it and enter it into the book, both within one transaction.

        Raises:
            RegularsError: it cannot be; nothing has changed.
        """
