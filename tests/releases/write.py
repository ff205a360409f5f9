"""Keep a small data file of the release that is being made: ``python -m tests.releases.write``."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from regulars import __version__
from regulars.auth.access import Access
from regulars.store.store import Store
from tests.releases.shop import RELEASED, do_every_act, import_exports
from tests.tables import use_one_thread

RELEASES = Path(__file__).resolve().parent


def write(target: Path) -> None:
    """Make the data file anew and pack it into ``target``, which must not be there yet."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        exports = folder / "exports"
        exports.mkdir()
        path = folder / "regulars.duckdb"
        with Store.open(path, readable=[exports]) as store:
            use_one_thread(store)
            reports = import_exports(store, exports, RELEASED)
            assert [report.error for report in reports] == [None] * len(reports)
            do_every_act(store, Access(store, now=lambda: RELEASED.now), RELEASED)
        with path.open("rb") as read, target.open("xb") as kept, gzip.open(kept, "wb") as packed:
            shutil.copyfileobj(read, packed)


if __name__ == "__main__":
    file = RELEASES / f"{__version__}.duckdb.gz"
    write(file)
    print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
