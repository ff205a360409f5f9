"""A backup each night, made by the running server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, time, timedelta
from pathlib import Path

from regulars.clock import local_now
from regulars.errors import RegularsError
from regulars.store.backups.backup import make_backup
from regulars.store.backups.file_names import STAMP, backup_name
from regulars.store.backups.manifests import delete_backup, read_manifest
from regulars.store.store import Store

__all__ = ["back_up_nightly", "backing_up", "is_due"]

NIGHTLY = "nightly"
BACKED_UP_AT = time(3)
KEPT_COUNT = 14
# Looked at so often rather than slept until then: a machine may sleep, and clocks are put forward.
LOOKED_AT_EVERY = timedelta(minutes=10)

_log = logging.getLogger(__name__)


@asynccontextmanager
async def backing_up(store: Store, folder: Path | None) -> AsyncIterator[None]:
    """Back up each night while this is open; without a folder, do nothing."""
    if folder is None:
        yield
        return
    task = asyncio.create_task(back_up_nightly(store, folder))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def back_up_nightly(
    store: Store,
    folder: Path,
    now: Callable[[], datetime] = local_now,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Make a backup each night at three, local time, and keep the newest 14; until cancelled.

    A night that was missed is made up at once. What goes wrong is logged, and tried again the next
    night.

    Args:
        store: what to back up.
        folder: where to; made when it is not there.
        now: the clock, with its zone.
        sleep: waits that many seconds.
    """
    last = await asyncio.to_thread(_newest, folder)
    while True:
        moment = now()
        if is_due(moment, last):
            last = moment
            await asyncio.to_thread(_back_up, store, folder, now)
        await sleep(LOOKED_AT_EVERY.total_seconds())


def is_due(now: datetime, last: datetime | None) -> bool:
    """Whether a night has passed since the last backup; both in local time.

    A backup from the future is none: the clock was wrong then.
    """
    night = now.replace(hour=BACKED_UP_AT.hour, minute=BACKED_UP_AT.minute, second=0, microsecond=0)
    if night > now:
        night -= timedelta(days=1)
    return last is None or last < night or last > now


def _back_up(store: Store, folder: Path, now: Callable[[], datetime]) -> None:
    try:
        path = folder / backup_name(now())
        backup = make_backup(store, path, made_by=NIGHTLY, now=now)
        _log.info("Nightly backup made: %s", backup.path.name)
        for old in _nightly_backups(folder)[:-KEPT_COUNT]:
            delete_backup(old)
        _clear_leftovers(folder, now())
    except RegularsError as error:
        _log.error("%s tonight. %s", error.title, error.message)
    except Exception as error:  # the nights to come must not end with this one
        # The database's own message may quote a customer's data: only its kind is logged.
        _log.error("No backup was made tonight: %s", type(error).__name__)


def _nightly_backups(folder: Path) -> list[Path]:
    """What was made here on earlier nights, oldest first."""
    return [
        path
        for path in sorted(folder.glob("regulars-*.duckdb"))
        if _made_at(path) is not None
        and (manifest := read_manifest(path)) is not None
        and manifest.made_by == NIGHTLY
    ]


def _clear_leftovers(folder: Path, now: datetime) -> None:
    """Delete what a machine that went off in the middle left behind."""
    for part in folder.glob(".regulars-*.part"):
        if now.timestamp() - part.stat().st_mtime > timedelta(days=1).total_seconds():
            part.unlink(missing_ok=True)


def _newest(folder: Path) -> datetime | None:
    backups = _nightly_backups(folder)
    return _made_at(backups[-1]) if backups else None


def _made_at(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix("regulars-"), STAMP).astimezone()
    except ValueError:
        return None
