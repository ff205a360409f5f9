"""Fits that cannot run away: every model that is learnt from the shop's past is fitted here.

A fit begins at parameters that are sound by themselves (a prior, or a usual shop's), and is only
given back if the loss fell from there and every number is finite. Else there is none, and the
caller keeps what it had and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

__all__ = ["Minimum", "fit_logistic", "find_minimum"]

Floats = NDArray[np.float64]

MOST_STEPS = 100
# A step that moves no weight by more than this is the last one.
SETTLED = 1e-7
# A step is kept if it brings this share of what the slope promises (Armijo 1966), else halved.
KEPT_PROMISE = 1e-4
MOST_HALVINGS = 60


@dataclass(frozen=True)
class Minimum:
    """Where a loss is smallest.

    Attributes:
        parameters: there.
        loss: there, no larger than at the start.
    """

    parameters: Floats
    loss: float


def find_minimum(
    loss: Callable[[Floats], float | tuple[float, Floats]],
    start: Floats,
    bounds: Sequence[tuple[float, float]],
    *,
    has_slope: bool = False,
    ftol: float = 1e-13,
    gtol: float = 1e-7,
    most_steps: int = 1000,
) -> Minimum | None:
    """Minimise within bounds by L-BFGS-B (Byrd, Lu, Nocedal & Zhu 1995).

    Args:
        loss: of the parameters; with ``has_slope`` also its gradient.
        start: where to begin; what lies outside the bounds is moved to them.
        bounds: (lowest, highest) of each parameter.
        has_slope: whether the loss tells its gradient.
        ftol: the relative fall of the loss that is no longer worth a step.
        gtol: the slope that counts as flat.
        most_steps: how many to take.

    Returns:
        None where the loss did not fall from its start, or a number is not finite.
    """
    low, high = np.array(bounds).T
    start = np.clip(start, low, high)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        told = loss(start)
        fitted = minimize(
            loss, start, jac=has_slope, method="L-BFGS-B", bounds=bounds,
            options={"maxiter": most_steps, "ftol": ftol, "gtol": gtol},
        )  # fmt: skip
    at_start = told[0] if isinstance(told, tuple) else told
    return _checked(fitted.x, float(fitted.fun), float(at_start))


def fit_logistic(
    columns: Floats,
    outcomes: Floats,
    *,
    prior: Floats,
    trust: Floats,
    counts: Floats | None = None,
) -> Floats | None:
    """The likeliest weights of a logistic regression (Cox 1958, JRSS B 20, 215-242) with a prior.

    Newton's steps, halved until the loss falls as it should (Armijo 1966; Boyd & Vandenberghe 2004,
    Convex Optimization, section 9.5). The loss is convex, so they end at its minimum from anywhere;
    plain steps run away where nearly every outcome is certain and the curvature nearly nought.

    Args:
        columns: a row an example, a column a sign; one of ones where an intercept is wanted.
        outcomes: 1.0 or 0.0 of each example.
        prior: the mean of the weights' normal prior, and where the search begins.
        trust: its precision, a weight each; 0 for a weight without one.
        counts: how much each example counts; 1 by default.

    Returns:
        A weight a column. None where the search does not settle, the loss did not fall below the
        prior's, or a number is not finite.
    """
    if not (np.isfinite(columns).all() and np.isfinite(prior).all()):
        return None
    count = np.ones(len(outcomes)) if counts is None else counts

    def loss_of(weights: Floats) -> float:
        likelihood = outcomes * (columns @ weights) - np.logaddexp(0.0, columns @ weights)
        return float(trust @ (weights - prior) ** 2) / 2 - float(count @ likelihood)

    weights: Floats = prior.astype(np.float64)
    at_prior = loss = loss_of(weights)
    for _ in range(MOST_STEPS):
        chance = expit(columns @ weights)
        slope = columns.T @ (count * (chance - outcomes)) + trust * (weights - prior)
        bend = (columns * (count * chance * (1 - chance))[:, None]).T @ columns + np.diag(trust)
        try:
            step = np.linalg.solve(bend, slope)
        except np.linalg.LinAlgError:
            return None
        if np.abs(step).max() < SETTLED:
            minimum = _checked(weights, loss, at_prior)
            return None if minimum is None else minimum.parameters
        promise = float(slope @ step)
        for _ in range(MOST_HALVINGS):
            next_weights = weights - step
            next_loss = loss_of(next_weights)
            # Beside so large a loss a smaller promise drowns in rounding.
            if next_loss <= loss - KEPT_PROMISE * promise + 1e-12 * (1 + abs(loss)):
                break
            step, promise = step / 2, promise / 2
        else:
            return None
        weights, loss = next_weights, next_loss
    return None


def _checked(parameters: Floats, loss: float, at_start: float) -> Minimum | None:
    """The fit, if it is one."""
    is_sound = np.isfinite(parameters).all() and np.isfinite(loss)
    # The last steps may differ from the start by rounding alone, where the data say nothing.
    if not is_sound or not loss <= at_start + 1e-9 * (1 + abs(at_start)):
        return None
    return Minimum(np.asarray(parameters, dtype=np.float64), loss)
