"""Who came again after a first visit, and how often and how steadily people come."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import colour_scale, key_line
from regulars.web.kit.charts.rhythm import CLOCKWORK, STEADINESS_WORDS
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, tones

__all__ = ["MONTHS_SHOWN", "PACE_WORDS", "TOLD_DAYS", "return_cohorts", "rhythm_spread"]

# Of the columns, the one that titles and descriptions speak of.
TOLD_DAYS = 60
MONTHS_SHOWN = 24
# A share of fewer people is said as "2 of 3" and not shaded.
FEWEST = 5
ROW_PX = 26
PACE_WORDS = {
    1: "nearly daily",
    2: "every 3 to 5 days",
    3: "about weekly",
    4: "every 2 weeks",
    5: "every 3 weeks",
    6: "about monthly",
    7: "every 6 to 9 weeks",
    8: "less often",
}
KNOWN = tuple(STEADINESS_WORDS)[:-1]


def return_cohorts(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """A row for each month's newcomers, a column for each time they had to come again.

    Cells whose time is not over are hatched and empty: they are not a nought.

    Args:
        frame: month_on, within_days, newcomer_count, is_over, may_be_older, returned_count,
            return_rate, return_low, return_high, together_count, together_returned_count
            (``regulars/cohorts``).
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("Nobody came for the first time in this period.", dark=dark)
    tone = tones(dark)
    shown = sorted(frame["month_on"].unique())[-MONTHS_SHOWN:]
    months = frame[frame["month_on"].isin(shown)]
    horizons = sorted(int(days) for days in months["within_days"].unique())
    rates = np.full((len(shown), len(horizons)), np.nan)
    told = [[""] * len(horizons) for _ in shown]
    labels: list[str] = [""] * len(shown)
    texts: list[tuple[int, int, str, float]] = []
    waiting: list[tuple[int, int]] = []
    cells: list[Any] = list(months.itertuples(index=False))
    for cell in cells:
        row, column = shown.index(cell.month_on), horizons.index(int(cell.within_days))
        star = "*" if cell.may_be_older else ""
        labels[row] = f"{pd.Timestamp(cell.month_on):%b %Y}{star} ({cell.newcomer_count:,})"
        told[row][column] = _cell_words(cell)
        if not cell.is_over:
            waiting.append((row, column))
            continue
        if cell.newcomer_count < FEWEST:
            few = f"{cell.returned_count:.0f} of {cell.newcomer_count}"
            texts.append((row, column, few, 0.0))
            rates[row, column] = 0.0
        else:
            texts.append((row, column, text.percent(cell.return_rate), float(cell.return_rate)))
            rates[row, column] = float(cell.return_rate)
    most = max((rate for *_, rate in texts), default=0.0)
    top = max(most, 0.01)
    figure = draw(
        [
            {
                "type": "heatmap",
                "x": list(range(len(horizons))),
                "y": list(range(len(shown))),
                "z": [[None if np.isnan(rate) else rate for rate in row] for row in rates],
                "zmin": 0,
                "zmax": top,
                "colorscale": colour_scale((tone.blank, *tone.scale)),
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
                "hovertext": told,
                "hoverinfo": "text",
                "hoverongaps": False,
            },
            _hatched(waiting, told, tone.soft),
            {
                "type": "scatter",
                "mode": "text",
                "x": [column for _, column, *_ in texts],
                "y": [row for row, *_ in texts],
                "text": [label for *_, label, _ in texts],
                "textfont": {
                    "size": 12,
                    "color": [
                        tone.paper if rate / top > tone.flip else tone.ink for *_, rate in texts
                    ],
                },
                "hoverinfo": "skip",
            },
        ],
        dark=dark,
        height=64 + ROW_PX * max(len(shown), 3),
        bargap=0,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        annotations=[key_line([(f"▨ {tone.soft}", "too early to say")], dark=dark)],
        xaxis={
            "tickvals": list(range(len(horizons))),
            "ticktext": [f"{days} days" for days in horizons],
            "range": [-0.5, len(horizons) - 0.5],
        },
        yaxis={
            "tickvals": list(range(len(shown))),
            "ticktext": labels,
            "range": [len(shown) - 0.5, -0.5],
            "showgrid": False,
        },
    )
    return Chart(figure, _told_cohorts(frame))


def rhythm_spread(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many people come how often, each bar divided by how steadily they do.

    Args:
        frame: pace_no, steadiness, customer_count (``regulars/rhythms``).
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("It takes four visits of somebody to see a rhythm.", dark=dark)
    tone = tones(dark)
    pace_nos = sorted(frame["pace_no"].unique())
    paces = [PACE_WORDS[number] for number in pace_nos]
    colours = dict(
        zip(STEADINESS_WORDS, (tone.accent, tone.scale[2], tone.quiet, tone.blank), strict=True)
    )
    patterns = dict(zip(STEADINESS_WORDS, ("", "/", ".", ""), strict=True))
    counts = frame.pivot_table(
        index="pace_no",
        columns="steadiness",
        values="customer_count",
        aggfunc="sum",
        fill_value=0,
    ).reindex(pace_nos)
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "name": told,
            "y": paces,
            "x": [int(number) for number in counts[steadiness]],
            "marker": {
                "color": colours[steadiness],
                "line": {"color": tone.soft, "width": 1},
                "pattern": {"shape": patterns[steadiness], "size": 5, "solidity": 0.3},
            },
            "hovertext": [
                f"{text.count(number, 'person', 'people')} come {pace}, {told}"
                for pace, number in zip(paces, counts[steadiness], strict=True)
            ],
            "hoverinfo": "text",
        }
        for steadiness, told in STEADINESS_WORDS.items()
        if steadiness in counts
    ]
    totals = counts.sum(axis=1)
    signs = {"": "■", "/": "▨", ".": "▒"}
    keys = [
        (f"{signs[patterns[name]]} {colours[name]}" if name in KNOWN else f"□ {tone.soft}", told)
        for name, told in STEADINESS_WORDS.items()
        if name in counts
    ]
    figure = draw(
        bars,
        dark=dark,
        height=88 + 30 * max(len(paces), 3),
        barmode="stack",
        margin={"l": 8, "r": 36, "t": 50, "b": 8},
        annotations=[
            key_line(keys[:2], dark=dark, line=1),
            key_line(keys[2:], dark=dark),
            *(
                {
                    "text": f"{total:,.0f}",
                    "x": float(total),
                    "y": pace,
                    "xanchor": "left",
                    "xshift": 4,
                    "font": {"color": tone.ink, "size": 12},
                }
                for pace, total in zip(paces, totals, strict=True)
            ),
        ],
        xaxis={"nticks": 5, "rangemode": "tozero", "showgrid": True, "gridcolor": tone.grid},
        yaxis={"categoryorder": "array", "categoryarray": paces[::-1], "showgrid": False},
    )
    most = PACE_WORDS[int(str(totals.idxmax()))]
    alt = (
        f"Bars of how often people come: {totals.max():,.0f} of {totals.sum():,.0f} come "
        f"{most}, {_clockwork_words(frame)}."
    )
    return Chart(figure, alt)


def _cell_words(cell: Any) -> str:
    """What a cell holds, with how sure it is."""
    people = text.count(cell.newcomer_count, "person", "people")
    head = f"{people} first seen in {text.month(cell.month_on)}"
    if not cell.is_over:
        return f"{head}<br>{cell.within_days} days are not over for all of them"
    return (
        f"{head}<br>{cell.returned_count:,.0f} came again within {cell.within_days} days: "
        f"{text.percent(cell.return_rate)}<br>95 % sure: "
        f"{text.percent_range(cell.return_low, cell.return_high)}"
    )


def _hatched(waiting: list[tuple[int, int]], told: list[list[str]], colour: str) -> dict[str, Any]:
    """The cells whose time is not over; a heat map cannot be hatched, a bar can."""
    return {
        "type": "bar",
        "x": [column for _, column in waiting],
        "y": [0.9] * len(waiting),
        "base": [row - 0.45 for row, _ in waiting],
        "width": 0.98,
        "marker": {
            "color": "rgba(0, 0, 0, 0)",
            "line": {"width": 0},
            "pattern": {
                "shape": "/",
                "size": 8,
                "solidity": 0.12,
                "fgcolor": colour,
                "bgcolor": "rgba(0, 0, 0, 0)",
            },
        },
        "hovertext": [told[row][column] for row, column in waiting],
        "hoverinfo": "text",
    }


def _told_cohorts(frame: pd.DataFrame) -> str:
    told = frame[frame["within_days"] == TOLD_DAYS].iloc[0]
    if not told["together_count"]:
        return "A table of first-visit months; it is too early to say who comes again."
    return (
        f"A table of first-visit months: {told['together_returned_count']:,.0f} of "
        f"{told['together_count']:,.0f} came again within {TOLD_DAYS} days."
    )


def _clockwork_words(frame: pd.DataFrame) -> str:
    steadiest = frame["steadiness"] == CLOCKWORK
    return f"{frame['customer_count'][steadiest].sum():,} like clockwork"
