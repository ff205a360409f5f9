"""The export formats that we know: one file each under queries/exports/."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from regulars.errors import ImportFailed
from regulars.settings import PROJECT_DIR

__all__ = ["ExportFormat", "detect_format", "every_format", "find_format"]

EXPORTS_DIR = PROJECT_DIR / "queries" / "exports"
SIGNATURE_SHARE = 0.75
KEYS = "Kind|Vendor|Level|Signature|First|Needs|May have|Fields|Refuse|Grain|Quirks"
_HEADER_LINE = re.compile(rf"^--\s*(?:({KEYS}):)?\s*(.*)$")


@dataclass(frozen=True)
class ExportFormat:
    """One vendor's export: how to know it, and the SQL that maps its columns to ours.

    Attributes:
        name: the file's name without its ending, such as ``square_items``.
        title: the format in words.
        kind: ``sales``, ``customers``, ``visits`` or ``satisfaction``; ``refused`` for an export
            that we know and cannot use.
        vendor: whose customer ids these are.
        level: how fine a row of sales is: ``item``, ``receipt`` or ``payment``.
        signature: columns by which the format is known; empty where only a mapping leads to it.
        first: the column that must stand first; empty when order says nothing.
        needs: columns without which nothing can be understood.
        may_have: columns that are used when they are there.
        fields: our field -> the vendor's column, or several joined with " + ".
        refusal: why it is refused, and what to bring instead.
        sql: a SELECT from ``export_file`` with the columns of the kind.
    """

    name: str
    title: str
    kind: str
    vendor: str
    level: str
    signature: tuple[str, ...]
    first: str
    needs: tuple[str, ...]
    may_have: tuple[str, ...]
    fields: dict[str, str]
    refusal: str
    sql: str

    def likeness(self, header: Sequence[str]) -> float:
        """The share of the signature that a header has, 0 to 1."""
        if not self.signature:
            return 0.0
        present = {_plain(column) for column in header}
        if self.first and (not header or _plain(header[0]) != _plain(self.first)):
            return 0.0
        return sum(_plain(column) in present for column in self.signature) / len(self.signature)

    def missing(self, header: Sequence[str]) -> list[str]:
        """The needed columns that a header lacks."""
        present = {_plain(column) for column in header}
        return [column for column in self.needs if _plain(column) not in present]

    def check_needs(self, header: Sequence[str], file_name: str) -> None:
        """Raise ImportFailed, naming the file and the column, if a needed column is missing."""
        missing = self.missing(header)
        if not missing:
            return
        nearest = get_close_matches(missing[0], header, n=1, cutoff=0.75)
        hint = f' The nearest column there is "{nearest[0]}".' if nearest else ""
        columns = ", ".join(f'"{column}"' for column in missing)
        many = len(missing) > 1
        raise ImportFailed(
            f"{file_name} looks like {self.title}, but the column{'s' * many} {columns} "
            f"{'are' if many else 'is'} missing.{hint} Export it again with all columns, and do "
            "not rename or delete any."
        )

    def present_fields(self, header: Sequence[str]) -> dict[str, str]:
        """Our field -> the column of this very file, for those that it has."""
        present = {_plain(column) for column in header}
        return {
            field: columns
            for field, columns in self.fields.items()
            if all(_plain(column) in present for column in columns.split(" + "))
        }


@cache
def every_format() -> tuple[ExportFormat, ...]:
    """All formats, in the order of their names."""
    return tuple(_read_format(path.stem) for path in sorted(EXPORTS_DIR.glob("*.sql")))


def detect_format(header: Sequence[str], file_name: str) -> ExportFormat | None:
    """The format that a header belongs to; None where none is near enough.

    Raises:
        ImportFailed: a column is missing that the format needs, or the export is of no use.
    """
    likest = sorted(
        (known for known in every_format() if known.likeness(header) >= SIGNATURE_SHARE),
        key=lambda known: (known.likeness(header), len(known.signature)),
        reverse=True,
    )
    if not likest:
        return None
    best = next((known for known in likest if not known.missing(header)), likest[0])
    best.check_needs(header, file_name)
    if best.refusal:
        raise ImportFailed(f"{file_name} looks like {best.title}. {best.refusal}")
    return best


def find_format(name: str) -> ExportFormat:
    """The format of a name."""
    return next(known for known in every_format() if known.name == name)


def _plain(column: str) -> str:
    return " ".join(column.split()).lower()


def _read_format(name: str) -> ExportFormat:
    sql = (EXPORTS_DIR / f"{name}.sql").read_text(encoding="utf-8")
    title, parts = "", {}
    key = ""
    for line in sql.splitlines():
        matched = _HEADER_LINE.match(line)
        if matched is None:
            break
        if matched[1]:
            key = matched[1]
            parts[key] = matched[2]
        elif not title:
            title = matched[2].rstrip(".")
        elif key:
            parts[key] = f"{parts[key]} {matched[2]}".strip()
    listed = {key: tuple(_listed(parts.get(key, ""))) for key in ("Signature", "Needs", "May have")}
    return ExportFormat(
        name=name,
        title=title,
        kind=parts["Kind"],
        vendor=parts.get("Vendor", ""),
        level=parts.get("Level", "item"),
        signature=listed["Signature"],
        first=parts.get("First", ""),
        needs=listed["Needs"],
        may_have=listed["May have"],
        fields=dict(pair.split(" = ", 1) for pair in _listed(parts.get("Fields", ""))),
        refusal=parts.get("Refuse", ""),
        sql=sql,
    )


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
