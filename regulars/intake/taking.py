"""Take files into a store: each in one transaction, then the facts are rebuilt."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from regulars.errors import ImportFailed
from regulars.facts import rebuild_facts
from regulars.intake.formats import ExportFormat, detect_format
from regulars.intake.keeping import (
    count_rows,
    days_covered,
    keep_rows,
    key_rows,
    map_rows,
    reject_rows,
)
from regulars.intake.people import number_handles
from regulars.intake.reading import Header, Progress, read_header, stage_rows
from regulars.intake.report import Report
from regulars.store import Store

__all__ = ["take"]

_log = logging.getLogger(__name__)


def take(
    store: Store,
    files: Sequence[tuple[str, Path]],
    *,
    country: str = "US",
    progress: Progress | None = None,
) -> list[Report]:
    """Import files, one transaction each, and rebuild the facts once.

    A file that cannot be taken leaves the store as it was and does not stop the others.

    Args:
        store: where to; it must be allowed to read the files' folders.
        files: (name to show, path on disk) of each.
        country: two-letter country of phone numbers without a country code.
        progress: told how far it is, 0 to 1, and what is being done.

    Returns:
        One report a file, in the order given; ``report.error`` says what was wrong with it.
    """
    reports = []
    for place, (file_name, path) in enumerate(files):
        reports.append(
            _take_file(store, file_name, path, country, _part_of(progress, place, len(files) + 1))
        )
    if any(report.kept for report in reports):
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
    store: Store, file_name: str, path: Path, country: str, progress: Progress | None
) -> Report:
    try:
        header = read_header(path, file_name)
        export = detect_format(header.columns, file_name)
        with store.write() as cursor:
            return _take_rows(cursor, export, header, path, file_name, country, progress)
    except ImportFailed as error:
        return Report(file=file_name, error=error.message)
    except duckdb.Error as error:
        # The database's own message may quote a customer's data: only its kind is logged.
        _log.error("import failed in the database: %s", type(error).__name__)
        return Report(
            file=file_name,
            error=f"{file_name} could not be read as a table, and nothing of it was kept. Export "
            "it again; if it fails again, the file may be damaged.",
        )


def _take_rows(
    cursor: duckdb.DuckDBPyConnection,
    export: ExportFormat,
    header: Header,
    path: Path,
    file_name: str,
    country: str,
    progress: Progress | None,
) -> Report:
    stage_rows(cursor, path, file_name, header, _part_of(progress, 0, 2))
    read = count_rows(cursor, "(select 1 from staged union all select 1 from unread_row)")
    if read == 0:
        raise ImportFailed(
            f"{file_name} has a header but no rows. Export it again and choose a longer period."
        )
    map_rows(cursor, export, header, file_name, _part_of(progress, 1, 2))
    import_id = _next_import_id(cursor)
    rejected = reject_rows(cursor, import_id, header)
    key_rows(cursor, export)
    number_handles(cursor, export.vendor, import_id, country)
    kept = keep_rows(cursor, export, import_id)
    from_on, to_on = days_covered(cursor, export.kind)
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
            "file_name": file_name,
            "format": export.name,
            "title": export.title,
            "kind": export.kind,
            "imported_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            "read_count": read,
            "kept_count": kept,
            "known_count": read - kept - rejected,
            "rejected_count": rejected,
            "from_on": from_on,
            "to_on": to_on,
        },
    )
    _guess_settings(cursor)
    return Report(
        file=file_name,
        title=export.title,
        format=export.name,
        kind=export.kind,
        fields=_understood_fields(cursor, export, header),
        read=read,
        kept=kept,
        known=read - kept - rejected,
        rejected=rejected,
        reasons=_reasons(cursor, import_id),
        from_on=from_on,
        to_on=to_on,
        import_id=import_id,
    )


def _next_import_id(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("select coalesce(max(import_id), 0) + 1 from exports.import").fetchone()
    return int(row[0]) if row else 1


def _guess_settings(cursor: duckdb.DuckDBPyConnection) -> None:
    """What the first import with an answer says about the shop; never overwrites."""
    cursor.execute("""
        insert into desk.setting
        with guessed as (
            select 'currency' as name, max_by(currency, import_id) as value from exports.import
            union all
            select 'time_zone', max_by(time_zone, import_id) from exports.import
        )
        select guessed.name, guessed.value
        from guessed
        anti join desk.setting on guessed.name = desk.setting.name
        where guessed.value is not null
    """)


def _understood_fields(
    cursor: duckdb.DuckDBPyConnection, export: ExportFormat, header: Header
) -> dict[str, str]:
    fields = export.present_fields(header.columns)
    if export.kind == "satisfaction":
        row = cursor.execute("""
            select
                string_agg(distinct question, ' | ') filter (where score is not null),
                string_agg(distinct question, ' | ') filter (where metric = 'comment')
            from mapped
        """).fetchone()
        scores, comments = row if row else (None, None)
        asked = {column for column in header.columns if column not in set(fields.values())}
        if scores:
            fields["score"] = scores
            comments = " | ".join(sorted(asked - set(scores.split(" | ")))) or comments
        if comments:
            fields["comment"] = comments
    return fields


def _reasons(cursor: duckdb.DuckDBPyConnection, import_id: int) -> dict[str, int]:
    rows = cursor.execute(
        """
        select regexp_replace(reason, ': ".*"$', '') as cause, count(*) as row_count
        from exports.rejected_row
        where import_id = $import_id
        group by cause
        order by row_count desc, cause
        """,
        {"import_id": import_id},
    ).fetchall()
    return {str(cause): int(count) for cause, count in rows}
