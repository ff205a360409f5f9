"""Comments in people's own words."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.satisfaction import SatisfactionComments
from regulars.web.kit import text
from regulars.web.kit.follow_up_buttons import answer_button
from regulars.web.kit.tables import InWords, name_link

__all__ = ["RATED_TOLD", "comment_list", "rated_words", "said_score"]

COMMENTS_SHOWN = 10
MOODS = {"All": None, "Unhappy": "unhappy", "In between": "neutral", "Happy": "happy"}
BADGES = {
    "unhappy": ":red-badge[:material/sentiment_dissatisfied: {score}]",
    "neutral": ":gray-badge[:material/sentiment_neutral: {score}]",
    "happy": ":green-badge[:material/sentiment_satisfied: {score}]",
}


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
    for comment in rows_of(SatisfactionComments, shown.iloc[first : first + COMMENTS_SHOWN]):
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(BADGES[comment.mood].format(score=said_score(comment)), width="content")
                name_link(comment.customer_id, comment.customer_name)
                st.caption(text.day(comment.responded_on, near=chosen.as_of), width="content")
            st.markdown(text.plain(comment.comment))
            st.caption(_context(comment))
            answer_button(comment.response_number, comment.responded_on)


def _context(comment: SatisfactionComments) -> str:
    served = "" if comment.staff is None else f"served by {text.plain(comment.staff)}"
    return " · ".join(
        part
        for part in (text.plain(rated_words(comment)), served, came_back_words(comment))
        if part
    )


def rated_words(comment: SatisfactionComments) -> str:
    """What was rated with a comment, the worst first: "speed 2, cleanliness 5"; or nothing."""
    rated = zip(comment.touchpoints or (), comment.touchpoint_scores or (), strict=True)
    return ", ".join(f"{touchpoint} {score}" for touchpoint, score in rated)


RATED_TOLD = InWords(SatisfactionComments, "touchpoints", rated_words)


def came_back_words(comment: SatisfactionComments) -> str:
    """Whether who wrote it came back, and how soon."""
    if comment.customer_id is None:
        return "not known who this was"
    if comment.came_back_on is not None:
        days = (comment.came_back_on - comment.responded_on).days
        if days > 1:
            return f"came back after {days} days"
        return f"came back the {'next' if days == 1 else 'same'} day"
    # An answer that is about no visit has none after it.
    last_on = comment.last_visited_on
    if last_on is not None and last_on > comment.responded_on:
        return f"came back {text.full_day(last_on)}"
    return "not seen since"


def said_score(comment: SatisfactionComments) -> str:
    """The score that came with a comment: "4 of 5"."""
    if comment.score is None:
        return "no score"
    return f"{comment.score} of {10 if comment.metric == 'nps' else 5}"
