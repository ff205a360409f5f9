"""A file's bytes become rows: what it is, its tables, its columns, and the rows themselves."""

from regulars.intake.reading.opening import open_sheets
from regulars.intake.reading.progress import Progress
from regulars.intake.reading.sheets import Sheet
from regulars.intake.reading.staging import stage_rows

__all__ = ["Progress", "Sheet", "open_sheets", "stage_rows"]
