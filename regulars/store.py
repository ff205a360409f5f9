"""The DuckDB file: open, read, write in one transaction, know its version.

Three schemas live in it: ``exports`` (what imports brought), ``facts`` (rebuilt from exports after
an import) and ``desk`` (what staff write down). The file is opened with external access off: SQL
can read from the spool folder and from nowhere else.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import duckdb

from regulars.errors import StoreBusy, StoreFailed

__all__ = ["Store"]

SCHEMA_SQL = Path(__file__).resolve().parent / "schema.sql"
MACROS_DIR = Path(__file__).resolve().parent.parent / "queries" / "macros"

_OPENINGS = itertools.count(1)


class Store:
    """One open data file.

    A read takes a cursor of its own and closes it; a shared connection would mix up results.
    Writes are serialised and all or nothing.

    Attributes:
        path: the DuckDB file.
        key: says which opening of which file this is; part of every cache key.
        version: moves with every write; part of every cache key.
        note_count: moves with every write and every note.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.path = path
        self.key = f"{path.name}#{next(_OPENINGS)}"
        self.version = 1
        self._connection = connection
        self.note_count = 1
        self._writing = threading.RLock()
        self._noting = threading.RLock()

    @classmethod
    def open(cls, path: Path, *, readable: Sequence[Path] = ()) -> Store:
        """Open or create the file at ``path``.

        Args:
            path: the DuckDB file; its folder is created when it is not there.
            readable: the only folders that SQL may read files from.

        Raises:
            StoreBusy: another process has the file open.
            StoreFailed: the file is not a data file of ours, or cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = duckdb.connect(str(path))
        except (duckdb.Error, OSError) as error:
            raise _explain_open_failure(path, error) from error
        try:
            folders = ", ".join(
                f"'{str(folder).replace(chr(39), chr(39) * 2)}'" for folder in readable
            )
            connection.execute(f"set allowed_directories = [{folders}]")
            connection.execute("set enable_external_access = false")
            _refuse_strangers(connection, path)
            connection.execute(SCHEMA_SQL.read_text(encoding="utf-8"))
            for macros in sorted(MACROS_DIR.glob("*.sql")):
                connection.execute(macros.read_text(encoding="utf-8"))
        except duckdb.Error as error:
            connection.close()
            raise StoreFailed(
                f"{path.name} was opened but could not be prepared. It may come from another "
                "program or a newer version; move it away, or restore a copy."
            ) from error
        except StoreFailed:
            connection.close()
            raise
        return cls(connection, path)

    @contextmanager
    def read(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for reading, closed at the end."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def write(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside one transaction: everything is kept, or nothing is.

        One writer at a time; readers go on seeing the state from before until it is committed.
        """
        with self._writing:
            with self._transaction() as cursor:
                yield cursor
            self.version += 1
            self.note_count += 1

    @contextmanager
    def note(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor like that of ``write``, for what no figure is made of, such as who signed in.

        It does not wait for an import to end, and the answers that were kept stay good. It may
        write only to tables that no import writes to.
        """
        with self._noting:
            with self._transaction() as cursor:
                yield cursor
            self.note_count += 1

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        try:
            cursor.execute("begin transaction")
            try:
                yield cursor
                cursor.execute("commit")
            except BaseException:
                cursor.execute("rollback")
                raise
        finally:
            cursor.close()

    def close(self) -> None:
        """Close the file. The store cannot be used afterwards."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _refuse_strangers(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    stranger = connection.execute(
        "select table_name from information_schema.tables "
        "where table_schema not in ('exports', 'facts', 'desk') limit 1"
    ).fetchone()
    if stranger is not None:
        raise StoreFailed(
            f'{path.name} is a database of another program: it holds "{stranger[0]}". Nothing was '
            "written to it; choose another file."
        )


def _explain_open_failure(path: Path, error: Exception) -> StoreFailed:
    words = str(error)
    if "lock" in words.lower():
        holder = re.search(r"PID (\d+)", words)
        by = f" by process {holder[1]}" if holder else ""
        return StoreBusy(
            f"{path.name} is open{by}. If the dashboard is running, use its Imports screen, or "
            "stop it first; only one program at a time can write the data file."
        )
    if isinstance(error, OSError):
        return StoreFailed(f"{path} cannot be created or opened: {error.strerror}.")
    return StoreFailed(
        f"{path.name} cannot be opened as a data file. Restore a copy, or move it away and import "
        "your exports again."
    )
