"""Kill the process that imports at random moments; the server must go on and nothing be lost:

python -m bench.worker_kills [--kills 100] [--lines 20000] [--seed 1]
"""

import argparse
import os
import random
import signal
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.writing import write_exports
from regulars.facts.build import are_facts_current
from regulars.intake.apart import take_apart
from regulars.intake.choices import Choices
from regulars.intake.report import Report
from regulars.store.store import Store
from regulars.worker.worker import Worker


@dataclass(frozen=True)
class Killed:
    """What came of the kills.

    Attributes:
        refused: imports of which nothing was kept, and it was told.
        taken: imports that were in before the process was killed.
        note_count: notes that were saved meanwhile, all of which are there.
    """

    refused: int
    taken: int
    note_count: int


def kill_workers(kills: int, lines: int, seed: int, folder: Path) -> Killed:
    """Import a file that brings something new each time, and kill the process meanwhile.

    Raises:
        AssertionError: an import was in by half, a note was lost, or a question not answered.
    """
    chance = random.Random(seed)
    sales = write_exports(lines, folder).sales
    header, *rows = sales.read_text(encoding="utf-8").splitlines(keepends=True)
    part = folder / "part.csv"
    path = folder / "killed.duckdb"
    refused = taken = notes = kept = 0
    with Store.open(path, readable=[folder]) as store:
        # How long one takes that nobody kills.
        part.write_text("".join([header, *rows[: lines // 2]]), encoding="utf-8")
        start = time.monotonic()
        first = _import(store, part, None)
        seconds = time.monotonic() - start
        assert first.error is None, first.error
        kept += first.kept
        for number in range(1, kills + 1):
            end = lines // 2 + number * (lines // 2) // kills
            part.write_text("".join([header, *rows[:end]]), encoding="utf-8")
            report = _import(store, part, chance.uniform(0, seconds))
            _note(store, number)
            notes += 1
            if report.error is None:
                taken += 1
                kept += report.kept
            else:
                refused += 1
            _check(store, kept, notes)
    with Store.open(path, readable=[folder]) as store:
        _check(store, kept, notes)
        assert are_facts_current(store)
    assert not list(folder.glob(".changing-*")), "something was left behind"
    return Killed(refused, taken, notes)


def _import(store: Store, file: Path, kill_after_seconds: float | None) -> Report:
    worker = Worker()
    killing = threading.Timer(kill_after_seconds or 0, _kill, [worker])
    if kill_after_seconds is not None:
        killing.start()
    (report,) = take_apart(
        worker,
        store,
        [(file.name, file)],
        country="US",
        spool=file.parent,
        choices=Choices(),
    )
    killing.cancel()
    worker.close()
    return report


def _kill(worker: Worker) -> None:
    if worker.process_id is not None:
        os.kill(worker.process_id, signal.SIGKILL)


def _note(store: Store, number: int) -> None:
    with store.note("desk.note") as cursor:
        cursor.execute(
            "insert into desk.note (note_no, handle_no, kind, words, written_at, written_by) "
            "values ($number, 1, 'note', 'By the window', $now, 'Ana')",
            {"number": number, "now": datetime(2026, 3, 9)},
        )


def _check(store: Store, kept: int, notes: int) -> None:
    with store.read() as cursor:
        found = cursor.execute(
            "select (select count(*) from exports.receipt_line), "
            "(select coalesce(sum(kept_count), 0)::bigint from exports.import), "
            "(select count(*) from desk.note), (select count(*) > 0 from facts.visit)"
        ).fetchone()
    assert found == (kept, kept, notes, True), f"{found} rather than {(kept, kept, notes, True)}"


def main() -> None:
    """Kill, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.worker_kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killed = kill_workers(chosen.kills, chosen.lines, chosen.seed, Path(folder))
    print(
        f"{chosen.kills} kills: {killed.refused} imports of which nothing was kept, {killed.taken} "
        f"that were in. {killed.note_count} notes, none lost; every question was answered."
    )


if __name__ == "__main__":
    main()
