"""Who answers, and who does not."""

import pytest

from tests.queries.satisfaction.coming import coming
from tests.tables import answer, assert_table

PERIOD = {"from_on": "2026-03-01", "as_of": "2026-03-31"}


def test_the_share_who_answered_by_how_often_they_came(a_store):
    store = a_store(
        **coming((1, 20, "0 0 0 9 9"), (2, 3, "10"), (3, 2, ""), (9, 2, ""), (10, 8, "9 9 9 9 7 7"))
    )
    frame = answer(store, "satisfaction/who_answers", **PERIOD)
    assert_table(
        frame,
        """
        metric | often | visitor_count | n | answer_rate | value
        nps    | 1     | 20            | 5 | 0.25        | -20
        nps    | 2     | 5             | 1 | 0.2         |
        nps    | 4     | 2             | 0 | 0           |
        nps    | 10    | 8             | 6 | 0.75        | 66.667
        """,
    )
    # Wilson, 5 of 20.
    assert (frame["low"][0], frame["high"][0]) == pytest.approx((0.1119, 0.4687), abs=1e-4)


def test_who_answers_twice_has_one_voice(a_store):
    drawn = coming((1, 5, "0 0 0 0 10"))
    again = "\n2026-03-03 | 20:00 | p1@x.org | 10"
    store = a_store(**drawn | {"survey": drawn["survey"] + again})
    frame = answer(store, "satisfaction/who_answers", **PERIOD)
    assert_table(frame, "n | visitor_count | value\n5 | 5 | -40")


def test_answers_without_a_customer_and_without_a_visit_in_the_period_are_nobodys(a_store):
    drawn = coming((1, 6, "9 9 9 9 9"))
    walk_in = "\n2026-03-03 | 20:00 | | 0"
    store = a_store(**drawn | {"survey": drawn["survey"] + walk_in})
    assert list(answer(store, "satisfaction/who_answers", **PERIOD)["n"]) == [5]
    assert answer(store, "satisfaction/who_answers", from_on="2026-03-04", as_of="2026-03-31").empty
