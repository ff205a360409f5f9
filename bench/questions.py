"""What each screen's questions cost, asked one after the other of a store just opened:

python -m bench.questions STORE
"""

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from regulars.questions import ask, every_question, find
from regulars.store.store import Store

WARM_UP = "shop/overview"
# About links and people of the team: their number has nothing to do with sales.
DESK = "sharing/"
HALF_A_YEAR_DAYS = 182
ROUNDS = 3
MOST_FAITHFUL = "select customer_id from facts.customer order by visit_count desc, 1 limit 1"


@dataclass(frozen=True)
class Asked:
    """One question: how many rows it answers with, and how long it takes."""

    question: str
    rows: int
    first_ms: float
    ms: float


def measure_questions(store_path: Path) -> list[Asked]:
    """Ask everything; the first time on a store just opened, then three rounds."""
    names = [question.name for question in every_question() if not question.name.startswith(DESK)]
    with Store.open(store_path) as store:
        parameters = _parameters(store)
        rounds = [
            {name: _ask(store, name, parameters) for name in names} for _ in range(1 + ROUNDS)
        ]
    return [
        Asked(
            question=name,
            rows=rounds[0][name][0],
            first_ms=rounds[0][name][1],
            ms=median(asked[name][1] for asked in rounds[1:]),
        )
        for name in names
    ]


def _ask(store: Store, name: str, parameters: Mapping[str, Any]) -> tuple[int, float]:
    wanted = {key: parameters[key] for key in find(name).params}
    start = time.perf_counter()
    answer = ask(store, name, **wanted)
    return len(answer), 1000 * (time.perf_counter() - start)


def _parameters(store: Store) -> dict[str, Any]:
    """Half a year up to the last day, all places and colleagues, and the best customer."""
    days = ask(store, WARM_UP).iloc[0]
    with store.read() as cursor:
        (customer_id,) = cursor.execute(MOST_FAITHFUL).fetchone() or (None,)
    return {
        "as_of": days["last_trading_on"].date(),
        "from_on": days["last_trading_on"].date() - timedelta(days=HALF_A_YEAR_DAYS),
        "day": days["next_trading_on"].date(),
        "location": None,
        "staff": None,
        "customer_id": customer_id,
        "import_id": 1,
        "text": "ros",
    }


if __name__ == "__main__":
    print(json.dumps([asdict(asked) for asked in measure_questions(Path(sys.argv[1]))]))
