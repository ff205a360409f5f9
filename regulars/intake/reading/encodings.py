"""The bytes of a text -> UTF-8 with one kind of line end, copied only where it must be.

A text in UTF-8, which nearly all exports are, is looked through once and left where it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regulars.errors import ImportFailed
from regulars.intake.reading.progress import Step
from regulars.intake.reading.sheets import new_path
from regulars.progress import Progress

__all__ = ["COPY_BYTES", "HEAD_BYTES", "Text", "decode_head", "find_encoding", "prepare_text"]

HEAD_BYTES = 1 << 18
# Small enough for the processor to keep at hand.
SCAN_BYTES = 1 << 18
COPY_BYTES = 1 << 22
PROGRESS_BYTES = 1 << 25
# Texts in single bytes hold hardly any of these; other files are full of them.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
CONTROL_SHARE = 0.001
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The five bytes that Windows-1252 leaves open stand for themselves.
_OPEN_BYTES = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


@dataclass(frozen=True)
class Text:
    """A text in UTF-8 with one kind of line end.

    Attributes:
        path: where it is: the file itself, or a copy in the spool folder.
        has_blank_lines: whether a line break directly follows another anywhere.
    """

    path: Path
    has_blank_lines: bool


@dataclass
class _Scan:
    is_utf8: bool = True
    has_nul: bool = False
    has_blank_lines: bool = False
    has_newlines: bool = False
    has_returns: bool = False
    has_both: bool = False

    @property
    def has_mixed_ends(self) -> bool:
        """Whether lines end in more than one way; line breaks within cells count too."""
        return self.has_newlines + self.has_returns + self.has_both > 1


def find_encoding(head: bytes) -> str | None:
    """The encoding that the first bytes show: by a mark, or by the zeros of UTF-16; None if none.

    UTF-8 without a mark and single-byte encodings show only in the whole file.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.3 * len(head) / 2 and even <= 0.05 * odd:
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd <= 0.05 * even:
        return "utf-16-be"
    return None


def decode_head(head: bytes) -> str:
    """The first bytes as text, whatever they are; for looking at only."""
    encoding = find_encoding(head)
    if encoding is None:
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            encoding = "cp1252"
    return head.decode(encoding, errors="replace").removeprefix("\ufeff")


def prepare_text(path: Path, file_name: str, folder: Path, progress: Progress | None) -> Text:
    """See that a text can be read as UTF-8; copy it into ``folder`` where it cannot yet.

    Raises:
        ImportFailed: it is not a text.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    encoding = find_encoding(head)
    scan = _Scan()
    if encoding in (None, "utf-8"):
        scan = _look_through(path, progress)
        if scan.has_nul:
            raise _no_text(file_name)
        if not scan.is_utf8:
            encoding = _likelier_encoding(path)
            if encoding == "cp1252" and _is_binary(head):
                raise _no_text(file_name)
        if encoding in (None, "utf-8") and not scan.has_mixed_ends:
            return Text(path, scan.has_blank_lines)
    copy = new_path(folder, "txt")
    if encoding in (None, "utf-8"):
        _copy_lines(path, copy, lambda data, _: data)
    else:
        _copy_lines(path, copy, _Transcoder(encoding or ""))
    scan = _look_through(copy, progress)
    if scan.has_nul:
        raise _no_text(file_name)
    return Text(copy, scan.has_blank_lines)


def _no_text(file_name: str) -> ImportFailed:
    return ImportFailed(f"{file_name} is not a text file. Export the report as CSV.")


def _is_binary(head: bytes) -> bool:
    return len(_CONTROL.findall(head)) > CONTROL_SHARE * len(head)


def _look_through(path: Path, progress: Progress | None) -> _Scan:
    scan = _Scan()
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = path.stat().st_size
    left, before, told = b"", b"", 0
    with path.open("rb") as file:
        while chunk := file.read(SCAN_BYTES):
            if b"\x00" in chunk:
                scan.has_nul = True
                return scan
            # Most exports are nearly all ASCII, which is seen at a glance.
            if scan.is_utf8 and (decoder.getstate()[0] or not chunk.isascii()):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    scan.is_utf8 = False
            if not scan.has_blank_lines:
                scan.has_blank_lines = _has_blank_line(chunk) or _has_blank_line(before + chunk[:2])
                before = chunk[-2:]
            left = _note_line_ends(scan, left + chunk)
            if progress is not None and file.tell() - told >= PROGRESS_BYTES:
                told = file.tell()
                progress(told / size, Step.LOOKING)
    scan.has_returns |= bool(left)
    return scan


def _note_line_ends(scan: _Scan, chunk: bytes) -> bytes:
    """Note how lines end; what is left over may be half a line end."""
    if b"\r" not in chunk:
        scan.has_newlines = scan.has_newlines or b"\n" in chunk
        return b""
    left = b"\r" if chunk.endswith(b"\r") else b""
    chunk = chunk.removesuffix(left)
    both = chunk.count(b"\r\n")
    scan.has_both |= both > 0
    scan.has_newlines |= chunk.count(b"\n") > both
    scan.has_returns |= chunk.count(b"\r") > both
    return left


def _has_blank_line(chunk: bytes) -> bool:
    # Looking for two bytes in a row takes Python four times as long.
    signs = np.frombuffer(chunk, np.uint8)
    breaks = signs == 0x0A
    if bool((breaks[1:] & breaks[:-1]).any()):
        return True
    if b"\r" not in chunk:
        return False
    return b"\n\r\n" in chunk or b"\r\r" in chunk


def _likelier_encoding(path: Path) -> str:
    """UTF-8 with damaged places, or Windows-1252: whichever explains more of the file."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    good = bad = 0
    with path.open("rb") as file:
        while chunk := file.read(COPY_BYTES):
            if chunk.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(chunk)
            stray = len(re.findall("[\udc80-\udcff]", text))
            bad += stray
            good += len(re.findall("[^\x00-\x7f]", text)) - stray
    return "utf-8" if good > bad else "cp1252"


class _Transcoder:
    """Bytes in one encoding -> bytes in UTF-8, piece by piece."""

    def __init__(self, encoding: str) -> None:
        errors = "surrogateescape" if encoding == "cp1252" else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._is_start = True

    def __call__(self, data: bytes, is_end: bool) -> bytes:
        text = self._decoder.decode(data, is_end)
        if self._is_start and text:
            text = text.removeprefix("\ufeff")
            self._is_start = False
        return text.translate(_OPEN_BYTES).encode("utf-8", errors="replace")


def _copy_lines(path: Path, copy: Path, convert: Callable[[bytes, bool], bytes]) -> None:
    """Copy a text with every line end as a newline, so that a reader need not guess."""
    left = b""
    with path.open("rb") as source, copy.open("wb") as target:
        while True:
            data = source.read(COPY_BYTES)
            text = left + convert(data, not data)
            left = b""
            if data and text.endswith(b"\r"):
                # The rest of this line end may come with the next piece. More than three returns
                # make no difference to it, and keeping all of them would copy them each time.
                tail = text[-3:]
                ends = len(tail) - len(tail.rstrip(b"\r"))
                text, left = text[:-ends], text[-ends:]
            text = text.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            target.write(text)
            if not data:
                return
