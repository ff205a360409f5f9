"""Acts of a server are carried out by a process beside it: as here, all of them or nothing."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from regulars.app.acts.act import Act
from regulars.app.acts.identity import ErasePerson, MergePeople, UndoDecision
from regulars.app.acts.imports import UndoImport
from regulars.app.acts.regular_rule import ChangeRule, ResetRule
from regulars.app.acts.word_lists import AddNickname, AddWord
from regulars.app.policy import TERMINAL_MANAGER
from regulars.app.session import Session
from regulars.errors import ChangeFailed, ImportFailed, RegularsError
from regulars.facts.build import are_facts_current
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.store import Store
from regulars.worker.shortages import NO_MEMORY
from regulars.worker.worker import Worker
from tests.tables import contents, rows_of, square_items, take_text

NOW = datetime(2026, 3, 9, 12, 0)
SALES = square_items("""
receipt | customer | date       | item  | staff
R1      | ana      | 2026-03-02 | Latte | Ida
R2      | ben      | 2026-03-02 | Latte | Ida
R3      | cyd      | 2026-03-03 | Latte | Ida
R4      | ana      | 2026-03-04 | Latte | Ida
""")


class Cancelled(BaseException):
    """As Streamlit raises it."""


@pytest.fixture(autouse=True)
def nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a small shop's facts are built here, nothing would be tried."""
    monkeypatch.setattr("regulars.shop.LARGE_BYTES", 0)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for all that do not kill it."""
    working = Worker()
    yield working
    working.close()


@pytest.fixture(scope="module")
def filled_path(empty_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data file of a shop with four receipts, closed."""
    folder = tmp_path_factory.mktemp("filled")
    path = Path(shutil.copy(empty_path, folder / "filled.duckdb"))
    with Store.open(path, readable=[folder]) as store:
        assert take_text(store, folder, SALES, "till.csv").kept == 4
    return path


@pytest.fixture
def open_shop(filled_path: Path, tmp_path: Path) -> Iterator[Callable[..., Shop]]:
    """Open a shop with four receipts, whose acts are carried out here or by a worker."""
    opened: list[Shop] = []

    def open_one(worker: Worker | None = None) -> Shop:
        settings = Settings(data_dir=tmp_path / f"shop{len(opened)}")
        settings.spool_dir.mkdir(parents=True)
        shutil.copy(filled_path, settings.store_path)
        store = Store.open(settings.store_path, readable=[settings.spool_dir])
        opened.append(Shop(settings, store, worker))
        return opened[-1]

    yield open_one
    for shop in opened:
        shop.own.close()


def do(shop: Shop, act: Act[Any], progress: Callable[[float, str], None] | None = None) -> Any:
    return Session(shop, TERMINAL_MANAGER).do(act, progress)


def id_of(shop: Shop, handle: str) -> str:
    ((customer_id,),) = rows_of(
        shop.own, f"select customer_id from facts.identity where handle = '{handle}'"
    )
    return str(customer_id)


def without_secrets(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that a store holds, but for the book, and what a key is in that each shop makes up."""
    held = contents(store)
    del held["desk.audit"], held["desk.erased_handle"]
    held["desk.setting"] = [row for row in held["desk.setting"] if row[0] != "erasure_key"]
    return held


def write_note(shop: Shop, number: int) -> None:
    with shop.own.note("desk.note") as cursor:
        cursor.execute(
            "insert into desk.note (note_no, handle_no, kind, words, written_at, written_by) "
            "values ($number, 1, 'note', 'By the window', $now, 'Ana')",
            {"number": number, "now": NOW},
        )


def test_what_is_done_apart_is_what_is_done_here(
    worker: Worker, open_shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regulars.app.session.utc_now", lambda: NOW)
    here, apart = open_shop(), open_shop(worker)
    ana, ben, cyd = (id_of(here, handle) for handle in ("ana", "ben", "cyd"))
    for act in (
        MergePeople(ana, ben),
        UndoDecision(1),
        ChangeRule(2, 26),
        ResetRule(),
        AddWord("jukebox", "place", -1),
        AddNickname("Ida", "Idgie"),
        ErasePerson(cyd),
        UndoImport(1),
    ):
        assert do(apart, act) == do(here, act)
        assert without_secrets(apart.own) == without_secrets(here.own), act
    assert are_facts_current(apart.own)
    told = [
        [(entry.who, entry.act, entry.what) for entry in shop.access.audit.newest(9)]
        for shop in (here, apart)
    ]
    assert len(told[0]) == 8
    assert told[0] == told[1]
    assert apart.access.audit.first_broken() is None
    assert not list(apart.settings.spool_dir.iterdir())


def test_notes_go_on_and_what_the_act_writes_stays(
    worker: Worker, open_shop: Callable[..., Shop]
) -> None:
    shop = open_shop(worker)
    do(shop, ChangeRule(2, 26))
    written: list[int] = []

    def progress(done: float, doing: str) -> None:
        written.append(len(written) + 1)
        write_note(shop, written[-1])
        with shop.own.note("desk.setting") as cursor:
            cursor.execute(
                "insert or replace into desk.setting (name, value) values ('shop_name', 'Nook')"
            )

    do(shop, MergePeople(id_of(shop, "ana"), id_of(shop, "ben")), progress)
    do(shop, ChangeRule(3, 52), progress)
    assert dict(rows_of(shop.own, "select name, value from desk.setting"))["regular_visits"] == "3"
    do(shop, ResetRule(), progress)
    assert written
    assert rows_of(shop.own, "select note_no from desk.note order by all") == [
        (number,) for number in written
    ]
    assert id_of(shop, "ana") == id_of(shop, "ben")
    settings = dict(rows_of(shop.own, "select name, value from desk.setting"))
    assert settings["shop_name"] == "Nook"
    assert not {name for name in settings if name.startswith("regular_")}


def test_what_is_refused_is_refused_in_its_own_words(
    worker: Worker, open_shop: Callable[..., Shop]
) -> None:
    shop = open_shop(worker)
    before = contents(shop.own)
    with pytest.raises(ImportFailed, match="taken back already"):
        do(shop, UndoImport(99))
    with pytest.raises(RegularsError, match="Ask for"):
        do(shop, ChangeRule(1, 1))
    assert contents(shop.own) == before


def test_an_act_that_is_cancelled_has_changed_nothing(open_shop: Callable[..., Shop]) -> None:
    worker = Worker()
    shop = open_shop(worker)
    before = contents(shop.own)

    def cancel(done: float, doing: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        do(shop, ChangeRule(2, 26), cancel)
    assert worker.process_id is None
    assert contents(shop.own) == before


def test_an_act_whose_process_is_killed_has_changed_nothing(
    open_shop: Callable[..., Shop],
) -> None:
    worker = Worker()
    shop = open_shop(worker)
    before = contents(shop.own)

    def kill(done: float, doing: str) -> None:
        if worker.process_id is not None:
            os.kill(worker.process_id, signal.SIGKILL)

    with pytest.raises(ChangeFailed) as failed:
        do(shop, ChangeRule(2, 26), kill)
    assert failed.value.message == NO_MEMORY
    assert contents(shop.own) == before
    do(shop, ChangeRule(2, 26))
    worker.close()


def test_an_act_without_its_entry_is_not_done(
    worker: Worker, open_shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = open_shop(worker)
    before = contents(shop.own)

    def refuse(*_: object) -> None:
        raise RuntimeError("no entry")

    monkeypatch.setattr(shop.access.audit, "add", refuse)
    with pytest.raises(RuntimeError, match="no entry"):
        do(shop, ChangeRule(2, 26))
    assert contents(shop.own) == before


def test_the_server_learns_nothing_itself(
    worker: Worker, open_shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    def learn(*_: object) -> None:
        raise AssertionError("in the server")

    for place in ("regulars.shop", "regulars.identity.decisions", "regulars.intake.undo"):
        monkeypatch.setattr(f"{place}.rebuild_facts", learn)
    for name in ("rebuild_heard", "rebuild_named"):
        monkeypatch.setattr(f"regulars.records.word_changes.{name}", learn)
    monkeypatch.setattr("regulars.records.regular_rule.rebuild_facts", learn)
    shop = open_shop(worker)
    with shop.own.write() as cursor:
        cursor.execute("update facts.build set model_version = 'older'")
    shop.bring_up_to_date()
    assert are_facts_current(shop.own)
    for act in (
        MergePeople(id_of(shop, "ana"), id_of(shop, "ben")),
        AddWord("jukebox", "place", -1),
        AddNickname("Ida", "Idgie"),
        ChangeRule(2, 26),
        ErasePerson(id_of(shop, "cyd")),
        UndoImport(1),
    ):
        do(shop, act)
    assert are_facts_current(shop.own)


def test_a_small_shop_does_not_wait_for_a_process(
    open_shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker()
    shop = open_shop(worker)
    monkeypatch.setattr("regulars.shop.LARGE_BYTES", shop.own.path.stat().st_size + 1)
    do(shop, ChangeRule(2, 26))
    assert worker.process_id is None
    monkeypatch.setattr("regulars.shop.LARGE_BYTES", shop.own.path.stat().st_size)
    do(shop, ChangeRule(3, 26))
    assert worker.process_id is not None
    worker.close()
