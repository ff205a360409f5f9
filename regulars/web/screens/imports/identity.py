"""Who is who on the Imports screen: what is suggested, merged and decided."""

from __future__ import annotations

from typing import Any

import streamlit as st

from regulars.app.acts.identity import KeepApart, MergePeople, SplitPerson, UndoDecision
from regulars.app.policy import Permission
from regulars.app.rows import rows_of
from regulars.app.rows.customer import CustomerSearch
from regulars.app.rows.imports import (
    ImportsDecisions,
    ImportsJoiningContacts,
    ImportsMergedPeople,
    ImportsPersonContacts,
    ImportsSuggestedMatches,
)
from regulars.app.rows.shop import ShopOverview
from regulars.intake.handle_words import Handle, Handles
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.charts.coverage import coverage_by_week
from regulars.web.kit.outcomes import do_long
from regulars.web.kit.parts import draw, is_dark, section
from regulars.web.kit.session import ask, row
from regulars.web.kit.tables import name_link
from regulars.web.screens.imports.identity_wording import (
    decision_words,
    evidence_words,
    habit_words,
    joined_words,
)
from regulars.web.screens.imports.past_imports import shared_table

__all__ = ["people_part"]

MERGES_SHOWN, DECISIONS_SHOWN, FOUND_SHOWN = 10, 50, 20
WORKING = "Working out who is who"


def people_part() -> None:
    """Who is who: what is suggested, shared, merged and decided, and how much has a name."""
    coverage = ask("imports/coverage")
    if not len(coverage):
        return
    section(
        "Who is who",
        "Records with the same customer number, loyalty card, e-mail or phone are one person. A "
        "name alone never makes them one: then you are asked.",
    )
    if current_viewer().may(Permission.IDENTIFY):
        _suggestions()
        _merged()
        _decided()
    shared = ask("imports/shared_contacts")
    if len(shared):
        section(
            "Contacts that belong to several people",
            "A household or a front desk: they join nobody, so that nobody is mixed up.",
        )
        shared_table(shared)
    last = coverage.iloc[-1]
    section(
        f"{text.percent(last['known_visit_rate'])} of last week's visits have a name",
        "The others are walk-ins, and are counted as such. Ask for the loyalty card or an e-mail "
        "at the till, and the lines rise.",
    )
    draw(coverage_by_week(coverage, dark=is_dark()), "coverage")


def _suggestions() -> None:
    suggested = ask("imports/suggested_matches")
    skipped = st.session_state.setdefault("people_later", set())
    left = [
        pair
        for pair in rows_of(ImportsSuggestedMatches, suggested)
        if (pair.customer_id, pair.other_customer_id) not in skipped
    ]
    if not left:
        st.caption(
            "Nobody looks like somebody else."
            if not len(suggested)
            else f"{text.count(len(suggested), 'pair')} left for later."
        )
    else:
        pair = left[0]
        st.markdown(
            f"**Are these the same person?** They have {evidence_words(pair)}."
            + (f" :gray-badge[{len(left):,} to look at]" if len(left) > 1 else "")
        )
        one, other = st.columns(2)
        with one:
            _side(pair, "")
        with other:
            _side(pair, "other_")
        ids = (str(pair.customer_id), str(pair.other_customer_id))
        with st.container(horizontal=True):
            if st.button("Same person", type="primary", icon=":material/join:", key="same_person"):
                do_long(MergePeople(*ids), WORKING, "They are one person now.")
            if st.button("Keep apart", icon=":material/call_split:", key="keep_apart"):
                do_long(KeepApart(*ids), WORKING, "They stay two people.")
            if st.button("Later", type="tertiary", key="decide_later"):
                skipped.add(ids)
                st.rerun()
    with st.popover("Merge two people yourself", icon=":material/join:"):
        _merge_by_hand()


def _side(pair: ImportsSuggestedMatches, prefix: str) -> None:
    """One of two people: what tells whether it is the same as the other."""

    def get(name: str) -> Any:
        return getattr(pair, prefix + name)

    with st.container(border=True, height="stretch", gap="xsmall"):
        name_link(get("customer_id"), get("customer_name"))
        told = {
            "Contact": get("contact"),
            "Record": ", ".join(Handles(get("record_kinds"), get("records")).in_words),
            "Usually": habit_words(get("usual_item"), get("usual_weekday")),
        }
        for label, value in told.items():
            if not text.is_missing(value) and str(value):
                st.markdown(f"{label}: {text.plain(value)}")
        count = text.count(get("visit_count"), "visit")
        st.caption(
            f"{count}, {text.day(get('first_visited_on'))} to {text.day(get('last_visited_on'))}"
            if get("visit_count")
            else "Never here yet"
        )


def _merge_by_hand() -> None:
    st.caption("For two whom you know to be one, and nothing in the exports says so.")
    one, other = _pick("The one", "one"), _pick("is the same as", "other")
    if one and other and one == other:
        st.caption("That is one person already.")
    elif one and other and st.button("Merge them", type="primary", key="merge_by_hand"):
        do_long(MergePeople(one, other), WORKING, "They are one person now.")


def _pick(label: str, key: str) -> str | None:
    """Somebody found by a part of their name: the customer's id."""
    typed = st.text_input(label, key=f"merge_{key}", max_chars=80, placeholder="Part of a name")
    if not typed.strip():
        return None
    as_of = row(ShopOverview).last_trading_on
    found = ask("customer/search", text=typed.strip()[:80], as_of=as_of).head(FOUND_SHOWN)
    if not len(found):
        st.caption("Nobody has that in their name.")
        return None
    names = {
        person.customer_id: f"{person.customer_name}, "
        f"{text.count(person.visit_count, 'visit')}, last here "
        f"{text.day(person.last_visited_on)}"
        for person in rows_of(CustomerSearch, found)
    }
    return st.selectbox(
        "Which one?",
        list(names),
        format_func=lambda one: names[str(one)],
        key=f"merge_which_{key}",
        label_visibility="collapsed",
    )


def _merged() -> None:
    merged = ask("imports/merged_people")
    if not len(merged):
        return
    people = text.count(len(merged), "person", "people")
    with st.expander(f"Joined automatically: {people} with several records", key="merged"):
        chosen = merged.head(MERGES_SHOWN)
        if len(merged) > MERGES_SHOWN:
            names = {
                str(
                    row.customer_id
                ): f"{row.customer_name}, {text.count(row.record_count, 'record')}"
                for row in rows_of(ImportsMergedPeople, merged)
            }
            picked = st.selectbox(
                "Who",
                list(names),
                index=None,
                format_func=lambda one: names[str(one)],
                placeholder=f"The first {MERGES_SHOWN} are shown; choose another",
                key="merged_who",
                label_visibility="collapsed",
            )
            if picked:
                chosen = merged[merged["customer_id"] == picked]
        for person in rows_of(ImportsMergedPeople, chosen):
            _merged_person(person)


def _merged_person(person: ImportsMergedPeople) -> None:
    customer_id = person.customer_id
    with st.container(border=True, gap="xsmall"):
        name_link(customer_id, person.customer_name)
        if person.name_count > 1:
            st.markdown(f":orange-badge[Several names] {text.plain(person.names)}")
        joining = rows_of(
            ImportsJoiningContacts, ask("imports/joining_contacts", customer_id=customer_id)
        )
        st.markdown(f"Because {text.plain(joined_words(joining))}.")
        with st.popover("One of them is somebody else", type="tertiary"):
            _split_form(customer_id)


def _split_form(customer_id: str) -> None:
    contacts = ask("imports/person_contacts", customer_id=customer_id)
    own = contacts[~contacts["is_shared"]]
    numbers = {
        row.handle_no: f"{Handle(row.kind).kind_in_words} {row.contact}"
        + ("" if row.names is None else f", {row.names}")
        for row in rows_of(ImportsPersonContacts, own)
    }
    picked = st.radio(
        "Whose record is not theirs?",
        list(numbers),
        format_func=lambda number: text.plain(numbers[int(str(number))]),
        key=f"split_{customer_id}",
    )
    st.caption(
        "It becomes a person of its own, with the contacts that stand on it alone. What both have "
        "in common joins nobody any more."
    )
    if st.button("Take them apart", type="primary", key=f"split_now_{customer_id}"):
        do_long(SplitPerson(customer_id, int(str(picked))), WORKING, "They are two people now.")


def _decided() -> None:
    decisions = ask("imports/decisions")
    if not len(decisions):
        return
    title = f"What you decided: {text.count(len(decisions), 'decision')}"
    with st.expander(title, key="decided"):
        for decision in rows_of(ImportsDecisions, decisions.head(DECISIONS_SHOWN)):
            _decision(decision)
        if len(decisions) > DECISIONS_SHOWN:
            st.caption(f"The newest {DECISIONS_SHOWN} are shown.")


def _decision(decision: ImportsDecisions) -> None:
    is_undone = decision.undone_at is not None
    number = decision.decision_no
    with st.container(border=True, gap="xsmall"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(
                decision_words(decision) + (" :gray-badge[taken back]" if is_undone else "")
            )
            if not is_undone and st.button(
                "Undo", key=f"undo_decision_{number}", icon=":material/undo:"
            ):
                do_long(UndoDecision(number), WORKING, "Taken back.")
        st.caption(f"{text.plain(decision.decided_by)}, {text.day(decision.decided_at)}")
