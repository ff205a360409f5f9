"""Effects of several scores on one outcome, none shown that chance explains.

The score: least squares on standardised columns with HC3 errors (MacKinnon & White 1985, Journal of
Econometrics 29, 305-325), summed by person. Coming back: logistic regression with errors clustered
by person (Liang & Zeger 1986, Biometrika 73, 13-22), told as the change of the chance for one
standard deviation (average marginal effect). Of these errors and the plain ones the larger counts
(Angrist & Pischke 2009, Mostly Harmless Econometrics, 8.1). Holm's correction (1979, Scandinavian
Journal of Statistics 6, 65-70) over all drivers of an outcome: where nothing matters, 98 of 100
surveys show nothing. What is found must then withstand permutations, too (``permutation``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr, stdtr, stdtrit

from regulars.facts.drivers.permutation import people_rings, permutation_chance
from regulars.facts.optimization import fit_logistic

__all__ = ["FEWEST_ANSWERS", "SURE_ANSWERS", "Driver", "find_return_drivers", "find_score_drivers"]

Floats = NDArray[np.float64]

FEWEST_ANSWERS = 50
# From here on an effect of a third of a step is found 95 times of 100, and what is not found may be
# called nought (bench/RESULTS.md, "Satisfaction"); below, only what is found can be believed.
SURE_ANSWERS = {"score": 500, "return": 600}
ANSWERS_EACH = 10
FAMILY_ERROR = 0.02
SURE = 0.975
# The logistic weights' prior, in standard deviations of a column: so faint that a hundred answers
# outweigh it, but the weight of a theme whose few people all came back has an end.
TRUST = 1.0
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


def find_score_drivers(
    names: Sequence[str], scores: Floats, outcome: Floats, people: NDArray[np.int64]
) -> list[Driver]:
    """What goes with an overall score.

    Args:
        names: of the columns.
        scores: an answer a row, a driver a column, nothing missing.
        outcome: the overall score of each answer.
        people: who answered; the answers of one person are not independent.

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
    pulls = _by_person(design * (residual / np.maximum(1 - leverage, 1e-6))[:, None], people)
    freedom = len(pulls) - design.shape[1]
    if freedom < 1:
        return []
    plain = bread * float(residual @ residual) / (n - design.shape[1])
    errors = _larger_errors(bread @ (pulls.T @ pulls) @ bread, plain)[1:]
    chances = 2 * stdtr(freedom, -np.abs(weights[1:]) / errors)

    rings = people_rings(people)

    def by_permutation(place: int) -> float:
        """Without the driver, the residual is larger by what it explained."""
        own = design @ bread[:, 1 + place]
        without = residual + own * weights[1 + place] / bread[1 + place, 1 + place]
        return permutation_chance(own, without, rings)

    return _drivers(
        [names[i] for i in kept],
        weights[1:],
        float(stdtrit(freedom, SURE)) * errors,
        _withstanding(chances, by_permutation),
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
        As ``find_score_drivers``; effects are changes of the chance to come back. None, too, where
        no fit holds (``regulars.facts.optimization``).
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
    weights = _fit(design, returned)
    if weights is None:
        return []
    chance = expit(design @ weights)
    slope = chance * (1 - chance)
    bread = np.linalg.inv((design * slope[:, None]).T @ design)
    pulls = _by_person(design * (returned - chance)[:, None], people)
    groups = len(pulls)
    spread = bread @ (pulls.T @ pulls) @ bread * groups / max(1, groups - design.shape[1])
    errors = _larger_errors(spread, bread)[1 : 1 + columns.shape[1]]
    told = weights[1 : 1 + columns.shape[1]]
    chances = 2 * ndtr(-np.abs(told) / errors)

    rings = people_rings(people)

    def by_permutation(place: int) -> float:
        """The score test's two sides, each answer in units of its own spread."""
        others = np.delete(design, 1 + place, axis=1)
        weights = _fit(others, returned)
        if weights is None:
            return 1.0
        chance = expit(others @ weights)
        root = np.sqrt(np.maximum(chance * (1 - chance), 1e-12))
        own = design[:, 1 + place] * root
        held = others * root[:, None]
        own -= held @ np.linalg.lstsq(held, own, rcond=None)[0]
        return permutation_chance(own, (returned - chance) / root, rings)

    marginal = float(slope.mean())
    share = returned.mean()
    empty = n * (share * np.log(share) + (1 - share) * np.log(1 - share))
    full = float((returned * np.log(chance) + (1 - returned) * np.log1p(-chance)).sum())
    return _drivers(
        [names[i] for i in kept],
        told * marginal,
        1.959964 * errors * marginal,
        _withstanding(chances, by_permutation),
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


def _by_person(pulls: Floats, people: NDArray[np.int64]) -> Floats:
    """The sums of each person's rows, a row a person."""
    _, person = np.unique(people, return_inverse=True)
    return np.column_stack([np.bincount(person, weights=pull) for pull in pulls.T])


def _larger_errors(spread: Floats, plain: Floats) -> Floats:
    """Standard errors: of few answers that are alike the robust ones are far too small."""
    errors: Floats = np.sqrt(np.maximum(np.diag(spread), np.diag(plain)))
    return errors


def _fit(design: Floats, outcome: Floats) -> Floats | None:
    """Logistic weights, the intercept's without a prior."""
    count = design.shape[1]
    trust = np.array([0.0] + [TRUST] * (count - 1))
    return fit_logistic(design, outcome, prior=np.zeros(count), trust=trust)


def _withstanding(chances: Floats, by_permutation: Callable[[int], float]) -> Floats:
    """The chances, those of what would be found no smaller than by permutation."""
    checked = chances.copy()
    for place in np.flatnonzero(_corrected(chances) < FAMILY_ERROR):
        checked[place] = max(chances[place], by_permutation(int(place)))
    return checked


def _corrected(chances: Floats) -> Floats:
    """Holm's step-down over all of them."""
    order = np.argsort(chances)
    corrected = np.empty(len(chances))
    corrected[order] = np.minimum(
        1, np.maximum.accumulate(chances[order] * (len(chances) - np.arange(len(chances))))
    )
    return corrected


def _drivers(
    names: Sequence[str],
    estimates: Floats,
    margins: Floats,
    chances: Floats,
    explained: float,
    n: int,
) -> list[Driver]:
    """A driver an estimate, the strongest first."""
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
        for name, estimate, margin, chance in zip(
            names, estimates, margins, _corrected(chances), strict=True
        )
    ]
    return sorted(found, key=lambda driver: (-abs(driver.effect), -abs(driver.estimate)))
