"""Who comes on the next trading day? Our chances beside two simple ones, on days not learnt from.

The two samples, and shops of daily visits simulated from MBG/CNBD-k (Reutterer, Platzer & Schröder
2021) with weekday habits. Weights are learnt up to the evening before the days judged on; each day
is judged with what was known the evening before it. A grocery, where many come nearly every day, is
judged up to four weeks ahead, too.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import rankdata

from regulars.facts.build import model_statements, rebuild_facts
from regulars.facts.outlook.day_ahead import learn_day_weights
from regulars.sample import SAMPLES, open_sample
from regulars.store.store import Store

JUDGED_DAYS = 45
TOP = 50
DECILES = 10
FIRST_ON = date(2024, 5, 1)
# None of these was looked at while signs and usual weights were chosen.
SEEDS = (101, 102, 103, 104)
GROCERY_SEED, HOUSEHOLDS, GROCERY_DAYS = 105, 2500, 364
GROCERY_LEADS = (1, 4, 7, 14, 28)

# Everybody who ever came; the chances of those whom ours leaves out are 0 for all three.
JUDGED = """
with evening as (
    select max(trading_on) as as_of
    from facts.trading_day
    where is_open and trading_on <= $day::date - $lead_days::integer
),

such_day as (
    select trading_on
    from facts.trading_day
    where is_open and weekday = isodow($day::date)
        and trading_on <= (select as_of from evening)
        and trading_on >= (select as_of from evening) - 91
),

such_visit as (
    select visit.customer_id, count(*) as visit_count
    from facts.visit as visit
    inner join such_day on visit.visited_on = such_day.trading_on
    group by visit.customer_id
)

select
    customer.customer_id,
    coalesce(likely.visit_chance, 0)::double as ours,
    (week.customer_id is not null)::double as last_week,
    coalesce(such_visit.visit_count, 0)
    / greatest(1.0, (select count(*) from such_day)) as weeks_13,
    (came.customer_id is not null)::integer as came
from facts.customer as customer
left join facts.likely_on((select as_of from evening), $day, null) as likely
    on customer.customer_id = likely.customer_id
left join facts.visit as week
    on customer.customer_id = week.customer_id and week.visited_on = $day::date - 7 * $weeks_back
left join such_visit on customer.customer_id = such_visit.customer_id
left join facts.visit as came
    on customer.customer_id = came.customer_id and came.visited_on = $day::date
where customer.first_visited_on <= (select as_of from evening)
order by customer.customer_id
"""
METHODS = {
    "ours": "Regulars",
    "last_week": "same weekday last week",
    "weeks_13": "weekday share of 13 weeks",
}


@dataclass(frozen=True)
class Judged:
    """One method on one shop.

    Attributes:
        shop: which shop.
        lead_days: how many days before a day it is judged, 1 for the evening before.
        method: which chances.
        customers: how many people there were to order on the last day.
        visits: how many of the judged visits there were.
        auc: the chance that somebody who came stood before somebody who did not, mean over days.
        top_50: the share of the 50 likeliest who came, mean over days.
        expected: the sum of all chances.
        brier: the mean squared error of the chances.
        deciles: (mean chance, share who came) of the tenths of the chances, lowest first.
    """

    shop: str
    lead_days: int
    method: str
    customers: int
    visits: int
    auc: float
    top_50: float
    expected: float
    brier: float
    deciles: list[tuple[float, float]]


def measure_day_ahead() -> list[Judged]:
    """Every shop, every method; the grocery on days further ahead, too."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for shop, store in _shops(Path(folder)):
            found += _told(judge(store, shop))
        with grocery(Path(folder)) as (shop, store):
            for lead_days in GROCERY_LEADS:
                found += _told(judge(store, shop, lead_days=lead_days))
    return found


def _told(judged: list[Judged]) -> list[Judged]:
    for one in judged:
        print(
            f"  {one.shop}, {one.lead_days} ahead, {METHODS[one.method]}: AUC {one.auc:.3f}, "
            f"Brier {one.brier:.4f}, expected {one.expected:,.0f} of {one.visits:,}",
            file=sys.stderr,
        )
    return judged


def judge(
    store: Store, shop: str, judged_days: int = JUDGED_DAYS, *, lead_days: int = 1
) -> list[Judged]:
    """Learn from all but the last open days, and judge all methods on these.

    Args:
        store: with its facts built; its weights are changed.
        shop: what to call it.
        judged_days: how many open days, up to the last one.
        lead_days: how many days before each of them it is judged.
    """
    with store.write() as cursor:
        days = [
            day
            for (day,) in cursor.execute(
                "select trading_on from facts.trading_day where is_open order by trading_on"
            ).fetchall()
        ]
        cursor.execute(dict(model_statements())["facts.day_weight"])
        # Nothing is learnt that was not known when the first of the judged days was looked at.
        learnt_by = days[-judged_days] - timedelta(days=lead_days)
        learn_day_weights(cursor, max(day for day in days if day <= learnt_by))
        # The newest same weekday that was over by then.
        weeks_back = -(-lead_days // 7)
        frames = [
            cursor.execute(JUDGED, {"day": day, "lead_days": lead_days, "weeks_back": weeks_back})
            .df()
            .assign(day=day)
            for day in days[-judged_days:]
        ]
    return [_judge(pd.concat(frames), shop, lead_days, method) for method in METHODS]


def _judge(frame: pd.DataFrame, shop: str, lead_days: int, method: str) -> Judged:
    chance, came = frame[method].to_numpy(float), frame["came"].to_numpy(float)
    days = [day for _, day in frame.groupby("day")]
    order = np.argsort(chance, kind="stable")
    return Judged(
        shop=shop,
        lead_days=lead_days,
        method=method,
        customers=len(days[-1]),
        visits=int(came.sum()),
        auc=float(np.mean([_auc(day[method], day["came"]) for day in days if day["came"].any()])),
        top_50=float(
            np.mean([day.nlargest(TOP, method, keep="first")["came"].mean() for day in days])
        ),
        expected=float(chance.sum()),
        brier=float(np.mean((chance - came) ** 2)),
        deciles=[
            (float(chance[part].mean()), float(came[part].mean()))
            for part in np.array_split(order, DECILES)
        ],
    )


def _auc(chance: pd.Series, came: pd.Series) -> float:
    """Mann and Whitney's statistic; ties count half."""
    ranks, came_count = rankdata(chance), int(came.sum())
    above = ranks[came.to_numpy() == 1].sum() - came_count * (came_count + 1) / 2
    return float(above / (came_count * (len(came) - came_count)))


def _shops(folder: Path) -> Iterator[tuple[str, Store]]:
    for key, sample in SAMPLES.items():
        with open_sample(sample, folder / f"{key}.duckdb") as store:
            yield f"sample {sample.kind}", store
    for seed in SEEDS:
        with simulated(seed, folder) as (words, store):
            yield words, store


@contextmanager
def simulated(seed: int, folder: Path) -> Iterator[tuple[str, Store]]:
    """(what it is, store) of a made-up shop: 300 to 1,000 people, one to two years, k of 1 to 4."""
    draw = np.random.default_rng(seed)
    people, day_count = int(draw.integers(300, 1001)), int(draw.integers(365, 731))
    k = int(draw.integers(1, 5))
    opens = _opens(draw, day_count)
    visits = _visits(draw, people, k, opens)
    with Store.open(folder / f"simulated{seed}.duckdb") as store:
        _fill(store, people, opens, visits)
        yield f"simulated {seed}: {people} people, {day_count} days, k = {k}", store


@contextmanager
def grocery(folder: Path) -> Iterator[tuple[str, Store]]:
    """(what it is, store) of a made-up grocery: open every day, many households in nearly daily.

    A household's chance of a day is its own (beta distributed, 0.41 on average), more on weekdays
    that it likes, and drifts from week to week; now and then it is away for a week or three.
    """
    draw = np.random.default_rng(GROCERY_SEED)
    days = np.arange(GROCERY_DAYS)
    weekday, week = (FIRST_ON.weekday() + days) % 7, days // 7
    own = logit(np.clip(draw.beta(1.1, 1.6, (HOUSEHOLDS, 1)), 0.01, 0.985))
    liking = draw.normal(0, 0.7, (HOUSEHOLDS, 7))[:, weekday]
    drift = 0.15 * draw.normal(size=(HOUSEHOLDS, GROCERY_DAYS // 7)).cumsum(axis=1)[:, week]
    leaves = draw.random((HOUSEHOLDS, GROCERY_DAYS)) < 0.006
    away = np.zeros_like(leaves)
    for household, day in np.argwhere(leaves):
        away[household, day : day + draw.integers(5, 22)] = True
    comes = (draw.random(leaves.shape) < expit(own + liking + drift)) & ~away
    visits = [(int(household), int(day)) for household, day in np.argwhere(comes)]
    with Store.open(folder / "grocery.duckdb") as store:
        _fill(store, HOUSEHOLDS, np.ones(GROCERY_DAYS, dtype=bool), visits)
        yield f"grocery: {HOUSEHOLDS:,} households, {GROCERY_DAYS // 7} weeks", store


def _opens(draw: np.random.Generator, day_count: int) -> np.ndarray:
    """Which days are open: often one weekday a week is not, and some days here and there."""
    opens = np.ones(day_count, dtype=bool)
    closed_weekday = draw.integers(0, 10)
    weekdays = (FIRST_ON.weekday() + np.arange(day_count)) % 7
    opens[weekdays == closed_weekday] = False
    opens[draw.integers(0, day_count, 6)] = False
    return opens


def _visits(
    draw: np.random.Generator, people: int, k: int, opens: np.ndarray
) -> list[tuple[int, int]]:
    """(person, day) of every visit: gaps of Erlang-k, a chance to stay away for good after each.

    A visit moves, up to three days, to a weekday that the person likes.
    """
    day_count = len(opens)
    rates = np.maximum(draw.gamma(1.0, 1 / draw.uniform(7, 14), people), 1 / 150)
    leaves = draw.beta(1, draw.uniform(15, 40), people)
    strictness = draw.uniform(0.4, 0.95)
    seen = set()
    for person in range(people):
        liking = draw.dirichlet(np.full(7, draw.choice([0.15, 0.5, 3.0])))
        is_late = draw.random() < 0.6
        moment = draw.uniform(0, 0.95 * day_count) if is_late else draw.uniform(-60, 30)
        while moment < day_count:
            if moment >= 0:
                day = int(moment)
                near = [d for d in range(max(0, day - 3), min(day_count, day + 4)) if opens[d]]
                if near and draw.random() < strictness:
                    liked = np.array([liking[(FIRST_ON.weekday() + d) % 7] for d in near]) + 1e-9
                    day = int(draw.choice(near, p=liked / liked.sum()))
                if opens[day]:
                    seen.add((person, day))
            if draw.random() < leaves[person]:
                break
            moment += max(draw.gamma(k, 1 / (rates[person] * k)), 0.5)
    return sorted(seen)


def _fill(store: Store, people: int, opens: np.ndarray, visits: list[tuple[int, int]]) -> None:
    def noon(day: int) -> datetime:
        return datetime.combine(FIRST_ON + timedelta(days=int(day)), datetime.min.time()).replace(
            hour=12
        )

    sales = [(person + 1, noon(day)) for person, day in visits]
    sales += [(None, noon(day)) for day in np.flatnonzero(opens)]
    rows = pd.DataFrame(sales, columns=["handle_no", "sold_at"]).astype({"handle_no": "Int64"})
    with store.write() as cursor:
        cursor.register("sale", rows)
        cursor.execute(
            """
            insert into exports.handle
            select number, 'customer', 'c' || number, 1
            from range(1, $people + 1) as numbers (number)
            """,
            {"people": people},
        )
        cursor.execute("""
            insert into exports.receipt_line by name
            select
                1 as import_id,
                row_number() over () as row_number,
                row_number() over () as row_key,
                'Till' as vendor,
                'line' as level,
                'R' || row_number() over () as receipt_id,
                sold_at,
                handle_no,
                'Latte' as item,
                1 as quantity,
                4 as net,
                false as is_refund
            from sale
        """)
        cursor.unregister("sale")
    rebuild_facts(store)
