"""The pictures of the Satisfaction screen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from regulars.web import words
from regulars.web.charts.theme import (
    EN_DASH,
    Chart,
    Tones,
    day_words,
    draw,
    empty_chart,
    harmless,
    iso_days,
    key_line,
    month_axis,
    tones,
    whiskers,
)

__all__ = ["nps_trend", "touchpoint_rates", "weekly_signals"]


def nps_trend(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """The net promoter score by month, with how sure it is.

    Args:
        frame: month_on, n, nps, low, high (``satisfaction/nps_monthly``).
        dark: which of the two themes.
    """
    frame = frame[frame["nps"].notna()].sort_values("month_on")
    if frame.empty:
        return empty_chart("Nobody has been asked how likely they are to recommend.", dark=dark)
    tone = tones(dark)
    months = frame["month_on"]
    days = iso_days(months)
    last = frame.iloc[-1]
    line = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": days,
        "y": frame["nps"].tolist(),
        "line": {"color": tone.accent, "width": 2.5},
        "marker": {"color": tone.accent, "size": [6] * (len(frame) - 1) + [10]},
        "text": [""] * (len(frame) - 1) + [f"<b>{last['nps']:.0f}</b>"],
        "textposition": "middle right",
        "textfont": {"color": tone.ink, "size": 16},
        "cliponaxis": False,
        "hovertext": [
            f"{words.month(row.month_on)}<br>NPS {row.nps:.0f}, between {row.low:.0f} and "
            f"{row.high:.0f}<br>{words.count(row.n, 'answer')}"
            for row in frame.itertuples()
        ],
        "hoverinfo": "text",
    }
    figure = draw(
        [*_band(days, frame["low"], frame["high"], tone), line],
        dark=dark,
        height=300,
        margin={"l": 8, "r": 40, "t": 30, "b": 8},
        annotations=[
            key_line(
                [(f"● {tone.accent}", "score of the month"), (tone.quiet, "how sure it is")],
                dark=dark,
            )
        ],
        xaxis=month_axis(months),
        yaxis={
            "range": [min(-5.0, float(frame["low"].min()) - 5), 100],
            "nticks": 6,
            "zeroline": True,
            "zerolinecolor": tone.soft,
            "zerolinewidth": 1,
        },
    )
    alt = (
        f"A line with its interval: the NPS was {last['nps']:.0f} in {words.month(months.iloc[-1])}"
        f" (between {last['low']:.0f} and {last['high']:.0f}, "
        f"{words.count(last['n'], 'answer')}), {frame['nps'].iloc[0]:.0f} in "
        f"{words.month(months.iloc[0])}."
    )
    return Chart(figure, alt)


def touchpoint_rates(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many found each touchpoint good or very good, now and before; the weakest on top.

    Args:
        frame: metric, touchpoint, n, value, low, high, before_n, before_value
            (``satisfaction/figures``; rows with another metric than csat are left out).
        dark: which of the two themes.
    """
    frame = frame[(frame["metric"] == "csat") & frame["value"].notna()]
    if frame.empty:
        return empty_chart("No touchpoint has been rated in this period.", dark=dark)
    frame = frame.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
    tone = tones(dark)
    rows = list(range(len(frame)))
    names = [harmless(str(touchpoint).capitalize()) for touchpoint in frame["touchpoint"]]
    before = frame["before_value"].where(frame["before_n"] > 0)
    earlier = [f" (before {words.percent(value)})" if pd.notna(value) else "" for value in before]
    lowest = min(float(frame["low"].min()), float(before.min()) if before.notna().any() else 1.0)
    start = max(0.0, int(lowest * 10 - 0.5) / 10)
    hollow = {
        "type": "scatter",
        "mode": "markers",
        "name": "before",
        "x": before.tolist(),
        "y": rows,
        "marker": {
            "symbol": "circle-open",
            "color": tone.soft,
            "size": 11,
            "line": {"width": 2},
        },
        "hoverinfo": "skip",
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": "now",
        "x": frame["value"].tolist(),
        "y": rows,
        "error_x": whiskers(frame["value"], frame["low"], frame["high"], colour=tone.quiet),
        "marker": {"color": tone.accent, "size": 11},
        "hovertext": [
            f"{name}: {words.percent(row.value)} good or very good<br>give or take: "
            f"{words.percent_range(row.low, row.high)}<br>{words.count(row.n, 'answer')}"
            for name, row in zip(names, frame.itertuples(), strict=True)
        ],
        "hoverinfo": "text",
    }
    told = {
        "type": "scatter",
        "mode": "text",
        "x": [start] * len(frame),
        "y": [row + 0.4 for row in rows],
        "text": [
            f"<b>{name}</b>  {words.percent(value)}{was}"
            for name, value, was in zip(names, frame["value"], earlier, strict=True)
        ],
        "textposition": "middle right",
        "textfont": {"size": 13, "color": tone.ink},
        "hoverinfo": "skip",
    }
    key = [(f"● {tone.accent}", "now"), (f"┃ {tone.quiet}", "how sure")]
    if before.notna().any():
        key.insert(1, (f"○ {tone.soft}", "before"))
    figure = draw(
        [hollow, dots, told],
        dark=dark,
        height=90 + 56 * len(frame),
        margin={"l": 8, "r": 16, "t": 30, "b": 8},
        annotations=[key_line(key, dark=dark)],
        xaxis={"range": [start, 1.01], "tickformat": ".0%", "nticks": 5, "showgrid": True},
        yaxis={"visible": False, "range": [-0.4, len(frame) - 0.3]},
    )
    alt = "Dots with their intervals, good or very good: " + ", ".join(
        f"{name.lower()} {words.percent(value)}{was}"
        for name, value, was in list(zip(names, frame["value"], earlier, strict=True))[::-1]
    )
    return Chart(figure, f"{alt}.")


def weekly_signals(frame: pd.DataFrame, touchpoint: str, *, dark: bool) -> Chart:
    """One touchpoint week by week, with what is usual; weeks that are more than a wobble stand out.

    Args:
        frame: week_on, touchpoint, n, top_two_rate, usual_rate, lower_limit, upper_limit,
            is_signal (``satisfaction/weekly``).
        touchpoint: the one to draw.
        dark: which of the two themes.
    """
    frame = frame[(frame["touchpoint"] == touchpoint) & frame["top_two_rate"].notna()]
    if frame.empty:
        return empty_chart("Too few answers to tell a usual week from another.", dark=dark)
    frame = frame.sort_values("week_on").reset_index(drop=True)
    tone = tones(dark)
    days = iso_days(frame["week_on"])
    flagged = frame["is_signal"].astype(bool)
    usual = float(frame["usual_rate"].iloc[-1])
    points = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "weeks",
        "x": days,
        "y": frame["top_two_rate"].tolist(),
        "line": {"color": tone.quiet, "width": 1},
        "marker": {
            "color": [tone.warning if flag else tone.accent for flag in flagged],
            "symbol": ["diamond" if flag else "circle" for flag in flagged],
            "size": [12 if flag else 6 for flag in flagged],
        },
        "hovertext": [
            f"Week of {day_words(row.week_on)}<br>{words.percent(row.top_two_rate)} good or very "
            f"good, {words.count(row.n, 'answer')}<br>usually "
            f"{words.percent_range(row.lower_limit, row.upper_limit)}"
            + ("<br><b>More than a wobble</b>" if row.is_signal else "")
            for row in frame.itertuples()
        ],
        "hoverinfo": "text",
    }
    middle = {
        "type": "scatter",
        "mode": "lines",
        "name": "usual",
        "x": [days[0], days[-1]],
        "y": [usual, usual],
        "line": {"color": tone.soft, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }
    runs = _runs(frame, flagged)
    key = [
        (f"┅ {tone.soft}", f"usually {words.percent(usual)}"),
        (tone.quiet, "a usual week"),
    ]
    if flagged.any():
        key.append((f"◆ {tone.warning}", "more than a wobble"))
    figure = draw(
        [
            *_band(days, frame["lower_limit"], frame["upper_limit"], tone, shape="hvh"),
            middle,
            points,
        ],
        dark=dark,
        height=310,
        margin={"l": 8, "r": 12, "t": 30, "b": 8},
        annotations=[key_line(key, dark=dark), *(_run_label(run, tone) for run in runs)],
        xaxis=month_axis(frame["week_on"].dt.to_period("M").dt.to_timestamp()),
        yaxis={"range": [-0.03, 1.04], "tickformat": ".0%", "tickvals": [0, 0.5, 1]},
    )
    alt = (
        f"Dots, a week each: {touchpoint} is usually good or very good for {words.percent(usual)}; "
    )
    if runs:
        alt += "more than a wobble: " + ", ".join(run["words"] for run in runs)
    else:
        alt += "no week was more than a wobble"
    return Chart(figure, f"{alt}.")


def _band(
    days: list[str], low: pd.Series, high: pd.Series, tone: Tones, *, shape: str = "linear"
) -> list[dict[str, Any]]:
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "line": {"width": 0, "shape": shape},
        "hoverinfo": "skip",
    }
    return [
        {**edge, "name": "low", "y": low.tolist()},
        {**edge, "name": "high", "y": high.tolist(), "fill": "tonexty", "fillcolor": tone.band},
    ]


def _runs(frame: pd.DataFrame, flagged: pd.Series) -> list[dict[str, Any]]:
    """Flagged weeks that follow one another, as one: where to write, and the words."""
    found = []
    number = (flagged != flagged.shift()).cumsum()
    for _, run in frame[flagged].groupby(number[flagged]):
        first, last = run["week_on"].iloc[0], run["week_on"].iloc[-1] + pd.Timedelta(days=6)
        rate = float((run["top_two_rate"] * run["n"]).sum() / run["n"].sum())
        span = f"{first.day} {first:%b} {EN_DASH} {day_words(last)}"
        below = rate < float(run["usual_rate"].iloc[0])
        extreme = run["top_two_rate"].min() if below else run["top_two_rate"].max()
        middle = run["week_on"].iloc[len(run) // 2]
        share = words.percent(rate)
        found.append(
            {
                "at": f"{middle:%Y-%m-%d}",
                "rate": float(extreme),
                "below": below,
                "span": span,
                "share": share,
                "words": f"{span}, {share}",
            }
        )
    return found


def _run_label(run: dict[str, Any], tone: Tones) -> dict[str, Any]:
    return {
        "text": f"<b>{run['share']}</b><br>{run['span']}",
        "x": run["at"],
        "y": run["rate"],
        "yanchor": "top" if run["below"] else "bottom",
        "yshift": -8 if run["below"] else 8,
        "font": {"color": tone.ink, "size": 12},
    }
