"""The facts: rebuilt from the exports, the same each time, all or nothing."""

import duckdb
import pytest

from regulars.facts import build
from regulars.facts.build import are_facts_current, model_statements, rebuild_facts
from regulars.questions import ask
from tests.tables import contents, drawn_days, rows_of, square_items, take_text

SALES = drawn_days(
    "2026-03-02",
    """
    ana   x...... x...... x...... x......
    ben   .x....x ....... ...x... .......
    -     xxxxxx. xxxxxx. xxxxxx. xxxxxx.
    """,
)


def facts_of(store):
    return {table: rows for table, rows in contents(store).items() if table.startswith("facts.")}


def test_each_fact_comes_after_those_that_it_reads():
    built = []
    for table, sql in model_statements():
        reads = sql.split("Reads:", 1)[1].split("Source:", 1)[0].replace("--", " ")
        for word in reads.replace(",", " ").split():
            if word.startswith("facts."):
                assert word in built, f"{table} reads {word}"
        built.append(table)
    assert len(built) == len(set(built)) == len(list(build.MODEL_DIR.glob("*.sql")))


def test_rebuilding_changes_nothing(a_store):
    store = a_store(sales=SALES)
    before = facts_of(store)
    assert before["facts.visit"]
    rebuild_facts(store)
    assert facts_of(store) == before


def test_facts_do_not_depend_on_which_file_came_first(a_store):
    store, other = a_store(sales=SALES), a_store(sales=SALES[::-1])
    assert facts_of(store)["facts.visit"] == facts_of(other)["facts.visit"]


def test_facts_in_two_imports_are_the_facts_in_one(a_store, tmp_path):
    whole, parts = a_store(sales=SALES), a_store(sales=SALES[:20])
    take_text(parts, tmp_path, square_items(SALES[20:]))
    for table in ("facts.visit", "facts.customer", "facts.rhythm", "facts.trading_day"):
        assert facts_of(parts)[table] == facts_of(whole)[table], table


def test_facts_are_current_after_an_import_and_not_before(a_store, empty_store):
    with empty_store.write() as cursor:
        cursor.execute("drop table facts.build")
    assert not are_facts_current(empty_store)
    rebuild_facts(empty_store)
    assert are_facts_current(empty_store)
    assert are_facts_current(a_store(sales=SALES))


@pytest.mark.usefixtures("facts_left_alone")
def test_facts_are_not_current_when_an_import_came_after_them(empty_store, tmp_path):
    assert are_facts_current(empty_store)
    take_text(empty_store, tmp_path, square_items(SALES))
    assert not are_facts_current(empty_store)


def test_facts_are_not_current_when_the_model_changed(empty_store, monkeypatch):
    assert are_facts_current(empty_store)
    monkeypatch.setattr(build, "_model_version", lambda: "another")
    assert not are_facts_current(empty_store)
    rebuild_facts(empty_store)
    assert are_facts_current(empty_store)
    monkeypatch.undo()
    assert not are_facts_current(empty_store)
    rebuild_facts(empty_store)


def test_the_version_of_the_model_is_its_text_and_the_macros(monkeypatch, tmp_path):
    build._model_version.cache_clear()
    before = build._model_version()
    (tmp_path / "one.sql").write_text("create or replace macro one() as 1;")
    monkeypatch.setattr(build, "MACROS_DIR", tmp_path)
    build._model_version.cache_clear()
    assert build._model_version() != before
    monkeypatch.undo()
    build._model_version.cache_clear()
    assert build._model_version() == before


def test_another_outlook_makes_facts_outdated(monkeypatch, tmp_path):
    before = build._model_version()
    copies = [tmp_path / f"{place}-{path.name}" for place, path in enumerate(build.LEARNT_BY)]
    for path, copy in zip(build.LEARNT_BY, copies, strict=True):
        copy.write_text(path.read_text("utf-8"), encoding="utf-8")
    monkeypatch.setattr(build, "LEARNT_BY", tuple(copies))
    build._model_version.cache_clear()
    assert build._model_version() == before
    next(copy for copy in copies if copy.name.endswith("scoring.py")).write_text(
        "# another way", encoding="utf-8"
    )
    build._model_version.cache_clear()
    assert build._model_version() != before
    monkeypatch.undo()
    build._model_version.cache_clear()
    assert build._model_version() == before


def test_a_rebuild_that_fails_leaves_the_old_facts(a_store, monkeypatch):
    store = a_store(sales=SALES)
    before = facts_of(store)
    statements = (*model_statements(), ("facts.broken", "create table facts.broken as select x"))
    monkeypatch.setattr(build, "model_statements", lambda: statements)
    with pytest.raises(duckdb.BinderException):
        rebuild_facts(store)
    assert facts_of(store) == before
    assert ask(store, "shop/overview").iloc[0]["visit_count"] == len(SALES)


def test_readers_see_the_old_facts_until_it_is_done(a_store, monkeypatch):
    store = a_store(sales=SALES)
    seen = []

    def statements():
        for statement in model_statements():
            seen.append(rows_of(store, "select count(*) from facts.visit"))
            yield statement

    monkeypatch.setattr(build, "model_statements", statements)
    rebuild_facts(store)
    assert seen == [[(len(SALES),)]] * len(model_statements())


def test_a_model_file_without_a_builds_line_is_named(monkeypatch, tmp_path):
    (tmp_path / "mystery.sql").write_text("-- Title.\ncreate or replace table facts.x as select 1")
    monkeypatch.setattr(build, "MODEL_DIR", tmp_path)
    model_statements.cache_clear()
    try:
        with pytest.raises(ValueError, match="queries/model/mystery.sql has no Builds line"):
            model_statements()
    finally:
        model_statements.cache_clear()
