"""What people talk about: themes, feelings, colleagues named and new words, with what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.web.context import current_viewer
from regulars.web.kit import parts, text
from regulars.web.kit.charts.theme import Chart
from regulars.web.kit.session import ask
from regulars.web.screens.satisfaction import topic_charts
from regulars.web.screens.satisfaction.quotes import ABOUT, read_about
from regulars.web.screens.satisfaction.topics import (
    Topic,
    advice,
    arranged_feelings,
    arranged_themes,
    every_topic,
)
from regulars.web.screens.satisfaction.word_editor import nickname_editor, word_editor

__all__ = ["heard_part", "questions"]

FEWEST_JUDGING = 5
WORDS_SHOWN = 10
UNHEARD = "No comment in this view names a theme or tells of a feeling."


def heard_part(comments: pd.DataFrame, chosen: Chosen) -> None:
    """The part of the Satisfaction screen about words, and for managers their lists."""
    themes = arranged_themes(ask("satisfaction/themes", chosen))
    feelings = arranged_feelings(ask("satisfaction/feelings", chosen))
    if not len(comments):
        return
    parts.section("What they talk about")
    if len(themes):
        st.markdown(advice(themes))
    people, new_words = _named(chosen)
    topics = every_topic(themes, feelings, people, new_words)
    if not topics:
        parts.note(UNHEARD)
    else:
        _pictures(themes, feelings, topics)
        read_about(topics, comments, chosen)
    if current_viewer().sight.names:
        left, right = parts.two_columns()
        with left:
            _colleagues(people)
        with right:
            _new_words(new_words)
    word_editor()


def questions() -> tuple[str, ...]:
    """The questions behind the part, as far as whoever is looking may ask them."""
    named = ("satisfaction/colleagues", "satisfaction/emerging_words")
    return (
        "satisfaction/themes",
        "satisfaction/feelings",
        *(named if current_viewer().sight.names else ()),
    )


def _named(chosen: Chosen) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Colleagues named and new words; neither for whom names are hidden from."""
    if not current_viewer().sight.names:
        return pd.DataFrame(), pd.DataFrame()
    return (
        ask("satisfaction/colleagues", chosen),
        ask("satisfaction/emerging_words", chosen).head(WORDS_SHOWN),
    )


def _pictures(themes: pd.DataFrame, feelings: pd.DataFrame, topics: Sequence[Topic]) -> None:
    dark = parts.is_dark()
    left, right = parts.two_columns()
    with left:
        st.markdown("**How they like each theme**, of those who judge it")
        _pressable(topic_charts.theme_rates(themes, dark=dark), "heard_themes", themes["title"])
    with right:
        st.markdown("**What they felt**, share of all comments")
        titles = "Felt " + feelings["feeling"].astype(str)
        _pressable(topic_charts.feeling_rates(feelings, dark=dark), "heard_feelings", titles)


def _pressable(chart: Chart, key: str, titles: pd.Series) -> None:
    """A chart whose marks choose what is read below it."""
    bottom_up = list(titles)[::-1]

    def choose() -> None:
        points = st.session_state[key].selection.points
        if points:
            st.session_state[ABOUT] = bottom_up[int(points[0]["point_index"])]

    st.plotly_chart(
        chart.figure,
        theme=None,
        key=key,
        alt=chart.alt,
        config={"displayModeBar": False},
        on_select=choose,
        selection_mode="points",
    )


def _colleagues(people: pd.DataFrame) -> None:
    """Who is named, in the order of their names."""
    st.markdown("**Colleagues named in comments**")
    if len(people):
        st.dataframe(
            people.assign(
                liked=[
                    text.percent_range(row.low, row.high)
                    if row.good_count + row.bad_count >= FEWEST_JUDGING
                    else "too few to say"
                    for row in _rows(people)
                ]
            )[["colleague", "comment_count", "good_count", "bad_count", "liked"]],
            hide_index=True,
            column_config={
                "colleague": "Colleague",
                "comment_count": st.column_config.NumberColumn("Comments", width=85),
                "good_count": st.column_config.NumberColumn("Good", width=60),
                "bad_count": st.column_config.NumberColumn("Bad", width=60),
                "liked": st.column_config.TextColumn(
                    "Share good", help="Of those that sound good or bad, with its 95 % interval"
                ),
            },
            key="heard_colleagues",
            alt="Colleagues with the number of comments that name them, by name",
        )
        st.caption(
            "How the comments sound as a whole: of somebody who is missed they sound sad. By name, "
            "no ranking: who serves more is named more. Pass the praise on."
        )
    else:
        st.caption("No comment names a colleague in this view.")
    nickname_editor()


def _new_words(new_words: pd.DataFrame) -> None:
    st.markdown("**New words**: said more in the last 30 days than in the year before")
    if not len(new_words):
        st.caption(
            "No word is new: it takes five comments, and more than chance would bring. A word that "
            "comes up is often the first sign of something."
        )
        return
    parts.draw(topic_charts.emerging_words(new_words, dark=parts.is_dark()), "new_words")
    st.caption("More often than chance would have it. Choose one above to read who says it.")


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples()
