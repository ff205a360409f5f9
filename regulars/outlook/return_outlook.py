"""Will they come back? Learnt from the shop's own past, replayed month by month.

At each earlier month-end it is known who came back within the horizon. A logistic regression on how
people kept to their rhythm, and on what MBG/CNBD-k makes of it, learns from that; where the past
does not suffice, the model speaks alone (docs/decisions.md, "The outlook learns from the shop's own
past").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from regulars.outlook.histories import Floats
from regulars.outlook.mbg_cnbd import MbgCnbd, fit_mbg_cnbd
from regulars.outlook.replays import Replay, month_ends, read_replay

__all__ = ["FEATURES", "ReturnOutlook", "fit_return_outlook"]

MOST_REPLAYS = 12
# The first weeks of a shop's data say little about who comes back: everybody is new.
FEWEST_DAYS_BEFORE = 28
# Fewer of either and a weight of one feature is a matter of a few people.
FEWEST_RETURNED = 100
FEWEST_AWAY = 100
# People learnt from in each replay; more do not change the second digit of a weight.
MOST_LEARNT_FROM = 20_000
CERTAIN = 1e-4
# How much a replay counts beside the one after it: shops and their people change.
FADES = 0.6
FEATURES = (
    "model",
    "visits",
    "absence",
    "age",
    "absence by cadence",
    "cadence",
    "pace of the last visits",
    "last gap by cadence",
    "once only",
)


@dataclass(frozen=True)
class ReturnOutlook:
    """How likely a visit within the horizon is, for anybody, from what is known of them.

    Attributes:
        horizon_days: how far it looks.
        model: the visits' own model; None where nobody ever came back.
        weights: of the features, each in units of its spread; empty where the model speaks alone.
        centre: the features' means.
        scale: their spreads.
        bias: of the regression.
        replays: the days learnt from.
        reason: why the model speaks alone; empty where it does not.
    """

    horizon_days: int
    model: MbgCnbd | None
    weights: tuple[float, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    bias: float
    replays: tuple[date, ...]
    reason: str

    def p_return(self, replay: Replay) -> Floats:
        """The probability of a visit within the horizon after the replay's day, 0 to 1."""
        plain = _plain(self.model, replay)
        if not self.weights or not len(replay):
            return plain
        features = (_features(replay, plain) - np.array(self.centre)) / np.array(self.scale)
        learnt: Floats = expit(features @ np.array(self.weights) + self.bias)
        return learnt


def fit_return_outlook(
    cursor: duckdb.DuckDBPyConnection, day: date, horizon_days: int, *, first_on: date
) -> ReturnOutlook:
    """Learn from what was known at the end of a day; nothing after it is seen.

    Args:
        cursor: on a store whose facts are built.
        day: the day.
        horizon_days: how far to look.
        first_on: the shop's first trading day.
    """
    now = read_replay(cursor, day, horizon_days)
    model = fit_mbg_cnbd(now.histories) if len(now) else None
    latest = day - timedelta(days=horizon_days)
    days = month_ends(first_on + timedelta(days=FEWEST_DAYS_BEFORE), latest)[:MOST_REPLAYS]
    # The very last day that can be judged is worth more than the month-end before it.
    if latest >= first_on + timedelta(days=FEWEST_DAYS_BEFORE) and latest not in days:
        days = [latest, *days][:MOST_REPLAYS]
    replays = [read_replay(cursor, then, horizon_days) for then in days]
    replays = [replay for replay in replays if len(replay)]
    returned = sum(int(replay.returned.sum()) for replay in replays)
    away = sum(len(replay) for replay in replays) - returned
    if returned < FEWEST_RETURNED or away < FEWEST_AWAY:
        reason = (
            f"The past is too short to learn from: {returned:,} times somebody came back within "
            f"{horizon_days} days, {away:,} times not; {FEWEST_RETURNED} of each are needed."
        )
        return ReturnOutlook(horizon_days, model, (), (), (), 0.0, (), reason)
    features, outcomes, weights = _examples(replays)
    centre, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale == 0] = 1.0
    learner = LogisticRegression(C=1.0, max_iter=1000, tol=1e-6)
    learner.fit((features - centre) / scale, outcomes, sample_weight=weights)
    return ReturnOutlook(
        horizon_days,
        model,
        tuple(map(float, learner.coef_[0])),
        tuple(map(float, centre)),
        tuple(map(float, scale)),
        float(learner.intercept_[0]),
        tuple(replay.day for replay in replays),
        "",
    )


def _examples(replays: Sequence[Replay]) -> tuple[Floats, Floats, Floats]:
    """Features, outcomes and weights of those learnt from; the model sees only each day's past."""
    features, outcomes, weights = [], [], []
    for age, replay in enumerate(replays):
        plain = _plain(fit_mbg_cnbd(replay.histories), replay)
        every = max(1, -(-len(replay) // MOST_LEARNT_FROM))
        features.append(_features(replay, plain)[::every])
        outcomes.append(replay.returned[::every].astype(np.float64))
        weights.append(np.full(len(outcomes[-1]), every * FADES**age))
    weight = np.concatenate(weights)
    return np.vstack(features), np.concatenate(outcomes), weight / weight.mean()


def _plain(model: MbgCnbd | None, replay: Replay) -> Floats:
    if model is None:
        return np.zeros(len(replay))
    returns: Floats = np.clip(
        model.p_return(replay.histories, replay.horizon_days), CERTAIN, 1 - CERTAIN
    )
    return returns


def _features(replay: Replay, plain: Floats) -> Floats:
    """One row a customer, one column a feature of ``FEATURES``."""
    known = ~np.isnan(replay.cadence)
    usual = float(np.median(replay.cadence[known])) if known.any() else float(replay.horizon_days)
    gap = np.where(np.isnan(replay.gap), usual, replay.gap)
    cadence = np.maximum(np.where(known, replay.cadence, np.maximum(gap, usual)), 1.0)
    x = replay.histories.repeats
    long_ago = np.where(np.isnan(replay.last_three), replay.histories.age, replay.last_three)
    return np.stack(
        [
            logit(np.clip(plain, CERTAIN, 1 - CERTAIN)),
            np.log1p(x),
            np.log1p(replay.absence),
            np.log1p(replay.histories.age),
            np.log1p(replay.absence / cadence),
            np.log(cadence),
            np.log1p(np.minimum(x, 3)) - np.log1p(long_ago),
            np.log(np.maximum(gap, 1.0) / cadence),
            (x == 0).astype(np.float64),
        ],
        axis=1,
    )
