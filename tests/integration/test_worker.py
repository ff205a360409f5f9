"""A change in a process of its own: all of it is in, or nothing, and whoever notes goes on."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from regulars.app.acts.imports import TakeFiles
from regulars.app.policy import TERMINAL_MANAGER
from regulars.app.session import Session
from regulars.auth.access import Access
from regulars.errors import ChangeFailed, StoreFailed
from regulars.facts.build import are_facts_current
from regulars.intake import apart
from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.intake.pipeline import IMPORT, statement_for
from regulars.intake.report import Report
from regulars.progress import Progress
from regulars.settings import Settings, StoreKey
from regulars.shop import Shop
from regulars.store.store import Store
from regulars.worker.memory import memory_of_machine
from regulars.worker.shortages import NO_MEMORY, NO_ROOM, explain_shortage
from regulars.worker.worker import Worker
from tests.tables import contents, open_days, rows_of, write_exports

NOW = datetime(2026, 3, 9, 12, 0)
# An export that nobody knows; a column of it is confirmed, and remembered.
UNKNOWN = "When;Who;Paid\n2026-03-03 10:00;ana@x.org;5.00\n2026-03-04 10:00;ana@x.org;7.00\n"


@dataclass(frozen=True)
class CountRows:
    """How many imports a store has."""

    def carry_out(self, store: Store, progress: Progress) -> int:
        ((count,),) = rows_of(store, "select count(*) from exports.import")
        return int(count)


class Cancelled(BaseException):
    """As Streamlit raises it."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for all that do not kill it."""
    working = Worker()
    yield working
    working.close()


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[str, Path]]:
    """Sales, and a file that is none."""
    (tmp_path / "broken.csv").write_text("nothing\n", encoding="utf-8")
    drawn = write_exports(tmp_path, sales=open_days("2026-03-01", "2026-03-05"))
    return [*drawn, ("broken.csv", tmp_path / "broken.csv")]


@pytest.fixture
def store(tmp_path: Path, empty_path: Path) -> Iterator[Store]:
    """A data file that may be put out of its place."""
    path = tmp_path / "data" / "regulars.duckdb"
    path.parent.mkdir()
    path.write_bytes(empty_path.read_bytes())
    with Store.open(path, readable=[tmp_path]) as opened:
        yield opened


def take_apart(
    worker: Worker,
    store: Store,
    files: list[tuple[str, Path]],
    progress: Callable[[float, str], None] | None = None,
    choices: Choices | None = None,
    *,
    is_dry_run: bool = False,
) -> list[Report]:
    return apart.take_apart(
        worker,
        store,
        files,
        country="US",
        spool=store.readable[0],
        choices=choices or Choices(),
        is_dry_run=is_dry_run,
        progress=progress,
    )


def write_note(store: Store, number: int) -> None:
    with store.note("desk.note") as cursor:
        cursor.execute(
            "insert into desk.note (note_no, handle_no, kind, words, written_at, written_by) "
            "values ($number, 1, 'note', 'By the window', $now, 'Ana')",
            {"number": number, "now": NOW},
        )


def untimed(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that a store holds, but when it was imported."""
    held = contents(store)
    held["exports.import"] = rows_of(
        store, "select * exclude (imported_at) from exports.import order by all"
    )
    held["desk.mapping"] = rows_of(
        store, "select * exclude (saved_at) from desk.mapping order by all"
    )
    return held


def test_it_brings_what_an_import_in_this_process_brings(
    worker: Worker, store: Store, files: list[tuple[str, Path]], tmp_path: Path, empty_path: Path
) -> None:
    (tmp_path / "unknown.csv").write_text(UNKNOWN, encoding="utf-8")
    confirmed = Choices(is_confirmed=True)
    again = [*files, ("unknown.csv", tmp_path / "unknown.csv")]
    here = tmp_path / "here.duckdb"
    here.write_bytes(empty_path.read_bytes())
    with Store.open(here, readable=[tmp_path]) as other:
        for some in (files, again):
            expected = take(other, some, choices=confirmed)
            assert take_apart(worker, store, some, choices=confirmed) == expected
            assert untimed(store) == untimed(other)
    assert are_facts_current(store)
    assert not list(tmp_path.glob(".changing-*"))


def test_what_is_noted_meanwhile_is_brought_along(
    worker: Worker, store: Store, files: list[tuple[str, Path]]
) -> None:
    written: list[int] = []

    def progress(done: float, doing: str) -> None:
        written.append(len(written) + 1)
        write_note(store, written[-1])
        if len(written) == 1:
            with store.note("desk.setting") as cursor:
                cursor.execute("delete from desk.setting where name = 'shop_name'")
                cursor.execute(
                    "insert into desk.setting (name, value) values ('shows_sample', 'no')"
                )

    with store.note("desk.setting") as cursor:
        cursor.execute("insert into desk.setting (name, value) values ('shop_name', 'Before')")
    take_apart(worker, store, files, progress)
    # The last is told when all is in place.
    assert rows_of(store, "select note_no from desk.note order by all") == [(n,) for n in written]
    settings = dict(rows_of(store, "select name, value from desk.setting"))
    assert "shop_name" not in settings
    assert settings["shows_sample"] == "no"
    assert rows_of(store, "select count(*) from exports.import") == [(1,)]
    path = store.path
    store.close()
    with Store.open(path) as reopened:
        assert rows_of(reopened, "select count(*) from desk.note") == [(len(written),)]
        assert rows_of(reopened, "select count(*) from exports.import") == [(1,)]


def test_a_look_keeps_nothing(worker: Worker, store: Store, files: list[tuple[str, Path]]) -> None:
    before = contents(store)
    sales, broken = take_apart(worker, store, files, is_dry_run=True)
    assert sales.kept > 0
    assert sales.first_rows
    assert broken.error is not None
    assert contents(store) == before


def test_a_cancelled_import_leaves_the_store_as_it_was(
    store: Store, files: list[tuple[str, Path]], tmp_path: Path
) -> None:
    before = contents(store)
    worker = Worker()

    def progress(done: float, doing: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        take_apart(worker, store, files, progress)
    assert worker.process_id is None
    assert contents(store) == before
    assert not list(tmp_path.glob(".changing-*"))
    assert take_apart(worker, store, files)[0].error is None
    worker.close()


def test_a_process_that_is_killed_takes_nothing_along(
    store: Store, files: list[tuple[str, Path]], tmp_path: Path
) -> None:
    before = contents(store)
    worker = Worker()

    def progress(done: float, doing: str) -> None:
        if worker.process_id is not None:
            os.kill(worker.process_id, signal.SIGKILL)

    reports = take_apart(worker, store, files, progress)
    assert [report.error for report in reports] == [NO_MEMORY, NO_MEMORY]
    assert contents(store) == before
    write_note(store, 1)
    assert not list(tmp_path.glob(".changing-*"))
    assert take_apart(worker, store, files)[0].error is None
    assert rows_of(store, "select count(*) from desk.note") == [(1,)]
    worker.close()


def test_too_little_memory_is_told_in_words(store: Store, files: list[tuple[str, Path]]) -> None:
    before = contents(store)
    worker = Worker(memory_bytes=50 * 2**20)
    assert [report.error for report in take_apart(worker, store, files)] == [NO_MEMORY, NO_MEMORY]
    assert contents(store) == before
    worker.close()


def test_a_change_that_takes_too_long_is_ended(
    store: Store, files: list[tuple[str, Path]], tmp_path: Path
) -> None:
    before = contents(store)
    # It takes longer to start than whoever waits is patient.
    worker = Worker(minutes=0.0001)
    for report in take_apart(worker, store, files):
        assert report.error is not None
        assert "took longer than 0 minutes" in report.error
        assert "REGULARS_IMPORT_MINUTES" in report.error
    assert worker.process_id is None
    assert contents(store) == before
    assert not list(tmp_path.glob(".changing-*"))


@pytest.mark.parametrize(("brought_bytes", "is_in_time"), [(0, False), (10**15, True)])
def test_what_is_larger_may_take_longer(
    store: Store, brought_bytes: int, is_in_time: bool, tmp_path: Path
) -> None:
    worker = Worker(minutes=0.0001)
    with nullcontext() if is_in_time else pytest.raises(ChangeFailed, match="took longer"):
        looked = worker.look(store, CountRows(), spool=tmp_path, brought_bytes=brought_bytes)
        assert looked == 0
    worker.close()


def test_one_process_does_all_until_it_is_about_to_go(
    store: Store, files: list[tuple[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker()
    take_apart(worker, store, files, is_dry_run=True)
    first = worker.process_id
    take_apart(worker, store, files)
    assert worker.process_id == first
    monkeypatch.setattr("regulars.worker.worker.IDLE_SECONDS", 0)
    take_apart(worker, store, files)
    assert worker.process_id not in (None, first)
    worker.close()


def test_a_full_disk_is_told_in_words(
    worker: Worker,
    store: Store,
    files: list[tuple[str, Path]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = contents(store)
    monkeypatch.setattr(store, "copy_to", fill)
    assert [report.error for report in take_apart(worker, store, files)] == [NO_ROOM, NO_ROOM]
    assert contents(store) == before


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), NO_MEMORY),
        (duckdb.OutOfMemoryException("failed to allocate"), NO_MEMORY),
        (duckdb.IOException("Could not write file: No space left on device"), NO_ROOM),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), NO_ROOM),
        (OSError(errno.EACCES, "Permission denied"), None),
        (duckdb.BinderException("column"), None),
    ],
)
def test_what_was_short_is_known_by_its_error(error: Exception, words: str | None) -> None:
    assert explain_shortage(error) == words


def test_the_entry_in_the_book_is_kept_with_the_import(
    worker: Worker, store: Store, files: list[tuple[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(Settings(data_dir=store.path.parent), store, worker)
    shop.settings.spool_dir.mkdir()
    session = Session(shop, TERMINAL_MANAGER)
    act = TakeFiles(files, spool=store.readable[0])
    monkeypatch.setattr(shop.access.audit, "add", _refuse)
    with pytest.raises(RuntimeError):
        session.do(act)
    monkeypatch.undo()
    assert rows_of(store, "select count(*) from exports.import") == [(0,)]
    session.do(act)
    entries = [entry.what for entry in Access(store).audit.newest(9)]
    assert [words.split(":")[0] for words in entries] == ["broken.csv", "sales.csv"]
    assert shop.access.audit.first_broken() is None


def test_the_log_says_that_an_import_was_cancelled(
    store: Store, files: list[tuple[str, Path]]
) -> None:
    def cancel(done: float, doing: str) -> None:
        raise Cancelled

    shop = Shop(Settings(data_dir=store.path.parent), store, Worker())
    with pytest.raises(Cancelled):
        Session(shop, TERMINAL_MANAGER).do(
            TakeFiles(files, spool=store.readable[0], progress=cancel)
        )
    assert [(entry.act, entry.what) for entry in shop.access.audit.newest(9)] == [
        ("cancelled an import", "")
    ]
    assert rows_of(store, "select count(*) from exports.import") == [(0,)]


def test_an_encrypted_file_stays_so(worker: Worker, tmp_path: Path) -> None:
    key = StoreKey("correct horse battery staple", is_weak=True)
    drawn = write_exports(tmp_path, sales=open_days("2026-03-01", "2026-03-05"))
    with Store.open(tmp_path / "secret.duckdb", readable=[tmp_path], store_key=key) as store:
        assert take_apart(worker, store, drawn)[0].error is None
        assert rows_of(store, "select count(*) from exports.import") == [(1,)]
    with pytest.raises(StoreFailed, match="encrypted"):
        Store.open(tmp_path / "secret.duckdb")


def test_whoever_reads_is_waited_for(
    worker: Worker, store: Store, files: list[tuple[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regulars.store.store.SWAPPING_SECONDS", 0.01)
    monkeypatch.setattr("regulars.store.store.SWAPPING_TRIES", 3)
    with store.read() as cursor:
        errors = [report.error for report in take_apart(worker, store, files)]
        assert errors[0] is not None
        assert "a question has been running" in errors[0]
        assert cursor.execute("select count(*) from exports.import").fetchall() == [(0,)]
    assert take_apart(worker, store, files)[0].error is None


def test_it_is_known_what_imports_write_of_the_desk() -> None:
    written = {
        statement.writes
        for stage in IMPORT
        for name in stage.statements
        for kind in ("sales", "customers", "visits", "satisfaction")
        if (statement := statement_for(name, kind)) is not None and statement.writes is not None
    }
    tables = {table.removeprefix("desk.") for table in written if table.startswith("desk.")}
    assert tables == {*apart.IMPORT_WRITES.tables, "setting"}


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, None),
        ({"memory.max": "max"}, None),
        ({"memory.max": "1000"}, 1000),
        (
            {"system.slice/regulars.service/memory.max": "2000", "system.slice/memory.max": "max"},
            2000,
        ),
        (
            {"system.slice/regulars.service/memory.max": "max", "system.slice/memory.max": "500"},
            500,
        ),
        ({"memory/memory.limit_in_bytes": "3000"}, 3000),
    ],
)
def test_the_limits_of_a_container_and_of_a_service_are_known(
    limits: dict[str, str], expected: int | None, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.write_text("0::/system.slice/regulars.service\n", encoding="ascii")
    for name, words in limits.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{words}\n", encoding="ascii")
    there = memory_of_machine(tmp_path / "nowhere", own)
    assert there > 2**28
    assert memory_of_machine(tmp_path, own) == (expected or there)


def _refuse(*_: object) -> None:
    raise RuntimeError("no entry")
