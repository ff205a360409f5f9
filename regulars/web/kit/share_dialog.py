"""The dialog that shares a screen, which any screen opens."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from regulars.app.acts.links import ShareView
from regulars.app.policy import Permission
from regulars.app.screens import BY_NAME
from regulars.web.context import current_access, current_viewer
from regulars.web.kit import text
from regulars.web.kit.addresses import address_of, show_address
from regulars.web.kit.outcomes import refusals
from regulars.web.kit.session import do, shown_sample

__all__ = ["share_button"]

LASTS = {"1 day": 1, "1 week": 7, "1 month": 30, "3 months": 91, "1 year": 365}


def share_button(screen: str, choices: Mapping[str, str], shown: str) -> None:
    """Opens the dialog that shares a screen; nothing for who may not share.

    Args:
        screen: the screen.
        choices: its filters.
        shown: the filters in words; empty for none.
    """
    if not current_viewer().may(Permission.SHARE):
        return
    pressed = st.button("Share", icon=":material/share:", key="share_view", help="Share this view")
    # An address is told once: whatever else is pressed forgets it.
    st.session_state.pop("shared_now", None)
    if pressed:
        _share_dialog(screen, choices, shown)


@st.dialog("Share this view", width="medium")
def _share_dialog(screen: str, choices: Mapping[str, str], shown: str) -> None:
    if not current_access().asks_to_sign_in:
        st.markdown(
            "Nobody but you at this computer gets in yet, so a link would lead nowhere. Set a "
            "password first; then share as many views as you like."
        )
        st.html('<a class="regulars-button" href="/set-up" target="_self">Set a password</a>')
        return
    done = st.session_state.get("shared_now")
    if done:
        show_address(*done)
        return
    shared = BY_NAME[screen]
    named = shared.view_title
    within = f" ({text.plain(shown)})" if shown else ""
    st.markdown(
        f"Whoever has the link sees **{named}**{within} and nothing else: no downloads, no "
        "e-mails, no phone numbers. A named period moves on with your data."
    )
    with st.form("share", border=False):
        title = st.text_input(
            "Name of this link",
            value=", ".join(part for part in (named, shown) if part)[:80],
            max_chars=80,
        )
        sees_names = st.toggle("Show customers' names", help="Otherwise their initials.")
        has_cards = bool(shared.lists) and st.toggle(
            "Open the cards of the people listed", help="Visits, what they had, what they wrote."
        )
        lasts = st.select_slider("It lasts", list(LASTS), value="1 month")
        passcode = st.text_input(
            "Passcode (optional)", type="password", max_chars=100, help="At least 6 characters."
        )
        if st.form_submit_button("Make the link", type="primary"):
            with refusals():
                link, token = do(
                    ShareView(
                        screen,
                        choices,
                        title,
                        sees_names=sees_names,
                        has_cards=bool(has_cards),
                        days=LASTS.get(str(lasts), 30),
                        passcode=passcode,
                        sample=shown_sample(),
                    )
                )
                st.session_state["shared_now"] = (link.title, address_of(f"/s/{token}"))
                st.rerun(scope="fragment")
