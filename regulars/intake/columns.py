"""The columns of a sheet as the SQL of a format asks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping as Named

from regulars.intake.choices import Mapping
from regulars.intake.fields import Type, fields_with
from regulars.intake.proposing.yes_no_columns import refuses, said_by_tick
from regulars.intake.reading.sheets import Sheet

__all__ = ["columns_of", "places_of", "plain", "split_columns"]

# These may be several columns, each a question of its own.
ANSWERS = fields_with(Type.ANSWERS)
CONSENTS = fields_with(Type.CONSENT)


def columns_of(mapping: Mapping, sheet: Sheet) -> dict[str, str]:
    """The name that the format's SQL uses -> an expression over ``export_row``."""
    place = {plain(column): f"c{number}" for number, column in enumerate(sheet.columns, start=1)}
    if mapping.is_general:
        named = {
            name: _joined(name, column, place)
            for name, column in mapping.fields.items()
            if name not in ANSWERS
        }
        missing = {
            name: "null::varchar"
            for name in (*mapping.export.needs, *mapping.export.may_have)
            if name not in named
        }
        asked = {
            sheet.columns[int(number[1:]) - 1]: number
            for name in ANSWERS
            for number in places_of(mapping.fields.get(name, ""), sheet)
        }
        return named | missing | (asked if mapping.export.kind == "satisfaction" else {})
    known = (*mapping.export.needs, *mapping.export.may_have)
    taken = {plain(column) for column in known}
    return {column: place.get(plain(column), "null::varchar") for column in known} | {
        column: f"c{number}"
        for number, column in enumerate(sheet.columns, start=1)
        if plain(column) not in taken
    }


def places_of(columns: str, sheet: Sheet) -> list[str]:
    """The names in ``export_row`` of "A", "A + B" or "A | B"."""
    place = {plain(column): f"c{number}" for number, column in enumerate(sheet.columns, start=1)}
    return [
        place[plain(column)] for column in split_columns(columns, place) if plain(column) in place
    ]


def _joined(field: str, columns: str, place: Named[str, str]) -> str:
    parts = [
        _as_said(field, column, place[plain(column)])
        for column in split_columns(columns, place)
        if plain(column) in place
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
    return f"ticked_as({source}, '{said}')"


def split_columns(columns: str, known: Named[str, str]) -> list[str]:
    """The columns of "A + B" or "A | B"; a column may itself be called so."""
    if plain(columns) in known:
        return [columns]
    return [column.strip() for column in re.split(r" [+|] ", columns)]


def plain(column: str) -> str:
    """A column's name as it is compared: in small letters, with single spaces."""
    return " ".join(column.split()).lower()
