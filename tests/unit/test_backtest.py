"""How good the outlook would have been: each figure against a count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import duckdb
import numpy as np
import pytest

from regulars.facts.outlook.backtest import (
    METHODS,
    Score,
    auc_of,
    backtest,
    chances_of,
    judged_days,
    score_day,
    summarise,
    usual_horizon,
)
from regulars.facts.outlook.mbg_cnbd import MbgCnbd
from regulars.facts.outlook.replays import read_visits
from regulars.facts.outlook.return_outlook import Reason, ReturnOutlook, fit_return_outlook
from tests.simulated_past import FIRST, come_and_go, drawn, shop, write_facts

MODEL = MbgCnbd(1, 0.8, 6.0, 0.7, 2.5, 0.0)
ALONE = ReturnOutlook(28, MODEL, (), (), (), (), (), 0.0, (), Reason.FEW_RETURNS)
NOBODY = drawn({}, days=0)


def day(number: int) -> date:
    return FIRST + timedelta(number)


# Who comes every 6, 10 and 14 days, and one who came once. The third returned within four weeks of
# day 60, and the last.
STEPS = (6, 10, 14)
PAST = drawn(
    {place: list(range(0, 57, step)) for place, step in enumerate(STEPS)} | {2: [0, 14, 28, 42, 70]}
    | {3: [17, 80]}, days=100,
)  # fmt: skip
SEEN = PAST.replay(day(60), 28)


def test_the_usual_horizon_is_four_times_the_median_cadence_and_four_weeks_at_least():
    assert usual_horizon(PAST, day(60)) == 40
    weekly = drawn({0: list(range(0, 57, 7))}, days=60)
    assert usual_horizon(weekly, day(59)) == 28
    every_eight = drawn({0: list(range(0, 57, 8))}, days=60)
    assert usual_horizon(every_eight, day(59)) == 32
    assert usual_horizon(every_eight, day(10)) == 28, "nobody had a rhythm"
    assert usual_horizon(NOBODY, FIRST) == 28


def test_days_are_judged_when_it_is_known_who_came_back():
    shops = drawn({0: [0]}, days=500)  # 2 January 2023 to 15 May 2024
    days = judged_days(shops, 15)
    assert (days[0], days[-1], len(days)) == (date(2024, 4, 30), date(2023, 5, 31), 12)
    assert judged_days(shops, 16)[0] == date(2024, 3, 31)
    assert judged_days(drawn({0: [0]}, days=90), 28) == [date(2023, 2, 28), date(2023, 1, 31)]
    assert judged_days(NOBODY, 28) == []
    # On its very first day a shop knows nobody.
    assert judged_days(drawn({0: [0]}, days=58), 28) == [date(2023, 1, 31)]
    late = replace(shops, trading_on=shops.trading_on + 29)
    assert judged_days(late, 28)[-1] == date(2023, 5, 31)
    assert date(2023, 1, 31) not in judged_days(replace(late, trading_on=late.trading_on[:90]), 28)


def test_each_method_on_a_day():
    scores = score_day(SEEN, ALONE)
    assert tuple(score.method for score in scores) == METHODS
    p_return, p_alive = MODEL.p_return(SEEN.histories, 28), MODEL.p_alive(SEEN.histories)
    came = np.array([False, False, True, True])
    assert list(SEEN.returned) == list(came)
    absence = np.array([60 - 54, 60 - 50, 60 - 42, 60 - 17])
    # Who came once is held against the usual cadence, of 10 days.
    cadence = np.array([6, 10, 14, 10])
    ranks = (p_return, p_alive, -absence, -absence / cadence, absence <= 42)
    for score, rank in zip(scores, ranks, strict=True):
        assert (score.as_of, score.horizon_days) == (day(60), 28)
        assert (score.customers, score.actual_returns) == (4, 2)
        assert score.auc == pytest.approx(pairs(came, rank)), score.method
    for score, chance in zip(scores[:2], (p_return, p_alive), strict=True):
        assert score.brier == pytest.approx(((chance - came) ** 2).mean())
        assert score.predicted_returns == pytest.approx(chance.sum())
    assert {(score.brier, score.predicted_returns) for score in scores[2:]} == {(None, None)}


def pairs(came: np.ndarray, rank: np.ndarray) -> float:
    """How often who came stands above who did not, pair by pair; a tie is half."""
    both = list(product(rank[came], rank[~came]))
    return sum((here > there) + (here == there) / 2 for here, there in both) / len(both)


@pytest.mark.parametrize("seed", range(4))
def test_the_area_is_the_share_of_pairs(seed):
    draw = np.random.default_rng(seed)
    came, rank = draw.random(30) < 0.4, draw.integers(0, 8, 30).astype(float)
    assert auc_of(came, rank) == pytest.approx(pairs(came, rank))


def test_forty_two_days_are_six_weeks_and_one_more_is_too_long():
    seen = drawn({0: [18, 70], 1: [17]}, days=90).replay(day(60), 28)
    assert score_day(seen, ALONE)[-1].auc == 1
    seen = drawn({0: [17, 70], 1: [16]}, days=90).replay(day(60), 28)
    assert score_day(seen, ALONE)[-1].auc == 0.5


def test_where_nobody_has_a_rhythm_the_horizon_stands_for_one():
    seen = drawn({0: [10, 70], 1: [50]}, days=90).replay(day(60), 28)
    assert score_day(seen, ALONE)[3].auc == 0


def test_a_cadence_of_less_than_a_day_counts_as_a_day():
    seen = replace(SEEN, cadence=np.array([0.1, 10, 14, 0.5]), absence=np.array([3.0, 40, 40, 5]))
    # By days: 3, 4, 2.9 and 5.
    assert score_day(seen, ALONE)[3].auc == pytest.approx(0.5)


def test_where_all_did_the_same_nothing_is_ranked():
    gone = replace(SEEN, returned=np.zeros(4, bool))
    back = replace(SEEN, returned=np.ones(4, bool))
    assert [score.auc for score in score_day(gone, ALONE) + score_day(back, ALONE)] == [None] * 10
    assert {score.actual_returns for score in score_day(back, ALONE)} == {4}
    assert score_day(drawn({}, days=40).replay(day(30), 28), ALONE) == []


def test_without_a_model_nobody_is_taken_to_be_there():
    nothing = ReturnOutlook(28, None, (), (), (), (), (), 0.0, (), Reason.NO_MODEL)
    assert [list(chance) for chance in chances_of(SEEN, nothing).values()] == [[0] * 4, [0] * 4]
    assert list(chances_of(SEEN, nothing)) == ["return_outlook", "p_alive"]


def test_over_all_days_shares_are_means_and_counts_are_sums():
    first = Score("p_alive", day(1), 28, 10, 0.8, 0.2, 4.5, 5)
    second = Score("p_alive", day(2), 28, 12, None, 0.3, 5.5, 0)
    third = Score("p_alive", day(3), 28, 14, 0.6, 0.4, 6.0, 7)
    rule = Score("fixed_rule", day(3), 28, 14, None, None, None, 7)
    assert summarise([first, second, rule, third]) == [
        Score("p_alive", day(3), 28, 14, pytest.approx(0.7), pytest.approx(0.3), 16.0, 12),
        Score("fixed_rule", day(3), 28, 14, None, None, None, 7),
    ]
    assert summarise([]) == []


def test_the_object_that_is_printed_says_the_day_in_words():
    told = Score("p_alive", day(1), 28, 10, 0.8, None, None, 5).as_dict()
    assert told == {
        "method": "p_alive", "as_of": "2023-01-03", "horizon_days": 28, "customers": 10,
        "auc": 0.8, "brier": None, "predicted_returns": None, "actual_returns": 5,
    }  # fmt: skip


def test_every_month_end_is_judged_with_what_was_known_then():
    with duckdb.connect() as cursor:
        write_facts(cursor, shop(*come_and_go(100, 200, 9), 200))
        past = read_visits(cursor)
        told = backtest(cursor)
        (one_day, on_it) = date(2023, 5, 17), backtest(cursor, as_of=date(2023, 5, 17))
        short = backtest(cursor, horizon_days=30)
        cursor.execute("delete from facts.visit; delete from facts.trading_day")
        assert backtest(cursor) == []
    horizon = usual_horizon(past, past.span[1])
    assert horizon > 30
    expected = [
        score
        for as_of in sorted(judged_days(past, horizon))
        for score in score_day(
            past.replay(as_of, horizon), fit_return_outlook(past, as_of, horizon)
        )
    ]
    assert told == expected
    then = usual_horizon(past, one_day)
    assert on_it == score_day(past.replay(one_day, then), fit_return_outlook(past, one_day, then))
    assert {score.horizon_days for score in short} == {30}
    assert short[-1].as_of == date(2023, 5, 31)
