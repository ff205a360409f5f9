"""What goes with a good score and with coming back, on the Satisfaction screen."""

from __future__ import annotations

import pandas as pd

from regulars.facts.drivers.effects import SURE_ANSWERS
from regulars.web.kit import text
from regulars.web.kit.charts.axes import key_line, percent_axis, whiskers
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, harmless, tones

__all__ = ["driver_effects", "return_rates"]


def driver_effects(frame: pd.DataFrame, outcome: str, *, dark: bool) -> Chart:
    """What each impression goes with; what chance explains stands at nought, hollow.

    Args:
        frame: outcome, driver, effect, estimate, low, high, is_real, n (``satisfaction/drivers``).
        outcome: "score" or "return".
        dark: which of the two themes.
    """
    frame = frame[frame["outcome"] == outcome].iloc[::-1].reset_index(drop=True)
    if frame.empty:
        return empty_chart("Too few answers yet to say what goes with it.", dark=dark)
    tone = tones(dark)
    rows = list(range(len(frame)))
    real = frame["is_real"].astype(bool)
    names = [harmless(str(name).capitalize()) for name in frame["driver"]]
    # Where answers are few, what is not found may still be there.
    is_sure = int(frame["n"].max()) >= SURE_ANSWERS[outcome]
    unknown = "not told from chance" if is_sure else "too few answers to say"
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": frame["effect"].tolist(),
        "y": rows,
        "error_x": whiskers(
            frame["effect"],
            frame["low"].where(real, frame["low"].clip(upper=0)),
            frame["high"].where(real, frame["high"].clip(lower=0)),
            colour=tone.quiet,
        ),
        "marker": {
            "color": tone.accent,
            "symbol": ["circle" if flag else "circle-open" for flag in real],
            "size": 11,
        },
        "hovertext": [
            f"{name}: {row.effect:+.2f}, between {row.low:+.2f} and {row.high:+.2f}"
            if row.is_real
            else f"{name}: {unknown} ({row.low:+.2f} to {row.high:+.2f})"
            for name, row in zip(names, frame.itertuples(), strict=True)
        ],
        "hoverinfo": "text",
    }
    # On the page's colour, so that the line at nought does not run through the words.
    told = [
        {
            "text": f"<b>{name}</b>" if flag else name,
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": row + 0.4,
            "showarrow": False,
            "bgcolor": tone.paper,
            "borderpad": 1,
            "font": {"size": 13, "color": tone.ink if flag else tone.soft},
        }
        for row, name, flag in zip(rows, names, real, strict=True)
    ]
    figure = draw(
        [dots],
        dark=dark,
        height=80 + 50 * len(frame),
        margin={"l": 8, "r": 16, "t": 30, "b": 8},
        annotations=[
            key_line(
                [(f"● {tone.accent}", "goes with it"), (f"○ {tone.accent}", unknown)], dark=dark
            ),
            *told,
        ],
        xaxis={"showgrid": True, "zeroline": True, "zerolinecolor": tone.soft, "nticks": 5},
        yaxis={"visible": False, "range": [-0.4, len(frame) - 0.3]},
    )
    alt = "Dots with their intervals: " + ", ".join(
        f"{name.lower()} {row.effect:+.2f}" if row.is_real else f"{name.lower()} {unknown}"
        for name, row in list(zip(names, frame.itertuples(), strict=True))[::-1]
    )
    return Chart(figure, f"{alt}.")


def return_rates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many came back after each score.

    Args:
        frame: score_band, n, return_rate, low, high (``satisfaction/came_back``).
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("No answers are old enough to know who came back.", dark=dark)
    tone = tones(dark)
    start = max(0.0, int(float(frame["low"].min()) * 10 - 0.5) / 10)
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [f"after {band}" for band in frame["score_band"]],
        "y": frame["return_rate"].tolist(),
        "error_y": whiskers(frame["return_rate"], frame["low"], frame["high"], colour=tone.quiet),
        "marker": {"color": tone.accent, "size": 11},
        "text": [
            f"  <b>{text.percent(row.return_rate)}</b><br>  of {row.n:,}"
            for row in frame.itertuples()
        ],
        "textposition": "middle right",
        "textfont": {"color": tone.ink},
        "hovertext": [
            f"{row.score_band}: {text.percent(row.return_rate)} came back, probably "
            f"{text.percent_range(row.low, row.high)}, {text.count(row.n, 'answer')}"
            for row in frame.itertuples()
        ],
        "hoverinfo": "text",
    }
    figure = draw(
        [dots],
        dark=dark,
        height=280,
        xaxis={"type": "category", "range": [-0.4, len(frame) - 0.2]},
        yaxis=percent_axis(start, 1.02),
    )
    alt = "Dots with their intervals, came back: " + ", ".join(
        f"{text.percent(row.return_rate)} after {row.score_band} "
        f"({text.percent_range(row.low, row.high)}, {row.n} answers)"
        for row in frame.itertuples()
    )
    return Chart(figure, f"{alt}.")
