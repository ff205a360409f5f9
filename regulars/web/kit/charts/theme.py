"""What all charts share: the colours, the two templates, and what a chart is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

__all__ = [
    "EN_DASH",
    "FONT",
    "NO_BREAK",
    "STATUS_COLOURS",
    "WHO_COLOURS",
    "WHO_WORDS",
    "Chart",
    "Tones",
    "day_words",
    "draw",
    "empty_chart",
    "harmless",
    "tones",
]

FONT = "Figtree, 'Source Sans 3', 'Segoe UI', system-ui, sans-serif"
NO_BREAK = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"

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
        flip: how far up the scale, 0 to 1, text on it changes from ink to paper.
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
    flip: float


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
    flip=0.73,
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
    flip=0.55,
)


def tones(dark: bool) -> Tones:
    """The colours of the dark theme, or of the light one."""
    return _DARK if dark else _LIGHT


def _make_template(tone: Tones) -> dict[str, Any]:
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
    return {
        "layout": {
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
    }


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
    # Plotly would check each property again at each rerun, which costs more than all the rest;
    # tests/unit/test_charts.py has it check every figure once.
    return go.Figure(
        data=list(traces),
        layout={"template": _TEMPLATES[dark], "height": height, **layout},
        _validate=False,
    )


def empty_chart(words: str, *, dark: bool, height: int = 140) -> Chart:
    """A calm sentence in the place of a picture that nothing can be drawn for yet."""
    sentence = {
        "text": "<br>".join(wrap(words, 40)),
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


def day_words(day: date) -> str:
    """A date in little room: ``5 Oct 2026``."""
    return f"{day.day} {day:%b %Y}"


def harmless(text: str) -> str:
    """A name from a file, so that Plotly writes it and does not read it as HTML."""
    return escape(text, quote=False)
