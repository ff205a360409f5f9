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
from regulars.intake.people import number_handles
from regulars.intake.reading import Header, Progress, read_header, run_with_progress, stage_rows
from regulars.intake.report import Report
from regulars.store import Store

__all__ = ["take"]

_log = logging.getLogger(__name__)

# The kinds whose rows may repeat in earnest: two flat whites on one receipt are two lines.
REPEATABLE = {"sales", "satisfaction"}

TARGETS = {
    "sales": (
        "receipt_line",
        "receipt_id, sold_at, handle_no, customer_name, item, category, quantity, gross, discount, "
        "net, tax, tip, is_refund, staff, location, channel",
        "sold_at",
    ),
    "customers": ("customer_record", "handle_no, customer_name, email, phone", None),
    "visits": (
        "appointment",
        "appointment_id, starts_at, ends_at, booked_on, handle_no, customer_name, service, price, "
        "status, staff, location",
        "starts_at",
    ),
    "satisfaction": (
        "response",
        "responded_at, handle_no, customer_name, question, touchpoint, metric, score, comment, "
        "staff, location",
        "responded_at",
    ),
}


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
            error=f"{file_name} could not be read as a table, and nothing of it was kept. Export it "
            "again; if it fails again, the file may be damaged.",
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
    stage_rows(cursor, path, header, _part_of(progress, 0, 2))
    read = _count(cursor, "(select 1 from staged union all select 1 from unread_row)")
    if read == 0:
        raise ImportFailed(
            f"{file_name} has a header but no rows. Export it again and choose a longer period."
        )
    _map_rows(cursor, export, header, file_name, _part_of(progress, 1, 2))
    import_id = _next_import_id(cursor)
    rejected = _reject_rows(cursor, import_id, header)
    _key_rows(cursor, export)
    number_handles(cursor, export.vendor, import_id, country)
    kept = _keep_rows(cursor, export, import_id)
    from_on, to_on = _days(cursor, export.kind)
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


def _count(cursor: duckdb.DuckDBPyConnection, source: str) -> int:
    row = cursor.execute(f"select count(*) from {source}").fetchone()
    return int(row[0]) if row else 0


def _map_rows(
    cursor: duckdb.DuckDBPyConnection,
    export: ExportFormat,
    header: Header,
    file_name: str,
    progress: Progress | None,
) -> None:
    """``export_row`` -> ``mapped``: the columns of the kind, and a reason where a row is no use."""
    place = {column.lower(): f"c{number}" for number, column in enumerate(header.columns, start=1)}
    known = (*export.needs, *export.may_have)
    columns = [
        f"{place.get(column.lower(), 'null::varchar')} as {_quoted(column)}" for column in known
    ]
    taken = {column.lower() for column in known}
    columns += [
        f"c{number} as {_quoted(column)}"
        for number, column in enumerate(header.columns, start=1)
        if column.lower() not in taken
    ]
    cursor.execute(
        "create or replace temp view export_file as "
        f"select row_number, {', '.join(columns)} from export_row"
    )
    zone = cursor.execute("select max(value) from desk.setting where name = 'time_zone'").fetchone()
    statement = f"create or replace temp table mapped as {export.sql}"
    named = duckdb.extract_statements(statement)[0].named_parameters
    parameters: dict[str, object] = {"time_zone": zone[0] if zone else None}
    try:
        run_with_progress(
            cursor, statement, {name: parameters[name] for name in named} or None, progress
        )
    except duckdb.BinderException as error:
        raise ImportFailed(
            f"{file_name} looks like {export.title}, but holds no column with anything to use."
        ) from error


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _next_import_id(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("select coalesce(max(import_id), 0) + 1 from exports.import").fetchone()
    return int(row[0]) if row else 1


def _reject_rows(cursor: duckdb.DuckDBPyConnection, import_id: int, header: Header) -> int:
    """Keep the rows that are no use, with the reason and their text; how many there are."""
    cells = ", ".join(f"coalesce(c{place}, '')" for place in range(1, len(header.columns) + 1))
    cursor.execute(
        f"""
        insert into exports.rejected_row
        with refused as (
            select row_number, min(reason) as reason
            from mapped
            where reason is not null
            group by row_number
        )
        select
            $import_id,
            refused.row_number,
            refused.reason,
            array_to_string([{cells}], '{header.delimiter}')
        from refused
        inner join export_row on refused.row_number = export_row.row_number
        union all
        select $import_id, row_number, reason, row_text from unread_row
        """,
        {"import_id": import_id},
    )
    row = cursor.execute(
        "select count(*) from exports.rejected_row where import_id = $import_id",
        {"import_id": import_id},
    ).fetchone()
    return int(row[0]) if row else 0


def _key_rows(cursor: duckdb.DuckDBPyConnection, export: ExportFormat) -> None:
    """``mapped`` -> ``kept_row``: rows that no import brought before, each with its key.

    The key is the row's content and, where rows repeat in earnest, its occurrence number within
    the file. Few contents repeat, so only those are numbered.
    """
    table = TARGETS[export.kind][0]
    cursor.execute(
        """
        create or replace temp table content_key as
        select row_number, md5_number(any_value($vendor || '|' || content)) as content_key
        from mapped
        where reason is null
        group by row_number
        """
        if export.kind == "satisfaction"
        else """
        create or replace temp table content_key as
        select row_number, md5_number($vendor || '|' || content) as content_key
        from mapped
        where reason is null
        """,
        {"vendor": export.vendor},
    )
    later_key = (
        "md5_number(content_key::varchar || '#' || place)" if export.kind in REPEATABLE else "null"
    )
    cursor.execute(f"""
        create or replace temp table row_key as
        with repeated as (
            select content_key from content_key group by content_key having count(*) > 1
        ),
        placed as (
            select
                content_key.row_number,
                content_key.content_key,
                row_number() over (
                    partition by content_key.content_key order by content_key.row_number
                ) as place
            from content_key
            semi join repeated on content_key.content_key = repeated.content_key
        ),
        keyed as (
            select row_number, content_key as row_key
            from content_key
            anti join repeated on content_key.content_key = repeated.content_key
            union all
            select row_number, case when place = 1 then content_key else {later_key} end
            from placed
        )
        select keyed.row_number, keyed.row_key
        from keyed
        anti join exports.{table} as already on keyed.row_key = already.row_key
        where keyed.row_key is not null
    """)
    cursor.execute("""
        create or replace temp table kept_row as
        select mapped.*, row_key.row_key
        from mapped
        inner join row_key on mapped.row_number = row_key.row_number
        where mapped.reason is null
    """)


def _keep_rows(cursor: duckdb.DuckDBPyConnection, export: ExportFormat, import_id: int) -> int:
    table, columns, _ = TARGETS[export.kind]
    source = {"handle_no": "person.handle_no", "email": "clean_email", "phone": "clean_phone"}
    values = ", ".join(
        source.get(column, f"kept_row.{column}") for column in columns.split(", ")
    )
    cursor.execute(
        f"""
        insert into exports.{table} (import_id, row_number, row_key, vendor, {columns})
        select $import_id, kept_row.row_number, kept_row.row_key, $vendor, {values}
        from kept_row
        left join person
            on kept_row.vendor_customer_id is not distinct from person.vendor_customer_id
            and kept_row.email is not distinct from person.email
            and kept_row.phone is not distinct from person.phone
            and kept_row.customer_name is not distinct from person.customer_name
        """,
        {"import_id": import_id, "vendor": export.vendor},
    )
    return _count(cursor, "row_key")


def _days(cursor: duckdb.DuckDBPyConnection, kind: str) -> tuple[object, object]:
    moment = TARGETS[kind][2]
    if moment is None:
        return None, None
    row = cursor.execute(
        f"select min({moment})::date, max({moment})::date from mapped where reason is null"
    ).fetchone()
    return (row[0], row[1]) if row else (None, None)


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
