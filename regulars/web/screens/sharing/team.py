"""Who may sign in, as what, and letting somebody in."""

from __future__ import annotations

import streamlit as st

from regulars.app.acts.team import AddPerson, ChangePerson, InvitePerson, RemovePerson
from regulars.app.rows.sharing import SharingPeople
from regulars.auth.person import Role
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.addresses import address_of
from regulars.web.kit.outcomes import refusals
from regulars.web.kit.session import do, rows
from regulars.web.screens.sharing.timestamps import local, this_minute

__all__ = ["people_list"]


def people_list() -> None:
    """Who may sign in, as what, and what they may."""
    _show_invitation()
    people = rows(SharingPeople, now=this_minute())
    me = current_viewer().person_id
    for person in people:
        with st.container(border=True, gap="xsmall"):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.markdown(
                    f"**{text.plain(person.person_name)}** :gray-badge[{person.role}]"
                    + (" · you" if person.person_id == me else ""),
                    width="content",
                )
                with st.popover("Change", icon=":material/edit:"):
                    _person_form(person)
            st.caption(_describe_person(person))
    with st.form("new_person", clear_on_submit=True):
        st.markdown("**Let somebody in**")
        name = st.text_input("Name", max_chars=60, help="What they sign in with.")
        email = st.text_input(
            "E-mail (optional)", max_chars=200, help="To sign in through an identity provider."
        )
        role = st.radio(
            "Role",
            [Role.STAFF.value, Role.MANAGER.value],
            format_func={
                "staff": "Staff: Today and customers' cards",
                "manager": "Manager: everything",
            }.get,
        )
        if st.form_submit_button("Add and invite", type="primary"):
            with refusals():
                added, token = do(AddPerson(name, Role(str(role)), email))
                st.session_state["invitation"] = (added.name, token)
                st.rerun()


def _show_invitation() -> None:
    invitation = st.session_state.pop("invitation", None)
    if invitation:
        name, token = invitation
        with st.container(border=True):
            st.markdown(
                f"Give **{text.plain(name)}** this address; there they choose a password. It "
                "works once, for a week, and is shown only now."
            )
            st.code(address_of(f"/welcome/{token}"), language=None, wrap_lines=True)


def _person_form(person: SharingPeople) -> None:
    person_id = person.person_id
    with st.form(f"person_{person_id}", border=False):
        roles = [Role.STAFF.value, Role.MANAGER.value]
        role = st.radio("Role", roles, index=roles.index(person.role), horizontal=True)
        email = st.text_input("E-mail", value=person.person_email or "", max_chars=200)
        sees_contacts = st.toggle("Sees e-mails and phones", value=person.sees_contacts)
        may_export = st.toggle("May download lists", value=person.may_export)
        st.caption("A manager always sees and may both.")
        if st.form_submit_button("Keep", type="primary"):
            with refusals():
                do(
                    ChangePerson(
                        person_id,
                        role=Role(str(role)),
                        email=email,
                        sees_contacts=sees_contacts,
                        may_export=may_export,
                    )
                )
                st.rerun()
    if st.button("New invitation", key=f"invite_{person_id}", icon=":material/key:"):
        with refusals():
            token = do(InvitePerson(person_id))
            st.session_state["invitation"] = (person.person_name, token)
            st.rerun()
    if st.button("Remove", key=f"remove_{person_id}", icon=":material/person_remove:"):
        with refusals():
            do(RemovePerson(person_id))
            st.rerun()


def _describe_person(person: SharingPeople) -> str:
    signed_in = person.signed_in_at
    told = [
        person.way_in,
        "never signed in"
        if signed_in is None
        else f"last signed in on {text.day(local(signed_in))}",
        f"on {text.count(person.browser_count, 'browser')}" if person.browser_count else "",
    ]
    if person.role == Role.STAFF.value:
        told.append("sees e-mails and phones" if person.sees_contacts else "no e-mails or phones")
        told.append("may download" if person.may_export else "no downloads")
    return " · ".join(part for part in told if part)
