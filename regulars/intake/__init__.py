"""Exports in: detect -> read -> map -> keep or reject -> who is who."""

from regulars.intake.choices import Choices
from regulars.intake.fields import FIELDS, KINDS
from regulars.intake.report import DayOrder, Report
from regulars.intake.taking import take
from regulars.intake.undo import undo_import

__all__ = ["FIELDS", "KINDS", "Choices", "DayOrder", "Report", "take", "undo_import"]
