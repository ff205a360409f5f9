"""Measure, and write the figures down.

    python -m bench [--lines N] [--only PART]

Figures that were measured before and not again stay on the page, from bench/figures.json.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench.day_ahead import measure_day_ahead
from bench.door import measure_door
from bench.first_load import measure_first_load
from bench.importing import STORE_NAME, measure_import
from bench.invented_drivers import measure_invented
from bench.outlook import measure_outlook
from bench.satisfaction import measure_satisfaction
from bench.satisfaction_speed import measure_satisfaction_speed
from bench.screens import measure_screens
from bench.table import Figures, render
from bench.words import measure_words
from bench.writing import Exports

PROJECT_DIR = Path(__file__).resolve().parent.parent
KEPT = PROJECT_DIR / "bench" / "figures.json"
PAGE = PROJECT_DIR / "bench" / "RESULTS.md"
PARTS = (
    "door", "day_ahead", "outlook", "words", "satisfaction", "drivers", "answers", "import",
    "screens",
)  # fmt: skip
PANDAS_LIMIT = 3_000_000
FEWEST_LINES = 10_000
REPEATS = 3
OPENINGS = 15


def main() -> None:
    chosen = _arguments()
    work_dir: Path = chosen.work_dir / f"{chosen.lines}"
    all_figures = _read_figures()
    try:
        for _ in _measure(chosen, work_dir, all_figures):
            KEPT.write_text(json.dumps(all_figures, indent=1), encoding="utf-8")
            PAGE.write_text(render(all_figures), encoding="utf-8")
    finally:
        if not chosen.keep:
            for folder in (work_dir, chosen.work_dir / "answers"):
                shutil.rmtree(folder, ignore_errors=True)
    print(PAGE.read_text(encoding="utf-8"))


def _measure(chosen: argparse.Namespace, work_dir: Path, all_figures: Figures) -> Iterator[str]:
    """Fill in the figures; yields after each part, so that a part measured is not lost."""
    if chosen.only in (None, "door"):
        _say("door")
        all_figures["door"] = [asdict(cost) for cost in measure_door()]
        _say("first load")
        all_figures["first_load"] = [
            asdict(load) for load in measure_first_load(repeats=chosen.repeats)
        ]
        yield "door"
    if chosen.only in (None, "day_ahead"):
        _say("day ahead")
        all_figures["day_ahead"] = [asdict(judged) for judged in measure_day_ahead()]
        yield "day ahead"
    if chosen.only in (None, "outlook"):
        _say("outlook")
        all_figures["outlook"] = measure_outlook().as_figures()
        yield "outlook"
    if chosen.only in (None, "words"):
        _say("words")
        all_figures["words"] = measure_words()
        yield "words"
    if chosen.only in (None, "satisfaction"):
        _say("satisfaction")
        all_figures["satisfaction"] = measure_satisfaction()
        yield "satisfaction"
    if chosen.only in (None, "drivers"):
        _say("drivers")
        all_figures["drivers"] = [asdict(cell) for cell in measure_invented()]
        yield "drivers"
    if chosen.only in (None, "answers"):
        _say("answers")
        costs = measure_satisfaction_speed(chosen.work_dir / "answers")
        all_figures["answers"] = [asdict(cost) for cost in costs]
        yield "answers"
    if chosen.only in (None, "import", "screens"):
        figures = all_figures["lines"].setdefault(str(chosen.lines), {})
        yield from _measure_lines(chosen, work_dir, figures)


def _measure_lines(chosen: argparse.Namespace, work_dir: Path, figures: Figures) -> Iterator[str]:
    """What grows with the receipt lines."""
    parts = {"import": ("import",), "screens": ("questions", "screens")}
    for part in parts.get(chosen.only, tuple(figures)):
        figures.pop(part, None)
    exports = _write_exports(chosen.lines, work_dir)
    if chosen.only != "screens":
        with_pandas = chosen.with_pandas or chosen.lines <= PANDAS_LIMIT
        _say("import")
        costs = measure_import(work_dir, repeats=chosen.repeats, with_pandas=with_pandas)
        figures["import"] = {name: asdict(cost) for name, cost in costs.items()}
        figures["file_mb"] = exports.sales.stat().st_size / 1e6
        figures["repeats"] = chosen.repeats
        yield "import"
    if chosen.only != "import":
        _say("everything into one store")
        _run("bench.stocking", str(work_dir))
        _say("questions")
        figures["questions"] = json.loads(_run("bench.questions", str(work_dir / STORE_NAME)))
        yield "questions"
        _say("screens")
        seen = measure_screens(work_dir / STORE_NAME, repeats=OPENINGS)
        figures["screens"] = [asdict(one) for one in seen]
        yield "screens"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument("--lines", type=int, default=1_000_000, help="receipt lines of the export")
    parser.add_argument(
        "--only",
        choices=PARTS,
        help="measure only that",
    )
    parser.add_argument("--repeats", type=int, default=REPEATS, help="runs of each import")
    parser.add_argument(
        "--with-pandas",
        action="store_true",
        help=f"run pandas above {PANDAS_LIMIT:,} lines too; it takes about 3 GB a million lines",
    )
    parser.add_argument("--work-dir", type=Path, default=PROJECT_DIR / "data" / "bench")
    parser.add_argument("--keep", action="store_true", help="leave the files and the store there")
    chosen = parser.parse_args()
    if chosen.lines < FEWEST_LINES:
        parser.error(f"--lines must be at least {FEWEST_LINES:,}: a smaller shop has no habits")
    return chosen


def _read_figures() -> Figures:
    if not KEPT.exists():
        return {"lines": {}}
    read: Figures = json.loads(KEPT.read_text(encoding="utf-8"))
    return read


def _write_exports(lines: int, work_dir: Path) -> Exports:
    exports = Exports.of(work_dir)
    if not exports.survey.exists():
        _say(f"writing {lines:,} lines")
        _run("bench.writing", str(lines), str(work_dir))
    return exports


def _run(module: str, *arguments: str) -> str:
    """Run a module in a process of its own; what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
