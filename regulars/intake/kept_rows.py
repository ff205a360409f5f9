"""Rows of use -> rows that are kept."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.intake.choices import Mapping
from regulars.intake.pipeline import StageName, Workspace

__all__ = ["Kept", "keep_rows"]

# Columns of ``valued`` that are no values of the row.
KEYS = ("row_number", "row_key")


@dataclass(frozen=True)
class Kept:
    """What came of the rows that are of use; rows of the file.

    Attributes:
        kept: rows that were new, or had other values than before.
        changed: how many of them were known with other values.
    """

    kept: int
    changed: int


def keep_rows(work: Workspace, mapping: Mapping, import_id: int) -> Kept:
    """Insert what is new of ``valued``; note which rows were there already.

    Leaves ``again`` (row_number, row_key, of_import_id): rows that were there, and the import that
    brought them with the same values; null where the values are others.
    """
    work.begin(StageName.KEEP)
    described = work.cursor.execute("describe valued").fetchall()
    names = {"columns": ", ".join(name for name, *_ in described if name not in KEYS)}
    work.run("again", names)
    there, changed = work.run("again_count").fetchone() or (0, 0)
    if not there:
        work.run("all_rows", names, import_id=import_id, vendor=mapping.vendor)
        return Kept(work.count("new_count"), 0)
    work.run("kept_rows", names, import_id=import_id, vendor=mapping.vendor)
    work.run("sightings", import_id=import_id)
    return Kept(work.count("kept_count"), int(changed))
