"""A data file of each release, upgraded: all is there, all is answered, all can be done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from regulars import __version__
from regulars.auth.access import Access
from regulars.facts.build import are_facts_current, rebuild_facts
from regulars.intake.choices import Choices
from regulars.questions import every_question, find
from regulars.store.store import Store
from tests.releases.files import (
    OF_THE_PROGRAM,
    PASSED_THROUGH,
    RELEASED_FILES,
    Columns,
    Rows,
    columns_of,
    name_of,
    rows_in,
    unpack,
)
from tests.releases.shop import (
    AFTER_UPGRADE,
    PASSWORD,
    RELEASED,
    customer,
    do_every_act,
    import_exports,
)
from tests.tables import answer, use_one_thread

NOW = datetime(2026, 11, 29, 12)
# Nobody had the time for these in twelve weeks, or nothing of the kind is in so small a shop.
MAY_BE_EMPTY = {
    "lapsed/calibration",
    "lapsed/came_back",
    "lapsed/departures",
    "lapsed/methods",
    "regulars/concentration",
    "satisfaction/came_back",
    "satisfaction/drivers",
    "satisfaction/emerging_words",
    "satisfaction/signals",
    "satisfaction/weekly",
    "today/care",
    "today/introductions",
}


# Whom and what a question is about, where it is not Ana.
ABOUT_CUSTOMER = {"customer/contacts": "Cia", "follow_ups/person": "Bennet"}
ABOUT_TEXT = {
    "satisfaction/colleague_quotes": "Tom Bauer",
    "satisfaction/quotes": "service",
}
# How the notebook is to be read was confirmed when the release was made.
REMEMBERED = Choices()


class Upgraded(NamedTuple):
    """A release's file, opened with the program of today, and what it held before."""

    store: Store
    columns: Columns
    before: Rows


@pytest.fixture(scope="module", params=RELEASED_FILES, ids=name_of)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Upgraded]:
    path = unpack(request.param, tmp_path_factory.mktemp("release"))
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = columns_of(connection)
        before = rows_in(connection, columns)
    with Store.open(path) as store:
        use_one_thread(store)
        if not are_facts_current(store):
            rebuild_facts(store)
        with store.read() as cursor:
            # The file is copied for those who write to it.
            cursor.execute("checkpoint")
        yield Upgraded(store, columns, before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where exports are put."""
    made = tmp_path / "exports"
    made.mkdir()
    return made


@pytest.fixture
def store(upgraded: Upgraded, folder: Path) -> Iterator[Store]:
    """A copy of the upgraded file."""
    path = shutil.copy(upgraded.store.path, folder.parent / "regulars.duckdb")
    with Store.open(Path(path), readable=[folder]) as opened:
        use_one_thread(opened)
        yield opened


def test_there_is_a_file_of_every_release_before_this_one() -> None:
    changelog = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
    sections = [
        line.split("[")[1].split("]")[0]
        for line in changelog.read_text(encoding="utf-8").splitlines()
        if line.startswith("## [")
    ]
    assert {name_of(packed) for packed in RELEASED_FILES} >= set(sections) - {__version__}


def test_every_table_is_written_to_at_a_release(upgraded: Upgraded) -> None:
    assert {table for table, rows in upgraded.before.items() if not rows} <= PASSED_THROUGH


def test_all_that_was_there_is_there(upgraded: Upgraded) -> None:
    with upgraded.store.read() as cursor:
        after = rows_in(cursor, upgraded.columns)
    assert {table: rows for table, rows in after.items() if table not in OF_THE_PROGRAM} == {
        table: rows for table, rows in upgraded.before.items() if table not in OF_THE_PROGRAM
    }


def test_people_find_what_they_wrote(upgraded: Upgraded) -> None:
    store = upgraded.store
    ana = customer(store, RELEASED, "Ana")
    written = answer(store, "customer/notes", customer_id=ana)
    assert sorted(written["notes"]) == [
        "allergy of Ana",
        "dislikes of Ana",
        "likes of Ana",
        "note of Ana",
    ]
    assert list(answer(store, "customer/thanks", customer_id=ana)["notes"]) == ["a cake"]
    cases = answer(store, "follow_ups/cases", today=RELEASED.today).set_index("customer_name")
    assert cases.loc["Bennet One", ["status", "owner", "step_count"]].tolist() == [
        "resolved",
        "Tom Bauer",
        2,
    ]
    (win_back,) = answer(store, "lapsed/win_back_lists").to_dict("records")
    assert (win_back["title"], win_back["contacted_count"]) == ("Autumn 1", 5)
    assert list(answer(store, "satisfaction/nicknames")["nickname"]) == ["Tommy"]
    assert answer(store, "regulars/figures").iloc[0]["rule_visits"] == 6
    access = Access(store, now=lambda: RELEASED.now)
    manager = access.people.named("Mara Quist 1")
    assert manager is not None
    assert access.people.has_right_password(manager, PASSWORD)
    assert access.audit.first_broken() is None
    assert [link.title for link in access.links.everyone()] == ["Today 1", "Ended 1"]


@pytest.mark.parametrize("name", [question.name for question in every_question()])
def test_every_question_is_answered(upgraded: Upgraded, name: str) -> None:
    store = upgraded.store
    cases = answer(store, "follow_ups/cases", today=RELEASED.today).set_index("customer_name")
    others = {
        "customer_id": customer(store, RELEASED, ABOUT_CUSTOMER.get(name, "Ana")),
        "import_id": 4,
        "text": ABOUT_TEXT.get(name, "Ana"),
        "link_id": answer(store, "sharing/links", now=NOW)["link_id"].iloc[0],
        "case_key": cases.loc["Bennet One", "case_key"],
        "list_no": int(answer(store, "lapsed/win_back_lists")["list_no"].iloc[0]),
        "visits": 4,
        "weeks": 26,
        "now": NOW,
        "today": RELEASED.today,
    }
    given = {key: value for key, value in others.items() if key in find(name).params}
    frame = answer(store, name, **given)
    assert len(frame) > 0 or name in MAY_BE_EMPTY


def test_exports_of_before_are_known_again(store: Store, folder: Path) -> None:
    """What a row is known by is part of the data: if it changed, all sales would count twice."""
    reports = import_exports(store, folder, RELEASED, REMEMBERED)
    assert [report.error for report in reports] == [None] * len(reports)
    kept = {report.file: report.kept for report in reports}
    assert kept == dict.fromkeys(kept, 0)


def test_everything_can_be_done_on_it(store: Store, folder: Path, upgraded: Upgraded) -> None:
    for report in import_exports(store, folder, AFTER_UPGRADE, REMEMBERED):
        assert report.error is None
        assert report.kept > 0
    do_every_act(store, Access(store, now=lambda: AFTER_UPGRADE.now), AFTER_UPGRADE)
    with store.read() as cursor:
        columns = columns_of(cursor)
        after = rows_in(cursor, columns)
    unchanged = {table for table in columns if after[table] == upgraded.before.get(table, [])}
    assert unchanged <= PASSED_THROUGH
