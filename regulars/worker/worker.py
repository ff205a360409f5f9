"""Change a data file in a process of its own: the server goes on, whatever becomes of it.

The process works on a copy of the data file, which takes the place of the file at the end, in the
moment in which it is renamed: there is all of a change or nothing, whoever is killed when.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import duckdb

from regulars.errors import ChangeFailed
from regulars.progress import Progress
from regulars.settings import PROJECT_DIR
from regulars.store.backups.files import create
from regulars.store.handover import DeskWrites, Handover
from regulars.store.store import Store
from regulars.worker.memory import memory_of_machine
from regulars.worker.messages import (
    IDLE_SECONDS,
    TOOK_TOO_MUCH,
    Change,
    Done,
    Failed,
    Job,
    Told,
)
from regulars.worker.shortages import NO_MEMORY, explain_shortage

__all__ = ["Worker"]

Result = TypeVar("Result")

# The rest is for the server, and for whatever else runs there.
WORKER_SHARE = 0.5
# So often whoever waits is asked whether to go on.
TOLD_EVERY_SECONDS = 0.2
ENDING_SECONDS = 10
# One that is about to go for want of work gets none any more.
GOING_SECONDS = 60
MINUTES = 10
BYTES_OF_MINUTES = 100_000_000
# It saw it itself, the system killed it, or an allocation failed where nothing can be told.
OUT_OF_MEMORY = (TOOK_TOO_MUCH, -signal.SIGKILL, -signal.SIGABRT)
ENDED = (
    "It ended unexpectedly, and nothing was kept. Try again; if it happens again, import a shorter "
    "period at a time."
)
TOOK_TOO_LONG = (
    "It took longer than {minutes:,.0f} minutes and was ended. Nothing was kept. Import a shorter "
    "period at a time, or allow more minutes: REGULARS_IMPORT_MINUTES."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Running:
    """A process, and the lines to it and from it."""

    process: subprocess.Popen[bytes]
    jobs: Connection
    news: Connection

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self.jobs.close()
        self.news.close()


class Worker:
    """Has data files changed in another process, one change after the other.

    The process is started when it is first needed, goes by itself after some minutes without work,
    and holds no data file open in between.
    """

    def __init__(self, memory_bytes: int | None = None, minutes: float = MINUTES) -> None:
        """Start nothing yet.

        Args:
            memory_bytes: what the process may take; None for half of what the machine, or the
                container, has.
            minutes: how long a change may take, and as long again for every 100 MB of the data
                file and of what is brought.
        """
        self._memory_bytes = memory_bytes or int(memory_of_machine() * WORKER_SHARE)
        self._minutes = minutes
        self._working = threading.Lock()
        self._running: _Running | None = None
        self._used_at = 0.0

    @property
    def process_id(self) -> int | None:
        """Of the process; None where none runs."""
        running = self._running
        return running.process.pid if running is not None else None

    def change(
        self,
        store: Store,
        change: Change[Result],
        *,
        writes: DeskWrites,
        spool: Path,
        brought_bytes: int = 0,
        progress: Progress | None = None,
        is_kept: Callable[[Result], bool] = lambda result: True,
        enter: Callable[[Result], object] = lambda result: None,
    ) -> Result:
        """Change a data file; all of it is done, or nothing.

        Args:
            store: the file, open; notes go on meanwhile, other writers wait.
            change: what is to be done.
            writes: what of ``desk`` it writes.
            spool: a folder that the store may read, for the copy.
            brought_bytes: how much is read beside the data file.
            progress: told how far it is; what it raises ends the process.
            is_kept: whether anything was done; if not, the file stays as it is.
            enter: told what came of it, within the transaction that keeps it.

        Returns:
            What the change returned.

        Raises:
            RegularsError: as the change raised it.
            ChangeFailed: the process died or took too long, or memory or the disk did not suffice.
            StoreFailed: somebody goes on reading the file.
        """
        # In this order: who looks and who changes something would wait for each other.
        with self._copied(store, spool) as copy, store.reserved():
            result = self._do(store, copy, change, brought_bytes, progress)
            if is_kept(result):
                _put_in_place(store, copy, writes, partial(enter, result))
        if progress is not None:
            progress(1.0, "done")
        return result

    def look(
        self,
        store: Store,
        change: Change[Result],
        *,
        spool: Path,
        brought_bytes: int = 0,
        progress: Progress | None = None,
    ) -> Result:
        """What would become of a change; nothing is kept. All else as of ``change``."""
        with self._copied(store, spool) as copy:
            return self._do(store, copy, change, brought_bytes, progress)

    def close(self) -> None:
        """End the process, and a change that it is at."""
        running, self._running = self._running, None
        if running is not None:
            running.end()

    @contextmanager
    def _copied(self, store: Store, spool: Path) -> Iterator[Path]:
        """Where a copy is to be made for a job, which nobody else has done meanwhile."""
        folder = spool / f".changing-{secrets.token_hex(8)}"
        with self._working, _own_folder(folder):
            try:
                yield folder / store.path.name
            except (duckdb.Error, OSError) as error:
                _log.error("A change was not kept: %s", type(error).__name__)
                raise ChangeFailed(explain_shortage(error) or ENDED) from error

    def _do(
        self,
        store: Store,
        copy: Path,
        change: Change[Result],
        brought_bytes: int,
        progress: Progress | None,
    ) -> Result:
        """Have the process do a job, on a copy that is made while it starts."""
        running = self._start()
        try:
            with create(copy) as file:
                store.copy_to(file)
            minutes = self._minutes * (1 + (copy.stat().st_size + brought_bytes) / BYTES_OF_MINUTES)
            readable = (*store.readable, copy.parent)
            running.jobs.send(Job(copy, store.store_key, readable, change))
            done = _hear(running, time.monotonic() + 60 * minutes, progress)
            self._used_at = time.monotonic()
        except (EOFError, ConnectionError) as error:
            raise ChangeFailed(self._tell_end(running)) from error
        except BaseException:
            # Cancelled, or worse. What it is at is of no use to anybody.
            self.close()
            raise
        if done is None:
            self.close()
            raise ChangeFailed(TOOK_TOO_LONG.format(minutes=minutes))
        if isinstance(done, Failed):
            raise done.error
        result: Result = done.result
        return result

    def _start(self) -> _Running:
        is_going = time.monotonic() - self._used_at > IDLE_SECONDS - GOING_SECONDS
        if self._running is not None and self._running.process.poll() is None and not is_going:
            return self._running
        self.close()
        # Two pipes rather than a pair of sockets, which a service may not be allowed to open.
        read_jobs, jobs = Pipe(duplex=False)
        news, tell_news = Pipe(duplex=False)
        with read_jobs, tell_news:
            handles = (read_jobs.fileno(), tell_news.fileno())
            process = subprocess.Popen(  # noqa: S603 - ourselves
                [
                    sys.executable,
                    "-m",
                    "regulars.worker.process",
                    *map(str, handles),
                    str(self._memory_bytes),
                ],
                cwd=PROJECT_DIR,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=handles,
            )
        self._running = _Running(process, jobs, news)
        return self._running

    def _tell_end(self, running: _Running) -> str:
        """Why a process ended that should not have, in words."""
        try:
            code = running.process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            code = 0
        self.close()
        _log.error("The process that changes the data file ended with %d", code)
        return NO_MEMORY if code in OUT_OF_MEMORY else ENDED


def _hear(running: _Running, until: float, progress: Progress | None) -> Done | Failed | None:
    """What comes of the job, None if nothing did in time.

    Whoever waits for it is told how far it is, and may cancel.
    """
    latest = Told(0.0, "")
    while time.monotonic() < until:
        if running.news.poll(TOLD_EVERY_SECONDS):
            said: Told | Done | Failed = running.news.recv()
            if not isinstance(said, Told):
                return said
            latest = said
        if progress is not None:
            progress(latest.done, latest.words)
    return None


def _put_in_place(
    store: Store, copy: Path, writes: DeskWrites, enter: Callable[[], object]
) -> None:
    """Put the copy in the place of the data file, with what was noted meanwhile."""
    with copy.open("rb") as file:
        # Now: later somebody would wait for it.
        os.fsync(file.fileno())
    with store.replaced_by(copy, Handover(writes)):
        enter()


@contextmanager
def _own_folder(folder: Path) -> Iterator[None]:
    """A folder for a while, with whatever is in it by then."""
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
