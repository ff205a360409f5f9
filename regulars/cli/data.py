"""What goes in and what comes out: import, ask, questions."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from regulars.access import TERMINAL, Access
from regulars.errors import RegularsError, WrongParameters
from regulars.facts import are_facts_current, rebuild_facts
from regulars.intake import Report, take
from regulars.questions import ask, every_question, find
from regulars.settings import Settings
from regulars.store import Store

__all__ = ["add_commands"]

FAILED = 1


def add_commands(commands: Any) -> None:
    """Add import, ask and questions to the parser's commands."""
    importing = commands.add_parser("import", help="take export files into the data file")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _add_db(importing)
    importing.add_argument("--json", action="store_true", help="print one JSON object a file")
    importing.set_defaults(run=_import)

    asking = commands.add_parser("ask", help="ask a question and print the answer")
    asking.add_argument("question", help='such as "lapsed/overdue"; see "questions"')
    asking.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="may be repeated"
    )
    asking.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _add_db(asking)
    asking.set_defaults(run=_ask)

    listing = commands.add_parser("questions", help="list the questions")
    listing.set_defaults(run=_list_questions)


def _add_db(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, metavar="PATH", help="default: data/regulars.duckdb")


def _import(chosen: argparse.Namespace, settings: Settings) -> int:
    paths: list[Path] = [path.expanduser().resolve() for path in chosen.files]
    folders = sorted({path.parent for path in paths})
    with Store.open(
        chosen.db or settings.store_path, readable=folders, store_key=settings.store_key
    ) as store:
        reports = take(
            store,
            [(path.name, path) for path in paths],
            country=settings.country,
            progress=_show_progress if sys.stderr.isatty() else None,
        )
        book = Access(store).audit
        for report in reports:
            book.add(TERMINAL, "imported", report.in_short())
    for report in reports:
        if chosen.json:
            print(json.dumps(report.as_dict(), ensure_ascii=False))
        if report.error is not None or not chosen.json:
            print(_describe(report), file=sys.stderr if report.error else sys.stdout)
    return FAILED if any(report.error for report in reports) else 0


def _show_progress(done: float, words: str) -> None:
    print(f"\r{done:4.0%} {words:<40}", end="\n" if done >= 1 else "", file=sys.stderr, flush=True)


def _describe(report: Report) -> str:
    if report.error is not None:
        return report.error
    lines = [
        f"{report.file}: {report.title}. {report.read:,} rows read = {report.kept:,} kept "
        f"+ {report.known:,} already known + {report.rejected:,} rejected."
    ]
    lines += [f"  {count:,} rejected: {reason}" for reason, count in report.reasons.items()]
    return "\n".join(lines)


def _ask(chosen: argparse.Namespace, settings: Settings) -> int:
    path = chosen.db or settings.store_path
    if not path.exists():
        raise RegularsError(
            f"{path} is not there. Import your exports first: python -m regulars import FILE...",
            title="There is no data yet",
        )
    question = find(chosen.question)
    given: dict[str, object] = {}
    for pair in chosen.param:
        name, equals, value = pair.partition("=")
        if not equals:
            raise WrongParameters(f'"{pair}" should read NAME=VALUE, such as as_of=2026-03-31.')
        given[name] = value if value else None
    with Store.open(path, store_key=settings.store_key) as store:
        if not are_facts_current(store):
            rebuild_facts(store)
        overview = ask(store, "shop/overview")
        parameters = _fill_in(question.params, given, overview)
        answer = ask(store, question.name, **parameters)
    print(_format_answer(answer, chosen.format))
    return 0


def _fill_in(
    params: dict[str, str], given: dict[str, object], overview: pd.DataFrame
) -> dict[str, object]:
    """Dates that were not given span all data; anything else that was not given is left open."""
    days = overview.iloc[0]
    usual: dict[str, object] = {
        "as_of": days["last_trading_on"],
        "from_on": days["first_trading_on"],
        "day": days["next_trading_on"],
    }
    filled = {name: usual[name] for name in params if name in usual and name not in given}
    filled |= {name: None for name in ("location", "staff") if name in params and name not in given}
    return {name: None if value is pd.NaT else value for name, value in (filled | given).items()}


def _format_answer(answer: pd.DataFrame, kind: str) -> str:
    if kind == "csv":
        return answer.to_csv(index=False).rstrip("\n")
    if kind == "json":
        return str(answer.to_json(orient="records", date_format="iso", force_ascii=False))
    return answer.to_string(index=False) if len(answer) else "(no rows)"


def _list_questions(chosen: argparse.Namespace, settings: Settings) -> int:
    for question in every_question():
        print(f"{question.name:<34} {question.question}")
    return 0
