"""How good would we have been? The outlook beside simpler rules, on days of the past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
from sklearn.metrics import roc_auc_score

from regulars.outlook.histories import Floats
from regulars.outlook.mbg_cnbd import fit_mbg_cnbd
from regulars.outlook.replays import Replay, month_ends, read_replay
from regulars.outlook.return_outlook import fit_return_outlook

__all__ = ["METHODS", "Score", "backtest", "summarise", "usual_horizon"]

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


def usual_horizon(cursor: duckdb.DuckDBPyConnection) -> int:
    """Four times the shop's median cadence, four weeks at least; days."""
    row = cursor.execute(
        "select median(cadence_days) from facts.visit "
        "where customer_id is not null and next_visited_on is null"
    ).fetchone()
    cadence = float(row[0]) if row and row[0] is not None else 0.0
    return max(SHORTEST_HORIZON_DAYS, round(CADENCES_AHEAD * cadence))


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
    row = cursor.execute(
        "select min(trading_on), max(trading_on) from facts.trading_day"
    ).fetchone()
    if row is None or row[0] is None:
        return []
    first_on, last_on = row
    horizon = usual_horizon(cursor) if horizon_days is None else horizon_days
    days = (
        month_ends(first_on + timedelta(days=1), last_on - timedelta(days=horizon))[:MOST_DAYS]
        if as_of is None
        else [as_of]
    )
    return [score for day in sorted(days) for score in _score_day(cursor, day, horizon, first_on)]


def _score_day(
    cursor: duckdb.DuckDBPyConnection, day: date, horizon: int, first_on: date
) -> list[Score]:
    replay = read_replay(cursor, day, horizon)
    if not len(replay):
        return []
    outlook = fit_return_outlook(cursor, day, horizon, first_on=first_on)
    model = fit_mbg_cnbd(replay.histories)
    chances: dict[str, Floats] = {
        "return_outlook": outlook.p_return(replay),
        "p_alive": np.zeros(len(replay)) if model is None else model.p_alive(replay.histories),
    }
    usual = _usual_gap(replay)
    cadence = np.where(np.isnan(replay.cadence), usual, replay.cadence)
    ranks: dict[str, Floats] = chances | {
        "days_since_last": -replay.absence,
        "overdue_ratio": -replay.absence / np.maximum(cadence, 1.0),
        "fixed_rule": (replay.absence <= FIXED_RULE_DAYS).astype(np.float64),
    }
    return [_score(method, replay, ranks[method], chances.get(method)) for method in METHODS]


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
        float(roc_auc_score(returned, rank)) if is_mixed else None,
        None if chance is None else float(np.mean((chance - returned) ** 2)),
        None if chance is None else float(chance.sum()),
        int(returned.sum()),
    )


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
