"""The pictures of the Lapsed screen."""

from __future__ import annotations

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import (
    iso_days,
    key_line,
    month_axis,
    month_bars,
    months_of,
    percent_axis,
    span_words,
    whiskers,
)
from regulars.web.kit.charts.theme import STATUS_COLOURS, Chart, draw, empty_chart, harmless, tones

__all__ = ["calibration", "came_back_rates", "departure_comparison", "slipped_and_returned"]


def slipped_and_returned(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """Who came back in each month, above zero, and who began to slip or lapsed, below.

    Args:
        frame: month_on, slipped_count, lapsed_count, returned_count (``lapsed/monthly``).
        dark: which of the two themes.
    """
    columns = ["slipped_count", "lapsed_count", "returned_count"]
    if frame.empty or frame[columns].to_numpy().sum() == 0:
        return empty_chart("Nobody slipped, lapsed or came back in this period.", dark=dark)
    frame = frame.sort_values("month_on")
    months = months_of(frame["month_on"])
    came_back, slipping, lapsed = (
        STATUS_COLOURS[status] for status in ("regular", "slipping", "lapsed")
    )
    tone = tones(dark)
    figure = draw(
        [
            month_bars(
                months,
                frame["returned_count"].to_list(),
                "came back",
                came_back,
                dark=dark,
                pattern="/",
            ),
            month_bars(
                months, (-frame["slipped_count"]).to_list(), "began to slip", slipping, dark=dark
            ),
            month_bars(
                months, (-frame["lapsed_count"]).to_list(), "lapsed", lapsed, dark=dark, pattern="x"
            ),
        ],
        dark=dark,
        height=300,
        barmode="relative",
        margin={"l": 8, "r": 8, "t": 48, "b": 8},
        annotations=[
            key_line([(f"▨ {came_back}", "came back")], dark=dark, line=1),
            key_line([(slipping, "began to slip"), (f"▩ {lapsed}", "lapsed")], dark=dark),
        ],
        xaxis=month_axis(months),
        yaxis={"nticks": 6, "zeroline": True, "zerolinecolor": tone.soft, "zerolinewidth": 1},
    )
    slipped, gone, returned = (frame[column].sum() for column in columns)
    alt = (
        f"Bars, a month each, {span_words(months)}: {returned:,} came back, "
        f"{slipped:,} began to slip and {gone:,} lapsed."
    )
    return Chart(figure, alt)


def came_back_rates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """Of those flagged at a month's end, how many came back by themselves within the horizon.

    Args:
        frame: month_on, flagged_count, returned_count, returned_rate, returned_low,
            returned_high (``lapsed/came_back``).
        dark: which of the two themes.
    """
    frame = frame[frame["flagged_count"] > 0].sort_values("month_on")
    if frame.empty:
        return empty_chart("Not enough past yet to say who comes back by themselves.", dark=dark)
    tone = tones(dark)
    months = months_of(frame["month_on"])
    days = iso_days(months)
    rates = frame["returned_rate"]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": days,
        "y": rates.tolist(),
        "error_y": whiskers(
            rates, frame["returned_low"], frame["returned_high"], colour=tone.quiet
        ),
        "marker": {"color": tone.accent, "size": 9},
        "hovertext": [
            f"{text.month(row.month_on)}<br>{row.returned_count:,} of {row.flagged_count:,} came "
            f"back: {text.percent(row.returned_rate)}<br>"
            f"give or take: {text.percent_range(row.returned_low, row.returned_high)}"
            for row in frame.itertuples()
        ],
        "hoverinfo": "text",
    }
    sizes = {
        "type": "scatter",
        "mode": "text",
        "x": days,
        "y": [-0.1] * len(frame),
        "text": [f"{number:,}" for number in frame["flagged_count"]],
        "textfont": {"size": 11, "color": tone.soft},
        "hoverinfo": "skip",
    }
    figure = draw(
        [dots, sizes],
        dark=dark,
        height=280,
        margin={"l": 8, "r": 8, "t": 46, "b": 8},
        annotations=[
            key_line(
                [(f"● {tone.accent}", "share who came back"), (f"┃ {tone.quiet}", "how sure")],
                dark=dark,
                line=1,
            ),
            key_line([], dark=dark, lead="Figures at the foot: how many were flagged"),
        ],
        xaxis=month_axis(months),
        yaxis=percent_axis(-0.17, 1.04),
    )
    flagged, returned = frame["flagged_count"].sum(), frame["returned_count"].sum()
    alt = (
        f"Dots with their intervals, a month each, {span_words(months)}: {returned:,} "
        f"of {flagged:,} who were flagged at a month's end came back by "
        f"themselves, {text.percent(returned / flagged)}."
    )
    return Chart(figure, alt)


def calibration(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """What was expected against what came, in tenths of the chance: on the line is right.

    Args:
        frame: method, bin, case_count, predicted_rate, returned_rate, returned_low, returned_high
            (``lapsed/calibration``).
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart(
            "Not enough past yet to compare what was expected with what came.", dark=dark
        )
    tone = tones(dark)
    looks = {
        "p_alive": ("P(alive)", tone.soft, "diamond-open"),
        "return_outlook": ("our outlook", tone.accent, "circle"),
    }
    traces: list[dict[str, object]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [0, 1],
            "y": [0, 1],
            "line": {"color": tone.soft, "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
        }
    ]
    for method, (name, colour, symbol) in looks.items():
        part = frame[frame["method"] == method].sort_values("bin")
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+lines",
                "name": name,
                "x": part["predicted_rate"].tolist(),
                "y": part["returned_rate"].tolist(),
                "error_y": whiskers(
                    part["returned_rate"],
                    part["returned_low"],
                    part["returned_high"],
                    colour=colour,
                ),
                "line": {"color": colour, "width": 1},
                "marker": {"color": colour, "symbol": symbol, "size": 9},
                "hovertext": [
                    f"{name}: {text.percent(row.predicted_rate)} expected, "
                    f"{text.percent(row.returned_rate)} came back<br>"
                    f"{row.returned_count:,} of {row.case_count:,}"
                    for row in part.itertuples()
                ],
                "hoverinfo": "text",
            }
        )
    figure = draw(
        traces,
        dark=dark,
        height=340,
        margin={"l": 8, "r": 8, "t": 46, "b": 8},
        annotations=[
            key_line(
                [(f"● {tone.accent}", "our outlook"), (f"◇ {tone.soft}", "P(alive)")],
                dark=dark,
                line=1,
            ),
            key_line([], dark=dark, lead="Across: the chance we gave. Up: the share who came back"),
        ],
        xaxis=percent_axis(-0.02, 1.04),
        yaxis=percent_axis(-0.02, 1.04),
    )
    ours = frame[frame["method"] == "return_outlook"]
    far = (ours["predicted_rate"] - ours["returned_rate"]).abs()
    gap = float((far * ours["case_count"]).sum() / max(ours["case_count"].sum(), 1))
    alt = (
        "Dots with their intervals near a diagonal: the chance given against the share who came "
        f"back. Our outlook was off by {text.percent(gap)} on average."
    )
    return Chart(figure, alt)


def departure_comparison(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many regulars of somebody who left drifted away, beside everybody else's.

    Args:
        frame: one row of ``lapsed/departures``.
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("Nobody of the team has left in this period.", dark=dark)
    row = frame.iloc[0]
    staff = harmless(str(row["staff"]))
    names = [f"{staff}’s regulars", "Everybody else’s"]
    values = pd.Series([row["drifted_rate"], row["other_drifted_rate"]], dtype=float)
    low = pd.Series([row["drifted_low"], row["other_low"]], dtype=float)
    high = pd.Series([row["drifted_high"], row["other_high"]], dtype=float)
    counts = [
        f"{row['drifted_count']:,} of {row['regular_count']:,}",
        f"{row['other_drifted_count']:,} of {row['other_regular_count']:,}",
    ]
    tone = tones(dark)
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": values.tolist(),
        "y": [1, 0],
        "error_x": whiskers(values, low, high, colour=tone.soft),
        "marker": {
            "color": [tone.warning, tone.accent],
            "symbol": ["diamond", "circle"],
            "size": 13,
        },
        "hovertext": [
            f"{name}: {count} drifted away<br>{text.percent(value)}, give or take: "
            f"{text.percent_range(lowest, highest)}"
            for name, count, value, lowest, highest in zip(
                names, counts, values, low, high, strict=True
            )
        ],
        "hoverinfo": "text",
    }
    told = {
        "type": "scatter",
        "mode": "text",
        "x": [0, 0],
        "y": [1.42, 0.42],
        "text": [
            f"<b>{name}</b>  {text.percent(value)} drifted away ({count})"
            for name, value, count in zip(names, values, counts, strict=True)
        ],
        "textposition": "middle right",
        "textfont": {"size": 13, "color": tone.ink},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    most = float(high.fillna(values).max())
    figure = draw(
        [dots, told],
        dark=dark,
        height=170,
        margin={"l": 16, "r": 16, "t": 4, "b": 8},
        xaxis={**percent_axis(0, max(0.1, min(1.02, most * 1.15))), "showgrid": True},
        yaxis={"visible": False, "range": [-0.4, 1.7]},
    )
    alt = (
        f"Two dots with their intervals: {counts[0]} of {staff}’s regulars drifted away "
        f"({text.percent(values[0])}), {counts[1]} of everybody else’s "
        f"({text.percent(values[1])})."
    )
    return Chart(figure, alt)
