"""Titles of the Regulars screen's pictures: each says what to see in it."""

from __future__ import annotations

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.rhythm import FULL_WEEKDAYS

__all__ = ["flow_words", "heat_words", "share_words", "status_words"]


def heat_words(frame: pd.DataFrame) -> tuple[str, str]:
    """(title, detail) of ``regulars/heat_map``: the hour in which most of them come."""
    how = "Visits of regulars per open hour of an ordinary week."
    if frame.empty:
        return "When your regulars come", how
    most = frame.iloc[int(frame["visits_per_week"].to_numpy().argmax())]
    weekday = FULL_WEEKDAYS[int(most["weekday"]) - 1]
    return f"Your regulars come most on {weekday}s from {int(most['hour']):02d}:00", how


def share_words(frame: pd.DataFrame) -> tuple[str, str]:
    """(title, detail) of ``regulars/share``: the regulars' part of the last month's visits."""
    how = "By who was a regular on the day; the others are known customers, and walk-ins."
    if frame.empty:
        return "Who brings the trade", how
    rates = frame[frame["who"] == "regular"].set_index("month_on")["visit_rate"]
    months = sorted(frame["month_on"].unique())
    last, first = (float(rates.get(month, 0.0)) for month in (months[-1], months[0]))
    told = f"Regulars made {text.percent(last)} of visits in {text.month(months[-1])}"
    if len(months) > 1:
        told += f", {text.percent(first)} in {text.month(months[0])}"
    return told, how


def flow_words(frame: pd.DataFrame) -> tuple[str, str]:
    """(title, detail) of ``regulars/flows``: how many more or fewer there are, and why."""
    is_now, was_before = frame["to_status"] == "regular", frame["from_status"] == "regular"
    gained = int(frame.loc[is_now & ~was_before, "customer_count"].sum())
    lost = int(frame.loc[was_before & ~is_now, "customer_count"].sum())
    how = (
        f"Month by month: {gained:,} times somebody became a regular or came back, {lost:,} times "
        "somebody slipped away or came less often. One person may do both."
    )
    if gained == lost:
        return "As many regulars as before this period", how
    more = "more" if gained > lost else "fewer"
    return f"{text.count(abs(gained - lost), 'regular')} {more} than before this period", how


def status_words(frame: pd.DataFrame) -> tuple[str, str]:
    """(title, detail) of ``regulars/statuses``: how many are regular and slipping now and then."""
    how = "Month's ends; who has lapsed, or came once and not again, is left out."
    months = sorted(frame["month_on"].unique())
    if not months:
        return "How many are regular, new and slipping", how
    counts = frame.set_index(["month_on", "status"])["customer_count"]

    def told(month: pd.Timestamp) -> str:
        regular, slipping = (
            int(counts.get((month, status), 0)) for status in ("regular", "slipping")
        )
        return f"{text.count(regular, 'regular')} in {text.month(month)}, {slipping:,} slipping"

    title = told(months[-1])
    title = title[0].upper() + title[1:]
    return (f"{title}; {told(months[0])}" if len(months) > 1 else title), how
