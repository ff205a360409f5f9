"""The data file written anew, so that nothing of who was erased is left in its bytes.

A database deletes by forgetting where something stood; the words stay on the pages until something
else is written there. So an erasure notes down that the file may hold such words, and whoever has
it open writes it anew: a copy, all of it read into a new file, and that put in its place.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import duckdb

from regulars.errors import RegularsError, StoreFailed
from regulars.settings import StoreKey
from regulars.store.backups.files import create, discard, explain_disk, flush, flush_folder, log_of
from regulars.store.backups.verification import read_copy
from regulars.store.datafile import FETCHES_NOTHING, attach, explain_failure, part_of
from regulars.store.handover import DeskWrites, Handover
from regulars.store.store import Store

__all__ = [
    "ERASED_SETTING",
    "holds_erased",
    "rewrite_after_erasure",
    "rewriting_after_erasures",
    "write_anew",
]

# What an erasure writes into desk.setting, and a file that was written anew does not have.
ERASED_SETTING = "holds_erased"
NOT_REWRITTEN = "The data file was not written anew"
WRITES = DeskWrites(settings=(ERASED_SETTING,))
LOOKED_AT_EVERY_SECONDS = 5.0

_log = logging.getLogger(__name__)


def holds_erased(store: Store) -> bool:
    """Whether the file's bytes may still hold the words of somebody who was erased."""
    with store.read() as cursor:
        found = cursor.execute(
            "select 1 from desk.setting where name = $name", {"name": ERASED_SETTING}
        ).fetchone()
    return found is not None


def rewrite_after_erasure(store: Store) -> None:
    """Write an open store's file anew where somebody was erased since it last was; else nothing.

    Readers and notes go on but for a moment, other writers wait. The file at the store's path is
    the old one or the new one, whatever happens. It takes as much room again, twice.

    Raises:
        StoreFailed: it cannot be written, or somebody goes on reading. The file is as it was, and
            the next call tries again.
    """
    with store.reserved():
        if holds_erased(store):
            _rewrite(store)


@asynccontextmanager
async def rewriting_after_erasures(
    store: Store, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> AsyncIterator[None]:
    """Write the file anew after erasures, those before the start too, while this is open."""
    task = asyncio.create_task(_rewrite_again_and_again(store, sleep))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def write_anew(path: Path, key: StoreKey | None, part: Path, new_key: StoreKey | None) -> None:
    """Write all that a closed data file holds into a new one.

    Args:
        path: the data file.
        key: what it is encrypted with; None for a plain file.
        part: where to; there is nothing yet.
        new_key: what the new one is encrypted with.

    Raises:
        StoreFailed: it cannot be read with this key.
        duckdb.Error: the new one cannot be written.
    """
    with duckdb.connect(config=FETCHES_NOTHING) as connection:
        connection.execute("set temp_directory = ''")
        try:
            attach(connection, path, "old", key, is_read_only=True)
        except duckdb.Error as error:
            raise explain_failure(path, error) from error
        attach(connection, part, "new", new_key)
        part.chmod(0o600)
        connection.execute("copy from database old to new")
        connection.execute("checkpoint new")


def _rewrite(store: Store) -> None:
    folder, key = store.path.parent, store.store_key
    copy, part = folder / f".{store.path.stem}.copy.duckdb", part_of(store.path)
    parts = (copy, log_of(copy), part, log_of(part))
    # Of a machine that went off in the middle.
    discard(*parts)
    try:
        with create(copy) as file:
            store.copy_to(file)
            flush(file)
        write_anew(copy, key, part, key)
        if read_copy(part, key) != read_copy(copy, key):
            raise StoreFailed("The new file does not hold what the old one holds.")
        with part.open("rb") as file:
            # Now: later somebody would wait for it.
            os.fsync(file.fileno())
        with (
            store.replaced_by(part, Handover(WRITES)),
            store.write() as cursor,
        ):
            cursor.execute("delete from desk.setting where name = $name", {"name": ERASED_SETTING})
        flush_folder(folder)
    except StoreFailed as error:
        raise type(error)(error.message, title=NOT_REWRITTEN) from error
    except duckdb.Error as error:
        raise StoreFailed(
            f"{store.path.name} could not be written anew. The disk may be full: it takes as much "
            "room again, twice.",
            title=NOT_REWRITTEN,
        ) from error
    except OSError as error:
        raise StoreFailed(explain_disk(folder, error), title=NOT_REWRITTEN) from error
    finally:
        discard(*parts)


async def _rewrite_again_and_again(
    store: Store, sleep: Callable[[float], Awaitable[object]]
) -> None:
    while True:
        await asyncio.to_thread(_rewrite_or_log, store)
        await sleep(LOOKED_AT_EVERY_SECONDS)


def _rewrite_or_log(store: Store) -> None:
    try:
        rewrite_after_erasure(store)
    except RegularsError as error:
        _log.error("%s. %s", error.title, error.message)
    except Exception as error:  # the erasures to come must not end with this one
        # The database's own message may quote a customer's data: only its kind is logged.
        _log.error("The data file was not written anew: %s", type(error).__name__)
