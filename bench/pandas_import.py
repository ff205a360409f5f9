"""The same work in pandas, as somebody at home in pandas would write it.

Every step is vectorised: read_csv with only the columns needed, groupby, merge, rolling, shift.
What it does not do, ours does on top: it keeps nothing on disk, does not join people by e-mail or
phone, does not look for rows of an earlier import, and keeps no text of rejected rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

COLUMNS = [
    "Date", "Time", "Item", "Qty", "Price Point Name", "Modifiers Applied", "Gross Sales",
    "Net Sales", "Transaction ID", "Event Type", "Location", "Customer ID", "Employee",
]  # fmt: skip
CONTENT = [
    "Transaction ID", "Event Type", "Item", "Price Point Name", "Modifiers Applied", "Qty",
    "Gross Sales",
]  # fmt: skip
RECENT_VISITS = 20


@dataclass(frozen=True)
class Facts:
    """What the screens would read."""

    visits: pd.DataFrame
    customers: pd.DataFrame
    customer_months: pd.DataFrame
    rejected: pd.DataFrame


def build_facts(path: Path) -> Facts:
    """The whole import: lines, visits, rhythm, status."""
    lines, rejected = _read_lines(path)
    lines = _drop_repeated(lines)
    days = _trading_days(lines)
    known = lines[lines["customer_id"].notna()]
    visits = _with_rhythm(_refunded(_days(known, ["customer_id", "visited_on"])), days)
    walk_ins = _days(lines[lines["customer_id"].isna()], ["receipt_id", "visited_on"])
    walk_ins = walk_ins[walk_ins["line_count"] > 0]
    usual = _usual(visits, known)
    months = _customer_months(visits, days)
    return Facts(pd.concat([visits, walk_ins]), usual, months, rejected)


def _read_lines(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    raw = pd.read_csv(path, usecols=COLUMNS, dtype=str, engine="pyarrow")
    sold_at = pd.to_datetime(
        raw["Date"] + " " + raw["Time"], format="%Y-%m-%d %H:%M:%S", errors="coerce"
    )
    quantity = pd.to_numeric(raw["Qty"], errors="coerce")
    gross, net = _money(raw["Gross Sales"]), _money(raw["Net Sales"])
    reason = np.select(
        [raw["Transaction ID"].isna(), sold_at.isna(), quantity.isna(), net.isna(), gross.isna()],
        [
            "The Transaction ID is missing",
            "The date and time cannot be read",
            "The quantity is not a number",
            "Net Sales is not an amount",
            "Gross Sales is not an amount",
        ],
        default="",
    )
    is_bad = reason != ""
    rejected = pd.DataFrame({"row_number": np.flatnonzero(is_bad) + 2, "reason": reason[is_bad]})
    lines = pd.DataFrame(
        {
            "receipt_id": raw["Transaction ID"],
            "sold_at": sold_at,
            "visited_on": sold_at.dt.normalize(),
            "customer_id": raw["Customer ID"].str.split(",").str[0].str.strip(),
            "item": raw["Item"],
            "quantity": quantity,
            "net": net,
            "is_refund": raw["Event Type"].eq("Refund"),
            "staff": raw["Employee"],
            "location": raw["Location"],
            "content": pd.util.hash_pandas_object(raw[CONTENT], index=False),
        }
    )
    return lines[~is_bad], rejected


def _money(text: pd.Series) -> pd.Series:
    return pd.to_numeric(text.str.replace(r"[$,]", "", regex=True), errors="coerce")


def _drop_repeated(lines: pd.DataFrame) -> pd.DataFrame:
    """Each row once: by its content and its occurrence number within it."""
    occurrence = lines.groupby("content").cumcount()
    return lines.assign(occurrence=occurrence).drop_duplicates(["content", "occurrence"])


def _trading_days(lines: pd.DataFrame) -> pd.DataFrame:
    """Every day from the first sale to the last, with the number of closures up to it."""
    open_days = lines.loc[~lines["is_refund"], "visited_on"].drop_duplicates()
    calendar = pd.date_range(open_days.min(), open_days.max(), name="visited_on")
    days = pd.DataFrame({"is_open": calendar.isin(open_days)}, index=calendar)
    is_usually_open = days.groupby(calendar.weekday)["is_open"].transform("mean") >= 0.5
    days["closed_days"] = (is_usually_open & ~days["is_open"]).cumsum()
    return days


def _days(lines: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row a customer and day, or one a walk-in's receipt; a day of refunds has no lines."""
    by_time = lines.sort_values("sold_at", kind="stable")
    return (
        by_time.assign(sale_count=~by_time["is_refund"])
        .groupby(keys, sort=True)
        .agg(
            visited_at=("sold_at", "min"),
            spend=("net", "sum"),
            line_count=("sale_count", "sum"),
            staff=("staff", "first"),
            location=("location", "first"),
        )
        .reset_index()
    )


def _refunded(days: pd.DataFrame) -> pd.DataFrame:
    """The visits; money handed back on a day without one is taken off the visit before."""
    is_visit = days["line_count"] > 0
    visits = days[is_visit]
    refunds = pd.merge_asof(
        days.loc[~is_visit, ["customer_id", "visited_on", "spend"]].sort_values("visited_on"),
        visits[["customer_id", "visited_on"]]
        .assign(before_on=visits["visited_on"])
        .sort_values("visited_on"),
        on="visited_on",
        by="customer_id",
        allow_exact_matches=False,
    )
    returned = refunds.groupby(["customer_id", "before_on"])["spend"].sum().rename("returned")
    visits = visits.join(returned, on=["customer_id", "visited_on"])
    return visits.assign(spend=visits["spend"] + visits["returned"].fillna(0))


def _with_rhythm(visits: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """Gaps without closures, cadence and spread of the last 12, and regular until when."""
    visits = visits.merge(days["closed_days"], left_on="visited_on", right_index=True)
    visits = visits.sort_values(["customer_id", "visited_on"], ignore_index=True)
    by_customer = visits.groupby("customer_id", sort=False)
    visits["visit_number"] = by_customer.cumcount() + 1
    visits["next_visited_on"] = by_customer["visited_on"].shift(-1)
    visits["gap_days"] = (
        by_customer["visited_on"].diff().dt.days - by_customer["closed_days"].diff()
    )
    visits["regular_until"] = by_customer["visited_on"].shift(3) + pd.Timedelta(days=182)
    visits["cadence_days"] = _rolling_median(visits, "gap_days", at_least=3)
    visits["deviation_days"] = (visits["gap_days"] - visits["cadence_days"]).abs()
    visits["spread_days"] = _rolling_median(visits, "deviation_days", at_least=1)
    visits["patience_days"] = _patience(visits["cadence_days"], visits["spread_days"])
    visits["patience_before_days"] = visits.groupby("customer_id", sort=False)[
        "patience_days"
    ].shift()
    return visits


def _rolling_median(visits: pd.DataFrame, column: str, *, at_least: int) -> pd.Series:
    rolled = (
        visits.groupby("customer_id", sort=False)[column].rolling(12, min_periods=at_least).median()
    )
    return rolled.reset_index(level=0, drop=True)


def _patience(cadence_days: pd.Series, spread_days: pd.Series) -> pd.Series:
    return cadence_days + 2 * spread_days.fillna(1).clip(lower=1)


def _usual(visits: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Weekday, colleague, item and time of day over each customer's last 20 visits."""
    recent = visits.groupby("customer_id", sort=False).tail(RECENT_VISITS)
    recent = recent.assign(
        weekday=recent["visited_on"].dt.dayofweek + 1,
        minute=recent["visited_at"].dt.hour * 60 + recent["visited_at"].dt.minute,
    )
    had = lines.loc[
        ~lines["is_refund"] & lines["item"].notna(), ["customer_id", "visited_on", "item"]
    ].drop_duplicates()
    recent_items = recent[["customer_id", "visited_on"]].merge(
        had, on=["customer_id", "visited_on"]
    )
    usual = visits.groupby("customer_id").agg(
        first_visited_on=("visited_on", "first"),
        last_visited_on=("visited_on", "last"),
        visit_count=("visit_number", "last"),
        spend=("spend", "sum"),
    )
    usual["usual_minute"] = recent.groupby("customer_id")["minute"].median()
    for table, column in ((recent, "weekday"), (recent, "staff"), (recent_items, "item")):
        most = _commonest(table, column)
        usual[f"usual_{column}"] = most[column]
        usual[f"usual_{column}_count"] = most["count"]
    return usual


def _commonest(table: pd.DataFrame, column: str) -> pd.DataFrame:
    counts = table.groupby(["customer_id", column]).size().reset_index(name="count")
    counts = counts.sort_values(["customer_id", "count", column], ascending=[True, False, True])
    return counts.drop_duplicates("customer_id").set_index("customer_id")


def _customer_months(visits: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """Each customer's status at each month's end from the first visit on."""
    month_ends = days.assign(as_of_on=days.index).groupby(days.index.to_period("M")).last()
    ends = month_ends["as_of_on"].to_numpy()
    first = np.searchsorted(ends, visits["visited_on"].to_numpy(), side="left")
    next_on = visits["next_visited_on"].fillna(pd.Timestamp.max.normalize()).to_numpy()
    after = np.searchsorted(ends, next_on, side="left")
    counts = after - first
    rows = np.repeat(np.arange(len(visits)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    month = first[rows] + offset
    standing = visits.iloc[rows].reset_index(drop=True)
    standing["as_of_on"] = ends[month]
    closed_days = month_ends["closed_days"].to_numpy()[month]
    elapsed = (standing["as_of_on"] - standing["visited_on"]).dt.days - (
        closed_days - standing["closed_days"]
    )
    standing["elapsed_days"] = elapsed
    standing["status"] = _status(standing, *_shop_pace(visits))
    return standing[["customer_id", "as_of_on", "visited_on", "elapsed_days", "status"]]


def _shop_pace(visits: pd.DataFrame) -> tuple[float, float, float]:
    """The usual gap, and how late is slipping and lapsed by the shop's own past."""
    usual_gap = visits.groupby("customer_id")["gap_days"].median().median()
    lateness = (visits["gap_days"] / visits["patience_before_days"]).dropna()
    if len(lateness) < 200:
        return usual_gap, 1.5, 3.0
    rank = lateness.rank(method="max", pct=True)
    slipping = max(lateness[rank >= 0.97].min(), 1.0)
    return usual_gap, slipping, max(lateness[rank >= 0.995].min(), 2 * slipping)


def _status(
    standing: pd.DataFrame, usual_gap: float, slipping_ratio: float, lapsed_ratio: float
) -> np.ndarray:
    own = standing["patience_days"]
    patience = own.fillna(1.5 * usual_gap + 2)
    elapsed, is_single = standing["elapsed_days"], standing["visit_number"] == 1
    return np.select(
        [
            is_single & (elapsed <= slipping_ratio * patience),
            is_single,
            elapsed > lapsed_ratio * patience,
            own.notna() & (elapsed > slipping_ratio * own),
            standing["regular_until"] >= standing["as_of_on"],
        ],
        ["new", "one_timer", "lapsed", "slipping", "regular"],
        default="returning",
    )
