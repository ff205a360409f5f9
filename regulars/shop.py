"""The shop's own data and the samples': stores that never mix, one shown at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import TypeVar

from regulars.auth.access import Access
from regulars.facts.build import RebuildFacts, are_facts_current, rebuild_facts
from regulars.intake.apart import take_apart
from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.intake.report import Report
from regulars.progress import Progress
from regulars.sample import CAFE, SAMPLES, open_sample
from regulars.settings import Settings
from regulars.store.handover import DeskWrites
from regulars.store.store import Store
from regulars.worker.messages import Change
from regulars.worker.worker import Worker

__all__ = ["Shop"]

Result = TypeVar("Result")

# A café of two years has 13 MB: its facts are built in a second or two.
LARGE_BYTES = 25_000_000


class Shop:
    """The stores, and which of them the screens read now.

    Which sample is shown is kept in the shop's own store, so that it survives a restart.

    Attributes:
        settings: how this installation is set up.
        own: the shop's own store, whichever is shown.
        access: who may see what; kept in the shop's own store.
    """

    def __init__(self, settings: Settings, own: Store, worker: Worker | None = None) -> None:
        self.settings = settings
        self.own = own
        self._worker = worker
        self.access = Access(own)
        self._samples: dict[str, Store] = {}
        self._shown = ""
        self._switching = RLock()

    @classmethod
    def open(cls, settings: Settings, *, works_apart: bool = False) -> Shop:
        """Open the shop's own store; on the very first start, show a sample.

        Args:
            settings: how this installation is set up.
            works_apart: do what takes long in a process of its own, for who must go on whatever
                becomes of it.

        Raises:
            StoreFailed: a data file cannot be opened.
        """
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.spool_dir.mkdir(exist_ok=True)
        own = Store.open(
            settings.store_path, readable=[settings.spool_dir], store_key=settings.store_key
        )
        # Only now: while another process has the store open, its uploads are not leftovers.
        for leftover in settings.spool_dir.iterdir():
            if leftover.is_dir():
                shutil.rmtree(leftover)
            else:
                leftover.unlink()
        shop = cls(settings, own, Worker(minutes=settings.import_minutes) if works_apart else None)
        shop.bring_up_to_date()
        # Built anew under another name; nothing in it was anybody's own.
        (settings.data_dir / "sample.duckdb").unlink(missing_ok=True)
        wanted = shop._wanted_sample()
        if wanted:
            shop.show_sample(wanted)
        return shop

    @property
    def store(self) -> Store:
        """The store that screens read now."""
        return self.store_of(self._shown)

    @property
    def sample(self) -> str:
        """The key of the sample that is shown; empty for the shop's own data."""
        return self._shown

    def store_of(self, sample: str, progress: Progress | None = None) -> Store:
        """A sample's store by its key, or the shop's own by "", whichever is shown.

        A sample's is built from sample_data/ when it is not there; the others can be read
        meanwhile.
        """
        if not sample:
            return self.own
        opened = self._samples.get(sample)
        if opened is not None:
            return opened
        with self._switching:
            if sample not in self._samples:
                self._samples[sample] = open_sample(
                    SAMPLES[sample], self.settings.sample_path(sample), progress
                )
            return self._samples[sample]

    def show_sample(self, sample: str = CAFE.key, progress: Progress | None = None) -> None:
        """Show a sample, by its key.

        Args:
            sample: one of SAMPLES.
            progress: told how far it is, 0 to 1, and what is being done, while it is built.
        """
        # Not in the transaction: it may be built for a while, and notes go on meanwhile.
        self.store_of(sample, progress)
        self._show(sample)

    def leave_sample(self) -> None:
        """Show the shop's own data, which may be none yet."""
        self._show("")

    def preview(
        self,
        files: Sequence[tuple[str, Path]],
        choices: Mapping[str, Choices] | Choices,
        progress: Progress | None = None,
        *,
        country: str = "",
        spool: Path | None = None,
    ) -> list[Report]:
        """What would become of files; nothing is kept. Arguments as for ``take``."""
        return self._taking()(
            self.own,
            files,
            country=country or self.settings.country,
            spool=spool or self.settings.spool_dir,
            choices=choices,
            is_dry_run=True,
            progress=progress,
        )

    def take(
        self,
        files: Sequence[tuple[str, Path]],
        choices: Mapping[str, Choices] | Choices = MappingProxyType({}),
        progress: Progress | None = None,
        *,
        country: str = "",
        spool: Path | None = None,
        on_taken: Callable[[Report], object] = lambda report: None,
    ) -> list[Report]:
        """Import files into the shop's own store, and show it once something was taken.

        Args:
            files: (name to show, path) of each; the paths lie where the store may read.
            choices: what was decided, for all sheets or by the sheet's name.
            progress: told how far it is, 0 to 1, and what is being done.
            country: whose phone numbers lack a country code; empty for the settings'.
            spool: where what has to be rewritten is put meanwhile; None for the settings' folder.
            on_taken: told of each sheet that is taken, within its transaction.
        """
        reports = self._taking()(
            self.own,
            files,
            country=country or self.settings.country,
            spool=spool or self.settings.spool_dir,
            choices=choices,
            progress=progress,
            on_taken=on_taken,
        )
        if any(report.error is None for report in reports):
            self.leave_sample()
        return reports

    def is_changed_apart(self, store: Store) -> bool:
        """Whether a process of its own makes the facts of a store: a server's shop that is large.

        A small one is done here before that process has begun.
        """
        return (
            self._worker is not None
            and store is self.own
            and store.path.stat().st_size >= LARGE_BYTES
        )

    def change_apart(
        self,
        change: Change[Result],
        writes: DeskWrites,
        enter: Callable[[Result], object] = lambda result: None,
        progress: Progress | None = None,
    ) -> Result:
        """Have a process of its own change the shop's own store; as ``Worker.change``."""
        if self._worker is None:
            raise RuntimeError("this shop is no server's: it has no process for that")
        return self._worker.change(
            self.own,
            change,
            writes=writes,
            spool=self.settings.spool_dir,
            progress=progress,
            enter=enter,
        )

    def bring_up_to_date(self) -> None:
        """Build the shop's own facts where an import, or this program, is newer than they are."""
        if not are_facts_current(self.own):
            self.rebuild(self.own)

    def rebuild(self, store: Store) -> None:
        """Build all facts of a store of this shop anew.

        Raises:
            ChangeFailed: it could not be done; the facts are as they were.
        """
        if self.is_changed_apart(store):
            self.change_apart(RebuildFacts(), writes=DeskWrites())
        else:
            rebuild_facts(store)

    def close(self) -> None:
        """Close all stores."""
        if self._worker is not None:
            self._worker.close()
        for store in (self.own, *self._samples.values()):
            store.close()

    def _taking(self) -> Callable[..., list[Report]]:
        """Here, or apart."""
        return take if self._worker is None else partial(take_apart, self._worker)

    def _wanted_sample(self) -> str:
        with self.own.read() as cursor:
            row = cursor.execute(
                "select value from desk.setting where name = 'shows_sample'"
            ).fetchone()
        if row is None:
            return "" if _has_imports(self.own) else CAFE.key
        # What is not one of them any more, or was only called "yes" once, is the first of them.
        return "" if row[0] == "no" else row[0] if row[0] in SAMPLES else CAFE.key

    def _show(self, sample: str) -> None:
        """Show a sample, or the shop's own data by ""; also after a restart."""
        with self.own.note("desk.setting") as cursor:
            cursor.execute(
                "insert or replace into desk.setting (name, value) values ('shows_sample', $value)",
                {"value": sample or "no"},
            )
            before = self._shown
            self._shown = sample
            self.own.when_undone(lambda: setattr(self, "_shown", before))


def _has_imports(store: Store) -> bool:
    with store.read() as cursor:
        return cursor.execute("select 1 from exports.import limit 1").fetchone() is not None
