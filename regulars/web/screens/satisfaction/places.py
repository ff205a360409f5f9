"""Where answers come from that are better or worse, and what was said there."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.satisfaction import SatisfactionComments, SatisfactionPlaces
from regulars.web.kit import parts, text
from regulars.web.kit.tables import name_link
from regulars.web.screens.satisfaction import place_charts
from regulars.web.screens.satisfaction.comments import said_score

__all__ = ["place_part"]

DIMENSIONS = {
    "staff": "Colleague",
    "location": "Place",
    "weekday": "Day",
    "hour": "Hour",
    "category": "What they had",
    "visitor": "Visitor",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COMMENTS_BEHIND = 5


def place_part(places: pd.DataFrame, comments: pd.DataFrame, chosen: Chosen) -> None:
    """Where answers come from that are better or worse; pressing a mark shows what was said."""
    dark = parts.is_dark()
    scores = {
        text.score_name(metric, touchpoint): (metric, touchpoint)
        for metric, touchpoint in zip(places["metric"], places["touchpoint"], strict=True)
    }
    there = [name for name in DIMENSIONS if (places["dimension"] == name).any()]
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        score = st.selectbox("Score", list(scores), key="where_score")
    with right:
        dimension = st.segmented_control(
            "By",
            there,
            default=there[0],
            format_func=DIMENSIONS.__getitem__,
            key="where_by",
            wrap=True,
        )
    metric, touchpoint = scores[str(score)]
    shown = places[
        (places["metric"] == metric)
        & (places["touchpoint"] == touchpoint)
        & (places["dimension"] == (dimension or there[0]))
    ].reset_index(drop=True)
    shown = shown.assign(
        label=[
            _member(kind, member)
            for kind, member in zip(shown["dimension"], shown["member"], strict=True)
        ]
    )
    picked = _pressed(place_charts.place_estimates(shown, dark=dark), "places")
    st.caption(_places_words(shown))
    if picked is not None:
        row = shown.iloc[len(shown) - 1 - picked]
        behind = comments[comments[row["dimension"]].astype(str) == _key(row, comments)]
        _comments_behind(f"{score}, {row['label']}", behind, chosen)
    hours = places[(places["dimension"] == "hour") & (places["metric"] == "csat")]
    if len(hours):
        st.markdown("**Touchpoint by hour**: happy of 100; framed where it clearly differs")
        picked = _pressed(place_charts.hour_heat_map(hours, dark=dark), "hours")
        if picked is not None:
            row = hours.iloc[picked]
            at_hour = comments[comments["hour"] == int(row["member"])]
            behind = at_hour[
                [
                    row["touchpoint"] in (comment.touchpoints or ())
                    for comment in rows_of(SatisfactionComments, at_hour)
                ]
            ]
            _comments_behind(f"{row['touchpoint'].capitalize()}, {row['member']} h", behind, chosen)


def _key(row: Any, comments: pd.DataFrame) -> str:
    is_number = row["dimension"] in ("hour", "weekday")
    has_gaps = is_number and comments[row["dimension"]].dtype.kind == "f"
    return f"{float(row['member'])}" if has_gaps else str(row["member"])


def _pressed(chart: Any, key: str) -> int | None:
    """Draw a chart whose marks can be pressed; which one was."""
    event = st.plotly_chart(
        chart.figure,
        theme=None,
        key=key,
        alt=chart.alt,
        config={"displayModeBar": False},
        on_select="rerun",
        selection_mode="points",
    )
    points = event.selection.points
    return int(points[0]["point_index"]) if points else None


def _places_words(shown: pd.DataFrame) -> str:
    told = [
        f"{text.plain(label)} {row.verdict}"
        for label, row in zip(shown["label"], rows_of(SatisfactionPlaces, shown), strict=True)
        if row.verdict in ("better", "worse")
    ]
    first = (
        f"Clearly different from all together: {', '.join(told)}."
        if told
        else "No clear difference: every interval holds the mean of all."
    )
    return (
        f"{first} Few answers are pulled towards the mean; under 5 nothing is shown. Not a "
        "ranking: where intervals overlap, nobody is ahead. Press a mark to read what was said."
    )


def _member(dimension: Any, member: Any) -> str:
    if dimension == "weekday":
        return DAYS[int(member) - 1]
    if dimension == "hour":
        return f"{member} h"
    return str(member)


def _comments_behind(title: str, behind: pd.DataFrame, chosen: Chosen) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{text.plain(title)}**: {text.count(len(behind), 'comment')}"
            + (", the newest" if len(behind) > COMMENTS_BEHIND else "")
        )
        for comment in rows_of(SatisfactionComments, behind.head(COMMENTS_BEHIND)):
            name_link(comment.customer_id, comment.customer_name)
            st.markdown(text.plain(comment.comment))
            st.caption(
                f"{said_score(comment)} · {text.day(comment.responded_on, near=chosen.as_of)}"
            )
