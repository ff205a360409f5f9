"""Gamma-Gamma: what somebody spends on a visit, drawn towards what everybody does.

A visit's spend varies around a person's own mean by a gamma distribution (p); the means differ
between people by another (q, gamma).

Source: Fader, Hardie & Lee (2005), "RFM and CLV", Journal of Marketing Research 42(4); Fader &
Hardie (2013), "The gamma-gamma model of monetary value", note 025.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from regulars.facts.optimization import find_minimum
from regulars.facts.outlook.histories import Floats

__all__ = ["GammaGamma", "fit_gamma_gamma"]


@dataclass(frozen=True)
class GammaGamma:
    """A fitted model.

    Attributes:
        p: shape of a person's spend a visit.
        q: shape of the distribution between people.
        gamma: its scale, in money.
        log_likelihood: of what it was fitted to.
    """

    p: float
    q: float
    gamma: float
    log_likelihood: float

    def expected_spend(self, visits: Floats, mean_spend: Floats) -> Floats:
        """What each will spend a visit, in the same money.

        Args:
            visits: how many visits the mean is of; 0 gives the mean of everybody.
            mean_spend: the mean so far.
        """
        expected: Floats = (
            self.p * (self.gamma + visits * mean_spend) / (self.p * visits + self.q - 1)
        )
        return expected


def fit_gamma_gamma(
    visits: Floats, mean_spend: Floats, weight: Floats | None = None
) -> GammaGamma | None:
    """Fit by maximum likelihood to the means of those who spent something.

    Args:
        visits: visits of each person.
        mean_spend: mean spend of each on a visit.
        weight: how many people each stands for; one by default.

    Returns:
        None for fewer than two people, or if all spend the same: there is nothing to draw towards;
        and where no fit holds (``find_minimum``).
    """
    spent = (visits > 0) & (mean_spend > 0)
    n, m = visits[spent], mean_spend[spent]
    w = np.ones_like(n) if weight is None else weight[spent]
    if len(n) < 2 or np.ptp(m) == 0:
        return None
    unit = float((w * m).sum() / w.sum())
    fitted = find_minimum(
        lambda logs: _loss(logs, n, m / unit, w),
        np.ones(3),
        [(-6.0, 9.0), (0.001, 9.0), (-9.0, 9.0)],
    )
    if fitted is None:
        return None
    p, q, gamma = map(float, np.exp(fitted.parameters))
    return GammaGamma(p, q, gamma * unit, float(-fitted.loss - w.sum() * np.log(unit)))


def _loss(logs: Floats, n: Floats, m: Floats, w: Floats) -> float:
    p, q, gamma = np.exp(logs)
    likelihood = (
        gammaln(p * n + q)
        - gammaln(p * n)
        - gammaln(q)
        + q * np.log(gamma)
        + (p * n - 1) * np.log(m)
        + p * n * np.log(n)
        - (p * n + q) * np.log(gamma + m * n)
    )
    return -float((w * likelihood).sum())
