"""What comes out: ask, questions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pandas as pd

from regulars.cli.dispatch import opened
from regulars.errors import WrongParameters
from regulars.questions import every_question
from regulars.settings import Settings

__all__ = ["add_commands", "format_answer"]


def add_commands(commands: Any) -> None:
    """Add ask and questions to the parser's commands."""
    asking = commands.add_parser("ask", help="ask a question and print the answer")
    asking.add_argument("question", help='such as "lapsed/overdue"; see "questions"')
    asking.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="may be repeated"
    )
    asking.add_argument("--format", choices=("table", "csv", "json"), default="table")
    asking.add_argument("--db", type=Path, metavar="PATH", help="default: data/regulars.duckdb")
    asking.set_defaults(run=_ask)

    listing = commands.add_parser("questions", help="list the questions")
    listing.set_defaults(run=_list_questions)


def _ask(chosen: argparse.Namespace, settings: Settings) -> int:
    given: dict[str, object] = {}
    for pair in chosen.param:
        name, equals, value = pair.partition("=")
        if not equals:
            raise WrongParameters(f'"{pair}" should read NAME=VALUE, such as as_of=2026-03-31.')
        given[name] = value if value else None
    with opened(settings, chosen.db) as session:
        question = session.describe(chosen.question)
        parameters = _fill_in(question.params, given, session.ask("shop/overview"))
        answer = session.ask(question.name, **parameters)
    print(format_answer(answer, chosen.format))
    return 0


def _fill_in(
    params: dict[str, str], given: dict[str, object], overview: pd.DataFrame
) -> dict[str, Any]:
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


def format_answer(answer: pd.DataFrame, kind: str) -> str:
    """An answer as it is printed.

    Args:
        answer: the rows.
        kind: table, csv or json; of JSON one list of objects, days and moments as ISO 8601.
    """
    if kind == "csv":
        return answer.to_csv(index=False).rstrip("\n")
    if kind == "json":
        return str(answer.to_json(orient="records", date_format="iso", force_ascii=False))
    return answer.to_string(index=False) if len(answer) else "(no rows)"


def _list_questions(chosen: argparse.Namespace, settings: Settings) -> int:
    for question in every_question():
        print(f"{question.name:<34} {question.question}")
    return 0
