"""The data files that are kept here: unpacked, and looked into as they are."""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb

RELEASES = Path(__file__).resolve().parent
# One of each release; before/ holds one of each shape that the tables had before the first, made by
# the program of the commit that it is called by, with rows in desk put in by hand.
RELEASED_FILES = sorted(RELEASES.glob("*.duckdb.gz"))
EARLIER_FILES = sorted(RELEASES.glob("before/*.duckdb.gz"))

# Whatever is written here is moved on right after.
PASSED_THROUGH = {"desk.audit_pending"}
# Which code and words comments were heard with: another program hears them again.
OF_THE_PROGRAM = {"exports.heard_with"}

Columns = dict[str, list[str]]
Rows = dict[str, list[tuple[object, ...]]]


def name_of(packed: Path) -> str:
    """A kept file's release or commit."""
    return packed.name.removesuffix(".duckdb.gz")


def unpack(packed: Path, folder: Path) -> Path:
    """A copy of a kept file, to be written to."""
    path = folder / "regulars.duckdb"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path


def columns_of(connection: duckdb.DuckDBPyConnection) -> Columns:
    """What is not built anew: table -> its columns, in alphabetical order."""
    return dict(
        connection.execute(
            """
            select schema_name || '.' || table_name, list(column_name order by column_name)
            from duckdb_columns()
            where schema_name in ('exports', 'desk') and database_name = current_catalog()
            group by all
            """
        ).fetchall()
    )


def rows_in(connection: duckdb.DuckDBPyConnection, columns: Columns) -> Rows:
    """The rows of tables, of these columns alone, in an order that is not the file's own."""
    return {
        table: sorted(
            connection.execute(f"select {', '.join(names)} from {table}").fetchall(), key=repr
        )
        for table, names in columns.items()
    }


def shape_of(connection: duckdb.DuckDBPyConnection) -> set[tuple[object, ...]]:
    """Every column and constraint of what is not built anew, whatever their order."""
    columns = connection.execute(
        """
        select schema_name, table_name, column_name, data_type, is_nullable, column_default
        from duckdb_columns()
        where schema_name in ('exports', 'desk', 'file') and database_name = current_catalog()
        """
    ).fetchall()
    constraints = connection.execute(
        """
        select schema_name, table_name, constraint_text
        from duckdb_constraints()
        where schema_name in ('exports', 'desk', 'file') and database_name = current_catalog()
        """
    ).fetchall()
    return {*columns, *constraints}
