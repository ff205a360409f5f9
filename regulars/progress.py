"""How far long work is: whoever waits for it is told, and may stop it."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Progress"]

Progress = Callable[[float, str], None]
"""Is told (how far, 0 to 1; what is being done). What it raises stops the work."""
