from regulars.app.rows.satisfaction import SatisfactionComments
from regulars.web.screens.satisfaction.comments import rated_words
from tests.tables import answer, assert_table, in_words

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
        in_words(
            answer(store, "satisfaction/comments"),
            SatisfactionComments,
            "touchpoints",
            rated_words,
        ),
        """
        responded_on | customer_name | score | metric | mood    | comment  | touchpoints            | staff | came_back_on | last_visited_on
        2026-03-05   |               | 8     | nps    | neutral | Fine     | speed 4                |       |              |
        2026-03-04   | Ben           | 10    | nps    | happy   | Lovely   | cleanliness 5, speed 5 | Tom   |              | 2026-03-02
        2026-03-03   | Ana           | 6     | nps    | unhappy | Too slow | speed 2, cleanliness 5 | Maya  | 2026-03-09   | 2026-03-09
        """,  # noqa: E501
    )


def test_the_recommendation_says_the_mood_and_the_other_scores_where_there_is_none(a_store):
    store = a_store(
        survey=f"""
        {HEADER}
        2026-03-01 |  | 6  | 5 |  | unhappy, six of ten
        2026-03-02 |  | 7  | 1 |  | neutral, seven of ten
        2026-03-03 |  | 8  | 5 |  | neutral, eight of ten
        2026-03-04 |  | 9  | 1 |  | happy, nine of ten
        2026-03-05 |  |    | 2 |  | unhappy, two of five
        2026-03-06 |  |    | 3 |  | neutral, three of five
        2026-03-07 |  |    | 4 |  | happy, four of five
        2026-03-08 |  |    | 3 | 2 | neutral, two and a half of five
        2026-03-09 |  |    | 2 | 2 | unhappy, two of five twice
        """
    )
    frame = answer(store, "satisfaction/comments")
    assert len(frame) == 9
    assert list(frame["mood"]) == [comment.split(",")[0] for comment in frame["comment"]]


def test_an_answer_about_no_visit_has_none_after_it_and_the_last_one_is_told(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=SALES,
        survey=f"""
        {HEADER}
        2026-03-08 | ana@x.org | 3 | 2 | 2 | about the 2nd
        2026-03-09 | ana@x.org | 3 | 2 | 2 | about the 9th
        2026-02-20 | ana@x.org | 3 | 2 | 2 | about no visit
        """,
    )
    assert_table(
        answer(store, "satisfaction/comments", from_on="2026-02-01"),
        """
        comment        | came_back_on | last_visited_on
        about the 9th  |              | 2026-03-09
        about the 2nd  | 2026-03-09   | 2026-03-09
        about no visit |              | 2026-03-09
        """,
    )


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
