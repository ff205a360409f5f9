"""What the outlook costs, and how good it is, beside ``lifetimes``:

python -m bench.outlook

CDNOW (Fader & Hardie 2001) ships with ``lifetimes``: 23,570 customers of a shop, January 1997 to
June 1998. Both see what was known on 31 December 1997 and say who comes back within 91 days.
"""

import importlib.util
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regulars.facts.outlook.backtest import Score, auc_of, backtest
from regulars.facts.outlook.mbg_cnbd import fit_mbg_cnbd
from regulars.facts.outlook.replays import DAY_ZERO, NEVER, Visits
from regulars.facts.outlook.scoring import score_now
from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.store.store import Store

AS_OF = date(1997, 12, 31)
HORIZON_DAYS = 91
CUSTOMERS = 1_000_000
SHOP_DAYS = 540
ROUNDS = 5
FIRST_ON = date(2024, 1, 1)
METHOD_NAMES = {
    "return_outlook": "Regulars, return outlook",
    "p_alive": "Regulars, P(alive) by MBG/CNBD-k",
    "days_since_last": "days since the last visit",
    "overdue_ratio": "absence by own cadence",
    "fixed_rule": "none in six weeks",
    "lifetimes": "`lifetimes`, BG/NBD: P(alive); ordered by expected purchases",
}
OUTLOOK_NOTE = (
    "CDNOW, all 23,570 customers: who comes back within 91 days of 31 December 1997, from what was "
    "known on that day. Customers are simulated from MBG/CNBD-2. Fits: the quickest of five each."
)


@dataclass(frozen=True)
class Told:
    """How one way did on CDNOW."""

    method: str
    auc: float
    brier: float | None
    predicted: float | None
    actual: int


@dataclass(frozen=True)
class OutlookCost:
    """What was measured.

    Attributes:
        told: each way of telling who comes back, on CDNOW.
        customers: how many simulated ones were fitted and scored.
        seconds: how long all of that took: fitting, learning from the past, scoring.
        fit_microseconds_each: of our model's fit alone, by customer.
        lifetimes_microseconds_each: of ``lifetimes`` fitting BG/NBD to CDNOW, by customer.
    """

    told: list[Told]
    customers: int
    seconds: float
    fit_microseconds_each: float
    lifetimes_microseconds_each: float

    def as_figures(self) -> dict[str, Any]:
        """What is kept of it."""
        return asdict(self) | {"times_faster": self.times_faster}

    @property
    def times_faster(self) -> float:
        """By customer, both only fitting."""
        return self.lifetimes_microseconds_each / self.fit_microseconds_each


def measure_outlook(customers: int = CUSTOMERS) -> OutlookCost:
    """Both on CDNOW, and ours on many simulated customers."""
    bought = read_cdnow()
    told = [
        Told(score.method, score.auc or 0.0, score.brier, score.predicted_returns, came)
        for score in _backtest(bought)
        for came in (score.actual_returns,)
    ]
    theirs, seconds = _fit_lifetimes(bought)
    visits = simulate(customers)
    start = time.perf_counter()
    now, _ = score_now(visits)
    ours = time.perf_counter() - start
    histories = visits.replay(FIRST_ON + timedelta(days=SHOP_DAYS), HORIZON_DAYS).histories
    fit = _quickest(lambda: fit_mbg_cnbd(histories, is_cautious=True))
    return OutlookCost(
        [*told, theirs],
        len(now),
        ours,
        1e6 * fit / len(now),
        1e6 * seconds / bought["customer"].nunique(),
    )


def _quickest(work: Callable[[], object]) -> float:
    """Seconds of the quickest of a few runs: neighbours make the others slow."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def read_cdnow() -> pd.DataFrame:
    """customer, bought_on, amount: one row a purchase."""
    found = importlib.util.find_spec("lifetimes")
    assert found is not None, "lifetimes is a development dependency"
    assert found.submodule_search_locations is not None
    path = Path(found.submodule_search_locations[0]) / "datasets" / "CDNOW_master.txt"
    names = ["customer", "bought_on", "count", "amount"]
    frame = pd.read_csv(path, sep=r"\s+", header=0, names=names, dtype={"customer": str})
    frame["bought_on"] = pd.to_datetime(frame["bought_on"].astype(str), format="%Y%m%d")
    return frame


def _backtest(bought: pd.DataFrame) -> list[Score]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cdnow.csv"
        pd.DataFrame(
            {
                "Date": bought["bought_on"].dt.strftime("%Y-%m-%d"),
                "Customer ID": "K" + bought["customer"],
                "Amount": bought["amount"],
            }
        ).to_csv(path, index=False)
        with Store.open(Path(folder) / "cdnow.duckdb", readable=[Path(folder)]) as store:
            take(store, [(path.name, path)], choices=Choices(is_confirmed=True))
            with store.read() as cursor:
                return list(backtest(cursor, as_of=AS_OF, horizon_days=HORIZON_DAYS))


def _fit_lifetimes(bought: pd.DataFrame) -> tuple[Told, float]:
    """Its BG/NBD on the same customers: how good, and the seconds that the fit takes."""
    from lifetimes import BetaGeoFitter
    from lifetimes.utils import summary_data_from_transaction_data

    known = bought[bought["bought_on"] <= pd.Timestamp(AS_OF)]
    seen = summary_data_from_transaction_data(
        known, "customer", "bought_on", observation_period_end=pd.Timestamp(AS_OF)
    )
    fitter = BetaGeoFitter()
    seconds = _quickest(lambda: fitter.fit(seen["frequency"], seen["recency"], seen["T"]))
    expected = fitter.conditional_expected_number_of_purchases_up_to_time(
        HORIZON_DAYS, seen["frequency"], seen["recency"], seen["T"]
    )
    later = bought[
        (bought["bought_on"] > pd.Timestamp(AS_OF))
        & (bought["bought_on"] <= pd.Timestamp(AS_OF + timedelta(days=HORIZON_DAYS)))
    ]
    returned = seen.index.isin(set(later["customer"]))
    alive = np.asarray(
        fitter.conditional_probability_alive(seen["frequency"], seen["recency"], seen["T"])
    )
    return (
        Told(
            "lifetimes",
            auc_of(returned, np.asarray(expected, dtype=np.float64)),
            float(np.mean((alive - returned) ** 2)),
            float(alive.sum()),
            int(returned.sum()),
        ),
        seconds,
    )


def simulate(customers: int, seed: int = 7) -> Visits:
    """Visits of a shop whose customers come by MBG/CNBD-2; half have been there from the start."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(1.2, 1 / 40, customers)
    stops = rng.beta(0.8, 3.0, customers)
    day = np.where(
        rng.random(customers) < 0.5, rng.integers(0, 60, customers),
        rng.integers(0, SHOP_DAYS, customers),
    ).astype(np.float64)  # fmt: skip
    who, when = [], []
    there = np.arange(customers)
    while len(there):
        who.append(there)
        when.append(day[there].astype(np.int32))
        stays = rng.random(len(there)) >= stops[there]
        gaps = rng.gamma(2.0, 1 / (2 * np.maximum(rate[there], 1e-4)))
        day[there] += np.maximum(np.ceil(gaps), 1.0)
        there = there[stays & (day[there] < SHOP_DAYS)]
    return visits_of(np.concatenate(who), np.concatenate(when))


def visits_of(who: NDArray[np.int64], when: NDArray[np.int32]) -> Visits:
    """Visits as the facts hold them; a cadence is the mean of the last four gaps, for short."""
    order = np.lexsort((when, who))
    who, when = who[order], when[order]
    place = np.arange(len(who))
    is_first = np.r_[True, who[1:] != who[:-1]]
    first = np.maximum.accumulate(np.where(is_first, place, 0))
    number = place - first + 1
    on = when + (FIRST_ON - DAY_ZERO).days
    gap = np.where(is_first, np.nan, np.r_[np.nan, np.diff(on)])
    logs = np.cumsum(np.where(is_first, 0.0, np.log(np.nan_to_num(gap, nan=1.0))))
    third = np.where(number > 3, on[np.maximum(place - 3, 0)], np.nan)
    cadence = np.where(number > 3, (on - third) / 3, np.nan)
    follows = np.r_[on[1:], 0]
    is_last = np.r_[who[1:] != who[:-1], True]
    rng = np.random.default_rng(1)
    trading = np.arange(on.min(), on.min() + SHOP_DAYS, dtype=np.int32)
    return Visits(
        {
            "customer_no": who + 1,
            "visited_on": on,
            "next_on": np.where(is_last, NEVER, follows),
            "third_last_on": third,
            "closed_days": np.zeros(len(who), np.int32),
            "visit_number": number,
            "log_gaps": logs - logs[first],
            "gap": gap,
            "cadence": cadence,
            "spread": np.where(number > 3, cadence / 3, np.nan),
            "mean_spend": rng.gamma(5.0, 2.0, len(who)),
        },
        np.cumsum(is_first) - 1,
        on[first].astype(np.int32),
        np.zeros(len(who), np.int32),
        trading,
        np.zeros(len(trading), np.int32),
    )


def outlook_table(figures: Mapping[str, Any]) -> str:
    """The figures as they stand on the page."""
    lines = ["| | AUC | Brier | expected | came back |", "|---|---|---|---|---|"]
    for told in figures["told"]:
        brier = "" if told["brier"] is None else f"{told['brier']:.4f}"
        expected = "" if told["predicted"] is None else f"{told['predicted']:,.0f}"
        lines.append(
            f"| {METHOD_NAMES[told['method']]} | {told['auc']:.4f} | {brier} | {expected} | "
            f"{told['actual']:,} |"
        )
    lines += [
        "",
        "| | measured | target |",
        "|---|---|---|",
        f"| {figures['customers']:,} simulated customers fitted, learnt from and scored | "
        f"{figures['seconds']:.1f} s | ≤ 10 s |",
        f"| the fit alone, a customer | {figures['fit_microseconds_each']:.2f} µs | |",
        "| `lifetimes`, the fit of BG/NBD to CDNOW, a customer | "
        f"{figures['lifetimes_microseconds_each']:.1f} µs | |",
        f"| times as fast | {figures['times_faster']:.0f} | ≥ 20 |",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(outlook_table(measure_outlook().as_figures()))
