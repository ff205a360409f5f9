"""Finding, checking and running the questions."""

import pytest

from regulars.errors import UnknownQuestion, WrongParameters
from regulars.questions import QUERIES_DIR, Question, _read_question, ask, every_question, find

ALL = {"as_of": "2026-10-31", "from_on": "2025-05-01", "location": None, "staff": None}


def test_every_file_is_a_question_and_every_question_a_file():
    files = {
        f"{path.parent.name}/{path.stem}"
        for path in QUERIES_DIR.glob("*/*.sql")
        if path.parent.name not in ("exports", "macros", "model")
    }
    names = [question.name for question in every_question()]
    assert set(names) == files
    assert names == sorted(names)
    for name in names:
        assert find(name).name == name


def test_a_question_is_what_its_header_says():
    question = find("lapsed/overdue")
    assert question.title == "Late against their own rhythm"
    assert question.question.startswith("Who is away longer than they ever are")
    assert question.question.endswith("?")
    assert list(question.params) == ["as_of", "from_on", "location", "staff"]
    assert question.params["as_of"].startswith("date, the period's last day")
    assert "facts.outlook_on" in question.reads
    assert question.source.startswith("house definition")
    assert "Closed days are taken off the absence" in question.notes
    assert question.sql.startswith("-- Late")


def test_a_header_whose_parts_run_over_several_lines(tmp_path):
    path = tmp_path / "today" / "example.sql"
    path.parent.mkdir()
    path.write_text(
        "-- An example.\n"
        "--\n"
        "-- Question: What is on\n"
        "--           two lines?\n"
        "-- Grain:    one row\n"
        "-- Params:   $as_of date, the day;\n"
        "--               people are judged then\n"
        "--           $staff text, or null\n"
        "-- Reads:    facts.visit, facts.shop,\n"
        "--           desk.setting\n"
        "-- Source:   Somebody (1999)\n"
        "--\n"
        "-- A note: on\n"
        "-- two lines.\n"
        "\n"
        "select 1\n"
    )
    assert _read_question(path) == Question(
        name="today/example",
        title="An example",
        question="What is on two lines?",
        grain="one row",
        params={"as_of": "date, the day; people are judged then", "staff": "text, or null"},
        reads=("facts.visit", "facts.shop", "desk.setting"),
        source="Somebody (1999)",
        notes="A note: on two lines.",
        sql=path.read_text(),
    )


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("lapsed/overdu", "lapsed/overdue"),
        ("lapse/overdue", "lapsed/overdue"),
        ("satisfaction/trendd", "satisfaction/trend"),
        ("today/figure", "today/figures"),
    ],
)
def test_an_unknown_question_names_the_nearest(asked, near):
    with pytest.raises(UnknownQuestion) as caught:
        find(asked)
    assert caught.value.message.startswith(f'There is no question "{asked}".')
    assert f'Did you mean "{near}"?' in caught.value.message


def test_a_question_unlike_any_other_names_none():
    with pytest.raises(UnknownQuestion) as caught:
        find("zzz/qqq")
    assert caught.value.message == 'There is no question "zzz/qqq".'


@pytest.mark.parametrize(
    "name",
    [
        "",
        "lapsed",
        "overdue",
        "lapsed/",
        "/lapsed/overdue",
        "../queries/lapsed/overdue",
        "lapsed/../lapsed/overdue",
        "lapsed/../../regulars/schema",
        "../etc",
        "lapsed/overdue.sql",
        "lapsed\\overdue",
        "lapsed/overdue\n",
        "lapsed/overdue\0",
        "Lapsed/Overdue",
        "exports/square_items",
        "macros/words",
        "model/visit",
        str(QUERIES_DIR / "lapsed" / "overdue"),
    ],
)
def test_no_other_file_can_be_asked(name):
    with pytest.raises(UnknownQuestion):
        find(name)


def test_asking_gives_a_frame_with_the_columns_of_the_select(sample_store):
    frame = ask(sample_store, "shop/locations")
    assert list(frame.columns) == ["location", "visit_count"]
    assert list(frame["location"]) == ["Harbor Street", "Market Hall"]


def test_a_missing_and_an_unknown_parameter_are_both_named(sample_store):
    with pytest.raises(WrongParameters) as caught:
        ask(sample_store, "shop/coverage", as_of="2026-10-31", until="x", location=None, staff=None)
    assert caught.value.message == (
        '"shop/coverage" takes these parameters: from_on, as_of, location, staff. Missing: '
        "from_on. Unknown: until."
    )


def test_a_question_without_parameters_takes_none(sample_store):
    with pytest.raises(WrongParameters, match="takes these parameters: none. Unknown: as_of"):
        ask(sample_store, "shop/overview", as_of="2026-10-31")


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "31.10.2026", "", "10"])
def test_a_date_that_is_none_is_refused_with_what_it_should_be(sample_store, day):
    with pytest.raises(WrongParameters) as caught:
        ask(sample_store, "shop/coverage", **ALL | {"as_of": day})
    assert 'A parameter of "shop/coverage" is not of its type' in caught.value.message
    assert "as_of (date, the last day)" in caught.value.message
    assert "Dates read 2026-03-31" in caught.value.message


def test_a_number_that_is_none_is_refused(sample_store):
    with pytest.raises(WrongParameters, match="import_id .integer, the import."):
        ask(sample_store, "imports/reasons", import_id="first")


def test_a_parameter_is_a_value_and_never_sql(sample_store):
    everybody = ask(sample_store, "customer/search", text="", as_of="2026-10-31")
    nobody = ask(sample_store, "customer/search", text="' or '1' = '1", as_of="2026-10-31")
    assert len(everybody) == 50
    assert nobody.empty


def test_dates_may_be_text_dates_or_timestamps(sample_store):
    from datetime import date

    import pandas as pd

    answers = [
        ask(sample_store, "shop/coverage", **ALL | {"as_of": day})
        for day in ("2026-03-31", date(2026, 3, 31), pd.Timestamp("2026-03-31"))
    ]
    assert answers[0].equals(answers[1])
    assert answers[0].equals(answers[2])


def test_an_answer_is_the_same_each_time(sample_store):
    """Orders are total: no two runs, and no two threads, disagree."""
    for name in ("lapsed/overdue", "regulars/people", "today/expected"):
        asked = {key: value for key, value in ALL.items() if key in find(name).params}
        if "day" in find(name).params:
            asked["day"] = "2026-11-01"
        first, second = (ask(sample_store, name, **asked) for _ in range(2))
        assert first.equals(second), name
