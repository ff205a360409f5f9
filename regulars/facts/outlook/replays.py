"""The shop's past, looked at from one of its days: what was known then, and who came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from regulars.facts.outlook.histories import Floats, Histories

__all__ = ["Replay", "Visits", "month_ends", "read_visits"]

Days = NDArray[np.int32]

DAY_ZERO = date(1970, 1, 1)
# Fifty-two weeks: the same weekday.
YEAR_DAYS = 364
NEVER = np.iinfo(np.int32).max
READ = """
select
    substr(customer_id, 2)::bigint as customer_no,
    (visited_on - date '1970-01-01')::integer as visited_on,
    coalesce((next_visited_on - date '1970-01-01')::integer, $never) as next_on,
    (lag(visited_on, 3) over in_order - date '1970-01-01')::integer as third_last_on,
    closed_days::integer as closed_days,
    visit_number::integer as visit_number,
    log_gaps,
    gap_days::float as gap,
    cadence_days::float as cadence,
    spread_days::float as spread,
    mean_spend::float as mean_spend
from facts.visit
where customer_id is not null
window in_order as (partition by customer_id order by visited_on)
order by customer_no, visited_on
"""
READ_DAYS = """
select
    (trading_on - date '1970-01-01')::integer as trading_on,
    closed_days::integer as closed_days
from facts.trading_day
order by trading_on
"""


@dataclass(frozen=True)
class Replay:
    """Everybody who had come by a day; arrays of one length, one place a customer.

    Times are in days; NaN where there is none.

    Attributes:
        day: the day, at whose end this is known.
        horizon_days: how long after it a visit counts as coming back.
        customer_nos: whose places these are: the number behind customer_id, in order.
        histories: their visits, times in days.
        last_on: the day of the last visit, counted from 1 January 1970.
        next_on: the day of the next one, later than is known on the day; ``NEVER`` for none.
        absence: days since the last visit, closures left out.
        gap: the last gap between two visits.
        cadence: the usual gap, from four visits on.
        spread: how far gaps are from it.
        last_three: how long ago the visit three before the last one was.
        mean_spend: what they spent on a visit so far.
        year_ago: 1 if they came within the horizon after the same weekday a year before, else 0;
            NaN where the shop's data do not reach back that far.
        returned: whether they came within the horizon; false where that is not known yet.
    """

    day: date
    horizon_days: int
    customer_nos: NDArray[np.int64]
    histories: Histories
    last_on: Days
    next_on: Days
    absence: Floats
    gap: Floats
    cadence: Floats
    spread: Floats
    last_three: Floats
    mean_spend: Floats
    year_ago: Floats
    returned: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.histories)


@dataclass(frozen=True)
class Visits:
    """All visits of recognised customers, by customer and day; one place a visit.

    Attributes:
        columns: the columns of ``READ``; NaN where there is none.
        customer_place: which customer a visit is of, counted from nought.
        first_on: the day of the customer's first visit.
        first_closed: closures up to that day.
        trading_on: every day from the first to the last, counted from 1 January 1970.
        closed_days: closures up to each of them.
    """

    columns: dict[str, NDArray[Any]]
    customer_place: NDArray[np.int64]
    first_on: Days
    first_closed: Days
    trading_on: Days
    closed_days: Days

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last trading day; None where the shop has no past."""
        if not len(self.trading_on):
            return None
        return _date(self.trading_on[0]), _date(self.trading_on[-1])

    def _came_year_ago(self, now: int, horizon_days: int) -> Floats:
        """Who came within the horizon a year before a day, by the place of the customer."""
        customers = int(self.customer_place[-1]) + 1 if len(self.customer_place) else 0
        after = now - YEAR_DAYS
        if not len(self.trading_on) or after < self.trading_on[0]:
            return np.full(customers, np.nan)
        came = np.zeros(customers)
        on = self.columns["visited_on"]
        came[self.customer_place[(on > after) & (on <= min(now, after + horizon_days))]] = 1.0
        return came

    def closed_by(self, day: date) -> int:
        """Closures from the first day up to this one."""
        place = int(np.searchsorted(self.trading_on, _number(day), side="right"))
        return int(self.closed_days[place - 1]) if place else 0

    def replay(
        self,
        day: date,
        horizon_days: int,
        *,
        at_most: int | None = None,
        has_rhythm: bool = False,
    ) -> Replay:
        """What was known at the end of a day; nothing later is looked at but who came back.

        Args:
            day: the day.
            horizon_days: how long after it a visit counts as coming back.
            at_most: with more customers than that, every second, third ... of them.
            has_rhythm: only those with an own cadence.
        """
        now = _number(day)
        visited_on, next_on = self.columns["visited_on"], self.columns["next_on"]
        is_last = (visited_on <= now) & (next_on > now)
        if has_rhythm:
            is_last &= ~np.isnan(self.columns["cadence"])
        places = np.flatnonzero(is_last)
        if at_most is not None and len(places) > at_most:
            places = places[:: -(-len(places) // at_most)]

        def taken(name: str) -> Floats:
            values: Floats = self.columns[name][places].astype(np.float64)
            return values

        last_on = self.columns["visited_on"][places].astype(np.int32)
        next_on = self.columns["next_on"][places].astype(np.int32)
        first_on, closed = self.first_on[places], taken("closed_days")
        open_since = self.first_closed[places]
        last_three = now - taken("third_last_on")
        return Replay(
            day,
            horizon_days,
            self.columns["customer_no"][places].astype(np.int64),
            Histories.of(
                taken("visit_number") - 1,
                (last_on - first_on) - (closed - open_since),
                (now - first_on) - (self.closed_by(day) - open_since),
                taken("log_gaps"),
            ),
            last_on,
            next_on,
            (now - last_on) - (self.closed_by(day) - closed),
            taken("gap"),
            taken("cadence"),
            taken("spread"),
            last_three,
            taken("mean_spend"),
            self._came_year_ago(now, horizon_days)[self.customer_place[places]],
            next_on <= now + horizon_days,
        )


def read_visits(cursor: duckdb.DuckDBPyConnection) -> Visits:
    """All visits of a store whose facts are built."""
    columns = _fetch(cursor, READ, {"never": int(NEVER)})
    days = _fetch(cursor, READ_DAYS, {})
    number = columns["customer_no"]
    places = np.arange(len(number))
    is_first = np.ones(len(number), dtype=bool)
    is_first[1:] = number[1:] != number[:-1]
    first = np.maximum.accumulate(np.where(is_first, places, 0)) if len(number) else places
    return Visits(
        columns,
        np.cumsum(is_first) - 1,
        columns["visited_on"][first].astype(np.int32),
        columns["closed_days"][first].astype(np.int32),
        np.asarray(days["trading_on"], dtype=np.int32),
        np.asarray(days["closed_days"], dtype=np.int32),
    )


def _fetch(
    cursor: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, int]
) -> dict[str, NDArray[Any]]:
    columns: dict[str, Any] = cursor.execute(sql, parameters).fetchnumpy()
    return {
        name: values.astype(np.float64).filled(np.nan)
        if np.ma.is_masked(values)
        else np.asarray(values)
        for name, values in columns.items()
    }


def month_ends(first: date, last: date) -> list[date]:
    """The last days of months from ``first`` to ``last``, newest first."""
    ends = []
    day = last + timedelta(days=1)
    while (day := day.replace(day=1) - timedelta(days=1)) >= first:
        ends.append(day)
    return ends


def _number(day: date) -> int:
    return (day - DAY_ZERO).days


def _date(number: int) -> date:
    return DAY_ZERO + timedelta(days=int(number))
