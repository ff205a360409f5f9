"""The shop's own data and the sample café's: two stores that never mix, one shown at a time."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from regulars.access import Access
from regulars.errors import StoreFailed
from regulars.facts import are_facts_current, rebuild_facts
from regulars.intake import Report, take
from regulars.intake.reading import Progress
from regulars.settings import PROJECT_DIR, Settings
from regulars.store import Store

__all__ = ["SAMPLE_DIR", "Shop"]

SAMPLE_DIR = PROJECT_DIR / "sample_data"
SAMPLE_NAME = "The Corner Lantern"


class Shop:
    """The two stores, and which of them the screens read now.

    Whether the sample is shown is kept in the shop's own store, so that it survives a restart.

    Attributes:
        settings: how this installation is set up.
        own: the shop's own store, whichever is shown.
        access: who may see what; kept in the shop's own store.
    """

    def __init__(self, settings: Settings, own: Store) -> None:
        self.settings = settings
        self.own = own
        self.access = Access(own)
        self._sample: Store | None = None
        self._is_sample = False
        self._switching = RLock()

    @classmethod
    def open(cls, settings: Settings) -> Shop:
        """Open the shop's own store; on the very first start, show the sample café.

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
        if shop._wants_sample():
            shop.show_sample()
        return shop

    @property
    def store(self) -> Store:
        """The store that screens read now."""
        return self._sample if self._is_sample and self._sample is not None else self.own

    @property
    def is_sample(self) -> bool:
        """Whether the sample café is shown."""
        return self._is_sample

    def store_of(self, *, is_sample: bool) -> Store:
        """One of the two stores, whichever is shown."""
        if not is_sample:
            return self.own
        with self._switching:
            if self._sample is None:
                self._sample = self._open_sample(None)
            return self._sample

    def show_sample(self, progress: Progress | None = None) -> None:
        """Show the sample café; its store is built from sample_data/ when it is not there."""
        with self._switching:
            if self._sample is None:
                self._sample = self._open_sample(progress)
            self._is_sample = True
            self._remember("yes")

    def leave_sample(self) -> None:
        """Show the shop's own data, which may be none yet."""
        with self._switching:
            self._is_sample = False
            self._remember("no")

    def take(
        self, files: Sequence[tuple[str, Path]], progress: Progress | None = None
    ) -> list[Report]:
        """Import files into the shop's own store, and show it once something was taken.

        Args:
            files: (name to show, path) of each; the paths lie in the spool folder.
            progress: told how far it is, 0 to 1, and what is being done.
        """
        reports = take(self.own, files, country=self.settings.country, progress=progress)
        if any(report.error is None for report in reports):
            self.leave_sample()
        return reports

    def close(self) -> None:
        """Close both stores."""
        self.own.close()
        if self._sample is not None:
            self._sample.close()

    def _open_sample(self, progress: Progress | None) -> Store:
        path = self.settings.sample_path
        files = [(file.name, file) for file in sorted(SAMPLE_DIR.glob("*.csv"))]
        try:
            store = Store.open(path, readable=[SAMPLE_DIR])
        except StoreFailed:
            # Nothing in it is anybody's own: it can always be built anew.
            path.unlink(missing_ok=True)
            store = Store.open(path, readable=[SAMPLE_DIR])
        if are_facts_current(store) and _has_imports(store):
            return store
        if not _has_imports(store):
            take(store, files, country="US", progress=progress)
            with store.write() as cursor:
                cursor.execute(
                    "insert or replace into desk.setting values ('shop_name', $name)",
                    {"name": SAMPLE_NAME},
                )
        else:
            rebuild_facts(store)
        return store

    def _wants_sample(self) -> bool:
        with self.own.read() as cursor:
            row = cursor.execute(
                "select value from desk.setting where name = 'shows_sample'"
            ).fetchone()
        return row[0] == "yes" if row else not _has_imports(self.own)

    def _remember(self, shows_sample: str) -> None:
        with self.own.write() as cursor:
            cursor.execute(
                "insert or replace into desk.setting values ('shows_sample', $value)",
                {"value": shows_sample},
            )


def _has_imports(store: Store) -> bool:
    with store.read() as cursor:
        return cursor.execute("select 1 from exports.import limit 1").fetchone() is not None
