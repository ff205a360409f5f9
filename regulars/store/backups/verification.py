"""A closed data file, read through to see whether it is whole."""

from __future__ import annotations

from pathlib import Path

import duckdb

from regulars.errors import StoreFailed
from regulars.settings import StoreKey
from regulars.store.datafile import connect, explain_failure, read_rows, strange_table
from regulars.store.migrations import refuse_newer

__all__ = ["count_rows", "read_copy", "retitled"]


def read_copy(path: Path, key: StoreKey | None) -> dict[str, tuple[int, int]]:
    """Read all of a closed data file: each table's rows and a sum over its values.

    Raises:
        StoreFailed: it is not one of ours, is damaged or cut off, needs another key, or is of a
            newer version.
    """
    try:
        with connect(path, key, is_read_only=True) as connection:
            # Somebody may be at work on this machine; and nothing is left on the disk.
            connection.execute("set threads = 1")
            connection.execute("set temp_directory = ''")
            refuse_newer(connection, path.name)
            stranger = strange_table(connection)
            rows = {} if stranger else read_rows(connection)
    except (duckdb.Error, OSError) as error:
        raise explain_failure(
            path, error, f"{path.name} is damaged, cut off, or no data file at all."
        ) from error
    if stranger is not None:
        raise StoreFailed(f'{path.name} is of another program: it holds "{stranger}".')
    if "exports.import" not in rows:
        raise StoreFailed(f"{path.name} is a database, but none of Regulars.")
    return rows


def count_rows(read: dict[str, tuple[int, int]]) -> dict[str, int]:
    """How many rows each table has, of what ``read_copy`` gives."""
    return {table: count for table, (count, _) in read.items()}


def retitled(error: StoreFailed, title: str, part: Path, path: Path) -> StoreFailed:
    """The same failure, of the file that was named rather than of one in the making."""
    return type(error)(error.message.replace(part.name, path.name), title=title)
