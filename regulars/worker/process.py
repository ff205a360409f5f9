"""The process in which a copy of the data file is changed.

It may be killed at any moment: the copy is thrown away then. Under load, and where memory runs out,
the system turns to it before it turns to the server.

    python -m regulars.worker.process JOBS NEWS MEMORY_BYTES
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from regulars.errors import ChangeFailed, RegularsError
from regulars.store.store import Store
from regulars.worker.messages import IDLE_SECONDS, TOOK_TOO_MUCH, Done, Failed, Job, Told
from regulars.worker.shortages import explain_shortage

__all__ = ["main"]

NICENESS = 5
FIRST_TO_GO = "1000"
WATCHED_EVERY_SECONDS = 0.1
# Of the memory that this process may have, what the database keeps for itself; beside it stand the
# rows that are on their way, and what is learnt in Python.
DATABASE_SHARE = 0.6
FAILED = (
    "It failed, and nothing was kept. If it fails again, the log of the server says of what kind "
    "it was."
)

_log = logging.getLogger(__name__)


def _work(jobs: Connection, news: Connection, memory_bytes: int) -> None:
    """Do one job after the other, until nobody wants another."""
    while jobs.poll(IDLE_SECONDS):
        try:
            job: Job = jobs.recv()
        except EOFError:
            return
        news.send(_done(job, news, memory_bytes))


def _done(job: Job, news: Connection, memory_bytes: int) -> Done | Failed:
    try:
        with Store.open(job.path, readable=job.readable, store_key=job.store_key) as store:
            with store.read() as cursor:
                database_bytes = int(memory_bytes * DATABASE_SHARE)
                cursor.execute(f"set global memory_limit = '{database_bytes}B'")
            return Done(
                job.change.carry_out(store, lambda done, words: news.send(Told(done, words)))
            )
    except RegularsError as error:
        return Failed(error)
    except Exception as error:  # whatever it is, the server tells it and goes on
        # The message may quote a customer's data: only its kind is logged.
        _log.error("%s failed: %s", type(job.change).__name__, type(error).__name__)
        return Failed(ChangeFailed(explain_shortage(error) or FAILED))


def _stand_back() -> None:
    """Let the server go first, and be the one that goes where memory runs out."""
    # A service may not be allowed to.
    with suppress(OSError):
        os.nice(NICENESS)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")


def _watch(parent: int, memory_bytes: int) -> None:
    """End this process with a server that was killed, and where it takes more than it may.

    A limit of the system's own (RLIMIT_AS, RLIMIT_DATA) counts what is set aside, which is twice of
    what is used: a million lines that take 1 GB do not fit into 2.
    """
    while os.getppid() == parent:
        if _memory_taken() > memory_bytes:
            os._exit(TOOK_TOO_MUCH)
        time.sleep(WATCHED_EVERY_SECONDS)
    os._exit(1)


def _memory_taken() -> int:
    """What this process holds of memory, in bytes; 0 where the system does not say."""
    try:
        resident_pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(resident_pages) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Work for the process that started this one."""
    jobs_handle, news_handle, memory_bytes = map(int, sys.argv[1:])
    watching = threading.Thread(target=_watch, args=(os.getppid(), memory_bytes), daemon=True)
    watching.start()
    _stand_back()
    # The server went away: there is nobody to tell.
    with (
        Connection(jobs_handle, writable=False) as jobs,
        Connection(news_handle, readable=False) as news,
        suppress(BrokenPipeError),
    ):
        _work(jobs, news, memory_bytes)


if __name__ == "__main__":
    main()
