"""Read-only SQL over the data file: sql. It works while the dashboard runs, too."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from regulars.app.session import Session
from regulars.app.sql import run_sql
from regulars.cli.dispatch import Command, need_file, opened, run_in_server
from regulars.cli.questions import format_answer
from regulars.settings import Settings

__all__ = ["COMMANDS", "add_commands"]


def add_commands(commands: Any) -> None:
    """Add sql to the parser's commands."""
    parser = commands.add_parser(
        "sql", help='read-only SQL over the facts: sql "from facts.visit limit 5"'
    )
    parser.add_argument("statement", help="one SELECT; facts.visit, facts.customer and so on")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.add_argument("--db", type=Path, metavar="PATH", help="default: data/regulars.duckdb")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace, settings: Settings) -> int:
    path = need_file(settings, chosen.db)
    arguments = {"statement": chosen.statement, "format": chosen.format}
    if path.resolve() == settings.store_path.resolve():
        code, text = run_in_server(settings, "sql", arguments)
    else:
        with opened(settings, path) as session:
            code, text = 0, _run_at_counter(session, arguments)
    print(text, file=sys.stderr if code else sys.stdout)
    return code


def _run_at_counter(session: Session, arguments: dict[str, Any]) -> str:
    session.shop.bring_up_to_date()
    return format_answer(run_sql(session, str(arguments["statement"])), str(arguments["format"]))


COMMANDS: dict[str, Command] = {"sql": _run_at_counter}
