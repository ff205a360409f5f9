import pytest

from tests.tables import answer, assert_table

DIRECTORY = "customer | name | email\nana | Ana | ana@x.org\nben | Ben | ben@x.org"
SALES = """
receipt | customer | date       | staff
R1      | ana      | 2026-03-02 | Maya
R2      | ana      | 2026-03-09 | Tom
R3      | ben      | 2026-03-02 | Tom
R4      |          | 2026-03-20 | Tom
"""
HEADER = "date | email | Would you recommend us? | How fast were we? | How clean was it? | More?"


def test_what_people_wrote_and_whether_they_came_back(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=SALES,
        survey=f"""
        {HEADER}
        2026-03-03 | ana@x.org | 6  | 2 | 5 | Too slow
        2026-03-04 | ben@x.org | 10 | 5 | 5 | Lovely
        2026-03-05 |           | 8  | 4 |   | Fine
        2026-03-06 |           | 9  | 4 | 4 |
        """,
    )
    assert_table(
        answer(store, "satisfaction/comments"),
        """
        responded_on | customer_name | score | metric | mood    | comment  | touchpoints              | staff | came_back_on | came_back
        2026-03-05   |               | 8     | nps    | neutral | Fine     | speed 4                  |       |              | not known who this was
        2026-03-04   | Ben           | 10    | nps    | happy   | Lovely   | cleanliness 5, speed 5   | Tom   |              | not seen since
        2026-03-03   | Ana           | 6     | nps    | unhappy | Too slow | speed 2, cleanliness 5   | Maya  | 2026-03-09   | came back after 6 days
        """,  # noqa: E501
    )


@pytest.mark.parametrize(
    ("recommend", "speed", "mood"),
    [
        ("6", "5", "unhappy"),
        ("7", "1", "neutral"),
        ("8", "5", "neutral"),
        ("9", "1", "happy"),
        ("", "2", "unhappy"),
        ("", "3", "neutral"),
        ("", "4", "happy"),
    ],
)
def test_the_recommendation_says_the_mood_and_the_other_scores_where_there_is_none(
    a_store, recommend, speed, mood
):
    more = "2026-03-07 | | 9 | 4 | 4 |"  # so that each question has a scale
    store = a_store(survey=f"{HEADER}\n2026-03-05 | | {recommend} | {speed} | | Words\n{more}")
    assert list(answer(store, "satisfaction/comments")["mood"]) == [mood]


@pytest.mark.parametrize(
    ("answered_on", "words"),
    [
        ("2026-03-08", "came back the next day"),
        ("2026-03-07", "came back after 2 days"),
        ("2026-03-02", "came back after 7 days"),
        ("2026-03-09", "not seen since"),
    ],
)
def test_coming_back_in_words(a_store, answered_on, words):
    store = a_store(
        directory=DIRECTORY,
        sales=SALES,
        survey=f"{HEADER}\n{answered_on} | ana@x.org | 3 | 2 | 2 | Bad",
    )
    assert list(answer(store, "satisfaction/comments")["came_back"]) == [words]


def test_an_answer_about_no_visit_of_the_week_before_still_knows_who_came_later(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=SALES,
        survey=f"{HEADER}\n2026-02-20 | ana@x.org | 3 | 2 | 2 | Bad",
    )
    frame = answer(store, "satisfaction/comments", from_on="2026-02-01")
    assert_table(frame, "staff | came_back\n | came back 9 March 2026")


def test_filters_and_period(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=SALES,
        survey=f"""
        {HEADER}
        2026-03-03 | ana@x.org | 6  | 2 | 5 | Too slow
        2026-03-04 | ben@x.org | 10 | 5 | 5 | Lovely
        """,
    )
    found = [
        list(answer(store, "satisfaction/comments", **given)["comment"])
        for given in (
            {"staff": "Tom"},
            {"staff": "Nobody"},
            {"as_of": "2026-03-03"},
            {"from_on": "2026-03-04"},
        )
    ]
    assert found == [["Lovely"], [], ["Too slow"], ["Lovely"]]
