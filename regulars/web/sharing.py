"""What only the Sharing screen and the share dialog draw."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pandas as pd
import segno
import streamlit as st

from regulars.access import Act, Role, utc_now
from regulars.access.links import WITH_CARDS
from regulars.errors import RegularsError
from regulars.sample import SAMPLES
from regulars.settings import Settings
from regulars.web import changes, words
from regulars.web.answers import ask
from regulars.web.premises import current_access, current_viewer
from regulars.web.screens import title_of

__all__ = [
    "audit_table",
    "link_list",
    "open_sharing",
    "people_list",
    "share_button",
    "three_parts",
]

LASTS = {"1 day": 1, "1 week": 7, "1 month": 30, "3 months": 91, "1 year": 365}
STANDING_BADGES = {
    "open": ":green-badge[open]",
    "expired": ":gray-badge[expired]",
    "ended": ":gray-badge[ended]",
}


def open_sharing() -> None:
    """The screen's name, and the sentence that says who can look."""
    st.caption("**Sharing**")
    if not current_access().asks_to_sign_in:
        st.title("Only you, at this computer", anchor=False)
        st.markdown(
            "Nobody signs in yet, so the dashboard answers to nobody else. Choose a name and a "
            "password to let your team in and to share single screens by a link."
        )
        st.html('<a class="regulars-button" href="/set-up" target="_self">Set a password</a>')
        st.stop()
    people = ask("sharing/people", now=_minute())
    links = ask("sharing/links", now=_minute())
    open_count = int((links["standing"] == "open").sum())
    st.title(
        f"{words.count(len(people), 'person', 'people')} can sign in; "
        f"{words.count(open_count, 'shared view')} {'is' if open_count == 1 else 'are'} open",
        anchor=False,
    )
    st.markdown(
        "To share what you see, press **Share** on any screen: it keeps the filters, and whoever "
        "has the link sees that screen and nothing else."
    )


def three_parts() -> Any:
    """The parts of the screen."""
    return st.tabs(["Shared views", "Team", "What was done"])


def link_list() -> None:
    """Every shared view: what it shows, how often it was looked at, and a way to end it."""
    links = ask("sharing/links", now=_minute())
    _show_new_address()
    if not len(links):
        st.info("Nothing is shared.", icon=":material/info:")
    for link in links.itertuples():
        with st.container(border=True, gap="xsmall"):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.markdown(
                    f"**{words.plain(link.title)}** {STANDING_BADGES[str(link.standing)]}",
                    width="content",
                )
                if link.standing == "open":
                    with st.container(horizontal=True, width="content"):
                        _link_buttons(str(link.link_id), str(link.title))
            st.caption(_describe_link(link))
            st.caption(_say_views(link))
            if link.view_count:
                with st.popover("When", icon=":material/visibility:", type="tertiary"):
                    _views_table(str(link.link_id))


def people_list() -> None:
    """Who may sign in, as what, and what they may."""
    _show_invitation()
    people = ask("sharing/people", now=_minute())
    me = current_viewer().person_id
    for person in people.itertuples():
        with st.container(border=True, gap="xsmall"):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.markdown(
                    f"**{words.plain(person.person_name)}** :gray-badge[{person.role}]"
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
            with _refusals():
                added, token = changes.add_person(name, Role(str(role)), email)
                st.session_state["invitation"] = (added.name, token)
                st.rerun()


def audit_table() -> None:
    """What was done, newest first, and whether the book is whole."""
    broken = current_access().audit.first_broken()
    if broken is not None:
        st.error(
            f"This book was changed by hand: entry {broken} does not follow from the one before. "
            "Compare it with a backup.",
            icon=":material/warning:",
        )
    entries = ask("sharing/audit")
    st.dataframe(
        pd.DataFrame(
            {
                "When": [_local(moment) for moment in entries["happened_at"]],
                "Who": entries["who"],
                "Did": entries["act"],
                "What": entries["what"],
            }
        ),
        hide_index=True,
        key="audit",
        alt="What was done, newest first",
        column_config={
            "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
            "What": st.column_config.TextColumn(width="large"),
        },
    )
    st.caption("Entries are only ever added. The newest 500 are shown; the terminal has all.")


def share_button(screen: str, choices: Mapping[str, str], shown: str) -> None:
    """Opens the dialog that shares a screen; nothing for who may not share.

    Args:
        screen: the screen.
        choices: its filters.
        shown: the filters in words; empty for none.
    """
    if not current_viewer().may(Act.SHARE):
        return
    pressed = st.button("Share", icon=":material/share:", key="share_view", help="Share this view")
    # An address is told once: whatever else is pressed forgets it.
    st.session_state.pop("shared_now", None)
    if pressed:
        _share_dialog(screen, choices, shown)


@st.dialog("Share this view", width="medium")
def _share_dialog(screen: str, choices: Mapping[str, str], shown: str) -> None:
    if not current_access().asks_to_sign_in:
        st.markdown(
            "Nobody but you at this computer gets in yet, so a link would lead nowhere. Set a "
            "password first; then share as many views as you like."
        )
        st.html('<a class="regulars-button" href="/set-up" target="_self">Set a password</a>')
        return
    done = st.session_state.get("shared_now")
    if done:
        _show_address(*done)
        return
    named = "Customer card" if screen == "customer" else title_of(screen)
    within = f" ({words.plain(shown)})" if shown else ""
    st.markdown(
        f"Whoever has the link sees **{named}**{within} and nothing else: no downloads, no "
        "e-mails, no phone numbers. A named period moves on with your data."
    )
    with st.form("share", border=False):
        title = st.text_input(
            "Name of this link",
            value=", ".join(part for part in (named, shown) if part)[:80],
            max_chars=80,
        )
        sees_names = st.toggle("Show customers' names", help="Otherwise their initials.")
        has_cards = screen in WITH_CARDS and st.toggle(
            "Open the cards of the people listed", help="Visits, what they had, what they wrote."
        )
        lasts = st.select_slider("It lasts", list(LASTS), value="1 month")
        passcode = st.text_input(
            "Passcode (optional)", type="password", max_chars=100, help="At least 6 characters."
        )
        if st.form_submit_button("Make the link", type="primary"):
            with _refusals():
                link, token = changes.share_view(
                    screen,
                    choices,
                    title=title,
                    sees_names=sees_names,
                    has_cards=bool(has_cards),
                    days=LASTS.get(str(lasts), 30),
                    passcode=passcode,
                )
                st.session_state["shared_now"] = (link.title, _address(f"/s/{token}"))
                st.rerun(scope="fragment")


def _show_address(title: str, address: str) -> None:
    st.markdown(
        f"**{words.plain(title)}** is shared. This address is shown only now: copy it, or let a "
        "phone read the code."
    )
    st.code(address, language=None, wrap_lines=True)
    code = segno.make(address, error="m").svg_inline(scale=5, border=2, light="white")
    st.image(code, alt="The address as a QR code")


def _show_new_address() -> None:
    new = st.session_state.pop("replaced_now", None)
    if new:
        with st.container(border=True):
            _show_address(*new)


def _link_buttons(link_id: str, title: str) -> None:
    if st.button(
        "New address",
        key=f"rotate_{link_id}",
        icon=":material/autorenew:",
        help="The old address stops working, also for those who have it open.",
    ):
        with _refusals():
            _, token = changes.rotate_link(link_id)
            st.session_state["replaced_now"] = (title, _address(f"/s/{token}"))
            st.rerun()
    if st.button(
        "End it",
        key=f"revoke_{link_id}",
        icon=":material/link_off:",
        help="Whoever has it open is out at the next click. This cannot be undone.",
    ):
        with _refusals():
            changes.revoke_link(link_id)
            st.rerun()


def _describe_link(link: Any) -> str:
    choices = json.loads(str(link.choices))
    told = [
        ("Customer card" if link.screen == "customer" else title_of(str(link.screen)))
        + (f" of the sample {SAMPLES[link.sample].kind}" if link.sample in SAMPLES else ""),
        *(words.plain(value) for key, value in choices.items() if key != "customer"),
        "names shown" if link.sees_names else "names as initials",
        "with cards" if link.has_cards else "",
        "passcode" if link.has_passcode else "",
        f"shared by {words.plain(link.created_by)} on {words.day(_local(link.created_at))}",
        f"until {words.day(_local(link.expires_at))}",
    ]
    return " · ".join(part for part in told if part)


def _say_views(link: Any) -> str:
    if not link.view_count:
        return "Not looked at yet"
    last = _local(link.last_viewed_at)
    return (
        f"Looked at {words.count(link.view_count, 'time')}, last on {words.day(last)}, {last:%H:%M}"
    )


def _views_table(link_id: str) -> None:
    views = ask("sharing/views", link_id=link_id)
    st.table(
        {
            words.day(row.viewed_on): words.count(row.view_count, "look")
            for row in views.itertuples()
        },
        border="horizontal",
    )


def _show_invitation() -> None:
    invitation = st.session_state.pop("invitation", None)
    if invitation:
        name, token = invitation
        with st.container(border=True):
            st.markdown(
                f"Give **{words.plain(name)}** this address; there they choose a password. It "
                "works once, for a week, and is shown only now."
            )
            st.code(_address(f"/welcome/{token}"), language=None, wrap_lines=True)


def _person_form(person: Any) -> None:
    person_id = str(person.person_id)
    with st.form(f"person_{person_id}", border=False):
        roles = [Role.STAFF.value, Role.MANAGER.value]
        role = st.radio("Role", roles, index=roles.index(str(person.role)), horizontal=True)
        email = st.text_input("E-mail", value=person.person_email or "", max_chars=200)
        sees_contacts = st.toggle("Sees e-mails and phones", value=bool(person.sees_contacts))
        may_export = st.toggle("May download lists", value=bool(person.may_export))
        st.caption("A manager always sees and may both.")
        if st.form_submit_button("Keep", type="primary"):
            with _refusals():
                changes.change_person(
                    person_id,
                    role=Role(str(role)),
                    email=email,
                    sees_contacts=sees_contacts,
                    may_export=may_export,
                )
                st.rerun()
    if st.button("New invitation", key=f"invite_{person_id}", icon=":material/key:"):
        with _refusals():
            token = changes.invite_person(person_id)
            st.session_state["invitation"] = (str(person.person_name), token)
            st.rerun()
    if st.button("Remove", key=f"remove_{person_id}", icon=":material/person_remove:"):
        with _refusals():
            changes.remove_person(person_id)
            st.rerun()


def _describe_person(person: Any) -> str:
    signed_in = person.signed_in_at
    told = [
        str(person.way_in),
        "never signed in"
        if words.is_missing(signed_in)
        else f"last signed in on {words.day(_local(signed_in))}",
        f"on {words.count(person.browser_count, 'browser')}" if person.browser_count else "",
    ]
    if person.role == Role.STAFF.value:
        told.append("sees e-mails and phones" if person.sees_contacts else "no e-mails or phones")
        told.append("may download" if person.may_export else "no downloads")
    return " · ".join(part for part in told if part)


@contextmanager
def _refusals() -> Iterator[None]:
    """Shows what was refused where it was asked."""
    try:
        yield
    except RegularsError as refused:
        st.error(words.plain(refused.message), icon=":material/error:")


def _address(path: str) -> str:
    """An address in full, as others reach it."""
    public = Settings.from_environment().public_url
    if public:
        return public + path
    host = st.context.headers.get("host", "localhost")
    origin = st.context.headers.get("origin", "")
    return f"{'https' if origin.startswith('https:') else 'http'}://{host}{path}"


def _minute() -> datetime:
    """Now, to the minute, so that answers are kept between clicks."""
    return utc_now().replace(second=0, microsecond=0)


def _local(moment: Any) -> datetime:
    """A moment in UTC as this machine's clock says it."""
    return pd.Timestamp(moment, tz="UTC").to_pydatetime().astimezone().replace(tzinfo=None)
