"""Who comes back after which score."""

import pytest

from tests.tables import answer, assert_table

ASKED = "How likely are you to recommend us? (0-10)"


def shop(a_store, *given: tuple[int, int, int], last_day: str = "2026-09-01", again="2026-03-16"):
    """(score, how many gave it, how many of them came again on the day ``again``)."""
    sales = ["receipt | customer | date", f"R0 | | {last_day}"]
    people, rows = ["customer | name | email"], [f"date | time | email | {ASKED}"]
    number = 0
    for score, count, returned in given:
        for place in range(count):
            number += 1
            people.append(f"c{number} | Person {number} | p{number}@x.org")
            sales.append(f"R{number} | c{number} | 2026-03-02")
            rows.append(f"2026-03-02 | 20:{number % 60:02d} | p{number}@x.org | {score}")
            if place < returned:
                sales.append(f"S{number} | c{number} | {again}")
    return a_store(directory="\n".join(people), sales="\n".join(sales), survey="\n".join(rows))


def test_the_share_that_came_again_by_score(a_store):
    store = shop(a_store, (10, 5, 5), (9, 5, 3), (8, 5, 2), (7, 1, 1), (6, 4, 0), (0, 2, 1))
    frame = answer(store, "satisfaction/came_back")
    assert_table(
        frame,
        """
        score_band | n  | returned_count | return_rate
        9-10       | 10 | 8              | 0.8
        7-8        | 6  | 3              | 0.5
        0-6        | 6  | 1              | 0.167
        """,
    )
    # Wilson, 8 of 10.
    assert (frame["low"][0], frame["high"][0]) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_under_five_answers_a_score_says_nothing(a_store):
    frame = answer(shop(a_store, (10, 5, 5), (3, 4, 0)), "satisfaction/came_back")
    assert list(frame["score_band"]) == ["9-10"]


def test_answers_too_young_to_know_are_left_out(a_store):
    """The horizon is at least 28 days, so two weeks later nobody knows."""
    young = shop(a_store, (10, 6, 0), last_day="2026-03-16")
    assert answer(young, "satisfaction/came_back").empty


def test_who_came_again_after_the_horizon_did_not_come_back(a_store):
    store = shop(a_store, (10, 6, 6), again="2026-08-31")
    assert list(answer(store, "satisfaction/came_back")["returned_count"]) == [0]
