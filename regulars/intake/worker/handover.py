"""What was noted while files were taken into a copy of the data file is brought along into it."""

# What is filled in below are names of our own tables.
# ruff: noqa: S608

from __future__ import annotations

import duckdb

__all__ = ["bring_notes"]

# What an import writes itself; nobody notes anything there.
OF_IMPORTS = ("mapping", "erased_handle")
SETTING = "setting"
# What an import says of the shop, or needs.
SETTINGS_OF_IMPORTS = ("currency", "time_zone", "erasure_key")


def bring_notes(cursor: duckdb.DuckDBPyConnection, noted: str) -> None:
    """Have the copy hold of ``desk`` what the data file holds, but for what imports write there.

    Args:
        cursor: its tables are the copy's; in no transaction, as a row with a key cannot be deleted
            and come again in one.
        noted: what stands before the schemas of the data file.
    """
    for table in _different_tables(cursor, noted):
        if table == SETTING:
            cursor.execute(
                f"delete from desk.setting where name not in (select unnest($kept)) "
                f"and name not in (select name from {noted}.desk.setting)",
                {"kept": list(SETTINGS_OF_IMPORTS)},
            )
            cursor.execute(f"insert or replace into desk.setting by name from {noted}.desk.setting")
        else:
            cursor.execute(f"delete from desk.{table}")
            cursor.execute(f"insert into desk.{table} by name from {noted}.desk.{table}")


def _different_tables(cursor: duckdb.DuckDBPyConnection, noted: str) -> list[str]:
    """All are looked at: a note that did not name its table would be lost."""
    tables = cursor.execute(
        "select table_name from duckdb_tables() "
        "where database_name = current_catalog() and schema_name = 'desk'"
    ).fetchall()
    figures = "select (count(*), bit_xor(hash(held))) from {} as held"
    looks = [
        f"select '{table}' as name where "
        f"({figures.format(f'desk.{table}')}) <> ({figures.format(f'{noted}.desk.{table}')})"
        for (table,) in tables
        if table not in OF_IMPORTS
    ]
    return [name for (name,) in cursor.execute(" union all ".join(looks)).fetchall()]
