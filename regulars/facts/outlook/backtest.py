"""How good would we have been? The outlook beside simpler rules, on days of the past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regulars.facts.outlook.histories import Floats
from regulars.facts.outlook.replays import Replay, Visits, month_ends, read_visits
from regulars.facts.outlook.return_outlook import ReturnOutlook, fit_return_outlook

__all__ = [
    "METHODS",
    "Score",
    "auc_of",
    "backtest",
    "chances_of",
    "judged_days",
    "score_day",
    "summarise",
    "usual_horizon",
]

METHODS = ("return_outlook", "p_alive", "days_since_last", "overdue_ratio", "fixed_rule")
MOST_DAYS = 12
SHORTEST_HORIZON_DAYS = 28
CADENCES_AHEAD = 4
# "None in six weeks", as tills define a lapsed customer.
FIXED_RULE_DAYS = 42


@dataclass(frozen=True)
class Score:
    """How one method did on one day.

    Attributes:
        method: one of ``METHODS``.
        as_of: the day; nothing after it was known to the method.
        horizon_days: how long after it a visit counted as coming back.
        customers: how many had come by that day.
        auc: the chance that who came back was ranked above who did not; None if all did the same.
        brier: mean squared error of the probabilities; None for a method that gives none.
        predicted_returns: how many were expected to come back; None likewise.
        actual_returns: how many did.
    """

    method: str
    as_of: date
    horizon_days: int
    customers: int
    auc: float | None
    brier: float | None
    predicted_returns: float | None
    actual_returns: int

    def as_dict(self) -> dict[str, Any]:
        """The object that ``backtest --json`` prints."""
        return asdict(self) | {"as_of": self.as_of.isoformat()}


def usual_horizon(visits: Visits, day: date) -> int:
    """Four times the shop's median cadence as it was known on a day, four weeks at least; days."""
    cadences = visits.replay(day, SHORTEST_HORIZON_DAYS).cadence
    known = cadences[~np.isnan(cadences)]
    usual = round(CADENCES_AHEAD * float(np.median(known))) if len(known) else 0
    return max(SHORTEST_HORIZON_DAYS, usual)


def backtest(
    cursor: duckdb.DuckDBPyConnection, *, as_of: date | None = None, horizon_days: int | None = None
) -> list[Score]:
    """Every method on one day, or on the latest month-ends whose outcome is known.

    Args:
        cursor: on a store whose facts are built.
        as_of: exactly that day; None for up to twelve month-ends.
        horizon_days: how long after it a visit counts; None for the shop's usual.

    Returns:
        The scores, oldest day first; none where the shop has no past.
    """
    visits = read_visits(cursor)
    if visits.span is None:
        return []
    horizon = horizon_days or usual_horizon(visits, as_of or visits.span[1])
    days = judged_days(visits, horizon) if as_of is None else [as_of]
    found = []
    for day in sorted(days):
        outlook = fit_return_outlook(visits, day, horizon)
        found += score_day(visits.replay(day, horizon), outlook)
    return found


def judged_days(visits: Visits, horizon_days: int) -> list[date]:
    """The latest month-ends whose outcome is known, newest first, twelve at most."""
    if visits.span is None:
        return []
    first_on, last_on = visits.span
    latest = last_on - timedelta(days=horizon_days)
    return month_ends(first_on + timedelta(days=1), latest)[:MOST_DAYS]


def score_day(replay: Replay, outlook: ReturnOutlook) -> list[Score]:
    """Every method on one day, each knowing only what was known then; none if nobody had come."""
    if not len(replay):
        return []
    chances = chances_of(replay, outlook)
    usual = _usual_gap(replay)
    cadence = np.where(np.isnan(replay.cadence), usual, replay.cadence)
    ranks: dict[str, Floats] = chances | {
        "days_since_last": -replay.absence,
        "overdue_ratio": -replay.absence / np.maximum(cadence, 1.0),
        "fixed_rule": (replay.absence <= FIXED_RULE_DAYS).astype(np.float64),
    }
    return [_score(method, replay, ranks[method], chances.get(method)) for method in METHODS]


def chances_of(replay: Replay, outlook: ReturnOutlook) -> dict[str, Floats]:
    """The methods that give a probability, and theirs."""
    model = outlook.model
    return {
        "return_outlook": outlook.p_return(replay),
        "p_alive": np.zeros(len(replay)) if model is None else model.p_alive(replay.histories),
    }


def _usual_gap(replay: Replay) -> float:
    known = replay.cadence[~np.isnan(replay.cadence)]
    return float(np.median(known)) if len(known) else float(replay.horizon_days)


def _score(method: str, replay: Replay, rank: Floats, chance: Floats | None) -> Score:
    returned = replay.returned
    is_mixed = returned.any() and not returned.all()
    return Score(
        method,
        replay.day,
        replay.horizon_days,
        len(replay),
        auc_of(returned, rank) if is_mixed else None,
        None if chance is None else float(np.mean((chance - returned) ** 2)),
        None if chance is None else float(chance.sum()),
        int(returned.sum()),
    )


def auc_of(returned: NDArray[np.bool_], rank: Floats) -> float:
    """How often who came back stands above who did not; ties count half (Mann & Whitney 1947)."""
    came = int(returned.sum())
    above = float(pd.Series(rank).rank()[returned].sum()) - came * (came + 1) / 2
    return above / (came * (len(returned) - came))


def summarise(scores: Sequence[Score]) -> list[Score]:
    """Each method over all days: means of AUC and Brier, sums of the counts, the last day."""
    found = []
    for method in METHODS:
        own = [score for score in scores if score.method == method]
        if own:
            predicted = _known(score.predicted_returns for score in own)
            found.append(
                replace(
                    own[-1],
                    auc=_mean(_known(score.auc for score in own)),
                    brier=_mean(_known(score.brier for score in own)),
                    predicted_returns=sum(predicted) if predicted else None,
                    actual_returns=sum(score.actual_returns for score in own),
                )
            )
    return found


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
