"""Do the intervals hold the truth, do signals mean something, are drivers found and none invented?

All of it by simulation, and through the program's own SQL and its own models.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from regulars.facts.build import MACROS_DIR, MODEL_DIR
from regulars.facts.drivers.effects import Driver, find_return_drivers, find_score_drivers

SEED = 20261
SIZES = (10, 30, 100, 1000)
RATES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
# (promoters, detractors): the rest are in between.
MIXES = (
    (0.1, 0.6), (0.2, 0.2), (0.3, 0.5), (0.4, 0.3), (0.5, 0.2),
    (0.5, 0.5), (0.6, 0.1), (0.7, 0.05), (0.8, 0.1), (0.9, 0.02),
)  # fmt: skip
SURVEYS = 20_000
SERIES, WEEKS, SHIFT_WEEKS = 1000, 52, 6
RUNS = 200
# In standard deviations of the score, and in log-odds of coming back; scores go together by 0.4.
PLANTED = {"speed": 0.45, "coffee": -0.3, "greeting": 0.0, "price": 0.0, "place": 0.0}
PLANTED_RETURN = {"speed": 0.8, "coffee": -0.6, "greeting": 0.0, "price": 0.0, "place": 0.0}
TOGETHER = 0.4
SATISFACTION_NOTE = (
    "**Intervals**: how often the 95 % interval holds the truth; smallest and largest over a grid "
    "of truths, and the mean over it. Wilson is summed exactly over all outcomes; the NPS is drawn "
    f"{SURVEYS:,} times a truth. At 10 answers an outcome is one of eleven, so no interval's "
    "coverage can be near 95 % at every truth: what moves is which truths fall short; Wilson's and "
    "the adjusted Wald's mean stays in 93 to 97 %. Beside them the plain Wald intervals, for what "
    "the adjustment is worth. **Signals**: "
    f"{SERIES:,} series of {WEEKS} weeks each through `facts.signal_week`; a shift is one standard "
    "deviation of a person's answer in the last six weeks. A shift of one standard deviation of "
    "the *week* cannot be found in 80 of 100 by any rule that flags 5 of 100 quiet years: six such "
    "weeks together are 2.45 standard deviations, and one test at the one moment known beforehand "
    "would find 79 of 100. **Drivers**: runs in which every planted effect was found with its sign "
    "and nothing was found where nothing was planted. With 300 answers that is 91 of 100, because "
    "an effect of 0.3 is then too often too small to tell from chance: under 500 answers (600 for "
    "coming back) the screen does not call the rest nought but says that answers are too few. At "
    "5 answers a week and 95 % happy a quarter of an unhappy answer a week is usual: somebody who "
    "knew that beforehand, and that a fall lasts six weeks, would find 73 of 100 with a limit that "
    "flags 2 of 100 quiet years, and 85 with one that flags 7."
)


@dataclass(frozen=True)
class Coverage:
    """How often an interval holds the truth.

    Attributes:
        interval: which one.
        n: answers.
        worst, mean, best: share of samples whose interval holds the truth, over the truths.
        inside: share of the truths at which that is 93 to 97 %.
        worst_at: the truth with the smallest share.
    """

    interval: str
    n: int
    worst: float
    mean: float
    best: float
    inside: float
    worst_at: str


@dataclass(frozen=True)
class Rate:
    """A share of simulated runs.

    Attributes:
        what: of which runs, with which outcome.
        found: how many.
        runs: out of how many.
        target: in words.
    """

    what: str
    found: int
    runs: int
    target: str


def measure_satisfaction() -> dict[str, Any]:
    """Everything, as it goes into the figures."""
    with duckdb.connect() as connection:
        _load_macros(connection)
        coverage = [*_wilson_coverage(connection), *_nps_coverage(connection)]
        signals = list(_signal_rates(connection))
    return {
        "coverage": [asdict(one) for one in coverage],
        "rates": [asdict(one) for one in [*signals, *_driver_rates()]],
    }


def satisfaction_table(figures: dict[str, Any]) -> str:
    """The two tables, as markdown."""
    lines = [
        "| interval | n | smallest (at) | mean | largest | truths at 93 to 97 % |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in (Coverage(**given) for given in figures["coverage"]):
        lines.append(
            f"| {one.interval} | {one.n:,} | {100 * one.worst:.1f} % ({one.worst_at}) | "
            f"{100 * one.mean:.1f} % | {100 * one.best:.1f} % | {100 * one.inside:.0f} % |"
        )
    lines += ["", "| simulated | found | target |", "| --- | --- | --- |"]
    for rate in (Rate(**given) for given in figures["rates"]):
        share = 100 * rate.found / rate.runs
        lines.append(f"| {rate.what} | {share:.1f} % of {rate.runs:,} | {rate.target} |")
    return "\n".join(lines)


def _load_macros(connection: duckdb.DuckDBPyConnection) -> None:
    for name in ("statistics.sql",):
        connection.execute((MACROS_DIR / name).read_text(encoding="utf-8"))
    connection.execute("""
        create schema facts;
        create table facts.score_day (
            metric text, touchpoint text, responded_on date, location text, staff text,
            n integer, goodness double, goodness_square double
        )
    """)
    connection.execute((MODEL_DIR / "signal_week.sql").read_text(encoding="utf-8"))


def _wilson_coverage(connection: duckdb.DuckDBPyConnection) -> Iterator[Coverage]:
    for n in SIZES:
        low, high = _ends(connection, "wilson_low(k, n)", "wilson_high(k, n)", n)
        k = np.arange(n + 1)
        margin = 1.96 * np.sqrt(k * (n - k) / n) / n
        for name, ends in {
            "Wilson": (low, high),
            "plain Wald": (k / n - margin, k / n + margin),
        }.items():
            held = [
                float(binom.pmf(k, n, rate)[(ends[0] <= rate) & (rate <= ends[1])].sum())
                for rate in RATES
            ]
            yield _coverage(f"{name}, share", n, held, [f"{100 * rate:.0f} %" for rate in RATES])


def _ends(
    connection: duckdb.DuckDBPyConnection, low: str, high: str, n: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    rows = connection.execute(
        f"select {low} as low, {high} as high from (select unnest(range(0, $n + 1)) as k, $n as n)",
        {"n": n},
    ).fetchnumpy()
    return np.asarray(rows["low"], dtype=float), np.asarray(rows["high"], dtype=float)


def _nps_coverage(connection: duckdb.DuckDBPyConnection) -> Iterator[Coverage]:
    random = np.random.default_rng(SEED)
    for n in SIZES:
        ours, plain = [], []
        for promoter, detractor in MIXES:
            drawn = random.multinomial(
                n, [promoter, detractor, max(0.0, 1 - promoter - detractor)], SURVEYS
            )
            survey = pd.DataFrame({"p": drawn[:, 0], "d": drawn[:, 1], "n": n})
            connection.register("survey", survey)
            truth = 100 * (promoter - detractor)
            ((held,),) = connection.execute(
                "select avg((nps_low(p, d, n) <= $t and $t <= nps_high(p, d, n))::integer) "
                "from survey",
                {"t": truth},
            ).fetchall()
            score = (survey["p"] - survey["d"]) / n
            margin = 1.96 * np.sqrt(((survey["p"] + survey["d"]) / n - score**2) / n)
            ours.append(float(held))
            plain.append(float(((score - truth / 100).abs() <= margin + 1e-12).mean()))
        told = [f"{100 * (p - d):+.0f}" for p, d in MIXES]
        yield _coverage("adjusted Wald, NPS", n, ours, told)
        yield _coverage("plain Wald, NPS", n, plain, told)


def _coverage(interval: str, n: int, held: list[float], truths: list[str]) -> Coverage:
    shares = np.array(held)
    return Coverage(
        interval,
        n,
        worst=float(shares.min()),
        mean=float(shares.mean()),
        best=float(shares.max()),
        inside=float(((shares >= 0.93) & (shares <= 0.97)).mean()),
        worst_at=truths[int(shares.argmin())],
    )


def _signal_rates(connection: duckdb.DuckDBPyConnection) -> Iterator[Rate]:
    random = np.random.default_rng(SEED)
    quiet = f"a stable year with a signal ({SERIES:,} of {WEEKS} weeks)"
    for n in (5, 10, 30):
        for rate in (0.6, 0.8, 0.95):
            good = random.binomial(n, rate, (SERIES, WEEKS)).astype(float)
            yield Rate(
                f"{quiet}: {n} answers a week, {100 * rate:.0f} % happy",
                len(_flagged(connection, "csat", n, good, good, from_week=0)),
                SERIES,
                "≤ 5 %",
            )
    good, squares = _nps_weeks(random, 10, (0.55, 0.15))
    found = _flagged(connection, "nps", 10, good, squares, from_week=0)
    yield Rate(f"{quiet}: NPS +40, 10 answers a week", len(found), SERIES, "≤ 5 %")
    tilted = np.clip(0.8 + random.normal(0, 0.08, (SERIES, WEEKS)), 0, 1)
    good = random.binomial(60, tilted).astype(float)
    found = _flagged(connection, "csat", 60, good, good, from_week=0)
    yield Rate(
        f"{quiet}: 60 answers a week, weeks differ by more than chance", len(found), SERIES, "≤ 5 %"
    )
    for n in (5, 10, 30):
        for rate in (0.6, 0.8, 0.95):
            shifted = rate - np.sqrt(rate * (1 - rate))
            good = random.binomial(n, rate, (SERIES, WEEKS)).astype(float)
            good[:, -SHIFT_WEEKS:] = random.binomial(n, shifted, (SERIES, SHIFT_WEEKS))
            found = _flagged(connection, "csat", n, good, good, from_week=WEEKS - SHIFT_WEEKS)
            yield Rate(
                f"a fall by 1 sd found in 6 weeks: {n} answers a week, {100 * rate:.0f} % happy",
                len(found),
                SERIES,
                "≥ 80 %",
            )


def _nps_weeks(
    random: np.random.Generator, n: int, mix: tuple[float, float]
) -> tuple[NDArray[Any], NDArray[Any]]:
    drawn = random.multinomial(n, [mix[0], mix[1], 1 - sum(mix)], (SERIES, WEEKS))
    return drawn[..., 0] + 0.5 * drawn[..., 2], drawn[..., 0] + 0.25 * drawn[..., 2]


def _flagged(
    connection: duckdb.DuckDBPyConnection,
    metric: str,
    n: int,
    good: NDArray[Any],
    squares: NDArray[Any],
    *,
    from_week: int,
) -> list[str]:
    """The series with a signal in the weeks from from_week on, seen after the last."""
    days = pd.date_range("2025-01-06", periods=WEEKS, freq="7D")
    frame = pd.DataFrame(
        {
            "touchpoint": np.repeat([f"s{i}" for i in range(SERIES)], WEEKS),
            "responded_on": np.tile(days, SERIES),
            "goodness": good.ravel(),
            "goodness_square": squares.ravel(),
        }
    )
    connection.register("drawn", frame)
    connection.execute(
        "delete from facts.score_day; insert into facts.score_day select $metric, touchpoint, "
        "responded_on::date, null, null, $n, goodness, goodness_square from drawn",
        {"metric": metric, "n": n},
    )
    rows = connection.execute(
        "select distinct touchpoint from facts.signal_week($as_of, null, null) "
        "where is_signal and week_on >= $first",
        {"as_of": days[-1].date(), "first": days[from_week].date()},
    ).fetchall()
    return [name for (name,) in rows]


def _driver_rates() -> Iterator[Rate]:
    random = np.random.default_rng(SEED)
    none = dict.fromkeys(PLANTED, 0.0)
    for n in (500, 1000):
        for planted, told in ((PLANTED, "planted effects found, no other"), (none, "none found")):
            right = sum(_is_score_run_right(random, n, planted) for _ in range(RUNS))
            yield Rate(f"drivers of the score, {n} answers: {told}", right, RUNS, "≥ 95 %")
    for n in (600, 2000):
        for planted, told in (
            (PLANTED_RETURN, "planted effects found, no other"),
            (none, "none found"),
        ):
            right = sum(_is_return_run_right(random, n, planted) for _ in range(RUNS))
            yield Rate(f"drivers of coming back, {n} answers: {told}", right, RUNS, "≥ 95 %")


def _draw_scores(random: np.random.Generator, n: int) -> NDArray[Any]:
    """Scores of 1 to 5 that go together, as one person's do."""
    mood = random.normal(size=(n, 1))
    own = random.normal(size=(n, len(PLANTED)))
    felt = np.sqrt(TOGETHER) * mood + np.sqrt(1 - TOGETHER) * own
    return np.clip(np.round(3.9 + 1.1 * felt), 1, 5)


def _is_score_run_right(random: np.random.Generator, n: int, planted: dict[str, float]) -> bool:
    scores = _draw_scores(random, n)
    felt = (scores - scores.mean(axis=0)) / scores.std(axis=0)
    outcome = felt @ np.array(list(planted.values())) + random.normal(0, 1, n)
    rated = np.clip(np.round(7.5 + 1.6 * outcome), 0, 10)
    return _is_right(find_score_drivers(list(planted), scores, rated, np.arange(n)), planted)


def _is_return_run_right(random: np.random.Generator, n: int, planted: dict[str, float]) -> bool:
    scores = _draw_scores(random, n)
    felt = (scores - scores.mean(axis=0)) / scores.std(axis=0)
    visits = random.exponential(1.5, (n, 1))
    people = random.integers(0, n // 2, n)
    habit = random.normal(0, 0.5, n // 2)[people]
    logit = felt @ np.array(list(planted.values())) + 0.6 * visits[:, 0] + habit - 0.3
    returned = (random.random(n) < 1 / (1 + np.exp(-logit))).astype(float)
    return _is_right(find_return_drivers(list(planted), scores, returned, visits, people), planted)


def _is_right(found: list[Driver], planted: dict[str, float]) -> bool:
    """Whether each effect has the planted sign, and is nought where nothing was planted."""
    return len(found) == len(planted) and all(
        np.sign(driver.effect) == np.sign(planted[driver.name]) for driver in found
    )
