"""Signal or wobble: one score, week by week, on the Satisfaction screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import band, iso_days, key_line, month_axis, months_of, score_axis
from regulars.web.kit.charts.theme import EN_DASH, Chart, Tones, day_words, draw, empty_chart, tones

__all__ = ["weekly_signals"]


def weekly_signals(frame: pd.DataFrame, metric: str, touchpoint: str, *, dark: bool) -> Chart:
    """One score week by week, with what is usual; weeks that are more than a wobble stand out.

    Args:
        frame: week_on, metric, touchpoint, n, value, usual_value, lower_limit, upper_limit,
            is_signal, spell_on (``satisfaction/weekly``).
        metric: of the score to draw.
        touchpoint: what it is about.
        dark: which of the two themes.
    """
    frame = frame[
        (frame["metric"] == metric) & (frame["touchpoint"] == touchpoint) & frame["value"].notna()
    ]
    if frame.empty:
        return empty_chart("Too few answers to tell a usual week from another.", dark=dark)
    frame = frame.sort_values("week_on")
    weeks: list[Any] = list(frame.itertuples(index=False))
    tone = tones(dark)
    days = iso_days(frame["week_on"])
    flagged = [bool(week.is_signal) for week in weeks]
    usual = float(weeks[-1].usual_value)
    points = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "weeks",
        "x": days,
        "y": frame["value"].tolist(),
        "line": {"color": tone.quiet, "width": 1},
        "marker": {
            "color": [tone.warning if flag else tone.accent for flag in flagged],
            "symbol": ["diamond" if flag else "circle" for flag in flagged],
            "size": [12 if flag else 6 for flag in flagged],
            "opacity": 1,
        },
        "hovertext": [
            f"Week of {day_words(week.week_on)}<br>{text.score(metric, week.value)}, "
            f"{text.count(week.n, 'answer')}<br>usually "
            f"{text.score(metric, week.lower_limit)} to {text.score(metric, week.upper_limit)}"
            + ("<br><b>More than a wobble</b>" if week.is_signal else "")
            for week in weeks
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
    spells = _spells(weeks, metric)
    key = [
        (f"┅┅ {tone.soft}", f"usually {text.score(metric, usual)}"),
        (tone.quiet, "a single week wobbles in here"),
    ]
    if any(flagged):
        key.append((f"◆ {tone.warning}", "more than a wobble"))
    figure = draw(
        [
            *band(days, frame["lower_limit"], frame["upper_limit"], tone, shape="hvh"),
            middle,
            points,
        ],
        dark=dark,
        height=310,
        margin={"l": 8, "r": 12, "t": 30, "b": 8},
        annotations=[key_line(key, dark=dark), *(_spell_label(spell, tone) for spell in spells)],
        xaxis=month_axis(months_of(frame["week_on"])),
        yaxis=score_axis(metric),
    )
    alt = (
        f"Dots, a week each: {text.score_name(metric, touchpoint)}, usually "
        f"{text.score(metric, usual)}; "
    )
    if spells:
        alt += "more than a wobble: " + ", ".join(spell["words"] for spell in spells)
    else:
        alt += "no week was more than a wobble"
    return Chart(figure, f"{alt}.")


def _spells(weeks: Sequence[Any], metric: str) -> list[dict[str, Any]]:
    """Marked weeks by the run that they belong to: where to write, and the words.

    Args:
        weeks: the frame's rows, in order.
        metric: whose scale they are on.
    """
    places: dict[Any, list[int]] = {}
    for i, week in enumerate(weeks):
        if week.is_signal:
            places.setdefault(week.spell_on, []).append(i)
    return [_describe(weeks, metric, spell[0], spell[-1]) for spell in places.values()]


def _describe(weeks: Sequence[Any], metric: str, first: int, last: int) -> dict[str, Any]:
    spell = weeks[first : last + 1]
    share = text.score(
        metric, sum(week.value * week.n for week in spell) / sum(week.n for week in spell)
    )
    start, end = spell[0].week_on, spell[-1].week_on + pd.Timedelta(days=6)
    span = f"{start.day} {start:%b} {EN_DASH} {day_words(end)}"
    # Beside the spell, on the side where there is more room.
    is_late = (first + last) / 2 > len(weeks) * 0.55
    edge = spell[0] if is_late else spell[-1]
    return {
        "at": f"{edge.week_on:%Y-%m-%d}",
        "rate": float(edge.value),
        "is_late": is_late,
        "span": span,
        "share": share,
        "words": f"{span}, {share}",
    }


def _spell_label(spell: dict[str, Any], tone: Tones) -> dict[str, Any]:
    return {
        "text": f"<b>{spell['share']}</b><br>{spell['span']}",
        "x": spell["at"],
        "y": spell["rate"],
        "xanchor": "right" if spell["is_late"] else "left",
        "xshift": -10 if spell["is_late"] else 10,
        "align": "right" if spell["is_late"] else "left",
        "font": {"color": tone.ink, "size": 12},
    }
