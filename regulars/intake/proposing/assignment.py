"""Giving each of several rows at most one of several columns, so that the gains sum to the most."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["assign"]


def assign(gains: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row, the column it gets, or None; a gain of 0 or less is as bad as nothing."""
    given: list[int | None] = [None] * len(gains)
    if not gains or not gains[0]:
        return given
    # It takes half a second to load, and only an export that nobody knows needs it.
    from scipy.optimize import linear_sum_assignment

    worth = [[max(gain, 0.0) for gain in row] for row in gains]
    for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
        if gains[row][column] > 0:
            given[row] = int(column)
    return given
