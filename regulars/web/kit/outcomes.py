"""What a button did, said once the screen is drawn anew; or why it was refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from regulars.app.acts.act import Act
from regulars.errors import RegularsError
from regulars.web.kit import text
from regulars.web.kit.progress import progress_bar
from regulars.web.kit.session import do

__all__ = ["do_long", "keep_done", "refusals", "say_done"]

DONE = "done"
UNCHANGED = "Cancelled: nothing was changed."


def keep_done(told: str) -> None:
    """Keep what was done until the next screen says it."""
    st.session_state[DONE] = told


def say_done() -> None:
    """Say what was done, once."""
    done = st.session_state.pop(DONE, None)
    if done:
        st.toast(text.plain(done), icon=":material/check:")


@contextmanager
def refusals() -> Iterator[None]:
    """Shows what was refused where it was asked."""
    try:
        yield
    except RegularsError as refused:
        st.error(text.plain(refused.message), icon=":material/error:")


def do_long(act: Act[Any], doing: str, done: str = "") -> None:
    """Do what takes long, with a bar and a way to cancel it, and draw the screen anew.

    Args:
        act: what is done.
        doing: what is said meanwhile.
        done: what the next screen says; empty where it shows.
    """
    with refusals():
        with progress_bar(doing, cancelled=UNCHANGED) as tell:
            do(act, tell)
        keep_done(done)
        st.rerun()
