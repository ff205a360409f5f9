import pytest

from tests.tables import answer, every, open_days

OPEN = open_days("2025-12-29", "2026-03-29", time="12:00")


def test_a_person_of_one_hour_stands_in_that_hour(a_store):
    store = a_store(sales=OPEN + every(7, "ana", "2025-12-30", 13, time="08:50"))
    hours = answer(store, "today/by_hour", day="2026-03-31")
    chance = answer(store, "today/expected", day="2026-03-31")["visit_chance"][0]
    assert list(hours["hour"]) == [8]
    assert hours["expected_count"][0] == pytest.approx(chance)


def test_visits_on_the_same_weekday_count_three_times(a_store):
    """Tuesdays at 8, Thursdays at 17: on a Tuesday 3 of 4 parts are at 8, if 17 is open at all."""
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2025-12-30", 13, time="08:50")
        + every(7, "ana", "2026-01-01", 13, time="17:10")
        + every(7, "ben", "2025-12-30", 13, time="17:30")
    )
    hours = answer(store, "today/by_hour", day="2026-03-31").set_index("hour")["expected_count"]
    chances = answer(store, "today/expected", day="2026-03-31").set_index("customer_name")[
        "visit_chance"
    ]
    assert hours[8] == pytest.approx(0.75 * chances["Ana"])
    assert hours[17] == pytest.approx(0.25 * chances["Ana"] + chances["Ben"])


def test_the_hours_of_the_sample_sum_to_the_expected(sample_store):
    hours = answer(sample_store, "today/by_hour", day="2026-11-02")
    expected = answer(sample_store, "today/figures", day="2026-11-02").iloc[0]
    assert hours["hour"].is_monotonic_increasing
    assert hours["hour"].between(7, 20).all()
    assert hours["expected_count"].sum() == pytest.approx(expected["expected_count"], abs=1.5)


def test_a_weekday_without_visits_has_no_hours(a_store):
    store = a_store(sales=every(7, "ana", "2025-12-30", 13))
    assert answer(store, "today/by_hour", day="2026-04-01").empty
