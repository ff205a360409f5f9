"""BG/NBD, for comparison: as MBG/CNBD-1, but nobody stops after the very first visit.

Source: Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing Science 24(2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, expit, gammaln, hyp2f1

from regulars.facts.optimization import find_minimum
from regulars.facts.outlook.histories import Floats, Histories

__all__ = ["BgNbd", "fit_bg_nbd"]


@dataclass(frozen=True)
class BgNbd:
    """A fitted model: rates by a gamma distribution (r, alpha), stopping by a beta one (a, b).

    Attributes:
        r: shape of the rates' gamma distribution.
        alpha: its rate, in the unit of time of the histories.
        a: of the beta distribution of stopping.
        b: of the same.
        log_likelihood: of the histories it was fitted to.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    def p_alive(self, histories: Histories) -> Floats:
        """The probability that each has not stopped; 1 for who came once."""
        x = histories.repeats
        with np.errstate(divide="ignore"):
            gone = np.where(x > 0, np.log(self.a) - np.log(self.b + np.maximum(x, 1) - 1), -np.inf)
        stretch = (self.r + x) * (
            np.log(self.alpha + histories.age) - np.log(self.alpha + histories.recency)
        )
        alive: Floats = expit(-(gone + stretch))
        return alive

    def expected_visits(self, histories: Histories, horizon: float) -> Floats:
        """Visits to be expected of each within ``horizon`` from the moment."""
        x, t = histories.repeats, histories.age
        z = horizon / (self.alpha + t + horizon)
        shrunk = (self.r + x) * (np.log(self.alpha + t) - np.log(self.alpha + t + horizon))
        series = hyp2f1(self.r + x, self.b + x, self.a + self.b + x - 1, z)
        expected = (self.a + self.b + x - 1) / (self.a - 1) * (1 - np.exp(shrunk) * series)
        result: Floats = self.p_alive(histories) * expected
        return result

    def expected_new(self, time: Floats) -> Floats:
        """Repeat visits to be expected of somebody new within ``time``."""
        z = time / (self.alpha + time)
        series = hyp2f1(self.r, self.b, self.a + self.b - 1, z)
        shrunk = self.r * (np.log(self.alpha) - np.log(self.alpha + time))
        expected: Floats = (self.a + self.b - 1) / (self.a - 1) * (1 - np.exp(shrunk) * series)
        return expected


def fit_bg_nbd(histories: Histories) -> BgNbd | None:
    """Fit by maximum likelihood; None where no fit holds (``find_minimum``)."""
    fitted = find_minimum(lambda logs: _loss(logs, histories), np.zeros(4), [(-9.0, 9.0)] * 4)
    if fitted is None:
        return None
    r, alpha, a, b = map(float, np.exp(fitted.parameters))
    return BgNbd(r, alpha, a, b, -fitted.loss)


def _loss(logs: Floats, histories: Histories) -> float:
    r, alpha, a, b = np.exp(logs)
    x, tx, t = histories.repeats, histories.recency, histories.age
    going = -(r + x) * np.log(alpha + t)
    with np.errstate(divide="ignore"):
        gone = np.where(
            x > 0,
            np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + tx),
            -np.inf,
        )
    likelihood = (
        gammaln(r + x)
        - gammaln(r)
        + r * np.log(alpha)
        + betaln(a, b + x)
        - betaln(a, b)
        + np.logaddexp(going, gone)
    )
    return -float((histories.weight * likelihood).sum())
