"""MBG/CNBD-k: people come at their own, more or less even rate until they stop.

Between visits lie k steps of a Poisson process (k = 1: random, larger: clockwork); rates differ
between people by a gamma distribution (r, alpha); after each visit, the first included, one stops
for good with a probability that differs by a beta distribution (a, b).

Source: Reutterer, Platzer & Schröder (2021), "Leveraging purchase regularity for predicting
customer behavior the easy way", International Journal of Research in Marketing 38(1). k = 1 is
MBG/NBD: Batislam, Denizel & Filiztekin (2007), IJRM 24(3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, digamma, expit, gammaln, hyp2f1

from regulars.facts.optimization import Minimum, find_minimum
from regulars.facts.outlook.histories import Floats, Histories
from regulars.facts.outlook.threads import one_thread

__all__ = ["HIGHEST_K", "MbgCnbd", "fit_mbg_cnbd"]

HIGHEST_K = 12
# Times are rounded to so many steps of the longest age where there are more histories than a few.
# Which k fits best is seen on fewer; its parameters are then found on all.
STEPS, ROUGH_STEPS, FEW = 80, 24, 3000
START = np.array([0.0, 0.0, 0.0, 0.0])
# Parameters that fit any shop stay far from where their logarithms overflow.
BOUNDS = [(-9.0, 9.0)] * 4
FTOL = 1e-11
FTOL_CAUTIOUS = 1e-9
# In a shop's first months nobody can be seen to have stopped, and the likelihood is flat: it would
# as soon have everybody come for ever. A faint prior, normal on the logarithms with this precision,
# prefers that about one in six stops after a visit. A hundred people outweigh it.
USUAL = np.log([1.0, 1.0, 0.5, 2.5])
CAUTION = 0.4


@dataclass(frozen=True)
class MbgCnbd:
    """A fitted model.

    Attributes:
        k: steps between visits; 1 is random.
        r: shape of the rates' gamma distribution.
        alpha: its rate, in the unit of time of the histories.
        a: of the beta distribution of stopping.
        b: of the same.
        log_likelihood: of the histories it was fitted to.
    """

    k: int
    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    def p_alive(self, histories: Histories) -> Floats:
        """The probability that each has not stopped, 0 to 1."""
        gone, going = _terms(self.k, self._parameters, histories)
        alive: Floats = expit(going - gone)
        return alive

    def p_return(self, histories: Histories, horizon: float) -> Floats:
        """The probability of at least one visit within ``horizon`` from the moment, 0 to 1."""
        shape = self.r + self.k * histories.repeats
        stays_away = shape * (
            np.log(self.alpha + histories.age) - np.log(self.alpha + histories.age + horizon)
        )
        later = _log_unfinished(self.k, shape, self.alpha, histories, horizon)
        now = _log_unfinished(self.k, shape, self.alpha, histories, 0.0)
        returns: Floats = self.p_alive(histories) * -np.expm1(
            np.minimum(stays_away + later - now, 0.0)
        )
        return returns

    def rate(self, histories: Histories) -> Floats:
        """Visits a unit of time of each, as long as they have not stopped."""
        rates: Floats = (self.r + self.k * histories.repeats) / (
            self.k * (self.alpha + histories.age)
        )
        return rates

    def expected_visits(self, histories: Histories, horizon: float) -> Floats:
        """Visits to be expected within ``horizon`` from the moment; exact for k = 1.

        For k > 1 the same formula with k steps counted as one: the mean of the process is that of
        a Poisson process as soon as the time since the last visit is no longer felt.
        """
        a, b, k = self.a, self.b, self.k
        x = histories.repeats
        shape = self.r / k + x
        scale = (self.alpha + histories.age) / k
        z = horizon / k / (scale + horizon / k)
        grown = np.log(scale) - np.log(scale + horizon / k)
        series = hyp2f1(shape, b + x + 1, a + b + x, z)
        expected = (a + b + x) / (a - 1) * (1 - np.exp(shape * grown) * series)
        result: Floats = self.p_alive(histories) * expected
        return result

    @property
    def _parameters(self) -> Floats:
        return np.array([self.r, self.alpha, self.a, self.b])


def fit_mbg_cnbd(
    histories: Histories,
    *,
    highest_k: int = HIGHEST_K,
    near: MbgCnbd | None = None,
    is_cautious: bool = False,
) -> MbgCnbd | None:
    """The model that fits best: k from 1 up, as long as a larger one fits better.

    Args:
        histories: customers; times in any one unit.
        highest_k: the largest k to try; 1 gives MBG/NBD.
        near: a model of nearly the same people in the same unit: its k is kept and its parameters
            are where the search begins.
        is_cautious: expect that some stop even where none has had the time to; see ``USUAL``.

    Returns:
        None where nobody ever came back, so that there is nothing to learn from, and where no fit
        holds (``find_minimum``).
    """
    if not (histories.repeats > 0).any():
        return None
    with one_thread():
        return _fit(histories, highest_k, near, CAUTION if is_cautious else 0.0)


def _fit(
    histories: Histories, highest_k: int, near: MbgCnbd | None, caution: float
) -> MbgCnbd | None:
    # The unit of time is ours to choose; near the mean gap the parameters are near 1.
    unit = float(
        (histories.recency * histories.weight).sum() / (histories.repeats * histories.weight).sum()
    )
    unit = unit if unit > 0 else 1.0
    scaled = Histories(
        histories.repeats,
        histories.recency / unit,
        histories.age / unit,
        histories.log_gaps - histories.repeats * np.log(unit),
        histories.weight,
    )
    if len(scaled) > FEW:
        scaled = scaled.compressed(STEPS)
    rough = scaled.compressed(ROUGH_STEPS) if len(scaled) > FEW else scaled
    best: MbgCnbd | None = None
    start, tried = START, range(1, highest_k + 1)
    if near is not None:
        start, tried = (
            np.log([near.r, near.alpha / unit, near.a, near.b]),
            range(near.k, near.k + 1),
        )
    for k in tried:
        fitted = _minimum(start, k, rough, caution)
        if fitted is None or (best is not None and -fitted.loss <= best.log_likelihood):
            break
        best = _model(k, fitted)
        start = fitted.parameters + np.array([0.0, np.log((k + 1) / k), 0.0, 0.0])
    if best is None:
        return None
    if rough is not scaled:
        fitted = _minimum(np.log(best._parameters), best.k, scaled, caution)
        if fitted is None:
            return None
        best = _model(best.k, fitted)
    visits = float((histories.repeats * histories.weight).sum())
    return MbgCnbd(
        best.k,
        best.r,
        best.alpha * unit,
        best.a,
        best.b,
        # The density of a gap has the unit 1 / time.
        best.log_likelihood - visits * np.log(unit),
    )


def _minimum(start: Floats, k: int, histories: Histories, caution: float) -> Minimum | None:
    """The likeliest logarithms of r, alpha, a and b."""
    return find_minimum(
        lambda logs: _loss(logs, k, histories, caution),
        start,
        BOUNDS,
        has_slope=True,
        ftol=FTOL_CAUTIOUS if caution else FTOL,
        gtol=1e-8,
        most_steps=500,
    )


def _model(k: int, fitted: Minimum) -> MbgCnbd:
    r, alpha, a, b = map(float, np.exp(fitted.parameters))
    return MbgCnbd(k, r, alpha, a, b, -fitted.loss)


def _log_unfinished(
    k: int, shape: Floats, alpha: float, histories: Histories, later: float
) -> Floats:
    """Logarithm of the weight of fewer than k steps since the last visit, ``later`` from now."""
    share = (histories.age + later - histories.recency) / (alpha + histories.age + later)
    term = np.ones_like(share)
    total = np.ones_like(share)
    for step in range(1, k):
        term = term * share * (shape + step - 1) / step
        total = total + term
    logs: Floats = np.log(total)
    return logs


def _terms(k: int, parameters: Floats, histories: Histories) -> tuple[Floats, Floats]:
    """Logarithms of (stopped after the last visit, still coming), up to a common term."""
    r, alpha, a, b = parameters
    shape = r + k * histories.repeats
    gone = (
        np.log(a)
        - np.log(b + histories.repeats)
        + shape * (np.log(alpha + histories.age) - np.log(alpha + histories.recency))
    )
    return gone, _log_unfinished(k, shape, alpha, histories, 0.0)


def _loss(logs: Floats, k: int, histories: Histories, caution: float) -> tuple[float, Floats]:
    """Negative log-likelihood and its gradient by the logarithms of r, alpha, a and b."""
    parameters = np.exp(logs)
    r, alpha, a, b = parameters
    x, tx, t, weight = histories.repeats, histories.recency, histories.age, histories.weight
    shape = r + k * x
    gone, going = _terms(k, parameters, histories)
    either = np.logaddexp(gone, going)
    likelihood = (
        (k - 1) * histories.log_gaps
        - x * gammaln(k)
        + betaln(a, b + x + 1)
        - betaln(a, b)
        + gammaln(shape)
        - gammaln(r)
        + r * np.log(alpha)
        - shape * np.log(alpha + t)
        + either
    )
    is_gone = np.exp(gone - either)
    is_going = 1 - is_gone
    going_by_r, going_by_alpha = _going_gradient(k, shape, alpha, histories)
    stretch = np.log(alpha + t) - np.log(alpha + tx)
    by_r = (
        digamma(shape)
        - digamma(r)
        + np.log(alpha)
        - np.log(alpha + t)
        + is_gone * stretch
        + is_going * going_by_r
    )
    by_alpha = (
        r / alpha
        - shape / (alpha + t)
        + is_gone * shape * (1 / (alpha + t) - 1 / (alpha + tx))
        + is_going * going_by_alpha
    )
    all_of_it = digamma(a + b + x + 1)
    by_a = digamma(a) - all_of_it - digamma(a) + digamma(a + b) + is_gone / a
    by_b = digamma(b + x + 1) - all_of_it - digamma(b) + digamma(a + b) - is_gone / (b + x)
    gradient = np.array([float((weight * by).sum()) for by in (by_r, by_alpha, by_a, by_b)])
    unusual = logs - USUAL
    return (
        -float((weight * likelihood).sum()) + caution * float((unusual**2).sum()) / 2,
        -gradient * parameters + caution * unusual,
    )


def _going_gradient(
    k: int, shape: Floats, alpha: float, histories: Histories
) -> tuple[Floats, Floats]:
    """Of ``_log_unfinished`` now, by shape and by alpha."""
    share = (histories.age - histories.recency) / (alpha + histories.age)
    term = np.ones_like(share)
    total = np.ones_like(share)
    logs_by_shape = np.zeros_like(share)
    by_shape = np.zeros_like(share)
    by_alpha = np.zeros_like(share)
    for step in range(1, k):
        term = term * share * (shape + step - 1) / step
        logs_by_shape = logs_by_shape + 1 / (shape + step - 1)
        total = total + term
        by_shape = by_shape + term * logs_by_shape
        by_alpha = by_alpha - term * step / (alpha + histories.age)
    return by_shape / total, by_alpha / total
