"""Files on the disk: locked, put in place, written for this account only, and flushed."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from regulars.errors import StoreBusy

__all__ = [
    "checksum",
    "copy_file",
    "create",
    "discard",
    "explain_disk",
    "flush",
    "flush_folder",
    "free_path",
    "hold",
    "log_of",
    "make_private",
    "put_in_place",
]

READ_BYTES = 8 * 1024 * 1024


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
        flush_folder(path.parent)
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
    flush_folder(path.parent)
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


def flush_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create(path: Path) -> BinaryIO:
    """A new file that only this account can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def free_path(path: Path) -> Path:
    """The path itself, or with a number if there is something already."""
    paths = (path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, 100)))
    return next((free for free in paths if not free.exists()), path)


def copy_file(source: Path, target: Path, *, with_log: bool) -> None:
    """Copy a closed data file, and the log beside it if that is wanted.

    Raises:
        OSError: it cannot be read, or there is something at the target.
    """
    pairs = [(source, target)]
    if with_log and log_of(source).exists():
        pairs.append((log_of(source), log_of(target)))
    for one, other in pairs:
        with one.open("rb") as read, create(other) as written:
            while chunk := read.read(READ_BYTES):
                written.write(chunk)
            flush(written)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def log_of(path: Path) -> Path:
    """Where DuckDB keeps what is not in the file yet."""
    return path.with_name(f"{path.name}.wal")


def explain_disk(folder: Path, error: OSError) -> str:
    """What kept a file from being written, in a sentence, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {folder} is full. Make room, or name another folder."
    return f"{folder} cannot be written to: {error.strerror}. Name another folder."
