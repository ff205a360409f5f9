"""Finding, checking and running the questions."""

import pytest

from regulars.errors import UnknownQuestion, WrongHeader, WrongParameters
from regulars.questions import (
    QUERIES_DIR,
    Column,
    ColumnType,
    LinkScope,
    Personal,
    Question,
    StaffScope,
    _read_question,
    ask,
    every_question,
    find,
)

ALL = {"as_of": "2026-10-31", "from_on": "2025-05-01", "location": None, "staff": None}


def test_every_file_is_a_question_and_every_question_a_file():
    files = {
        f"{path.parent.name}/{path.stem}"
        for path in QUERIES_DIR.glob("*/*.sql")
        if path.parent.name not in ("exports", "identity", "intake", "macros", "model")
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
    assert (question.staff, question.link) == (StaffScope.NO, LinkScope.YES)
    assert question.personal["last_comment"] is Personal.TEXT
    assert "facts.outlook_on" in question.reads
    assert question.source.startswith("house definition")
    assert "Closed days are taken off the absence" in question.notes
    assert question.sql.startswith("-- Late")


HEADER = """\
-- An example.
--
-- Question: What is on
--           two lines?
-- Grain:    one row
-- Params:   $as_of date, the day;
--               people are judged then
--           $staff text, or null
-- Columns:  customer_id id, who
--           late_days integer or null, days beyond their usual,
--               text, and more
--           last_comment text or null, what they last wrote
-- Staff:    own
-- Link:     named
-- Personal: customer_name name, email contact,
--           last_comment text
-- Reads:    facts.visit, facts.shop,
--           desk.setting
-- Source:   Somebody (1999)
--
-- A note: on
-- two lines.

select 1
"""


@pytest.fixture
def read_header(tmp_path):
    """Read a header as that of today/example."""
    path = tmp_path / "today" / "example.sql"
    path.parent.mkdir()

    def read(text: str) -> Question:
        path.write_text(text)
        return _read_question(path)

    return read


def test_a_header_whose_parts_run_over_several_lines(read_header):
    assert read_header(HEADER) == Question(
        name="today/example",
        title="An example",
        question="What is on two lines?",
        grain="one row",
        params={"as_of": "date, the day; people are judged then", "staff": "text, or null"},
        columns={
            "customer_id": Column(ColumnType.ID, False, "who"),
            "late_days": Column(
                ColumnType.INTEGER, True, "days beyond their usual, text, and more"
            ),
            "last_comment": Column(ColumnType.TEXT, True, "what they last wrote"),
        },
        staff=StaffScope.OWN,
        link=LinkScope.NAMED,
        personal={
            "customer_name": Personal.NAME,
            "email": Personal.CONTACT,
            "last_comment": Personal.TEXT,
        },
        reads=("facts.visit", "facts.shop", "desk.setting"),
        source="Somebody (1999)",
        notes="A note: on two lines.",
        sql=HEADER,
    )


def test_what_a_header_does_not_say_is_closed(read_header):
    question = read_header("-- An example.\n--\n-- Question: What?\n\nselect 1\n")
    assert (question.staff, question.link) == (StaffScope.NO, LinkScope.NO)
    assert question.personal == {}
    assert question.columns == {}


def test_nothing_personal_is_said_so(read_header):
    start = HEADER.index("-- Personal:")
    end = HEADER.index("-- Reads:")
    assert read_header(f"{HEADER[:start]}-- Personal: none\n{HEADER[end:]}").personal == {}


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("own", "mine", 'line 13: "mine" is none of yes, own, no.'),
        ("named", "some", 'line 14: "some" is none of yes, named, no.'),
        ("name, email", "nam, email", 'line 15: "nam" is none of name, contact, text, colleague.'),
        ("email contact,", "email,", 'line 15: "" is none of name, contact, text, colleague.'),
        ("last_comment text\n", "email text\n", 'line 16: the column "email" stands twice.'),
        ("customer_id id", "customer_id word", 'line 9: "word" is none of date, timestamp, '),
        ("last_comment text or null", "late_days text", 'line 12: the column "late_days" stands'),
        ("customer_id id, who", "customer_id id", 'this reads "customer_id id".'),
    ],
)
def test_a_word_that_a_header_cannot_say_is_named_with_its_line(read_header, right, wrong, said):
    assert right in HEADER
    with pytest.raises(WrongHeader) as caught:
        read_header(HEADER.replace(right, wrong))
    assert caught.value.message.startswith("queries/today/example.sql, line ")
    assert said in caught.value.message


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
