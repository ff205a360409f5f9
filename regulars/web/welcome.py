"""The first minutes: the sample café, its banner, and screens without data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from regulars.access import Act
from regulars.web import changes
from regulars.web.premises import current_viewer, is_sample
from regulars.web.screens import page_of

__all__ = [
    "empty_state",
    "progress_bar",
    "sample_banner",
    "show_sample",
]


def sample_banner() -> None:
    """Says when the sample café is shown, and leaves it in one click."""
    if not is_sample():
        return
    with st.container(
        horizontal=True, vertical_alignment="center", border=True, key="sample_banner"
    ):
        st.markdown(
            ":material/local_cafe: **You are looking at a sample café.** Everybody here is made up."
        )
        if not current_viewer().may(Act.SWITCH_SAMPLE):
            return
        if st.button("Use my own data", type="primary", key="leave_sample"):
            changes.leave_sample()
            st.switch_page(page_of("imports"))


def show_sample() -> None:
    """Switch to the sample café, building it when it is not there."""
    with progress_bar("Opening the sample café") as tell:
        changes.show_sample(tell)
    st.switch_page(page_of("today"))


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[float, str], None]]:
    """A bar for long work, gone afterwards: call it with how far it is and what is being done."""
    bar = st.progress(0.0, doing)

    def tell(done: float, doing: str) -> None:
        bar.progress(min(done, 1.0), doing.capitalize())

    try:
        yield tell
    finally:
        bar.empty()


def empty_state(title: str) -> None:
    """A screen without data: what to do, and two buttons that do it."""
    st.caption(f"**{title}**")
    st.title("Nothing here yet", anchor=False)
    if not current_viewer().may(Act.IMPORT):
        st.markdown("As soon as the manager brings the shop's exports, this screen fills itself.")
        return
    st.markdown(
        "Drop in what your till, your booking page and your survey export, and this screen fills "
        "itself. Or look around in a sample café first."
    )
    with st.container(horizontal=True):
        if st.button("Bring my exports", type="primary", icon=":material/upload_file:"):
            st.switch_page(page_of("imports"))
        if st.button("Show the sample café", icon=":material/local_cafe:"):
            show_sample()
