"""One sheet, in its transaction: from what was read to what is kept, and what is told of it."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from regulars.errors import ImportFailed
from regulars.facts.build import note_change
from regulars.intake.choices import Choices, Mapping
from regulars.intake.columns import places_of
from regulars.intake.conventions import Conventions, find_conventions
from regulars.intake.fields import KINDS, Type, fields_with
from regulars.intake.formats import detect_format
from regulars.intake.guessed_settings import guess_settings
from regulars.intake.handles import number_handles
from regulars.intake.kept_rows import keep_rows
from regulars.intake.mapped_rows import map_rows, reject_rows
from regulars.intake.mapping import find_mapping
from regulars.intake.pipeline import IMPORT, StageName, Workspace
from regulars.intake.reading.progress import part_of
from regulars.intake.reading.sheets import Sheet
from regulars.intake.reading.staging import stage_rows
from regulars.intake.report import DayOrder, Report
from regulars.intake.row_keys import key_rows
from regulars.intake.saved_mappings import remember
from regulars.intake.sheet_summary import (
    days_covered,
    first_rows,
    nobody_on,
    reasons_of,
    understood_fields,
)
from regulars.intake.versions import settle_import
from regulars.progress import Progress

__all__ = ["take_rows"]

NUMBERS = fields_with(Type.MONEY, Type.QUANTITY)


def take_rows(
    cursor: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    file_name: str,
    country: str,
    choices: Choices,
    is_dry_run: bool,
    progress: Progress | None,
) -> Report:
    """Map, reject and keep the rows of a sheet, and settle what holds after them.

    Args:
        cursor: of the sheet's transaction.
        sheet: the sheet.
        file_name: the name of its file, to show.
        country: two-letter country of phone numbers without a country code.
        choices: what somebody decided about it.
        is_dry_run: whether its first rows are to be shown, and nothing is to be confirmed first.
        progress: told how far it is.

    Returns:
        What became of it; with an error where it is to be confirmed first.

    Raises:
        ImportFailed: it has no rows, or cannot be understood.
    """
    read = stage_rows(cursor, sheet, part_of(progress, 0, 2))
    if read == 0:
        known = detect_format(sheet.columns, sheet.name)
        raise ImportFailed(
            f"{sheet.name} has a header but no rows."
            + (f" It is that of {known.title}." if known else "")
            + " Export it again and choose a longer period."
        )
    mapping = find_mapping(cursor, sheet, file_name, choices)
    conventions = _find_conventions(cursor, mapping, sheet, country)
    day_first = conventions.day_first if mapping.day_first is None else mapping.day_first
    if not mapping.is_confirmed and not is_dry_run:
        return Report(
            file=sheet.name,
            title=mapping.export.title,
            format=mapping.export.name,
            kind=mapping.export.kind,
            fields=mapping.fields,
            doubts=mapping.doubts,
            columns=sheet.columns,
            is_confirmed=False,
            error=_ask_to_confirm(sheet, mapping),
        )
    with Workspace(cursor, IMPORT, KINDS[mapping.export.kind]) as work:
        map_rows(
            work,
            mapping,
            sheet,
            day_first=day_first,
            decimal_mark=conventions.decimal_mark,
            progress=part_of(progress, 1, 2),
        )
        work.begin(StageName.REJECT)
        import_id = _next_import_id(work)
        rejected = reject_rows(work, import_id, sheet)
        number_handles(work, mapping.vendor, import_id, country)
        key_rows(work, mapping)
        kept = keep_rows(work, mapping, import_id)
        work.begin(StageName.REPORT)
        from_on, to_on = days_covered(work)
        report = Report(
            file=sheet.name,
            title=mapping.export.title,
            format=mapping.export.name,
            kind=mapping.export.kind,
            vendor=mapping.vendor,
            fields=understood_fields(work, mapping, sheet),
            doubts=mapping.doubts,
            columns=sheet.columns,
            is_confirmed=mapping.is_confirmed,
            day_order=DayOrder(day_first, conventions.is_sure, conventions.example)
            if day_first is not None
            else None,
            read=read,
            kept=kept.kept,
            changed=kept.changed,
            known=read - kept.kept - rejected,
            rejected=rejected,
            reasons=reasons_of(work, import_id),
            nobody=nobody_on(work),
            from_on=from_on,
            to_on=to_on,
            import_id=None if is_dry_run else import_id,
            first_rows=first_rows(work) if is_dry_run else (),
        )
        _note_import(work, report, import_id)
        settle_import(work, mapping.vendor, import_id)
        work.begin(StageName.REMEMBER)
        remember(cursor, sheet, mapping, day_first=_decided(choices, conventions))
        guess_settings(work)
    if report.kept:
        note_change(cursor)
    return report


def _find_conventions(
    cursor: duckdb.DuckDBPyConnection, mapping: Mapping, sheet: Sheet, country: str
) -> Conventions:
    dates = places_of(mapping.fields.get("date", ""), sheet)
    amounts = [
        place for name in NUMBERS for place in places_of(mapping.fields.get(name, ""), sheet)
    ]
    return find_conventions(cursor, dates, amounts, country)


def _decided(choices: Choices, conventions: Conventions) -> bool | None:
    """The order of day and month that somebody decided, where the file leaves it open."""
    return None if conventions.is_sure else choices.day_first


def _ask_to_confirm(sheet: Sheet, mapping: Mapping) -> str:
    understood = ", ".join(f'{name} = "{column}"' for name, column in mapping.fields.items())
    return (
        f"{sheet.name} is not an export that we know. It looks like "
        f"{mapping.export.title.lower()}: {understood}. Nothing was kept yet. If that is right, "
        "import it again with --confirm; if not, say what is what with --map field=column. We "
        "remember it for the next time."
    )


def _note_import(work: Workspace, report: Report, import_id: int) -> None:
    work.run(
        "import_record",
        import_id=import_id,
        file_name=report.file,
        format=report.format,
        title=report.title,
        kind=report.kind,
        imported_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        read_count=report.read,
        kept_count=report.kept,
        known_count=report.known,
        rejected_count=report.rejected,
        from_on=report.from_on,
        to_on=report.to_on,
    )


def _next_import_id(work: Workspace) -> int:
    if next_id := work.count("next_import_number"):
        return next_id
    work.run("first_import_number")
    return 1
