"""Exports in: detect -> read -> map -> keep or reject -> who is who."""

from regulars.intake.mapping import FIELDS, KINDS, Choices
from regulars.intake.report import DayOrder, Report
from regulars.intake.settling import undo_import
from regulars.intake.taking import take

__all__ = ["FIELDS", "KINDS", "Choices", "DayOrder", "Report", "take", "undo_import"]
