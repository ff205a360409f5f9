"""Take an import back, as if it had never been."""

from __future__ import annotations

import duckdb

from regulars.errors import ImportFailed
from regulars.facts import note_change, rebuild_facts
from regulars.intake.fields import KINDS
from regulars.intake.guesses import forget_guesses
from regulars.intake.settling import settle, unsettle_answers, unsettle_orders
from regulars.store import Store

__all__ = ["undo_import"]


def undo_import(store: Store, import_id: int) -> str:
    """Take an import back, as if it had never been; returns the file's name.

    Rows that another import brought as well stay with that one.

    Raises:
        ImportFailed: there is no such import.
    """
    with store.write() as cursor:
        row = cursor.execute(
            "select file_name, kind from exports.import where import_id = $import_id",
            {"import_id": import_id},
        ).fetchone()
        if row is None:
            raise ImportFailed("This import was taken back already.")
        file_name, kind = str(row[0]), str(row[1])
        _take_rows_back(cursor, KINDS[kind].table, import_id)
        for table in ("rejected_row", "handle_pair", "handle_name", "import"):
            cursor.execute(
                f"delete from exports.{table} where import_id = $import_id",
                {"import_id": import_id},
            )
        forget_guesses(cursor)
        settle(cursor, kind)
        note_change(cursor)
    rebuild_facts(store)
    return file_name


def _take_rows_back(cursor: duckdb.DuckDBPyConnection, table: str, import_id: int) -> None:
    """Leaves ``unsettled``: the rows of which another version, or another export, is there."""
    named = {"import_id": import_id}
    cursor.execute(
        f"""
        create or replace temp table unsettled as
        select row_key from exports.{table} where import_id = $import_id
        """,
        named,
    )
    if table == "receipt_line":
        # What a finer export leaves behind when it goes.
        cursor.execute(
            """
            insert into unsettled
            select line.row_key
            from exports.receipt_line as line
            inner join (
                select distinct vendor, receipt_id
                from exports.receipt_line
                where import_id = $import_id
                union
                select distinct vendor, order_id
                from exports.receipt_line
                where import_id = $import_id and order_id is not null
            ) as receipt
                on line.vendor = receipt.vendor and line.receipt_id = receipt.receipt_id
            """,
            named,
        )
        unsettle_orders(cursor, import_id)
    if table == "response":
        unsettle_answers(cursor, import_id)
    cursor.execute(
        """
        create or replace temp table heir as
        select row_key, min(import_id) as import_id
        from exports.sighting
        where of_import_id = $import_id and import_id <> $import_id
        group by row_key
        """,
        named,
    )
    cursor.execute(
        f"""
        update exports.{table} as kept
        set import_id = heir.import_id
        from heir
        where kept.import_id = $import_id and kept.row_key = heir.row_key
        """,
        named,
    )
    cursor.execute(
        """
        delete from exports.sighting as seen
        using heir
        where
            seen.of_import_id = $import_id
            and seen.row_key = heir.row_key
            and seen.import_id = heir.import_id
        """,
        named,
    )
    cursor.execute(
        """
        update exports.sighting as seen
        set of_import_id = heir.import_id
        from heir
        where seen.of_import_id = $import_id and seen.row_key = heir.row_key
        """,
        named,
    )
    cursor.execute(f"delete from exports.{table} where import_id = $import_id", named)
    cursor.execute("delete from exports.sighting where import_id = $import_id", named)
