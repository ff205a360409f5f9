"""Buttons that change a list or a contact, and what became of the last click."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from regulars.app.acts.act import Act
from regulars.errors import RegularsError
from regulars.web.kit.session import do

__all__ = ["act_button", "carry_out", "say_outcome"]

DONE, FAILED = "win_back_done", "win_back_failed"


def act_button(label: str, key: str, make: Callable[[], Act[object]], done: str) -> None:
    """A button that does something; done is said afterwards.

    The act is made when it is pressed: the screen may have been drawn yesterday.
    """
    st.button(label, key=key, on_click=carry_out, args=(make, done))


def carry_out(make: Callable[[], Act[object]], done: str) -> None:
    """Do it, and keep what the next screen says about it."""
    try:
        do(make())
    except RegularsError as error:
        st.session_state[FAILED] = str(error)
    else:
        st.session_state[DONE] = done


def say_outcome() -> None:
    """What the last click did, once."""
    if (failed := st.session_state.pop(FAILED, None)) is not None:
        st.error(failed, icon=":material/error:")
    if (done := st.session_state.pop(DONE, None)) is not None:
        st.success(done, icon=":material/check:")
