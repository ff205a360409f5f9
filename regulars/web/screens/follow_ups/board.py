"""All cases at once: a board by where they stand, or a list."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.follow_ups import FollowUpsCases
from regulars.web.kit import text
from regulars.web.kit.follow_up_cases import CASE
from regulars.web.kit.parts import note
from regulars.web.kit.score_wording import low_words
from regulars.web.kit.tables import InWords, day_column, download, name_link
from regulars.web.screens.follow_ups.case_wording import (
    STATUS_WORDS,
    UNKNOWN,
    back_words,
    badges_of,
    shortened,
    told_about,
    whose_hands,
)

__all__ = ["board"]

BOARD, LIST = "Board", "List"
COLUMNS = {
    "To answer": ("open",),
    "Contacted": ("contacted",),
    "Done": ("resolved", "no reply possible"),
}
CARDS_SHOWN = 6
NOT_IN_FILE = [
    "case_key",
    "owner_id",
    "customer_id",
    "low_scores",
]


def board(cases: pd.DataFrame, chosen: Chosen) -> None:
    """The cases by where they stand, or one below the other."""
    if not len(cases):
        note("Nothing to answer. A new bad answer opens a case by itself.")
        return
    view = st.segmented_control(
        "View",
        [BOARD, LIST],
        default=BOARD,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    if view == LIST:
        _list(cases)
        return
    columns = st.columns(len(COLUMNS), gap="medium")
    for column, (title, statuses) in zip(columns, COLUMNS.items(), strict=True):
        held = cases[cases["status"].isin(statuses)]
        with column:
            st.markdown(f"**{title}** :gray-badge[{len(held):,}]")
            for case in rows_of(FollowUpsCases, held.head(CARDS_SHOWN)):
                _card(case, chosen)
            if len(held) > CARDS_SHOWN:
                st.caption(f"and {len(held) - CARDS_SHOWN:,} more, in the list")


def _card(case: FollowUpsCases, chosen: Chosen) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall"):
            for badge in badges_of(case, chosen)[1:]:
                st.markdown(badge, width="content")
        name_link(case.customer_id, case.customer_name)
        st.caption(told_about(case, chosen))
        if case.comment is not None:
            st.markdown(f"“{text.plain(shortened(case.comment))}”")
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.caption(whose_hands(case), width="content")
            st.button(
                "Open the case",
                key=f"case_{case.case_key}",
                on_click=_show,
                args=(case.case_key,),
                help="What they said, and what to do about it",
            )


def _list(cases: pd.DataFrame) -> None:
    told = rows_of(FollowUpsCases, cases)
    shown = cases.assign(
        who=cases["customer_name"].fillna(UNKNOWN),
        standing=cases["status"].map(STATUS_WORDS),
        late=cases["is_overdue"].map({True: "overdue", False: ""}),
        said=[low_words(case) for case in told],
        since=[back_words(case) for case in told],
    )
    st.dataframe(
        shown[
            ["who", "standing", "late", "due_on", "owner", "happened_on", "said", "comment"]
            + ["since"]
        ],
        hide_index=True,
        key="cases",
        placeholder="",
        alt="Cases, overdue ones first",
        column_config={
            "who": st.column_config.ButtonColumn(
                "Case",
                key="cases_open",
                type="tertiary",
                alignment="left",
                pinned=True,
                help="Opens the case",
            ),
            "standing": "Where it stands",
            "late": st.column_config.TextColumn("Late", width=90),
            "due_on": day_column("Due"),
            "owner": "In whose hands",
            "happened_on": day_column("Complained"),
            "said": "Scored",
            "comment": "Said",
            "since": "Since then",
        },
        height=min(560, 36 * (len(shown) + 1) + 3),
    )
    press = st.session_state.get("cases_open")
    if press:
        _show(str(shown.iloc[press["row"]]["case_key"]))
        st.rerun()
    download(
        cases,
        "follow-ups.csv",
        told=InWords(FollowUpsCases, "said", low_words),
        left_out=NOT_IN_FILE,
    )


def _show(case_key: str) -> None:
    st.query_params[CASE] = case_key
