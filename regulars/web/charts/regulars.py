"""The pictures of the Regulars screen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from regulars.web import words
from regulars.web.charts.theme import (
    STATUS_COLOURS,
    WHO_COLOURS,
    WHO_WORDS,
    Chart,
    draw,
    empty_chart,
    end_labels,
    iso_days,
    key_line,
    month_axis,
    month_bars,
    tones,
)

__all__ = ["flows_by_month", "rhythm_heat_map", "share_by_month", "statuses_by_month"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_NAMES = (
    "Mondays",
    "Tuesdays",
    "Wednesdays",
    "Thursdays",
    "Fridays",
    "Saturdays",
    "Sundays",
)
DRIFTING = ("slipping", "lapsed")


def rhythm_heat_map(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """When the regulars come in a usual week, Monday on top; the busiest hour is framed.

    Args:
        frame: weekday 1 to 7, hour, visits_per_week (``regulars/heat_map``).
        dark: which of the two themes.
    """
    if frame.empty or frame["visits_per_week"].max() <= 0:
        return empty_chart("No visit of a regular in this period.", dark=dark)
    tone = tones(dark)
    hours = list(range(int(frame["hour"].min()), int(frame["hour"].max()) + 1))
    table = (
        frame.pivot_table(index="weekday", columns="hour", values="visits_per_week", aggfunc="sum")
        .reindex(index=range(1, 8), columns=hours)
        .to_numpy(dtype=float)
    )
    row, column = np.unravel_index(np.nanargmax(table), table.shape)
    most = float(table[row, column])
    digits = 0 if most >= 10 else 1
    clock = [f"{hour:02d}:00" for hour in hours]
    seen = ~np.isnan(table)
    told = [
        [
            f"{WEEKDAY_NAMES[i]}, {clock[j]} to {hours[j] + 1:02d}:00<br>"
            f"{table[i, j]:.{digits}f} visits of regulars a week"
            if seen[i, j]
            else ""
            for j in range(len(hours))
        ]
        for i in range(7)
    ]
    # A figure in each cell that matters: shade alone cannot be read off.
    figures = [
        [
            f"{number:.{digits}f}" if seen_one and number >= most / 5 else ""
            for number, seen_one in zip(numbers, seen_row, strict=True)
        ]
        for numbers, seen_row in zip(table, seen, strict=True)
    ]
    cells = {
        "type": "heatmap",
        "x": hours,
        "y": list(WEEKDAYS),
        "z": [[None if np.isnan(n) else float(n) for n in numbers] for numbers in table],
        "zmin": 0,
        "zmax": most,
        "colorscale": _as_scale((tone.blank, *tone.scale)),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "text": told,
        "hoverinfo": "text",
        "customdata": figures,
        "texttemplate": "%{customdata}",
        "textfont": {"size": 10},
    }
    frame_line = {
        "type": "rect",
        "x0": hours[column] - 0.5,
        "x1": hours[column] + 0.5,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "line": {"color": tone.warning, "width": 2.5},
    }
    busiest = f"{WEEKDAY_NAMES[row]} at {clock[column]}"
    step = 1 if len(hours) <= 6 else 2 if len(hours) <= 12 else 3
    figure = draw(
        [cells],
        dark=dark,
        height=290,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        shapes=[frame_line],
        annotations=[
            key_line(
                [(f"□ {tone.warning}", f"Busiest: {busiest}, {most:.{digits}f} visits a week")],
                dark=dark,
            )
        ],
        xaxis={"tickvals": hours[::step], "ticktext": clock[::step]},
        yaxis={"autorange": "reversed", "showgrid": False},
    )
    alt = (
        "A table of weekdays and hours, darker where more regulars come: busiest on "
        f"{busiest}, with {most:.{digits}f} visits a week."
    )
    return Chart(figure, alt)


def share_by_month(frame: pd.DataFrame, *, dark: bool, measure: str = "visit_rate") -> Chart:
    """How the months divide between regulars, other known customers and walk-ins.

    Args:
        frame: month_on, who, visit_rate, revenue_rate (``regulars/share``).
        dark: which of the two themes.
        measure: ``visit_rate`` or ``revenue_rate``.
    """
    if frame.empty:
        return empty_chart("No visit in this period.", dark=dark)
    thing = "visits" if measure == "visit_rate" else "sales"
    shares = (
        frame.pivot_table(index="month_on", columns="who", values=measure, aggfunc="sum")
        .reindex(columns=list(WHO_COLOURS))
        .fillna(0.0)
        .sort_index()
    )
    months = shares.index.to_series()
    names = [words.month(month) for month in months]
    tone = tones(dark)
    bars = [
        {
            "type": "bar",
            "name": WHO_WORDS[who],
            "x": iso_days(months),
            "y": shares[who].tolist(),
            "marker": {
                "color": colour,
                "line": {"color": tone.paper, "width": 1},
                "pattern": {"shape": "/" if who == "walk_in" else "", "size": 5, "solidity": 0.35},
            },
            "hovertext": [
                f"{name}<br>{WHO_WORDS[who]}: {words.percent(rate)} of {thing}"
                for name, rate in zip(names, shares[who], strict=True)
            ],
            "hoverinfo": "text",
        }
        for who, colour in WHO_COLOURS.items()
    ]
    last = shares.iloc[-1]
    middles = (last.cumsum() - last / 2).tolist()
    labels = end_labels(
        middles,
        [f"{WHO_WORDS[who]}<br>{words.percent(last[who])}" for who in WHO_COLOURS],
        list(WHO_COLOURS.values()),
        top=1,
        plot_px=240,
        dark=dark,
    )
    figure = draw(
        bars,
        dark=dark,
        height=300,
        barmode="stack",
        bargap=0.12,
        margin={"l": 8, "r": 104, "t": 12, "b": 8},
        annotations=labels,
        xaxis=month_axis(months),
        yaxis={"range": [0, 1], "tickformat": ".0%", "tickvals": [0, 0.5, 1]},
    )
    alt = (
        f"Bars, a month each: regulars made {words.percent(last['regular'])} of {thing} in "
        f"{names[-1]}, {words.percent(shares['regular'].iloc[0])} in {names[0]}; walk-ins "
        f"{words.percent(last['walk_in'])} in {names[-1]}."
    )
    return Chart(figure, alt)


def statuses_by_month(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many customers were regular, returning, new or slipping at each month's end.

    Args:
        frame: month_on, status, customer_count (``regulars/statuses``).
        dark: which of the two themes.
    """
    shown = ("regular", "returning", "new", "slipping")
    frame = frame[frame["status"].isin(shown)]
    if frame.empty:
        return empty_chart("No customers in this period.", dark=dark)
    counts = (
        frame.pivot_table(
            index="month_on", columns="status", values="customer_count", aggfunc="sum"
        )
        .reindex(columns=list(shown))
        .fillna(0)
        .astype(int)
        .sort_index()
    )
    months = counts.index.to_series()
    bars = [
        month_bars(
            months,
            counts[status],
            words.STATUS_WORDS[status].capitalize(),
            STATUS_COLOURS[status],
            dark=dark,
            pattern="/" if status == "slipping" else "",
        )
        for status in shown
    ]
    last = counts.iloc[-1]
    top = float(counts.sum(axis=1).max()) * 1.05
    labels = end_labels(
        (last.cumsum() - last / 2).tolist(),
        [f"{words.STATUS_WORDS[status].capitalize()} {last[status]:,}" for status in shown],
        [STATUS_COLOURS[status] for status in shown],
        top=top,
        plot_px=240,
        dark=dark,
    )
    figure = draw(
        bars,
        dark=dark,
        height=300,
        barmode="stack",
        bargap=0.12,
        margin={"l": 8, "r": 108, "t": 12, "b": 8},
        annotations=labels,
        xaxis=month_axis(months),
        yaxis={"range": [0, top], "nticks": 5},
    )
    parts = ", ".join(f"{last[status]:,} {words.STATUS_WORDS[status]}" for status in shown)
    alt = f"Bars, a month each: at the end of {words.month(months.iloc[-1])} there were {parts}."
    return Chart(figure, alt)


def flows_by_month(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """Who became a regular in each month, above zero, and who stopped being one, below.

    Args:
        frame: month_on, from_status, to_status, customer_count (``regulars/flows``).
        dark: which of the two themes.
    """
    changed = frame[(frame["from_status"] == "regular") ^ (frame["to_status"] == "regular")]
    if changed.empty:
        return empty_chart("Nobody became or stopped being a regular in this period.", dark=dark)
    # Months in which nothing happened keep their place.
    months = frame["month_on"].drop_duplicates().sort_values()
    arrived = changed["to_status"] == "regular"
    from_drifting = changed["from_status"].isin(DRIFTING)

    def count(chosen: pd.Series) -> pd.Series:
        summed = changed[chosen].groupby("month_on")["customer_count"].sum()
        return summed.reindex(months, fill_value=0).astype(int)

    became, came_back = count(arrived & ~from_drifting), count(arrived & from_drifting)
    slipped = count(~arrived & (changed["to_status"] == "slipping"))
    lapsed = count(~arrived & (changed["to_status"] == "lapsed"))
    eased = count(~arrived & ~changed["to_status"].isin(DRIFTING))
    green = STATUS_COLOURS["regular"]
    series = [
        (became, "became regular", green, "", 1),
        (came_back, "came back", green, "/", 1),
        (slipped, "began to slip", STATUS_COLOURS["slipping"], "", -1),
        (lapsed, "lapsed", STATUS_COLOURS["lapsed"], "x", -1),
        (eased, "come less often", STATUS_COLOURS["returning"], "", -1),
    ]
    net = became + came_back - slipped - lapsed - eased
    tone = tones(dark)
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "net",
        "x": iso_days(months),
        "y": net.tolist(),
        "line": {"color": tone.ink, "width": 2},
        "marker": {"color": tone.paper, "size": 7, "line": {"color": tone.ink, "width": 2}},
        "hovertext": [
            f"{words.month(month)}<br>{number:+d} regulars on balance"
            for month, number in zip(months, net, strict=True)
        ],
        "hoverinfo": "text",
    }
    figure = draw(
        [
            *(
                month_bars(months, sign * numbers, name, colour, dark=dark, pattern=pattern)
                for numbers, name, colour, pattern, sign in series
            ),
            line,
        ],
        dark=dark,
        height=340,
        barmode="relative",
        bargap=0.25,
        margin={"l": 8, "r": 8, "t": 66, "b": 8},
        annotations=[
            key_line([(green, "became regular"), (f"▨ {green}", "came back")], dark=dark, line=2),
            key_line(
                [
                    (STATUS_COLOURS["slipping"], "began to slip"),
                    (f"▩ {STATUS_COLOURS['lapsed']}", "lapsed"),
                    (STATUS_COLOURS["returning"], "less often"),
                ],
                dark=dark,
                line=1,
            ),
            key_line([(f"○ {tone.ink}", "on balance")], dark=dark),
        ],
        xaxis=month_axis(months),
        yaxis={"nticks": 6, "zeroline": True, "zerolinecolor": tone.soft, "zerolinewidth": 1},
    )
    alt = (
        f"Bars, a month each, from {words.month(months.iloc[0])} to "
        f"{words.month(months.iloc[-1])}: {became.sum():,} became regular, {came_back.sum():,} "
        f"came back, {slipped.sum():,} began to slip, {lapsed.sum():,} lapsed and "
        f"{eased.sum():,} come less often; {net.sum():+,d} on balance."
    )
    return Chart(figure, alt)


def _as_scale(colours: tuple[str, ...]) -> list[list[Any]]:
    last = len(colours) - 1
    return [[i / last, colour] for i, colour in enumerate(colours)]
