from tests.queries.satisfaction.weeks import survey
from tests.tables import answer, assert_table

USUAL = ["8/10"] * 12


def test_a_spell_of_bad_weeks(a_store):
    """Usual is that of the other weeks: 136 of 170."""
    store = a_store(survey=survey(*USUAL, "2/10", "3/10", "1/10", *["8/10"] * 5))
    assert_table(
        answer(store, "satisfaction/signals"),
        """
        touchpoint | from_on    | to_on      | week_count | n  | value | usual_value | direction
        speed      | 2026-03-30 | 2026-04-19 | 3          | 30 | 0.2   | 0.8         | below
        """,
    )


def test_a_good_spell_after_a_bad_one_is_another(a_store):
    store = a_store(survey=survey(*["10/20"] * 14, "0/20", "20/20"))
    assert list(answer(store, "satisfaction/signals")["direction"]) == ["above", "below"]


def test_a_spell_that_ended_before_the_period_is_not_told(a_store):
    store = a_store(survey=survey(*USUAL, "0/10", *["8/10"] * 5))
    assert len(answer(store, "satisfaction/signals", from_on="2026-04-05")) == 1
    assert answer(store, "satisfaction/signals", from_on="2026-04-06").empty


def test_a_wobble_is_no_signal(a_store):
    weeks = ["8/10", "6/10", "9/10", "5/10", "10/10", "7/10"] * 4
    assert answer(a_store(survey=survey(*weeks)), "satisfaction/signals").empty


def test_a_recommendation_is_judged_in_points_of_its_own(a_store):
    """Fives and twos of a 0 to 10 question are all critics: nothing moves, nothing is told."""
    weeks = survey(*["8/10"] * 12, "0/10", question="Would you recommend us? (0-10)")
    assert answer(a_store(survey=weeks), "satisfaction/signals").empty
