"""Answers -> facts.driver: what goes with the overall score and with coming back."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from regulars.facts.drivers.effects import Driver, find_return_drivers, find_score_drivers

__all__ = ["WRITING_ABOUT", "learn_drivers"]

# A question that fewer answered says too little of the others to be held beside them.
FEWEST_SHARE = 0.5
# Newest first: more make the effects no truer, and take time.
MOST_ANSWERS = 50_000
# A theme that fewer named cannot be told from chance.
FEWEST_NAMED = 15
WRITING_ABOUT = "writing about "

ANSWERS = """
select
    response_number,
    metric,
    touchpoint,
    avg(score) as score
from facts.response
where
    score is not null
    and response_number > (select coalesce(max(response_number), 0) from facts.response) - $most
group by response_number, metric, touchpoint
"""
RETURNS = """
select
    response.response_number,
    max(case when response.next_visited_on <= response.responded_on + shop_horizon.days
        then 1.0 else 0.0 end) as returned,
    ln(max(visit.visit_number)) as visits
from facts.response as response
inner join facts.visit as visit
    on response.customer_id = visit.customer_id and response.visited_on = visit.visited_on
cross join (select coalesce(max(horizon_days), 56) as days from facts.outlook) as shop_horizon
cross join facts.shop as shop
where response.responded_on + shop_horizon.days <= shop.last_trading_on
group by response.response_number
"""
# Who nobody knows is taken for somebody else each time.
PEOPLE = """
select
    response_number,
    coalesce(max(customer.number), -response_number)::bigint as person
from facts.response as response
left join (
    select customer_id, row_number() over (order by customer_id) as number from facts.customer
) as customer on response.customer_id = customer.customer_id
where response_number > (select coalesce(max(response_number), 0) from facts.response) - $most
group by response_number
"""
THEMED = """
select distinct response_number, theme
from facts.comment_theme
"""


def learn_drivers(cursor: duckdb.DuckDBPyConnection) -> None:
    """Put what goes with the score and with coming back into facts.driver; none if too few say.

    Args:
        cursor: inside the transaction that built the facts.
    """
    answers = cursor.execute(ANSWERS, {"most": MOST_ANSWERS}).df()
    if answers.empty:
        return
    table = answers.pivot_table(
        index="response_number", columns=["metric", "touchpoint"], values="score"
    )
    overall = _overall(table)
    said = _common(table.drop(columns=[overall] if overall else []))
    themes = _themes(cursor, table.index)
    people = cursor.execute(PEOPLE, {"most": MOST_ANSWERS}).df().set_index("response_number")
    if overall is not None:
        _write(cursor, "score", _for_score(table[overall], said, themes, people))
    known = cursor.execute(RETURNS).df().set_index("response_number").join(people)
    _write(cursor, "return", _for_return(known, table, overall, said, themes))


def _overall(table: pd.DataFrame) -> Any:
    """The column of the overall score: NPS before stars before CSAT; None where there is none."""
    named = [(metric, "overall") for metric in ("nps", "stars", "csat")]
    return next((column for column in named if column in table.columns), None)


def _common(table: pd.DataFrame) -> pd.DataFrame:
    """The scores that most people gave, by a name each that says which they are."""
    kept = table.loc[:, table.notna().mean() >= FEWEST_SHARE]
    names = zip(kept.columns.get_level_values(0), kept.columns.get_level_values(1), strict=True)
    return kept.set_axis(
        [touch if metric == "csat" else f"{touch} ({metric})" for metric, touch in names], axis=1
    )


def _themes(cursor: duckdb.DuckDBPyConnection, rows: pd.Index) -> pd.DataFrame:
    """A column a theme: 1.0 where the comment named it; those that enough comments name."""
    named = cursor.execute(THEMED).df()
    named = named[named["response_number"].isin(rows)]
    counts = named["theme"].value_counts()
    kept = sorted(counts[counts >= FEWEST_NAMED].index)
    return pd.DataFrame(
        {
            f"{WRITING_ABOUT}{theme}": rows.isin(
                named.loc[named["theme"] == theme, "response_number"]
            ).astype(float)
            for theme in kept
        },
        index=rows,
    )


def _for_score(
    overall: pd.Series, said: pd.DataFrame, themes: pd.DataFrame, people: pd.DataFrame
) -> list[Driver]:
    columns = said.join(themes).join(people)
    columns["outcome"] = overall
    whole = columns.dropna()
    names = [name for name in whole.columns if name not in ("outcome", "person")]
    return find_score_drivers(
        names,
        whole[names].to_numpy(dtype=float),
        whole["outcome"].to_numpy(dtype=float),
        whole["person"].to_numpy(dtype=np.int64),
    )


def _for_return(
    known: pd.DataFrame,
    table: pd.DataFrame,
    overall: Any,
    said: pd.DataFrame,
    themes: pd.DataFrame,
) -> list[Driver]:
    columns = said if len(said.columns) or overall is None else _common(table[[overall]])
    whole = columns.join(themes).join(known, how="inner").dropna()
    names = [name for name in whole.columns if name not in known.columns]
    if not names:
        return []
    return find_return_drivers(
        names,
        whole[names].to_numpy(dtype=float),
        whole["returned"].to_numpy(dtype=float),
        whole[["visits"]].to_numpy(dtype=float),
        whole["person"].to_numpy(dtype=np.int64),
    )


def _write(cursor: duckdb.DuckDBPyConnection, outcome: str, drivers: list[Driver]) -> None:
    cursor.execute("delete from facts.driver where outcome = $outcome", {"outcome": outcome})
    for driver in drivers:
        cursor.execute(
            "insert into facts.driver values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [outcome, *astuple(driver)],
        )
