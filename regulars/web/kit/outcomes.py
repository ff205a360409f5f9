"""What a button did, said once the screen is drawn anew; or why it was refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from regulars.errors import RegularsError
from regulars.web.kit import text

__all__ = ["keep_done", "refusals", "say_done"]

DONE = "done"


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
