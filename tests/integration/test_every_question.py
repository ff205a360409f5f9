"""Every question, on a store without data, and with every filter on the sample."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from regulars.questions import every_question, find
from regulars.store.store import Store
from tests.tables import answer

NAMES = [question.name for question in every_question()]
OTHERS = {
    "customer_id": "C1",
    "import_id": 1,
    "text": "a",
    "link_id": "none",
    "case_key": "F1",
    "list_no": 1,
    "visits": 4,
    "weeks": 26,
    "now": datetime(2026, 11, 2, 12),
}

# Of what staff write down nothing is there on the sample.
WRITTEN_BY_STAFF = {
    "today/notes",
    "lapsed/win_back_lists",
    "lapsed/win_back_people",
    "lapsed/win_back_contacts",
    # And no word is new in its last month.
    "satisfaction/emerging_words",
    "satisfaction/word_changes",
    "satisfaction/nicknames",
    # These are of one theme, feeling or colleague.
    "satisfaction/quotes",
    "satisfaction/colleague_quotes",
}
ALWAYS_ONE_ROW = {
    "shop/overview",
    "shop/coverage",
    "today/figures",
    "regulars/figures",
    "regulars/rule_preview",
    "lapsed/figures",
    "satisfaction/answers",
    "follow_ups/figures",
}


def others(name: str) -> dict[str, object]:
    return {key: value for key, value in OTHERS.items() if key in find(name).params}


@pytest.fixture(scope="module")
def bare_store(empty_path, tmp_path_factory):
    path = shutil.copy(empty_path, tmp_path_factory.mktemp("bare"))
    with Store.open(Path(path)) as store:
        yield store


@pytest.mark.parametrize("name", NAMES)
def test_a_store_without_data_gives_no_rows_or_one_of_noughts(bare_store, name):
    frame = answer(bare_store, name, **others(name))
    assert len(frame) == (name in ALWAYS_ONE_ROW)
    counts = frame[[column for column in frame if column.endswith("_count")]]
    assert not counts.fillna(0).to_numpy().any()


@pytest.mark.parametrize("name", NAMES)
def test_a_day_before_the_first_and_one_after_the_last_are_no_error(sample_store, name):
    for day in ("1999-01-01", "2099-01-01"):
        given = {key: day for key in ("as_of", "from_on", "day") if key in find(name).params}
        frame = answer(sample_store, name, **given, **others(name))
        assert len(frame) == 1 or name not in ALWAYS_ONE_ROW


@pytest.mark.parametrize(
    "name", [name for name in NAMES if {"location", "staff"} & find(name).params.keys()]
)
def test_a_place_or_colleague_narrows_the_answer_and_nobody_empties_it(sample_store, name):
    for key, value in (("location", "Market Hall"), ("staff", "Tom")):
        if key not in find(name).params:
            continue
        whole, part, none = (
            answer(sample_store, name, **{key: chosen}, **others(name))
            for chosen in (None, value, "Nobody")
        )
        assert len(part) <= len(whole)
        assert not part.equals(whole) or name in WRITTEN_BY_STAFF
        if name not in ALWAYS_ONE_ROW:
            assert none.empty
