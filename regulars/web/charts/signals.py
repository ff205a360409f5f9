"""Signal or wobble: one touchpoint, week by week, on the Satisfaction screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from regulars.web import words
from regulars.web.charts.axes import band, iso_days, key_line, month_axis, months_of, percent_axis
from regulars.web.charts.theme import EN_DASH, Chart, Tones, day_words, draw, empty_chart, tones

__all__ = ["weekly_signals"]

MAX_GAP = pd.Timedelta(days=21)


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
    frame = frame.sort_values("week_on")
    weeks: list[Any] = list(frame.itertuples(index=False))
    tone = tones(dark)
    days = iso_days(frame["week_on"])
    flagged = [bool(week.is_signal) for week in weeks]
    usual = float(weeks[-1].usual_rate)
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
            "opacity": 1,
        },
        "hovertext": [
            f"Week of {day_words(week.week_on)}<br>{words.percent(week.top_two_rate)} good or very "
            f"good, {words.count(week.n, 'answer')}<br>usually "
            f"{words.percent_range(week.lower_limit, week.upper_limit)}"
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
    spells = _spells(weeks)
    key = [
        (f"┅┅ {tone.soft}", f"usually {words.percent(usual)}"),
        (tone.quiet, "usual week"),
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
        yaxis=percent_axis(-0.03, 1.04),
    )
    alt = (
        f"Dots, a week each: {touchpoint} is usually good or very good for {words.percent(usual)}; "
    )
    if spells:
        alt += "more than a wobble: " + ", ".join(spell["words"] for spell in spells)
    else:
        alt += "no week was more than a wobble"
    return Chart(figure, f"{alt}.")


def _spells(weeks: Sequence[Any]) -> list[dict[str, Any]]:
    """Flagged weeks that belong together, as one: where to write, and the words.

    As in ``satisfaction/signals``: at most two quiet weeks between them, on the same side.

    Args:
        weeks: the frame's rows, in order.
    """
    spells: list[list[int]] = []
    for is_below in (True, False):
        before: pd.Timestamp | None = None
        for i, week in enumerate(weeks):
            if not week.is_signal or (week.top_two_rate < week.usual_rate) != is_below:
                continue
            if before is not None and week.week_on - before <= MAX_GAP:
                spells[-1].append(i)
            else:
                spells.append([i])
            before = week.week_on
    return [_describe(weeks, spell[0], spell[-1]) for spell in sorted(spells)]


def _describe(weeks: Sequence[Any], first: int, last: int) -> dict[str, Any]:
    spell = weeks[first : last + 1]
    share = words.percent(
        sum(week.top_two_rate * week.n for week in spell) / sum(week.n for week in spell)
    )
    start, end = spell[0].week_on, spell[-1].week_on + pd.Timedelta(days=6)
    span = f"{start.day} {start:%b} {EN_DASH} {day_words(end)}"
    # Beside the spell, on the side where there is more room.
    is_late = (first + last) / 2 > len(weeks) * 0.55
    edge = spell[0] if is_late else spell[-1]
    return {
        "at": f"{edge.week_on:%Y-%m-%d}",
        "rate": float(edge.top_two_rate),
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
