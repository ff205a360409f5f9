"""The buttons on other screens that open a case, or lead to one."""

from __future__ import annotations

from datetime import date

import streamlit as st

from regulars.app.acts.act import Act
from regulars.app.acts.follow_ups import OpenCaseAboutAnswer, OpenCaseAboutCustomer
from regulars.app.policy import Permission
from regulars.app.rows import rows_of
from regulars.app.rows.follow_ups import FollowUpsCases
from regulars.records.follow_ups.steps import LONGEST_NOTES
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.calendar import calendar_day
from regulars.web.kit.follow_up_cases import CASE, only_of, sees_all
from regulars.web.kit.navigation import page_of
from regulars.web.kit.outcomes import keep_done, refusals
from regulars.web.kit.session import ask, do

__all__ = ["answer_button", "customer_button"]


def customer_button(customer_id: str) -> None:
    """On the card: the cases that are open, and a button for what was said at the counter."""
    if not current_viewer().may(Permission.FOLLOW_UP):
        return
    day = calendar_day()
    cases = ask("follow_ups/cases", today=day, owner_id=only_of(), location=None)
    theirs = cases[cases["is_open"] & (cases["customer_id"] == customer_id)]
    for case in rows_of(FollowUpsCases, theirs):
        st.page_link(
            page_of("follow_ups"),
            label=f"Follow-up, due {text.day(case.due_on, near=day)}",
            icon=":material/forum:",
            query_params={CASE: case.case_key},
        )
    with st.popover("Open a follow-up", icon=":material/forum:", type="tertiary"):
        st.markdown("For a complaint that no survey brought: at the counter, by phone, by letter.")
        told = st.text_area(
            "What happened?", key=f"follow_up_of_{customer_id}", max_chars=LONGEST_NOTES
        )
        if st.button("Open it", key=f"follow_up_now_{customer_id}", disabled=not told.strip()):
            _open(OpenCaseAboutCustomer(customer_id, told, day))


def answer_button(response_number: int, responded_on: date) -> None:
    """A quiet button beside a comment: it opens its case, whatever the score."""
    if not sees_all():
        return
    if st.button(
        "Follow up",
        icon=":material/forum:",
        type="tertiary",
        key=f"follow_up_{response_number}",
        help="Somebody should answer this",
    ):
        _open(OpenCaseAboutAnswer(response_number, responded_on, calendar_day()))


def _open(case: Act[str]) -> None:
    with refusals():
        key = do(case)
        keep_done("The case is open.")
        st.switch_page(page_of("follow_ups"), query_params={CASE: key})
