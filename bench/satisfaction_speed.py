"""What each question of the Satisfaction and Follow-ups screens costs at 500,000 answers.

The folder is filled the first time: a shop of 720,000 lines whose customers answer after nearly
every visit. Each question is asked warm, of the last half year and of all time; the processor's
time is beside the clock's, because other programs may run on the same machine.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from bench.importing import STORE_NAME
from bench.stocking import stock
from bench.writing import write_exports
from regulars.facts.build import are_facts_current, rebuild_facts
from regulars.questions import ask, every_question, find
from regulars.store.store import Store

LINES = 720_000
SURVEY_RATE = 0.9
FEWEST_ANSWERS = 500_000
SCREENS = ("satisfaction/", "follow_ups/")
HALF_A_YEAR_DAYS = 182
ROUNDS = 5
BUDGET_MS = 150
ANSWERS_NOTE = (
    "A shop of 720,000 lines whose customers answer after nearly every visit. Each question of "
    "Satisfaction and Follow-ups is asked warm, alone and uncached; medians. Target: 150 ms, what "
    "is over it in bold; only the ten slowest are listed."
)
SLOWEST = 10


@dataclass(frozen=True)
class Cost:
    """One question over one period; milliseconds are medians.

    Attributes:
        question: its name.
        period: "half a year" or "all time".
        rows: of its answer.
        wall_ms: by the clock.
        cpu_ms: of all the processors together.
    """

    question: str
    period: str
    rows: int
    wall_ms: float
    cpu_ms: float


def measure_satisfaction_speed(folder: Path) -> list[Cost]:
    """Every question of both screens, the slowest first.

    Args:
        folder: of the store; filled where there is none yet.
    """
    if not (folder / STORE_NAME).exists():
        write_exports(LINES, folder, survey_rate=SURVEY_RATE)
        stock(folder)
    with Store.open(folder / STORE_NAME) as store:
        if not are_facts_current(store):
            rebuild_facts(store)
        with store.read() as cursor:
            ((answers,),) = cursor.execute("select count(*) from facts.response").fetchall()
        assert answers >= FEWEST_ANSWERS, f"only {answers:,} answers in {folder}"
        print(f"{answers:,} answers", file=sys.stderr)
        return sorted(_costs(store), key=lambda cost: -cost.wall_ms)


def _costs(store: Store) -> Iterator[Cost]:
    days = ask(store, "shop/overview").iloc[0]
    last, first = (days[f"{end}_trading_on"].date() for end in ("last", "first"))
    periods = {"half a year": last - timedelta(days=HALF_A_YEAR_DAYS), "all time": first}
    names = [question.name for question in every_question() if question.name.startswith(SCREENS)]
    for name in names:
        for period, from_on in periods.items():
            given = _given(find(name).params, from_on, last)
            rows = len(ask(store, name, **given))
            spent = [_ask(store, name, given) for _ in range(ROUNDS)]
            yield Cost(
                name,
                period,
                rows,
                wall_ms=1000 * median(wall for wall, _ in spent),
                cpu_ms=1000 * median(cpu for _, cpu in spent),
            )


def _given(params: Any, from_on: date, as_of: date) -> dict[str, Any]:
    usual = {"as_of": as_of, "from_on": from_on, "today": as_of, "by": "month"}
    return {name: usual.get(name) for name in params}


def _ask(store: Store, name: str, given: dict[str, Any]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    ask(store, name, **given)
    return time.perf_counter() - wall, time.process_time() - cpu


def answers_table(costs: list[Cost]) -> str:
    """The slowest, as markdown."""
    lines = [
        "| question | period | rows | ms | processor ms |",
        "| --- | --- | --- | --- | --- |",
    ]
    for cost in costs[:SLOWEST]:
        mark = "**" if cost.wall_ms > BUDGET_MS else ""
        lines.append(
            f"| {cost.question} | {cost.period} | {cost.rows:,} | {mark}{cost.wall_ms:.0f}{mark} | "
            f"{cost.cpu_ms:.0f} |"
        )
    return "\n".join(lines)
