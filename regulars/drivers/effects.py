"""Effects of several scores on one outcome, none shown that chance explains.

The score: least squares on standardised columns with HC3 errors (MacKinnon & White 1985, Journal of
Econometrics 29, 305-325). Coming back: logistic regression with errors clustered by person (Liang &
Zeger 1986, Biometrika 73, 13-22), told as the change of the chance for one standard deviation
(average marginal effect). Holm's correction (1979, Scandinavian Journal of Statistics 6, 65-70)
over all drivers of an outcome: where nothing matters, 98 of 100 surveys show nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr, stdtr, stdtrit

__all__ = ["FEWEST_ANSWERS", "SURE_ANSWERS", "Driver", "find_return_drivers", "find_score_drivers"]

Floats = NDArray[np.float64]

FEWEST_ANSWERS = 50
# From here on an effect of a third of a step is found 95 times of 100, and what is not found may be
# called nought (bench/RESULTS.md, "Satisfaction"); below, only what is found can be believed.
SURE_ANSWERS = {"score": 500, "return": 600}
ANSWERS_EACH = 10
FAMILY_ERROR = 0.02
SURE = 0.975
STEPS = 50
# A column that the others explain this well says nothing of its own.
LARGEST_CONDITION = 30.0


@dataclass(frozen=True)
class Driver:
    """How one score goes with an outcome, the others held fixed.

    Attributes:
        name: the score.
        effect: of one standard deviation more: in standard deviations of the outcome, or as a
            change of a chance (-1 to 1); 0 where chance explains it.
        estimate: the same, whether or not chance explains it.
        low, high: the estimate's 95 % interval.
        p_value: after Holm's correction.
        is_real: whether chance does not explain it.
        explained: R² of the whole model, or McFadden's pseudo-R².
        n: the answers used.
    """

    name: str
    effect: float
    estimate: float
    low: float
    high: float
    p_value: float
    is_real: bool
    explained: float
    n: int


def find_score_drivers(names: Sequence[str], scores: Floats, outcome: Floats) -> list[Driver]:
    """What goes with an overall score.

    Args:
        names: of the columns.
        scores: an answer a row, a driver a column, nothing missing.
        outcome: the overall score of each answer.

    Returns:
        A driver a column that varies; none where the answers are too few, or say the same thing.
    """
    if len(outcome) < FEWEST_ANSWERS:
        return []
    kept, columns = _standardised(scores)
    if not _is_enough(columns, outcome):
        return []
    n = len(outcome)
    design = np.column_stack([np.ones(n), columns])
    target = (outcome - outcome.mean()) / outcome.std()
    bread = np.linalg.inv(design.T @ design)
    weights = bread @ design.T @ target
    residual = target - design @ weights
    leverage = np.einsum("ij,jk,ik->i", design, bread, design)
    wide = residual / np.maximum(1 - leverage, 1e-6)
    meat = (design * (wide**2)[:, None]).T @ design
    errors = np.sqrt(np.diag(bread @ meat @ bread))[1:]
    freedom = n - design.shape[1]
    chances = 2 * stdtr(freedom, -np.abs(weights[1:]) / errors)
    return _drivers(
        [names[i] for i in kept],
        weights[1:],
        float(stdtrit(freedom, SURE)) * errors,
        chances,
        1 - float(residual @ residual) / float(target @ target),
        n,
    )


def find_return_drivers(
    names: Sequence[str],
    scores: Floats,
    returned: Floats,
    controls: Floats,
    people: NDArray[np.int64],
) -> list[Driver]:
    """What goes with coming back.

    Args:
        names: of the columns.
        scores: an answer a row, a driver a column, nothing missing.
        returned: 1.0 for who came back, 0.0 for who did not.
        controls: what is held fixed and not told, an answer a row.
        people: who answered; the answers of one person are not independent.

    Returns:
        As ``find_score_drivers``; effects are changes of the chance to come back.
    """
    if len(returned) < FEWEST_ANSWERS:
        return []
    kept, columns = _standardised(scores)
    rare = min(returned.sum(), len(returned) - returned.sum())
    if not _is_enough(columns, returned) or rare < ANSWERS_EACH * (columns.shape[1] + 1):
        return []
    n = len(returned)
    _, held = _standardised(controls)
    design = np.column_stack([np.ones(n), columns, held])
    weights = _fit_logistic(design, returned)
    if weights is None:
        return []
    chance = expit(design @ weights)
    slope = chance * (1 - chance)
    bread = np.linalg.inv((design * slope[:, None]).T @ design)
    _, person = np.unique(people, return_inverse=True)
    pulls = np.zeros((person.max() + 1, design.shape[1]))
    np.add.at(pulls, person, design * (returned - chance)[:, None])
    groups = len(pulls)
    spread = bread @ (pulls.T @ pulls) @ bread * groups / max(1, groups - design.shape[1])
    errors = np.sqrt(np.diag(spread))[1 : 1 + columns.shape[1]]
    told = weights[1 : 1 + columns.shape[1]]
    chances = 2 * ndtr(-np.abs(told) / errors)
    marginal = float(slope.mean())
    share = returned.mean()
    empty = n * (share * np.log(share) + (1 - share) * np.log(1 - share))
    full = float((returned * np.log(chance) + (1 - returned) * np.log1p(-chance)).sum())
    return _drivers(
        [names[i] for i in kept],
        told * marginal,
        1.959964 * errors * marginal,
        chances,
        1 - full / float(empty),
        n,
    )


def _standardised(scores: Floats) -> tuple[list[int], Floats]:
    """The columns that vary, each with mean 0 and standard deviation 1."""
    spread = scores.std(axis=0)
    kept = [i for i in range(scores.shape[1]) if spread[i] > 1e-9]
    return kept, (scores[:, kept] - scores[:, kept].mean(axis=0)) / spread[kept]


def _is_enough(columns: Floats, outcome: Floats) -> bool:
    n, count = columns.shape
    if count == 0 or n < max(FEWEST_ANSWERS, ANSWERS_EACH * count) or outcome.std() < 1e-9:
        return False
    return bool(np.linalg.cond(columns) < LARGEST_CONDITION)


def _fit_logistic(design: Floats, outcome: Floats) -> Floats | None:
    """Maximum likelihood by Newton's steps; None where it has none (one side is always right)."""
    weights: Floats = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = expit(design @ weights)
        slope = chance * (1 - chance)
        if slope.max() < 1e-6:
            return None
        curvature = (design * slope[:, None]).T @ design
        step = np.linalg.solve(
            curvature + 1e-9 * np.eye(len(weights)), design.T @ (outcome - chance)
        )
        weights += np.clip(step, -2, 2)
        if np.abs(weights).max() > 15:
            return None
        if np.abs(step).max() < 1e-8:
            return weights
    return None


def _drivers(
    names: Sequence[str],
    estimates: Floats,
    margins: Floats,
    chances: Floats,
    explained: float,
    n: int,
) -> list[Driver]:
    """Holm's step-down over all of them; the strongest first."""
    order = np.argsort(chances)
    corrected = np.empty(len(chances))
    corrected[order] = np.minimum(
        1, np.maximum.accumulate(chances[order] * (len(chances) - np.arange(len(chances))))
    )
    found = [
        Driver(
            name,
            effect=float(estimate) if chance < FAMILY_ERROR else 0.0,
            estimate=float(estimate),
            low=float(estimate - margin),
            high=float(estimate + margin),
            p_value=float(chance),
            is_real=bool(chance < FAMILY_ERROR),
            explained=explained,
            n=n,
        )
        for name, estimate, margin, chance in zip(names, estimates, margins, corrected, strict=True)
    ]
    return sorted(found, key=lambda driver: (-abs(driver.effect), -abs(driver.estimate)))
