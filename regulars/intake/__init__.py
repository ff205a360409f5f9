"""Exports in: detect -> read -> map -> keep or reject -> who is who.

It may read the files it is given and write ``exports``, and of ``desk`` only what an import itself
brings: how its columns were read, what it says of the shop, and the hashes of who was erased.
"""

from regulars.intake.choices import Choices
from regulars.intake.fields import FIELDS, KINDS
from regulars.intake.file_import import take
from regulars.intake.report import DayOrder, Report
from regulars.intake.undo import undo_import

__all__ = ["FIELDS", "KINDS", "Choices", "DayOrder", "Report", "take", "undo_import"]
