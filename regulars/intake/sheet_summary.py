"""What is told of a sheet: the columns that were understood, what is no use, the first rows."""

from __future__ import annotations

from datetime import date

from regulars.intake.choices import Mapping
from regulars.intake.pipeline import Workspace
from regulars.intake.reading.sheets import Sheet
from regulars.intake.rejections import Code, Rejection

__all__ = ["days_covered", "first_rows", "nobody_on", "reasons_of", "understood_fields"]

SHOWN_ROWS = 5


def days_covered(work: Workspace) -> tuple[date | None, date | None]:
    """The first and the last day in the rows that are of use."""
    moment = work.kind.moment
    row = work.run("days_covered", {"moment": moment}).fetchone() if moment else None
    return (row[0], row[1]) if row else (None, None)


def understood_fields(work: Workspace, mapping: Mapping, sheet: Sheet) -> dict[str, str]:
    """Our field -> the column it was taken from; for a survey's questions, all of them."""
    fields = dict(mapping.fields)
    if mapping.export.kind == "satisfaction" and not mapping.is_general:
        scores, comments = work.run("questions_found").fetchone() or (None, None)
        asked = {column for column in sheet.columns if column not in set(fields.values())}
        if scores and "score" not in fields:
            fields["score"] = scores
            comments = " | ".join(sorted(asked - set(scores.split(" | ")))) or comments
        if comments and "comment" not in fields:
            fields["comment"] = comments
    return fields


def reasons_of(work: Workspace, import_id: int) -> dict[str, int]:
    """Why rows were rejected, in words -> how many, most first."""
    reasons: dict[str, int] = {}
    for code, column, cell, detail, count in work.run(
        "rejection_reasons", import_id=import_id
    ).fetchall():
        words = Rejection(Code(code), column, cell, detail).words
        reasons[words] = int(count)
    return dict(sorted(reasons.items(), key=lambda one: (-one[1], one[0])))


def nobody_on(work: Workspace) -> dict[str, int]:
    """What stands where a customer should and tells nobody from others -> rows, most first."""
    return {written: int(count) for written, count in work.run("nobody").fetchall()}


def first_rows(work: Workspace) -> tuple[dict[str, object], ...]:
    """What the first rows of use become."""
    answer = work.run("first_rows", row_count=SHOWN_ROWS)
    names = [column[0] for column in answer.description or []]
    return tuple(dict(zip(names, row, strict=True)) for row in answer.fetchall())
