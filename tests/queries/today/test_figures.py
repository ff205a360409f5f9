import pytest

from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2025-12-29", "2026-03-29")
TUESDAYS = [
    sale for person in range(10) for sale in every(7, f"p{person}", "2025-12-30", 13, time="08:00")
]


def test_the_usual_count_is_the_mean_of_the_last_four_such_days(a_store):
    """Recognised visitors on the last four Tuesdays: 1, 2, 0 and 1; walk-ins do not count."""
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-03-03", 2)
        + every(14, "ben", "2026-03-10", 2)
        + every(1, "cy", "2026-03-25", 3)
    )
    assert answer(store, "today/figures", day="2026-03-31").iloc[0]["usual_count"] == 1.0


def test_the_expected_count_is_the_sum_of_the_chances_with_its_interval(a_store):
    store = a_store(sales=OPEN + TUESDAYS)
    figures = answer(store, "today/figures", day="2026-03-31").iloc[0]
    chances = answer(store, "today/expected", day="2026-03-31")["visit_chance"]
    deviation = (chances * (1 - chances)).sum() ** 0.5
    assert figures["expected_count"] == round(chances.sum())
    assert figures["expected_low"] == pytest.approx(chances.sum() - 1.96 * deviation, abs=1)
    assert figures["expected_high"] == pytest.approx(chances.sum() + 1.96 * deviation, abs=1)
    assert figures["expected_low"] <= chances.sum() <= figures["expected_high"]
    assert figures["candidate_count"] == len(chances) == 10


def test_the_figures_agree_with_the_list_on_the_sample(sample_store):
    for day in ("2026-11-01", "2026-11-02", "2026-11-06"):
        figures = answer(sample_store, "today/figures", day=day).iloc[0]
        listed = answer(sample_store, "today/expected", day=day)
        assert figures["candidate_count"] == len(listed)
        assert figures["expected_low"] <= figures["expected_count"] <= figures["expected_high"]
        assert listed["visit_chance"].sum() <= figures["expected_count"] + 1


def test_the_usual_count_of_a_colleague_is_of_those_mostly_served_by(a_store):
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-03-03", 4, staff="Maya")
        + every(7, "ben", "2026-03-03", 4, staff="Tom")
        + every(7, "cy", "2026-03-03", 4, staff="Tom")
    )
    usual = {
        staff: answer(store, "today/figures", day="2026-03-31", staff=staff).iloc[0]["usual_count"]
        for staff in ("Maya", "Tom", None)
    }
    assert usual == {"Maya": 1.0, "Tom": 2.0, None: 3.0}


def test_nobody_is_expected_where_nobody_is_known(a_store):
    assert_table(
        answer(a_store(sales=OPEN), "today/figures", day="2026-03-31"),
        """
        expected_count | expected_low | expected_high | usual_count | candidate_count
        0              | 0            | 0             | 0           | 0
        """,
    )
