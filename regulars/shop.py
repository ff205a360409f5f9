"""The shop's own data and the samples': stores that never mix, one shown at a time."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import RLock
from types import MappingProxyType

from regulars.access import Access
from regulars.facts import are_facts_current, rebuild_facts
from regulars.intake import Choices, Report, take
from regulars.intake.reading import Progress
from regulars.sample import CAFE, SAMPLES, open_sample
from regulars.settings import Settings
from regulars.store import Store

__all__ = ["Shop"]


class Shop:
    """The stores, and which of them the screens read now.

    Which sample is shown is kept in the shop's own store, so that it survives a restart.

    Attributes:
        settings: how this installation is set up.
        own: the shop's own store, whichever is shown.
        access: who may see what; kept in the shop's own store.
    """

    def __init__(self, settings: Settings, own: Store) -> None:
        self.settings = settings
        self.own = own
        self.access = Access(own)
        self._samples: dict[str, Store] = {}
        self._shown = ""
        self._switching = RLock()

    @classmethod
    def open(cls, settings: Settings) -> Shop:
        """Open the shop's own store; on the very first start, show a sample.

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
        shop = cls(settings, own)
        if not are_facts_current(own):
            rebuild_facts(own)
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
        with self._switching:
            self.store_of(sample, progress)
            self._shown = sample
            self._remember(sample)

    def leave_sample(self) -> None:
        """Show the shop's own data, which may be none yet."""
        with self._switching:
            self._shown = ""
            self._remember("no")

    def preview(
        self,
        files: Sequence[tuple[str, Path]],
        choices: Mapping[str, Choices],
        progress: Progress | None = None,
    ) -> list[Report]:
        """What would become of files; nothing is kept. Arguments as for ``take``."""
        return self._take(files, choices, progress, is_dry_run=True)

    def take(
        self,
        files: Sequence[tuple[str, Path]],
        choices: Mapping[str, Choices] = MappingProxyType({}),
        progress: Progress | None = None,
    ) -> list[Report]:
        """Import files into the shop's own store, and show it once something was taken.

        Args:
            files: (name to show, path) of each; the paths lie in the spool folder.
            choices: what was decided about a sheet, by its name.
            progress: told how far it is, 0 to 1, and what is being done.
        """
        reports = self._take(files, choices, progress, is_dry_run=False)
        if any(report.error is None for report in reports):
            self.leave_sample()
        return reports

    def _take(
        self,
        files: Sequence[tuple[str, Path]],
        choices: Mapping[str, Choices],
        progress: Progress | None,
        *,
        is_dry_run: bool,
    ) -> list[Report]:
        return take(
            self.own,
            files,
            country=self.settings.country,
            spool=self.settings.spool_dir,
            choices=choices,
            is_dry_run=is_dry_run,
            progress=progress,
        )

    def close(self) -> None:
        """Close all stores."""
        for store in (self.own, *self._samples.values()):
            store.close()

    def _wanted_sample(self) -> str:
        with self.own.read() as cursor:
            row = cursor.execute(
                "select value from desk.setting where name = 'shows_sample'"
            ).fetchone()
        if row is None:
            return "" if _has_imports(self.own) else CAFE.key
        # What is not one of them any more, or was only called "yes" once, is the first of them.
        return "" if row[0] == "no" else row[0] if row[0] in SAMPLES else CAFE.key

    def _remember(self, shows_sample: str) -> None:
        with self.own.write() as cursor:
            cursor.execute(
                "insert or replace into desk.setting (name, value) values ('shows_sample', $value)",
                {"value": shows_sample},
            )


def _has_imports(store: Store) -> bool:
    with store.read() as cursor:
        return cursor.execute("select 1 from exports.import limit 1").fetchone() is not None
