"""The same things from a terminal.

It may ask and do through ``regulars.app`` alone, print, and open the data file.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from regulars import __version__
from regulars.cli import backups, customers, imports, outlook, people, questions, serve, sql, words
from regulars.cli.dispatch import Command
from regulars.errors import RegularsError
from regulars.settings import Settings
from regulars.store.migrations import newest_number

__all__ = ["COMMANDS", "main"]

FAILED = 1
ROOMS = (imports, questions, sql, outlook, words, serve, people, customers, backups)
# What needs the open store, and is done by the running server when that has it.
COMMANDS: dict[str, Command] = {
    **imports.COMMANDS,
    **sql.COMMANDS,
    **people.COMMANDS,
    **customers.COMMANDS,
    **backups.COMMANDS,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 only if all of it worked."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    chosen = _build_parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen, Settings.from_environment())
    except RegularsError as error:
        print(f"{error.title}. {error.message}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m regulars",
        description="Who keeps coming back, who is drifting off, and how people feel about it.",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"Regulars {__version__}, data files number {newest_number()}",
        help="print the versions of the program and of its data files",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for room in ROOMS:
        room.add_commands(commands)
    return parser
