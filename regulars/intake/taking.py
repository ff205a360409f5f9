"""Take files into a store: each sheet in one transaction, then the facts are rebuilt."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Named
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from regulars.errors import ImportFailed
from regulars.facts import note_change, rebuild_facts
from regulars.intake.customs import Customs, find_customs
from regulars.intake.formats import detect_format
from regulars.intake.guesses import guess_settings
from regulars.intake.keeping import (
    count_rows,
    days_covered,
    keep_rows,
    key_rows,
    map_rows,
    reject_rows,
)
from regulars.intake.mapping import Choices, Mapping, find_mapping, places_of, remember
from regulars.intake.people import number_handles
from regulars.intake.reading import Sheet, open_sheets
from regulars.intake.reading.staging import Progress, stage_rows
from regulars.intake.report import DayOrder, Report
from regulars.intake.settling import settle_import
from regulars.store import Store

__all__ = ["take"]

_log = logging.getLogger(__name__)

NOTHING_DECIDED = Choices()
MONEY = ("net", "gross", "discount", "tax", "tip", "quantity")
FEWEST_BYTES = 900 * 2**20
SHOWN_ROWS = 5
BROKEN = (
    "{} could not be read as a table, and nothing of it was kept. Export it again; if it fails "
    "again, the file may be damaged."
)


def take(
    store: Store,
    files: Sequence[tuple[str, Path]],
    *,
    country: str = "US",
    spool: Path | None = None,
    choices: Named[str, Choices] | Choices = NOTHING_DECIDED,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> list[Report]:
    """Import files, each sheet of them in one transaction, and rebuild the facts once.

    A file that cannot be taken leaves the store as it was and does not stop the others.

    Args:
        store: where to; it must be allowed to read the files' folders and ``spool``.
        files: (name to show, path on disk) of each.
        country: two-letter country of phone numbers without a country code; it also says which
            comes first, day or month, where a file leaves that open.
        spool: where what has to be rewritten to be read is put meanwhile; None for the folder of
            the file.
        choices: what somebody decided, for all sheets or by the sheet's name.
        is_dry_run: find out what would become of each row, and keep nothing.
        progress: told how far it is, 0 to 1, and what is being done.

    Returns:
        One report a sheet, in the order given; ``report.error`` says what was wrong with it.
    """
    reports: list[Report] = []
    for place, (file_name, path) in enumerate(files):
        part = _part_of(progress, place, len(files) + 1)
        reports += _take_file(store, file_name, path, country, spool, choices, is_dry_run, part)
    if not is_dry_run and any(report.kept for report in reports):
        if progress is not None:
            progress(len(files) / (len(files) + 1), "working out who your regulars are")
        rebuild_facts(store)
    if progress is not None:
        progress(1.0, "done")
    return reports


def _part_of(progress: Progress | None, place: int, parts: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, words: progress((place + done) / parts, words)


def _take_file(
    store: Store,
    file_name: str,
    path: Path,
    country: str,
    spool: Path | None,
    choices: Named[str, Choices] | Choices,
    is_dry_run: bool,
    progress: Progress | None,
) -> list[Report]:
    # Made only by what has to be rewritten: the folder of a file may be closed to us.
    folder = (spool or path.parent) / f".import-{secrets.token_hex(8)}"
    try:
        sheets = open_sheets(path, file_name, folder, _part_of(progress, 0, 3))
        rest = _part_of(progress, 1, 3)
        return [
            _take_sheet(
                store,
                sheet,
                file_name,
                country,
                choices if isinstance(choices, Choices) else choices.get(sheet.name, Choices()),
                is_dry_run,
                _part_of(rest, place, len(sheets)),
            )
            for place, sheet in enumerate(sheets)
        ]
    except ImportFailed as error:
        return [Report(file=file_name, error=error.message)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _bounded_memory(store: Store, sheet: Sheet) -> Iterator[None]:
    """Let a sheet take as much memory as it is large, or FEWEST_BYTES; the rest goes by the disk.

    Without a bound the database keeps whatever it can get: four times a sheet's size.
    """
    bound = max(FEWEST_BYTES, sheet.path.stat().st_size)
    with store.read() as cursor:
        row = cursor.execute(
            "select parse_formatted_bytes(current_setting('memory_limit'))"
        ).fetchone()
        if row is not None and bound < row[0]:
            cursor.execute(f"set global memory_limit = '{bound}B'")
    try:
        yield
    finally:
        with store.read() as cursor:
            cursor.execute("reset global memory_limit")


class _DryRun(Exception):
    """Carries the report of an import out of its transaction, which is undone by it."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def _take_sheet(
    store: Store,
    sheet: Sheet,
    file_name: str,
    country: str,
    choices: Choices,
    is_dry_run: bool,
    progress: Progress | None,
) -> Report:
    try:
        with _bounded_memory(store, sheet), store.write() as cursor:
            report = _take_rows(cursor, sheet, file_name, country, choices, is_dry_run, progress)
            if is_dry_run or report.error is not None:
                raise _DryRun(report)
            return report
    except _DryRun as run:
        return run.report
    except ImportFailed as error:
        return Report(file=sheet.name, columns=sheet.columns, error=error.message)
    except duckdb.Error as error:
        # The database's own message may quote a customer's data: only its kind is logged.
        _log.error("import failed in the database: %s", type(error).__name__)
        return Report(file=sheet.name, error=BROKEN.format(sheet.name))


def _take_rows(
    cursor: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    file_name: str,
    country: str,
    choices: Choices,
    is_dry_run: bool,
    progress: Progress | None,
) -> Report:
    stage_rows(cursor, sheet, _part_of(progress, 0, 2))
    read = count_rows(cursor, "(select 1 from staged union all select 1 from unread_row)")
    if read == 0:
        known = detect_format(sheet.columns, sheet.name)
        raise ImportFailed(
            f"{sheet.name} has a header but no rows."
            + (f" It is that of {known.title}." if known else "")
            + " Export it again and choose a longer period."
        )
    mapping = find_mapping(cursor, sheet, file_name, choices)
    customs = _find_customs(cursor, mapping, sheet, country)
    day_first = customs.day_first if mapping.day_first is None else mapping.day_first
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
    map_rows(
        cursor,
        mapping,
        sheet,
        day_first=day_first,
        decimal_mark=customs.decimal_mark,
        progress=_part_of(progress, 1, 2),
    )
    import_id = _next_import_id(cursor)
    rejected = reject_rows(cursor, import_id, sheet)
    number_handles(cursor, mapping.vendor, import_id, country)
    key_rows(cursor, mapping)
    kept = keep_rows(cursor, mapping, import_id)
    from_on, to_on = days_covered(cursor, mapping.export.kind)
    report = Report(
        file=sheet.name,
        title=mapping.export.title,
        format=mapping.export.name,
        kind=mapping.export.kind,
        vendor=mapping.vendor,
        fields=_understood_fields(cursor, mapping, sheet),
        doubts=mapping.doubts,
        columns=sheet.columns,
        is_confirmed=mapping.is_confirmed,
        day_order=DayOrder(day_first, customs.is_sure, customs.example)
        if day_first is not None
        else None,
        read=read,
        kept=kept.kept,
        changed=kept.changed,
        known=read - kept.kept - rejected,
        rejected=rejected,
        reasons=_reasons(cursor, import_id),
        from_on=from_on,
        to_on=to_on,
        import_id=None if is_dry_run else import_id,
        first_rows=_first_rows(cursor) if is_dry_run else (),
    )
    _note_import(cursor, report, import_id)
    settle_import(cursor, mapping.export.kind, mapping.vendor, import_id)
    remember(cursor, sheet, mapping, day_first=_decided(choices, customs))
    guess_settings(cursor)
    if report.kept:
        note_change(cursor)
    return report


def _find_customs(
    cursor: duckdb.DuckDBPyConnection, mapping: Mapping, sheet: Sheet, country: str
) -> Customs:
    dates = places_of(mapping.fields.get("date", ""), sheet)
    amounts = [place for name in MONEY for place in places_of(mapping.fields.get(name, ""), sheet)]
    return find_customs(cursor, dates, amounts, country)


def _decided(choices: Choices, customs: Customs) -> bool | None:
    """The order of day and month that somebody decided, where the file leaves it open."""
    return None if customs.is_sure else choices.day_first


def _ask_to_confirm(sheet: Sheet, mapping: Mapping) -> str:
    understood = ", ".join(f'{name} = "{column}"' for name, column in mapping.fields.items())
    return (
        f"{sheet.name} is not an export that we know. It looks like "
        f"{mapping.export.title.lower()}: {understood}. Nothing was kept yet. If that is right, "
        "import it again with --confirm; if not, say what is what with --map field=column. We "
        "remember it for the next time."
    )


def _note_import(cursor: duckdb.DuckDBPyConnection, report: Report, import_id: int) -> None:
    cursor.execute(
        """
        insert into exports.import
        select
            $import_id, $file_name, $format, $title, $kind, $imported_at, $read_count, $kept_count,
            $known_count, $rejected_count, $from_on, $to_on, mode(currency), mode(time_zone)
        from mapped
        """,
        {
            "import_id": import_id,
            "file_name": report.file,
            "format": report.format,
            "title": report.title,
            "kind": report.kind,
            "imported_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            "read_count": report.read,
            "kept_count": report.kept,
            "known_count": report.known,
            "rejected_count": report.rejected,
            "from_on": report.from_on,
            "to_on": report.to_on,
        },
    )


def _next_import_id(cursor: duckdb.DuckDBPyConnection) -> int:
    # One that was taken back leaves its number free for nobody: rows may have stayed with others.
    row = cursor.execute("""
        update exports.import_number set last_no = last_no + 1;
        insert into exports.import_number
        select 1 where not exists (select 1 from exports.import_number);
        select last_no from exports.import_number
    """).fetchone()
    return int(row[0]) if row else 1


def _understood_fields(
    cursor: duckdb.DuckDBPyConnection, mapping: Mapping, sheet: Sheet
) -> dict[str, str]:
    fields = dict(mapping.fields)
    if mapping.export.kind == "satisfaction" and not mapping.is_general:
        row = cursor.execute("""
            select
                string_agg(distinct question, ' | ') filter (where score is not null),
                string_agg(distinct question, ' | ') filter (where metric = 'comment')
            from mapped
        """).fetchone()
        scores, comments = row if row else (None, None)
        asked = {column for column in sheet.columns if column not in set(fields.values())}
        if scores and "score" not in fields:
            fields["score"] = scores
            comments = " | ".join(sorted(asked - set(scores.split(" | ")))) or comments
        if comments and "comment" not in fields:
            fields["comment"] = comments
    return fields


def _reasons(cursor: duckdb.DuckDBPyConnection, import_id: int) -> dict[str, int]:
    rows = cursor.execute(
        """
        select
            regexp_replace(reason, ': (".*"|the cell is empty)$', '') as cause,
            count(*) as row_count
        from exports.rejected_row
        where import_id = $import_id
        group by cause
        order by row_count desc, cause
        """,
        {"import_id": import_id},
    ).fetchall()
    return {str(cause): int(count) for cause, count in rows}


def _first_rows(cursor: duckdb.DuckDBPyConnection) -> tuple[dict[str, object], ...]:
    """What the first rows of use become."""
    answer = cursor.execute(
        "select * exclude (row_id, reason, currency, time_zone) from usable_row "
        f"order by row_number limit {SHOWN_ROWS}"
    )
    names = [column[0] for column in answer.description or []]
    return tuple(dict(zip(names, row, strict=True)) for row in answer.fetchall())
