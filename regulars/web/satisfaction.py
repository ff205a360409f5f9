"""What only the Satisfaction screen says and draws."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from regulars.web import words
from regulars.web.filters import Chosen
from regulars.web.lists import name_link
from regulars.web.parts import Figure

__all__ = ["choose_touchpoint", "comment_list", "detail", "figures", "sentence", "signal_list"]

COMMENTS_SHOWN = 10
MOODS = {"All": None, "Unhappy": "unhappy", "In between": "neutral", "Happy": "happy"}
BADGES = {
    "unhappy": ":red-badge[:material/sentiment_dissatisfied: {score}]",
    "neutral": ":gray-badge[:material/sentiment_neutral: {score}]",
    "happy": ":green-badge[:material/sentiment_satisfied: {score}]",
}
VERDICTS = {
    "up": "better than the period before",
    "down": "worse than the period before",
    "no clear change": "no clear change from the period before",
    "too few answers": "too few answers before to compare",
}


def sentence(summary: pd.DataFrame, signals: pd.DataFrame) -> str:
    """What really changed; else how willing people are to recommend the shop."""
    if len(signals):
        return words.plain(signals.iloc[0]["words"])
    nps = summary[summary["metric"] == "nps"]
    if len(nps):
        return f"Nothing really changed; the NPS is {_nps(nps['value'].iloc[0])}"
    return "Nothing really changed in this period"


def detail(answers: Any) -> str:
    """Who answered, and what that leaves unsaid."""
    return (
        f"From {words.count(answers.response_count, 'answer')}: "
        f"{words.percent(answers.response_rate)} of the visitors we recognise said something. "
        "The others may feel otherwise."
    )


def figures(summary: pd.DataFrame) -> list[Figure]:
    """The NPS, and the touchpoints from the least liked on; four at most."""
    nps = [
        Figure(
            "Net promoter score",
            _nps(row.value),
            f"{row.low:+.0f} to {row.high:+.0f} from {row.n} answers; {VERDICTS[str(row.verdict)]}",
        )
        for row in summary[summary["metric"] == "nps"].itertuples()
    ]
    touchpoints = [
        Figure(
            f"Happy with {row.touchpoint}",
            words.percent(row.value),
            f"{words.percent_range(row.low, row.high)}, {row.n} answers; "
            + VERDICTS[str(row.verdict)],
        )
        for row in summary[summary["metric"] == "csat"].sort_values("value").itertuples()
    ]
    return [*nps, *touchpoints][:4]


def signal_list(signals: pd.DataFrame) -> None:
    """Each spell of weeks that chance does not explain, in words."""
    icons = {"below": ":material/trending_down:", "above": ":material/trending_up:"}
    for signal in signals.itertuples():
        show = st.warning if signal.direction == "below" else st.success
        show(
            f"{words.plain(signal.words)} ({signal.n} answers).", icon=icons[str(signal.direction)]
        )


def choose_touchpoint(weekly: pd.DataFrame, signals: pd.DataFrame) -> str:
    """Which touchpoint's weeks to draw: the one with a signal unless another was picked."""
    options = sorted(weekly["touchpoint"].unique())
    flagged = [name for name in signals["touchpoint"] if name in options]
    first = flagged[0] if flagged else options[0]
    picked = st.segmented_control(
        "Touchpoint",
        options,
        default=first,
        format_func=str.capitalize,
        key="touchpoint",
        label_visibility="collapsed",
    )
    return str(picked) if picked in options else str(first)


def comment_list(comments: pd.DataFrame, chosen: Chosen) -> None:
    """Comments with who wrote them, what they scored, and whether they came back."""
    picked = st.segmented_control(
        "Mood", list(MOODS), default="All", key="mood", label_visibility="collapsed"
    )
    mood = MOODS.get(str(picked))
    shown = comments if mood is None else comments[comments["mood"] == mood]
    pages = max(1, -(-len(shown) // COMMENTS_SHOWN))
    place = st.pagination(pages, key=f"comments_{picked}") if pages > 1 else 1
    first = (place - 1) * COMMENTS_SHOWN
    for comment in shown.iloc[first : first + COMMENTS_SHOWN].itertuples():
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    BADGES[str(comment.mood)].format(score=_score(comment)), width="content"
                )
                name_link(comment.customer_id, comment.customer_name)
                st.caption(words.day(comment.responded_on, near=chosen.as_of), width="content")
            st.markdown(words.plain(comment.comment))
            st.caption(_context(comment))


def _context(comment: Any) -> str:
    served = "" if words.is_missing(comment.staff) else f"served by {words.plain(comment.staff)}"
    rated = "" if words.is_missing(comment.touchpoints) else words.plain(comment.touchpoints)
    return " · ".join(part for part in (rated, served, words.plain(comment.came_back)) if part)


def _score(comment: Any) -> str:
    if words.is_missing(comment.score):
        return "no score"
    return f"{comment.score} of {10 if comment.metric == 'nps' else 5}"


def _nps(value: Any) -> str:
    return f"{value:+.0f}" if round(value) else "0"
