"""Who was erased is counted and nothing more: no list names them, nobody is to contact them."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from regulars.identity.erasure import erase_person
from regulars.intake.file_import import take
from regulars.questions import every_question, find
from regulars.records.follow_ups.steps import Step, take_step
from regulars.records.win_back.lists import make_list
from regulars.records.win_back.terms import Terms
from regulars.store.store import Store
from tests.tables import answer, every, open_days, rows_of, use_one_thread, write_exports

# Open every day; the last day is Sunday 29 March 2026, the day ahead Tuesday 31 March.
OPEN = open_days("2025-11-03", "2026-03-29")
NOW = datetime(2026, 3, 30, 9)
TODAY = date(2026, 3, 30)
# Two of each kind, alike in everything: one is erased, the other stays and must be found.
LATE, LIKELY, UNHAPPY, ANSWERED = ("lea", "lou"), ("ida", "ivo"), ("uma", "uli"), ("ann", "abe")
PAIRS = (LATE, LIKELY, UNHAPPY, ANSWERED)
OTHERS = {"day": "2026-03-31", "today": TODAY, "text": "o"}


def visits() -> list[dict[str, str]]:
    late = [sale for who in LATE for sale in every(7, who, "2025-11-18", 12, staff="Maya")]
    weekly = [
        sale
        for pair in (LIKELY, UNHAPPY, ANSWERED)
        for who in pair
        for sale in every(7, who, "2025-12-02", 17, staff="Maya")
    ]
    shift = every(7, "tom", "2026-02-24", 5, staff="Tom")
    return OPEN + late + weekly + shift


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    """A store in which the first of each pair was erased, and everybody's id from before."""
    folder: Path = tmp_path_factory.mktemp("erased")
    with Store.open(folder / "store.duckdb", readable=[folder]) as store:
        use_one_thread(store)
        names = [who for pair in PAIRS for who in pair] + ["tom"]
        rows = [{"customer": who, "name": who.title(), "email": f"{who}@x.org"} for who in names]
        unhappy = [
            f"2026-03-24 | {who}@x.org | 2 | 2 | 2 |"
            for pair in (UNHAPPY, ANSWERED)
            for who in pair
        ]
        header = "date | email | Would you recommend us? | How fast were we? | How was the tea? |"
        survey = "\n".join([f"{header} More?", *unhappy])
        files = write_exports(folder, directory=rows, sales=visits(), survey=survey)
        assert [report.error for report in take(store, files)] == [None] * 3
        ids = dict(rows_of(store, "select lower(customer_name), customer_id from facts.customer"))
        cases = answer(store, "follow_ups/cases", today=TODAY).set_index("customer_name")
        for who in ANSWERED:
            key = cases.loc[who.title(), "case_key"]
            take_step(store, key, Step(status="contacted"), now=NOW, today=TODAY, by="Ana")
        for gone, _ in PAIRS:
            ids[gone] = erase_person(store, ids[gone], now=NOW, by="Ana")
        yield store, ids


def ids_in(store: Store, name: str) -> set[str]:
    """Everybody whom the answer names or stands for."""
    given = {key: value for key, value in OTHERS.items() if key in find(name).params}
    frame = answer(store, name, **given)
    columns = [column for column in frame.columns if column.endswith("customer_id")]
    return {str(value) for column in columns for value in frame[column]}


ABOUT_ONE = {"customer_id", "import_id", "case_key", "list_no", "link_id"}
LISTS = [
    question.name
    for question in every_question()
    if not ABOUT_ONE & set(question.params) and question.name.partition("/")[0] != "sharing"
]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_who_was_erased(shop: tuple[Store, dict[str, str]], name: str) -> None:
    store, ids = shop
    gone = {ids[gone] for gone, _ in PAIRS}
    assert not gone & ids_in(store, name)
    assert "Erased person" not in answer(store, name, **_given(name)).to_string()


def _given(name: str) -> dict[str, object]:
    return {key: value for key, value in OTHERS.items() if key in find(name).params}


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("lapsed/overdue", LATE[1]),
        ("lapsed/fixed_rule", LATE[1]),
        ("lapsed/win_back_candidates", LATE[1]),
        ("today/expected", LIKELY[1]),
        ("today/care", UNHAPPY[1]),
        ("today/introductions", LIKELY[1]),
        ("regulars/people", LIKELY[1]),
        ("regulars/changed", LIKELY[1]),
        ("satisfaction/silent_regulars", LIKELY[1]),
        ("follow_ups/cases", UNHAPPY[1]),
        ("follow_ups/cases", ANSWERED[1]),
        ("customer/search", LATE[1]),
    ],
)
def test_whoever_is_just_like_them_is_still_listed(
    shop: tuple[Store, dict[str, str]], name: str, stays: str
) -> None:
    store, ids = shop
    assert ids[stays] in ids_in(store, name)


def test_their_visits_are_still_counted(shop: tuple[Store, dict[str, str]]) -> None:
    store, ids = shop
    known = 2 * 12 + 6 * 17 + 5
    assert answer(store, "shop/coverage").iloc[0]["known_visit_count"] == known
    assert answer(store, "regulars/figures").iloc[0]["regular_count"] == 7
    assert answer(store, "today/figures", day="2026-03-31").iloc[0]["candidate_count"] >= 7
    for gone, stays in PAIRS:
        counts = rows_of(
            store,
            "select count(*) from facts.visit "
            f"where customer_id in ('{ids[gone]}', '{ids[stays]}') group by customer_id",
        )
        assert len(counts) == 2
        assert counts[0] == counts[1]


def test_the_figures_of_lapsed_count_whom_its_list_names(
    shop: tuple[Store, dict[str, str]],
) -> None:
    store, _ = shop
    figures = answer(store, "lapsed/figures").iloc[0]
    counts = ("slipping_count", "likely_count", "lapsed_count")
    assert sum(figures[column] for column in counts) == len(answer(store, "lapsed/overdue"))


def test_a_win_back_list_does_not_take_them(shop: tuple[Store, dict[str, str]]) -> None:
    store, ids = shop
    chosen = [ids[who] for who in LATE]
    terms = Terms("e-mail", 0.0, includes_unknown=True)
    drawn = make_list(store, "Spring", chosen, terms, now=NOW, today=TODAY, by="Ana")
    assert drawn.left_out[ids[LATE[0]]] == "not known any more"
