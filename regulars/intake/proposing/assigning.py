"""Giving each of several rows at most one of several columns, so that the gains sum to the most."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

__all__ = ["assign"]


def assign(gains: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row, the column it gets, or None; a gain of 0 or less is as bad as nothing.

    The Hungarian method, by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987).
    """
    columns = len(gains[0]) if gains else 0
    # Each row has a column of its own besides, which gains nothing.
    costs = [[-max(gain, 0.0) for gain in row] + [0.0] * len(gains) for row in gains]
    row_prices = [0.0] * (len(gains) + 1)
    column_prices = [0.0] * (columns + len(gains) + 1)
    holders = [0] * len(column_prices)
    for row in range(1, len(gains) + 1):
        _place(row, costs, row_prices, column_prices, holders)
    given: list[int | None] = [None] * len(gains)
    for column, row in enumerate(holders[1 : columns + 1]):
        if row and gains[row - 1][column] > 0:
            given[row - 1] = column
    return given


def _place(
    row: int,
    costs: Sequence[Sequence[float]],
    row_prices: list[float],
    column_prices: list[float],
    holders: list[int],
) -> None:
    """Find a column for one more row, moving others where that costs least; counted from 1."""
    width = len(holders)
    holders[0] = row
    at = 0
    nearest = [inf] * width
    before = [0] * width
    reached = [False] * width
    while holders[at]:
        reached[at] = True
        holder, step, following = holders[at], inf, 0
        own = costs[holder - 1]
        for column in range(1, width):
            if reached[column]:
                continue
            distance = own[column - 1] - row_prices[holder] - column_prices[column]
            if distance < nearest[column]:
                nearest[column], before[column] = distance, at
            if nearest[column] < step:
                step, following = nearest[column], column
        for column in range(width):
            if reached[column]:
                row_prices[holders[column]] += step
                column_prices[column] -= step
            else:
                nearest[column] -= step
        at = following
    while at:
        holders[at] = holders[before[at]]
        at = before[at]
