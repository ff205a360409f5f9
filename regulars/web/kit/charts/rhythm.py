"""When the regulars come: the main picture of the Regulars screen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regulars.web.kit.charts.axes import colour_scale, key_line
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, tones

__all__ = ["CLOCKWORK", "FULL_WEEKDAYS", "STEADINESS_WORDS", "rhythm_heat_map"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOCKWORK = "clockwork"
STEADINESS_WORDS = {
    CLOCKWORK: "like clockwork",
    "steady": "steady",
    "as it comes": "as it comes",
    "unknown": "too few visits to say",
}


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
    table = np.full((7, len(hours)), np.nan)
    table[
        frame["weekday"].to_numpy(dtype=int) - 1, frame["hour"].to_numpy(dtype=int) - hours[0]
    ] = frame["visits_per_week"].to_numpy(dtype=float)
    row, column = np.unravel_index(np.nanargmax(table), table.shape)
    most = float(table[row, column])
    digits = 0 if most >= 10 else 1
    clock = [f"{hour:02d}:00" for hour in hours]
    told = [
        [
            f"{day}s, {start} to {hour + 1:02d}:00<br>"
            f"{table[i, hour - hours[0]]:.{digits}f} visits of regulars a week"
            for hour, start in zip(hours, clock, strict=True)
        ]
        for i, day in enumerate(FULL_WEEKDAYS)
    ]
    cells = {
        "type": "heatmap",
        "x": hours,
        "y": list(range(7)),
        "z": table.tolist(),
        "zmin": 0,
        "zmax": most,
        "colorscale": colour_scale((tone.blank, *tone.scale)),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "hovertext": told,
        "hoverinfo": "text",
    }
    # A figure in each cell that matters: shade alone cannot be read off.
    rows, columns = np.nonzero(np.nan_to_num(table) >= most * (0.2 if len(hours) <= 12 else 0.6))
    figures = {
        "type": "scatter",
        "mode": "text",
        "x": [hours[j] for j in columns],
        "y": rows.tolist(),
        "text": [f"{number:.{digits}f}" for number in table[rows, columns]],
        "textfont": {
            "size": 11,
            "color": [
                tone.paper if number / most > tone.flip else tone.ink
                for number in table[rows, columns]
            ],
        },
        "hoverinfo": "skip",
    }
    frame_line = {
        "type": "rect",
        "x0": hours[column] - 0.5,
        "x1": hours[column] + 0.5,
        "y0": int(row) - 0.5,
        "y1": int(row) + 0.5,
        "line": {"color": tone.warning, "width": 2.5},
    }
    busiest = f"{FULL_WEEKDAYS[row]}s at {clock[column]}"
    step = 1 if len(hours) <= 6 else 2 if len(hours) <= 12 else 3
    figure = draw(
        [cells, figures],
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
        yaxis={
            "range": [6.5, -0.5],
            "tickvals": list(range(7)),
            "ticktext": list(WEEKDAYS),
            "showgrid": False,
        },
    )
    alt = (
        "A table of weekdays and hours, darker where more regulars come: busiest on "
        f"{busiest}, with {most:.{digits}f} visits a week."
    )
    return Chart(figure, alt)
