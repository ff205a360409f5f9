"""Acts that take long, done by the process that works beside the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic

from regulars.app.acts.act import Act, Place, Result
from regulars.app.policy import Viewer
from regulars.progress import Progress
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.store import Store

__all__ = ["ActApart", "DoneApart"]


@dataclass(frozen=True)
class DoneApart(Generic[Result]):
    """What came of an act.

    Attributes:
        result: what it gives to whoever did it.
        entries: what it says to the book, which is the server's: (act, what) of each.
    """

    result: Result
    entries: tuple[tuple[str, str], ...]


@dataclass
class _PlaceApart(Place):
    """A copy of the shop's data file, without the book: entries are taken along."""

    entries: list[tuple[str, str]] = field(default_factory=list)

    def enter(self, act: str, what: str = "") -> None:
        self.entries.append((act, what))


@dataclass(frozen=True)
class ActApart(Generic[Result]):
    """An act, sent to the process with all that it needs to know.

    Attributes:
        act: what is done.
        settings: the shop's.
        viewer: who does it; they may.
        now: UTC.
    """

    act: Act[Result]
    settings: Settings
    viewer: Viewer
    now: datetime

    def carry_out(self, store: Store, progress: Progress) -> DoneApart[Result]:
        """Do it in a copy of the shop's data file; as ``Act.carry_out``."""
        shop = Shop(self.settings, store)
        at = _PlaceApart(shop, store, self.viewer, self.now, progress)
        with store.write():
            result = self.act.carry_out(at)
        return DoneApart(result, tuple(at.entries))
