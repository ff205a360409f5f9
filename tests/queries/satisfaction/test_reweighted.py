"""The score of those who came, beside that of those who answered."""

import pytest

from tests.queries.satisfaction.coming import coming
from tests.tables import answer, assert_table

PERIOD = {"from_on": "2026-03-01", "as_of": "2026-03-31"}


def test_those_who_rarely_answer_weigh_as_many_as_they_are(a_store):
    """90 came once and are unhappy, 10 came ten times and are happy; five of each answered."""
    store = a_store(**coming((1, 90, "0 0 0 0 0"), (10, 10, "9 9 9 9 9")))
    frame = answer(store, "satisfaction/reweighted", **PERIOD)
    assert_table(
        frame,
        """
        metric | n  | visitor_count | raw_value | value
        nps    | 10 | 100           | 0         | -80
        """,
    )
    assert frame["low"][0] < -80 < frame["high"][0]


def test_where_everybody_answered_nothing_is_unsure(a_store):
    store = a_store(**coming((1, 5, "0 0 0 9 9"), (10, 5, "9 9 9 9 7")))
    row = answer(store, "satisfaction/reweighted", **PERIOD).iloc[0]
    assert row["value"] == pytest.approx(row["raw_value"]) == pytest.approx(30)
    assert row["high"] - row["low"] == pytest.approx(0)
    assert row["raw_high"] - row["raw_low"] > 20


@pytest.mark.parametrize(
    ("groups", "value"),
    [
        # Four answers of those who came twice are taken with those who came once: 3 of 9 happy.
        (((1, 45, "0 0 0 0 0"), (2, 45, "9 9 9 0"), (10, 10, "9 9 9 9 9")), -20),
        # None came less often: taken with those who came more.
        (((1, 50, "0 0 0 0"), (10, 50, "9 9 9 9 9")), 11.111),
    ],
)
def test_a_group_with_few_answers_is_taken_with_its_neighbour(a_store, groups, value):
    frame = answer(a_store(**coming(*groups)), "satisfaction/reweighted", **PERIOD)
    assert_table(frame, f"visitor_count | value\n100 | {value}")


def test_under_five_answers_nothing_is_weighed(a_store):
    store = a_store(**coming((1, 20, "9 9"), (10, 5, "9 9")))
    assert answer(store, "satisfaction/reweighted", **PERIOD).empty
