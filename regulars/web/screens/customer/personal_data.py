"""On the card: everything that is held about somebody, and forgetting them."""

from __future__ import annotations

import json

import streamlit as st

from regulars.app.acts.identity import ErasePerson, ExportPerson
from regulars.app.policy import Permission
from regulars.web.kit.navigation import open_customer
from regulars.web.kit.outcomes import refusals
from regulars.web.kit.session import current_session, do, is_sample

__all__ = ["person_buttons"]

SURE = "ERASE"


def person_buttons(customer_id: str) -> None:
    """Two quiet buttons for managers: everything held about this person, and forgetting them."""
    session = current_session()
    viewer = session.viewer
    with st.container(horizontal=True):
        if viewer.may(Permission.EXPORT_PERSON):

            def write() -> bytes:
                held = session.do(ExportPerson(customer_id))
                return json.dumps(held, ensure_ascii=False, indent=2).encode()

            st.download_button(
                "Download all we hold",
                data=write,
                # Never their name: the file lies about in a folder of downloads.
                file_name="a-customers-data.json",
                mime="application/json",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
                key="download_person",
                help="For somebody who asks what you know about them.",
            )
        # The sample's people are made up, and everybody looks at the same ones.
        if (
            viewer.may(Permission.ERASE)
            and not is_sample()
            and st.button(
                "Erase this person",
                icon=":material/person_off:",
                type="tertiary",
                key="erase_person",
                help="For somebody who asks to be forgotten.",
            )
        ):
            _erase_dialog(customer_id)


@st.dialog("Erase this person for good?")
def _erase_dialog(customer_id: str) -> None:
    st.markdown(
        "**Gone for good:** name, e-mails, phones, cards, customer numbers, what they wrote, and "
        "rejected rows that mention them. **Kept:** their visits and what was sold, under "
        '"Erased person". The same exports brought again do not bring them back.'
    )
    st.markdown(
        "This cannot be undone. The data file is written anew without them. **Backups made before "
        "still hold them** until they are rolled over, and so do export files that you keep."
    )
    typed = st.text_input(f"Type {SURE} to confirm", key="erase_typed", max_chars=20)
    if st.button(
        "Erase for good",
        type="primary",
        key="erase_now",
        disabled=typed.strip().upper() != SURE,
    ):
        with refusals(), st.spinner("Forgetting"):
            erased = do(ErasePerson(customer_id))
            open_customer(erased)
