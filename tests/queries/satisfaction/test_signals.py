import pytest

from tests.queries.satisfaction.weeks import survey
from tests.tables import answer, assert_table

USUAL = ["8/10"] * 12


def test_a_spell_of_bad_weeks_in_words(a_store):
    store = a_store(survey=survey(*USUAL, "2/10", "3/10", "1/10", *["8/10"] * 5))
    assert_table(
        answer(store, "satisfaction/signals"),
        """
        touchpoint | from_on    | to_on      | week_count | n  | rate | usual_rate | direction | words
        speed      | 2026-03-30 | 2026-04-19 | 3          | 30 | 0.2  | 0.71       | below     | Speed: 3 weeks from 30 March to 19 April 2026, 20 % were happy; usually it is 71 %
        """,  # noqa: E501
    )


@pytest.mark.parametrize(("between", "spells"), [(1, 1), (2, 1), (3, 2)])
def test_up_to_two_weeks_between_are_one_spell(a_store, between, spells):
    store = a_store(survey=survey(*USUAL, "1/10", *["8/10"] * between, "1/10", *["8/10"] * 6))
    frame = answer(store, "satisfaction/signals")
    assert len(frame) == spells
    assert frame["week_count"].sum() == (2 + between if spells == 1 else 2)
    assert frame["from_on"].is_monotonic_decreasing


def test_a_good_spell_after_a_bad_one_is_another(a_store):
    store = a_store(survey=survey(*["5/10"] * 14, "0/10", "10/10"))
    assert list(answer(store, "satisfaction/signals")["direction"]) == ["above", "below"]


def test_a_wobble_is_no_signal(a_store):
    weeks = ["8/10", "6/10", "9/10", "5/10", "10/10", "7/10"] * 4
    assert answer(a_store(survey=survey(*weeks)), "satisfaction/signals").empty
