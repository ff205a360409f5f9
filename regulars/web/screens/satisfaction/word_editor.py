"""Managers change what words mean and what colleagues are called; the screen changes at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from regulars.app.acts.word_lists import (
    AddNickname,
    AddWord,
    PreviewWord,
    RemoveNickname,
    ResetWords,
    SwitchOffWord,
    TakeBackWord,
)
from regulars.app.policy import Permission
from regulars.errors import RegularsError
from regulars.facts.comments.word_lists import read_lists
from regulars.records.word_changes import LONGEST_NICKNAME, LONGEST_WORD, Preview, house_words
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.outcomes import do_long
from regulars.web.kit.session import ask, do

__all__ = ["nickname_editor", "preview_words", "word_editor"]

BOX = "word_lists"
SAYS = {"only names it": 0, "is praise": 1, "is blame": -1}
MEANS = {0.0: "names it", 1.0: "praise", -1.0: "blame"}
WORKING = "Comments are heard again …"


def word_editor() -> None:
    """The word lists: add a word, switch one of the house's off, take changes back."""
    if not current_viewer().may(Permission.SET_WORDS):
        return
    with st.expander(
        "Change which words count", icon=":material/tune:", key=BOX, on_change="rerun"
    ) as box:
        if not box.open:
            return
        st.markdown(
            "A theme or feeling is heard by its words. Add those that your customers use; switch "
            "off what means something else in your house. It holds for all comments, old ones too."
        )
        name, changed = _chosen_list(), ask("satisfaction/word_changes")
        left, right = st.columns(2, gap="large")
        with left:
            _add(name, int((~changed["is_removed"]).sum()))
        with right:
            _switch_off(name, changed)
        _changed(changed)


def nickname_editor() -> None:
    """What else colleagues are called."""
    if not current_viewer().may(Permission.SET_WORDS):
        return
    known = ask("satisfaction/nicknames")
    with st.popover("Nicknames", icon=":material/badge:", type="tertiary"):
        st.markdown("How else do people call a colleague? First names count by themselves.")
        staff = st.selectbox(
            "Colleague", list(ask("shop/staff")["staff"]), index=None, key="nickname_of"
        )
        nickname = st.text_input(
            "is also called",
            key=f"nickname_{len(known)}",
            max_chars=LONGEST_NICKNAME,
        )
        if st.button("Add the nickname", key="add_nickname", disabled=not (staff and nickname)):
            do_long(AddNickname(str(staff), nickname), WORKING, "The nickname counts from now on.")
        for row in _rows(known):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{text.plain(row.staff)}: {text.plain(row.nickname)}", width="stretch")
                if st.button("Remove", type="tertiary", key=f"no_nickname_{row.Index}"):
                    do_long(RemoveNickname(str(row.staff), str(row.nickname)), WORKING, "Removed.")


def preview_words(preview: Preview, title: str) -> str:
    """What a word would change, before it is kept."""
    if not preview.said_count:
        return "No comment says it yet; it will count once one does."
    said = text.count(preview.said_count, "comment")
    newest = "" if preview.is_whole else "Of the newest that may say it: "
    says = "says" if preview.said_count == 1 else "say"
    more = preview.after_count - preview.before_count
    if not more:
        return (
            f"{newest}{said} {says} it; {preview.before_count:,} of these count for {title} "
            "already, so it would change none."
        )
    return (
        f"{newest}{said} {says} it; {preview.before_count:,} of these count for {title} now, "
        f"**{preview.after_count:,}** would."
    )


def _chosen_list() -> str:
    lists = read_lists()
    titles = {**lists.themes, **{feeling: f"Felt {feeling}" for feeling in lists.feelings}}
    return str(
        st.selectbox(
            "Theme or feeling", list(titles), format_func=titles.__getitem__, key="word_list"
        )
    )


def _title(name: str) -> str:
    return read_lists().themes.get(name, name).lower()


def _add(name: str, added_count: int) -> None:
    st.markdown("**Add a word or phrase**")
    # A field of its own for each state of the list: what was added is not there any more.
    word = st.text_input(
        "Word or phrase",
        key=f"new_word_{added_count}",
        max_chars=LONGEST_WORD,
        help="A plural in s counts too. disappoint\\* is every word that begins so.",
    )
    polarity = 0
    if name in read_lists().themes:
        says = st.segmented_control(
            "It", list(SAYS), default="only names it", key=f"word_says_{added_count}"
        )
        polarity = SAYS.get(str(says), 0)
    if not word.strip():
        st.button("Add it", key="add_word", disabled=True)
        return
    try:
        preview = do(PreviewWord(word, name, polarity))
    except RegularsError as refused:
        st.error(text.plain(refused.message), icon=":material/error:")
        return
    st.markdown(preview_words(preview, _title(name)))
    if st.button("Add it", key="add_word", type="primary"):
        do_long(AddWord(word, name, polarity), WORKING, "The word counts from now on.")


def _switch_off(name: str, changed: pd.DataFrame) -> None:
    st.markdown("**Switch off a word of the house's list**")
    listed = house_words(name)
    off = set(changed[(changed["theme_or_feeling"] == name) & changed["is_removed"]]["word"])
    there = [word for word in listed if word not in off]
    word = st.selectbox(
        f"One of {len(there):,} words and phrases",
        there,
        index=None,
        format_func=lambda each: f"{each} ({MEANS[listed[each]]})" if listed[each] else each,
        key=f"house_word_{name}_{len(off)}",
        placeholder="Type to find one",
    )
    if st.button("Switch it off", key="switch_off_word", disabled=word is None):
        do_long(SwitchOffWord(str(word), name), WORKING, "The word is off.")


def _changed(changed: pd.DataFrame) -> None:
    """What differs from the house's lists, each with a way back."""
    if not len(changed):
        st.caption("Nothing is changed: these are the house's lists.")
        return
    st.markdown(f"**Changed here**: {text.count(len(changed), 'word')}")
    for row in _rows(changed):
        polarity = 0.0 if text.is_missing(row.polarity) else float(row.polarity)
        what = "switched off" if row.is_removed else f"added, {MEANS[polarity]}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{text.plain(row.word)}** · {text.plain(_title(row.theme_or_feeling))} · "
                f"{what}, by {text.plain(row.changed_by)}",
                width="stretch",
            )
            if st.button("Take it back", type="tertiary", key=f"take_back_word_{row.Index}"):
                taking_back = TakeBackWord(str(row.word), str(row.theme_or_feeling))
                do_long(taking_back, WORKING, "Taken back.")
    if len(changed) > 1 and st.button("Back to the house's lists", key="reset_words"):
        do_long(ResetWords(), WORKING, "These are the house's lists again.")


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples()
