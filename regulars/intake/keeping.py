"""Rows that were read -> rows that are kept: map, reject, key, insert.

All of it works on temporary tables of one import's transaction: ``export_row`` (read) -> ``mapped``
(our columns, and a reason where a row is no use) -> ``kept_row`` (new, with a key).
"""

from __future__ import annotations

from datetime import date

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.formats import ExportFormat
from regulars.intake.reading import Header, Progress, run_with_progress

__all__ = ["count_rows", "days_covered", "keep_rows", "key_rows", "map_rows", "reject_rows"]

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


def count_rows(cursor: duckdb.DuckDBPyConnection, source: str) -> int:
    """How many rows a table of ours has."""
    row = cursor.execute(f"select count(*) from {source}").fetchone()
    return int(row[0]) if row else 0


def map_rows(
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


def reject_rows(cursor: duckdb.DuckDBPyConnection, import_id: int, header: Header) -> int:
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
        inner join (select row_number, staged_id from export_row) as placed
            on refused.row_number = placed.row_number
        inner join staged on placed.staged_id = staged.rowid
        union all
        select $import_id, row_number, reason, row_text from unread_row
        """,
        {"import_id": import_id},
    )
    # What was read is not needed any more, and it is as large as the file.
    cursor.execute("drop view export_file; drop view export_row; drop table staged")
    row = cursor.execute(
        "select count(*) from exports.rejected_row where import_id = $import_id",
        {"import_id": import_id},
    ).fetchone()
    return int(row[0]) if row else 0


def key_rows(cursor: duckdb.DuckDBPyConnection, export: ExportFormat) -> None:
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
        "xor(content_key, md5_number('#' || place))" if export.kind in REPEATABLE else "null"
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
        create or replace temp view kept_row as
        select mapped.*, row_key.row_key
        from mapped
        inner join row_key on mapped.row_number = row_key.row_number
        where mapped.reason is null
    """)


def keep_rows(cursor: duckdb.DuckDBPyConnection, export: ExportFormat, import_id: int) -> int:
    """Insert ``kept_row``, each with its ``person``; how many rows of the file were new."""
    table, columns, _ = TARGETS[export.kind]
    source = {"handle_no": "person.handle_no", "email": "clean_email", "phone": "clean_phone"}
    values = ", ".join(source.get(column, f"kept_row.{column}") for column in columns.split(", "))
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
    return count_rows(cursor, "row_key")


def days_covered(cursor: duckdb.DuckDBPyConnection, kind: str) -> tuple[date | None, date | None]:
    """The first and the last day in the rows that are of use."""
    moment = TARGETS[kind][2]
    if moment is None:
        return None, None
    row = cursor.execute(
        f"select min({moment})::date, max({moment})::date from mapped where reason is null"
    ).fetchone()
    return (row[0], row[1]) if row else (None, None)
