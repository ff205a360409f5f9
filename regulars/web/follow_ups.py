"""What only the Follow-ups screen says and draws, and the buttons elsewhere that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pandas as pd
import pytz
import streamlit as st

from regulars.access import Act, utc_now
from regulars.desk.follow_ups import DEEDS, LONGEST_NOTES, STATUSES, Step
from regulars.errors import RegularsError
from regulars.web import changes, words
from regulars.web.answers import ask, ask_one
from regulars.web.changes.complaints import CustomerOrAnswer
from regulars.web.filters import Chosen
from regulars.web.lists import cells, day_column, download, name_link
from regulars.web.parts import Figure, note
from regulars.web.premises import current_access, current_viewer, is_sample
from regulars.web.screens import page_of

__all__ = [
    "answer_button",
    "board",
    "case_view",
    "cases_of",
    "customer_button",
    "detail",
    "figures",
    "figures_of",
    "history_note",
    "opened_case",
    "outcome_note",
    "own_detail",
    "own_sentence",
    "praise_detail",
    "praise_list",
    "sees_all",
    "sentence",
]

CASE = "case"
DONE = "follow_up_done"
BOARD, LIST = "Board", "List"
CARDS_SHOWN, PRAISE_SHOWN, LETTERS_SHOWN = 6, 3, 160
NOBODY, UNKNOWN = "Nobody yet", "Somebody we do not know"
STATUS_WORDS = {
    "open": "To answer",
    "contacted": "Contacted",
    "resolved": "Resolved",
    "no reply possible": "No reply possible",
}
COLUMNS = {
    "To answer": ("open",),
    "Contacted": ("contacted",),
    "Done": ("resolved", "no reply possible"),
}
DEED_WORDS = {
    "share": "Shared it with the team",
    "thank": "Thanked them",
    "fix": "Fixed it",
}


def sees_all() -> bool:
    """Whether whoever is looking sees everybody's cases, or those given to them."""
    return current_viewer().may(Act.GIVE)


def calendar_day() -> date:
    """The shop's own calendar day, never before its last trading day; in a sample, that day."""
    overview = ask_one("shop/overview")
    last_on: date = pd.Timestamp(overview.last_trading_on).date()
    if is_sample():
        return last_on
    known = not words.is_missing(overview.time_zone)
    zone = pytz.timezone(str(overview.time_zone)) if known else pytz.utc
    return max(last_on, utc_now().replace(tzinfo=pytz.utc).astimezone(zone).date())


def cases_of(chosen: Chosen) -> pd.DataFrame:
    """The cases that whoever is looking may see."""
    return ask("follow_ups/cases", chosen, today=calendar_day(), owner_id=_owner_id())


def figures_of(chosen: Chosen) -> Any:
    """How many of those wait."""
    return ask_one("follow_ups/figures", chosen, today=calendar_day(), owner_id=_owner_id())


def opened_case(cases: pd.DataFrame) -> Any:
    """The case that the address names, if it is among those that may be seen; else None."""
    named = cases[cases["case_key"] == str(st.query_params.get(CASE, ""))]
    return next(named.itertuples(index=False), None)


def sentence(counts: Any) -> str:
    """How many wait, and how many too long."""
    if not counts.open_count:
        return "Nobody waits for an answer"
    waiting = words.count(counts.open_count, "complaint")
    told = f"{waiting} {'waits' if counts.open_count == 1 else 'wait'} for an answer"
    if counts.overdue_count:
        told += f"; {counts.overdue_count:,} {'is' if counts.overdue_count == 1 else 'are'} overdue"
    return told


def detail(outcomes: pd.DataFrame) -> str:
    """Whether answering pays, as far as the data can say."""
    kinds: dict[str, Any] = {str(row.kind): row for row in outcomes.itertuples()}
    answered, unanswered = kinds.get("answered"), kinds.get("unanswered")
    if unanswered is None or not unanswered.is_enough:
        return "It is too early to say who comes back after a complaint."
    told = (
        f"Of {unanswered.judged_count:,} complaints that nobody answered, "
        f"{words.percent(unanswered.recovered_rate)} came back all the same"
    )
    if answered is None or not answered.is_enough:
        return f"{told}. Too few were answered yet to say what an answer does."
    told += f"; of {answered.judged_count:,} answered, {words.percent(answered.recovered_rate)}."
    if answered.difference_low > 0:
        return f"{told} That is more than chance."
    if answered.difference_high < 0:
        return f"{told} That is fewer, and more than chance."
    return f"{told} That may be chance."


def own_sentence(counts: Any) -> str:
    """What was given to whoever is looking."""
    if not counts.open_count:
        return "Nothing waits for you"
    return f"{words.count(counts.open_count, 'complaint')} given to you"


def own_detail(counts: Any) -> str | None:
    """How many of them are late."""
    if not counts.overdue_count:
        return None
    return f"{counts.overdue_count:,} {'is' if counts.overdue_count == 1 else 'are'} overdue."


def figures(counts: Any, outcomes: pd.DataFrame) -> list[Figure]:
    """Who waits, how soon people hear from us, and who came back with and without an answer."""
    kinds: dict[str, Any] = {str(row.kind): row for row in outcomes.itertuples()}
    answered = kinds.get("answered")
    return [
        Figure(
            "Waiting",
            f"{counts.open_count:,}",
            f"{counts.overdue_count:,} overdue; {counts.unowned_count:,} in nobody's hands",
        ),
        Figure(
            "First reply",
            "none yet"
            if answered is None
            else "same day"
            if answered.median_reply_days < 1
            else words.count(answered.median_reply_days, "day"),
            "after the complaint"
            if answered is None
            else f"the middle one of {words.count(answered.complaint_count, 'reply', 'replies')}",
        ),
        _recovery("Came back, answered", answered),
        _recovery("Came back, not answered", kinds.get("unanswered")),
    ]


def board(cases: pd.DataFrame, chosen: Chosen) -> None:
    """The cases by where they stand, or one below the other."""
    _say_done()
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
            for case in held.head(CARDS_SHOWN).itertuples(index=False):
                _card(case, chosen)
            if len(held) > CARDS_SHOWN:
                st.caption(f"and {len(held) - CARDS_SHOWN:,} more, in the list")


def history_note(counts: Any) -> None:
    """What is too old to be answered now."""
    if counts.history_count:
        older = words.count(counts.history_count, "older complaint")
        st.caption(
            f"{older} nobody took up: more than 60 days ago, they open no case. They are what the "
            "answered ones are compared with."
        )


def outcome_note(outcomes: pd.DataFrame) -> None:
    """What the comparison cannot say."""
    if len(outcomes):
        st.caption(
            "Whom you answer is not left to chance: part of a difference may be who they are. "
            "People we do not know cannot be seen coming back and are left out."
        )


def case_view(case: Any, chosen: Chosen) -> None:
    """One case: what they said, what is done about it, and the customer's card beside it."""
    st.button(
        "All follow-ups",
        icon=":material/arrow_back:",
        type="tertiary",
        key="case_back",
        on_click=_close,
    )
    _say_done()
    st.title(_name(case), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        badges = _badges(case, chosen)
        for badge in badges if case.is_open else badges[1:]:
            st.markdown(badge, width="content")
    left, right = st.columns([3, 2], gap="large")
    steps = ask("follow_ups/steps", case_key=case.case_key, owner_id=_owner_id())
    with left:
        _said(case, chosen)
        st.markdown(_outcome(case))
        _form(case)
        _history(case, steps, chosen)
    with right:
        _customer(case, chosen)


def customer_button(customer_id: str) -> None:
    """On the card: the cases that are open, and a button for what was said at the counter."""
    if not current_viewer().may(Act.FOLLOW_UP):
        return
    day = calendar_day()
    cases = ask("follow_ups/cases", today=day, owner_id=_owner_id(), location=None)
    for case in cases[cases["is_open"] & (cases["customer_id"] == customer_id)].itertuples():
        st.page_link(
            page_of("follow_ups"),
            label=f"Follow-up, due {words.day(case.due_on, near=day)}",
            icon=":material/forum:",
            query_params={CASE: str(case.case_key)},
        )
    with st.popover("Open a follow-up", icon=":material/forum:", type="tertiary"):
        st.markdown("For a complaint that no survey brought: at the counter, by phone, by letter.")
        told = st.text_area(
            "What happened?", key=f"follow_up_of_{customer_id}", max_chars=LONGEST_NOTES
        )
        if st.button("Open it", key=f"follow_up_now_{customer_id}", disabled=not told.strip()):
            _open(customer_id, told)


def answer_button(response_number: Any, responded_on: Any) -> None:
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
        _open((int(response_number), pd.Timestamp(responded_on).date()), "")


def praise_detail(praise: pd.DataFrame) -> str:
    """How many good words wait to be heard."""
    waiting = int(praise["passed_on"].isna().sum())
    if not len(praise):
        return "Nobody praised a colleague in this period, or nobody knows who served them."
    if not waiting:
        return "All that people praised in this period was passed on."
    return (
        f"{words.count(waiting, 'good word')} about visits that a colleague served, and that the "
        "colleague has not heard from you yet. It is no ranking: who serves more hears more."
    )


def praise_list(praise: pd.DataFrame, chosen: Chosen) -> None:
    """For each colleague, what was said and has not been passed on."""
    waiting = praise[praise["passed_on"].isna()]
    counts = waiting.groupby("staff", as_index=False).agg(words=("praise_key", "size"))
    for cell, colleague in cells(counts):
        with cell:
            st.markdown(f"**{words.plain(colleague.staff)}**")
            theirs = waiting[waiting["staff"] == colleague.staff]
            for heard in theirs.head(PRAISE_SHOWN).itertuples(index=False):
                st.markdown(f"“{words.plain(_short(heard.comment))}”")
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(
                        f"{words.plain(_name(heard, plain=True))}, {heard.score} of "
                        f"{heard.score_of}, {words.day(heard.responded_on, near=chosen.as_of)}",
                        width="content",
                    )
                    if st.button(
                        "Mark as passed on",
                        icon=":material/check:",
                        type="tertiary",
                        key=f"praise_{heard.praise_key}",
                    ):
                        _pass_on(str(heard.praise_key), True, str(colleague.staff))
            if len(theirs) > PRAISE_SHOWN:
                st.caption(f"and {len(theirs) - PRAISE_SHOWN:,} more")
    _passed_on(praise[praise["passed_on"].notna()], chosen)


def _passed_on(heard: pd.DataFrame, chosen: Chosen) -> None:
    if not len(heard):
        return
    with st.expander(f"Passed on: {len(heard):,}", icon=":material/check:"):
        for row in heard.head(20).itertuples(index=False):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(
                    f"**{words.plain(row.staff)}** heard “{words.plain(_short(row.comment))}” "
                    f"from {words.plain(row.passed_by)} on "
                    f"{words.day(row.passed_on, near=chosen.as_of)}",
                    width="stretch",
                )
                if st.button("Take it back", type="tertiary", key=f"unpraise_{row.praise_key}"):
                    _pass_on(str(row.praise_key), False, str(row.staff))


def _owner_id() -> str | None:
    """Whose cases are asked for: everybody's for who sees all."""
    return None if sees_all() else current_viewer().person_id


def _recovery(label: str, row: Any) -> Figure:
    if row is None or not row.is_enough:
        count = 0 if row is None else row.judged_count
        return Figure(label, "too few", f"{count:,} with their time over; it takes 5")
    return Figure(
        label,
        words.percent(row.recovered_rate),
        f"{words.percent_range(row.recovered_low, row.recovered_high)}, "
        f"{row.recovered_count:,} of {row.judged_count:,}",
    )


def _card(case: Any, chosen: Chosen) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall"):
            for badge in _badges(case, chosen)[1:]:
                st.markdown(badge, width="content")
        name_link(case.customer_id, case.customer_name)
        st.caption(_about(case, chosen))
        if not words.is_missing(case.comment):
            st.markdown(f"“{words.plain(_short(case.comment))}”")
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.caption(_owner(case), width="content")
            st.button(
                "Open the case",
                key=f"case_{case.case_key}",
                on_click=_show,
                args=(case.case_key,),
                help="What they said, and what to do about it",
            )


def _list(cases: pd.DataFrame) -> None:
    shown = cases.assign(
        who=cases["customer_name"].fillna(UNKNOWN),
        standing=cases["status"].map(STATUS_WORDS),
        late=cases["is_overdue"].map({True: "overdue", False: ""}),
    )
    st.dataframe(
        shown[
            ["who", "standing", "late", "due_on", "owner", "happened_on", "said", "comment"]
            + ["outcome"]
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
            "outcome": "Since then",
        },
        height=min(560, 36 * (len(shown) + 1) + 3),
    )
    press = st.session_state.get("cases_open")
    if press:
        _show(str(shown.iloc[press["row"]]["case_key"]))
        st.rerun()
    download(cases.drop(columns=["case_key", "owner_id", "customer_id"]), "follow-ups.csv")


def _said(case: Any, chosen: Chosen) -> None:
    with st.container(border=True, gap="xsmall"):
        st.caption(_about(case, chosen))
        if not words.is_missing(case.comment):
            st.markdown(f"“{words.plain(case.comment)}”")
        elif case.is_by_hand and case.is_there:
            st.markdown("Opened by hand; the first note says why.")
        elif not case.is_there:
            st.markdown("The answer is not in your data any more: its import was taken back.")
        else:
            st.markdown("No words, only scores.")


def _form(case: Any) -> None:
    # With each step the form is a new one, filled in with what holds now.
    with st.form(f"follow_up_{case.case_key}_{case.step_count}"):
        status = st.segmented_control(
            "Where it stands",
            list(STATUSES),
            default=case.status,
            format_func=STATUS_WORDS.__getitem__,
            key=f"status_{case.case_key}_{case.step_count}",
        )
        done_before = [] if words.is_missing(case.done) else str(case.done).split(",")
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
    with _refusals():
        changes.take_case_step(str(case.case_key), step, today=calendar_day())
        st.session_state[DONE] = "Saved."
        st.rerun()


def _choose_owner(case: Any) -> tuple[str | None, str]:
    """Into whose hands it is given: (name, account); None where that stays as it is."""
    now = "" if words.is_missing(case.owner) else str(case.owner)
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
    before = "" if words.is_missing(case.owner_id) else str(case.owner_id)
    if (owner, account) == (now, before):
        return None, ""
    return owner, account


def _history(case: Any, steps: pd.DataFrame, chosen: Chosen) -> None:
    if not len(steps):
        return
    st.markdown("**What was done so far**")
    for step in steps.itertuples(index=False):
        told = [
            *([] if words.is_missing(step.status) else [STATUS_WORDS[str(step.status)]]),
            *(
                []
                if words.is_missing(step.owner)
                else [f"given to {words.plain(step.owner) or 'nobody'}"]
            ),
            *([] if words.is_missing(step.due_on) else [f"to answer by {words.day(step.due_on)}"]),
            *(
                []
                if words.is_missing(step.done)
                else [DEED_WORDS[deed].lower() for deed in str(step.done).split(",") if deed]
            ),
        ]
        when = words.day(step.stepped_on, near=chosen.as_of)
        st.caption(f"{when}, {words.plain(step.stepped_by)}: {'; '.join(told) or 'a note'}")
        if not words.is_missing(step.notes):
            st.markdown(words.plain(step.notes))
    if (sees_all() or steps.iloc[0]["stepped_by"] == current_viewer().name) and st.button(
        "Take the last step back",
        icon=":material/undo:",
        type="tertiary",
        key=f"undo_step_{case.case_key}",
    ):
        with _refusals():
            changes.undo_case_step(str(case.case_key))
            st.session_state[DONE] = "Taken back."
            st.rerun()


def _customer(case: Any, chosen: Chosen) -> None:
    """What there is to know before writing or calling."""
    st.markdown("**Who this is**")
    if words.is_missing(case.customer_id):
        st.caption(
            "The answer names nobody we know. What they complain about can be looked into all the "
            "same."
        )
        return
    card = ask("customer/card", chosen, customer_id=case.customer_id)
    for person in card.itertuples(index=False):
        with st.container(border=True, gap="xsmall"):
            name_link(person.customer_id, person.customer_name)
            st.markdown(words.plain(person.sentence) + ".")
            st.caption(
                f"{words.STATUS_WORDS[str(person.status)].capitalize()}; "
                f"{words.count(person.visit_count, 'visit')} since "
                f"{words.day(person.first_visited_on)}; spent "
                f"{words.money(person.spend, chosen.currency)}"
            )
            for contact in (person.email, person.phone):
                if not words.is_missing(contact):
                    # To copy: an address made harmless for Markdown reaches nobody.
                    st.code(str(contact), language=None)
    answers = ask("customer/answers", chosen, customer_id=case.customer_id)
    earlier = answers[answers["comment"].notna()].drop_duplicates(["responded_on", "comment"])
    for answer in earlier.head(3).itertuples(index=False):
        st.caption(
            f"{words.day(answer.responded_on, near=chosen.as_of)}: "
            f"“{words.plain(_short(answer.comment))}”"
        )


def _badges(case: Any, chosen: Chosen) -> list[str]:
    """Where it stands, by when it is to be answered, and whether they came back."""
    due = words.day(case.due_on, near=chosen.as_of)
    badges = [f":blue-badge[{STATUS_WORDS[str(case.status)]}]"]
    if case.is_overdue:
        badges.append(f":red-badge[:material/alarm: Overdue since {due}]")
    elif case.is_open:
        badges.append(f":gray-badge[:material/schedule: Due {due}]")
    else:
        badges.append(f":gray-badge[{STATUS_WORDS[str(case.status)]}]")
    if case.is_recovered:
        badges.append(f":green-badge[:material/favorite: {_back_word(case)}]")
    return badges


def _outcome(case: Any) -> str:
    told = words.plain(case.outcome)
    return f"**{_back_word(case)}:** {told}." if case.is_recovered else f"Since then: {told}."


def _back_word(case: Any) -> str:
    """Who came back before anybody answered was not won back."""
    return "Came back" if case.status == "open" else "Recovered"


def _about(case: Any, chosen: Chosen) -> str:
    served = "" if words.is_missing(case.staff) else f"served by {words.plain(case.staff)}"
    scored = "" if words.is_missing(case.said) else words.plain(case.said)
    when = words.day(case.happened_on, near=chosen.as_of)
    return " · ".join(part for part in (when, scored, served) if part)


def _owner(case: Any) -> str:
    if words.is_missing(case.owner):
        return "in nobody's hands"
    return f"in {words.plain(case.owner)}'s hands"


def _name(person: Any, *, plain: bool = False) -> str:
    if words.is_missing(person.customer_name):
        return UNKNOWN
    return str(person.customer_name) if plain else words.plain(person.customer_name)


def _short(text: Any) -> str:
    told = str(text)
    return told if len(told) <= LETTERS_SHOWN else told[:LETTERS_SHOWN].rstrip() + "…"


def _show(case_key: str) -> None:
    st.query_params[CASE] = case_key


def _close() -> None:
    st.query_params.pop(CASE, None)


def _open(about: CustomerOrAnswer, told: str) -> None:
    with _refusals():
        key = changes.open_case(about, told, today=calendar_day())
        st.session_state[DONE] = "The case is open."
        st.switch_page(page_of("follow_ups"), query_params={CASE: key})


def _pass_on(praise_key: str, is_passed: bool, staff: str) -> None:
    with _refusals():
        changes.pass_on_praise(praise_key, is_passed, today=calendar_day())
        st.session_state[DONE] = f"{staff} has heard it." if is_passed else "Taken back."
        st.rerun()


def _say_done() -> None:
    done = st.session_state.pop(DONE, None)
    if done:
        st.toast(words.plain(done), icon=":material/check:")


@contextmanager
def _refusals() -> Iterator[None]:
    """Shows what was refused where it was asked."""
    try:
        yield
    except RegularsError as refused:
        st.error(words.plain(refused.message), icon=":material/error:")
