"""Intervals against published numbers, the rest against exact fractions (macros/statistics.sql)."""

import random
from fractions import Fraction
from math import comb, sqrt

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
    for macro in ("wilson_low(0, $1)", "wilson_high(0, $1)", "nps(0, 0, $1)"):
        assert value(macro, 0) is None
    for macro in ("nps_low(0, 0, $1)", "nps_high(0, 0, $1)"):
        assert value(macro, 0) is None


@pytest.mark.parametrize(
    ("promoters", "detractors", "n", "score"),
    [(10, 0, 10, 100), (0, 10, 10, -100), (5, 5, 10, 0), (6, 1, 12, 41.6667), (0, 0, 3, 0)],
)
def test_nps_is_promoters_less_detractors_in_percent(value, promoters, detractors, n, score):
    assert value("nps($1, $2, $3)", promoters, detractors, n) == pytest.approx(score, abs=1e-4)


def test_nps_margin_worked_by_hand(value):
    """20 answers: 12 promoters, 5 passive, 3 detractors (Sauro & Lewis, MeasuringU, 2021).

    Add 3/4, 3/2, 3/4: 12.75, 6.5, 3.75 of 23. p = 12.75/23 = 0.554348, d = 3.75/23 = 0.163043.
    p - d = 0.391304; variance = p + d - (p - d)^2 = 0.717391 - 0.153119 = 0.564272.
    Standard error = sqrt(0.564272 / 23) = 0.156633; margin = 1.96 x 15.6633 = 30.700.
    The interval is 39.130 +- 30.700: 8.430 to 69.831. The NPS itself is 45.
    """
    assert value("nps(12, 3, 20)") == 45
    assert value("nps_centre(12, 3, 20)") == pytest.approx(39.1304, abs=1e-4)
    assert value("nps_margin(12, 3, 20)") == pytest.approx(30.700, abs=1e-3)
    assert value("nps_low(12, 3, 20)") == pytest.approx(8.430, abs=1e-3)
    assert value("nps_high(12, 3, 20)") == pytest.approx(69.831, abs=1e-3)


@pytest.mark.parametrize(("promoters", "detractors"), [(4, 0), (0, 4), (0, 0), (2, 2)])
def test_nps_interval_holds_the_score_and_stays_on_the_scale(value, promoters, detractors):
    low, high = (value(f"nps_{end}($1, $2, 4)", promoters, detractors) for end in ("low", "high"))
    assert -100 <= low <= 100 * (promoters - detractors) / 4 <= high <= 100


@pytest.mark.parametrize(
    ("successes", "n", "rate"),
    [(0, 1, 0.5), (2, 5, 0.8), (5, 5, 0.8), (9, 20, 0.77), (0, 12, 0.77), (24, 50, 0.65)],
)
def test_binomial_tail_is_exact(value, successes, n, rate):
    p = Fraction(rate)
    exact = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(successes + 1))
    assert value("binomial_at_most($1, $2, $3)", successes, n, rate) == pytest.approx(
        float(exact), rel=1e-9
    )


def test_binomial_tail_at_the_ends(value):
    assert value("binomial_at_most(0, 10, 0.0)") == pytest.approx(1, abs=1e-9)
    assert value("binomial_at_most(9, 10, 1.0)") == pytest.approx(0, abs=1e-9)
    assert value("binomial_at_most(10, 10, 1.0)") == 1


def is_low(successes: int, n: int, rate: float, deviations: int) -> bool:
    """The plain twin of is_low_share."""
    if n > 50:
        return successes < n * rate - deviations * sqrt(n * rate * (1 - rate))
    tail = sum(comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(successes + 1))
    return tail < {2: 0.02275, 3: 0.00135}[deviations]


def test_low_and_high_shares_are_those_of_the_twin(value):
    draw = random.Random(7)
    for _ in range(200):
        n, rate = draw.randint(1, 80), draw.choice([0.1, 0.5, 0.77, 0.9])
        successes, deviations = draw.randint(0, n), draw.choice([2, 3])
        given = (successes, n, rate, deviations)
        assert value("is_low_share($1, $2, $3, $4)", *given) is is_low(*given), given
        high = is_low(n - successes, n, 1 - rate, deviations)
        assert value("is_high_share($1, $2, $3, $4)", *given) is high, given


@pytest.mark.parametrize("n", [5, 6, 12, 50, 51, 200])
@pytest.mark.parametrize("rate", [0.3, 0.77, 0.95])
def test_the_drawn_limit_is_the_one_that_the_rule_uses(value, n, rate):
    limit = value("low_limit($1, $2)", n, rate)
    for successes in range(n + 1):
        assert (successes / n < limit) is is_low(successes, n, rate, 3)


def test_six_answers_are_not_flagged_as_the_normal_would_flag_them(value):
    """2 of 6 at a usual 77 % is 2.5 sd below by the normal, and happens once in 40 weeks or so."""
    assert (2 - 6 * 0.77) / sqrt(6 * 0.77 * 0.23) < -2.5
    assert value("is_low_share(2, 6, 0.77, 2)") is False
    assert value("is_low_share(1, 6, 0.77, 2)") is True
