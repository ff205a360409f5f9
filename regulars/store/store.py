"""The DuckDB file: open, read, write in one transaction, copy, know its version.

Three schemas live in it: ``exports`` (what imports brought), ``facts`` (rebuilt from exports after
an import) and ``desk`` (what staff write down). The file is opened with external access off: SQL
can read from the spool folder and from nowhere else.
"""

from __future__ import annotations

import fcntl
import hashlib
import itertools
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import duckdb

from regulars.errors import StoreFailed
from regulars.settings import PROJECT_DIR, StoreKey
from regulars.store.datafile import (
    CATALOG,
    attach,
    connect,
    count_rows,
    explain_failure,
    part_of,
    strange_table,
)
from regulars.store.migrations import migrate, refuse_newer

__all__ = ["Store"]

MACROS_DIR = PROJECT_DIR / "queries" / "macros"

# How long a copy waits for those who still read an older state.
SETTLING_SECONDS = 60
# How long putting another file in place waits for those who read; they wait for it meanwhile.
SWAPPING_SECONDS = 2
SWAPPING_TRIES = 60
# What a data file is called that is written to before it takes the place of another.
BESIDE = "beside"
# Of what DuckDB writes beside a data file.
LOG_ENDINGS = (".wal", ".wal.checkpoint", ".wal.recovery")
COPIED_BYTES = 8 * 1024 * 1024

_OPENINGS = itertools.count(1)


class _Reach(IntEnum):
    """What a transaction may touch; each may do what those before it may."""

    NOTE = 1
    WRITE = 2
    ALONE = 3


@dataclass
class _Transaction:
    """What a thread is writing.

    Attributes:
        cursor: what it writes with.
        reach: what it may touch.
        noted: the tables that its notes name.
        when_kept: called once it is committed.
        when_undone: called once it is rolled back.
        is_broken: whether a part of it failed.
    """

    cursor: duckdb.DuckDBPyConnection
    reach: _Reach
    noted: set[str] = field(default_factory=set)
    when_kept: list[Callable[[], object]] = field(default_factory=list)
    when_undone: list[Callable[[], object]] = field(default_factory=list)
    is_broken: bool = False


class Store:
    """One open data file.

    A read takes a cursor of its own and closes it; a shared connection would mix up results.
    Writes are serialised and all or nothing. A write or a note inside another of the same thread
    is part of that one: who calls several functions that write can so make one transaction of them.
    A read sees what is committed, also inside a write: what that has changed is read with its
    cursor.

    Attributes:
        path: the DuckDB file.
        readable: the only folders that SQL may read files from.
        store_key: what it is encrypted with; None for a plain file.
        key: says which opening of which file this is; part of every cache key.
        version: moves with every write and every note.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path,
        store_key: StoreKey | None = None,
        readable: Sequence[Path] = (),
    ) -> None:
        self.path = path
        self.readable = tuple(readable)
        self.store_key = store_key
        self.key = f"{path.name}#{next(_OPENINGS)}"
        self.version = 1
        self._connection = connection
        self._written_at = 1
        self._noted_at: dict[str, int] = {}
        self._counting = threading.Lock()
        self._writing = threading.RLock()
        self._noting = threading.RLock()
        self._of_thread = threading.local()
        self._copying = threading.Lock()
        # Notified whenever a cursor is closed.
        self._cursors = threading.Condition()
        self._cursor_count = 0
        # Whether new cursors wait until the others are closed.
        self._is_draining = False
        self._bytes: BinaryIO | None = None

    @classmethod
    def open(
        cls, path: Path, *, readable: Sequence[Path] = (), store_key: StoreKey | None = None
    ) -> Store:
        """Open or create the file at ``path``.

        Args:
            path: the DuckDB file; its folder is created when it is not there.
            readable: the only folders that SQL may read files from.
            store_key: what the file is encrypted with; None for a plain file.

        Raises:
            StoreBusy: another process has the file open.
            StoreFailed: the file is not a data file of ours, cannot be written, or needs another
                key.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_new = not path.exists()
            connection = connect(path, store_key)
            if is_new:
                path.chmod(0o600)
        except (duckdb.Error, OSError) as error:
            raise explain_failure(path, error) from error
        try:
            _close_off(connection, path, readable)
            refuse_newer(connection, path.name)
            _refuse_strangers(connection, path)
            migrate(connection, path.name)
            _define_macros(connection)
        except duckdb.Error as error:
            connection.close()
            raise StoreFailed(
                f"{path.name} was opened but could not be prepared. It may come from another "
                "program or a newer version; move it away, or restore a copy."
            ) from error
        except StoreFailed:
            connection.close()
            raise
        return cls(connection, path, store_key, readable)

    @contextmanager
    def read(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for reading, closed at the end."""
        with self._cursor() as cursor:
            yield cursor

    def write(self, *, alone: bool = False) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A cursor inside one transaction: everything is kept, or nothing is.

        One writer at a time; readers go on seeing the state from before until it is committed.

        Args:
            alone: nobody notes meanwhile, either: for what must not miss a row that is noted while
                it works, such as forgetting somebody. Keep it short.
        """
        return self._transaction(_Reach.ALONE if alone else _Reach.WRITE, ())

    def note(self, *tables: str) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A cursor like that of ``write``, for what no fact is made of, such as who signed in.

        It does not wait for an import to end, and only answers that read these tables are asked
        anew. A row that a writer is changing meanwhile cannot be noted.

        Args:
            tables: what is written to, such as ``desk.note``; nothing that an import writes to.

        Raises:
            duckdb.TransactionException: a writer has changed the row and is not done.
        """
        return self._transaction(_Reach.NOTE, tables)

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside a write; a note is none."""
        running = self._running
        return running is not None and running.reach > _Reach.NOTE

    def when_kept(self, call: Callable[[], object]) -> None:
        """Call something once what this thread is writing is committed; at once if it is nothing.

        By then others may write again. It is not called if nothing is kept.
        """
        running = self._running
        if running is None:
            call()
        else:
            running.when_kept.append(call)

    def when_undone(self, call: Callable[[], object]) -> None:
        """Call something if what this thread is writing is rolled back after all.

        For what is also held in memory: it is to be read from the store again.
        """
        running = self._running
        if running is not None:
            running.when_undone.append(call)

    def version_of(self, tables: Iterable[str]) -> int:
        """The version at which any of these tables may have changed last; part of every cache key.

        A write may have changed any table.
        """
        with self._counting:
            return max([self._written_at, *(self._noted_at.get(name, 0) for name in tables)])

    @property
    def _running(self) -> _Transaction | None:
        """What this thread is writing."""
        running: _Transaction | None = getattr(self._of_thread, "running", None)
        return running

    @contextmanager
    def _transaction(
        self, reach: _Reach, tables: Iterable[str]
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Join what this thread is writing, or begin."""
        running = self._running
        if running is not None:
            running.noted.update(tables)
            with _part_of(running, reach):
                yield running.cursor
            return
        with ExitStack() as held:
            # Always in this order: two that wait for each other would wait for ever.
            if reach >= _Reach.WRITE:
                held.enter_context(self._writing)
            if reach != _Reach.WRITE:
                held.enter_context(self._noting)
            begun = _Transaction(held.enter_context(self.read()), reach, set(tables))
            with self._done_by(begun):
                yield begun.cursor
            self._count(begun)
        for call in begun.when_kept:
            call()

    @contextmanager
    def _done_by(self, begun: _Transaction) -> Iterator[None]:
        """What this thread writes meanwhile is one transaction."""
        self._of_thread.running = begun
        try:
            with _committed(begun):
                yield
        except BaseException:
            self._of_thread.running = None
            for call in begun.when_undone:
                call()
            raise
        self._of_thread.running = None

    def _count(self, transaction: _Transaction) -> None:
        """Move the versions of what was committed."""
        with self._counting:
            self.version += 1
            if transaction.reach == _Reach.NOTE:
                self._noted_at.update(dict.fromkeys(transaction.noted, self.version))
            else:
                self._written_at = self.version

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        open_here = getattr(self._of_thread, "cursor_count", 0)
        with self._cursors:
            if not open_here:
                # Who has one already would wait for themselves.
                self._cursors.wait_for(lambda: not self._is_draining)
            cursor = self._connection.cursor()
            self._cursor_count += 1
        self._of_thread.cursor_count = open_here + 1
        try:
            # It costs 0.15 ms, and a cursor does not inherit it.
            cursor.execute(f"use {CATALOG}")
            yield cursor
        finally:
            with self._cursors:
                cursor.close()
                self._cursor_count -= 1
                self._cursors.notify_all()
            self._of_thread.cursor_count -= 1

    @contextmanager
    def reserved(self) -> Iterator[None]:
        """Have other threads' writers wait meanwhile, with no transaction open; notes go on."""
        with self._writing:
            yield

    @contextmanager
    def replaced_by(
        self, part: Path, bring: Callable[[duckdb.DuckDBPyConnection, str], object]
    ) -> Iterator[None]:
        """Put a data file that was built beside in the place of this one: all of it, or nothing.

        What this thread writes within goes into the new file. Notes and questions wait meanwhile,
        for less than a tenth of a second once the questions of before are answered.

        Args:
            part: the file, closed, on the same disk: ``part_of`` this one's path, or where SQL may
                read. It holds what this one held, and this thread has let no writer in since:
                there is nothing new in this one but notes.
            bring: brings these along. It is given a cursor whose tables are the new file's, and the
                name before the schemas of this one; it is called again for what was noted while it
                was at work.

        Raises:
            OSError: it cannot be put there.
            StoreFailed: somebody goes on reading, or it cannot be opened there; this store is
                closed then.
            duckdb.Error: it cannot be read or written.
        """
        with ExitStack() as closing, ExitStack() as held:
            held.enter_context(self._writing)
            with self._connection.cursor() as cursor:
                attach(cursor, part, BESIDE, self.store_key, is_allowed=True)
                try:
                    cursor.execute(f"use {BESIDE}")
                    state = self.version
                    bring(cursor, CATALOG)
                    cursor.execute(f"checkpoint {BESIDE}")
                    self._wait_until_still(held)
                    if self.version != state:
                        bring(cursor, CATALOG)
                    begun = _Transaction(cursor, _Reach.ALONE)
                    with self._done_by(begun):
                        yield
                    cursor.execute(f"checkpoint {BESIDE}")
                finally:
                    cursor.execute(f"use {CATALOG}")
                    cursor.execute(f"detach {BESIDE}")
            closing.enter_context(self._put_in_place(part))
            self._count(begun)
        for call in begun.when_kept:
            call()

    def _wait_until_still(self, held: ExitStack) -> None:
        """Hold up notes, copies and questions, as soon as those that run are done."""
        for _ in range(SWAPPING_TRIES):
            with ExitStack() as tried:
                for lock in (self._noting, self._copying, self._cursors):
                    tried.enter_context(lock)
                if self._drain():
                    held.push(tried.pop_all())
                    return
            # Who was held up goes first.
            time.sleep(SWAPPING_SECONDS)
        raise StoreFailed(
            f"{self.path.name} could not be replaced: a question has been running for minutes. Try "
            "again when it is answered."
        )

    def _drain(self) -> bool:
        """Wait until no cursor is open; whether that was so in time. ``_cursors`` is held."""
        self._is_draining = True
        try:
            return self._cursors.wait_for(lambda: self._cursor_count == 0, SWAPPING_SECONDS)
        finally:
            self._is_draining = False
            self._cursors.notify_all()

    def _put_in_place(self, part: Path) -> BinaryIO:
        """Put a closed file at ``path``, and open it. Nobody reads or writes meanwhile.

        Returns:
            What is left of the file of before, to be closed: the system takes a moment for that.
        """
        # All is in the file itself, so that closing it leaves nothing under its name.
        self._connection.execute("checkpoint")
        old_bytes = self._open_bytes()
        new_bytes = part.open("r+b", buffering=0)
        try:
            # DuckDB's own lock; no program gets in between the two files.
            fcntl.lockf(new_bytes, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.fsync(new_bytes.fileno())
            part.replace(self.path)
        except OSError:
            new_bytes.close()
            raise
        self._bytes = new_bytes
        try:
            self._connection.execute(f"use memory; detach {CATALOG}")
            attach(self._connection, self.path, CATALOG, self.store_key, is_allowed=True)
            self._connection.execute(f"use {CATALOG}")
        except (duckdb.Error, OSError) as error:
            raise explain_failure(self.path, error) from error
        return old_bytes

    def _open_bytes(self) -> BinaryIO:
        """The file's own bytes, kept open.

        The system drops DuckDB's lock on the file as soon as this process closes any handle of it.
        """
        if self._bytes is None:
            self._bytes = self.path.open("rb", buffering=0)
        return self._bytes

    def copy_to(self, target: BinaryIO) -> dict[str, int]:
        """Write the file as it is at one moment; an encrypted one stays encrypted.

        Readers and notes go on meanwhile; other writers wait.

        Args:
            target: an open file to write to.

        Returns:
            How many rows each table has in the copy.

        Raises:
            StoreFailed: somebody reads an older state and does not end.
            OSError: the copy cannot be written.
        """
        with self._writing, self._copying, self.read() as cursor:
            # What is noted from now on stays in the log beside the file until the copy is made.
            cursor.execute("set global checkpoint_threshold = '1TB'")
            try:
                counts = self._settle(cursor)
                file = self._open_bytes()
                file.seek(0)
                shutil.copyfileobj(file, target, COPIED_BYTES)
            finally:
                cursor.execute("reset global checkpoint_threshold")
        return counts

    def _settle(self, cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
        """Bring all that was committed into the file itself; returns the rows of each table.

        That cannot be done while somebody reads what a later write has changed, so it is tried
        until they are done.
        """
        deadline = time.monotonic() + SETTLING_SECONDS
        while True:
            with self._noting:
                try:
                    cursor.execute("checkpoint")
                    return count_rows(cursor)
                except duckdb.TransactionException:
                    pass
            if time.monotonic() > deadline:
                raise StoreFailed(
                    f"{self.path.name} could not be copied: a question has been running for over a "
                    "minute. Try again when it is answered."
                )
            time.sleep(0.02)

    def close(self) -> None:
        """Close the file, once a copy that is being made is done. It cannot be used afterwards."""
        with self._copying:
            self._connection.close()
            if self._bytes is not None:
                self._bytes.close()
                self._bytes = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _close_off(connection: duckdb.DuckDBPyConnection, path: Path, readable: Sequence[Path]) -> None:
    """From here on SQL reads files from these folders and from nowhere else.

    The data file itself may be opened anew, when another is put in its place, and that before.
    """
    connection.execute(f"set allowed_directories = [{_listed(readable)}]")
    files = (path, part_of(path))
    logs = (file.with_name(f"{file.name}{ending}") for file in files for ending in LOG_ENDINGS)
    connection.execute(f"set allowed_paths = [{_listed((*files, *logs))}]")
    connection.execute("set enable_external_access = false")


def _listed(paths: Iterable[Path]) -> str:
    return ", ".join(f"'{str(path).replace(chr(39), chr(39) * 2)}'" for path in paths)


@contextmanager
def _part_of(running: _Transaction, reach: _Reach) -> Iterator[None]:
    """Within a transaction that was begun further out; if this fails, none of that is kept."""
    if reach > running.reach:
        raise RuntimeError(
            f"a {running.reach.name.lower()} cannot become a {reach.name.lower()} on the way: the "
            "outermost says what it may touch"
        )
    try:
        yield
    except BaseException:
        running.is_broken = True
        raise


@contextmanager
def _committed(begun: _Transaction) -> Iterator[None]:
    """A transaction that is committed when all of it went well."""
    begun.cursor.execute("begin transaction")
    try:
        yield
        if begun.is_broken:
            raise RuntimeError("a part of this transaction failed: nothing of it may be kept")
    except BaseException:
        begun.cursor.execute("rollback")
        raise
    # What cannot be committed is rolled back by the database.
    begun.cursor.execute("commit")


@cache
def _macros() -> tuple[tuple[str, ...], str]:
    """The SQL of every macro, and the version that it makes."""
    texts = tuple(path.read_text(encoding="utf-8") for path in sorted(MACROS_DIR.glob("*.sql")))
    return texts, hashlib.sha256("".join(texts).encode()).hexdigest()


def _define_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Macros as they are now; a file that has them, which takes 0.3 s, is left alone."""
    texts, version = _macros()
    try:
        # All of the answer: one that is not read to its end keeps its transaction open.
        if connection.execute("select prepared_as()").fetchall() == [(version,)]:
            return
    except duckdb.CatalogException:
        pass
    for sql in texts:
        connection.execute(sql)
    # Last of all: what was cut short is defined again.
    connection.execute(f"create or replace macro prepared_as() as '{version}'")


def _refuse_strangers(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    stranger = strange_table(connection)
    if stranger is not None:
        raise StoreFailed(
            f'{path.name} is a database of another program: it holds "{stranger}". Nothing was '
            "written to it; choose another file."
        )
