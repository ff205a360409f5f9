"""Intervals against published numbers, the rest against exact fractions (macros/statistics.sql)."""

from math import comb
from statistics import NormalDist

import pytest


@pytest.fixture(scope="module")
def value(sample_store):
    """value("wilson_low($1, $2)", 81, 263): what an expression gives."""

    def calculate(expression: str, *given):
        with sample_store.read() as cursor:
            return cursor.execute(f"select {expression}", list(given)).fetchall()[0][0]

    return calculate


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_against_newcombe(value, successes, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, Table I, method 3 (score)."""
    assert value("wilson_low($1, $2)", successes, n) == pytest.approx(low, abs=5e-5)
    assert value("wilson_high($1, $2)", successes, n) == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize("n", [1, 5, 40, 1_000_000])
def test_wilson_stays_between_nought_and_one_and_is_symmetric(value, n):
    for successes in {0, 1, n // 3, n - 1, n}:
        low, high = (value(f"wilson_{end}($1, $2)", successes, n) for end in ("low", "high"))
        assert 0 <= low <= successes / n + 1e-12
        assert successes / n - 1e-12 <= high <= 1
        assert value("wilson_high($1, $2)", n - successes, n) == pytest.approx(1 - low)
    assert value("wilson_high($1, $2)", n, n) == pytest.approx(1)


def test_without_answers_there_is_no_interval(value):
    for macro in ("wilson_low(0, $1)", "wilson_high(0, $1)"):
        assert value(macro, 0) is None
    for macro in ("nps_low(0, 0, $1)", "nps_high(0, 0, $1)"):
        assert value(macro, 0) is None


def test_nps_margin_worked_by_hand(value):
    """20 answers: 12 promoters, 5 passive, 3 detractors (Sauro & Lewis, MeasuringU, 2021).

    Add 3/4, 3/2, 3/4: 12.75, 6.5, 3.75 of 23. p = 12.75/23 = 0.554348, d = 3.75/23 = 0.163043.
    p - d = 0.391304; variance = p + d - (p - d)^2 = 0.717391 - 0.153119 = 0.564272.
    Standard error = sqrt(0.564272 / 23) = 0.156633; margin = 1.96 x 15.6633 = 30.700.
    The interval is 39.130 +- 30.700: 8.430 to 69.831.
    """
    assert value("nps_centre(12, 3, 20)") == pytest.approx(39.1304, abs=1e-4)
    assert value("nps_margin(12, 3, 20)") == pytest.approx(30.700, abs=1e-3)
    assert value("nps_low(12, 3, 20)") == pytest.approx(8.430, abs=1e-3)
    assert value("nps_high(12, 3, 20)") == pytest.approx(69.831, abs=1e-3)


@pytest.mark.parametrize(("promoters", "detractors"), [(4, 0), (0, 4), (0, 0), (2, 2)])
def test_nps_interval_holds_the_score_and_stays_on_the_scale(value, promoters, detractors):
    low, high = (value(f"nps_{end}($1, $2, 4)", promoters, detractors) for end in ("low", "high"))
    assert -100 <= low <= 100 * (promoters - detractors) / 4 <= high <= 100


@pytest.mark.parametrize(("n", "published"), [(5, 2.776), (10, 2.262), (30, 2.045), (121, 1.980)])
def test_student_against_the_table(value, n, published):
    """Student's t, two-sided 95 %, as in Fisher & Yates (1963), Table III."""
    assert value("student_t($1::double)", n) == pytest.approx(published, abs=1.1e-3)


@pytest.mark.parametrize(
    ("successes", "n", "all_successes", "all_n"), [(22, 30, 240, 260), (2, 10, 150, 200)]
)
def test_a_difference_is_as_rare_as_the_exact_test_says(value, successes, n, all_successes, all_n):
    """Fisher's exact test, one-sided with half the weight of what was seen."""
    found = "root_difference($1::double, $2::double, $3::double, $4::double)"
    ways = [
        comb(n, k) * comb(all_n - n, all_successes - k) / comb(all_n, all_successes)
        for k in range(successes + 1)
        if all_successes - k <= all_n - n
    ]
    exact = sum(ways) - ways[-1] / 2
    deviation = value(found, successes, n, all_successes, all_n)
    assert -deviation == pytest.approx(NormalDist().inv_cdf(1 - exact), rel=0.1)
    others = (all_successes - successes, all_n - n, all_successes, all_n)
    assert value(found, *others) == pytest.approx(-deviation)


def test_where_all_answers_are_alike_nothing_differs(value):
    found = "root_difference($1::double, $2::double, $3::double, $4::double)"
    assert value(found, 10, 10, 200, 200) == 0
    assert value(found, 0, 10, 0, 200) == 0


@pytest.mark.parametrize(("rarer", "limit"), [(0.01, 3.3), (0.25, 3.45), (1, 3.75), (10, 3.84)])
def test_of_answers_that_hardly_ever_come_fewer_say_something(value, rarer, limit):
    assert value("signal_limit($1::double)", rarer) == pytest.approx(limit)
