"""How the columns of earlier exports were read, for later ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import duckdb

from regulars.intake.choices import Mapping
from regulars.intake.columns import plain, split_columns
from regulars.intake.reading.sheets import Sheet
from regulars.intake.statements import run_statement

__all__ = ["Remembered", "recall", "remember"]

# A later export of the same program may have gained or lost a few columns.
SAME_SHARE = 0.7


@dataclass(frozen=True)
class Remembered:
    """How an earlier export was read; ``fields`` is None for one of a known format."""

    columns: tuple[str, ...]
    format: str
    vendor: str
    fields: dict[str, str] | None
    day_first: bool | None


def recall(cursor: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> Remembered | None:
    """What was confirmed for these columns, or for nearly these."""
    present = {plain(column) for column in columns}
    best: tuple[float, Remembered | None] = (0.0, None)
    saved = run_statement(cursor, "saved_mappings").fetchall()
    for their_columns, name, vendor, fields, day_first in saved:
        theirs = {plain(column) for column in json.loads(their_columns)}
        likeness = len(present & theirs) / len(present | theirs)
        mapped = json.loads(fields) if fields else None
        used = {
            plain(one)
            for column in (mapped or {}).values()
            for one in split_columns(column, dict.fromkeys(theirs, ""))
        }
        if likeness >= max(best[0], SAME_SHARE) and used <= present:
            best = (likeness, Remembered(tuple(theirs), name, vendor, mapped, day_first))
    return best[1]


def remember(
    cursor: duckdb.DuckDBPyConnection, sheet: Sheet, mapping: Mapping, *, day_first: bool | None
) -> None:
    """Read later exports with these columns in the same way."""
    if not mapping.is_general and day_first is None:
        return
    run_statement(
        cursor,
        "saved_mapping",
        header_key=_header_key(sheet.columns),
        columns=json.dumps(sheet.columns, ensure_ascii=False),
        format=mapping.export.name,
        vendor=mapping.vendor,
        fields=json.dumps(mapping.fields, ensure_ascii=False) if mapping.is_general else None,
        day_first=day_first,
        saved_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
    )


def _header_key(columns: Sequence[str]) -> str:
    return sha256("\n".join(sorted(plain(column) for column in columns)).encode()).hexdigest()
