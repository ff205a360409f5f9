"""Where an import spends its time: every statement, slowest first; wall and processor seconds.

python -m bench.profiling FILE...
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from regulars.intake.file_import import take
from regulars.store.store import Store


class Spent(NamedTuple):
    """Seconds of the clock and of the processor that a statement took."""

    wall: float
    cpu: float
    sql: str


class TimedCursor:
    """A cursor that notes how long each statement takes."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.spent: list[Spent] = []
        self._cursor = cursor

    def execute(self, sql: str, *parameters: Any) -> duckdb.DuckDBPyConnection:
        start = _now()
        answer = self._cursor.execute(sql, *parameters)
        self.spent.append(_since(start, sql))
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


class TimedStore(Store):
    """A store whose writes are timed, the commit included."""

    def __init__(self, *opened: Any) -> None:
        super().__init__(*opened)
        self.spent: list[Spent] = []

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Any]:
        with super().write(alone=alone) as cursor:
            timed = TimedCursor(cursor)
            yield timed
            worked = _now()
        self.spent.extend((*timed.spent, _since(worked, "commit")))


def profile(paths: list[Path]) -> None:
    """Import the files into a new store and print what took how long."""
    with tempfile.TemporaryDirectory() as folder:
        start = _now()
        with TimedStore.open(Path(folder) / "regulars.duckdb", readable=[paths[0].parent]) as store:
            take(store, [(path.name, path) for path in paths])
            spent = store.spent
            closing = _now()
        spent.append(_since(closing, "close (checkpoint)"))
        whole = _since(start, "all")
    print("    wall     cpu")
    for one in (whole, *sorted(spent, reverse=True)):
        if one.wall >= 0.004 * whole.wall:
            print(f"{one.wall:8.2f}{one.cpu:8.2f}  {_name(one.sql)}")


def _now() -> tuple[float, float]:
    return time.perf_counter(), sum(os.times()[:2])


def _since(start: tuple[float, float], sql: str) -> Spent:
    wall, cpu = _now()
    return Spent(wall - start[0], cpu - start[1], sql)


def _name(sql: str) -> str:
    lines = (line.strip() for line in sql.splitlines())
    words = " ".join(line for line in lines if line and not line.startswith("--"))
    return words[:90]


if __name__ == "__main__":
    profile([Path(argument).resolve() for argument in sys.argv[1:]])
