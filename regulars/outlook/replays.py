"""The shop's past, looked at from one of its days: what was known then, and who came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
from numpy.typing import NDArray

from regulars.outlook.histories import Floats, Histories

__all__ = ["Replay", "month_ends", "read_replay"]

READ = """
select
    customer_id,
    repeats::double as repeats,
    recency_days::double as recency,
    age_days::double as age,
    absence_days::double as absence,
    log_gaps,
    gap_days::double as gap,
    cadence_days as cadence,
    spread_days as spread,
    last_three_days::double as last_three,
    mean_spend,
    coalesce(next_visited_on <= $as_of::date + $horizon_days, false) as returned
from facts.history_on($as_of)
order by customer_id
"""


@dataclass(frozen=True)
class Replay:
    """Everybody who had come by a day; arrays of one length, one place a customer.

    Times are in days; NaN where there is none.

    Attributes:
        day: the day, at whose end this is known.
        horizon_days: how long after it a visit counts as coming back.
        customer_ids: whose places these are.
        histories: their visits, times in days.
        absence: days since the last visit, closures left out.
        gap: the last gap between two visits.
        cadence: the usual gap, from four visits on.
        spread: how far gaps are from it.
        last_three: how long ago the visit three before the last one was.
        mean_spend: what they spent on a visit so far.
        returned: whether they came within the horizon; false where that is not known yet.
    """

    day: date
    horizon_days: int
    customer_ids: NDArray[np.object_]
    histories: Histories
    absence: Floats
    gap: Floats
    cadence: Floats
    spread: Floats
    last_three: Floats
    mean_spend: Floats
    returned: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.histories)


def read_replay(cursor: duckdb.DuckDBPyConnection, day: date, horizon_days: int) -> Replay:
    """What was known at the end of a day; nothing later is looked at but who came back."""
    columns = cursor.execute(READ, {"as_of": day, "horizon_days": horizon_days}).fetchnumpy()

    def floats(name: str) -> Floats:
        return np.ma.filled(np.ma.asarray(columns[name], dtype=np.float64), np.nan)

    return Replay(
        day,
        horizon_days,
        np.ma.filled(np.ma.asarray(columns["customer_id"]), None),
        Histories.of(floats("repeats"), floats("recency"), floats("age"), floats("log_gaps")),
        floats("absence"),
        floats("gap"),
        floats("cadence"),
        floats("spread"),
        floats("last_three"),
        floats("mean_spend"),
        np.ma.filled(np.ma.asarray(columns["returned"], dtype=bool), False),
    )


def month_ends(first: date, last: date) -> list[date]:
    """The last days of months from ``first`` to ``last``, newest first."""
    ends = []
    day = last + timedelta(days=1)
    while (day := day.replace(day=1) - timedelta(days=1)) >= first:
        ends.append(day)
    return ends
