"""A list to take away: for mail merge, or for the phone."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.acts.copies import DownloadList
from regulars.app.rows import rows_of
from regulars.app.rows.lapsed import LapsedWinBackPeople
from regulars.app.vcards import Card, write_cards
from regulars.web.kit import text
from regulars.web.kit.session import current_session

__all__ = ["download_cards", "mail_merge"]


def mail_merge(people: pd.DataFrame) -> pd.DataFrame:
    """One row a person, with the columns that letters are filled in from."""
    names = people["names"].fillna("").astype(str)
    return pd.DataFrame(
        {
            "first_name": [name.split()[0] if name.split() else "" for name in names],
            "name": names,
            "email": people["email"],
            "phone": people["phone"],
            "usual_item": people["usual_item"],
            "last_visit_on": people["last_visited_on"],
            "visits": people["visit_count"],
        }
    )


def download_cards(people: pd.DataFrame, number: int) -> None:
    """A button that gives the people as a contact file."""
    file_name = f"win-back-{number}.vcf"
    session = current_session()

    def write() -> bytes:
        return write_cards(_card(person) for person in rows_of(LapsedWinBackPeople, people))

    st.download_button(
        "Download for the phone",
        data=lambda: session.do(DownloadList(file_name, len(people), write)),
        file_name=file_name,
        mime="text/vcard",
        on_click="ignore",
        icon=":material/contact_page:",
        key=f"download_{file_name}",
        help="A contact file (vCard) that phones and mail programs read",
    )


def _card(person: LapsedWinBackPeople) -> Card:
    told = [f"Last here on {text.day(person.last_visited_on)}"]
    if not text.is_missing(person.usual_item):
        told.append(f"the usual: {person.usual_item}")
    given = {
        part: "" if text.is_missing(value) else str(value)
        for part, value in (("email", person.email), ("phone", person.phone))
    }
    return Card(str(person.customer_name), notes="; ".join(told), **given)
