"""Measure, and write the figures down.

    python -m bench [--lines N] [--only import|screens] [--out bench/RESULTS.md]

Figures of other sizes that were measured before stay in the table, so that growth can be seen.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench.importing import STORE_NAME, measure_import
from bench.table import Figures, render
from bench.writing import Exports

PROJECT_DIR = Path(__file__).resolve().parent.parent
PANDAS_LIMIT = 3_000_000
FEWEST_LINES = 10_000
REPEATS = 3
OPENINGS = 15


def main() -> None:
    chosen = _arguments()
    work_dir: Path = chosen.work_dir / f"{chosen.lines}"
    kept = chosen.work_dir / "figures.json"
    all_figures = _read_figures(kept)
    figures = all_figures.setdefault(chosen.lines, {})
    try:
        for _ in _measure(chosen, work_dir, figures):
            kept.write_text(json.dumps(all_figures, indent=1), encoding="utf-8")
            chosen.out.write_text(render(all_figures), encoding="utf-8")
    finally:
        if not chosen.keep:
            shutil.rmtree(work_dir, ignore_errors=True)
    print(chosen.out.read_text(encoding="utf-8"))


def _measure(chosen: argparse.Namespace, work_dir: Path, figures: Figures) -> Iterator[str]:
    """Fill in the figures; yields after each part, so that a part measured is not lost."""
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
        if (PROJECT_DIR / "app.py").exists():
            from bench.screens import measure_screens

            _say("screens")
            seen = measure_screens(work_dir / STORE_NAME, repeats=OPENINGS)
            figures["screens"] = [asdict(one) for one in seen]
            yield "screens"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument("--lines", type=int, default=1_000_000, help="receipt lines of the export")
    parser.add_argument("--only", choices=("import", "screens"), help="measure only that")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="runs of each import")
    parser.add_argument(
        "--with-pandas",
        action="store_true",
        help=f"run pandas above {PANDAS_LIMIT:,} lines too; it takes about 3 GB a million lines",
    )
    parser.add_argument("--out", type=Path, default=PROJECT_DIR / "bench" / "RESULTS.md")
    parser.add_argument("--work-dir", type=Path, default=PROJECT_DIR / "data" / "bench")
    parser.add_argument("--keep", action="store_true", help="leave the files and the store there")
    chosen = parser.parse_args()
    if chosen.lines < FEWEST_LINES:
        parser.error(f"--lines must be at least {FEWEST_LINES:,}: a smaller shop has no habits")
    return chosen


def _read_figures(path: Path) -> dict[int, Figures]:
    if not path.exists():
        return {}
    read = json.loads(path.read_text(encoding="utf-8"))
    return {int(lines): figures for lines, figures in read.items()}


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
