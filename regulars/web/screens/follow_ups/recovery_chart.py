"""The picture of the Follow-ups screen."""

from __future__ import annotations

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import percent_axis, whiskers
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, tones

__all__ = ["recovery_rates"]

KINDS = {"answered": "Answered", "unanswered": "Nobody answered"}
LINE = 1.0


def recovery_rates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many came back after a complaint, with an answer and without one.

    Args:
        frame: kind, judged_count, recovered_count, recovered_rate, recovered_low,
            recovered_high, is_enough (``follow_ups/outcomes``).
        dark: which of the two themes.
    """
    frame = frame[frame["is_enough"]] if len(frame) else frame
    if frame.empty:
        return empty_chart(
            "Too early to say who comes back: it takes five complaints whose time is over.",
            dark=dark,
        )
    tone = tones(dark)
    rows = list(frame.itertuples(index=False))
    places = [LINE * (len(rows) - 1 - number) for number in range(len(rows))]
    told = [
        f"{row.recovered_count:,} of {row.judged_count:,} came back "
        f"({text.percent(row.recovered_rate)})"
        for row in rows
    ]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": frame["recovered_rate"].tolist(),
        "y": places,
        "error_x": whiskers(
            frame["recovered_rate"],
            frame["recovered_low"],
            frame["recovered_high"],
            colour=tone.soft,
        ),
        "marker": {
            "color": [tone.accent if row.kind == "answered" else tone.warning for row in rows],
            "symbol": ["circle" if row.kind == "answered" else "diamond" for row in rows],
            "size": 13,
        },
        "hovertext": [
            f"{KINDS[str(row.kind)]}: {said}<br>give or take: "
            f"{text.percent_range(row.recovered_low, row.recovered_high)}"
            for row, said in zip(rows, told, strict=True)
        ],
        "hoverinfo": "text",
    }
    labels = {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(rows),
        "y": [place + 0.42 for place in places],
        "text": [
            f"<b>{KINDS[str(row.kind)]}</b>  {said}" for row, said in zip(rows, told, strict=True)
        ],
        "textposition": "middle right",
        "textfont": {"size": 13, "color": tone.ink},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    figure = draw(
        [dots, labels],
        dark=dark,
        height=70 + 60 * len(rows),
        margin={"l": 16, "r": 16, "t": 4, "b": 8},
        xaxis={**percent_axis(0, 1.02), "showgrid": True},
        yaxis={"visible": False, "range": [-0.4, LINE * (len(rows) - 1) + 0.7]},
    )
    alt = "Dots with their intervals: " + "; ".join(
        f"{KINDS[str(row.kind)].lower()}, {said}" for row, said in zip(rows, told, strict=True)
    )
    return Chart(figure, alt + ".")
