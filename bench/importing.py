"""What an import costs, beside what one would run instead.

Each contender runs in a fresh process, so that its peak memory is its own; the order goes round and
round, so that a noisy minute hits all alike. The clock starts after the imports of Python modules
and stops when the database file is closed:

    python -m bench.importing CONTENDER FOLDER
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from bench.writing import Exports

Totals = dict[str, Any]

STORE_NAME = "regulars.duckdb"
OUR_TOTALS = """
    select
        (select count(*) from facts.visit) as visits,
        (select count(distinct customer_id) from facts.visit) as customers,
        (select sum(spend)::double from facts.visit) as revenue,
        (select count(*) from exports.rejected_row where import_id = 1) as rejected,
        (select count(*) from facts.customer_month) as customer_months,
        count(*) filter (status = 'regular') as regulars,
        count(*) filter (status = 'slipping') as slipping,
        (select sum(cadence_days) from facts.visit) as cadence_days,
        (select sum(usual_item_count) from facts.rhythm)::bigint as usual_items
    from facts.customer_month
    where as_of_on = (select max(as_of_on) from facts.customer_month)
"""


@dataclass(frozen=True)
class Cost:
    """What a contender took: of the clock, of all processors together, and of memory."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    totals: Totals


def _bare(folder: Path) -> Callable[[], Totals]:
    """DuckDB reads the file into a table and does nothing else."""

    def run() -> Totals:
        with duckdb.connect(str(_fresh(folder / "bare.duckdb"))) as connection:
            connection.execute(f"create table t as from read_csv('{Exports.of(folder).sales}')")
        return {}

    return run


def _ours(folder: Path) -> Callable[[], Totals]:
    """Import into a new store, facts and all."""
    from regulars.intake.file_import import take
    from regulars.store.store import Store

    sales = Exports.of(folder).sales

    def run() -> Totals:
        with Store.open(_fresh(folder / STORE_NAME), readable=[folder]) as store:
            (report,) = take(store, [(sales.name, sales)])
        assert report.error is None, report.error
        return {"kept": report.kept, "known": report.known}

    return run


def _again(folder: Path) -> Callable[[], Totals]:
    """The same file into the store that has it already."""
    from regulars.intake.file_import import take
    from regulars.store.store import Store

    sales = Exports.of(folder).sales

    def run() -> Totals:
        with Store.open(folder / STORE_NAME, readable=[folder]) as store:
            (report,) = take(store, [(sales.name, sales)])
        assert report.kept == 0, "the same file twice must change nothing"
        return {"kept": report.kept, "known": report.known}

    return run


def _pandas(folder: Path) -> Callable[[], Totals]:
    """The same work in pandas, in memory only."""
    from bench.pandas_import import build_facts

    def run() -> Totals:
        facts = build_facts(Exports.of(folder).sales)
        months = facts.customer_months
        today = months.loc[months["as_of_on"] == months["as_of_on"].max(), "status"]
        return {
            "visits": len(facts.visits),
            "customers": int(facts.visits["customer_id"].nunique()),
            "revenue": float(facts.visits["spend"].sum()),
            "rejected": len(facts.rejected),
            "customer_months": len(months),
            "regulars": int(today.eq("regular").sum()),
            "slipping": int(today.eq("slipping").sum()),
            "cadence_days": float(facts.visits["cadence_days"].sum()),
            "usual_items": int(facts.customers["usual_item_count"].sum()),
        }

    return run


CONTENDERS = {"bare": _bare, "ours": _ours, "again": _again, "pandas": _pandas}


def measure_import(folder: Path, *, repeats: int, with_pandas: bool) -> dict[str, Cost]:
    """Run the contenders in turn, ``repeats`` times; what each cost, by name.

    Raises:
        AssertionError: pandas and we do not come to the same figures.
    """
    names = [name for name in CONTENDERS if with_pandas or name != "pandas"]
    runs: dict[str, list[Cost]] = {name: [] for name in names}
    _read_through(Exports.of(folder).sales)
    for _ in range(repeats):
        for name in names:
            runs[name].append(_run_alone(name, folder))
            latest = runs[name][-1]
            print(
                f"  {name}: {latest.seconds:.1f} s, {latest.cpu_seconds:.1f} s of processor, "
                f"{latest.peak_mb:.0f} MB",
                file=sys.stderr,
                flush=True,
            )
    (folder / "bare.duckdb").unlink()
    if with_pandas:
        check_same_work(_our_totals(folder), runs["pandas"][-1].totals)
    return {name: _median_of(costs) for name, costs in runs.items()}


def check_same_work(ours: Totals, theirs: Totals) -> None:
    """Raise AssertionError unless both came to the same figures."""
    for name, value in ours.items():
        assert abs(value - theirs[name]) < 0.01, f"{name}: {value} here, {theirs[name]} in pandas"


def _run_alone(name: str, folder: Path) -> Cost:
    command = [sys.executable, "-m", "bench.importing", name, str(folder)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Cost(**json.loads(printed))


def _median_of(costs: Sequence[Cost]) -> Cost:
    return Cost(
        seconds=median(cost.seconds for cost in costs),
        cpu_seconds=median(cost.cpu_seconds for cost in costs),
        peak_mb=median(cost.peak_mb for cost in costs),
        totals=costs[-1].totals,
    )


def _our_totals(folder: Path) -> Totals:
    with duckdb.connect(str(folder / STORE_NAME), read_only=True) as connection:
        row = connection.execute(OUR_TOTALS).df().iloc[0]
    return {name: float(value) for name, value in row.items()}


def _fresh(path: Path) -> Path:
    path.unlink(missing_ok=True)
    return path


def _read_through(path: Path) -> None:
    """Bring the file into the page cache: nobody shall pay for the first look at the disk."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def main(name: str, folder: Path) -> None:
    """One run of one contender, printed as JSON."""
    run = CONTENDERS[name](folder)
    start, processor = time.perf_counter(), time.process_time()
    totals = run()
    cost = Cost(
        seconds=time.perf_counter() - start,
        cpu_seconds=time.process_time() - processor,
        peak_mb=_peak_mb(),
        totals=totals,
    )
    print(json.dumps(asdict(cost)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
