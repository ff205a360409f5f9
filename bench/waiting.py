"""How long a note takes to be saved while an import runs beside, in a process of its own:

python -m bench.waiting [--lines 1000000] [--work-dir DIR]
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.writing import write_exports
from regulars.intake.apart import take_apart
from regulars.intake.choices import Choices
from regulars.store.store import Store
from regulars.worker.worker import Worker

# As often as nobody writes; what is held up for a moment is found.
PAUSE_SECONDS = 0.02
# Before the import, to compare with.
QUIET_COUNT = 100
SHARES = (0.5, 0.95, 1.0)


@dataclass(frozen=True)
class Waited:
    """How long notes took, in milliseconds: half of them, 95 of 100, and the slowest.

    Attributes:
        lines: of the file that was imported.
        import_seconds: how long that took.
        note_count: notes that were saved meanwhile.
        quiet: how long notes took before.
        busy: how long they took meanwhile.
    """

    lines: int
    import_seconds: float
    note_count: int
    quiet: tuple[float, ...]
    busy: tuple[float, ...]


def measure_waiting(lines: int, folder: Path) -> Waited:
    """Import a file into a new store, and note something again and again meanwhile."""
    sales = write_exports(lines, folder).sales
    path = folder / "waiting.duckdb"
    path.unlink(missing_ok=True)
    worker = Worker()
    with Store.open(path, readable=[folder]) as store:
        quiet = [_note(store) for _ in range(QUIET_COUNT)]
        busy: list[float] = []
        is_done = threading.Event()
        noting = threading.Thread(target=_note_until, args=(store, busy, is_done))
        noting.start()
        start = time.perf_counter()
        (report,) = take_apart(
            worker, store, [(sales.name, sales)], country="US", spool=folder, choices=Choices()
        )
        seconds = time.perf_counter() - start
        is_done.set()
        noting.join()
        assert report.error is None, report.error
        with store.read() as cursor:
            saved = cursor.execute("select count(*) from desk.note").fetchone()
        assert saved == (len(quiet) + len(busy),), "a note was lost"
    worker.close()
    return Waited(lines, seconds, len(busy), _spread(quiet), _spread(busy))


def _note_until(store: Store, taken: list[float], is_done: threading.Event) -> None:
    while not is_done.wait(PAUSE_SECONDS):
        taken.append(_note(store))


def _note(store: Store) -> float:
    """Save one; how long that took, in seconds."""
    start = time.perf_counter()
    with store.note("desk.note") as cursor:
        cursor.execute(
            "insert into desk.note (note_no, handle_no, kind, words, written_at, written_by) "
            "select count(*) + 1, 1, 'note', 'By the window', $now, 'Ana' from desk.note",
            {"now": datetime(2026, 3, 9)},
        )
    return time.perf_counter() - start


def _spread(taken: Sequence[float]) -> tuple[float, ...]:
    ordered = sorted(taken)
    return tuple(round(1000 * ordered[int(share * (len(ordered) - 1))], 1) for share in SHARES)


def main() -> None:
    """Measure, and say it."""
    parser = argparse.ArgumentParser(prog="python -m bench.waiting")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--work-dir", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.work_dir) as folder:
        waited = measure_waiting(chosen.lines, Path(folder))
    print(
        f"{waited.lines:,} lines in {waited.import_seconds:.1f} s. Notes, in ms (p50, p95, max): "
        f"{waited.quiet} before, {waited.busy} meanwhile ({waited.note_count} of them)."
    )


if __name__ == "__main__":
    main()
