"""Could chance do it? People change places, where few name a theme or most scores are alike.

There an error of least squares or of a likelihood does not hold: fifteen scores that all happen to
be tens have no spread at all. A permutation needs no error. What the other drivers leave of an
outcome is dealt out anew among the people, and it is counted how often a column goes with it as
closely as it did (Freedman & Lane 1983, Journal of Business & Economic Statistics 1, 292-298). The
answers of one person move together, so that people change places with all their answers, with
people who answered as often (Winkler et al. 2015, NeuroImage 123, 253-268).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["people_rings", "permutation_chance"]

Floats = NDArray[np.float64]

DRAWS = 10_000
SEED = 20_261
# Of who answered more often, so many answers each stand as a person: hardly anybody else answered
# exactly as often, and could change places.
MOST_TOGETHER = 10


def permutation_chance(
    column: Floats, residual: Floats, rings: Sequence[NDArray[np.int64]]
) -> float:
    """How often chance brings column and residual as close as they are; more than 0, at most 1.

    The people of a ring stand in random order, once with their columns and once with their
    residuals. Turning one against the other is as many permutations as there are people, and a
    Fourier transform has the sums of all of them in one go. The observed order is counted in
    (Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9, 39).

    Args:
        column: of each answer, what the other columns do not explain.
        residual: of each answer, what the other columns leave of the outcome.
        rings: who may change places with whom, from ``people_rings``.
    """
    random = np.random.default_rng(SEED)
    turns = max(len(ring) for ring in rings)
    rounds = -(-DRAWS // turns)
    # Sums that are equal but for rounding are as close.
    least = abs(column @ residual) - 1e-9 * np.linalg.norm(column) * np.linalg.norm(residual)
    as_close = 0
    for _ in range(rounds):
        total = np.zeros(turns)
        for ring in rings:
            columns = np.fft.rfft(column[random.permutation(ring)], axis=0)
            residuals = np.fft.rfft(residual[random.permutation(ring)], axis=0)
            turned = (columns.conj() * residuals).sum(axis=1)
            sums = np.fft.irfft(turned, n=len(ring))
            total += sums[random.integers(len(ring), size=turns)]
        as_close += int((np.abs(total) >= least).sum())
    return (1 + as_close) / (1 + rounds * turns)


def people_rings(people: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """People who answered equally often stand in a ring: a row a person, the places of answers.

    Args:
        people: who gave each answer.
    """
    order = np.argsort(people, kind="stable")
    places = np.arange(len(order))
    is_first = np.diff(people[order], prepend=people[order[:1]] - 1) != 0
    own = places - np.maximum.accumulate(np.where(is_first, places, 0))
    starts = places[own % MOST_TOGETHER == 0]
    lengths = np.diff(starts, append=len(order))
    return [
        order[starts[lengths == length][:, None] + np.arange(length)]
        for length in np.unique(lengths)
    ]
