"""A shop's past drawn as arrays: what the outlook learns from, without a store."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from regulars.facts.outlook.replays import Visits

FIRST = date(2023, 1, 2)


def shop(who: np.ndarray, when: np.ndarray, days: int, closed: Container[int] = ()) -> Visits:
    """Visits of customers, by number, on days counted from the first, of which some were closed."""
    order = np.lexsort((when, who))
    who, when = who[order].astype(np.int64), when[order].astype(np.int64)
    shut = np.cumsum([day in closed for day in range(days)]).astype(np.int32)
    zero = (FIRST - date(1970, 1, 1)).days
    on = (when + zero).astype(np.int32)
    place = np.arange(len(who))
    is_first = np.ones(len(who), bool)
    is_first[1:] = who[1:] != who[:-1]
    first = np.maximum.accumulate(np.where(is_first, place, 0))
    number = place - first + 1
    open_day = when - shut[when]
    gap = np.where(is_first, np.nan, open_day - open_day[np.maximum(place - 1, 0)])
    logs = np.cumsum(np.log(np.where(is_first, 1.0, gap)))
    third = np.maximum(place - 3, 0)
    cadence = np.where(number > 3, (open_day - open_day[third]) / 3, np.nan)
    next_on = np.full(len(who), np.iinfo(np.int32).max)
    next_on[:-1][who[1:] == who[:-1]] = on[1:][who[1:] == who[:-1]]
    return Visits(
        {
            "customer_no": who + 1,
            "visited_on": on,
            "next_on": next_on,
            "third_last_on": np.where(number > 3, on[third], np.nan),
            "closed_days": shut[when],
            "visit_number": number,
            "log_gaps": logs - logs[first],
            "gap": gap,
            "cadence": cadence,
            "spread": np.where(number > 3, cadence / 4, np.nan),
            "mean_spend": 5.0 + who % 7,
        },
        np.cumsum(is_first) - 1,
        on[first],
        shut[when][first],
        np.arange(zero, zero + days, dtype=np.int32),
        shut,
    )


def come_and_go(
    customers: int, days: int, mean_gap: float, seed: int = 3
) -> tuple[np.ndarray, np.ndarray]:
    """(who, when) of people who come at their own pace until they stop; a fifth came once."""
    rng = np.random.default_rng(seed)
    pace = mean_gap * np.exp(rng.normal(0, 0.4, customers))
    stops = np.where(rng.random(customers) < 0.2, 1.0, rng.beta(1, 12, customers))
    day = rng.integers(0, max(1, days // 2), customers).astype(float)
    who, when, there = [], [], np.arange(customers)
    while len(there):
        who.append(there)
        when.append(day[there].astype(int))
        stays = rng.random(len(there)) >= stops[there]
        day[there] += np.maximum(np.ceil(rng.gamma(3.0, pace[there] / 3)), 1.0)
        there = there[stays & (day[there] < days)]
    return np.concatenate(who), np.concatenate(when)


def drawn(people: dict[int, list[int]], days: int, closed: Container[int] = ()) -> Visits:
    """drawn({0: [0, 7, 14], 1: [3]}, days=20): who came on which days."""
    pairs = [(person, day) for person, came in people.items() for day in came]
    who, when = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return shop(who, when, days, closed)


def write_facts(cursor: duckdb.DuckDBPyConnection, visits: Visits) -> None:
    """The two facts that the outlook reads, as they would say this past."""
    days = pd.DataFrame({"trading_on": visits.trading_on, "closed_days": visits.closed_days})
    came = pd.DataFrame(visits.columns)
    cursor.register("drawn_day", days)
    cursor.register("drawn_visit", came)
    cursor.execute(
        """
        create schema if not exists facts;
        create or replace table facts.trading_day as
        select date '1970-01-01' + trading_on as trading_on, closed_days from drawn_day;
        create or replace table facts.visit as
        select
            'C' || customer_no as customer_id,
            date '1970-01-01' + visited_on::integer as visited_on,
            case when next_on < 2147483647 then date '1970-01-01' + next_on::integer end
                as next_visited_on,
            closed_days,
            visit_number,
            log_gaps,
            if(isnan(gap), null, gap) as gap_days,
            if(isnan(cadence), null, cadence) as cadence_days,
            if(isnan(spread), null, spread) as spread_days,
            mean_spend
        from drawn_visit
        """
    )
    for name in ("drawn_day", "drawn_visit"):
        cursor.unregister(name)
