"""Contacts that are noted without a list."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from regulars.app.acts.win_back import NoteContact, UndoContact
from regulars.app.rows.lapsed import LapsedWinBackContacts
from regulars.records.win_back.terms import CHANNELS, LONGEST_NOTES
from regulars.web.kit import text
from regulars.web.kit.calendar import calendar_day
from regulars.web.kit.session import rows
from regulars.web.screens.lapsed.win_back.actions import act_button, carry_out
from regulars.web.screens.lapsed.win_back.results import BY_WORDS

__all__ = ["note_form"]


def note_form(candidates: pd.DataFrame) -> None:
    """A form for one contact, and the last ones that were noted."""
    names = dict(zip(candidates["customer_id"], candidates["customer_name"], strict=True))
    with st.form("win_back_one", clear_on_submit=True, border=False):
        who = st.selectbox("Whom", list(names), format_func=lambda i: names[i], index=None)
        channel = st.selectbox("How", CHANNELS, index=2)
        notes = st.text_input("Note", max_chars=LONGEST_NOTES)
        if st.form_submit_button("Note it") and who:
            carry_out(
                lambda: NoteContact(who, channel, notes, calendar_day()),
                "The contact is noted.",
            )
            st.rerun()
    for row in rows(LapsedWinBackContacts)[:10]:
        number = row.contact_no
        with st.container(horizontal=True, vertical_alignment="center"):
            told = f": {text.plain(row.notes)}" if row.notes is not None else ""
            back = "" if row.returned_on is None else f"; here again on {text.day(row.returned_on)}"
            st.markdown(
                f"{text.plain(row.customer_name)}, {BY_WORDS[row.channel]} on "
                f"{text.day(row.contacted_on)}{told}{back}",
                width="stretch",
            )
            act_button(
                "Undo",
                f"win_back_undo_{row.contact_no}",
                partial(UndoContact, number),
                "The contact is taken back.",
            )
