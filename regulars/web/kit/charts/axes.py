"""What charts are put together from: axes of months and shares, bars, whiskers, labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regulars.web.kit import text
from regulars.web.kit.charts.theme import NO_BREAK, Tones, tones

__all__ = [
    "band",
    "colour_scale",
    "iso_days",
    "key_line",
    "month_axis",
    "month_bars",
    "month_table",
    "months_of",
    "label_margin",
    "percent_axis",
    "score_axis",
    "span_words",
    "stack_labels",
    "whiskers",
]

LABEL_PX = 17
"""Height of one line of a label, in pixels."""


def iso_days(days: pd.Series | Sequence[date]) -> list[str]:
    """Days as Plotly reads them fastest: ``2026-10-31``."""
    return list(np.asarray(days, dtype="datetime64[D]").astype(str))


def months_of(days: pd.Series) -> list[date]:
    """The months that these days lie in, by their first day, in order."""
    months: list[date] = np.unique(np.asarray(days, dtype="datetime64[M]")).tolist()
    return months


def span_words(months: Sequence[date]) -> str:
    """The months shown, in words: ``from May 2026 to July 2026``, or ``in May 2026``."""
    if len(months) == 1:
        return f"in {months[0]:%B %Y}"
    return f"from {months[0]:%B %Y} to {months[-1]:%B %Y}"


def month_axis(months: Sequence[date]) -> dict[str, Any]:
    """An axis of months with few enough ticks for a telephone; the year stands below its first.

    Args:
        months: the first day of each, in order, each once.
    """
    step = max(1, -(-len(months) // 6))
    # Counted from the end: the latest month is the one that people look for.
    ticks = list(months[::-1][::step][::-1])
    years = [None, *(tick.year for tick in ticks[:-1])]
    names = [
        f"{tick:%b}<br>{tick:%Y}" if tick.year != year else f"{tick:%b}"
        for tick, year in zip(ticks, years, strict=True)
    ]
    return {"type": "date", "tickvals": iso_days(ticks), "ticktext": names}


def percent_axis(low: float, high: float) -> dict[str, Any]:
    """An axis of shares from ``low`` to ``high``, with two to five ticks: ``20 %``."""
    step = next((step for step in (0.05, 0.1, 0.2) if (high - low) / step <= 4.5), 0.5)
    first, last = math.ceil(low / step - 0.01), math.floor(high / step + 0.01)
    ticks = [round(number * step, 2) for number in range(first, last + 1)]
    return {
        "range": [low, high],
        "tickvals": [tick for tick in ticks if 0 <= tick <= 1],
        "ticktext": [text.percent(tick) for tick in ticks if 0 <= tick <= 1],
    }


def score_axis(metric: str) -> dict[str, Any]:
    """The axis of a score on its own scale, from its one end to the other."""
    if metric == "csat":
        return percent_axis(-0.03, 1.04)
    low, high, step = {"nps": (-100, 100, 50), "ces": (1, 7, 1)}.get(metric, (1, 5, 1))
    return {
        "range": [low - 0.03 * (high - low), high + 0.04 * (high - low)],
        "tickvals": list(range(low, high + 1, step)),
    }


def month_table(
    frame: pd.DataFrame, column: str, value: str
) -> tuple[list[date], dict[str, NDArray[np.float64]]]:
    """The months of a frame in order, and for each kind in ``column`` its value in each month.

    Args:
        frame: month_on, and the two columns named.
        column: what tells the kinds apart.
        value: summed; 0 where a kind has no row in a month.
    """
    days = np.asarray(frame["month_on"], dtype="datetime64[D]")
    months, places = np.unique(days, return_inverse=True)
    kinds = frame[column].to_numpy()
    values = frame[value].to_numpy(dtype=float)
    table = {
        str(kind): np.bincount(
            places[kinds == kind], weights=values[kinds == kind], minlength=len(months)
        ).astype(float)
        for kind in set(kinds)
    }
    return months.tolist(), table


def _whole(number: float) -> str:
    return f"{number:,.0f}"


def month_bars(
    months: Sequence[date],
    numbers: Sequence[float] | NDArray[np.float64],
    name: str,
    colour: str,
    *,
    dark: bool,
    pattern: str = "",
    say: Callable[[float], str] = _whole,
) -> dict[str, Any]:
    """One bar a month, up or down, the number and what it counts in the hover.

    Args:
        months: the first day of each.
        numbers: of each month; below zero draws downwards, the hover says it without a sign.
        name: what they count: ``began to slip``.
        colour: of the bars.
        dark: which of the two themes.
        pattern: Plotly's pattern shape, ``""`` for none.
        say: writes a number.
    """
    return {
        "type": "bar",
        "name": name,
        "x": iso_days(months),
        "y": [float(number) for number in numbers],
        "marker": {
            "color": colour,
            "line": {"color": tones(dark).paper, "width": 1},
            "pattern": {"shape": pattern, "size": 5, "solidity": 0.5},
        },
        "hovertext": [
            f"{month:%B %Y}<br>{say(abs(number))} {name}"
            for month, number in zip(months, numbers, strict=True)
        ],
        "hoverinfo": "text",
    }


def whiskers(value: pd.Series, low: pd.Series, high: pd.Series, *, colour: str) -> dict[str, Any]:
    """Error bars from ``low`` to ``high`` around ``value``, never shorter than nothing."""
    return {
        "type": "data",
        "symmetric": False,
        "array": np.maximum(high - value, 0).tolist(),
        "arrayminus": np.maximum(value - low, 0).tolist(),
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def band(
    days: list[str], low: pd.Series, high: pd.Series, tone: Tones, *, shape: str = "linear"
) -> list[dict[str, Any]]:
    """What lies between ``low`` and ``high``, filled: how sure a value is, or what is usual."""
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "line": {"width": 0, "shape": shape},
        "hoverinfo": "skip",
    }
    return [
        {**edge, "name": "low", "y": low.tolist()},
        {**edge, "name": "high", "y": high.tolist(), "fill": "tonexty", "fillcolor": tone.band},
    ]


def colour_scale(colours: Sequence[str]) -> list[tuple[float, str]]:
    """Colours at equal distances, as Plotly wants them."""
    return [(i / (len(colours) - 1), colour) for i, colour in enumerate(colours)]


def key_line(
    parts: Sequence[tuple[str, str]], *, dark: bool, line: int = 0, lead: str = ""
) -> dict[str, Any]:
    """One line above the plot that names its colours, as ``■ came back  ■ began to slip``.

    Args:
        parts: (colour, words) of each; a colour may bring its own sign: ``"▨ #149A6A"``.
        dark: which of the two themes.
        line: 0 is the line next to the plot, 1 the one above it.
        lead: what all of the parts have in common, said first.
    """
    told = [lead] if lead else []
    for colour, name in parts:
        sign, _, code = colour.rpartition(" ")
        told.append(f'<span style="color:{code}">{sign or "■"}</span>{NO_BREAK}{name}')
    return {
        "text": "  ".join(told),
        "x": 0,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6 + line * LABEL_PX,
        "align": "left",
        "font": {"color": tones(dark).soft, "size": 12},
    }


def label_margin(names: Iterable[str]) -> int:
    """The pixels that labels right of the plot need, about."""
    return 28 + 7 * max(len(line) for name in names for line in name.split("<br>"))


def stack_labels(
    parts: Sequence[tuple[str, float]],
    colours: Sequence[str],
    *,
    top: float,
    plot_px: float,
    dark: bool,
) -> list[dict[str, Any]]:
    """Labels right of the last stack, at the middle of each part, moved apart where they collide.

    Args:
        parts: (label, height) of each, from below; a label may have two lines, with ``<br>``.
        colours: of the mark before each label; the text itself is ink.
        top: the highest value of the y axis; the lowest is 0.
        plot_px: the height of the plot in pixels, about.
        dark: which of the two themes.
    """
    names = [name for name, _ in parts]
    tops = accumulate(size for _, size in parts)
    places = [end - size / 2 for end, (_, size) in zip(tops, parts, strict=True)]
    per_px = top / plot_px
    heights = [(name.count("<br>") + 1) * LABEL_PX * per_px for name in names]
    centres: list[float] = []
    floor = 0.0
    for place, height in zip(places, heights, strict=True):
        centres.append(max(place, floor + height / 2))
        floor = centres[-1] + height / 2
    ceiling = top
    for i in range(len(centres) - 1, -1, -1):
        centres[i] = min(centres[i], ceiling - heights[i] / 2)
        ceiling = centres[i] - heights[i] / 2
    return [
        {
            "text": f'<span style="color:{colour}">■</span>{NO_BREAK}{name}',
            "x": 1,
            "y": centre,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "align": "left",
            "font": {"color": tones(dark).ink, "size": 12},
        }
        for centre, name, colour in zip(centres, names, colours, strict=True)
    ]
