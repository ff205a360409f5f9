"""Who comes on a given day? The weights of rhythm and habit, learnt from the shop's own days.

A logistic regression (Cox 1958, J. Royal Statistical Society B 20, 215-242) with a normal prior
around the weights of a shop without a past: little data moves them little. Each earlier day is
replayed with what was known the evening before, or up to four weeks before; who was booked is left
out, because a booking says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import duckdb
import numpy as np

from regulars.facts.optimization import fit_logistic
from regulars.facts.outlook.histories import Floats

__all__ = ["SIGNS", "learn_day_weights"]

SIGNS = (
    "often_logit",
    "lately_log",
    "this_week_log",
    "weekday_log",
    "half_year_log",
    "steady_logit",
    "one_week_ago",
    "two_weeks_ago",
    "late_log",
    "late_square",
    "overdue_log",
    "due",
    "once",
    "unbooked_log",
)
# Fewer people or visits and a weight of one sign is a matter of a few people.
FEWEST_PEOPLE = 60
FEWEST_VISITS = 300
FEWEST_OPEN_DAYS = 60
# Days replayed, one of so many: neighbours teach the same.
NEXT_DAYS, NEXT_STEP = 24, 3
LATER_DAYS, LATER_STEP = 14, 4
LATER_LEADS = (7, 14, 5, 21, 9, 28, 12)
# Of more people fewer are asked, and fewer days: the weights have long settled.
MOST_PEOPLE_A_DAY = 10_000
FEWEST_DAYS = 5
MANY_PEOPLE = 5_000
# A weight's prior counts as much as so many visits that leave it open; the intercept's less.
TRUST = np.array([2.0] + [10.0] * len(SIGNS))

ROOM = """
select
    count(distinct customer_id) as people,
    count(case when visit_number > 1 then 1 end) as visits
from facts.visit
where customer_id is not null and visited_on <= $day::date and visited_on > $day::date - 182
"""
OPEN_DAYS = """
select trading_on
from facts.trading_day
where is_open and trading_on <= $day::date
order by trading_on desc
limit 120
"""
EXAMPLES = """
select
    habit.*,
    (visit.customer_id is not null)::double as came
from facts.day_habit($as_of, $day, null) as habit
left join facts.visit as visit
    on habit.customer_id = visit.customer_id and visit.visited_on = $day::date
left join facts.booked_ahead($as_of) as booked
    on habit.customer_id = booked.customer_id and booked.starts_on = $day::date
where booked.customer_id is null and hash(habit.customer_id) % $one_of = 0
order by habit.customer_id
"""
PRIOR = "select * from facts.day_weight where is_next = $is_next"
UNSETTLED = "update facts.day_weight set is_unsettled = true where is_next = $is_next"
LEARNT = """
update facts.day_weight
set
    learnt_count = $learnt_count,
    intercept = $intercept,
    often_logit = $often_logit,
    lately_log = $lately_log,
    this_week_log = $this_week_log,
    weekday_log = $weekday_log,
    half_year_log = $half_year_log,
    steady_logit = $steady_logit,
    one_week_ago = $one_week_ago,
    two_weeks_ago = $two_weeks_ago,
    late_log = $late_log,
    late_square = $late_square,
    overdue_log = $overdue_log,
    due = $due,
    once = $once,
    unbooked_log = $unbooked_log
where is_next = $is_next
"""


def learn_day_weights(cursor: duckdb.DuckDBPyConnection, day: date) -> None:
    """Put the weights of the shop's own past into facts.day_weight, if it is long enough.

    Where the days replayed give no weights that hold, the usual ones stay and is_unsettled says so.

    Args:
        cursor: inside the transaction that built the facts.
        day: the last day to learn from; nothing after it is seen.
    """
    people, visits = cursor.execute(ROOM, {"day": day}).fetchone() or (0, 0)
    open_days = [on for (on,) in cursor.execute(OPEN_DAYS, {"day": day}).fetchall()]
    if people < FEWEST_PEOPLE or visits < FEWEST_VISITS or len(open_days) < FEWEST_OPEN_DAYS:
        return
    one_of = -(-people // MOST_PEOPLE_A_DAY)
    share = min(1.0, MANY_PEOPLE / people)
    for is_next, pairs in ((True, _next_pairs(open_days)), (False, _later_pairs(open_days))):
        replayed = pairs[: max(FEWEST_DAYS, round(share * len(pairs)))]
        read = [_read(cursor, as_of, on, one_of) for as_of, on in replayed]
        examples = np.concatenate([signs for signs, _ in read])
        came = np.concatenate([came for _, came in read])
        prior = _weights(cursor, is_next)
        weights = fit_logistic(examples, came, prior=prior, trust=TRUST)
        if weights is None:
            cursor.execute(UNSETTLED, {"is_next": is_next}).fetchall()
        else:
            _write(cursor, is_next, weights, int(came.sum()))


def _next_pairs(open_days: Sequence[date]) -> list[tuple[date, date]]:
    """(evening before, day): each open day with the one before it, newest first."""
    pairs = list(zip(open_days[1:], open_days, strict=False))[::NEXT_STEP]
    return [(as_of, on) for as_of, on in pairs if (on - as_of).days <= 3][:NEXT_DAYS]


def _later_pairs(open_days: Sequence[date]) -> list[tuple[date, date]]:
    """(evening, day up to four weeks after it), newest first."""
    pairs = []
    for place, on in enumerate(open_days[::LATER_STEP][:LATER_DAYS]):
        latest = on - timedelta(days=LATER_LEADS[place % len(LATER_LEADS)])
        evenings = [as_of for as_of in open_days if as_of <= latest]
        if evenings:
            pairs.append((evenings[0], on))
    return pairs


def _read(
    cursor: duckdb.DuckDBPyConnection, as_of: date, on: date, one_of: int
) -> tuple[Floats, Floats]:
    """The signs as they stood that evening, a row a person, and who came (1.0 or 0.0)."""
    columns = cursor.execute(EXAMPLES, {"as_of": as_of, "day": on, "one_of": one_of}).fetchnumpy()
    signs = np.column_stack(
        [
            np.ones(len(columns["came"])),
            *(np.asarray(columns[sign], dtype=np.float64) for sign in SIGNS),
        ]
    )
    return signs, np.asarray(columns["came"], dtype=np.float64)


def _weights(cursor: duckdb.DuckDBPyConnection, is_next: bool) -> Floats:
    columns = cursor.execute(PRIOR, {"is_next": is_next}).fetchnumpy()
    return np.array([columns[name][0] for name in ("intercept", *SIGNS)], dtype=np.float64)


def _write(
    cursor: duckdb.DuckDBPyConnection, is_next: bool, weights: Floats, learnt_count: int
) -> None:
    values = dict(zip(("intercept", *SIGNS), map(float, weights), strict=True))
    given = values | {"is_next": is_next, "learnt_count": learnt_count}
    # Read to its end: nothing may be registered beside an unfinished answer.
    cursor.execute(LEARNT, given).fetchall()
