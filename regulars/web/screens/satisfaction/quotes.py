"""What was said about a topic that somebody chose."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.satisfaction import SatisfactionComments
from regulars.web.kit import text
from regulars.web.kit.session import ask
from regulars.web.kit.tables import name_link
from regulars.web.screens.satisfaction.topics import Topic

__all__ = ["ABOUT", "read_about"]

ABOUT = "heard_about"
QUOTES_SHOWN = 3


def read_about(topics: Sequence[Topic], comments: pd.DataFrame, chosen: Chosen) -> None:
    """Choose a topic, and read what was said about it."""
    titles = [topic.title for topic in topics]
    if st.session_state.get(ABOUT) not in titles:
        st.session_state.pop(ABOUT, None)
    title = st.selectbox(
        "Read what they said",
        titles,
        index=None,
        key=ABOUT,
        placeholder="Choose one, or press a mark above",
    )
    topic = next((topic for topic in topics if topic.title == title), None)
    if topic is None:
        return
    said = _said_about(topic, comments, chosen)
    with st.container(border=True):
        st.markdown(f"**{text.plain(topic.title)}**: {text.count(len(said), 'comment')}")
        if topic.kind in ("theme", "colleague"):
            sides = (("Not happy", -1), ("Happy", 1), ("Neither", 0))
            there = [(name, said[said["polarity"] == sign]) for name, sign in sides]
            there = [(name, side) for name, side in there if len(side)]
            for column, (name, side) in zip(st.columns(max(1, len(there))), there, strict=False):
                with column:
                    _newest(name, side, chosen)
        else:
            _newest("", said, chosen)


def _said_about(topic: Topic, comments: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The comments about it, newest first, with the polarity of each."""
    if topic.kind == "word":
        pattern = rf"(?<!\w){re.escape(topic.name)}(?!\w)"
        is_said = comments["comment"].str.replace("’", "'").str.contains(pattern, case=False)
        return comments[is_said].assign(polarity=0)
    question = "colleague_quotes" if topic.kind == "colleague" else "quotes"
    about = ask(f"satisfaction/{question}", chosen, text=topic.name)
    return comments.merge(about, on="response_number", sort=False)


def _newest(name: str, said: pd.DataFrame, chosen: Chosen) -> None:
    if name:
        st.markdown(f"{name}: {len(said):,}")
    for comment in rows_of(SatisfactionComments, said.head(QUOTES_SHOWN)):
        st.markdown(f"“{text.plain(comment.comment)}”")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name_link(comment.customer_id, comment.customer_name)
            st.caption(_circumstances(comment, chosen), width="content")
    if len(said) > QUOTES_SHOWN:
        st.caption(f"and {len(said) - QUOTES_SHOWN:,} more")


def _circumstances(comment: SatisfactionComments, chosen: Chosen) -> str:
    day = text.day(comment.responded_on, near=chosen.as_of)
    if comment.score is None:
        return day
    return f"{comment.score} of {10 if comment.metric == 'nps' else 5}, {day}"
