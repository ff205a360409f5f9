"""Data files of any earlier shape become those of today, step by step, or stay as they were."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from regulars import __version__
from regulars.app.rows import rows_of as typed_rows
from regulars.app.rows.imports import ImportsReasons, ImportsRejectedRows
from regulars.auth.access import Access
from regulars.errors import StoreFailed
from regulars.facts.build import rebuild_facts
from regulars.records.win_back import contacts
from regulars.settings import StoreKey
from regulars.store import migrations
from regulars.store.backups.restore import restore
from regulars.store.encryption import convert
from regulars.store.migrations import MIGRATIONS_DIR, Migration, every_migration, newest_number
from regulars.store.store import Store
from regulars.web.screens.imports.past_imports import why
from tests.releases.files import (
    EARLIER_FILES,
    PASSED_THROUGH,
    RELEASED_FILES,
    columns_of,
    name_of,
    rows_in,
    shape_of,
    unpack,
)
from tests.releases.shop import AFTER_UPGRADE, do_every_act, import_exports
from tests.tables import answer, reasons_in, rows_of, use_one_thread

KEY = StoreKey("a key for these tests only", is_weak=True)
NOW = datetime(2026, 11, 29, 12)
OLDEST, ONE_EARLIER = (
    next(packed for packed in EARLIER_FILES if name_of(packed) == commit)
    for commit in ("8c1e5de", "2d38801")
)

EARLIER = pytest.mark.parametrize("packed", EARLIER_FILES, ids=name_of)
# What a newer version may have beside other tables of ours.
ADDS = pytest.mark.parametrize(
    "adds", ["", "create schema later; create table later.thing (a integer)"]
)
ANY = pytest.mark.parametrize("packed", [*EARLIER_FILES, *RELEASED_FILES], ids=name_of)


def add_missing_tables(path: Path) -> None:
    """What opening it with a later program of before there were numbers did: tables, no columns."""
    made = re.findall(r"create (?:table|schema) if not exists .*?;", every_migration()[0].sql, re.S)
    with duckdb.connect(str(path)) as connection:
        for sql in made:
            if "file" not in sql:
                connection.execute(sql)


def set_number(path: Path, number: int, program: str) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from file.schema_version")
        connection.execute(
            "insert into file.schema_version (number, program) values (?, ?)", [number, program]
        )


def number_of(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select number, program from file.schema_version").fetchall()


def test_steps_are_numbered_from_1_without_a_gap_and_say_what_they_do() -> None:
    steps = every_migration()
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    for path, step in zip(sorted(MIGRATIONS_DIR.glob("*.sql")), steps, strict=True):
        assert re.fullmatch(r"\d{4}_[a-z_]+\.sql", path.name)
        assert re.fullmatch(r"[A-Z].{10,}[^.]", step.title), "its first line is a sentence"


def test_a_new_file_has_the_newest_number(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    Store.open(path).close()
    assert number_of(path) == [(newest_number(), __version__)]


@ANY
@pytest.mark.parametrize("is_mixed", [False, True], ids=["as it was", "opened by a later one"])
def test_every_row_stays_in_the_tables_of_a_new_file(
    tmp_path: Path, packed: Path, is_mixed: bool
) -> None:
    with Store.open(tmp_path / "new.duckdb") as store, store.read() as cursor:
        new = shape_of(cursor)
    path = unpack(packed, tmp_path)
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = columns_of(connection)
        if "is_sample" in columns.get("desk.link", ()):
            columns["desk.link"].remove("is_sample")
        before = rows_in(connection, columns)
    if is_mixed:
        add_missing_tables(path)
    with Store.open(path) as store, store.read() as cursor:
        assert shape_of(cursor) == new
        assert rows_in(cursor, columns) == before
    assert number_of(path) == [(newest_number(), __version__)]


@EARLIER
def test_an_encrypted_file_is_upgraded_like_a_plain_one(tmp_path: Path, packed: Path) -> None:
    path = unpack(packed, tmp_path)
    with duckdb.connect(str(path), read_only=True) as connection:
        names = columns_of(connection)["exports.receipt_line"]
        before = rows_in(connection, {"exports.receipt_line": names})
    convert(path, None, KEY, NOW)
    with Store.open(path, store_key=KEY) as store, store.read() as cursor:
        assert rows_in(cursor, {"exports.receipt_line": names}) == before
    with Store.open(path, store_key=KEY) as store:
        assert rows_of(store, "select number from file.schema_version") == [(newest_number(),)]


@EARLIER
def test_0001_fills_what_was_not_kept_with_what_it_was(tmp_path: Path, packed: Path) -> None:
    with Store.open(unpack(packed, tmp_path)) as store:
        assert rows_of(
            store, "select distinct level, is_current, order_id from exports.receipt_line"
        ) == [("item", True, None)]
        assert rows_of(store, "select last_no from exports.import_number") == [(5,)]
        links = rows_of(store, "select title, sample from desk.link order by title")
        assert links in ([], [("Own data", ""), ("Today", "cafe")])
        made = rows_of(store, "select title, made_on from desk.contact_list")
        assert made in ([], [("Autumn", date(2026, 8, 24))])
        contacted = rows_of(store, "select channel, contacted_on from desk.contact")
        assert contacted in ([], [("e-mail", date(2026, 8, 25))])


def test_0002_leaves_the_log_whole_and_nothing_waiting(tmp_path: Path) -> None:
    path = unpack(RELEASED_FILES[0], tmp_path)
    with Store.open(path) as store:
        assert rows_of(store, "from desk.audit_pending") == []
        assert Access(store).audit.first_broken() is None
        with store.write():
            Access(store).audit.add("Ana", "imported", "till.csv")
        assert Access(store).audit.newest(1)[0].what == "till.csv"


def test_0003_says_why_an_earlier_version_rejected_a_row_as_that_said_it(tmp_path: Path) -> None:
    with Store.open(unpack(RELEASED_FILES[0], tmp_path)) as store:
        words = 'The date and time cannot be read: "2026-02-30 08:00:00"'
        assert reasons_in(store) == {4: words}
        (row,) = typed_rows(
            ImportsRejectedRows, answer(store, "imports/rejected_rows", import_id=4)
        )
        assert why(row) == words
        (reason,) = typed_rows(ImportsReasons, answer(store, "imports/reasons", import_id=4))
        assert (reason.row_count, why(reason)) == (1, "The date and time cannot be read")


@EARLIER
def test_a_contact_can_be_noted_in_a_file_of_before_there_were_contacts(
    tmp_path: Path, packed: Path
) -> None:
    path = unpack(packed, tmp_path)
    add_missing_tables(path)
    with Store.open(path) as store:
        rebuild_facts(store)
        (who,) = answer(store, "customer/search", text="Cia One")["customer_id"]
        by = {"now": NOW, "today": NOW.date(), "by": "Mara Quist"}
        contacts.note_contact(store, who, "in person", "said hello", **by)
        assert list(answer(store, "customer/contacts", customer_id=who)["notes"]) == ["said hello"]


def test_everything_can_be_done_in_a_file_whose_columns_stand_in_another_order(
    tmp_path: Path,
) -> None:
    path = unpack(OLDEST, tmp_path)
    add_missing_tables(path)
    exports = tmp_path / "exports"
    exports.mkdir()
    with Store.open(path, readable=[exports]) as store:
        use_one_thread(store)
        for report in import_exports(store, exports, AFTER_UPGRADE):
            assert report.error is None
            assert report.kept > 0
        do_every_act(store, Access(store, now=lambda: AFTER_UPGRADE.now), AFTER_UPGRADE)
        with store.read() as cursor:
            rows = rows_in(cursor, columns_of(cursor))
    assert {table for table, held in rows.items() if not held} <= PASSED_THROUGH


def test_what_was_upgraded_is_said_on_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = unpack(ONE_EARLIER, tmp_path)
    Store.open(path).close()
    Store.open(path).close()
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        (
            "WARNING",
            f"regulars.duckdb was upgraded to number {step.number}: {step.title}. Earlier versions "
            "of Regulars refuse it from now on.",
        )
        for step in every_migration()
    ]


def test_a_step_that_fails_leaves_the_file_as_it_was_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unpack(ONE_EARLIER, tmp_path)
    Store.open(path).close()
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = columns_of(connection)
        before = rows_in(connection, columns)
    number = newest_number() + 1
    spoil = "delete from desk.note; drop table desk.praise; select error('no room')"
    steps = (*every_migration(), Migration(number, "Notes are shorter", spoil))
    monkeypatch.setattr(migrations, "every_migration", lambda: steps)
    for _ in range(2):
        with pytest.raises(StoreFailed) as failed:
            Store.open(path)
        assert failed.value.title == "The data file could not be upgraded"
        assert f"number {number} (Notes are shorter)" in failed.value.message
    with duckdb.connect(str(path), read_only=True) as connection:
        assert columns_of(connection) == columns
        assert rows_in(connection, columns) == before
    monkeypatch.undo()
    with Store.open(path) as store:
        assert rows_of(store, "select words from desk.note") == [("nuts",)]


@ADDS
def test_a_newer_file_is_refused_by_name_and_not_written_to(tmp_path: Path, adds: str) -> None:
    path = tmp_path / "shop.duckdb"
    Store.open(path).close()
    set_number(path, 99, "9.9.9")
    with duckdb.connect(str(path)) as connection:
        connection.execute(adds)
    before = path.read_bytes()
    with pytest.raises(StoreFailed) as refused:
        Store.open(path)
    assert refused.value.title == "The data file is newer than the program"
    for words in ("shop.duckdb was written by Regulars 9.9.9", "99", __version__, "restore"):
        assert words in refused.value.message
    assert path.read_bytes() == before


@EARLIER
def test_an_earlier_backup_is_upgraded_when_it_is_restored(tmp_path: Path, packed: Path) -> None:
    backup = unpack(packed, tmp_path)
    whole = backup.read_bytes()
    path = tmp_path / "data" / "shop.duckdb"
    restore(backup, path, None, needs_manifest=False)
    assert backup.read_bytes() == whole
    assert number_of(path) == [(newest_number(), __version__)]


@ADDS
def test_a_backup_of_a_newer_version_is_refused_by_name_and_replaces_nothing(
    tmp_path: Path, adds: str
) -> None:
    path, backup = tmp_path / "shop.duckdb", tmp_path / "newer.duckdb"
    for file in (path, backup):
        Store.open(file).close()
    set_number(backup, 99, "9.9.9")
    with duckdb.connect(str(backup)) as connection:
        connection.execute(adds)
    before = path.read_bytes()
    with pytest.raises(StoreFailed) as refused:
        restore(backup, path, None, needs_manifest=False)
    assert refused.value.title == "Nothing was restored"
    assert "newer.duckdb was written by Regulars 9.9.9" in refused.value.message
    assert path.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"shop.duckdb", "newer.duckdb"}
