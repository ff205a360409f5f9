"""The pictures of the Satisfaction screen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import (
    iso_days,
    key_line,
    month_axis,
    months_of,
    percent_axis,
    score_axis,
    whiskers,
)
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, harmless, tones

__all__ = ["score_trend", "touchpoint_rates"]


def score_trend(frame: pd.DataFrame, metric: str, touchpoint: str, *, dark: bool) -> Chart:
    """One score by month or week, with how sure it is.

    Args:
        frame: metric, touchpoint, starts_on, n, value, low, high (``satisfaction/trend``).
        metric: of the score to draw.
        touchpoint: what it is about.
        dark: which of the two themes.
    """
    frame = frame[(frame["metric"] == metric) & (frame["touchpoint"] == touchpoint)]
    if frame.empty:
        return empty_chart("Under 5 answers in each of these: too few to say.", dark=dark)
    tone = tones(dark)
    last = frame.iloc[-1]
    dots: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": iso_days(frame["starts_on"]),
        "y": frame["value"].tolist(),
        "error_y": whiskers(frame["value"], frame["low"], frame["high"], colour=tone.quiet),
        "line": {"color": tone.soft, "width": 1},
        "marker": {"color": tone.accent, "size": 8, "opacity": 1},
        "hovertext": [
            f"from {row.starts_on:%-d %B %Y}<br>{text.score(metric, row.value)}, between "
            f"{text.score(metric, row.low)} and {text.score(metric, row.high)}<br>"
            f"{text.count(row.n, 'answer')}"
            for row in frame.itertuples()
        ],
        "hoverinfo": "text",
    }
    figure = draw(
        [dots],
        dark=dark,
        height=310,
        margin={"l": 8, "r": 12, "t": 30, "b": 8},
        annotations=[
            key_line([(f"● {tone.accent}", "score"), (f"┃ {tone.quiet}", "how sure")], dark=dark)
        ],
        xaxis=month_axis(months_of(frame["starts_on"])),
        yaxis=score_axis(metric),
    )
    return Chart(
        figure,
        f"Dots with their intervals: {text.score_name(metric, touchpoint)} was last "
        f"{text.score(metric, last['value'])}, between {text.score(metric, last['low'])} and "
        f"{text.score(metric, last['high'])}.",
    )


def touchpoint_rates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many found each touchpoint good or very good, now and before; the weakest on top.

    Args:
        frame: metric, touchpoint, n, value, low, high, before_n, before_value
            (``satisfaction/figures``; rows with another metric than csat are left out).
        dark: which of the two themes.
    """
    frame = frame[(frame["metric"] == "csat") & frame["value"].notna()]
    if frame.empty:
        return empty_chart("No touchpoint has been rated in this period.", dark=dark)
    frame = frame.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
    tone = tones(dark)
    rows = list(range(len(frame)))
    names = [harmless(str(touchpoint).capitalize()) for touchpoint in frame["touchpoint"]]
    before = frame["before_value"].where(frame["before_n"] > 0)
    earlier = [f" (before {text.percent(value)})" if pd.notna(value) else "" for value in before]
    lowest = min(float(frame["low"].min()), float(before.min()) if before.notna().any() else 1.0)
    start = max(0.0, int(lowest * 10 - 0.5) / 10)
    hollow = {
        "type": "scatter",
        "mode": "markers",
        "name": "before",
        "x": before.tolist(),
        "y": rows,
        "marker": {
            "symbol": "circle-open",
            "color": tone.soft,
            "size": 11,
            "line": {"width": 2},
        },
        "hoverinfo": "skip",
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": "now",
        "x": frame["value"].tolist(),
        "y": rows,
        "error_x": whiskers(frame["value"], frame["low"], frame["high"], colour=tone.quiet),
        "marker": {"color": tone.accent, "size": 11},
        "hovertext": [
            f"{name}: {text.percent(row.value)} good or very good<br>give or take: "
            f"{text.percent_range(row.low, row.high)}<br>{text.count(row.n, 'answer')}"
            for name, row in zip(names, frame.itertuples(), strict=True)
        ],
        "hoverinfo": "text",
    }
    told = {
        "type": "scatter",
        "mode": "text",
        "x": [start] * len(frame),
        "y": [row + 0.4 for row in rows],
        "text": [
            f"<b>{name}</b>  {text.percent(value)}{was}"
            for name, value, was in zip(names, frame["value"], earlier, strict=True)
        ],
        "textposition": "middle right",
        "textfont": {"size": 13, "color": tone.ink},
        "hoverinfo": "skip",
    }
    key = [(f"● {tone.accent}", "now"), (f"┃ {tone.quiet}", "how sure")]
    if before.notna().any():
        key.insert(1, (f"○ {tone.soft}", "before"))
    figure = draw(
        [hollow, dots, told],
        dark=dark,
        height=90 + 56 * len(frame),
        margin={"l": 8, "r": 16, "t": 30, "b": 8},
        annotations=[key_line(key, dark=dark)],
        xaxis={**percent_axis(start, 1.01), "showgrid": True},
        yaxis={"visible": False, "range": [-0.4, len(frame) - 0.3]},
    )
    alt = "Dots with their intervals, good or very good: " + ", ".join(
        f"{name.lower()} {text.percent(value)}{was}"
        for name, value, was in list(zip(names, frame["value"], earlier, strict=True))[::-1]
    )
    return Chart(figure, f"{alt}.")
