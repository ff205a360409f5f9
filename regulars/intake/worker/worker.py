"""Import files in a process of its own: the server goes on, whatever becomes of it.

The process works on a copy of the data file, which takes the place of the file at the end, in the
moment in which it is renamed: there is all of an import or nothing, whoever is killed when.
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from regulars.errors import StoreFailed
from regulars.intake.choices import Choices
from regulars.intake.reading.progress import Progress
from regulars.intake.report import Report
from regulars.intake.shortages import NO_MEMORY, explain_shortage
from regulars.intake.worker.handover import bring_notes
from regulars.intake.worker.memory import memory_of_machine
from regulars.intake.worker.messages import IDLE_SECONDS, TOOK_TOO_MUCH, Failed, Job, Taken, Told
from regulars.settings import PROJECT_DIR
from regulars.store.backups.files import create
from regulars.store.store import Store

__all__ = ["Worker"]

# The rest is for the server, and for whatever else runs there.
WORKER_SHARE = 0.5
# So often whoever waits is asked whether to go on.
TOLD_EVERY_SECONDS = 0.2
# Learning from ten million lines takes a minute, of which nothing is told.
LONGEST_SILENCE_SECONDS = 1800
ENDING_SECONDS = 10
# One that is about to go for want of work gets none any more.
GOING_SECONDS = 60
# It saw it itself, the system killed it, or an allocation failed where nothing can be told.
OUT_OF_MEMORY = (TOOK_TOO_MUCH, -signal.SIGKILL, -signal.SIGABRT)
ENDED = (
    "The import ended unexpectedly, and nothing was kept. Import again; if it happens again, "
    "import a shorter period at a time."
)
SILENT = Failed("The import did not get on for half an hour and was ended. Nothing was kept.")

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
    """Takes files as ``file_import.take`` does, one job after the other, in another process.

    The process is started when it is first needed, goes by itself after some minutes without work,
    and holds no data file open in between.
    """

    def __init__(self, memory_bytes: int | None = None) -> None:
        """Start nothing yet.

        Args:
            memory_bytes: what the process may take; None for half of what the machine, or the
                container, has.
        """
        self._memory_bytes = memory_bytes or int(memory_of_machine() * WORKER_SHARE)
        self._working = threading.Lock()
        self._running: _Running | None = None
        self._used_at = 0.0

    @property
    def process_id(self) -> int | None:
        """Of the process; None where none runs."""
        running = self._running
        return running.process.pid if running is not None else None

    def take(
        self,
        store: Store,
        files: Sequence[tuple[str, Path]],
        *,
        country: str,
        spool: Path,
        choices: Mapping[str, Choices] | Choices,
        is_dry_run: bool = False,
        progress: Progress | None = None,
        on_taken: Callable[[Report], object] = lambda report: None,
    ) -> list[Report]:
        """Import files; all of them that can be taken are in, or none.

        Args:
            store: where to; notes go on meanwhile, other writers wait.
            files: as of ``regulars.intake.file_import.take``.
            country: as there.
            spool: a folder that the store may read.
            choices: as there.
            is_dry_run: as there.
            progress: as there; what it raises ends the process.
            on_taken: told of each sheet that is taken, within the transaction that keeps them all.

        Returns:
            One report a sheet. Where the process died, or memory or the disk did not suffice, one a
            file, whose ``error`` says so.
        """
        folder = spool / f".import-{secrets.token_hex(8)}"
        # In this order: who looks at files and who imports some would wait for each other.
        with self._working, _own_folder(folder):
            try:
                with nullcontext() if is_dry_run else store.reserved():
                    job = Job(
                        path=folder / store.path.name,
                        store_key=store.store_key,
                        readable=(*store.readable, folder),
                        files=tuple((name, path.resolve()) for name, path in files),
                        country=country,
                        spool=spool.resolve(),
                        choices=choices if isinstance(choices, Choices) else dict(choices),
                        is_dry_run=is_dry_run,
                    )
                    done = self._do(job, store, progress)
                    if isinstance(done, Failed):
                        return _refused(files, done.words)
                    if not is_dry_run and any(report.import_id for report in done.reports):
                        _keep(store, job.path, done.reports, on_taken)
            except (duckdb.Error, OSError) as error:
                _log.error("An import failed: %s", type(error).__name__)
                return _refused(files, explain_shortage(error) or ENDED)
            except StoreFailed as error:
                return _refused(files, error.message)
        if progress is not None:
            progress(1.0, "done")
        return done.reports

    def close(self) -> None:
        """End the process, and an import that it is at."""
        running, self._running = self._running, None
        if running is not None:
            running.end()

    def _do(self, job: Job, store: Store, progress: Progress | None) -> Taken | Failed:
        """Have the process do a job, on a copy that is made while it starts."""
        running = self._start()
        try:
            with create(job.path) as file:
                store.copy_to(file)
            running.jobs.send(job)
            done = _hear(running, progress)
            self._used_at = time.monotonic()
            if done == SILENT:
                self.close()
            return done
        except (EOFError, ConnectionError):
            return Failed(self._tell_end(running))
        except BaseException:
            # Cancelled, or worse. What it is at is of no use to anybody.
            self.close()
            raise

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
                    "regulars.intake.worker.process",
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
        _log.error("The process that imports ended with %d", code)
        return NO_MEMORY if code in OUT_OF_MEMORY else ENDED


def _hear(running: _Running, progress: Progress | None) -> Taken | Failed:
    """What comes of the job; whoever waits for it is told how far it is, and may cancel."""
    latest, heard_at = Told(0.0, "reading"), time.monotonic()
    while True:
        if running.news.poll(TOLD_EVERY_SECONDS):
            said: Told | Taken | Failed = running.news.recv()
            if not isinstance(said, Told):
                return said
            latest, heard_at = said, time.monotonic()
        elif time.monotonic() - heard_at > LONGEST_SILENCE_SECONDS:
            return SILENT
        if progress is not None:
            progress(latest.done, latest.words)


def _keep(
    store: Store, built: Path, reports: list[Report], on_taken: Callable[[Report], object]
) -> None:
    """Put the copy in the place of the data file, with what was noted meanwhile."""
    with built.open("rb") as file:
        # Now: later somebody would wait for it.
        os.fsync(file.fileno())
    with store.replaced_by(built, bring_notes):
        for report in reports:
            if report.error is None:
                on_taken(report)


def _refused(files: Sequence[tuple[str, Path]], words: str) -> list[Report]:
    return [Report(file=name, error=words) for name, _ in files]


@contextmanager
def _own_folder(folder: Path) -> Iterator[None]:
    """A folder for a while, with whatever is in it by then."""
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
