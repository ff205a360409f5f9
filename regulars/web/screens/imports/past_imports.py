"""What only the Imports screen draws: upload, what was understood, history."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.acts.imports import UndoImport
from regulars.app.policy import Permission
from regulars.app.rows import rows_of
from regulars.app.rows.imports import ImportsHistory, ImportsReasons, ImportsRejectedRows
from regulars.intake.rejections import Code, Rejection
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.outcomes import do_long
from regulars.web.kit.parts import headline, section
from regulars.web.kit.samples import offer_samples
from regulars.web.kit.session import ask, is_sample
from regulars.web.kit.share_dialog import share_button
from regulars.web.kit.tables import count_column, day_column, download

__all__ = [
    "TAKEN_BACK",
    "TAKING_BACK",
    "history_table",
    "offer_sample",
    "open_imports",
    "rejected_rows",
    "shared_table",
    "take_back",
    "why",
]

TAKING_BACK, TAKEN_BACK = "Taking it back", "Taken back."


def open_imports() -> None:
    """The screen's name and sentence."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.caption("**Imports**", width="content")
        with st.container(width="content"):
            share_button("imports", {}, "")
    if not current_viewer().may(Permission.IMPORT):
        headline("What came in")
        return
    headline(
        "Bring your exports",
        "Whatever your till, booking page and survey give away: CSV, Excel, JSON, also zipped. "
        "What we do not know we ask about once. Bringing a file twice changes nothing.",
    )


def history_table(history: pd.DataFrame) -> None:
    """Every import with its counts."""
    st.dataframe(
        history[
            [
                "file_name",
                "title",
                "from_on",
                "to_on",
                "read_count",
                "kept_count",
                "known_count",
                "rejected_count",
            ]
        ],
        hide_index=True,
        key="history",
        placeholder="",
        alt="The imports, newest first, with the counts of rows",
        column_config={
            "file_name": st.column_config.TextColumn("File", pinned=True),
            "title": "Understood as",
            "from_on": day_column("From"),
            "to_on": day_column("To"),
            "read_count": count_column("Rows read"),
            "kept_count": count_column("Kept"),
            "known_count": count_column("Already known"),
            "rejected_count": count_column("Rejected"),
        },
    )


def take_back(history: pd.DataFrame) -> None:
    """Take an import back, after a second question."""
    if not current_viewer().may(Permission.IMPORT) or is_sample():
        return
    with st.popover("Take an import back", icon=":material/undo:"):
        names = {
            f"{row.file_name}, {text.count(row.kept_count, 'row')} kept": row.import_id
            for row in rows_of(ImportsHistory, history)
        }
        picked = st.selectbox("Which one?", list(names), key="undo_which")
        st.caption(
            "Its rows go, as if it had never been brought; those that another file brought as well "
            "stay. Your notes and decisions stay too. You can bring the file again."
        )
        if st.button("Take it back", type="primary", key="undo_now"):
            do_long(UndoImport(names[str(picked)]), TAKING_BACK, TAKEN_BACK)


def rejected_rows(history: pd.DataFrame) -> None:
    """The rejected rows of one import: why, with the row's number and text."""
    refused = history[history["rejected_count"] > 0]
    if not len(refused):
        return
    section("Rows that could not be used", "They are kept here as they were; fix and bring again.")
    names = {
        f"{row.file_name} ({text.count(row.rejected_count, 'row')})": row.import_id
        for row in rows_of(ImportsHistory, refused)
    }
    picked = st.selectbox("File", list(names), key="rejected_of", label_visibility="collapsed")
    import_id = names.get(str(picked), next(iter(names.values())))
    reasons = rows_of(ImportsReasons, ask("imports/reasons", import_id=import_id))
    for reason in sorted(reasons, key=lambda one: (-one.row_count, why(one))):
        st.markdown(
            f"- **{text.count(reason.row_count, 'row')}:** {text.plain(why(reason))}. "
            f"The first is row {reason.example_row_number:,}."
        )
    if current_viewer().is_link:
        return
    rows = pd.DataFrame(
        {
            "row_number": row.row_number,
            "reason": why(row),
            "row_text": row.row_text,
        }
        for row in rows_of(ImportsRejectedRows, ask("imports/rejected_rows", import_id=import_id))
    )
    with st.expander("See the rows"):
        st.dataframe(
            rows,
            hide_index=True,
            key="rejected",
            alt="The rejected rows with their numbers and reasons",
            column_config={
                "row_number": count_column("Row"),
                "reason": "Why",
                "row_text": "As it stands in the file",
            },
        )
    download(rows, f"rejected-rows-{import_id}.csv", "Download the rejected rows")


def why(row: ImportsReasons | ImportsRejectedRows) -> str:
    """Why a row, or rows, could not be used."""
    return Rejection(
        Code(row.code), row.column_name, row.cell, row.detail, row.earlier_reason
    ).words


def shared_table(shared: pd.DataFrame) -> None:
    """E-mails and phones under several names."""
    st.dataframe(
        shared,
        hide_index=True,
        key="shared",
        alt="Contacts that belong to several names",
        column_config={
            "kind": "Kind",
            "contact": "Contact",
            "name_count": count_column("Names"),
            "names": "Who",
        },
    )


def offer_sample() -> None:
    """A way to the samples for who has nothing at hand."""
    if is_sample() or not current_viewer().may(Permission.SWITCH_SAMPLE):
        return
    offer_samples()
