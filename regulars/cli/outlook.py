"""How good the outlook is: backtest."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from regulars.cli.dispatch import opened
from regulars.facts.outlook.backtest import backtest, summarise
from regulars.settings import Settings

__all__ = ["add_commands"]

METHOD_WORDS = {
    "return_outlook": "our outlook",
    "p_alive": "P(alive), MBG/CNBD-k",
    "days_since_last": "days since the last visit",
    "overdue_ratio": "absence by own cadence",
    "fixed_rule": "none in six weeks",
}


def add_commands(commands: Any) -> None:
    """Add backtest to the parser's commands."""
    testing = commands.add_parser(
        "backtest", help="how well who comes back would have been told, on days of the past"
    )
    testing.add_argument("--db", type=Path, metavar="PATH", help="default: data/regulars.duckdb")
    testing.add_argument(
        "--as-of", type=date.fromisoformat, metavar="DATE", help="exactly that day; else month-ends"
    )
    testing.add_argument(
        "--horizon", type=_days, metavar="DAYS", help="how long after it; else 4 usual cadences"
    )
    testing.add_argument("--json", action="store_true", help="print a list of JSON objects")
    testing.set_defaults(run=_backtest)


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 3660:
        raise ValueError
    return days


def _backtest(chosen: argparse.Namespace, settings: Settings) -> int:
    with opened(settings, chosen.db) as session, session.store.read() as cursor:
        scores = backtest(cursor, as_of=chosen.as_of, horizon_days=chosen.horizon)
    if chosen.json:
        print(json.dumps([score.as_dict() for score in scores]))
        return 0
    if not scores:
        print("There is not enough past yet: no month-end whose outcome is known.")
        return 0
    days = sorted({score.as_of for score in scores})
    print(
        f"{len(days)} days from {days[0]} to {days[-1]}, {scores[0].horizon_days} days ahead, "
        f"{scores[-1].customers:,} customers at the end."
    )
    for score in summarise(scores):
        rank = "" if score.auc is None else f"{score.auc:.3f}"
        error = "" if score.brier is None else f"{score.brier:.4f}"
        count = (
            ""
            if score.predicted_returns is None
            else f"{score.predicted_returns:,.0f} expected, {score.actual_returns:,} came"
        )
        print(f"  {METHOD_WORDS[score.method]:<28} AUC {rank:<6} Brier {error:<7} {count}")
    return 0
