"""The data file on the disk: opened with a key or without one, and counted.

A file is attached to a database in memory: so it can be opened with a key, and another can be put
in its place without closing that. To write an encrypted one, DuckDB needs the OpenSSL of its httpfs
extension, which is not in its wheel; what is in there can be forced to write, but its random
numbers are weak.
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from regulars.errors import StoreBusy, StoreFailed
from regulars.settings import StoreKey

__all__ = [
    "CATALOG",
    "attach",
    "connect",
    "count_rows",
    "explain_failure",
    "part_of",
    "read_rows",
    "strange_table",
]

CATALOG = "regulars"
SCHEMAS = ("exports", "facts", "desk", "file")
# Nothing is fetched from elsewhere unless somebody asks for it.
FETCHES_NOTHING: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

NO_OPENSSL = (
    "REGULARS_STORE_KEY is set, but DuckDB cannot encrypt here: it needs OpenSSL from its httpfs "
    "extension. Fetch it once, as whoever runs the dashboard and with access to the internet:\n\n"
    "    python -c \"import duckdb; duckdb.execute('install httpfs')\"\n\n"
    "Without it, REGULARS_WEAK_ENCRYPTION=yes uses what DuckDB brings along, which DuckDB itself "
    "does not call securely encrypted: its random numbers are weak."
)


def connect(
    path: Path, key: StoreKey | None, *, is_read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """Open a data file: a connection to a database in memory, with the file attached and in use.

    A cursor of it begins in memory: ``use regulars`` leads it to the file.

    Raises:
        duckdb.Error: it cannot be opened; ``explain_failure`` has words for it.
        StoreFailed: it cannot be encrypted here.
    """
    connection = duckdb.connect(config=FETCHES_NOTHING)
    try:
        # A database in memory would put what does not fit there into the folder it was started in.
        connection.execute("set temp_directory = $folder", {"folder": f"{path}.tmp"})
        attach(connection, path, CATALOG, key, is_read_only=is_read_only)
        connection.execute(f"use {CATALOG}")
    except BaseException:
        connection.close()
        raise
    return connection


def part_of(path: Path) -> Path:
    """Where another file is written that is to take the place of a data file."""
    return path.with_name(f".{path.stem}.part.duckdb")


def attach(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    key: StoreKey | None,
    *,
    is_read_only: bool = False,
    is_allowed: bool = False,
) -> None:
    """Attach a data file under a name.

    Args:
        connection: where to.
        path: the file.
        name: what it is called there.
        key: what it is encrypted with; None for a plain file.
        is_read_only: nothing is written to it.
        is_allowed: an encrypted file is written to through this connection already.

    Raises:
        duckdb.Error: it cannot be opened.
        StoreFailed: it cannot be encrypted here.
    """
    options = ["read_only"] if is_read_only else []
    parameters = {"path": str(path)}
    if key is not None:
        # A parameter: the text of a statement is repeated in errors and logs.
        options.append("encryption_key $key")
        parameters["key"] = key.text
        if not is_read_only and not is_allowed:
            _allow_encryption(connection, key)
    as_what = f" ({', '.join(options)})" if options else ""
    connection.execute(f"attach $path as {name}{as_what}", parameters)


def _allow_encryption(connection: duckdb.DuckDBPyConnection, key: StoreKey) -> None:
    if key.is_weak:
        connection.execute("set force_mbedtls_unsafe = 'true'")
    else:
        try:
            connection.execute("load httpfs")
        except duckdb.Error as error:
            raise StoreFailed(NO_OPENSSL, title="The data file cannot be encrypted") from error
    connection.execute("set temp_file_encryption = true")


def strange_table(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The name of a table that is not of ours; None when all are."""
    stranger = connection.execute(
        "select table_name from information_schema.tables "
        "where table_catalog = current_catalog() and not list_contains($schemas, table_schema) "
        "limit 1",
        {"schemas": list(SCHEMAS)},
    ).fetchone()
    return str(stranger[0]) if stranger else None


def count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table has: ``desk.setting`` -> 3."""
    return {table: _two(connection, "count(*), 0", table)[0] for table in _tables(connection)}


def read_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Each table's rows and a sum over every value in it; all of the file is read for it.

    Raises:
        duckdb.Error: a part of it is damaged or missing.
    """
    figures = "count(*), coalesce(sum(hash(held)::hugeint), 0)"
    return {table: _two(connection, figures, table) for table in _tables(connection)}


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables() "
        "where database_name = current_catalog() and not temporary order by all"
    ).fetchall()
    return [str(table) for (table,) in rows]


def _two(connection: duckdb.DuckDBPyConnection, figures: str, table: str) -> tuple[int, int]:
    # The names are the file's own: nobody's words become SQL.
    row = connection.execute(f"select {figures} from {table} as held").fetchone()  # noqa: S608
    return (int(row[0]), int(row[1])) if row else (0, 0)


def explain_failure(path: Path, error: Exception, otherwise: str = "") -> StoreFailed:
    """What a failure to open a data file means, and what to do about it.

    Args:
        path: the file.
        error: what came of it.
        otherwise: what to say when the error does not tell.
    """
    words = str(error)
    if "set lock on file" in words:
        holder = re.search(r"PID (\d+)", words)
        by = f" by process {holder[1]}" if holder else ""
        return StoreBusy(
            f"{path.name} is open{by}. If the dashboard is running, use its Imports screen, or "
            "stop it first; only one program at a time can write the data file."
        )
    if isinstance(error, OSError):
        return StoreFailed(f"{path} cannot be created or opened: {error.strerror}.")
    if "Wrong encryption key" in words:
        return StoreFailed(
            f"{path.name} was encrypted with another key than the one in REGULARS_STORE_KEY. Set "
            "that one; without it nobody can read the file."
        )
    if "without a key" in words:
        return StoreFailed(
            f"{path.name} is encrypted. Set REGULARS_STORE_KEY to the key that it was encrypted "
            "with."
        )
    if "is not encrypted" in words:
        return StoreFailed(
            f"REGULARS_STORE_KEY is set, but {path.name} is not encrypted. Encrypt your data file "
            "with: python -m regulars encrypt. Or leave the key out."
        )
    if "can only read storage versions" in words:
        return StoreFailed(
            f"{path.name} was written by another version of DuckDB than this Regulars has. Start "
            "the version of Regulars that wrote it or a newer one, or restore a backup that this "
            "one made."
        )
    return StoreFailed(
        otherwise
        or f"{path.name} cannot be opened as a data file. Restore a copy, or move it away and "
        "import your exports again."
    )
