"""What an earlier run made is found again, and only by who would make the same."""

import os

import pytest

from tests import kept_stores
from tests.kept_stores import STATES_KEPT, KeptStores, name_of, state_of_making


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A program of three files, whose state is worked out anew each time."""
    for name in ("regulars/facts/build.py", "regulars/web/frame.py", "queries/model/visit.sql"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1", encoding="utf-8")
    monkeypatch.setattr(kept_stores, "PROJECT_DIR", tmp_path)
    monkeypatch.setattr(kept_stores, "ABOVE_THE_STORE", (tmp_path / "regulars" / "web",))
    return tmp_path


@pytest.mark.parametrize("changed", ["regulars/facts/build.py", "queries/model/visit.sql"])
def test_what_makes_a_store_makes_it_anew_when_it_changes(tree, changed):
    before = state_of_making.__wrapped__()
    (tree / changed).write_text("2", encoding="utf-8")
    assert state_of_making.__wrapped__() != before


def test_a_screen_leaves_the_kept_stores_as_they_are(tree):
    before = state_of_making.__wrapped__()
    (tree / "regulars/web/frame.py").write_text("2", encoding="utf-8")
    assert state_of_making.__wrapped__() == before


def test_what_is_kept_comes_back_byte_for_byte(tmp_path):
    made = tmp_path / "made.duckdb"
    made.write_bytes(b"\0" * 5000 + b"a store")
    KeptStores(tmp_path / "kept").keep("cafe", made)
    again = tmp_path / "again.duckdb"
    assert KeptStores(tmp_path / "kept").put("cafe", again)
    assert again.read_bytes() == made.read_bytes()


def test_what_is_not_kept_is_not_written(tmp_path):
    target = tmp_path / "again.duckdb"
    assert not KeptStores(tmp_path / "kept").put("cafe", target)
    assert not target.exists()


def test_only_the_newest_states_stay_and_always_this_one(tmp_path):
    for age in range(1, STATES_KEPT + 2):
        folder = tmp_path / f"state{age}"
        folder.mkdir()
        os.utime(folder, (10_000 - age, 10_000 - age))
    kept = KeptStores(tmp_path)
    os.utime(kept.folder, (0, 0))
    kept.drop_others()
    assert {path.name for path in tmp_path.iterdir()} == {kept.folder.name, "state1", "state2"}


@pytest.mark.parametrize(
    "other",
    [
        {"sales": [{"date": "2026-03-03", "net": "4"}]},
        {"bookings": [{"date": "2026-03-02", "net": "4"}]},
        # The order of a survey's columns is that of its questions.
        {"sales": [{"net": "4", "date": "2026-03-02"}]},
    ],
)
def test_a_store_is_only_another_tests_if_the_same_was_drawn(other):
    drawn = {"sales": [{"date": "2026-03-02", "net": "4"}]}
    assert name_of(drawn) == name_of({"sales": [{"date": "2026-03-02", "net": "4"}]})
    assert name_of(drawn) != name_of(other)
