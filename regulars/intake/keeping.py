"""Rows of use -> rows that are kept.

An import works on temporary tables of its transaction: ``export_row`` (read) -> ``mapped`` (our
columns, and a reason where a row is no use) -> ``usable_row`` (those without one; ``sorting``) ->
``valued`` (with its key and its person, as the table has it; ``keying``) -> the kind's table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from regulars.intake.meanings import Mapping
from regulars.intake.targets import TARGETS

__all__ = [
    "Kept",
    "count_rows",
    "days_covered",
    "keep_rows",
]


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
        "insert into exports.sighting (import_id, of_import_id, row_key) "
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


def days_covered(cursor: duckdb.DuckDBPyConnection, kind: str) -> tuple[date | None, date | None]:
    """The first and the last day in the rows that are of use."""
    moment = TARGETS[kind].moment
    if moment is None:
        return None, None
    row = cursor.execute(
        f"select min({moment})::date, max({moment})::date from mapped where reason is null"
    ).fetchone()
    return (row[0], row[1]) if row else (None, None)
