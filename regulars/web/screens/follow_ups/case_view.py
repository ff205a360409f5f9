"""One case: what they said, what is done about it, and whom to answer."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from regulars.app.acts.follow_ups import TakeCaseStep, UndoCaseStep
from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.customer import CustomerAnswers, CustomerCard
from regulars.app.rows.follow_ups import FollowUpsCases, FollowUpsSteps
from regulars.records.follow_ups.steps import DEEDS, LONGEST_NOTES, STATUSES, Step
from regulars.web.context import current_access, current_viewer
from regulars.web.kit import text
from regulars.web.kit.calendar import calendar_day
from regulars.web.kit.card_wording import card_words
from regulars.web.kit.follow_up_cases import CASE, only_of, sees_all
from regulars.web.kit.outcomes import keep_done, refusals
from regulars.web.kit.session import ask, do, rows
from regulars.web.kit.tables import name_link
from regulars.web.screens.follow_ups.case_wording import (
    STATUS_WORDS,
    badges_of,
    name_of,
    outcome_of,
    shortened,
    told_about,
)

__all__ = ["case_view"]

NOBODY = "Nobody yet"
DEED_WORDS = {
    "share": "Shared it with the team",
    "thank": "Thanked them",
    "fix": "Fixed it",
}


def case_view(case: FollowUpsCases, chosen: Chosen) -> None:
    """One case: what they said, what is done about it, and the customer's card beside it."""
    st.button(
        "All follow-ups",
        icon=":material/arrow_back:",
        type="tertiary",
        key="case_back",
        on_click=_close,
    )
    st.title(name_of(case), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        badges = badges_of(case, chosen)
        for badge in badges if case.is_open else badges[1:]:
            st.markdown(badge, width="content")
    left, right = st.columns([3, 2], gap="large")
    steps = ask("follow_ups/steps", case_key=case.case_key, owner_id=only_of())
    with left:
        _said(case, chosen)
        st.markdown(outcome_of(case))
        _form(case)
        _history(case, steps, chosen)
    with right:
        _customer(case, chosen)


def _said(case: FollowUpsCases, chosen: Chosen) -> None:
    with st.container(border=True, gap="xsmall"):
        st.caption(told_about(case, chosen))
        if case.comment is not None:
            st.markdown(f"“{text.plain(case.comment)}”")
        elif case.is_by_hand and case.is_there:
            st.markdown("Opened by hand; the first note says why.")
        elif not case.is_there:
            st.markdown("The answer is not in your data any more: its import was taken back.")
        else:
            st.markdown("No words, only scores.")


def _form(case: FollowUpsCases) -> None:
    # With each step the form is a new one, filled in with what holds now.
    with st.form(f"follow_up_{case.case_key}_{case.step_count}"):
        status = st.segmented_control(
            "Where it stands",
            list(STATUSES),
            default=case.status,
            format_func=STATUS_WORDS.__getitem__,
            key=f"status_{case.case_key}_{case.step_count}",
        )
        done_before = [] if case.done is None else case.done.split(",")
        done = st.pills(
            "What was done",
            list(DEEDS),
            selection_mode="multi",
            default=done_before,
            format_func=DEED_WORDS.__getitem__,
            key=f"done_{case.case_key}_{case.step_count}",
        )
        owner_column, due_column = st.columns(2)
        with owner_column:
            owner, owner_id = _choose_owner(case)
        with due_column:
            due_on = st.date_input(
                "Answer by",
                pd.Timestamp(case.due_on).date(),
                key=f"due_{case.case_key}_{case.step_count}",
            )
        notes = st.text_area(
            "Note for colleagues",
            key=f"notes_{case.case_key}_{case.step_count}",
            max_chars=LONGEST_NOTES,
            height=90,
        )
        if not st.form_submit_button("Save", type="primary", key=f"save_{case.case_key}"):
            return
    is_new_day = isinstance(due_on, date) and due_on != pd.Timestamp(case.due_on).date()
    step = Step(
        owner=owner,
        owner_id=owner_id,
        due_on=due_on if is_new_day else None,
        status=str(status) if status and status != case.status else None,
        done=sorted(done, key=DEEDS.index) if set(done) != set(done_before) else None,
        notes=notes,
    )
    with refusals():
        do(TakeCaseStep(case.case_key, step, calendar_day()))
        keep_done("Saved.")
        st.rerun()


def _choose_owner(case: FollowUpsCases) -> tuple[str | None, str]:
    """Into whose hands it is given: (name, account); None where that stays as it is."""
    now = "" if text.is_missing(case.owner) else str(case.owner)
    if not sees_all():
        st.text_input("In whose hands", now, disabled=True, key=f"owner_{case.case_key}_fixed")
        return None, ""
    people = {person.name: person.person_id for person in current_access().people.everybody()}
    colleagues = ask("shop/staff")
    serving = colleagues[~colleagues["has_left"].astype(bool)]["staff"]
    names = list(dict.fromkeys([NOBODY, *people, *([now] if now else []), *serving]))
    picked = st.selectbox(
        "In whose hands",
        names,
        index=names.index(now) if now else 0,
        accept_new_options=True,
        key=f"owner_{case.case_key}_{case.step_count}",
        help="Who signs in here sees the cases given to them. Any other name may be typed.",
    )
    owner = "" if picked in (None, NOBODY) else str(picked)
    account = people.get(owner, "")
    before = case.owner_id or ""
    if (owner, account) == (now, before):
        return None, ""
    return owner, account


def _history(case: FollowUpsCases, steps: pd.DataFrame, chosen: Chosen) -> None:
    if not len(steps):
        return
    st.markdown("**What was done so far**")
    for step in rows_of(FollowUpsSteps, steps):
        told = [
            *([] if step.status is None else [STATUS_WORDS[step.status]]),
            *([] if step.owner is None else [f"given to {text.plain(step.owner) or 'nobody'}"]),
            *([] if step.due_on is None else [f"to answer by {text.day(step.due_on)}"]),
            *(
                []
                if step.done is None
                else [DEED_WORDS[deed].lower() for deed in step.done.split(",") if deed]
            ),
        ]
        when = text.day(step.stepped_on, near=chosen.as_of)
        st.caption(f"{when}, {text.plain(step.stepped_by)}: {'; '.join(told) or 'a note'}")
        if step.notes is not None:
            st.markdown(text.plain(step.notes))
    if (sees_all() or steps.iloc[0]["stepped_by"] == current_viewer().name) and st.button(
        "Take the last step back",
        icon=":material/undo:",
        type="tertiary",
        key=f"undo_step_{case.case_key}",
    ):
        with refusals():
            do(UndoCaseStep(case.case_key))
            keep_done("Taken back.")
            st.rerun()


def _customer(case: FollowUpsCases, chosen: Chosen) -> None:
    """What there is to know before writing or calling."""
    st.markdown("**Who this is**")
    if case.customer_id is None:
        st.caption(
            "The answer names nobody we know. What they complain about can be looked into all the "
            "same."
        )
        return
    for person in rows(CustomerCard, chosen, customer_id=case.customer_id):
        with st.container(border=True, gap="xsmall"):
            name_link(person.customer_id, person.customer_name)
            st.markdown(text.plain(card_words(person)) + ".")
            st.caption(
                f"{text.STATUS_WORDS[person.status].capitalize()}; "
                f"{text.count(person.visit_count, 'visit')} since "
                f"{text.day(person.first_visited_on)}; spent "
                f"{text.money(person.spend, chosen.currency)}"
            )
            for contact in (person.email, person.phone):
                if contact is not None:
                    # To copy: an address made harmless for Markdown reaches nobody.
                    st.code(contact, language=None)
    answers = ask("customer/answers", chosen, customer_id=case.customer_id)
    earlier = answers[answers["comment"].notna()].drop_duplicates(["responded_on", "comment"])
    for answer in rows_of(CustomerAnswers, earlier.head(3)):
        st.caption(
            f"{text.day(answer.responded_on, near=chosen.as_of)}: "
            f"“{text.plain(shortened(str(answer.comment)))}”"
        )


def _close() -> None:
    st.query_params.pop(CASE, None)
