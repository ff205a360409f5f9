"""How long a note takes to be saved while what takes long is done in a process beside:

python -m bench.waiting [--lines 1000000] [--here] [--work-dir DIR]
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.writing import Exports, write_exports
from regulars.app.acts.act import Act
from regulars.app.acts.identity import ErasePerson, MergePeople, UndoDecision
from regulars.app.acts.imports import TakeFiles, UndoImport
from regulars.app.acts.regular_rule import ChangeRule
from regulars.app.acts.word_lists import AddWord
from regulars.app.policy import TERMINAL_MANAGER
from regulars.app.session import Session
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.backups.rewrite import rewrite_after_erasure
from regulars.store.store import Store
from regulars.worker.worker import Worker

# As often as nobody writes; what is held up for a moment is found.
PAUSE_SECONDS = 0.02
# Before all else, to compare with.
QUIET_COUNT = 100
SHARES = (0.5, 0.95, 1.0)


@dataclass(frozen=True)
class Waited:
    """How long notes took meanwhile.

    Attributes:
        doing: what was done.
        seconds: how long that took.
        notes: how many were saved meanwhile.
        taken_ms: half of them took no longer, 95 of 100, and all.
    """

    doing: str
    seconds: float
    notes: int
    taken_ms: tuple[float, ...]


def measure_waiting(lines: int, folder: Path, *, is_apart: bool = True) -> Iterator[Waited]:
    """Do one thing after the other at a shop of that many receipt lines, noting all the while.

    Args:
        lines: how many the shop has.
        folder: where files may be written.
        is_apart: do it as a server does, in a process of its own; else here.
    """
    exports = write_exports(lines, folder)
    settings = Settings(data_dir=folder / "data")
    settings.spool_dir.mkdir(parents=True)
    worker = Worker() if is_apart else None
    with Store.open(settings.store_path, readable=[folder]) as store:
        session = Session(Shop(settings, store, worker), TERMINAL_MANAGER)
        quiet = [_note(store) for _ in range(QUIET_COUNT)]
        yield Waited("nothing", 0.0, len(quiet), _spread(quiet))
        saved = len(quiet)
        for doing, do in _doings(session, exports):
            busy: list[float] = []
            is_done = threading.Event()
            noting = threading.Thread(target=_note_until, args=(store, busy, is_done))
            noting.start()
            start = time.perf_counter()
            do()
            seconds = time.perf_counter() - start
            is_done.set()
            noting.join()
            yield Waited(doing, seconds, len(busy), _spread(busy))
            saved += len(busy)
        with store.read() as cursor:
            there = cursor.execute("select count(*) from desk.note").fetchone()
        assert there == (saved,), "a note was lost"
    if worker is not None:
        worker.close()


def _doings(session: Session, exports: Exports) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is done, by its name, each made when those before it are done."""

    def do(act: Act[object]) -> Callable[[], object]:
        return lambda: session.do(act)

    files = [(path.name, path) for path in (exports.sales, exports.directory, exports.survey)]
    yield "import of three files", lambda: _take(session, files)
    one, other, third = _customers(session)
    yield "merge", do(MergePeople(one, other))
    yield "merge taken back", do(UndoDecision(1))
    yield "rule of a regular", do(ChangeRule(5, 26))
    yield "word", do(AddWord("jukebox", "place", -1))
    yield "erasure", do(ErasePerson(third))
    yield "file written anew", lambda: rewrite_after_erasure(session.store)
    yield "import taken back", do(UndoImport(1))


def _take(session: Session, files: list[tuple[str, Path]]) -> None:
    for report in session.do(TakeFiles(files)):
        assert report.error is None, report.error


def _customers(session: Session) -> list[str]:
    """Three who are known, by their ids; what is noted is about the first handle's."""
    with session.store.read() as cursor:
        rows = cursor.execute(
            "select customer_id from facts.identity where handle_no > 10 "
            "group by all order by min(handle_no) limit 3"
        ).fetchall()
    return [str(customer_id) for (customer_id,) in rows]


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
    parser.add_argument("--here", action="store_true", help="in this process, as a terminal does")
    parser.add_argument("--work-dir", type=Path)
    chosen = parser.parse_args()
    print(f"{'':24}{'seconds':>9}{'notes':>8}   ms: half, 95 of 100, all")
    with tempfile.TemporaryDirectory(dir=chosen.work_dir) as folder:
        for waited in measure_waiting(chosen.lines, Path(folder), is_apart=not chosen.here):
            taken = "".join(f"{ms:9.1f}" for ms in waited.taken_ms)
            print(
                f"{waited.doing:24}{waited.seconds:9.1f}{waited.notes:8,}{taken}",
                flush=True,
            )


if __name__ == "__main__":
    main()
