"""What the models know of a customer: how often, how recent, how long, and how evenly."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Histories"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Histories:
    """Customers up to a moment; arrays of one length, one place a customer.

    Attributes:
        repeats: visits after the first (x).
        recency: time from the first visit to the last one (t.x).
        age: time from the first visit to the moment (T), in the same unit, at least ``recency``.
        log_gaps: sum of the logarithms of the times between visits; 0 where there was no repeat.
        weight: how many customers a place stands for.
    """

    repeats: Floats
    recency: Floats
    age: Floats
    log_gaps: Floats
    weight: Floats

    @classmethod
    def of(
        cls,
        repeats: NDArray[np.generic],
        recency: NDArray[np.generic],
        age: NDArray[np.generic],
        log_gaps: NDArray[np.generic] | None = None,
    ) -> Histories:
        """Histories of customers, each standing for one.

        Raises:
            ValueError: a history cannot be, such as a last visit after the moment.
        """
        x, tx, t = (np.asarray(values, dtype=np.float64) for values in (repeats, recency, age))
        if (x < 0).any() or (tx < 0).any() or (t < tx).any() or ((x == 0) & (tx > 0)).any():
            raise ValueError("A last visit lies after the moment, or before the first one.")
        gaps = np.zeros_like(x) if log_gaps is None else np.asarray(log_gaps, dtype=np.float64)
        return cls(x, tx, t, gaps, np.ones_like(x))

    def __len__(self) -> int:
        return len(self.repeats)

    def taken(self, places: NDArray[np.generic]) -> Histories:
        """Some of them, by place or by a mask."""
        return Histories(
            self.repeats[places],
            self.recency[places],
            self.age[places],
            self.log_gaps[places],
            self.weight[places],
        )

    def compressed(self, steps: int) -> Histories:
        """As few as tell nearly the same: alike ones joined, times rounded to a grid.

        Times are rounded to the longest age / ``steps``; the sums of ``log_gaps`` stay exact.
        """
        if not len(self):
            return self
        step = max(float(self.age.max()) / steps, np.finfo(float).tiny)
        recency = np.round(self.recency / step)
        age = np.maximum(np.round(self.age / step), recency)
        # One whole number a history: sorting those is ten times as fast as sorting rows.
        base = int(age.max()) + 1
        keys = (self.repeats.astype(np.int64) * base + recency.astype(np.int64)) * base
        _, first, place = np.unique(
            keys + age.astype(np.int64), return_index=True, return_inverse=True
        )
        weight = np.bincount(place, weights=self.weight).astype(np.float64)

        def mean(values: Floats) -> Floats:
            total = np.bincount(place, weights=values * self.weight)
            return np.asarray(total / weight, dtype=np.float64)

        return replace(
            self,
            repeats=self.repeats[first],
            recency=mean(self.recency),
            age=mean(self.age),
            log_gaps=mean(self.log_gaps),
            weight=weight,
        )
