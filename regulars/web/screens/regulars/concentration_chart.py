"""How much of the trade hangs on a few."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import key_line, percent_axis
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, tones

__all__ = ["sales_concentration"]


def sales_concentration(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """What share of named sales the best customers bring, beside what equal spending would be.

    Args:
        frame: people_rate, sales_rate, customer_count (``regulars/concentration``).
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("Fewer than 20 named customers spent money here.", dark=dark)
    tone = tones(dark)
    people, sales = frame["people_rate"].tolist(), frame["sales_rate"].tolist()
    top = frame[np.isclose(frame["people_rate"], 0.2)].iloc[0]
    told = f"The top {text.percent(0.2)} of named customers bring {text.percent(top['sales_rate'])}"
    figure = draw(
        [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "if all spent the same",
                "x": [0, 1],
                "y": [0, 1],
                "line": {"color": tone.soft, "width": 1.5, "dash": "dot"},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": "named sales",
                "x": [0, *people],
                "y": [0, *sales],
                "line": {"color": tone.accent, "width": 2.5},
                "hovertext": [
                    "",
                    *(
                        f"The top {text.percent(share)}: {count:,} people<br>"
                        f"{text.percent(brought)} of named sales"
                        for share, brought, count in zip(
                            people, sales, frame["customer_count"], strict=True
                        )
                    ),
                ],
                "hoverinfo": "text",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": "top 20 %",
                "x": [0.2],
                "y": [float(top["sales_rate"])],
                "marker": {"color": tone.ink, "size": 9},
                "hovertext": [f"{told} of named sales"],
                "hoverinfo": "text",
            },
        ],
        dark=dark,
        height=300,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        annotations=[
            key_line(
                [
                    (f"━ {tone.accent}", "share of named sales"),
                    (f"┅ {tone.soft}", "if all spent the same"),
                ],
                dark=dark,
            )
        ],
        xaxis={**percent_axis(0, 1), "title": {"text": "Named customers, who spends most first"}},
        yaxis=percent_axis(0, 1),
    )
    return Chart(figure, f"A curve: {told[0].lower()}{told[1:]} of named sales.")
