"""The pictures of one customer's card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import colour_scale, iso_days, key_line, month_axis, months_of
from regulars.web.kit.charts.theme import Chart, day_words, draw, empty_chart, tones

__all__ = ["gaps_against_cadence", "visit_calendar", "week_of_one"]

BLOCK_WEEKS = 27
# One hour alone would be as wide as the picture; more labels than these would be turned on a phone.
FEWEST_HOURS, MOST_LABELS = 6, 5
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def _plain_money(amount: float) -> str:
    return text.money(amount, None)


def visit_calendar(
    frame: pd.DataFrame,
    as_of: date,
    *,
    dark: bool,
    money: Callable[[float], str] = _plain_money,
) -> Chart:
    """Twelve months of days, each shaded by what was spent; two half years, one above the other.

    Args:
        frame: visited_on, spend (``customer/days``).
        as_of: the last day shown.
        dark: which of the two themes.
        money: says an amount in the shop's currency.
    """
    last = date(as_of.year, as_of.month, as_of.day)
    first = last - timedelta(days=364)
    days = np.asarray(frame["visited_on"], dtype="datetime64[D]").tolist()
    spend = {
        day: float(amount)
        for day, amount in zip(days, frame["spend"], strict=True)
        if first <= day <= last
    }
    if not spend:
        return empty_chart("No visit in the last 12 months.", dark=dark)
    start = first - timedelta(days=first.weekday())
    tone = tones(dark)
    strongest = max(float(np.quantile(list(spend.values()), 0.95)), 0.01)
    z: list[list[list[float | None]]] = [_blank_block(), _blank_block()]
    told: list[list[list[str]]] = [[[""] * BLOCK_WEEKS for _ in range(7)] for _ in range(2)]
    ticks: list[dict[int, str]] = [{}, {}]
    for offset in range((last - start).days + 1):
        day = start + timedelta(days=offset)
        week, weekday = divmod(offset, 7)
        block, column = divmod(week, BLOCK_WEEKS)
        if day < first:
            continue
        if day.day == 1 or (day == first and day.day < 18):
            ticks[block][column] = f"{day:%b}"
        amount = spend.get(day)
        # 0 is a day without a visit; visits are shaded from 0.2 up.
        z[block][weekday][column] = (
            0.0 if amount is None else 0.25 + 0.75 * min(max(amount, 0) / strongest, 1.0)
        )
        told[block][weekday][column] = f"{day:%A} {day_words(day)}<br>" + (
            "no visit" if amount is None else f"spent {money(amount)}"
        )
    scale = tone.scale
    colours = [[0, tone.blank], [0.2, tone.blank], [0.2, scale[1]], [0.6, scale[2]], [1, scale[4]]]
    blocks = [
        {
            "type": "heatmap",
            "z": z[block],
            "text": told[block],
            "hoverinfo": "text",
            "hoverongaps": False,
            "zmin": 0,
            "zmax": 1,
            "colorscale": colours,
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "xaxis": "x2" if block else "x",
            "yaxis": "y2" if block else "y",
        }
        for block in range(2)
    ]
    weekdays = {"tickvals": list(range(7)), "ticktext": list(WEEKDAYS), "autorange": "reversed"}
    months = [
        {
            "tickvals": list(ticks[block]),
            "ticktext": list(ticks[block].values()),
            "side": "top",
            "range": [-0.5, BLOCK_WEEKS - 0.5],
        }
        for block in range(2)
    ]
    figure = draw(
        blocks,
        dark=dark,
        height=330,
        margin={"l": 8, "r": 8, "t": 50, "b": 8},
        annotations=[
            {
                **key_line(
                    [(tone.blank, "no visit"), (scale[1], "a visit"), (scale[4], "spent more")],
                    dark=dark,
                ),
                "yshift": 24,
            }
        ],
        xaxis={**months[0], "anchor": "y"},
        xaxis2={**months[1], "anchor": "y2", "showgrid": False},
        yaxis={**weekdays, "domain": [0.56, 1], "showgrid": False},
        yaxis2={**weekdays, "domain": [0, 0.44], "showgrid": False, "anchor": "x2"},
    )
    alt = (
        f"A calendar of twelve months up to {day_words(last)}: "
        f"{text.count(len(spend), 'day')} with a visit, {money(sum(spend.values()))} spent."
    )
    return Chart(figure, alt)


def _blank_block() -> list[list[float | None]]:
    return [[None] * BLOCK_WEEKS for _ in range(7)]


def gaps_against_cadence(
    frame: pd.DataFrame,
    cadence_days: float | None,
    spread_days: float | None,
    *,
    dark: bool,
) -> Chart:
    """The days between this customer's visits, against what is usual for them.

    Args:
        frame: visited_on, gap_days (``customer/visits``); the first visit has no gap.
        cadence_days: their usual gap, if they have one.
        spread_days: how far a usual gap is from it.
        dark: which of the two themes.
    """
    frame = frame[frame["gap_days"].notna()].sort_values("visited_on")
    if frame.empty:
        return empty_chart("Too few visits to see a rhythm.", dark=dark)
    tone = tones(dark)
    gaps = frame["gap_days"].astype(float)
    days = iso_days(frame["visited_on"])
    dots: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": days,
        "y": gaps.tolist(),
        "marker": {"color": tone.accent, "size": 8, "opacity": 0.8},
        "hovertext": [
            f"{day_words(day)}<br>{text.count(gap, 'day')} after the visit before"
            for day, gap in zip(frame["visited_on"], gaps, strict=True)
        ],
        "hoverinfo": "text",
    }
    has_rhythm = not text.is_missing(cadence_days)
    key = [(f"● {tone.accent}", "days between visits")]
    shapes = []
    if has_rhythm:
        cadence = float(cadence_days or 0)
        spread = 0.0 if text.is_missing(spread_days) else float(spread_days or 0)
        across = {"xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
        shapes = [
            {
                **across,
                "type": "rect",
                "y0": max(0.0, cadence - spread),
                "y1": cadence + spread,
                "fillcolor": tone.band,
                "line": {"width": 0},
            },
            {
                **across,
                "type": "line",
                "y0": cadence,
                "y1": cadence,
                "line": {"color": tone.soft, "width": 1.5, "dash": "dash"},
            },
        ]
        key.append(
            (
                f"┅┅ {tone.soft}",
                f"usually {text.one_decimal(cadence)} {'day' if cadence == 1 else 'days'}",
            )
        )
    figure = draw(
        [dots],
        dark=dark,
        height=260,
        margin={"l": 8, "r": 12, "t": 30, "b": 8},
        shapes=shapes,
        annotations=[key_line(key, dark=dark)],
        xaxis=month_axis(months_of(frame["visited_on"])),
        yaxis={"rangemode": "tozero", "nticks": 5},
    )
    alt = (
        f"Dots, a visit each: {text.count(len(gaps), 'gap')} between visits, the longest "
        f"{text.count(gaps.max(), 'day')}"
    )
    alt += f", usually {text.one_decimal(cadence_days)} days." if has_rhythm else "."
    return Chart(figure, alt)


def week_of_one(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """On which weekdays and hours somebody comes, Monday on top.

    Args:
        frame: weekday 1 to 7, hour, visit_count (``customer/hours``).
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("No visit in the last 12 months.", dark=dark)
    tone = tones(dark)
    first, last = int(frame["hour"].min()), int(frame["hour"].max())
    while last - first < FEWEST_HOURS - 1:
        first, last = max(first - 1, 0), min(last + 1, 23)
    hours = list(range(first, last + 1))
    columns = (frame[name].astype(int).tolist() for name in ("weekday", "hour", "visit_count"))
    step = -(-len(hours) // MOST_LABELS)
    counts = {(weekday, hour): count for weekday, hour, count in zip(*columns, strict=True)}
    table = [[counts.get((day, hour)) for hour in hours] for day in range(1, 8)]
    most = max(counts.values())
    (weekday, hour), _ = max(counts.items(), key=lambda item: (item[1], item[0]))
    figure = draw(
        [
            {
                "type": "heatmap",
                "x": hours,
                "y": list(range(7)),
                "z": table,
                "zmin": 0,
                "zmax": most,
                "colorscale": colour_scale((tone.blank, *tone.scale)),
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
                "text": [["" if count is None else f"{count}" for count in row] for row in table],
                "texttemplate": "%{text}",
                "hovertemplate": "%{y}, %{x}:00: %{z} visits<extra></extra>",
                "hoverongaps": False,
            }
        ],
        dark=dark,
        height=250,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={
            "tickvals": hours[::step],
            "ticktext": [f"{at:02d}:00" for at in hours[::step]],
        },
        yaxis={
            "range": [6.5, -0.5],
            "tickvals": list(range(7)),
            "ticktext": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            "showgrid": False,
        },
    )
    day = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[
        weekday - 1
    ]
    return Chart(
        figure,
        "A table of weekdays and hours with the visits of a year in each, most on "
        f"{day}s from {hour:02d}:00: {most}.",
    )
