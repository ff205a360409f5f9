"""Where answers come from that are better or worse, on the Satisfaction screen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import colour_scale, whiskers
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, harmless, tones

__all__ = ["hour_heat_map", "place_estimates"]

SYMBOLS = {"better": "triangle-up", "worse": "triangle-down"}


def place_estimates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """Each member's estimate and interval against the mean of all; pressed, it names itself.

    Args:
        frame: rows of one score and one dimension of ``satisfaction/places``, with ``label``.
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("Under 5 answers each: too few to say.", dark=dark)
    tone = tones(dark)
    frame = frame.iloc[::-1].reset_index(drop=True)
    metric = str(frame["metric"].iloc[0])
    names = [harmless(str(label)) for label in frame["label"]]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": frame["value"].tolist(),
        "y": [f"{name} ({n:,})" for name, n in zip(names, frame["n"], strict=True)],
        "customdata": frame["member"].astype(str).tolist(),
        "error_x": whiskers(frame["value"], frame["low"], frame["high"], colour=tone.quiet),
        "marker": {
            "color": [
                tone.warning if verdict == "worse" else tone.accent for verdict in frame["verdict"]
            ],
            "symbol": [SYMBOLS.get(str(verdict), "circle") for verdict in frame["verdict"]],
            "size": 12,
        },
        "hovertext": [
            f"{name}: {text.score(metric, row.value)}, between {text.score(metric, row.low)} and "
            f"{text.score(metric, row.high)}<br>{text.count(row.n, 'answer')}, as asked "
            f"{text.score(metric, row.raw_value)}<br>{row.verdict}"
            for name, row in zip(names, frame.itertuples(), strict=True)
        ],
        "hoverinfo": "text",
    }
    mean = float(frame["all_value"].iloc[0])
    span = max(float(frame["high"].max()) - float(frame["low"].min()), 1e-6)
    axis = _own_axis(
        metric,
        min(float(frame["low"].min()), mean) - 0.06 * span,
        max(float(frame["high"].max()), mean) + 0.06 * span,
    )
    figure = draw(
        [marks],
        dark=dark,
        height=70 + 34 * len(frame),
        margin={"l": 8, "r": 16, "t": 12, "b": 8},
        shapes=[
            {
                "type": "line",
                "x0": mean,
                "x1": mean,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": tone.soft, "width": 1.5, "dash": "dash"},
            }
        ],
        xaxis={**axis, "showgrid": True},
        yaxis={"type": "category", "showgrid": False},
    )
    alt = f"Marks with their intervals, all together {text.score(metric, mean)}: " + ", ".join(
        f"{name} {text.score(metric, row.value)} ({row.n} answers, {row.verdict})"
        for name, row in list(zip(names, frame.itertuples(), strict=True))[::-1]
    )
    return Chart(figure, f"{alt}.")


def _own_axis(metric: str, low: float, high: float) -> dict[str, Any]:
    """From low to high on the score's own scale; of shares about five ticks in per cent."""
    if metric != "csat":
        return {"range": [low, high], "nticks": 5}
    step = next(step for step in (1, 2, 5, 10, 20, 25) if 100 * (high - low) / step <= 6)
    ticks = [tick / 100 for tick in range(0, 101, step) if low <= tick / 100 <= high]
    return {"range": [low, high], "tickvals": ticks, "ticktext": [text.percent(t) for t in ticks]}


def hour_heat_map(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How happy each hour's visitors were with each touchpoint; pressed, a field names itself.

    Args:
        frame: the ``hour`` rows of CSAT of ``satisfaction/places``.
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("No hour has 5 answers about one touchpoint yet.", dark=dark)
    tone = tones(dark)
    hours = frame["member"].astype(int)
    low, high = float(frame["value"].min()), float(frame["value"].max())
    dark_ink = [(value - low) / max(high - low, 1e-6) >= tone.flip for value in frame["value"]]
    fields = {
        "type": "scatter",
        "mode": "markers+text",
        "x": hours.tolist(),
        "y": [harmless(str(name).capitalize()) for name in frame["touchpoint"]],
        "customdata": [
            f"{name}|{hour}" for name, hour in zip(frame["touchpoint"], hours, strict=True)
        ],
        "marker": {
            "symbol": "square",
            "size": 30,
            "color": frame["value"].tolist(),
            "colorscale": colour_scale(tone.scale),
            "cmin": low,
            "cmax": max(high, low + 1e-6),
            "opacity": 1,
            "line": {
                "width": [0 if v == "no clear difference" else 2 for v in frame["verdict"]],
                "color": tone.ink,
            },
        },
        "text": [f"{100 * value:.0f}" for value in frame["value"]],
        "textfont": {
            "size": 11,
            "color": [tone.paper if is_deep else tone.ink for is_deep in dark_ink],
        },
        "hovertext": [
            f"{row.touchpoint}, {hour} to {hour + 1} h: "
            f"{text.percent(row.value)}, between {text.percent_range(row.low, row.high)}<br>"
            f"{text.count(row.n, 'answer')}; {row.verdict}"
            for hour, row in zip(hours, frame.itertuples(), strict=True)
        ],
        "hoverinfo": "text",
    }
    touchpoints = frame["touchpoint"].nunique()
    step = 1 if hours.max() - hours.min() <= 8 else 2
    figure = draw(
        [fields],
        dark=dark,
        height=60 + 44 * touchpoints,
        margin={"l": 8, "r": 12, "t": 8, "b": 8},
        xaxis={
            "range": [hours.min() - 0.7, hours.max() + 0.7],
            "tickvals": list(range(hours.min(), hours.max() + 1, step)),
            "ticktext": [f"{hour} h" for hour in range(hours.min(), hours.max() + 1, step)],
        },
        yaxis={"type": "category", "showgrid": False, "range": [-0.6, touchpoints - 0.4]},
    )
    told = frame[frame["verdict"].isin(["better", "worse"])]
    alt = f"Fields of {touchpoints} touchpoints by hour, {text.percent_range(low, high)}; " + (
        ", ".join(f"{row.touchpoint} at {row.member} h {row.verdict}" for row in told.itertuples())
        or "no hour clearly differs"
    )
    return Chart(figure, f"{alt}.")
