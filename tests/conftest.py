"""What all tests share: the sample's store, built once, and small stores drawn in the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

pytest.register_assert_rewrite("tests.tables")

from regulars.auth.access import Access  # noqa: E402
from regulars.auth.person import Role  # noqa: E402
from regulars.facts.build import rebuild_facts  # noqa: E402
from regulars.intake import file_import  # noqa: E402
from regulars.intake.file_import import take  # noqa: E402
from regulars.sample import CAFE, SALON, Sample, open_sample  # noqa: E402
from regulars.store.store import Store  # noqa: E402
from tests.kept_stores import KeptStores, copy_of, name_of  # noqa: E402
from tests.tables import Rows, emptied, facts_of, use_one_thread, write_exports  # noqa: E402

# Servers that a whole folder shares are started once, in one process.
TOGETHER = ("tests/deploy/", "tests/hostile/")


# A browser's tests wait more than they work: beside two such files others fill the processor.
BROWSERS = "tests/browser/"
BROWSERS_AT_ONCE = 2


class Scheduling(LoadFileScheduling):
    """A file's tests stay in one process, and those of some folders."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)

    def _assign_work_unit(self, node: WorkerController) -> None:
        browsers = sum(
            any(
                scope.startswith(BROWSERS) and not all(tests.values())
                for scope, tests in work.items()
            )
            for other, work in self.assigned_work.items()
            if other is not node
        )
        wants_browser = browsers < BROWSERS_AT_ONCE
        for scope in self.workqueue:
            if scope.startswith(BROWSERS) == wants_browser:
                self.workqueue.move_to_end(scope, last=False)
                break
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Who runs what, where several processes share the tests."""
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def run_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def kept_stores(pytestconfig: pytest.Config, run_dir: Path) -> KeptStores:
    """Stores that were made by an earlier run, or by another process of this one.

    Without pytest's cache (``-p no:cacheprovider``) only those of this run: who changes the program
    under the tests, as ``make mutants`` does, must not find what the unchanged one made.
    """
    cache = getattr(pytestconfig, "cache", None)
    kept = KeptStores(cache.mkdir("stores") if cache is not None else run_dir / "stores")
    with FileLock(run_dir / "stores.lock"):
        kept.drop_others()
    return kept


@pytest.fixture(scope="session")
def samples_dir(run_dir: Path) -> Path:
    """Where the samples' data files are, which all test processes share."""
    folder = run_dir / "samples"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sample_path(samples_dir: Path, kept_stores: KeptStores) -> Path:
    """The sample café's data file, closed: copy it to open it elsewhere or to write to it."""
    return _built(CAFE, samples_dir, kept_stores)


@pytest.fixture(scope="session")
def salon_path(samples_dir: Path, kept_stores: KeptStores) -> Path:
    """The sample salon's data file, closed."""
    return _built(SALON, samples_dir, kept_stores)


def _built(sample: Sample, folder: Path, kept_stores: KeptStores) -> Path:
    path = folder / f"sample-{sample.key}.duckdb"
    with FileLock(folder / f"{sample.key}.lock"):
        if not path.exists() and not kept_stores.put(sample.key, path):
            open_sample(sample, path).close()
            kept_stores.keep(sample.key, path)
    return path


@pytest.fixture(scope="session")
def data_dir(sample_path: Path) -> Callable[[Path], Path]:
    """Make a data folder with the sample café in it, so that a start need not build it."""

    def make(folder: Path) -> Path:
        made = folder / "data"
        made.mkdir()
        shutil.copy(sample_path, made)
        return made

    return make


@pytest.fixture(scope="session")
def salon_store(salon_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample salon's store. Nobody writes to it: copy ``salon_path`` for that."""
    path = Path(shutil.copy(salon_path, tmp_path_factory.mktemp("salon-store")))
    with Store.open(path) as store:
        use_one_thread(store)
        yield store


@pytest.fixture(scope="session")
def sample_store(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample café's store. Nobody writes to it: copy ``sample_path`` for that."""
    path = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("sample-store")))
    with Store.open(path) as store:
        use_one_thread(store)
        yield store


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 2, 9, 30)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """A clock for the books of who may look."""
    return Clock()


@pytest.fixture(scope="session")
def books_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in whose books there is one of everything. Nobody writes to it."""
    with Store.open(tmp_path_factory.mktemp("books") / "books.duckdb") as store:
        rebuild_facts(store)
        access = Access(store, Clock())
        ana = access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
        access.people.invite(access.people.add("Tom", Role.STAFF).person_id)
        access.sessions.start(ana.person_id)
        for title in ("For the owner", "For the landlord"):
            link, _ = access.links.share(
                "lapsed",
                {"period": "Last 12 months"},
                title=title,
                sample="",
                sees_names=False,
                has_cards=False,
                days=30,
                passcode="",
                created_by="Ana",
            )
            access.links.note_view(link.link_id)
            access.links.note_view(link.link_id)
            access.audit.add("Ana", "shared", title)
        access.links.revoke(link.link_id)
        yield store


@pytest.fixture(scope="session")
def new_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file that was opened once and closed: a copy of it is opened sooner than a new one."""
    path = tmp_path_factory.mktemp("new") / "new.duckdb"
    Store.open(path).close()
    return path


@pytest.fixture(scope="session")
def empty_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data file of a shop before its first import, closed, its facts built."""
    path = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    with Store.open(path) as store:
        rebuild_facts(store)
    return path


class Bench:
    """A store that serves many tests, opened with the facts of nothing.

    Opening one takes longer than emptying it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.holds: tuple[int, dict[str, str | Rows]] | None = None
        self._facts_of_nothing = facts_of(store)

    def cleared(self) -> Store:
        """The store as it was before its first import, with the facts of that."""
        emptied(self.store)
        if facts_of(self.store).keys() != self._facts_of_nothing.keys():
            rebuild_facts(self.store)
        with self.store.write() as cursor:
            for table, rows in self._facts_of_nothing.items():
                cursor.execute(f"delete from {table}")
                for row in rows:
                    marks = ", ".join("?" for _ in row)
                    cursor.execute(f"insert into {table} values ({marks})", row)
        return self.store

    def has(self, drawn: dict[str, str | Rows]) -> bool:
        """Whether it still holds just this."""
        return self.holds == (self.store.version, drawn)


@pytest.fixture(scope="session")
def _benches(empty_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Bench]]:
    # The one used last stands last.
    folder = tmp_path_factory.getbasetemp()
    with ExitStack() as opened:
        benches = []
        for number in range(3):
            path = Path(shutil.copy(empty_path, folder / f"bench{number}.duckdb"))
            store = opened.enter_context(Store.open(path, readable=[folder]))
            use_one_thread(store)
            benches.append(Bench(store))
        yield benches


@pytest.fixture
def empty_store(_benches: list[Bench]) -> Store:
    """A store before the first import; it may read from any test's folder."""
    return _benches[0].cleared()


@pytest.fixture
def facts_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports do not rebuild the facts, where a test is about the exports only."""
    monkeypatch.setattr(file_import, "rebuild_facts", lambda *_: None)


@pytest.fixture
def a_store(
    tmp_path: Path,
    _benches: list[Bench],
    kept_stores: KeptStores,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Store]]:
    """Make a store from drawn tables: a_store(sales=..., directory=..., survey=..., ...).

    Each table is written as the vendor's own file and imported, the directory first. Rows that are
    rejected fail the test. Drawn the same again, it may be the same store: it is to be read.
    """
    opened: list[Store] = []
    numbers = count(1)
    free = _benches[1:] if "empty_store" in request.fixturenames else list(_benches)
    # What a changed program made is nobody else's, and who changes it wants to see it work.
    may_be_kept = "monkeypatch" not in request.fixturenames

    def build(**drawn: str | Rows) -> Store:
        path = tmp_path / f"store{len(opened)}.duckdb"
        is_at_hand = any(bench.has(drawn) for bench in free)
        if may_be_kept and not is_at_hand and kept_stores.put(name_of(drawn), path):
            opened.append(Store.open(path, readable=[tmp_path]))
            use_one_thread(opened[-1])
            return opened[-1]
        bench = next((bench for bench in free if bench.has(drawn)), free[0] if free else None)
        if bench is not None:
            free.remove(bench)
            _benches.append(_benches.pop(_benches.index(bench)))
            if bench.has(drawn):
                return bench.store
            store = emptied(bench.store)
        else:
            store = Store.open(path, readable=[tmp_path])
            use_one_thread(store)
            opened.append(store)
        folder = tmp_path / f"drawn{next(numbers)}"
        folder.mkdir()
        for report in take(store, write_exports(folder, **drawn)):
            assert report.error is None, report.error
            assert report.rejected == 0, report.reasons
        if bench is not None:
            bench.holds = (store.version, drawn)
        if may_be_kept:
            kept_stores.keep(name_of(drawn), copy_of(store, folder / "copy.duckdb"))
        return store

    yield build
    for store in opened:
        store.close()
