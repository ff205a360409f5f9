"""A list that was made: its result, its people, and who was contacted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.acts.win_back import (
    MarkContacted,
    MarkListContacted,
    RemoveList,
    UndoContact,
    UndoListMarking,
)
from regulars.app.filters import Chosen
from regulars.app.policy import Permission
from regulars.app.rows.lapsed import LapsedWinBackLists
from regulars.records.win_back.terms import CHANNELS, LONGEST_NOTES
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.calendar import calendar_day
from regulars.web.kit.session import ask
from regulars.web.kit.tables import day_column, download, money_column
from regulars.web.screens.lapsed.win_back.actions import act_button, carry_out
from regulars.web.screens.lapsed.win_back.downloads import download_cards, mail_merge
from regulars.web.screens.lapsed.win_back.results import BY_WORDS, result_words

__all__ = ["one_list"]


def one_list(result: LapsedWinBackLists, chosen: Chosen) -> None:
    """One list that was made, and its buttons."""
    number = result.list_no
    title, detail = result_words(result, chosen.currency)
    people = ask("lapsed/win_back_people", list_no=number)
    with st.container(border=True, key=f"win_back_list_{number}"):
        st.markdown(
            f"**{text.plain(result.title)}** · {BY_WORDS[str(result.channel)]} · made on "
            f"{text.day(result.made_on, near=chosen.as_of)}"
        )
        st.markdown(f"**{title}.** {detail}")
        if result.not_counted_count:
            st.caption(
                f"{text.count(result.not_counted_count, 'entry', 'entries')} not counted: erased "
                "since, or found to be the same person as somebody else."
            )
        _actions(result, people)
        with st.expander(
            f"{text.count(result.group_count, 'person', 'people')} to contact, "
            f"{text.count(result.held_out_count, 'person', 'people')} left alone"
        ):
            _people(people, chosen, number)


def _actions(result: LapsedWinBackLists, people: pd.DataFrame) -> None:
    number = result.list_no
    to_contact = people[~people["is_held_out"] & ~people["has_refused"]]
    waiting = int(to_contact["contacted_on"].isna().sum())
    if waiting:
        notes = st.text_input(
            "Note for all of them",
            max_chars=LONGEST_NOTES,
            key=f"win_back_notes_{number}",
            placeholder="Such as what you offered",
        )
    with st.container(horizontal=True):
        viewer = current_viewer()
        if viewer.may(Permission.EXPORT) and viewer.sight.contacts and len(to_contact):
            download(mail_merge(to_contact), f"win-back-{number}.csv", "Download for mail merge")
            download_cards(to_contact, number)
        if waiting:
            act_button(
                f"Mark {waiting:,} as contacted",
                f"win_back_mark_{number}",
                lambda: MarkListContacted(number, notes, calendar_day()),
                "Noted.",
            )
        if result.contacted_count:
            act_button(
                "Undo marking",
                f"win_back_unmark_{number}",
                lambda: UndoListMarking(number),
                "The marking is taken back.",
            )
        with st.popover("Remove"):
            st.markdown(
                "Its result goes. Who was contacted stays noted as contacted; who was left alone "
                "may be on other lists again."
            )
            act_button(
                "Remove the list",
                f"win_back_remove_{number}",
                lambda: RemoveList(number),
                "The list is removed.",
            )


def _people(people: pd.DataFrame, chosen: Chosen, number: int) -> None:
    shown = people.assign(
        group=["left alone" if held else "to contact" for held in people["is_held_out"]]
    )
    columns = {
        "customer_name": "Name",
        "group": "Group",
        "contacted_on": day_column("Contacted"),
        "contacted_by_channel": "How",
        "notes": "Note",
        "returned_on": day_column("Came back"),
        "spend": money_column("Spent", chosen),
    }
    st.dataframe(
        shown[list(columns)],
        hide_index=True,
        column_config=columns,
        key=f"win_back_people_{number}",
        alt="The people on this list, whom to contact first",
        placeholder="",
        height=min(360, 36 * (len(shown) + 1) + 3),
    )
    open_ones = people[~people["is_held_out"] & ~people["has_refused"]]
    done = {int(n) for n in open_ones[open_ones["contacted_on"].notna()]["contact_no"]}
    names = {
        int(who): f"{name} (contacted)" if int(who) in done else str(name)
        for who, name in zip(open_ones["contact_no"], open_ones["customer_name"], strict=True)
    }
    if not names:
        return
    with st.form(f"win_back_person_{number}", clear_on_submit=True, border=False):
        who = st.selectbox("One person", list(names), format_func=lambda n: names[n], index=None)
        how = st.selectbox("How", CHANNELS)
        notes = st.text_input("Note", max_chars=LONGEST_NOTES)
        if st.form_submit_button("Mark as contacted, or undo it") and who:
            if who in done:
                carry_out(lambda: UndoContact(who), "The contact is taken back.")
            else:
                carry_out(
                    lambda: MarkContacted(who, how, notes, calendar_day()),
                    "Noted.",
                )
            st.rerun()
