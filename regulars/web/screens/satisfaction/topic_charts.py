"""What people write about and what they felt, on the Satisfaction screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import key_line, percent_axis, whiskers
from regulars.web.kit.charts.theme import Chart, draw, empty_chart, harmless, tones

__all__ = ["emerging_words", "feeling_rates", "theme_rates"]

SYMBOLS = {"praised": "triangle-up", "blamed": "triangle-down", "mixed": "circle"}


def theme_rates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How often each theme is named, and how many of those who judge it like it.

    Args:
        frame: title, is_part, comment_count, good_count, bad_count, good_rate, low, high, verdict
            (``satisfaction/themes``), in the order to show.
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("No comment names a theme in this view.", dark=dark)
    tone = tones(dark)
    frame = frame.iloc[::-1].reset_index(drop=True)
    enough = frame["verdict"] != "too few"
    names = [harmless(str(title)) for title in frame["title"]]
    hovers = [
        f"{name}: {text.percent(row.good_rate)} like it "
        f"({text.percent_range(row.low, row.high)})<br>"
        f"{row.good_count:,} praise, {row.bad_count:,} blame, of {row.comment_count:,} comments"
        if row.verdict != "too few"
        else f"{name}: too few say what they think"
        for name, row in zip(names, _rows(frame), strict=True)
    ]
    labels = [
        ("   " if row.is_part else "")
        + f"<b>{name}</b>  {text.count(row.comment_count, 'comment')}"
        + ("" if row.verdict != "too few" else ", too few to say")
        for name, row in zip(names, _rows(frame), strict=True)
    ]
    dots = _dots(
        frame["good_rate"].where(enough), frame["low"], frame["high"], hovers, quiet=tone.quiet
    )
    dots["marker"] = {
        "color": [
            tone.warning if verdict == "blamed" else tone.accent for verdict in frame["verdict"]
        ],
        "symbol": [SYMBOLS.get(str(verdict), "circle-open") for verdict in frame["verdict"]],
        "size": 12,
    }
    figure = draw(
        [dots, _labels(labels, 0.0, tone.ink)],
        dark=dark,
        height=70 + 46 * len(frame),
        margin={"l": 8, "r": 16, "t": 30, "b": 8},
        annotations=[
            key_line(
                [
                    (f"▲ {tone.accent}", "liked"),
                    (f"▼ {tone.warning}", "blamed"),
                    (f"● {tone.accent}", "mixed"),
                    (f"┃ {tone.quiet}", "how sure"),
                ],
                dark=dark,
            )
        ],
        shapes=[_half(tone.soft)],
        xaxis={**percent_axis(-0.02, 1.03), "showgrid": True},
        yaxis={"visible": False, "range": [-0.5, len(frame) - 0.2]},
    )
    told = [
        f"{name} {text.percent(row.good_rate)} of {row.good_count + row.bad_count} ({row.verdict})"
        if row.verdict != "too few"
        else f"{name} too few to say"
        for name, row in list(zip(names, _rows(frame), strict=True))[::-1]
    ]
    return Chart(figure, f"Marks with their intervals, how many like it: {', '.join(told)}.")


def feeling_rates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many of those who write tell of each feeling.

    Args:
        frame: feeling, is_good, comment_count, written_count, comment_rate, low, high
            (``satisfaction/feelings``), in the order to show.
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("No comment tells of a feeling in this view.", dark=dark)
    tone = tones(dark)
    frame = frame.iloc[::-1].reset_index(drop=True)
    names = [harmless(str(feeling).capitalize()) for feeling in frame["feeling"]]
    hovers = [
        f"{name}: {text.percent(row.comment_rate)} of comments "
        f"({text.percent_range(row.low, row.high)})<br>"
        f"{row.comment_count:,} of {row.written_count:,} comments"
        for name, row in zip(names, _rows(frame), strict=True)
    ]
    dots = _dots(frame["comment_rate"], frame["low"], frame["high"], hovers, quiet=tone.quiet)
    good = frame["is_good"].astype(bool)
    dots["marker"] = {
        "color": [tone.accent if flag else tone.warning for flag in good],
        "symbol": ["triangle-up" if flag else "triangle-down" for flag in good],
        "size": 12,
    }
    labels = [
        f"<b>{name}</b>  {text.count(row.comment_count, 'comment')}"
        for name, row in zip(names, _rows(frame), strict=True)
    ]
    top = max(float(frame["high"].max()), 0.05)
    figure = draw(
        [dots, _labels(labels, 0.0, tone.ink)],
        dark=dark,
        height=70 + 46 * len(frame),
        margin={"l": 8, "r": 16, "t": 30, "b": 8},
        annotations=[
            key_line(
                [
                    (f"▲ {tone.accent}", "good"),
                    (f"▼ {tone.warning}", "bad"),
                    (f"┃ {tone.quiet}", "how sure"),
                ],
                dark=dark,
            )
        ],
        xaxis={**percent_axis(-0.02 * top, 1.04 * top), "showgrid": True},
        yaxis={"visible": False, "range": [-0.5, len(frame) - 0.2]},
    )
    told = [
        f"{name.lower()} {text.percent(row.comment_rate)} ({text.percent_range(row.low, row.high)})"
        for name, row in list(zip(names, _rows(frame), strict=True))[::-1]
    ]
    return Chart(figure, f"Marks with their intervals, share of comments: {', '.join(told)}.")


def emerging_words(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How often new words are said now and were before, of a thousand words.

    Args:
        frame: word, now_count, before_count, now_per_thousand, before_per_thousand
            (``satisfaction/emerging_words``), the clearest first.
        dark: which of the two themes.
    """
    if frame.empty:
        return empty_chart("No word is new in the last 30 days.", dark=dark)
    tone = tones(dark)
    frame = frame.iloc[::-1].reset_index(drop=True)
    names = [harmless(str(word)) for word in frame["word"]]
    rows = list(range(len(frame)))
    now, before = frame["now_per_thousand"], frame["before_per_thousand"]
    steps = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for pair in zip(before, now, strict=True) for x in (*pair, None)],
        "y": [y for row in rows for y in (row, row, None)],
        "line": {"color": tone.quiet, "width": 2},
        "hoverinfo": "skip",
    }
    hollow = {
        "type": "scatter",
        "mode": "markers",
        "x": before.tolist(),
        "y": rows,
        "marker": {"color": tone.soft, "symbol": "circle-open", "size": 10},
        "hoverinfo": "skip",
    }
    full = {
        "type": "scatter",
        "mode": "markers",
        "x": now.tolist(),
        "y": rows,
        "marker": {"color": tone.accent, "symbol": "circle", "size": 11},
        "hovertext": [
            f"{name}: {text.count(row.now_count, 'comment')} in the last 30 days, "
            f"{row.before_count:,} in the year before<br>"
            f"{row.now_per_thousand:.1f} of 1,000 words, {row.before_per_thousand:.1f} before"
            for name, row in zip(names, _rows(frame), strict=True)
        ],
        "hoverinfo": "text",
    }
    labels = [
        f"<b>{name}</b>  {text.count(row.now_count, 'comment')}, {row.before_count:,} before"
        for name, row in zip(names, _rows(frame), strict=True)
    ]
    figure = draw(
        [steps, hollow, full, _labels(labels, 0.0, tone.ink)],
        dark=dark,
        height=80 + 46 * len(frame),
        margin={"l": 8, "r": 16, "t": 30, "b": 8},
        annotations=[
            key_line(
                [(f"● {tone.accent}", "last 30 days"), (f"○ {tone.soft}", "year before")],
                dark=dark,
            )
        ],
        xaxis={
            "range": [-0.03 * float(now.max()), 1.08 * float(now.max())],
            "nticks": 5,
            "title": {"text": "of 1,000 words"},
            "showgrid": True,
        },
        yaxis={"visible": False, "range": [-0.5, len(frame) - 0.2]},
    )
    told = [
        f"{name} {row.now_per_thousand:.1f}, before {row.before_per_thousand:.1f}"
        for name, row in list(zip(names, _rows(frame), strict=True))[::-1]
    ]
    return Chart(figure, f"Dots, how often of 1,000 words: {', '.join(told)}.")


def _dots(
    value: pd.Series, low: pd.Series, high: pd.Series, hovers: list[str], *, quiet: str
) -> dict[str, Any]:
    known = value.notna()
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(x) if is_known else None for x, is_known in zip(value, known, strict=True)],
        "y": list(range(len(value))),
        "error_x": whiskers(
            value.fillna(0), low.where(known).fillna(0), high.where(known).fillna(0), colour=quiet
        ),
        "hovertext": hovers,
        "hoverinfo": "text",
    }


def _labels(labels: list[str], start: float, ink: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [start] * len(labels),
        "y": [row + 0.4 for row in range(len(labels))],
        "text": labels,
        "textposition": "middle right",
        "textfont": {"size": 13, "color": ink},
        "hoverinfo": "skip",
    }


def _half(colour: str) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": 0.5,
        "x1": 0.5,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": {"color": colour, "width": 1, "dash": "dot"},
    }


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples()
