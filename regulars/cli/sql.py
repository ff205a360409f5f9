"""Read-only SQL over the data file: sql. It works while the dashboard runs, too."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import duckdb

from regulars.access import Access
from regulars.cli.counter import Command, run_at_counter
from regulars.cli.data import format_answer, need_file
from regulars.errors import QuestionFailed
from regulars.facts import are_facts_current, rebuild_facts
from regulars.settings import Settings
from regulars.store import Store

__all__ = ["COMMANDS", "add_commands", "run_sql"]

READS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


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
    path = need_file(chosen.db, settings)
    arguments = {"statement": chosen.statement, "format": chosen.format}
    if path.resolve() == settings.store_path.resolve():
        code, text = run_at_counter(settings, "sql", arguments)
    else:
        with Store.open(path, store_key=settings.store_key) as store:
            code, text = 0, run_sql(store, chosen.statement, chosen.format)
    print(text, file=sys.stderr if code else sys.stdout)
    return code


def run_sql(store: Store, statement: str, kind: str) -> str:
    """Run one statement that only reads; its answer as a table, CSV or JSON.

    Raises:
        QuestionFailed: it is no single SELECT, or DuckDB does not understand it.
    """
    try:
        parsed = duckdb.extract_statements(statement)
    except duckdb.Error as error:
        raise _failed(str(error)) from error
    if len(parsed) != 1 or parsed[0].type not in READS:
        raise _failed("Say one SELECT, such as: select count(*) from facts.visit")
    if not are_facts_current(store):
        rebuild_facts(store)
    with store.read() as cursor:
        # A SELECT can hide what writes, such as EXPLAIN ANALYZE of a DELETE.
        cursor.execute("begin transaction read only")
        try:
            return format_answer(cursor.execute(parsed[0]).df(), kind)
        except duckdb.Error as error:
            raise _failed(str(error)) from error
        finally:
            cursor.execute("rollback")


def _failed(words: str) -> QuestionFailed:
    return QuestionFailed(words, title="This cannot be asked")


def _run_at_counter(access: Access, arguments: dict[str, Any]) -> str:
    return run_sql(access.store, str(arguments["statement"]), str(arguments["format"]))


COMMANDS: dict[str, Command] = {"sql": _run_at_counter}
