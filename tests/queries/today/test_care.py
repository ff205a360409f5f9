import pytest

from tests.tables import answer, assert_table, every, open_days

# Open every day; the last day is Sunday 29 March 2026; the day ahead Tuesday 31 March.
OPEN = open_days("2025-12-29", "2026-03-29")
DIRECTORY = """
customer | name | email
ana      | Ana  | ana@example.org
ben      | Ben  | ben@example.org
"""


def care(store, **given):
    return answer(store, "today/care", day="2026-03-31", **given)


def survey(*rows: str) -> str:
    header = "date | email | Would you recommend us? | How fast were we? | How was the tea? | More?"
    return "\n".join([header, *rows])


def test_a_complaint_is_named_with_what_was_said(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=OPEN + every(7, "ana", "2025-12-30", 13) + every(7, "ben", "2025-12-30", 13),
        survey=survey(
            "2026-03-24 | ana@example.org | 6 | 4 | 4 | Too slow",
            "2026-03-24 | ben@example.org | 8 | 2 | 3 |",
        ),
    )
    assert_table(
        care(store),
        """
        customer_name | kind      | reason                                | happened_on | priority
        Ana           | complaint | On 24 March gave 6 of 10: "Too slow"  | 2026-03-24  | 1
        Ben           | complaint | On 24 March gave 2 of 5 for speed     | 2026-03-24  | 1
        """,
    )


@pytest.mark.parametrize(
    ("answers", "is_named"),
    [
        (["2026-03-24 | ana@example.org | 7 | 3 | 3 |"], False),
        (["2026-01-29 | ana@example.org | 3 | 4 | 4 |"], True),
        (["2026-01-28 | ana@example.org | 3 | 4 | 4 |"], False),
        (
            ["2026-03-17 | ana@example.org | 3 | 4 | 4 |",
             "2026-03-24 | ana@example.org | 9 | 5 | 5 |"],
            False,
        ),
        (
            ["2026-03-17 | ana@example.org | 9 | 5 | 5 |",
             "2026-03-24 | ana@example.org | 2 | 5 | 5 |"],
            True,
        ),
        (["2026-03-24 | | 0 | 1 | 1 |"], False),
    ],
)  # fmt: skip
def test_a_complaint_holds_for_sixty_days_or_until_a_better_answer(a_store, answers, is_named):
    store = a_store(
        directory=DIRECTORY, sales=OPEN + every(7, "ana", "2025-12-30", 13), survey=survey(*answers)
    )
    assert (list(care(store)["kind"]) == ["complaint"]) is is_named


def test_a_slipping_regular_is_named_on_the_usual_day_only(a_store):
    """Last here on 10 March, 19 days before the last day: later than 1.5 patiences of 9 days."""
    store = a_store(sales=OPEN + every(7, "ana", "2025-12-30", 11))
    assert_table(
        care(store),
        """
        customer_name | kind     | reason                                      | priority
        Ana           | slipping | Usually every 7 days; last here 19 days ago | 2
        """,
    )
    assert answer(store, "today/care", day="2026-04-02").empty


def test_a_slipping_regular_of_another_place_is_not_named(a_store):
    store = a_store(sales=OPEN + every(7, "ana", "2025-12-30", 11, location="Kiosk"))
    assert len(care(store, location="Kiosk")) == 1
    assert care(store, location="Main Street").empty


@pytest.mark.parametrize(("visits", "kinds"), [(8, []), (9, ["milestone"]), (10, [])])
def test_the_tenth_visit_is_a_milestone(a_store, visits, kinds):
    first = {8: "2026-02-03", 9: "2026-01-27", 10: "2026-01-20"}[visits]
    frame = care(a_store(sales=OPEN + every(7, "ana", first, visits)))
    assert list(frame["kind"]) == kinds
    if kinds:
        assert frame["reason"][0] == "The next visit is number 10"


def test_the_third_visit_is_time_to_learn_the_name(a_store):
    store = a_store(
        sales=OPEN + every(7, "ana", "2026-03-17", 2) + every(7, "ben", "2026-03-10", 3)
    )
    assert_table(
        care(store),
        """
        customer_name | kind     | reason
        Ana           | new_face | Third visit: time to learn the name. First here on 17 March 2026
        """,
    )
