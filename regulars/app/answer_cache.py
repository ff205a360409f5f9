"""Answers that were given, kept until what they are made of changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

import pandas as pd

__all__ = ["KeptAnswers"]


class KeptAnswers:
    """A bounded number of answers; the one asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, pd.DataFrame] = OrderedDict()
        self._changing = Lock()

    def get(self, key: Hashable, answer: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """What is kept under the key; if nothing is, it is answered and kept.

        Two who ask at once may both have it answered: nobody waits for somebody else's question.
        """
        with self._changing:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        answered = answer()
        with self._changing:
            self._kept[key] = answered
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answered
