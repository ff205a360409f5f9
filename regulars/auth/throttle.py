"""Slows down whoever fails again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

__all__ = ["Throttle"]

FREE_FAILURES = 5
FORGOTTEN_AFTER = timedelta(hours=1)
MOST_KEYS = 10_000


@dataclass
class Failures:
    """How often somebody failed in a row, and when last."""

    count: int
    last_at: datetime


class Throttle:
    """Counts failures by key; from the sixth on each doubles the wait.

    Attributes:
        longest: the longest wait; short where a stranger could lock somebody else out by failing in
            their name.
    """

    def __init__(self, longest: timedelta, now: Callable[[], datetime]) -> None:
        self.longest = longest
        self._now = now
        self._failures: OrderedDict[str, Failures] = OrderedDict()
        self._counting = Lock()

    def wait_seconds(self, key: str) -> int:
        """How long this key has to wait before the next try; 0 when it may try now."""
        with self._counting:
            failures = self._failures.get(key)
            if failures is None or failures.count < FREE_FAILURES:
                return 0
            doublings = min(failures.count - FREE_FAILURES, 20)
            wait = min(timedelta(seconds=2 * 2**doublings), self.longest)
            left = failures.last_at + wait - self._now()
            return max(0, -(-left // timedelta(seconds=1)))

    def fail(self, key: str) -> None:
        """Count a failure. The keys that failed longest ago are forgotten when there are many."""
        now = self._now()
        with self._counting:
            before = self._failures.pop(key, None)
            is_old = before is None or now - before.last_at > FORGOTTEN_AFTER
            count = 1 if before is None or is_old else before.count + 1
            self._failures[key] = Failures(count, now)
            while len(self._failures) > MOST_KEYS:
                self._failures.popitem(last=False)

    def succeed(self, key: str) -> None:
        """Forget a key's failures."""
        with self._counting:
            self._failures.pop(key, None)
