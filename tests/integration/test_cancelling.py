"""An import that is cancelled, wherever it is, leaves the store as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from regulars.facts.build import are_facts_current
from regulars.intake.file_import import take
from regulars.store.store import Store
from tests.tables import facts_of, open_days, rows_of, write_exports

DIRECTORY = "customer | name | email\nana | Ana Bo | ana@x.org\nben | Ben Cy | ben@x.org"
SURVEY = "date | email | How fast were we?\n2026-03-03 | ana@x.org | 2"


# Numbers that were given out stay given, as after every import that is taken back.
NUMBERS = {"exports.change", "exports.handle", "exports.import_number"}


class Cancelled(BaseException):
    """As Streamlit raises it: no Exception, so that nobody takes it for a failure."""


def cancel_behind(store: Store, count: int) -> Callable[[float, str], None]:
    """A progress that is cancelled as soon as so many imports are in the store."""

    def progress(done: float, doing: str) -> None:
        ((there,),) = rows_of(store, "select count(*) from exports.import")
        if there >= count:
            raise Cancelled

    return progress


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = rows_of(
        store,
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema in ('exports', 'desk') and table_type = 'BASE TABLE' order by all",
    )
    return {
        table: sorted(rows_of(store, f"from {table}"), key=repr)
        for (table,) in tables
        if table not in NUMBERS
    }


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[str, Path]]:
    """A page with two tables of sales first, then the other exports."""
    page = "".join(
        "<table><tr><td>Customer Name<td>Date<td>Item<td>Net Sales<tr>"
        f"<td>Ana Bo<td>2026-02-0{day}<td>Tea<td>5.00</table>"
        for day in (3, 4)
    )
    path = tmp_path / "sales.xls"
    path.write_text(page, encoding="utf-8")
    drawn = {
        "directory": DIRECTORY,
        "survey": SURVEY,
        "sales": open_days("2026-03-01", "2026-03-05"),
    }
    return [("sales.xls", path), *write_exports(tmp_path, **drawn)]


def test_a_cancelled_import_leaves_the_store_as_it_was(
    empty_store: Store, files: list[tuple[str, Path]], tmp_path: Path
) -> None:
    (tmp_path / "earlier").mkdir()
    earlier = write_exports(tmp_path / "earlier", sales=open_days("2026-02-01", "2026-02-05"))
    take(empty_store, earlier)
    before, facts = contents(empty_store), facts_of(empty_store)
    for count in range(3):
        with pytest.raises(Cancelled):
            take(empty_store, files, progress=cancel_behind(empty_store, 1 + count))
        assert contents(empty_store) == before, f"cancelled behind {count} imports"
        assert {**facts_of(empty_store), "facts.build": facts["facts.build"]} == facts
        assert are_facts_current(empty_store)
    assert not list(tmp_path.glob(".import-*"))


def test_a_cancelled_look_leaves_it_too(empty_store: Store, files: list[tuple[str, Path]]) -> None:
    before = contents(empty_store)
    with pytest.raises(Cancelled):
        take(empty_store, files, is_dry_run=True, progress=cancel_behind(empty_store, 0))
    assert contents(empty_store) == before
    assert [report.error for report in take(empty_store, files)][-3:] == [None] * 3
