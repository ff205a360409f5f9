"""Regulars: who keeps coming back, who is drifting off, and how people feel about it."""

__version__ = "0.2.0"
