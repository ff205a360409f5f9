"""Win-back lists on the Lapsed screen: make one, note a contact, and what the lists brought."""

from __future__ import annotations

import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.policy import Permission
from regulars.app.rows import rows_of
from regulars.app.rows.lapsed import LapsedWinBackLists
from regulars.web.context import current_viewer
from regulars.web.kit.parts import note, section
from regulars.web.kit.session import ask
from regulars.web.screens.lapsed.win_back.actions import say_outcome
from regulars.web.screens.lapsed.win_back.contact_form import note_form
from regulars.web.screens.lapsed.win_back.list_form import make_form
from regulars.web.screens.lapsed.win_back.list_view import one_list

__all__ = ["win_back_part"]


def win_back_part(chosen: Chosen) -> None:
    """Lists for winning people back; for who may contact customers, nothing for all others."""
    if not current_viewer().may(Permission.CONTACT):
        return
    section(
        "Win them back, and see whether it worked",
        "A list of whom to contact. A few, drawn at random, are left alone: only beside them "
        "can you see what contacting people changes.",
    )
    say_outcome()
    candidates = ask("lapsed/win_back_candidates", chosen)
    lists = ask("lapsed/win_back_lists")
    if len(candidates):
        with st.expander("Make a list", icon=":material/playlist_add:", key="win_back_make"):
            make_form(
                candidates, chosen, next_no=int(lists["list_no"].max()) + 1 if len(lists) else 1
            )
        with st.expander("Note a contact without a list", icon=":material/edit_note:"):
            note_form(candidates)
    elif lists.empty:
        note("Nobody is late now, so there is nobody to win back.")
    for result in rows_of(LapsedWinBackLists, lists):
        one_list(result, chosen)
