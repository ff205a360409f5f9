"""One thread for small sums: a second one only waits, and where others compute, for long."""

from __future__ import annotations

from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]


def one_thread() -> Any:
    """While this lasts, as a context, linear algebra stays in the thread that asks for it."""
    return _controller().limit(limits=1)


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
