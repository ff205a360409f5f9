"""Signal or wobble: one touchpoint, week by week, on the Satisfaction screen."""

from __future__ import annotations

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
            "opacity": 1,
        },
        "hovertext": [
            f"Week of {day_words(week)}<br>{words.percent(row.top_two_rate)} good or very good, "
            f"{words.count(row.n, 'answer')}<br>usually "
            f"{words.percent_range(row.lower_limit, row.upper_limit)}"
            + ("<br><b>More than a wobble</b>" if row.is_signal else "")
            for week, row in zip(frame["week_on"], frame.itertuples(), strict=True)
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
    spells = _spells(frame, flagged)
    key = [
        (f"┅┅ {tone.soft}", f"usually {words.percent(usual)}"),
        (tone.quiet, "usual week"),
    ]
    if flagged.any():
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


def _spells(frame: pd.DataFrame, flagged: pd.Series) -> list[dict[str, Any]]:
    """Flagged weeks that belong together, as one: where to write, and the words.

    As in ``satisfaction/signals``: at most two quiet weeks between them, on the same side.
    """
    spells: list[list[pd.Timestamp]] = []
    signals = frame[flagged]
    is_below = signals["top_two_rate"] < signals["usual_rate"]
    for side in (is_below, ~is_below):
        before: pd.Timestamp | None = None
        for week in signals.loc[side, "week_on"]:
            if before is not None and week - before <= MAX_GAP:
                spells[-1].append(week)
            else:
                spells.append([week])
            before = week
    return [_describe(frame, weeks[0], weeks[-1]) for weeks in sorted(spells)]


def _describe(frame: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    weeks = frame[frame["week_on"].between(first, last)]
    share = words.percent((weeks["top_two_rate"] * weeks["n"]).sum() / weeks["n"].sum())
    span = f"{first.day} {first:%b} {EN_DASH} {day_words(last + pd.Timedelta(days=6))}"
    # Beside the spell, on the side where there is more room.
    is_late = (weeks.index[0] + weeks.index[-1]) / 2 > len(frame) * 0.55
    edge = first if is_late else last
    at = frame.loc[frame["week_on"] == edge].iloc[0]
    return {
        "at": f"{edge:%Y-%m-%d}",
        "rate": float(at["top_two_rate"]),
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
