"""Hear comments line by line: one in, one JSON object out."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from regulars.facts.comments.listener import Listener

__all__ = ["hear_lines", "pipe"]


def hear_lines(lines: Iterable[bytes], out: TextIO) -> None:
    """Write what each line says as soon as it is read; bytes that are no UTF-8 say nothing."""
    listener = Listener()
    for line in lines:
        heard = listener.hear(line.decode("utf-8", errors="replace").strip())
        said = {"themes": heard.themes, "feelings": heard.feelings, "polarity": heard.polarity}
        out.write(json.dumps(said, ensure_ascii=False) + "\n")
        out.flush()


def pipe() -> int:
    """From standard input to standard output, both UTF-8; the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        hear_lines(sys.stdin.buffer, sys.stdout)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
