"""What was noted while a copy of the data file was changed is brought along into it."""

# What is filled in below are names of our own tables.
# ruff: noqa: S608

from __future__ import annotations

from dataclasses import dataclass

import duckdb

__all__ = ["DeskWrites", "bring_notes"]

SETTING = "setting"


@dataclass(frozen=True)
class DeskWrites:
    """What of ``desk`` a change writes itself. Nobody notes anything there meanwhile.

    Attributes:
        tables: by their names, such as ``word``.
        settings: rows of ``desk.setting``, which others write to as well.
    """

    tables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


def bring_notes(cursor: duckdb.DuckDBPyConnection, noted: str, writes: DeskWrites) -> None:
    """Have the copy hold of ``desk`` what the data file holds, but for what the change wrote there.

    Args:
        cursor: its tables are the copy's; in no transaction, as a row with a key cannot be deleted
            and come again in one.
        noted: what stands before the schemas of the data file.
        writes: of the change.
    """
    for table in _different_tables(cursor, noted, writes.tables):
        if table == SETTING:
            kept = {"kept": list(writes.settings)}
            cursor.execute(
                f"delete from desk.setting where name not in (select unnest($kept)) "
                f"and name not in (select name from {noted}.desk.setting)",
                kept,
            )
            cursor.execute(
                f"insert or replace into desk.setting by name from {noted}.desk.setting "
                "where name not in (select unnest($kept))",
                kept,
            )
        else:
            cursor.execute(f"delete from desk.{table}")
            cursor.execute(f"insert into desk.{table} by name from {noted}.desk.{table}")


def _different_tables(
    cursor: duckdb.DuckDBPyConnection, noted: str, own: tuple[str, ...]
) -> list[str]:
    """All others are looked at: a note that did not name its table would be lost."""
    tables = cursor.execute(
        "select table_name from duckdb_tables() "
        "where database_name = current_catalog() and schema_name = 'desk'"
    ).fetchall()
    figures = "select (count(*), bit_xor(hash(held))) from {} as held"
    looks = [
        f"select '{table}' as name where "
        f"({figures.format(f'desk.{table}')}) <> ({figures.format(f'{noted}.desk.{table}')})"
        for (table,) in tables
        if table not in own
    ]
    return [name for (name,) in cursor.execute(" union all ".join(looks)).fetchall()]
