"""The head of the Sharing screen: who can look, and its parts."""

from __future__ import annotations

from typing import Any

import streamlit as st

from regulars import __version__
from regulars.store.migrations import newest_number
from regulars.web.context import current_access
from regulars.web.kit import text
from regulars.web.kit.session import ask
from regulars.web.screens.sharing.timestamps import this_minute

__all__ = ["name_version", "open_sharing", "three_parts"]


def open_sharing() -> None:
    """The screen's name, and the sentence that says who can look."""
    st.caption("**Sharing**")
    if not current_access().asks_to_sign_in:
        st.title("Only you, at this computer", anchor=False)
        st.markdown(
            "Nobody signs in yet, so the dashboard answers to nobody else. Choose a name and a "
            "password to let your team in and to share single screens by a link."
        )
        st.html('<a class="regulars-button" href="/set-up" target="_self">Set a password</a>')
        name_version()
        st.stop()
    people = ask("sharing/people", now=this_minute())
    links = ask("sharing/links", now=this_minute())
    open_count = int((links["standing"] == "open").sum())
    st.title(
        f"{text.count(len(people), 'person', 'people')} can sign in; "
        f"{text.count(open_count, 'shared view')} {'is' if open_count == 1 else 'are'} open",
        anchor=False,
    )
    st.markdown(
        "To share what you see, press **Share** on any screen: it keeps the filters, and whoever "
        "has the link sees that screen and nothing else."
    )


def three_parts() -> Any:
    """The parts of the screen."""
    return st.tabs(["Shared views", "Team", "What was done"])


def name_version() -> None:
    """Which program this is, small, for whoever asks for help or is about to upgrade it."""
    st.caption(f"Regulars {__version__}, data file number {newest_number()}")
