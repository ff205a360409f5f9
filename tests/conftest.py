"""What all tests share: the sample's store, built once, and small stores drawn in the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.tables")

from regulars.facts import rebuild_facts  # noqa: E402
from regulars.intake import take  # noqa: E402
from regulars.shop import SAMPLE_DIR  # noqa: E402
from regulars.store import Store  # noqa: E402
from tests.tables import Rows, write_exports  # noqa: E402


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's data file, closed: copy it to open it elsewhere or to write to it."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    with Store.open(path, readable=[SAMPLE_DIR]) as store:
        reports = take(store, [(file.name, file) for file in sorted(SAMPLE_DIR.glob("*.csv"))])
    assert [report.error for report in reports] == [None] * 6
    return path


@pytest.fixture(scope="session")
def sample_store(
    sample_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The sample's store. Nobody writes to it: copy ``sample_path`` for that."""
    path = tmp_path_factory.mktemp("sample-store") / "sample.duckdb"
    path.write_bytes(sample_path.read_bytes())
    with Store.open(path) as store:
        yield store


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """A store before the first import; it may read from the test's folder."""
    with Store.open(tmp_path / "empty.duckdb", readable=[tmp_path]) as store:
        rebuild_facts(store)
        yield store


@pytest.fixture
def a_store(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Make a store from drawn tables: a_store(sales=..., directory=..., survey=..., ...).

    Each table is written as the vendor's own file and imported, the directory first. Rows that are
    rejected fail the test.
    """
    stores: list[Store] = []
    numbers = count(1)

    def build(**drawn: str | Rows) -> Store:
        folder = tmp_path / f"store{next(numbers)}"
        folder.mkdir()
        store = Store.open(folder / "store.duckdb", readable=[tmp_path])
        stores.append(store)
        rebuild_facts(store)
        for report in take(store, write_exports(folder, **drawn)):
            assert report.error is None, report.error
            assert report.rejected == 0, report.reasons
        return store

    yield build
    for store in stores:
        store.close()
