"""What staff write about people: nothing escapes an erasure, or who asks for their data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regulars.auth.access import Access
from regulars.identity.erasure import erase_person
from regulars.identity.personal_data import export_person
from regulars.records.record import every_record
from regulars.store.store import Store
from tests.releases.shop import RELEASED, do_every_act, import_exports
from tests.tables import use_one_thread

# A column that says which customer a row is about.
PERSON_KEY = re.compile(r"(.*_)?(handle_no|handles|customer_id)")
# About people, and no record: who is who, and who was erased, which regulars.identity keeps itself.
KEPT_BY_IDENTITY = {"desk.identity_decision", "desk.erasure", "desk.erased_handle"}
BY = {"now": RELEASED.now, "by": "Mara Quist"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A shop where one of everything was done."""
    folder: Path = tmp_path_factory.mktemp("shop")
    exports = folder / "exports"
    exports.mkdir()
    with Store.open(folder / "regulars.duckdb", readable=[exports]) as store:
        use_one_thread(store)
        import_exports(store, exports, RELEASED)
        do_every_act(store, Access(store, now=lambda: RELEASED.now), RELEASED)
        yield store


def columns_with_keys(store: Store) -> list[tuple[str, str, bool]]:
    """(table, column, whether it is a list) of every key of a person in what is kept."""
    with store.read() as cursor:
        columns = cursor.execute(
            """
            select schema_name || '.' || table_name, column_name, data_type
            from duckdb_columns()
            where schema_name in ('exports', 'desk')
            order by all
            """
        ).fetchall()
    return [
        (table, column, type_.endswith("[]"))
        for table, column, type_ in columns
        if PERSON_KEY.fullmatch(column)
    ]


def numbers_in(store: Store, table: str, column: str, is_list: bool) -> set[int]:
    value = f"unnest({column})" if is_list else column
    with store.read() as cursor:
        return {number for (number,) in cursor.execute(f"select {value} from {table}").fetchall()}


def customers_of(store: Store) -> list[str]:
    with store.read() as cursor:
        return [
            one for (one,) in cursor.execute("select customer_id from facts.customer").fetchall()
        ]


def test_each_table_about_a_person_is_a_record_that_says_how_it_is_forgotten(store: Store) -> None:
    about_people = {table for table, _, _ in columns_with_keys(store) if table.startswith("desk.")}
    declared = {table for record in every_record() for table in record.tables}
    assert about_people - KEPT_BY_IDENTITY <= declared
    with store.read() as cursor:
        tables = cursor.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall()
    assert declared <= {table for (table,) in tables}


def test_what_is_held_of_each_record_is_handed_out(store: Store) -> None:
    missing = {record.name for record in every_record()}
    for customer_id in customers_of(store):
        held = export_person(store, customer_id)
        missing = {name for name in missing if not held[name]}
        if not missing:
            break
    assert missing == set()


# The last one: it leaves nobody.
def test_nobodys_number_is_left_once_everybody_is_erased(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = columns_with_keys(store)
    assert all(numbers_in(store, *key) for key in keys), "else the test would see nothing"
    nameless = numbers_in(store, "desk.erasure", "handle_no", False)
    numbers = numbers_in(store, "exports.handle", "handle_no", False) - nameless
    # Who is whose is known already.
    for customer_id in customers_of(store):
        if customer_id not in {f"C{number}" for number in nameless}:
            erase_person(store, customer_id, **BY, rebuild=lambda store: None)
    left = {
        f"{table}.{column}"
        for table, column, is_list in keys
        if numbers_in(store, table, column, is_list) & numbers
    }
    assert left == set()
