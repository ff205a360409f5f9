"""What became of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = ["DayOrder", "Report"]

WRITTEN_SHOWN = 3


@dataclass(frozen=True)
class DayOrder:
    """How days written in numbers were read.

    Attributes:
        day_first: whether 03/04 is the 3rd of April.
        is_sure: whether the file itself says so; a guess otherwise.
        example: a day of the file that could be read either way.
    """

    day_first: bool
    is_sure: bool
    example: str


@dataclass(frozen=True)
class Report:
    """What was understood of a sheet, and what became of each of its rows.

    Always ``read == kept + known + rejected``. With an ``error`` nothing of the file was kept and
    all counts are zero.

    Attributes:
        file: the file's name, without its folder; with the sheet's where it has several.
        title: the export in words, such as "Square item sales".
        format: the export's file under queries/exports/, such as ``square_items``.
        kind: ``sales``, ``customers``, ``visits`` or ``satisfaction``.
        vendor: whose customer ids and receipt ids these are.
        fields: our field -> the file's column.
        doubts: our field -> other columns that look nearly as likely.
        columns: the file's columns.
        is_confirmed: whether a known format or a person says that it is to be read so.
        day_order: how days written in numbers were read; None where that was no question.
        read: rows in the file.
        kept: rows that were new, or had other values than before.
        changed: how many of the kept rows were known with other values.
        known: rows that an earlier import had brought already.
        rejected: rows that could not be used.
        reasons: why rows were rejected -> how many, commonest first.
        nobody: what stands where a customer should, and tells nobody from others ("Walk-in
            Customer", "NULL") -> on how many rows, commonest first; they are kept.
        from_on: the first day in the kept and known rows.
        to_on: the last one.
        import_id: the import's number; None with an error, or where nothing was to be kept.
        first_rows: of a dry run, what the first rows would become.
        error: what happened and what to do, in words.
    """

    file: str
    title: str | None = None
    format: str | None = None
    kind: str | None = None
    vendor: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    is_confirmed: bool = True
    day_order: DayOrder | None = None
    read: int = 0
    kept: int = 0
    changed: int = 0
    known: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    nobody: dict[str, int] = field(default_factory=dict)
    from_on: date | None = None
    to_on: date | None = None
    import_id: int | None = None
    first_rows: tuple[dict[str, object], ...] = ()
    error: str | None = None

    @property
    def nobody_in_words(self) -> str:
        """On how many rows nobody can be told, by what stands there; empty where on none."""
        if not self.nobody:
            return ""
        count = sum(self.nobody.values())
        most = list(self.nobody.items())[:WRITTEN_SHOWN]
        examples = ", ".join(f'"{written}" ({rows:,})' for written, rows in most)
        more = len(self.nobody) - len(most)
        others = f" and {more:,} more" if more else ""
        rows = "1 row is" if count == 1 else f"{count:,} rows are"
        return (
            f"{rows} nobody's, because what stands there is no customer or cannot be read: "
            f"{examples}{others}"
        )

    def in_short(self) -> str:
        """The file and its outcome, for the log of what was done."""
        outcome = "refused" if self.error is not None else f"{self.kept:,} rows kept"
        return f"{self.file}: {outcome}"

    def as_dict(self) -> dict[str, Any]:
        """The object that ``import --json`` prints."""
        printed: dict[str, Any] = {
            "file": self.file,
            "format": self.format,
            "kind": self.kind,
            "fields": self.fields,
            "read": self.read,
            "kept": self.kept,
            "known": self.known,
            "rejected": self.rejected,
            "reasons": self.reasons,
            "nobody": sum(self.nobody.values()),
        }
        if self.error is not None:
            printed["error"] = self.error
        return printed
