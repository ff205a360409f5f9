"""Copies of the data file: make one that is whole, know it again, put it back.

Beside each backup lies its manifest: when it was made, its checksum, how many rows each table has.
Nobody's data is in it. A backup gets its name only when it is complete and was read once.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import duckdb

from regulars import __version__
from regulars.datafile import connect, explain_failure, read_rows, strange_table
from regulars.errors import StoreBusy, StoreFailed
from regulars.settings import StoreKey
from regulars.store import Store

__all__ = [
    "Backup",
    "Manifest",
    "Restored",
    "backup_name",
    "delete_backup",
    "discard",
    "flush",
    "hold",
    "local_now",
    "log_of",
    "make_backup",
    "make_private",
    "put_in_place",
    "read_copy",
    "read_manifest",
    "restore",
    "stamp",
]

NOT_MADE = "No backup was made"
NOT_RESTORED = "Nothing was restored"
STAMP = "%Y-%m-%d-%H%M%S"
READ_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What is known about a backup without opening it.

    Attributes:
        made_at: UTC, such as "2026-11-02T03:00:00+00:00".
        made_by: "nightly" or "by hand".
        program: the version of Regulars that made it.
        duckdb: the version of DuckDB that wrote it.
        is_encrypted: whether it needs the key.
        size_bytes: how large it is.
        sha256: its checksum.
        rows: how many rows each table has.
    """

    made_at: str
    made_by: str
    program: str
    duckdb: str
    is_encrypted: bool
    size_bytes: int
    sha256: str
    rows: dict[str, int]


@dataclass(frozen=True)
class Backup:
    """A backup and its manifest."""

    path: Path
    manifest: Manifest


@dataclass(frozen=True)
class Restored:
    """What became of the data file.

    Attributes:
        rows: how many rows each table has in the copy.
        aside: where the data file from before is; None if there was none.
        link_count: how many shared views are open again.
    """

    rows: dict[str, int]
    aside: Path | None
    link_count: int


def local_now() -> datetime:
    """This moment, in this machine's time zone."""
    return datetime.now(UTC).astimezone()


def stamp(moment: datetime) -> str:
    """A moment as it stands in file names, in this machine's time zone."""
    return moment.astimezone().strftime(STAMP)


def backup_name(moment: datetime) -> str:
    """The name of a backup that is made now."""
    return f"regulars-{stamp(moment)}.duckdb"


def make_backup(
    store: Store,
    path: Path,
    *,
    made_by: str = "by hand",
    now: Callable[[], datetime] = local_now,
) -> Backup:
    """Copy an open store to ``path``, read the copy through, and write its manifest beside it.

    Readers go on meanwhile. If anything fails there is no file at ``path``.

    Raises:
        StoreFailed: there is such a file already, it cannot be written, or the copy is not whole.
    """
    if path.exists():
        raise StoreFailed(f"{path} is there already. Name another file.", title=NOT_MADE)
    part = path.with_name(f".{path.name}.part")
    try:
        make_private(path.parent)
        with _create(part) as file:
            counts = store.copy_to(file)
            flush(file)
        rows = _count(read_copy(part, store.store_key))
        if rows != counts:
            raise StoreFailed(
                "The copy does not hold what the data file holds. Try again; if it happens again, "
                "the disk may be failing."
            )
        manifest = Manifest(
            made_at=now().astimezone(UTC).isoformat(timespec="seconds"),
            made_by=made_by,
            program=__version__,
            duckdb=duckdb.__version__,
            is_encrypted=store.store_key is not None,
            size_bytes=part.stat().st_size,
            sha256=_checksum(part),
            rows=rows,
        )
        _write_manifest(path, manifest)
        part.rename(path)
        _flush_folder(path.parent)
    except StoreFailed as error:
        raise _retitled(error, NOT_MADE, part, path) from error
    except duckdb.Error as error:
        raise StoreFailed(
            f"{store.path.name} could not be brought up to date before it was copied. Its disk may "
            "be full.",
            title=NOT_MADE,
        ) from error
    except OSError as error:
        raise StoreFailed(_explain_disk(path.parent, error), title=NOT_MADE) from error
    finally:
        discard(part)
    return Backup(path, manifest)


def read_manifest(path: Path) -> Manifest | None:
    """The manifest that lies beside a backup; None if there is none that can be read."""
    try:
        return Manifest(**json.loads(_manifest_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def delete_backup(path: Path) -> None:
    """Delete a backup and its manifest.

    Raises:
        StoreFailed: it cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
        _manifest_path(path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreFailed(
            f"{path} cannot be deleted: {error.strerror}.", title="An old backup was kept"
        ) from error


def read_copy(path: Path, key: StoreKey | None) -> dict[str, tuple[int, int]]:
    """Read all of a closed data file: each table's rows and a sum over its values.

    Raises:
        StoreFailed: it is not one of ours, is damaged or cut off, or needs another key.
    """
    try:
        with connect(path, key, is_read_only=True) as connection:
            # Somebody may be at work on this machine; and nothing is left on the disk.
            connection.execute("set threads = 1")
            connection.execute("set temp_directory = ''")
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


def restore(
    backup: Path,
    path: Path,
    key: StoreKey | None,
    *,
    needs_manifest: bool = True,
    now: Callable[[], datetime] = local_now,
) -> Restored:
    """Put a backup in the place of the data file, which is moved aside; all or nothing.

    Nobody is signed in afterwards, and no invitation holds: some may have been ended since.

    Args:
        backup: the copy; it stays where it is.
        path: the data file.
        key: what both are encrypted with.
        needs_manifest: refuse a copy without its manifest.
        now: the clock.

    Raises:
        StoreBusy: the data file is in use.
        StoreFailed: the copy cannot be used. The data file is as it was.
    """
    manifest = _check_against_manifest(backup, needs_manifest=needs_manifest)
    moment = now()
    part = path.with_name(f".restoring-{stamp(moment)}.duckdb")
    try:
        make_private(path.parent)
        with hold(path):
            for left in path.parent.glob(".restoring-*"):
                left.unlink()
            _copy_file(backup, part, with_log=manifest is None)
            if manifest is not None and _checksum(part) != manifest.sha256:
                raise StoreFailed(f"{backup.name} changed while it was copied. Try again.")
            rows = _count(read_copy(part, key))
            if manifest is not None and rows != manifest.rows:
                raise StoreFailed(f"{backup.name} does not hold the rows that its manifest names.")
            link_count = _end_sign_ins(part, key, moment)
            aside = _free_path(path.with_name(f"{path.stem}.before-restore-{stamp(moment)}.duckdb"))
            moved = put_in_place(part, path, aside)
    except StoreFailed as error:
        raise _retitled(error, NOT_RESTORED, part, backup) from error
    except duckdb.Error as error:
        raise StoreFailed(
            f"{backup.name} can be read, but not written. The disk may be full.",
            title=NOT_RESTORED,
        ) from error
    except OSError as error:
        raise StoreFailed(_explain_disk(path.parent, error), title=NOT_RESTORED) from error
    finally:
        discard(part, log_of(part))
    return Restored(rows, aside if moved else None, link_count)


def _check_against_manifest(backup: Path, *, needs_manifest: bool) -> Manifest | None:
    if not backup.is_file():
        raise StoreFailed(f"{backup} is not there.", title=NOT_RESTORED)
    manifest = read_manifest(backup)
    if manifest is None:
        if needs_manifest:
            raise StoreFailed(
                f"{_manifest_path(backup).name}, which tells whether the copy is whole, is not "
                "beside it or cannot be read. To restore the copy all the same, add "
                "--without-manifest.",
                title=NOT_RESTORED,
            )
        return None
    if backup.stat().st_size < manifest.size_bytes:
        raise StoreFailed(
            f"{backup.name} is cut off: it has {backup.stat().st_size:,} of "
            f"{manifest.size_bytes:,} bytes. Copy it again, or take another backup.",
            title=NOT_RESTORED,
        )
    if _checksum(backup) != manifest.sha256:
        raise StoreFailed(
            f"{backup.name} was changed since it was made, or is damaged. Take another backup.",
            title=NOT_RESTORED,
        )
    return manifest


def _end_sign_ins(path: Path, key: StoreKey | None, moment: datetime) -> int:
    """End what a copy knows of sign-ins; returns how many shared views it opens again."""
    with Store.open(path, store_key=key) as store:
        with store.write() as cursor:
            cursor.execute("delete from desk.session")
            cursor.execute("delete from desk.invitation")
            # It signs the cookies: those from before are void.
            cursor.execute("delete from desk.setting where name = 'cookie_key'")
            row = cursor.execute(
                "select count(*) from desk.link where revoked_at is null and expires_at > $now",
                {"now": moment.astimezone(UTC).replace(tzinfo=None)},
            ).fetchone()
        with store.read() as cursor:
            # Closing would do it, but say nothing if it failed.
            cursor.execute("checkpoint")
    return int(row[0]) if row else 0


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Keep every program from opening a data file, which must not be open in this one.

    Raises:
        StoreBusy: a program has it open.
    """
    if not path.exists():
        yield
        return
    with path.open("r+b") as file:
        try:
            # The lock that DuckDB itself takes.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreBusy(
                f"{path.name} is open. Stop the dashboard, and whatever else uses the file, and "
                "try again; then start it."
            ) from error
        yield


def put_in_place(part: Path, path: Path, aside: Path) -> bool:
    """Put ``part`` in the place of the data file, which is kept as ``aside``, each with its log.

    There is a data file at ``path`` at any moment. Returns whether there was one before.
    """
    if not path.exists():
        part.replace(path)
        _flush_folder(path.parent)
        return False
    aside.hardlink_to(path)
    try:
        if log_of(path).exists():
            log_of(path).rename(log_of(aside))
        part.replace(path)
    except OSError:
        if log_of(aside).exists():
            log_of(aside).rename(log_of(path))
        aside.unlink()
        raise
    _flush_folder(path.parent)
    return True


def make_private(folder: Path) -> None:
    """Make a folder, and those above it, for this account only; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def discard(*parts: Path) -> None:
    """Delete what is left of something that was being made, if anything."""
    for part in parts:
        # What kept it from being made may keep it from being deleted, and is told already.
        with suppress(OSError):
            part.unlink()


def flush(file: BinaryIO) -> None:
    """See to it that what was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(path: Path) -> BinaryIO:
    """A new file that only this account can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _free_path(path: Path) -> Path:
    """The path itself, or with a number if there is something already."""
    paths = (path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, 100)))
    return next((free for free in paths if not free.exists()), path)


def _copy_file(source: Path, target: Path, *, with_log: bool) -> None:
    pairs = [(source, target)]
    if with_log and log_of(source).exists():
        pairs.append((log_of(source), log_of(target)))
    for one, other in pairs:
        with one.open("rb") as read, _create(other) as written:
            while chunk := read.read(READ_BYTES):
                written.write(chunk)
            flush(written)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def log_of(path: Path) -> Path:
    """Where DuckDB keeps what is not in the file yet."""
    return path.with_name(f"{path.name}.wal")


def _manifest_path(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.json")


def _write_manifest(backup: Path, manifest: Manifest) -> None:
    part = backup.with_name(f".{backup.name}.json.part")
    try:
        with _create(part) as file:
            file.write(json.dumps(asdict(manifest), indent=2).encode() + b"\n")
            flush(file)
        part.rename(_manifest_path(backup))
    finally:
        discard(part)


def _count(read: dict[str, tuple[int, int]]) -> dict[str, int]:
    return {table: count for table, (count, _) in read.items()}


def _retitled(error: StoreFailed, title: str, part: Path, path: Path) -> StoreFailed:
    """The same failure, of the file that was named rather than of one in the making."""
    return type(error)(error.message.replace(part.name, path.name), title=title)


def _explain_disk(folder: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {folder} is full. Make room, or name another folder."
    return f"{folder} cannot be written to: {error.strerror}. Name another folder."
