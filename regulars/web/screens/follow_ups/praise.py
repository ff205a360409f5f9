"""Praise of colleagues that they have not heard yet, and what was passed on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.acts.follow_ups import PassOnPraise
from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.follow_ups import FollowUpsPraise
from regulars.web.kit import text
from regulars.web.kit.calendar import calendar_day
from regulars.web.kit.outcomes import keep_done, refusals
from regulars.web.kit.session import do
from regulars.web.kit.tables import cells
from regulars.web.screens.follow_ups.case_wording import name_of, shortened

__all__ = ["praise_detail", "praise_list"]

PRAISE_SHOWN = 3


def praise_detail(praise: pd.DataFrame) -> str:
    """How many good words wait to be heard."""
    waiting = int(praise["passed_on"].isna().sum())
    if not len(praise):
        return "Nobody praised a colleague in this period, or nobody knows who served them."
    if not waiting:
        return "All that people praised in this period was passed on."
    return (
        f"{text.count(waiting, 'good word')} about visits that a colleague served, and that the "
        "colleague has not heard from you yet. It is no ranking: who serves more hears more."
    )


def praise_list(praise: pd.DataFrame, chosen: Chosen) -> None:
    """For each colleague, what was said and has not been passed on."""
    waiting = praise[praise["passed_on"].isna()]
    for cell, staff in cells(sorted(set(waiting["staff"]))):
        with cell:
            st.markdown(f"**{text.plain(staff)}**")
            theirs = waiting[waiting["staff"] == staff]
            for heard in rows_of(FollowUpsPraise, theirs.head(PRAISE_SHOWN)):
                st.markdown(f"“{text.plain(shortened(heard.comment))}”")
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(
                        f"{text.plain(name_of(heard, plain=True))}, {heard.score} of "
                        f"{heard.score_of}, {text.day(heard.responded_on, near=chosen.as_of)}",
                        width="content",
                    )
                    if st.button(
                        "Mark as passed on",
                        icon=":material/check:",
                        type="tertiary",
                        key=f"praise_{heard.praise_key}",
                    ):
                        _pass_on(heard.praise_key, True, staff)
            if len(theirs) > PRAISE_SHOWN:
                st.caption(f"and {len(theirs) - PRAISE_SHOWN:,} more")
    _passed_on(praise[praise["passed_on"].notna()], chosen)


def _passed_on(heard: pd.DataFrame, chosen: Chosen) -> None:
    if not len(heard):
        return
    with st.expander(f"Passed on: {len(heard):,}", icon=":material/check:"):
        for row in rows_of(FollowUpsPraise, heard.head(20)):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(
                    f"**{text.plain(row.staff)}** heard “{text.plain(shortened(row.comment))}” "
                    f"from {text.plain(row.passed_by)} on "
                    f"{text.day(row.passed_on, near=chosen.as_of)}",
                    width="stretch",
                )
                if st.button("Take it back", type="tertiary", key=f"unpraise_{row.praise_key}"):
                    _pass_on(row.praise_key, False, row.staff)


def _pass_on(praise_key: str, is_passed: bool, staff: str) -> None:
    with refusals():
        do(PassOnPraise(praise_key, is_passed, calendar_day()))
        keep_done(f"{staff} has heard it." if is_passed else "Taken back.")
        st.rerun()
