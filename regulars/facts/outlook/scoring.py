"""What the facts say of everybody's outlook: worked out when the facts are built.

Now, and at past month-ends as it would have been worked out then: nothing later is looked at but
who came back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from regulars.facts.outlook.backtest import Score, chances_of, judged_days, score_day, usual_horizon
from regulars.facts.outlook.gamma_gamma import fit_gamma_gamma
from regulars.facts.outlook.histories import Floats
from regulars.facts.outlook.replays import Replay, Visits, month_ends, read_visits
from regulars.facts.outlook.return_outlook import ReturnOutlook, fit_return_outlook
from regulars.facts.outlook.threads import one_thread

__all__ = ["score_now", "scoring"]

HALF_A_YEAR_DAYS = 182.0
MOST_MONTHS = 24
# The outlook of a month-end is learnt at it, or at one of the two before it.
MONTHS_BETWEEN_FITS = 3
# People learnt from in each replay for a day of the past: there are many such days.
MOST_THEN = 2_000
# People whose spend, and visits whose gaps, are enough to tell how they spread.
MOST_SPENDERS = 10_000
MOST_GAPS = 200_000
MOST_SCORED = 20_000
# With fewer gaps behind a habit than that, a bell curve stands in for the shop's own.
FEWEST_GAPS = 100
# So many must have stayed away this long and come after all, or no day is named.
FEWEST_LATER = 20
WINDOW = (0.1, 0.5, 0.9)
# A bell curve's standard deviation by its median distance from the middle.
BY_MEDIAN_DISTANCE = 1.4826
BINS = 10
WRITE_SCORES = """
create or replace table facts.outlook_score as
select * replace (as_of::date as as_of, horizon_days::integer as horizon_days)
from new_score
"""
WRITE_BINS = """
create or replace table facts.outlook_bin as
select * replace (as_of::date as as_of, bin::integer as bin)
from new_bin
"""


@contextmanager
def scoring(cursor: duckdb.DuckDBPyConnection) -> Iterator[Callable[[], None]]:
    """While this lasts, everybody's outlook is worked out beside what else the cursor does.

    What it yields waits until that is done; from then on ``outlook_now`` and ``outlook_then`` can
    be read through the cursor, and facts.outlook_score and facts.outlook_bin, how good the outlook
    would have been, are written. Called again, it does nothing.

    Args:
        cursor: on a store where facts.visit and facts.trading_day are built.
    """
    visits = read_visits(cursor)
    frames: dict[str, pd.DataFrame] = {}
    with ThreadPoolExecutor(1) as beside:
        scored = beside.submit(_score, visits)

        def show() -> None:
            if frames:
                return
            now, then, scores, bins = scored.result()
            frames.update(outlook_now=now, outlook_then=then, new_score=scores, new_bin=bins)
            for name, frame in frames.items():
                cursor.register(name, frame)
            for sql in (WRITE_SCORES, WRITE_BINS):
                cursor.execute(sql)

        yield show
    # Where something failed the transaction has ended, and these with it.
    for name in frames:
        cursor.unregister(name)


def _score(visits: Visits) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Everybody now, those with a rhythm at past month-ends, the scores and their bins."""
    with one_thread():
        return _score_by_month(visits)


def _score_by_month(
    visits: Visits,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    now, outlook = score_now(visits)
    if outlook is None or not outlook.is_learnt or visits.span is None:
        return now, _then_frame([]), _score_frame([]), _bin_frame([])
    (first_on, last_on), horizon = visits.span, outlook.horizon_days
    judged = set(judged_days(visits, horizon))
    earlier: ReturnOutlook | None = None
    then: list[tuple[Replay, Floats]] = []
    scores: list[Score] = []
    bins: list[tuple[date, str, Floats, NDArray[np.bool_]]] = []
    for place, day in enumerate(reversed(month_ends(first_on, last_on)[:MOST_MONTHS])):
        if place % MONTHS_BETWEEN_FITS == 0:
            near = None if earlier is None else earlier.model
            earlier = fit_return_outlook(visits, day, horizon, near=near, at_most=MOST_THEN)
        if earlier is None:
            continue
        rhythmic = visits.replay(day, horizon, has_rhythm=True)
        if earlier.is_learnt and len(rhythmic):
            then.append((rhythmic, earlier.p_return(rhythmic)))
        if day in judged:
            some = visits.replay(day, horizon, at_most=MOST_SCORED)
            scores += score_day(some, earlier)
            bins += [
                (day, method, chance, some.returned)
                for method, chance in chances_of(some, earlier).items()
            ]
    return now, _then_frame(then), _score_frame(scores), _bin_frame(bins)


def score_now(visits: Visits) -> tuple[pd.DataFrame, ReturnOutlook | None]:
    """One row a customer on the last trading day, and the outlook that says so."""
    if visits.span is None or not len(visits.customer_place):
        return _now_frame(None, None, None), None
    last_on = visits.span[1]
    horizon = usual_horizon(visits, last_on)
    outlook = fit_return_outlook(visits, last_on, horizon)
    return _now_frame(visits, visits.replay(last_on, horizon), outlook), outlook


def _now_frame(
    visits: Visits | None, replay: Replay | None, outlook: ReturnOutlook | None
) -> pd.DataFrame:
    """One row a customer, as ``queries/model/outlook.sql`` reads it."""
    if visits is None or replay is None or outlook is None:
        frame = pd.DataFrame(
            {
                name: pd.Series(dtype=kind)
                for name, kind in (
                    ("customer_no", "int64"), ("horizon_days", "int64"), ("p_return", "float64"),
                    ("p_alive", "float64"), ("expected_visits_26w", "float64"),
                    ("visits_if_alive_26w", "float64"), ("spend_per_visit", "float64"),
                    ("p_still_comes", "float64"), ("from_days", "float64"),
                    ("next_days", "float64"), ("to_days", "float64"),
                )
            }
        )  # fmt: skip
        return frame.assign(method="", reason="", month_end_count=0, returned_count=0, away_count=0)
    count = len(replay)
    unknown = np.full(count, np.nan)
    p_return = p_alive = still = visits_if_alive = unknown
    model = outlook.model
    if model is not None:
        p_return = outlook.p_return(replay)
        p_alive = model.p_alive(replay.histories)
        expected = model.expected_visits(replay.histories, HALF_A_YEAR_DAYS)
        steady = model.rate(replay.histories) * HALF_A_YEAR_DAYS
        with np.errstate(divide="ignore", invalid="ignore"):
            if_alive = expected / p_alive
            plain = model.p_return(replay.histories, replay.horizon_days) / p_alive
            still = np.clip(p_return / plain, 0.0, 1.0) if outlook.is_learnt else p_alive
        # The series of the expected visits leaves the range of numbers for the very faithful.
        is_sound = np.isfinite(if_alive) & (if_alive >= 0) & (if_alive <= steady)
        visits_if_alive = np.where(is_sound, if_alive, steady)
        still = np.where(np.isfinite(still), still, p_alive)
    frame = pd.DataFrame(
        {
            "customer_no": replay.customer_nos,
            "horizon_days": replay.horizon_days,
            "p_return": p_return,
            "p_alive": p_alive,
            "expected_visits_26w": still * visits_if_alive,
            "visits_if_alive_26w": visits_if_alive,
            "spend_per_visit": _spend(replay),
            "p_still_comes": still,
        }
        | dict(zip(("from_days", "next_days", "to_days"), _days_ahead(visits, replay), strict=True))
    )
    method = "learnt" if outlook.is_learnt else "none" if model is None else "model"
    return frame.assign(
        method=method,
        reason=outlook.reason.value,
        month_end_count=outlook.month_end_count,
        returned_count=outlook.returned_count,
        away_count=outlook.away_count,
    )


def _spend(replay: Replay) -> Floats:
    """What each will spend on a visit."""
    visits, mean = replay.histories.repeats + 1, np.maximum(np.nan_to_num(replay.mean_spend), 0.0)
    every = max(1, -(-len(replay) // MOST_SPENDERS))
    fitted = fit_gamma_gamma(visits[::every], mean[::every])
    if fitted is None:
        return mean
    spend = fitted.expected_spend(visits, mean)
    sound: Floats = np.where(np.isfinite(spend) & (spend >= 0), spend, mean)
    return sound


def _days_ahead(visits: Visits, replay: Replay) -> tuple[Floats, Floats, Floats]:
    """In how many open days the next visit is due: the window's start, its middle and its end.

    How late people of this shop came, by their own cadence and spread, is read from all gaps that
    followed a rhythm; who has stayed away for long is compared with those who did so too. NaN for
    who has no rhythm, for who is later than hardly anybody who came back, and where the window
    reaches beyond the horizon.
    """
    late = _lateness(visits)
    scale = np.maximum(np.nan_to_num(replay.spread), 1.0)
    waited = (replay.absence - replay.cadence) / scale
    passed = np.searchsorted(late, np.nan_to_num(waited), side="right")
    is_known = ~np.isnan(replay.cadence) & (len(late) - passed >= FEWEST_LATER)
    days = []
    for share in WINDOW:
        place = passed + share * (len(late) - passed)
        at = late[np.minimum(place.astype(np.int64), len(late) - 1)]
        ahead = np.round(replay.cadence + at * scale - replay.absence)
        days.append(np.where(is_known, np.maximum(ahead, 1.0), np.nan))
    # Later than the outlook looks, it would be a guess.
    is_near = days[2] <= replay.horizon_days
    first, middle, last = (np.where(is_near, ahead, np.nan) for ahead in days)
    return first, middle, last


def _lateness(visits: Visits) -> Floats:
    """(gap - cadence) / spread of every gap that followed a rhythm, in order."""
    gap, cadence, spread = (
        visits.columns[name].astype(np.float64) for name in ("gap", "cadence", "spread")
    )
    place = visits.customer_place
    is_same = place[1:] == place[:-1]
    late = (gap[1:] - cadence[:-1]) / np.maximum(np.nan_to_num(spread[:-1]), 1.0)
    late = late[is_same & ~np.isnan(late)]
    late = late[:: max(1, -(-len(late) // MOST_GAPS))]
    if len(late) < FEWEST_GAPS:
        return np.asarray(ndtri((np.arange(400) + 0.5) / 400) * BY_MEDIAN_DISTANCE)
    return np.sort(late)


def _then_frame(then: list[tuple[Replay, Floats]]) -> pd.DataFrame:
    """One row a customer with a rhythm and a month-end."""
    rows = [
        pd.DataFrame(
            {
                "customer_no": replay.customer_nos,
                "as_of_on": np.datetime64(replay.day, "s"),
                "horizon_days": replay.horizon_days,
                "p_return": chance,
            }
        )
        for replay, chance in then
    ]
    nobody = pd.DataFrame(
        {
            "customer_no": pd.Series(dtype="int64"),
            "as_of_on": pd.Series(dtype="datetime64[s]"),
            "horizon_days": pd.Series(dtype="int64"),
            "p_return": pd.Series(dtype="float64"),
        }
    )
    return pd.concat(rows, ignore_index=True) if rows else nobody


def _score_frame(scores: list[Score]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(score) for score in scores], columns=list(Score.__annotations__))
    kinds = dict.fromkeys(("auc", "brier", "predicted_returns"), "float64")
    counts = dict.fromkeys(("horizon_days", "customers", "actual_returns"), "int64")
    frame["as_of"] = pd.to_datetime(frame["as_of"])
    return frame.astype(kinds | counts | {"method": "object"})


def _bin_frame(bins: list[tuple[date, str, Floats, NDArray[np.bool_]]]) -> pd.DataFrame:
    """What was expected and what came, in tenths of the probability."""
    rows = []
    for day, method, chance, returned in bins:
        place = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
        count = np.bincount(place, minlength=BINS)
        expected = np.bincount(place, weights=chance, minlength=BINS)
        came = np.bincount(place, weights=returned, minlength=BINS)
        rows += [
            (day, method, number, count[number], expected[number], came[number])
            for number in np.flatnonzero(count)
        ]
    names = ["as_of", "method", "bin", "customers", "predicted_returns", "actual_returns"]
    frame = pd.DataFrame(rows, columns=names)
    frame["as_of"] = pd.to_datetime(frame["as_of"])
    return frame.astype(
        {"method": "object", "bin": "int64", "customers": "int64"}
        | dict.fromkeys(("predicted_returns", "actual_returns"), "float64")
    )
