"""On the card: what to remember of a customer, how they were thanked, and how we wrote to them."""

from __future__ import annotations

import streamlit as st

from regulars.app.acts.cards import GiveThanks, RemoveNote, RestoreNote, UndoThanks, WriteNote
from regulars.app.filters import Chosen
from regulars.app.policy import Permission
from regulars.app.rows.customer import (
    CustomerContacts,
    CustomerMilestones,
    CustomerNotes,
    CustomerThanks,
)
from regulars.records.notes import KINDS, LONGEST_NOTE
from regulars.records.thanks import LONGEST_THANKS, OCCASIONS
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.outcomes import refusals
from regulars.web.kit.parts import section
from regulars.web.kit.session import do, rows

__all__ = ["contact_list", "note_part", "thanks_part"]

KIND_WORDS = {
    "allergy": "Allergy",
    "likes": "Likes",
    "dislikes": "Does not like",
    "note": "Note",
}
KIND_BADGES = {
    "allergy": ":red-badge[:material/warning: Allergy]",
    "likes": ":green-badge[:material/thumb_up: Likes]",
    "dislikes": ":orange-badge[:material/thumb_down: Does not like]",
    "note": ":gray-badge[:material/sticky_note_2: Note]",
}
REMOVED = "removed_note"


def note_part(customer_id: str, chosen: Chosen) -> None:
    """The notes, allergies first, and a form for one more."""
    section("What to remember", "For the team only; allergies are shown on Today, too.")
    for note in rows(CustomerNotes, customer_id=customer_id):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"{KIND_BADGES[note.kind]} {text.plain(note.notes)}  \n"
                f":small[:gray[{text.plain(note.written_by)}, "
                f"{text.day(note.written_at, near=chosen.as_of)}]]",
                width="stretch",
            )
            if st.button(
                "Remove",
                key=f"remove_note_{note.note_no}",
                type="tertiary",
                icon=":material/close:",
            ):
                _remove(note.note_no, customer_id)
    _offer_undo(customer_id)
    if not current_viewer().may(Permission.WRITE):
        return
    with st.form(f"note_of_{customer_id}", clear_on_submit=True, border=False):
        kind = st.segmented_control(
            "What is it?",
            list(KIND_WORDS),
            default="note",
            format_func=KIND_WORDS.__getitem__,
            key=f"note_kind_{customer_id}",
        )
        told = st.text_input(
            "In a few words",
            max_chars=LONGEST_NOTE,
            key=f"note_words_{customer_id}",
            placeholder="Oat milk, never cow's",
        )
        is_written = st.form_submit_button("Remember it", icon=":material/edit_note:")
    if is_written and told.strip():
        do(WriteNote(customer_id, kind if kind in KINDS else "note", told))
        st.rerun()


def _remove(note_no: int, customer_id: str) -> None:
    with refusals():
        do(RemoveNote(note_no))
        st.session_state[REMOVED] = (customer_id, note_no)
        st.rerun()


def _offer_undo(customer_id: str) -> None:
    removed = st.session_state.get(REMOVED)
    if removed is None or removed[0] != customer_id:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Removed.", width="content")
        if st.button("Undo", key="restore_note", type="tertiary", icon=":material/undo:"):
            do(RestoreNote(removed[1]))
            del st.session_state[REMOVED]
            st.rerun()


def thanks_part(customer_id: str, chosen: Chosen) -> None:
    """What they could be thanked for, a form to say that they were, and the last times."""
    given = rows(CustomerThanks, customer_id=customer_id)
    due = rows(CustomerMilestones, customer_id=customer_id, as_of=chosen.as_of)
    section("Thanks", _thanks_words(given, due, chosen))
    for thanks in given[:5]:
        with st.container(horizontal=True, vertical_alignment="center"):
            told = f": {text.plain(thanks.notes)}" if thanks.notes else ""
            st.markdown(
                f":material/favorite: **{thanks.occasion.capitalize()}**{told}  \n"
                f":small[:gray[{text.plain(thanks.thanked_by)}, "
                f"{text.day(thanks.thanked_at, near=chosen.as_of)}]]",
                width="stretch",
            )
            if st.button(
                "Undo",
                key=f"undo_thanks_{thanks.thanks_no}",
                type="tertiary",
                icon=":material/undo:",
            ):
                do(UndoThanks(thanks.thanks_no))
                st.rerun()
    if not current_viewer().may(Permission.WRITE):
        return
    with (
        st.popover("Say that they were thanked", icon=":material/favorite:"),
        st.form(f"thanks_of_{customer_id}", clear_on_submit=True, border=False),
    ):
        occasion = st.selectbox(
            "What for?", OCCASIONS, format_func=str.capitalize, key=f"occasion_{customer_id}"
        )
        told = st.text_input(
            "What was said or given",
            max_chars=LONGEST_THANKS,
            key=f"thanks_words_{customer_id}",
            placeholder="A coffee on the house",
        )
        is_given = st.form_submit_button("Keep it", type="primary")
    if is_given:
        do(GiveThanks(customer_id, str(occasion), told))
        st.rerun()


def _thanks_words(
    given: list[CustomerThanks], due: list[CustomerMilestones], chosen: Chosen
) -> str:
    if due and not due[0].is_thanked:
        return (
            f"Visit number {due[0].visit_number} was on "
            f"{text.day(due[0].reached_on, near=chosen.as_of)}; nobody has thanked them since."
        )
    return "Nobody has thanked them yet." if not given else "The last times."


def contact_list(customer_id: str, chosen: Chosen) -> None:
    """When somebody wrote to them or called; only for who may contact customers."""
    if not current_viewer().may(Permission.CONTACT):
        return
    made = rows(CustomerContacts, customer_id=customer_id)
    if not made:
        return
    section("How we wrote to them")
    for contact in made[:10]:
        about = "" if contact.list_title is None else f", {text.plain(contact.list_title)}"
        told = "" if contact.notes is None else f": {text.plain(contact.notes)}"
        st.markdown(
            f"{text.day(contact.contacted_on, near=chosen.as_of)}, "
            f"{text.plain(contact.channel)} by {text.plain(contact.contacted_by)}{about}{told}"
        )
