"""The samples: made-up shops to look around in, each a store of its own."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from regulars.errors import StoreBusy, StoreFailed
from regulars.facts.build import are_facts_current, rebuild_facts
from regulars.intake.file_import import take
from regulars.progress import Progress
from regulars.settings import PROJECT_DIR
from regulars.store.migrations import SCHEMA_SQL
from regulars.store.store import Store

__all__ = ["CAFE", "SALON", "SAMPLES", "SAMPLES_DIR", "Sample", "open_sample", "sample_files"]

SAMPLES_DIR = PROJECT_DIR / "sample_data"
SUFFIXES = (".csv", ".json")


@dataclass(frozen=True)
class Sample:
    """One made-up shop.

    Attributes:
        key: names its folder and its data file.
        name: what the shop is called.
        kind: what kind of shop it is, as in "a sample café".
        country: two-letter country of its phone numbers.
        currency: what its prices are in, such as USD.
    """

    key: str
    name: str
    kind: str
    country: str
    currency: str


CAFE = Sample("cafe", "The Corner Lantern", "café", "US", "USD")
SALON = Sample("salon", "Quince & Comb", "salon", "GB", "GBP")
SAMPLES: Mapping[str, Sample] = MappingProxyType({each.key: each for each in (CAFE, SALON)})


def sample_files(sample: Sample) -> list[tuple[str, Path]]:
    """Its exports: (name to show, path) of each, as they are imported."""
    folder = SAMPLES_DIR / sample.key
    return [(path.name, path) for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES]


def open_sample(sample: Sample, path: Path, progress: Progress | None = None) -> Store:
    """Open the sample's data file; build it when it is not there, broken, or of other exports.

    Args:
        sample: which one.
        path: its data file.
        progress: told how far it is, 0 to 1, and what is being done.

    Raises:
        StoreBusy: another process has the file open.
        StoreFailed: the file cannot be written.
    """
    store = _reopen(sample, path)
    if store is not None:
        return store
    # Nothing in it is anybody's own: it can always be built anew.
    path.unlink(missing_ok=True)
    # The exports may lie where nobody may write.
    with tempfile.TemporaryDirectory() as spool:
        store = Store.open(path, readable=[SAMPLES_DIR / sample.key, Path(spool)])
        _build(store, sample, Path(spool), progress)
    return store


def _reopen(sample: Sample, path: Path) -> Store | None:
    """The store as it was built, or None if it was not, or of something else."""
    if not path.exists():
        return None
    try:
        store = Store.open(path)
    except StoreBusy:
        raise
    except StoreFailed:
        return None
    with store.read() as cursor:
        built_of = cursor.execute(
            "select value from desk.setting where name = 'sample_files'"
        ).fetchone()
    if built_of is None or built_of[0] != _fingerprint(sample):
        store.close()
        return None
    if not are_facts_current(store):
        rebuild_facts(store)
    return store


def _build(store: Store, sample: Sample, spool: Path, progress: Progress | None) -> None:
    take(store, sample_files(sample), country=sample.country, spool=spool, progress=progress)
    settings = {
        "shop_name": sample.name,
        "currency": sample.currency,
        "sample_files": _fingerprint(sample),
    }
    with store.write() as cursor:
        cursor.executemany(
            "insert or replace into desk.setting (name, value) values (?, ?)",
            list(settings.items()),
        )


def _fingerprint(sample: Sample) -> str:
    """What the data file is made of: the exports, and the tables that they are put into."""
    digest = hashlib.sha256(SCHEMA_SQL.read_bytes())
    for name, path in sample_files(sample):
        digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()
