"""The past seen from one of its days: what was known that evening, and who came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from regulars.facts.outlook.replays import DAY_ZERO, NEVER, month_ends, read_visits
from tests.simulated_past import FIRST, drawn

NOUGHT = (FIRST - DAY_ZERO).days
# Closed from the 15th to the 19th day. The first comes weekly, the second twice, the third later.
WEEKLY, TWICE, LATER = range(3)
PAST = drawn(
    {WEEKLY: [0, 7, 14, 21, 30], TWICE: [3, 10], LATER: [25]}, days=40, closed=range(15, 20)
)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def test_what_was_known_on_a_day():
    seen = PAST.replay(day(22), 10)
    assert (seen.day, seen.horizon_days, len(seen)) == (day(22), 10, 2)
    assert list(seen.customer_nos) == [1, 2]
    assert list(seen.histories.repeats) == [3, 1]
    assert list(seen.histories.recency) == [16, 7], "without the five days closed"
    assert list(seen.histories.age) == [17, 14]
    assert seen.histories.log_gaps == pytest.approx(np.log([7 * 7 * 2, 7]))
    assert list(seen.last_on - NOUGHT) == [21, 10]
    assert list(seen.next_on - np.array([NOUGHT, 0])) == [30, NEVER]
    assert list(seen.absence) == [1, 7]
    assert list(seen.gap) == [2, 7]
    assert seen.cadence == pytest.approx([16 / 3, np.nan], nan_ok=True)
    assert seen.spread == pytest.approx([4 / 3, np.nan], nan_ok=True)
    assert seen.last_three == pytest.approx([22, np.nan], nan_ok=True)
    assert list(seen.mean_spend) == [5, 6]
    assert list(seen.returned) == [True, False]


@pytest.mark.parametrize(("horizon_days", "returned"), [(7, False), (8, True), (9, True)])
def test_who_came_on_the_last_day_of_the_horizon_came_back(horizon_days, returned):
    assert PAST.replay(day(22), horizon_days).returned[0] == returned


@pytest.mark.parametrize(
    ("seen_on", "last_on", "absence"),
    [(20, 14, 1), (21, 21, 0), (29, 21, 8), (30, 30, 0), (39, 30, 9)],
)
def test_a_visit_of_the_day_itself_is_known(seen_on, last_on, absence):
    seen = PAST.replay(day(seen_on), 10)
    assert (seen.last_on[0] - NOUGHT, seen.absence[0]) == (last_on, absence)


def test_who_came_first_after_a_closure_is_as_old_as_the_days_open():
    seen = PAST.replay(day(29), 10)
    assert list(seen.customer_nos) == [1, 2, 3]
    assert seen.histories.age[LATER] == seen.absence[LATER] == 4
    assert seen.histories.recency[LATER] == 0


def test_only_who_has_a_rhythm_or_every_so_many():
    assert list(PAST.replay(day(39), 10, has_rhythm=True).customer_nos) == [1]
    many = drawn({person: [person] for person in range(10)}, days=12)
    for at_most, taken in (
        (10, range(1, 11)),
        (9, (1, 3, 5, 7, 9)),
        (5, (1, 3, 5, 7, 9)),
        (4, (1, 4, 7, 10)),
        (1, (1,)),
    ):
        assert tuple(many.replay(day(11), 5, at_most=at_most).customer_nos) == tuple(taken)


def test_before_anybody_came_there_is_nobody():
    assert len(PAST.replay(day(-1), 10)) == 0
    nobody = drawn({}, days=30)
    assert len(nobody.replay(day(20), 10)) == 0
    assert len(nobody.replay(day(20) + timedelta(400), 10)) == 0


@pytest.mark.parametrize(
    ("now", "horizon_days", "came"),
    [
        (369, 10, (0.0, 1.0, 0.0)),
        (369, 25, (1.0, 1.0, 0.0)),
        (369, 24, (0.0, 1.0, 0.0)),
        (370, 4, (0.0, 1.0, 0.0)),
        (370, 3, (0.0, 0.0, 0.0)),
        (374, 28, (1.0, 0.0, 0.0)),
        (364, 28, (0.0, 1.0, 1.0)),
        (369, 500, (1.0, 1.0, 0.0)),
        (363, 28, (np.nan,) * 3),
    ],
)
def test_who_came_at_this_time_last_year(now, horizon_days, came):
    """Fifty-two weeks before the day, from the day after on, and never anything after the day."""
    past = drawn({0: [0, 30], 1: [10], 2: [3, 400]}, days=420)
    assert past.replay(day(now), horizon_days).year_ago == pytest.approx(came, nan_ok=True)


def test_closures_up_to_a_day():
    closed = [PAST.closed_by(day(number)) for number in (-1, 0, 14, 15, 16, 19, 20, 39, 60)]
    assert closed == [0, 0, 0, 1, 2, 5, 5, 5, 5]


def test_the_span_is_the_first_and_the_last_trading_day():
    assert PAST.span == (FIRST, day(39))
    assert drawn({}, days=0).span is None


def test_month_ends_are_those_within_newest_first():
    ends = [date(2024, 3, 31), date(2024, 2, 29), date(2024, 1, 31)]
    assert month_ends(date(2024, 1, 31), date(2024, 3, 31)) == ends
    assert month_ends(date(2024, 1, 31), date(2024, 4, 29)) == ends
    assert month_ends(date(2024, 2, 1), date(2024, 3, 30)) == ends[1:2]
    assert month_ends(date(2024, 2, 1), date(2024, 2, 28)) == []
    assert month_ends(date(2024, 2, 1), date(2024, 1, 31)) == []


@pytest.fixture
def facts() -> Iterator[duckdb.DuckDBPyConnection]:
    """The two facts that are read: two people and a walk-in; closed on the second day."""
    with duckdb.connect() as cursor:
        cursor.execute(
            """
            create schema facts;
            create table facts.trading_day as
            select '2026-03-01'::date + n::integer as trading_on, (n > 0)::bigint as closed_days
            from range(40) as days (n);
            create table facts.visit (
                customer_id text, visited_on date, next_visited_on date, closed_days bigint,
                visit_number bigint, log_gaps double, gap_days double, cadence_days double,
                spread_days double, mean_spend decimal(18, 2)
            );
            insert into facts.visit values
            ('C10', '2026-03-03', null, 1, 1, 0, null, null, null, 4.5),
            ('C9', '2026-03-31', null, 1, 5, 8, 9, 9.5, 0.5, 3),
            ('C9', '2026-03-01', '2026-03-05', 0, 1, 0, null, null, null, 7),
            ('C9', '2026-03-05', '2026-03-12', 1, 2, 1.1, 3, null, null, 6),
            (null, '2026-03-05', null, 1, null, null, null, null, null, null),
            ('C9', '2026-03-12', '2026-03-22', 1, 3, 3, 7, null, null, 5),
            ('C9', '2026-03-22', '2026-03-31', 1, 4, 5.3, 10, 7, 2, 4)
            """
        )
        yield cursor


def test_visits_are_read_by_customer_and_day(facts):
    visits = read_visits(facts)
    assert visits.span == (date(2026, 3, 1), date(2026, 4, 9))
    assert [visits.closed_by(date(2026, 3, number)) for number in (1, 2)] == [0, 1]
    read = visits.columns
    nought = (date(2026, 3, 1) - DAY_ZERO).days
    assert list(read["customer_no"]) == [9, 9, 9, 9, 9, 10], "numbers, not words"
    assert list(read["visited_on"] - nought) == [0, 4, 11, 21, 30, 2]
    assert list(read["next_on"][[0, 1, 2, 3]] - nought) == [4, 11, 21, 30]
    assert list(read["next_on"][[4, 5]]) == [NEVER, NEVER]
    known = read["third_last_on"] - nought
    assert known == pytest.approx([np.nan, np.nan, np.nan, 0, 4, np.nan], nan_ok=True)
    assert list(read["visit_number"]) == [1, 2, 3, 4, 5, 1]
    assert list(read["log_gaps"]) == [0, 1.1, 3, 5.3, 8, 0]
    assert read["gap"] == pytest.approx([np.nan, 3, 7, 10, 9, np.nan], nan_ok=True)
    assert read["cadence"] == pytest.approx([*[np.nan] * 3, 7, 9.5, np.nan], nan_ok=True)
    assert read["spread"] == pytest.approx([*[np.nan] * 3, 2, 0.5, np.nan], nan_ok=True)
    assert list(read["mean_spend"]) == [7, 6, 5, 4, 3, 4.5]
    assert list(visits.customer_place) == [0] * 5 + [1]
    assert list(visits.first_on - nought) == [0] * 5 + [2]
    assert list(visits.first_closed) == [0] * 5 + [1]
    seen = visits.replay(date(2026, 3, 22), 9)
    assert list(seen.customer_nos) == [9, 10]
    assert list(seen.histories.age) == [20, 19]
    assert list(seen.returned) == [True, False]


def test_of_a_shop_without_visits_nothing_is_read(facts):
    facts.execute("delete from facts.visit")
    visits = read_visits(facts)
    assert len(visits.customer_place) == len(visits.first_on) == 0
    assert len(visits.replay(date(2026, 3, 22), 9)) == 0
