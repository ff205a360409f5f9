"""What is said of the scores: how they stand, what changed, and which one is drawn."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from regulars.app.rows import rows_of
from regulars.app.rows.satisfaction import (
    SatisfactionAnswers,
    SatisfactionFigures,
    SatisfactionSignals,
)
from regulars.web.kit import text
from regulars.web.kit.parts import Figure

__all__ = [
    "choose_score",
    "choose_step",
    "compared_words",
    "comparison_list",
    "detail",
    "figures",
    "score_range",
    "sentence",
    "signal_list",
    "signal_words",
]

FEWEST_ANSWERS = 5
MINUS = "\N{MINUS SIGN}"
ARROWS = {
    "up": ":material/trending_up:",
    "down": ":material/trending_down:",
    "no clear change": ":material/trending_flat:",
    "too few answers": ":material/help:",
}
STEPS = {"Month": "month", "Week": "week"}
VERDICTS = {
    "up": "better than the period before",
    "down": "worse than the period before",
    "no clear change": "no clear change from the period before",
    "too few answers": "too few answers before to compare",
}


def sentence(summary: pd.DataFrame, signals: pd.DataFrame) -> str:
    """What really changed; else how willing people are to recommend the shop."""
    if len(signals):
        return text.plain(signal_words(rows_of(SatisfactionSignals, signals.head(1))[0]))
    nps = summary[summary["metric"] == "nps"]
    moved = summary[summary["verdict"].isin(["up", "down"])]
    if len(moved):
        return f"{_moved_words(moved)}; no single week stands out"
    if len(nps):
        return f"Nothing really changed; the NPS is {text.score('nps', nps['value'].iloc[0])}"
    return "Nothing really changed in this period"


def _moved_words(moved: pd.DataFrame) -> str:
    """Which scores are worse than in the period before, and which are better."""
    told: list[str] = []
    for verdict, how in (("down", "worse"), ("up", "better")):
        names = [
            text.plain(text.score_name(row.metric, row.touchpoint)).lower()
            for row in rows_of(SatisfactionFigures, moved[moved["verdict"] == verdict])
        ]
        if names:
            since = "" if told else " than in the period before"
            told.append(f"{how}{since}: {', '.join(names)}")
    return "; ".join(told).capitalize()


def detail(answers: SatisfactionAnswers) -> str:
    """Who answered, and what that leaves unsaid."""
    return (
        f"From {text.count(answers.response_count, 'answer')}: "
        f"{text.percent(answers.response_rate)} of the visitors we recognise said something. "
        "The others may feel otherwise."
    )


def figures(summary: pd.DataFrame) -> list[Figure]:
    """The overall scores, and the touchpoints from the least liked on; four at most."""
    asked = summary.assign(
        is_part=summary["metric"] == "csat",
        rank=summary["value"].where(summary["metric"] == "csat"),
    ).sort_values(["is_part", "rank"], kind="stable")
    return [
        Figure(
            text.score_name(row.metric, row.touchpoint)
            if row.metric != "csat"
            else f"Happy with {row.touchpoint}",
            text.score(row.metric, row.value),
            f"{score_range(row.metric, row.low, row.high)}, {text.count(row.n, 'answer')}; "
            + _change(row),
        )
        for row in rows_of(SatisfactionFigures, asked.head(4))
    ]


def score_range(metric: str, low: float | None, high: float | None) -> str:
    """An interval on the score's own scale."""
    if metric == "csat":
        return text.percent_range(low, high)
    return f"{text.score(metric, low)} to {text.score(metric, high)}"


def _change(row: SatisfactionFigures) -> str:
    """The verdict, and of a real change how large it may be."""
    verdict = VERDICTS[row.verdict]
    if row.verdict not in ("up", "down") or row.change_low is None or row.change_high is None:
        return verdict
    low, high = sorted((abs(row.change_low), abs(row.change_high)))
    return f"{verdict}, by {_amount(row.metric, low)} to {_points(row.metric, high)}"


def comparison_list(summary: pd.DataFrame) -> None:
    """Every score of the period against that of the period before, a line each."""
    enough = summary[(summary["n"] >= FEWEST_ANSWERS) & (summary["before_n"] >= FEWEST_ANSWERS)]
    if enough.empty:
        st.caption("Too few answers in the period before to compare: choose a shorter period.")
        return
    lines = [
        f"- {ARROWS[row.verdict]} {compared_words(row)}"
        for row in rows_of(SatisfactionFigures, summary)
    ]
    st.markdown("\n".join(lines))


def compared_words(row: SatisfactionFigures) -> str:
    """Whether a score of ``satisfaction/figures`` differs from before, and how sure that is.

    Args:
        row: of the answer.
    """
    metric = row.metric
    name = f"**{text.plain(text.score_name(metric, row.touchpoint))}**"
    low, change, high = row.change_low, row.change, row.change_high
    if row.verdict == "too few answers" or low is None or change is None or high is None:
        return (
            f"{name}: too few answers to say ({text.count(row.n, 'answer')}, "
            f"{row.before_n:,} before)"
        )
    span = f"{_signed(metric, low)} to {_signed(metric, high)}"
    values = (
        f"{text.score(metric, row.value)} from {text.count(row.n, 'answer')}, "
        f"{text.score(metric, row.before_value)} from {row.before_n:,} before"
    )
    if row.verdict == "no clear change":
        return f"{name}: no difference that chance would not explain ({span}); {values}"
    how = "better" if row.verdict == "up" else "worse"
    return (
        f"{name}: {how}, {_points(metric, abs(change))} {row.verdict} ({span}), more than "
        f"chance explains; {values}"
    )


def _amount(metric: str, change: float) -> str:
    """A change in points, so that what is not nought does not read as nought."""
    points = 100 * change if metric == "csat" else change
    digits = 0 if metric in ("csat", "nps") and points >= 0.5 else 1
    return f"{points:.{digits}f}"


def _points(metric: str, change: float) -> str:
    amount = _amount(metric, change)
    return f"{amount} {'point' if float(amount) == 1 else 'points'}"


def _signed(metric: str, change: float) -> str:
    amount = _amount(metric, abs(change))
    if not float(amount):
        return amount
    return f"{'+' if change > 0 else MINUS}{amount}"


def signal_words(signal: SatisfactionSignals) -> str:
    """A row of satisfaction/signals: what dipped or rose, from when to when, and by how much."""
    is_below = signal.direction == "below"
    is_one_year = signal.from_on.year == signal.to_on.year
    first_day = text.short_day(signal.from_on) if is_one_year else text.full_day(signal.from_on)
    weeks = f"{signal.week_count} weeks running" if signal.week_count > 1 else "one week"
    return (
        f"{_asked(signal.metric, signal.touchpoint)}: the {'dip' if is_below else 'rise'} from "
        f"{first_day} to {text.full_day(signal.to_on)} is real: "
        f"{_gap(signal.metric, abs(signal.value - signal.usual_value))} {signal.direction} usual, "
        f"{weeks}"
    )


def _asked(metric: str, touchpoint: str) -> str:
    """The score as a sentence begins with it."""
    if metric == "csat":
        return f"{touchpoint[:1].upper()}{touchpoint[1:]}"
    if metric == "nps" and touchpoint == "overall":
        return "Would they recommend you"
    name = {"nps": "Would they recommend you", "ces": "Ease"}.get(metric, "Stars")
    return f"{name} ({touchpoint})"


def _gap(metric: str, gap: float) -> str:
    """How far apart two values of a score are: points of 100, or of the scale that was asked."""
    if metric in ("nps", "csat"):
        points = math.floor((100 if metric == "csat" else 1) * gap + 0.5)
        return f"{points} point{'' if points == 1 else 's'}"
    return f"{gap:.1f} of {'a star' if metric == 'stars' else '7'}"


def signal_list(signals: pd.DataFrame) -> None:
    """Each spell of weeks that chance does not explain, in words."""
    icons = {"below": ":material/trending_down:", "above": ":material/trending_up:"}
    for signal in rows_of(SatisfactionSignals, signals):
        show = st.warning if signal.direction == "below" else st.success
        metric = signal.metric
        show(
            f"{text.plain(signal_words(signal))}: {text.score(metric, signal.value)} against "
            f"{text.score(metric, signal.usual_value)}, from {text.count(signal.n, 'answer')}.",
            icon=icons[signal.direction],
        )


def choose_score(summary: pd.DataFrame, signals: pd.DataFrame) -> tuple[str, str]:
    """Which score to draw (metric, touchpoint): one with a signal unless another was picked."""
    told = summary[summary["n"] >= FEWEST_ANSWERS]
    told = told if len(told) else summary
    options = list(zip(told["metric"], told["touchpoint"], strict=True))
    flagged = list(zip(signals["metric"], signals["touchpoint"], strict=True))
    first = next((score for score in flagged if score in options), options[0])
    names = {text.score_name(*score): score for score in options}
    picked = st.segmented_control(
        "Score",
        list(names),
        default=text.score_name(*first),
        key="touchpoint",
        label_visibility="collapsed",
    )
    return names.get(str(picked), first)


def choose_step() -> str:
    """Whether the trend goes by "month" or by "week"."""
    picked = st.segmented_control(
        "By", list(STEPS), default="Month", key="trend_by", label_visibility="collapsed"
    )
    return STEPS.get(str(picked), "month")
