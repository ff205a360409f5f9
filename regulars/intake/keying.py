"""The key of each row of use, by which it is known again."""

from __future__ import annotations

import duckdb

from regulars.intake.meanings import Mapping
from regulars.intake.targets import TARGETS

__all__ = ["key_rows"]

# The kinds whose rows may repeat in earnest: two flat whites on one receipt are two lines.
REPEATABLE = {"sales", "satisfaction"}


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
    columns = TARGETS[kind].columns.split(", ")
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


def _values_as_text(cursor: duckdb.DuckDBPyConnection, kind: str) -> str:
    there = {
        row[0] for row in cursor.execute("select column_name from (describe mapped)").fetchall()
    }
    names = [name for name in TARGETS[kind].columns.split(", ") if name in there]
    return f"concat_ws('|', {', '.join(f'mapped.{name}' for name in names)})"
