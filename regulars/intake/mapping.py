"""What each column means: as somebody confirmed it, as a known format says, or as it looks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePath

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.formats import ExportFormat, detect_format, every_format, find_format
from regulars.intake.proposing import Proposal, propose, refuses, said_by_tick
from regulars.intake.reading import Sheet

__all__ = ["FIELDS", "KINDS", "Choices", "Mapping", "columns_of", "find_mapping", "remember"]

FIELDS = (
    "date",
    "time",
    "customer_id",
    "customer_name",
    "email",
    "phone",
    "card",
    "may_email",
    "may_text",
    "receipt_id",
    "item",
    "category",
    "quantity",
    "net",
    "gross",
    "discount",
    "tax",
    "tip",
    "status",
    "staff",
    "location",
    "channel",
    "score",
    "comment",
)
KINDS = ("sales", "customers", "visits", "satisfaction")
# These may be several columns, each a question of its own.
ASKED = ("score", "comment")
CONSENTS = ("may_email", "may_text")
SAMPLE_ROWS = 500
# A later export of the same program may have gained or lost a few columns.
SAME_SHARE = 0.7


@dataclass(frozen=True)
class Choices:
    """What somebody decided about a sheet.

    Attributes:
        kind: what the rows are; None leaves it as it looks.
        fields: our field -> column, over what it looks like; an empty column takes the field away.
        vendor: the program the export comes from, by which its customer ids are told from others'.
        day_first: whether 03/04 is the 3rd of April; None leaves it to the file.
        is_confirmed: whether a mapping that nobody confirmed before may be used.
    """

    kind: str | None = None
    fields: Named[str, str] = field(default_factory=dict)
    vendor: str | None = None
    day_first: bool | None = None
    is_confirmed: bool = False


@dataclass(frozen=True)
class Mapping:
    """How a sheet is to be read.

    Attributes:
        export: the format whose SQL reads it; a general one for an export that we do not know.
        vendor: whose customer ids and receipt ids these are.
        fields: our field -> the column as written; "A + B" joins two, "A | B" are two questions.
        doubts: our field -> other columns that look nearly as likely.
        day_first: whether 03/04 is the 3rd of April, as decided; None: nobody did.
        is_confirmed: whether a known format or a person says so; a guess otherwise.
    """

    export: ExportFormat
    vendor: str
    fields: dict[str, str]
    doubts: dict[str, tuple[str, ...]]
    day_first: bool | None
    is_confirmed: bool

    @property
    def is_general(self) -> bool:
        """Whether the columns were mapped one by one."""
        return not self.export.signature


@dataclass(frozen=True)
class _Remembered:
    columns: tuple[str, ...]
    format: str
    vendor: str
    fields: dict[str, str] | None
    day_first: bool | None


def find_mapping(
    cursor: duckdb.DuckDBPyConnection, sheet: Sheet, file_name: str, choices: Choices
) -> Mapping:
    """How a staged sheet is to be read.

    Raises:
        ImportFailed: it is an export that is of no use, or nothing in it is recognised, or a choice
            names a field or a column that there is not.
    """
    _check(choices, sheet)
    remembered = _recall(cursor, sheet.columns)
    if remembered is not None and remembered.fields is not None and not choices.fields:
        return _as_remembered(remembered, choices)
    known = None
    if not choices.fields and choices.kind is None:
        known = detect_format(sheet.columns, sheet.name)
    rows = _sample(cursor, sheet)
    proposal = None
    if known is None or len(known.signature) == 1:
        # One column is little to know a format by: what the others hold may say otherwise.
        proposal = propose(sheet.columns, rows)
    if known is not None and (proposal is None or _speaks_for(known, proposal, sheet)):
        return Mapping(
            known,
            known.vendor,
            known.present_fields(sheet.columns),
            {},
            _first(choices.day_first, remembered.day_first if remembered else None),
            is_confirmed=True,
        )
    kind = choices.kind or (proposal.kind if proposal else None)
    fields = dict(proposal.fields) if proposal else {}
    fields = {name: column for name, column in (fields | dict(choices.fields)).items() if column}
    if kind is None or not fields:
        raise ImportFailed(_not_understood(sheet))
    export = find_format(f"any_{kind}")
    return Mapping(
        export,
        choices.vendor or _name_vendor(cursor, file_name),
        {name: fields[name] for name in FIELDS if name in fields},
        proposal.doubts if proposal else {},
        choices.day_first,
        is_confirmed=choices.is_confirmed or bool(choices.fields),
    )


def columns_of(mapping: Mapping, sheet: Sheet) -> dict[str, str]:
    """The name that the format's SQL uses -> an expression over ``export_row``."""
    place = {_plain(column): f"c{number}" for number, column in enumerate(sheet.columns, start=1)}
    if mapping.is_general:
        named = {
            name: _joined(name, column, place)
            for name, column in mapping.fields.items()
            if name not in ASKED
        }
        missing = {
            name: "null::varchar"
            for name in (*mapping.export.needs, *mapping.export.may_have)
            if name not in named
        }
        asked = {
            sheet.columns[int(number[1:]) - 1]: number
            for name in ASKED
            for number in places_of(mapping.fields.get(name, ""), sheet)
        }
        return named | missing | (asked if mapping.export.kind == "satisfaction" else {})
    known = (*mapping.export.needs, *mapping.export.may_have)
    taken = {_plain(column) for column in known}
    return {column: place.get(_plain(column), "null::varchar") for column in known} | {
        column: f"c{number}"
        for number, column in enumerate(sheet.columns, start=1)
        if _plain(column) not in taken
    }


def places_of(columns: str, sheet: Sheet) -> list[str]:
    """The names in ``export_row`` of "A", "A + B" or "A | B"."""
    place = {_plain(column): f"c{number}" for number, column in enumerate(sheet.columns, start=1)}
    return [place[_plain(column)] for column in _split(columns, place) if _plain(column) in place]


def remember(
    cursor: duckdb.DuckDBPyConnection, sheet: Sheet, mapping: Mapping, *, day_first: bool | None
) -> None:
    """Read later exports with these columns in the same way."""
    if not mapping.is_general and day_first is None:
        return
    cursor.execute(
        "insert or replace into desk.mapping values ($header_key, $columns, $format, $vendor, "
        "$fields, $day_first, $saved_at)",
        {
            "header_key": _header_key(sheet.columns),
            "columns": json.dumps(sheet.columns, ensure_ascii=False),
            "format": mapping.export.name,
            "vendor": mapping.vendor,
            "fields": json.dumps(mapping.fields, ensure_ascii=False)
            if mapping.is_general
            else None,
            "day_first": day_first,
            "saved_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        },
    )


def _speaks_for(known: ExportFormat, proposal: Proposal, sheet: Sheet) -> bool:
    """Whether a format that is known by one column fits what the other columns look like.

    The questions of a survey can look like a list of people, or like bare appointments.
    """
    if known.kind != "satisfaction" or known.kind == proposal.kind:
        return known.kind == proposal.kind
    is_bare = proposal.kind == "visits" and not proposal.fields.keys() & {"status", "staff", "item"}
    return is_bare or proposal.kind == "customers" or any("?" in column for column in sheet.columns)


def _as_remembered(remembered: _Remembered, choices: Choices) -> Mapping:
    return Mapping(
        find_format(f"any_{choices.kind}" if choices.kind else remembered.format),
        choices.vendor or remembered.vendor,
        remembered.fields or {},
        {},
        _first(choices.day_first, remembered.day_first),
        is_confirmed=True,
    )


def _first(*decided: bool | None) -> bool | None:
    return next((one for one in decided if one is not None), None)


def _recall(cursor: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> _Remembered | None:
    """What was confirmed for these columns, or for nearly these."""
    present = {_plain(column) for column in columns}
    best: tuple[float, _Remembered | None] = (0.0, None)
    saved = cursor.execute(
        "select columns, format, vendor, fields, day_first from desk.mapping order by saved_at"
    ).fetchall()
    for their_columns, name, vendor, fields, day_first in saved:
        theirs = {_plain(column) for column in json.loads(their_columns)}
        likeness = len(present & theirs) / len(present | theirs)
        mapped = json.loads(fields) if fields else None
        used = {
            _plain(one)
            for column in (mapped or {}).values()
            for one in _split(column, dict.fromkeys(theirs, ""))
        }
        if likeness >= max(best[0], SAME_SHARE) and used <= present:
            best = (likeness, _Remembered(tuple(theirs), name, vendor, mapped, day_first))
    return best[1]


def _check(choices: Choices, sheet: Sheet) -> None:
    if choices.kind is not None and choices.kind not in KINDS:
        raise ImportFailed(
            f'"{choices.kind}" is no kind of export. Choose from {", ".join(KINDS)}.'
        )
    for name, columns in choices.fields.items():
        if name not in FIELDS:
            raise ImportFailed(f'There is no field "{name}". There are: {", ".join(FIELDS)}.')
        place = {_plain(column): "" for column in sheet.columns}
        for column in _split(columns, place):
            if column and _plain(column) not in place:
                raise ImportFailed(
                    f'{sheet.name} has no column "{column}" to take for {name}. Its columns are: '
                    f"{', '.join(sheet.columns)}."
                )


def _sample(cursor: duckdb.DuckDBPyConnection, sheet: Sheet) -> list[tuple[str | None, ...]]:
    columns = ", ".join(f"c{place}" for place in range(1, len(sheet.columns) + 1))
    return cursor.execute(f"select {columns} from export_row limit {SAMPLE_ROWS}").fetchall()


def _not_understood(sheet: Sheet) -> str:
    shown = ", ".join(f'"{column}"' for column in sheet.columns[:6])
    titles = ", ".join(
        known.title for known in every_format() if known.signature and not known.refusal
    )
    return (
        f"{sheet.name} is not an export that we know, and its columns look like nothing we can "
        f"use: {shown}{' ...' if len(sheet.columns) > 6 else ''}. Sales need a day and an amount, "
        "appointments a day, surveys a day and an answer, lists of customers a name or a contact. "
        f"We know: {titles}."
    )


def _name_vendor(cursor: duckdb.DuckDBPyConnection, file_name: str) -> str:
    """A name of its own for the program that a file comes from: ids of two never mix by chance."""
    words = re.sub(r"[\W\d_]+", " ", PurePath(file_name).stem).strip().lower()
    name = f"export {words}" if words else "export"
    taken = {row[0] for row in cursor.execute("select vendor from desk.mapping").fetchall()}
    place = 1
    while (name if place == 1 else f"{name} {place}") in taken:
        place += 1
    return name if place == 1 else f"{name} {place}"


def _joined(field: str, columns: str, place: Named[str, str]) -> str:
    parts = [
        _as_said(field, column, place[_plain(column)])
        for column in _split(columns, place)
        if _plain(column) in place
    ]
    if len(parts) == 1:
        return parts[0]
    return f"nullif(trim(concat_ws(' ', {', '.join(parts)})), '')" if parts else "null::varchar"


def _as_said(field: str, column: str, source: str) -> str:
    """A column whose yes or no only its header explains, in words that explain themselves."""
    said = None
    if field == "status":
        said = said_by_tick(column)
    elif field in CONSENTS and refuses(column):
        # Whoever did not refuse has not agreed either.
        said = "no"
    if said is None:
        return source
    return f"""
        case
            when is_ticked({source}) then '{said}'
            when is_unticked({source}) then null
            -- A day under "Cancelled" says that it happened.
            when read_moment({source}, true) is not null then '{said}'
            else {source}
        end
    """


def _split(columns: str, known: Named[str, str]) -> list[str]:
    """The columns of "A + B" or "A | B"; a column may itself be called so."""
    if _plain(columns) in known:
        return [columns]
    return [column.strip() for column in re.split(r" [+|] ", columns)]


def _header_key(columns: Sequence[str]) -> str:
    return sha256("\n".join(sorted(_plain(column) for column in columns)).encode()).hexdigest()


def _plain(column: str) -> str:
    return " ".join(column.split()).lower()
