"""What became of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = ["Report"]


@dataclass(frozen=True)
class Report:
    """What was understood of a file, and what became of each of its rows.

    Always ``read == kept + known + rejected``. With an ``error`` nothing of the file was kept and
    all counts are zero.

    Attributes:
        file: the file's name, without its folder.
        title: the export in words, such as "Square item sales".
        format: the export's file under queries/exports/, such as ``square_items``.
        kind: ``sales``, ``customers``, ``visits`` or ``satisfaction``.
        fields: our field -> the file's column.
        read: rows in the file.
        kept: rows that were new.
        known: rows that an earlier import had brought already.
        rejected: rows that could not be used.
        reasons: why rows were rejected -> how many, commonest first.
        from_on: the first day in the kept and known rows.
        to_on: the last one.
        import_id: the import's number; None with an error.
        error: what happened and what to do, in words.
    """

    file: str
    title: str | None = None
    format: str | None = None
    kind: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    read: int = 0
    kept: int = 0
    known: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    from_on: date | None = None
    to_on: date | None = None
    import_id: int | None = None
    error: str | None = None

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
        }
        if self.error is not None:
            printed["error"] = self.error
        return printed
