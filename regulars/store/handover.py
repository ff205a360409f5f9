"""What was noted while a copy of the data file was changed is brought along into it."""

# What is filled in below are names of our own tables.
# ruff: noqa: S608

from __future__ import annotations

from dataclasses import dataclass

import duckdb

__all__ = ["DeskWrites", "Handover"]

SETTING = "setting"
Figures = tuple[int, int | None]


@dataclass(frozen=True)
class DeskWrites:
    """What of ``desk`` a change writes itself. Nobody notes anything there meanwhile.

    Attributes:
        tables: by their names, such as ``word``.
        settings: rows of ``desk.setting``, which others write to as well.
    """

    tables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


class Handover:
    """Has a copy hold of ``desk`` what the data file holds, but for what the change wrote there.

    It is called again for what was noted meanwhile, while everybody waits, and looks then at the
    data file alone.
    """

    def __init__(self, writes: DeskWrites) -> None:
        """Bring nothing yet.

        Args:
            writes: of the change.
        """
        self._writes = writes
        self._brought: dict[str, Figures] = {}

    def __call__(self, cursor: duckdb.DuckDBPyConnection, noted: str) -> None:
        """Bring what differs.

        Args:
            cursor: its tables are the copy's; in no transaction, as a row with a key cannot be
                deleted and come again in one.
            noted: what stands before the schemas of the data file.
        """
        if not self._brought:
            self._brought = _figures(cursor, "desk", self._writes.tables)
        # All are looked at: a note that did not name its table would be lost.
        there = _figures(cursor, f"{noted}.desk", self._writes.tables)
        for table in there:
            if there[table] != self._brought[table]:
                self._bring(cursor, noted, table)
        self._brought = there

    def _bring(self, cursor: duckdb.DuckDBPyConnection, noted: str, table: str) -> None:
        if table != SETTING:
            cursor.execute(f"delete from desk.{table}")
            cursor.execute(f"insert into desk.{table} by name from {noted}.desk.{table}")
            return
        own = {"own": list(self._writes.settings)}
        cursor.execute(
            f"delete from desk.setting where name not in (select unnest($own)) "
            f"and name not in (select name from {noted}.desk.setting)",
            own,
        )
        cursor.execute(
            f"insert or replace into desk.setting by name from {noted}.desk.setting "
            "where name not in (select unnest($own))",
            own,
        )


def _figures(
    cursor: duckdb.DuckDBPyConnection, desk: str, left_out: tuple[str, ...]
) -> dict[str, Figures]:
    """Of each table: how many rows it has, and what stands for all that is in them."""
    tables = cursor.execute(
        "select table_name from duckdb_tables() "
        "where database_name = current_catalog() and schema_name = 'desk'"
    ).fetchall()
    looks = [
        f"select '{table}', count(*), bit_xor(hash(held)) from {desk}.{table} as held"
        for (table,) in tables
        if table not in left_out
    ]
    rows = cursor.execute(" union all ".join(looks)).fetchall()
    return {table: (count, content) for table, count, content in rows}
