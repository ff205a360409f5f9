"""Regulars: who keeps coming back, and how."""
