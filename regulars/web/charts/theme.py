"""What all charts share: colours, the two templates, and the small words of an axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from regulars.web import words

__all__ = [
    "EN_DASH",
    "FONT",
    "STATUS_COLOURS",
    "WHO_COLOURS",
    "WHO_WORDS",
    "Chart",
    "Tones",
    "day_words",
    "draw",
    "empty_chart",
    "end_labels",
    "harmless",
    "iso_days",
    "key_line",
    "month_axis",
    "month_bars",
    "tones",
    "whiskers",
]

FONT = "Figtree, 'Source Sans 3', 'Segoe UI', system-ui, sans-serif"
NO_BREAK = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"
LABEL_PX = 17
"""Height of one line of a label, in pixels."""

# Hues after Okabe and Ito; each stands out (3 : 1) from the paper of both themes, and the pairs
# that come closest for a colour-blind eye are also told apart by a pattern, a place or a word.
STATUS_COLOURS: dict[str, str] = {
    "new": "#2A6FD2",
    "returning": "#9283CE",
    "regular": "#149A6A",
    "slipping": "#C46A0A",
    "lapsed": "#BA6490",
    "one_timer": "#6C655B",
}
WHO_COLOURS: dict[str, str] = {
    "regular": STATUS_COLOURS["regular"],
    "other": "#6F8FB5",
    "walk_in": "#6C655B",
}
WHO_WORDS: dict[str, str] = {
    "regular": "Regulars",
    "other": "Other known",
    "walk_in": "Walk-ins",
}


@dataclass(frozen=True)
class Chart:
    """A figure and the sentence that says what is seen in it.

    Attributes:
        figure: the picture, without a title.
        alt: one sentence with the main numbers, for who cannot see the picture.
    """

    figure: go.Figure
    alt: str


@dataclass(frozen=True)
class Tones:
    """The colours of one theme that carry no status.

    Attributes:
        paper: the page behind the chart.
        ink: text and the lines that matter most.
        soft: quieter text.
        grid: lines to read a value by.
        accent: a plain mark.
        quiet: a plain mark that steps back.
        band: what is usual, or how sure a value is; see-through.
        blank: a place where something could have been and was not.
        warning: a mark that asks to be looked at.
        scale: from little to much.
    """

    paper: str
    ink: str
    soft: str
    grid: str
    accent: str
    quiet: str
    band: str
    blank: str
    warning: str
    scale: tuple[str, ...]


_LIGHT = Tones(
    paper="#FBF8F3",
    ink="#26211C",
    soft="#6B6156",
    grid="#E6DED2",
    accent="#1F5F5B",
    quiet="#8DB5AF",
    band="rgba(31, 95, 91, 0.16)",
    blank="#EFE9DF",
    warning=STATUS_COLOURS["slipping"],
    scale=("#E3ECE5", "#A3CFC6", "#5EAAA2", "#2C7A75", "#164B48"),
)
_DARK = Tones(
    paper="#171513",
    ink="#EFE9DF",
    soft="#B5AB9D",
    grid="#38322D",
    accent="#6FBDB3",
    quiet="#3D706A",
    band="rgba(111, 189, 179, 0.20)",
    blank="#26221E",
    warning=STATUS_COLOURS["slipping"],
    scale=("#1F3432", "#22655F", "#3B9088", "#7CBCB2", "#D2E8E2"),
)


def tones(dark: bool) -> Tones:
    """The colours of the dark theme, or of the light one."""
    return _DARK if dark else _LIGHT


def _make_template(tone: Tones) -> go.layout.Template:
    axis = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": tone.grid,
        "linecolor": tone.grid,
        "showline": False,
        "tickfont": {"color": tone.soft, "size": 12},
        "ticks": "",
        "title": {"font": {"color": tone.soft, "size": 12}, "standoff": 8},
        "zeroline": False,
    }
    return go.layout.Template(
        layout={
            "annotationdefaults": {
                "font": {"color": tone.ink, "size": 13},
                "showarrow": False,
            },
            "bargap": 0.22,
            "dragmode": False,
            "font": {"color": tone.ink, "family": FONT, "size": 13},
            "hoverlabel": {
                "align": "left",
                "bgcolor": tone.paper,
                "bordercolor": tone.grid,
                "font": {"color": tone.ink, "family": FONT, "size": 13},
            },
            "hovermode": "closest",
            "margin": {"l": 8, "r": 12, "t": 12, "b": 8},
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "separators": ".,",
            "showlegend": False,
            "xaxis": {**axis, "showgrid": False},
            "yaxis": axis,
        }
    )


_TEMPLATES = {False: _make_template(_LIGHT), True: _make_template(_DARK)}


def draw(
    traces: Sequence[dict[str, Any]], *, dark: bool, height: int = 300, **layout: Any
) -> go.Figure:
    """A figure in our look.

    Args:
        traces: each as Plotly's own mapping, with its ``type``.
        dark: which of the two themes.
        height: in pixels.
        layout: what differs from the template.
    """
    return go.Figure(
        data=list(traces), layout={"template": _TEMPLATES[dark], "height": height, **layout}
    )


def empty_chart(words: str, *, dark: bool, height: int = 140) -> Chart:
    """A calm sentence in the place of a picture that nothing can be drawn for yet."""
    sentence = {
        "text": words,
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"color": tones(dark).soft, "size": 14},
    }
    figure = draw(
        [],
        dark=dark,
        height=height,
        annotations=[sentence],
        xaxis={"visible": False},
        yaxis={"visible": False},
    )
    return Chart(figure, words)


def day_words(day: pd.Timestamp) -> str:
    """A date in little room: ``5 Oct 2026``."""
    return f"{day.day} {day:%b %Y}"


def harmless(text: str) -> str:
    """A name from a file, so that Plotly writes it and does not read it as HTML."""
    return escape(text, quote=False)


def iso_days(days: pd.Series) -> list[str]:
    """Days as Plotly reads them fastest: ``2026-10-31``."""
    return [f"{day:%Y-%m-%d}" for day in days]


def month_axis(months: pd.Series) -> dict[str, Any]:
    """An axis of months with few enough ticks for a telephone; the year stands below its first."""
    shown = months.drop_duplicates().sort_values()
    step = max(1, -(-len(shown) // 6))
    # Counted from the end: the latest month is the one that people look for.
    ticks = list(shown.iloc[::-1].iloc[::step].iloc[::-1])
    years = [None, *(tick.year for tick in ticks[:-1])]
    words = [
        f"{tick:%b}<br>{tick:%Y}" if tick.year != year else f"{tick:%b}"
        for tick, year in zip(ticks, years, strict=True)
    ]
    return {"type": "date", "tickvals": iso_days(pd.Series(ticks)), "ticktext": words}


def month_bars(
    months: pd.Series, numbers: pd.Series, name: str, colour: str, *, dark: bool, pattern: str = ""
) -> dict[str, Any]:
    """One bar a month, up or down, the whole number and what it counts in the hover.

    Args:
        months: the first day of each.
        numbers: of each month; below zero draws downwards, the hover says it without a sign.
        name: what they count: ``began to slip``.
        colour: of the bars.
        dark: which of the two themes.
        pattern: Plotly's pattern shape, ``""`` for none.
    """
    return {
        "type": "bar",
        "name": name,
        "x": iso_days(months),
        "y": numbers.tolist(),
        "marker": {
            "color": colour,
            "line": {"color": tones(dark).paper, "width": 1},
            "pattern": {"shape": pattern, "size": 5, "solidity": 0.35},
        },
        "hovertext": [
            f"{words.month(month)}<br>{abs(number):,} {name}"
            for month, number in zip(months, numbers, strict=True)
        ],
        "hoverinfo": "text",
    }


def whiskers(value: pd.Series, low: pd.Series, high: pd.Series, *, colour: str) -> dict[str, Any]:
    """Error bars from ``low`` to ``high`` around ``value``, never shorter than nothing."""
    return {
        "type": "data",
        "symmetric": False,
        "array": (high - value).clip(lower=0).tolist(),
        "arrayminus": (value - low).clip(lower=0).tolist(),
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def key_line(
    parts: Sequence[tuple[str, str]], *, dark: bool, line: int = 0, lead: str = ""
) -> dict[str, Any]:
    """One line above the plot that names its colours, as ``■ came back  ■ began to slip``.

    Args:
        parts: (colour, words) of each; a colour may bring its own sign: ``"▨ #149A6A"``.
        dark: which of the two themes.
        line: 0 is the line next to the plot, 1 the one above it.
        lead: what all of the parts have in common, said first.
    """
    told = [lead] if lead else []
    for colour, words in parts:
        sign, _, code = colour.rpartition(" ")
        told.append(f'<span style="color:{code}">{sign or "■"}</span>{NO_BREAK}{words}')
    return {
        "text": "  ".join(told),
        "x": 0,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6 + line * LABEL_PX,
        "align": "left",
        "font": {"color": tones(dark).soft, "size": 12},
    }


def end_labels(
    places: Sequence[float],
    words: Sequence[str],
    colours: Sequence[str],
    *,
    top: float,
    plot_px: float,
    dark: bool,
) -> list[dict[str, Any]]:
    """Labels right of the plot at the height of what they name, moved apart where they collide.

    Args:
        places: the values of y that they belong to, from the lowest to the highest.
        words: one or two lines each, lines parted by ``<br>``.
        colours: of the mark before each label; the text itself is ink.
        top: the highest value of the y axis; the lowest is 0.
        plot_px: the height of the plot in pixels, about.
        dark: which of the two themes.
    """
    per_px = top / plot_px
    heights = [(word.count("<br>") + 1) * LABEL_PX * per_px for word in words]
    centres: list[float] = []
    floor = 0.0
    for place, height in zip(places, heights, strict=True):
        centres.append(max(place, floor + height / 2))
        floor = centres[-1] + height / 2
    ceiling = top
    for i in range(len(centres) - 1, -1, -1):
        centres[i] = min(centres[i], ceiling - heights[i] / 2)
        ceiling = centres[i] - heights[i] / 2
    return [
        {
            "text": f'<span style="color:{colour}">■</span>{NO_BREAK}{word}',
            "x": 1,
            "y": centre,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "align": "left",
            "font": {"color": tones(dark).ink, "size": 12},
        }
        for centre, word, colour in zip(centres, words, colours, strict=True)
    ]
