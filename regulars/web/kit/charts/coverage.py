"""The picture of how much of the trade has a name."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import iso_days, key_line, month_axis, months_of, percent_axis
from regulars.web.kit.charts.theme import Chart, day_words, draw, empty_chart, tones

__all__ = ["coverage_by_week"]


def coverage_by_week(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """The share of visits and of sales with a customer whom we recognise, week by week.

    Args:
        frame: week_on, visit_count, known_visit_rate, known_revenue_rate (``imports/coverage``).
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("No visit yet.", dark=dark)
    tone = tones(dark)
    weeks = iso_days(frame["week_on"])
    last = frame.iloc[-1]
    shown = (
        ("known_visit_rate", "of visits", tone.accent, "solid"),
        ("known_revenue_rate", "of sales", tone.soft, "dot"),
    )
    lines: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines+markers" if len(frame) == 1 else "lines",
            "name": name,
            "x": weeks,
            "y": frame[column].tolist(),
            "line": {"color": colour, "width": 2.5, "dash": dash},
            "hovertext": [
                f"Week of {day_words(week)}<br>{text.percent(rate)} {name}"
                for week, rate in zip(frame["week_on"], frame[column].fillna(0), strict=True)
            ],
            "hoverinfo": "text",
        }
        for column, name, colour, dash in shown
    ]
    figure = draw(
        lines,
        dark=dark,
        height=240,
        margin={"l": 8, "r": 12, "t": 30, "b": 8},
        annotations=[
            key_line([(f"━ {tone.accent}", "of visits"), (f"┅ {tone.soft}", "of sales")], dark=dark)
        ],
        xaxis=month_axis(months_of(frame["week_on"])),
        yaxis=percent_axis(0, 1),
    )
    alt = (
        f"Two lines, week by week: in the week of {day_words(last['week_on'])} "
        f"{text.percent(last['known_visit_rate'])} of visits and "
        f"{text.percent(last['known_revenue_rate'])} of sales had a customer whom we recognise."
    )
    return Chart(figure, alt)
