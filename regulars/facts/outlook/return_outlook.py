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
from enum import StrEnum

import numpy as np
from scipy.special import expit, logit

from regulars.facts.optimization import fit_logistic
from regulars.facts.outlook.histories import Floats
from regulars.facts.outlook.mbg_cnbd import MbgCnbd, fit_mbg_cnbd
from regulars.facts.outlook.replays import Replay, Visits, month_ends
from regulars.facts.outlook.threads import one_thread

__all__ = [
    "FEATURES",
    "FEWEST_REPLAYS",
    "FEWEST_RETURNED",
    "Reason",
    "ReturnOutlook",
    "fit_return_outlook",
]

MOST_REPLAYS = 12
# The first weeks of a shop's data say little about who comes back: everybody is new. Half a horizon
# is two usual gaps.
FEWEST_DAYS_BEFORE = 28
# Fewer of either and a weight of one feature is a matter of a few people.
FEWEST_RETURNED = 100
FEWEST_AWAY = 100
# Fewer days of the past, and one good or bad season is taken for the rule.
FEWEST_REPLAYS = 4
# People learnt from in each replay; more do not change the second digit of a weight.
MOST_LEARNT_FROM = 10_000
CERTAIN = 1e-6
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
    "came at this time last year",
)


class Reason(StrEnum):
    """What the outlook rests on: the past, or why the model speaks alone, or why nothing does."""

    LEARNT = "learnt"
    FEW_MONTH_ENDS = "few month-ends"
    FEW_RETURNS = "few returns"
    NO_WEIGHTS = "no weights"
    NO_MODEL = "no model"
    NOBODY_TWICE = "nobody twice"
    NO_VISITS = "no visits"


@dataclass(frozen=True)
class ReturnOutlook:
    """How likely a visit within the horizon is, for anybody, from what is known of them.

    Attributes:
        horizon_days: how far it looks.
        model: the visits' own model; None where nobody ever came back.
        weights: of the features, each in units of its spread; empty where the model speaks alone.
        centre: the features' means.
        scale: their spreads.
        lowest: of each feature, what was met in the past; nothing is read into what lies beyond.
        highest: of the same.
        bias: of the regression.
        replays: the days learnt from.
        reason: what it rests on.
        month_end_count: days of the past of which it is known who came back.
        returned_count: how often somebody did, counted at each of them.
        away_count: how often somebody did not.
    """

    horizon_days: int
    model: MbgCnbd | None
    weights: tuple[float, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    bias: float
    replays: tuple[date, ...]
    reason: Reason
    month_end_count: int = 0
    returned_count: int = 0
    away_count: int = 0

    @property
    def is_learnt(self) -> bool:
        """Whether the shop's own past has spoken."""
        return bool(self.weights)

    def p_return(self, replay: Replay) -> Floats:
        """The probability of a visit within the horizon after the replay's day, 0 to 1."""
        plain = _plain(self.model, replay)
        if not self.weights or not len(replay):
            return plain
        features = np.clip(_features(replay, plain), self.lowest, self.highest)
        features = _standard(features, np.array(self.centre), np.array(self.scale))
        learnt: Floats = expit(features @ np.array(self.weights) + self.bias)
        return learnt


def fit_return_outlook(
    visits: Visits,
    day: date,
    horizon_days: int,
    *,
    near: MbgCnbd | None = None,
    at_most: int = MOST_LEARNT_FROM,
) -> ReturnOutlook:
    """Learn from what was known at the end of a day; nothing after it is seen.

    Args:
        visits: of the shop.
        day: the day.
        horizon_days: how far to look.
        near: a model whose parameters are about right: it is found sooner from there.
        at_most: people learnt from in each replay.
    """
    span = visits.span
    if span is None:
        return _unlearnt(horizon_days, None, Reason.NO_VISITS, 0, 0, 0)
    with one_thread():
        now = visits.replay(day, horizon_days)
        model = fit_mbg_cnbd(now.histories, near=near, is_cautious=True) if len(now) else None
        replays = _replays(visits, day, horizon_days, span[0], at_most)
        returned = sum(int(replay.returned.sum()) for replay in replays)
        away = sum(len(replay) for replay in replays) - returned
        is_enough = returned >= FEWEST_RETURNED and away >= FEWEST_AWAY
        if model is None or len(replays) < FEWEST_REPLAYS or not is_enough:
            if model is None:
                came_twice = now.histories.repeats.any()
                reason = Reason.NO_MODEL if came_twice else Reason.NOBODY_TWICE
            elif len(replays) < FEWEST_REPLAYS:
                reason = Reason.FEW_MONTH_ENDS
            else:
                reason = Reason.FEW_RETURNS
            return _unlearnt(horizon_days, model, reason, len(replays), returned, away)
        features, outcomes, counts = _examples(model, replays)
        centre, scale = _spread(features)
        fitted = fit_logistic(
            np.column_stack([np.ones(len(features)), _standard(features, centre, scale)]),
            outcomes,
            prior=np.zeros(len(FEATURES) + 1),
            # Any share may come back; of a weight in units of its spread, 1 is much.
            trust=np.array([0.0] + [1.0] * len(FEATURES)),
            counts=counts,
        )
    if fitted is None:
        return _unlearnt(horizon_days, model, Reason.NO_WEIGHTS, len(replays), returned, away)
    bias, *weights = map(float, fitted)
    return ReturnOutlook(
        horizon_days,
        model,
        tuple(weights),
        tuple(map(float, centre)),
        tuple(map(float, scale)),
        tuple(map(float, np.nan_to_num(np.fmin.reduce(features)))),
        tuple(map(float, np.nan_to_num(np.fmax.reduce(features)))),
        bias,
        tuple(replay.day for replay in replays),
        Reason.LEARNT,
        len(replays),
        returned,
        away,
    )


def _unlearnt(
    horizon_days: int,
    model: MbgCnbd | None,
    reason: Reason,
    month_end_count: int,
    returned_count: int,
    away_count: int,
) -> ReturnOutlook:
    """The outlook of a past that taught nothing."""
    return ReturnOutlook(
        horizon_days, model, (), (), (), (), (), 0.0, (), reason,
        month_end_count, returned_count, away_count,
    )  # fmt: skip


def _replays(
    visits: Visits, day: date, horizon_days: int, first_on: date, at_most: int
) -> list[Replay]:
    """The days whose outcome is known by ``day``, newest first."""
    earliest = first_on + timedelta(max(FEWEST_DAYS_BEFORE, horizon_days // 2))
    latest = day - timedelta(horizon_days)
    days = month_ends(earliest, latest)
    # The very last day that can be judged is worth more than the month-end before it.
    if latest >= earliest and latest not in days:
        days = [latest, *days]
    replays = [visits.replay(then, horizon_days, at_most=at_most) for then in days[:MOST_REPLAYS]]
    return [replay for replay in replays if len(replay)]


def _examples(model: MbgCnbd, replays: Sequence[Replay]) -> tuple[Floats, Floats, Floats]:
    """Features, outcomes and weights of those learnt from.

    Somebody stands in many replays and is still one person: all weights sum to as many as there
    are people, so that a small shop learns with caution.
    """
    features = [_features(replay, _plain(model, replay)) for replay in replays]
    outcomes = [replay.returned.astype(np.float64) for replay in replays]
    weight = np.concatenate(
        [np.full(len(replay), FADES**age) for age, replay in enumerate(replays)]
    )
    people = max(len(replay) for replay in replays)
    return np.vstack(features), np.concatenate(outcomes), weight * (people / weight.sum())


def _spread(features: Floats) -> tuple[Floats, Floats]:
    """Mean and spread of each feature where it is known; 0 and 1 where it never is."""
    known = ~np.isnan(features)
    count = np.maximum(known.sum(axis=0), 1)
    centre = np.where(known, features, 0.0).sum(axis=0) / count
    spread = np.sqrt((np.where(known, features - centre, 0.0) ** 2).sum(axis=0) / count)
    return centre, np.where(spread > 0, spread, 1.0)


def _standard(features: Floats, centre: Floats, scale: Floats) -> Floats:
    """In units of the spread; what is not known says nothing."""
    standard: Floats = np.nan_to_num((features - centre) / scale)
    return standard


def _plain(model: MbgCnbd | None, replay: Replay) -> Floats:
    """What the visits' own model says, never quite certain; nought where there is no model."""
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
            logit(plain),
            np.log1p(x),
            np.log1p(replay.absence),
            np.log1p(replay.histories.age),
            np.log1p(replay.absence / cadence),
            np.log(cadence),
            np.log1p(np.minimum(x, 3)) - np.log1p(long_ago),
            np.log(np.maximum(gap, 1.0) / cadence),
            (x == 0).astype(np.float64),
            replay.year_ago,
        ],
        axis=1,
    )
