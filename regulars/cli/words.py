"""What comments say: words. ``__main__`` takes the shorter way to the same."""

from __future__ import annotations

import argparse
from typing import Any

from regulars.facts.comments.lines import pipe
from regulars.settings import Settings

__all__ = ["add_commands"]


def add_commands(commands: Any) -> None:
    """Add words to the parser's commands."""
    words = commands.add_parser(
        "words", help="themes, feelings and polarity of comments: one a line in, one JSON out"
    )
    words.set_defaults(run=_hear)


def _hear(chosen: argparse.Namespace, settings: Settings) -> int:
    return pipe()
