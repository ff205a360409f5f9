"""Archives -> the files in them, unpacked with limits that stop a bomb while it swells.

No name from inside an archive ever becomes a path: what is unpacked gets names of our own.
"""

from __future__ import annotations

import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from regulars.errors import ImportFailed
from regulars.intake.reading.progress import Step
from regulars.intake.reading.sheets import new_path
from regulars.progress import Progress

__all__ = ["Budget", "Member", "check_archive", "list_members", "unpack_gzip", "unpack_member"]

MEMBERS = 500
# With folders and what a Mac adds; all of them are read again for each member.
ENTRIES = 2_000
DIRECTORY_BYTES = 1 << 24
UNPACKED_BYTES = 8 << 30
# Tables shrink to a tenth, very even ones to a hundredth; a thousandth is no table.
RATIO = 200
# Little files may be as even as they like.
FREE_BYTES = 1 << 26
PIECE_BYTES = 1 << 20

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    gzip.BadGzipFile,
    struct.error,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
)


@dataclass(frozen=True)
class Member:
    """A file in an archive.

    Attributes:
        name: what it is called, without folders.
        long_name: with the folders that it lies in; to show, never to write to.
        info: how the archive knows it.
    """

    name: str
    long_name: str
    info: zipfile.ZipInfo


class Budget:
    """What one dropped file may still unpack to, over all that is in it."""

    def __init__(self, packed_bytes: int) -> None:
        self._left = UNPACKED_BYTES
        self._by_ratio = max(FREE_BYTES, RATIO * packed_bytes)

    def spend(self, size: int, file_name: str) -> None:
        """Count bytes that were unpacked.

        Raises:
            ImportFailed: there were too many.
        """
        self._left -= size
        self._by_ratio -= size
        if self._left < 0:
            raise ImportFailed(
                f"{file_name} unpacks to more than {UNPACKED_BYTES >> 30} GB. Unpack it, and "
                "import the files in it one by one."
            )
        if self._by_ratio < 0:
            raise ImportFailed(
                f"{file_name} unpacks to more than {RATIO} times its size, as no export does. "
                "Unpack it yourself and look at what is in it, or export the report again."
            )


@contextmanager
def _broken_as_words(file_name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise ImportFailed(
            f"{file_name} is damaged or incomplete, and cannot be unpacked. Download it again."
        ) from error


def list_members(path: Path, file_name: str) -> list[Member]:
    """The files in a .zip that may hold something: no folders, nothing hidden.

    Raises:
        ImportFailed: it is damaged, or holds too many files.
    """
    with _broken_as_words(file_name), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            raise _too_many(file_name, len(entries))
        members = [
            Member(
                _shown(info.filename.replace("\\", "/").split("/")[-1]), _shown(info.filename), info
            )
            for info in entries
            if not info.is_dir() and not _is_hidden(info.filename)
        ]
    if len(members) > MEMBERS:
        raise _too_many(file_name, len(members))
    return members


def _too_many(file_name: str, count: int) -> ImportFailed:
    return ImportFailed(
        f"{file_name} holds {count:,} files, and at most {MEMBERS} are read at once. Unpack it, "
        "and import the files that you need."
    )


def check_archive(path: Path, file_name: str) -> None:
    """Raise ImportFailed where the list of what is in a .zip would itself be a burden."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 17)))
        tail = file.read()
    place, wide = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    directory = int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0
    if directory == 0xFFFFFFFF and wide >= 0:
        directory = int.from_bytes(tail[wide + 40 : wide + 48], "little")
    if directory > DIRECTORY_BYTES:
        raise ImportFailed(
            f"{file_name} is damaged, or holds far too many files. Unpack it, and import the "
            f"files that you need, at most {MEMBERS} at once."
        )


def unpack_member(
    path: Path,
    member: Member,
    file_name: str,
    folder: Path,
    budget: Budget,
    progress: Progress | None,
) -> Path:
    """Write one file of a .zip into ``folder``; where it is now.

    Raises:
        ImportFailed: it is damaged, protected by a password, or larger than it may be.
    """
    if member.info.flag_bits & 1:
        raise ImportFailed(
            f"{file_name} holds {member.name}, which is protected by a password. Unpack it with "
            "the password, and import what is in it."
        )
    with (
        _broken_as_words(file_name),
        zipfile.ZipFile(path) as archive,
        archive.open(member.info) as source,
    ):
        size = max(member.info.file_size, 1)
        return _write(source, folder, file_name, budget, progress, lambda done: done / size)


def unpack_gzip(
    path: Path, file_name: str, folder: Path, budget: Budget, progress: Progress | None
) -> Path:
    """Write what is in a .gz into ``folder``; where it is now.

    Raises:
        ImportFailed: it is damaged, or larger than it may be.
    """
    size = max(path.stat().st_size, 1)
    with _broken_as_words(file_name), path.open("rb") as packed, gzip.open(packed) as source:
        return _write(source, folder, file_name, budget, progress, lambda _: packed.tell() / size)


def _write(
    source: IO[bytes] | gzip.GzipFile,
    folder: Path,
    file_name: str,
    budget: Budget,
    progress: Progress | None,
    share: Callable[[int], float],
) -> Path:
    path = new_path(folder, "unpacked")
    done = 0
    with path.open("wb") as target:
        while piece := source.read(PIECE_BYTES):
            budget.spend(len(piece), file_name)
            target.write(piece)
            done += len(piece)
            if progress is not None and done % (PIECE_BYTES << 5) < PIECE_BYTES:
                progress(min(share(done), 1.0), Step.UNPACKING)
    return path


def _shown(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())[:200] or "file"


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] in ("", "Thumbs.db")
