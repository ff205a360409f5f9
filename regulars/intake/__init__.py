"""Exports in: detect -> read -> map -> keep or reject -> who is who."""

from regulars.intake.report import Report
from regulars.intake.taking import take

__all__ = ["Report", "take"]
