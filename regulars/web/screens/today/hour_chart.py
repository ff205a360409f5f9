"""The picture of the Today screen."""

from __future__ import annotations

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, tones

__all__ = ["expected_by_hour"]


def expected_by_hour(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many known customers are likely in each hour; the busiest hour stands out.

    Args:
        frame: hour, expected_count (``today/by_hour``).
        dark: which of the two themes.
    """
    if frame.empty or frame["expected_count"].sum() <= 0:
        return empty_chart("Nobody is expected yet.", dark=dark)
    tone = tones(dark)
    hours = frame["hour"].astype(int)
    expected = frame["expected_count"].astype(float)
    clock = [f"{hour:02d}:00" for hour in hours]
    busiest = int(expected.to_numpy().argmax())
    most = float(expected.iloc[busiest])
    guests = [f"{number:.0f}" if most >= 10 else f"{number:.1f}" for number in expected]
    bars = {
        "type": "bar",
        "x": hours.tolist(),
        "y": expected.tolist(),
        "marker": {
            "color": [tone.accent if i == busiest else tone.quiet for i in range(len(hours))],
            "cornerradius": 4,
        },
        "constraintext": "none",
        "text": [f"{number} expected" if i == busiest else "" for i, number in enumerate(guests)],
        "textposition": "outside",
        "textfont": {"color": tone.ink, "size": 14},
        "cliponaxis": False,
        "hovertext": [
            f"{start} to {hour + 1:02d}:00<br>about {number} known customers"
            for start, hour, number in zip(clock, hours, guests, strict=True)
        ],
        "hoverinfo": "text",
    }
    step = 1 if len(hours) <= 6 else 2
    figure = draw(
        [bars],
        dark=dark,
        height=240,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        xaxis={"tickvals": hours.tolist()[::step], "ticktext": clock[::step]},
        yaxis={"range": [0, most * 1.2], "nticks": 4},
    )
    alt = (
        f"Bars, an hour each: about {text.one_decimal(expected.sum())} known customers are "
        f"expected; the busiest hour starts at {clock[busiest]} with about {guests[busiest]}."
    )
    return Chart(figure, alt)
