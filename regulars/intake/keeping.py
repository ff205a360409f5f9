"""Rows that were read -> rows that are kept: map, reject, key, insert.

All of it works on temporary tables of one import's transaction: ``export_row`` (read) -> ``mapped``
(our columns, and a reason where a row is no use) -> ``usable_row`` (those without one) ->
``valued`` (with its key and its person, as the kind's table has it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.mapping import Mapping, columns_of
from regulars.intake.reading import Sheet
from regulars.intake.reading.staging import Progress, run_with_progress

__all__ = [
    "TARGETS",
    "Kept",
    "count_rows",
    "days_covered",
    "keep_rows",
    "key_rows",
    "map_rows",
    "reject_rows",
]

# Columns that say which machine somebody wrote from: of no use here, and nobody's business.
_MACHINE = re.compile(
    r"(?<![a-z])ip(?![a-z])|ip_?addr|network[ _-]?id|user[ _-]?agent|browser|fingerprint|cookie"
    r"|device[ _-]?id|(?<![a-z])adresse[ _-]ip",
    re.I,
)
_MACHINE_ADDRESS = r"\d{1,3}(\.\d{1,3}){3}|[\da-fA-F]{0,4}(:[\da-fA-F]{0,4}){3,7}"
# The kinds whose rows may repeat in earnest: two flat whites on one receipt are two lines.
REPEATABLE = {"sales", "satisfaction"}

# kind -> its table, the columns that make up a row's values, and when it happened.
TARGETS = {
    "sales": (
        "receipt_line",
        "level, receipt_id, order_id, sold_at, handle_no, customer_name, item, category, quantity, "
        "gross, discount, net, tax, tip, is_refund, staff, location, channel",
        "sold_at",
    ),
    "customers": (
        "customer_record",
        "handle_no, customer_name, email, phone, may_email, may_text",
        None,
    ),
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


@dataclass(frozen=True)
class Kept:
    """What came of the rows that are of use; rows of the file.

    Attributes:
        kept: rows that were new, or had other values than before.
        changed: how many of them were known with other values.
    """

    kept: int
    changed: int


def count_rows(cursor: duckdb.DuckDBPyConnection, source: str) -> int:
    """How many rows a table of ours has."""
    row = cursor.execute(f"select count(*) from {source}").fetchone()
    return int(row[0]) if row else 0


def map_rows(
    cursor: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    sheet: Sheet,
    *,
    day_first: bool | None,
    decimal_mark: str | None,
    progress: Progress | None,
) -> None:
    """``export_row`` -> ``mapped``: the columns of the kind, and a reason where a row is no use."""
    columns = [
        f"{source} as {_quoted(name)}" for name, source in columns_of(mapping, sheet).items()
    ]
    cursor.execute(
        "create or replace temp view export_file as "
        f"select row_number, {', '.join(columns)} from export_row"
    )
    zone = cursor.execute("select max(value) from desk.setting where name = 'time_zone'").fetchone()
    statement = f"create or replace temp table mapped as {mapping.export.sql}"
    named = duckdb.extract_statements(statement)[0].named_parameters
    parameters: dict[str, object] = {
        "time_zone": zone[0] if zone else None,
        "day_first": day_first,
        "decimal_mark": decimal_mark,
        "vendor": mapping.vendor,
    }
    try:
        run_with_progress(
            cursor, statement, {name: parameters[name] for name in named} or None, progress
        )
    except duckdb.BinderException as error:
        raise ImportFailed(
            f"{sheet.name} looks like {mapping.export.title}, but holds no column with anything to "
            "use."
        ) from error
    cursor.execute(
        "create or replace temp view usable_row as select * from mapped where reason is null"
    )


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def reject_rows(cursor: duckdb.DuckDBPyConnection, import_id: int, sheet: Sheet) -> int:
    """Keep the rows that are no use, with the reason and their text; how many there are.

    From which machine a row was written is left out of the text.
    """
    cells = ", ".join(
        "''"
        if _MACHINE.search(column)
        else f"case when regexp_full_match(c{place}, '{_MACHINE_ADDRESS}') "
        f"and not regexp_full_match(c{place}, '\\d+:\\d+:\\d+') then '' "
        f"else coalesce(c{place}, '') end"
        for place, column in enumerate(sheet.columns, start=1)
    )
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
            regexp_replace(refused.reason, ': ""$', ': the cell is empty'),
            array_to_string([{cells}], $delimiter)
        from refused
        inner join (select row_number, staged_id from export_row) as placed
            on refused.row_number = placed.row_number
        inner join staged on placed.staged_id = staged.rowid
        union all
        select $import_id, row_number, reason, row_text from unread_row
        """,
        {"import_id": import_id, "delimiter": sheet.delimiter},
    )
    # What was read is not needed any more, and it is as large as the file.
    cursor.execute("drop view export_file; drop view export_row; drop table staged")
    row = cursor.execute(
        "select count(*) from exports.rejected_row where import_id = $import_id",
        {"import_id": import_id},
    ).fetchone()
    return int(row[0]) if row else 0


def key_rows(cursor: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Give each row of use its key: ``row_key`` (row_number, row_key), and the view ``valued``.

    The key is the row's id and, where rows repeat in earnest, its occurrence number within the
    file. Few ids repeat, so only those are numbered, in an order that the file's own does not
    matter for.
    """
    kind = mapping.export.kind
    one_a_row = "any_value(row_id)" if kind == "satisfaction" else "row_id"
    cursor.execute(
        f"""
        create or replace temp table id_key as
        select row_number, md5_number($vendor || '|' || {one_a_row}) as id_key
        from usable_row
        {"group by row_number" if kind == "satisfaction" else ""}
        """,
        {"vendor": mapping.vendor},
    )
    cursor.execute(
        "create or replace temp table repeated as "
        "select id_key from id_key group by id_key having count(*) > 1"
    )
    is_counted = kind in REPEATABLE
    order, values = "id_key.row_number", ""
    if kind == "sales":
        order = _values_as_text(cursor, kind)
        values = "inner join mapped on id_key.row_number = mapped.row_number"
    cursor.execute(f"""
        create or replace temp table row_key as
        with placed as (
            select
                id_key.row_number,
                id_key.id_key,
                row_number() over (
                    partition by id_key.id_key order by {order}, id_key.row_number
                ) as place
            from id_key
            semi join repeated on id_key.id_key = repeated.id_key
            {values}
        )
        select row_number, id_key as row_key
        from id_key
        anti join repeated on id_key.id_key = repeated.id_key
        union all
        select
            row_number,
            case when place = 1 then id_key else xor(id_key, md5_number('#' || place)) end
        from placed
        where place = 1 or {str(is_counted).lower()}
    """)
    columns = TARGETS[kind][1].split(", ")
    there = {
        row[0] for row in cursor.execute("select column_name from (describe mapped)").fetchall()
    }
    source = {
        "order_id": "usable_row.order_id" if "order_id" in there else "null::varchar",
        "handle_no": "person.handle_no",
        "email": "person.clean_email",
        "phone": "person.clean_phone",
        "level": f"'{mapping.export.level}'",
    }
    source |= {name: "null::boolean" for name in ("may_email", "may_text") if name not in there}
    values = ", ".join(f"{source.get(name, f'usable_row.{name}')} as {name}" for name in columns)
    # One row of a survey's file is several answers.
    key = (
        "xor(row_key.row_key, md5_number(usable_row.question))"
        if kind == "satisfaction"
        else "row_key.row_key"
    )
    cursor.execute(f"""
        create or replace temp view valued as
        select usable_row.row_number, {key} as row_key, {values}
        from usable_row
        inner join row_key on usable_row.row_number = row_key.row_number
        left join person
            on usable_row.vendor_customer_id is not distinct from person.vendor_customer_id
            and usable_row.email is not distinct from person.email
            and usable_row.phone is not distinct from person.phone
            and usable_row.card is not distinct from person.card
            and usable_row.customer_name is not distinct from person.customer_name
    """)


def keep_rows(cursor: duckdb.DuckDBPyConnection, mapping: Mapping, import_id: int) -> Kept:
    """Insert what is new of ``valued``; note which rows were there already.

    Leaves ``again`` (row_number, row_key, of_import_id): rows that were there, and the import that
    brought them with the same values; null where the values are others.
    """
    table, columns, _ = TARGETS[mapping.export.kind]
    names = columns.split(", ")
    # Of a row only its key and what its values come to go through the join: with all its columns it
    # would need several times the memory.
    types = dict(
        cursor.execute(
            f"select column_name, column_type from (describe exports.{table})"
        ).fetchall()
    )
    mine = ", ".join(f"valued.{name}::{types[name]}" for name in names)
    theirs = ", ".join(f"old.{name}" for name in names)
    cursor.execute(f"""
        create or replace temp table again as
        with own as (
            select row_number, row_key, hash({mine}) as values_hash from valued
        ),
        old as (
            select row_key, import_id, hash({theirs}) as values_hash from exports.{table} as old
        )
        select
            own.row_number,
            own.row_key,
            max(case when own.values_hash = old.values_hash then old.import_id end) as of_import_id
        from own
        inner join old on own.row_key = old.row_key
        group by own.row_number, own.row_key
    """)
    there = count_rows(cursor, "again")
    but_known = (
        "anti join (from again where of_import_id is not null) as known using (row_number, row_key)"
        if there
        else ""
    )
    cursor.execute(
        f"""
        insert into exports.{table} (import_id, row_number, row_key, vendor, {columns})
        select
            $import_id,
            valued.row_number,
            valued.row_key,
            $vendor,
            {", ".join(f"valued.{name}" for name in names)}
        from valued
        {but_known}
        """,
        {"import_id": import_id, "vendor": mapping.vendor},
    )
    if there == 0:
        return Kept(count_rows(cursor, "row_key"), 0)
    cursor.execute(
        "insert into exports.sighting "
        "select $import_id, of_import_id, row_key from again where of_import_id is not null",
        {"import_id": import_id},
    )
    changed = count_rows(
        cursor, "(select distinct row_number from again where of_import_id is null)"
    )
    row = cursor.execute("""
        with answered as (
            select
                valued.row_number,
                bool_or(again.row_key is null) as is_new,
                bool_or(again.row_key is not null and again.of_import_id is null) as is_changed
            from valued
            left join again
                on valued.row_number = again.row_number and valued.row_key = again.row_key
            group by valued.row_number
        )
        select count(*) from answered where is_new or is_changed
    """).fetchone()
    return Kept(int(row[0]) if row else 0, changed)


def _values_as_text(cursor: duckdb.DuckDBPyConnection, kind: str) -> str:
    there = {
        row[0] for row in cursor.execute("select column_name from (describe mapped)").fetchall()
    }
    names = [name for name in TARGETS[kind][1].split(", ") if name in there]
    return f"concat_ws('|', {', '.join(f'mapped.{name}' for name in names)})"


def days_covered(cursor: duckdb.DuckDBPyConnection, kind: str) -> tuple[date | None, date | None]:
    """The first and the last day in the rows that are of use."""
    moment = TARGETS[kind][2]
    if moment is None:
        return None, None
    row = cursor.execute(
        f"select min({moment})::date, max({moment})::date from mapped where reason is null"
    ).fetchone()
    return (row[0], row[1]) if row else (None, None)
