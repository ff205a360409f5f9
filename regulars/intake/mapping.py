"""What each column means: as somebody confirmed it, as a known format says, or as it looks."""

from __future__ import annotations

import re
from pathlib import PurePath

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.choices import Choices, Mapping
from regulars.intake.columns import plain, split_columns
from regulars.intake.fields import FIELDS, KINDS
from regulars.intake.formats import ExportFormat, detect_format, every_format, find_format
from regulars.intake.proposing.proposal import Proposal, propose
from regulars.intake.reading.sheets import Sheet
from regulars.intake.saved_mappings import Remembered, recall
from regulars.intake.statements import run_statement

__all__ = ["find_mapping"]

SAMPLE_ROWS = 500


def find_mapping(
    cursor: duckdb.DuckDBPyConnection, sheet: Sheet, file_name: str, choices: Choices
) -> Mapping:
    """How a staged sheet is to be read.

    Raises:
        ImportFailed: it is an export that is of no use, or nothing in it is recognised, or a choice
            names a field or a column that there is not.
    """
    _check(choices, sheet)
    remembered = recall(cursor, sheet.columns)
    if remembered is not None and remembered.fields is not None and not choices.fields:
        return _as_remembered(remembered, choices)
    known = None
    if not choices.fields and choices.kind is None:
        known = detect_format(sheet.columns, sheet.name)
    rows = _sample(cursor)
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
        choices.vendor or _vendor_of(remembered) or _name_vendor(cursor, file_name),
        {name: fields[name] for name in FIELDS if name in fields},
        proposal.doubts if proposal else {},
        choices.day_first,
        is_confirmed=choices.is_confirmed or bool(choices.fields),
    )


def _speaks_for(known: ExportFormat, proposal: Proposal, sheet: Sheet) -> bool:
    """Whether a format that is known by one column fits what the other columns look like.

    The questions of a survey can look like a list of people, or like bare appointments.
    """
    if known.kind != "satisfaction" or known.kind == proposal.kind:
        return known.kind == proposal.kind
    is_bare = proposal.kind == "visits" and not proposal.fields.keys() & {"status", "staff", "item"}
    return is_bare or proposal.kind == "customers" or any("?" in column for column in sheet.columns)


def _as_remembered(remembered: Remembered, choices: Choices) -> Mapping:
    return Mapping(
        find_format(f"any_{choices.kind}" if choices.kind else remembered.format),
        choices.vendor or remembered.vendor,
        remembered.fields or {},
        {},
        _first(choices.day_first, remembered.day_first),
        is_confirmed=True,
    )


def _vendor_of(remembered: Remembered | None) -> str | None:
    """The program whose columns were mapped before, or nearly these; None for none.

    Whoever says again what is what corrects how its rows are read; under another name the same rows
    would count twice.
    """
    return remembered.vendor if remembered is not None and remembered.fields is not None else None


def _first(*decided: bool | None) -> bool | None:
    return next((one for one in decided if one is not None), None)


def _check(choices: Choices, sheet: Sheet) -> None:
    if choices.kind is not None and choices.kind not in KINDS:
        raise ImportFailed(
            f'"{choices.kind}" is no kind of export. Choose from {", ".join(KINDS)}.'
        )
    for name, columns in choices.fields.items():
        if name not in FIELDS:
            raise ImportFailed(f'There is no field "{name}". There are: {", ".join(FIELDS)}.')
        place = {plain(column): "" for column in sheet.columns}
        for column in split_columns(columns, place):
            if column and plain(column) not in place:
                raise ImportFailed(
                    f'{sheet.name} has no column "{column}" to take for {name}. Its columns are: '
                    f"{', '.join(sheet.columns)}."
                )


def _sample(cursor: duckdb.DuckDBPyConnection) -> list[tuple[str | None, ...]]:
    return run_statement(cursor, "sample_rows", row_count=SAMPLE_ROWS).fetchall()


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
    taken = {vendor for (vendor,) in run_statement(cursor, "mapping_vendors").fetchall()}
    place = 1
    while (name if place == 1 else f"{name} {place}") in taken:
        place += 1
    return name if place == 1 else f"{name} {place}"
