"""After an erasure nothing of the person is left in the bytes of any file that the shop keeps."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.cli import main
from regulars.errors import StoreFailed
from regulars.identity.erasure import erase_person
from regulars.intake.file_import import take
from regulars.records.notes import write_note
from regulars.settings import StoreKey
from regulars.store.backups import rewrite as rewriting_module
from regulars.store.backups.backup import make_backup
from regulars.store.backups.rewrite import (
    holds_erased,
    rewrite_after_erasure,
    rewriting_after_erasures,
)
from regulars.store.store import Store
from tests.tables import answer, facts_of, open_days, rows_of, write_exports

BY = {"now": datetime(2026, 3, 30, 9), "by": "Ana"}
# So odd that nothing else has them, in any place where a person's words may stand.
NAME, EMAIL, CARD = "Zebedeus Quincunx", "zebedeus@quincunx.example", "Qx77Zed"
WORDS = [b"zebedeus", b"quincunx", b"5550177", b"qx77zed", b"wombat"]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with an odd person in it, closed."""
    made = tmp_path_factory.mktemp("template") / "data"
    made.mkdir()
    with filled(made) as store:
        return store.path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shop's data folder, in which files are looked through."""
    made = tmp_path / "data"
    made.mkdir()
    return made


def filled(folder: Path, key: StoreKey | None = None) -> Store:
    """A store with an odd person in it: in the directory, the sales, the survey and on the card."""
    spool = folder / "spool"
    spool.mkdir()
    store = Store.open(folder / "regulars.duckdb", readable=[spool], store_key=key)
    people = [{"customer": CARD, "name": NAME, "email": EMAIL, "phone": "603 555 0177"}]
    people += [
        {"customer": f"K{n}", "name": f"Guest {n} Li", "email": f"g{n}@x.org"} for n in range(300)
    ]
    sales = open_days("2026-01-01", "2026-03-29")
    sales += [
        {"receipt": f"r{n}", "customer": who, "date": f"2026-03-{n % 28 + 1:02}", "net": "5"}
        for n, who in enumerate([CARD] * 12 + [f"K{n}" for n in range(300)])
    ]
    survey = (
        f"date | email | How fast were we? | More?\n2026-03-03 | {EMAIL} | 1 | A wombat served me"
    )
    files = write_exports(folder.parent, directory=people, sales=sales, survey=survey)
    copies = [(name, path.rename(spool / path.name)) for name, path in files]
    assert [report.error for report in take(store, copies)] == [None] * 3
    for _, path in copies:
        path.unlink()
    write_note(store, id_of(store, NAME), "note", "Likes the wombat mug", **BY)
    return store


def id_of(store: Store, name: str) -> str:
    ((customer_id,),) = rows_of(
        store, f"select customer_id from facts.customer where customer_name = '{name}'"
    )
    return str(customer_id)


def found_in(folder: Path) -> dict[str, list[bytes]]:
    """Which of the words stand in the bytes of which file, as text or as UTF-16."""
    found = {}
    for path in folder.rglob("*"):
        data = path.read_bytes().lower() if path.is_file() else b""
        words = [
            word for word in WORDS if word in data or word.decode().encode("utf-16-le") in data
        ]
        if words:
            found[path.name] = words
    return found


@pytest.fixture
def store(folder: Path, template: Path) -> Iterator[Store]:
    """The template's store, in a folder of its own."""
    with Store.open(Path(shutil.copy(template, folder))) as store:
        yield store


def test_no_file_holds_the_words_of_who_was_erased(store: Store, folder: Path) -> None:
    with store.read() as cursor:
        cursor.execute("checkpoint")
    assert found_in(folder), "they must have been there, or this test says nothing"
    erase_person(store, id_of(store, NAME), **BY)
    with store.read() as cursor:
        cursor.execute("checkpoint")
    assert found_in(folder), "deleting alone leaves them in the file"
    before = facts_of(store), rows_of(store, "from desk.erasure")
    rewrite_after_erasure(store)
    make_backup(store, folder / "backups" / "after.duckdb")
    assert found_in(folder) == {}
    assert (facts_of(store), rows_of(store, "from desk.erasure")) == before
    assert not holds_erased(store)
    store.close()
    assert found_in(folder) == {}
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_backup_made_right_after_does_not_hold_them(store: Store, folder: Path) -> None:
    erase_person(store, id_of(store, NAME), **BY)
    make_backup(store, folder / "backups" / "after.duckdb")
    assert found_in(folder) == {}


def test_without_an_erasure_the_file_stays(store: Store, folder: Path) -> None:
    inode = store.path.stat().st_ino
    rewrite_after_erasure(store)
    assert store.path.stat().st_ino == inode


def test_the_store_goes_on(store: Store, folder: Path) -> None:
    """Its answers, its writers, its lock, the folders that it may read, and the next opening."""
    access = Access(store)
    access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
    version, inode = store.version, store.path.stat().st_ino
    erase_person(store, id_of(store, NAME), **BY)
    rewrite_after_erasure(store)
    assert store.path.stat().st_ino != inode
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert store.version > version
    assert access.people.named("Ana") is not None
    assert answer(store, "shop/overview").iloc[0]["customer_count"] == 301
    write_note(store, id_of(store, "Guest 7 Li"), "note", "Sits at the window", **BY)
    with store.read() as cursor:
        cursor.execute("checkpoint")
    with store.read() as cursor, pytest.raises(duckdb.Error):
        cursor.execute("from read_csv('/etc/passwd')")
    read = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    assert _fails_elsewhere(read, store.path)
    store.close()
    with Store.open(store.path) as again:
        assert rows_of(again, "select words from desk.note where removed_at is null") == [
            ("Sits at the window",)
        ]


def _fails_elsewhere(program: str, path: Path) -> bool:
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    return run.returncode != 0 and "lock" in run.stderr


def test_what_is_written_meanwhile_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others note while the new file is made: they do not wait, and nothing of theirs is lost."""
    notes: list[threading.Thread] = []
    write_anew = rewriting_module.write_anew

    def disturbed(*given: object) -> None:
        write_anew(*given)
        noting = threading.Thread(target=note, args=(len(notes),))
        noting.start()
        noting.join()
        notes.append(noting)

    def note(number: int) -> None:
        with store.note() as cursor:
            cursor.execute(
                "insert into desk.setting (name, value) values ($name, 'x')",
                {"name": f"noted {number}"},
            )

    monkeypatch.setattr(rewriting_module, "write_anew", disturbed)
    erase_person(store, id_of(store, NAME), **BY)
    rewrite_after_erasure(store)
    kept = rows_of(store, "select name from desk.setting where name like 'noted %' order by name")
    assert len(notes) == 1
    assert kept == [("noted 0",)]
    assert not holds_erased(store)


def test_somebody_who_goes_on_reading_is_not_cut_off(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regulars.store.store.SWAPPING_SECONDS", 0.01)
    monkeypatch.setattr("regulars.store.store.SWAPPING_TRIES", 3)
    erase_person(store, id_of(store, NAME), **BY)
    with store.read() as cursor:
        cursor.execute("select count(*) from facts.visit")
        with pytest.raises(StoreFailed, match="a question has been running"):
            rewrite_after_erasure(store)
        assert cursor.fetchone() == (12 + 300 + 88,)
    assert holds_erased(store)
    rewrite_after_erasure(store)
    assert not holds_erased(store)


@pytest.mark.parametrize("step", ["write_anew", "read_copy", "swap"])
def test_a_failure_in_between_leaves_the_file_as_it_was(
    store: Store, folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase_person(store, id_of(store, NAME), **BY)
    facts = facts_of(store)

    def fail(*given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        if step == "swap":
            broken.setattr("pathlib.Path.replace", fail)
        else:
            broken.setattr(rewriting_module, step, fail)
        with pytest.raises(StoreFailed, match="full"):
            rewrite_after_erasure(store)
    assert facts_of(store) == facts
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    assert holds_erased(store)
    rewrite_after_erasure(store)
    assert found_in(folder) == {}


def test_an_encrypted_file_stays_encrypted(folder: Path) -> None:
    key = StoreKey("a key of many letters", is_weak=True)
    with filled(folder, key) as store:
        erase_person(store, id_of(store, NAME), **BY)
        rewrite_after_erasure(store)
        assert not holds_erased(store)
        assert answer(store, "shop/overview").iloc[0]["customer_count"] == 301
    with pytest.raises(StoreFailed, match="encrypted"):
        Store.open(store.path)
    Store.open(store.path, store_key=key).close()


def test_a_running_server_does_it_by_itself_and_once_for_many(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    write_anew = rewriting_module.write_anew
    monkeypatch.setattr(
        rewriting_module, "write_anew", lambda *given: (made.append(1), write_anew(*given))
    )
    for name in (NAME, "Guest 7 Li", "Guest 8 Li"):
        erase_person(store, id_of(store, name), **BY)

    async def serve() -> None:
        looked = asyncio.Event()

        async def sleep(seconds: float) -> None:
            looked.set()
            await asyncio.Event().wait()

        async with rewriting_after_erasures(store, sleep):
            await looked.wait()

    asyncio.run(serve())
    assert found_in(folder) == {}
    assert len(made) == 1


def test_the_terminal_writes_it_anew(
    store: Store,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("REGULARS_DATA_DIR", str(folder))
    customer_id = id_of(store, NAME)
    store.close()
    assert main(["customer", "erase", customer_id, "--yes"]) == 0
    assert "written anew" in capsys.readouterr().out
    assert found_in(folder) == {}
