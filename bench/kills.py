"""Kill an import at random moments; the data file must open, and be as before or as after:

python -m bench.kills [--kills 200] [--lines 20000] [--seed 1]
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.writing import Exports
from regulars.facts.build import are_facts_current, rebuild_facts
from regulars.intake.file_import import take
from regulars.store.store import Store

TABLES = (
    "import",
    "receipt_line",
    "customer_record",
    "response",
    "rejected_row",
    "handle",
    "handle_pair",
    "handle_name",
    "sighting",
)


State = list[tuple[int, str | None]]


@dataclass(frozen=True)
class Killed:
    """What came of the kills.

    Attributes:
        kills: imports that were killed while they ran.
        before: data files that were as before the import.
        after: data files that were as after it.
        rebuilt: of those, whose facts were built anew when the file was opened.
    """

    kills: int
    before: int
    after: int
    rebuilt: int


def kill_imports(kills: int, lines: int, seed: int) -> Killed:
    """Import the same file into copies of the same store, and kill it at random moments.

    Raises:
        AssertionError: a data file did not open, or was neither as before nor as after.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Not here: this process must stay without threads of the database, or it cannot fork.
        subprocess.run(
            [sys.executable, "-m", "bench.writing", str(lines), str(folder / "exports")], check=True
        )
        exports = Exports.of(folder / "exports")
        first, second = _halves(exports, folder)
        base = folder / "base.duckdb"
        _import(base, first)
        before = _state(base)
        whole = folder / "whole.duckdb"
        shutil.copy(base, whole)
        start = time.monotonic()
        _import_and_wait(whole, second)
        seconds = time.monotonic() - start
        after = _state(whole)
        assert before != after
        found = {"before": 0, "after": 0, "rebuilt": 0}
        for number in range(kills):
            path = folder / f"{number}.duckdb"
            shutil.copy(base, path)
            _import_and_kill(path, second, chance.uniform(0, seconds))
            state = _state(path)
            assert state in (before, after), f"kill {number}: neither before nor after"
            found["after" if state == after else "before"] += 1
            found["rebuilt"] += _open_as_usual(path)
            for leftover in folder.glob(f"{number}.duckdb*"):
                leftover.unlink()
        return Killed(kills, **found)


def _halves(exports: Exports, folder: Path) -> tuple[Path, Path]:
    """The same export twice: up to half of its lines, and all of them."""
    text = exports.sales.read_text(encoding="utf-8").splitlines(keepends=True)
    first = folder / "exports" / "half.csv"
    first.write_text("".join(text[: len(text) // 2]), encoding="utf-8")
    return first, exports.sales


def _import(path: Path, file: Path) -> None:
    with Store.open(path, readable=[file.parent]) as store:
        (report,) = take(store, [(file.name, file)])
        assert report.error is None, report.error


def _import_and_wait(path: Path, file: Path) -> None:
    child = _fork(path, file)
    os.waitpid(child, 0)


def _import_and_kill(path: Path, file: Path, after_seconds: float) -> None:
    child = _fork(path, file)
    time.sleep(after_seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _fork(path: Path, file: Path) -> int:
    """An import in a process of its own. Nothing of the database is open here when it starts."""
    child = os.fork()
    if child == 0:
        try:
            _import(path, file)
        finally:
            os._exit(0)
    return child


def _state(path: Path) -> State:
    """Rows of each table, and a sum over all that is in them but the time of the import."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with Store.open(path) as store, store.read() as cursor:
                figures = [
                    cursor.execute(
                        "select count(*), sum(hash(kept))::text from (select "
                        f"{'* exclude (imported_at)' if table == 'import' else '*'} "
                        f"from exports.{table}) as kept"
                    ).fetchone()
                    for table in TABLES
                ]
            os.write(writing, json.dumps(figures).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    assert text, f"{path.name} did not open"
    state: State = json.loads(text)
    return state


def _open_as_usual(path: Path) -> bool:
    """Open the file as the program does at its start; whether the facts had to be built anew."""
    child = os.fork()
    if child == 0:
        with Store.open(path) as store:
            is_current = are_facts_current(store)
            if not is_current:
                rebuild_facts(store)
            assert are_facts_current(store)
        os._exit(0 if is_current else 3)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 3), f"{path.name} could not be made ready: {code}"
    return code == 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    killed = kill_imports(chosen.kills, chosen.lines, chosen.seed)
    print(
        f"{killed.kills} kills: {killed.before} as before, {killed.after} as after, facts built "
        f"anew in {killed.rebuilt}."
    )


if __name__ == "__main__":
    main()
