"""Every shared view: what it shows, how often it was looked at, and a way to end it."""

from __future__ import annotations

import json

import streamlit as st

from regulars.app.acts.links import RevokeLink, RotateLink
from regulars.app.filters import CUSTOMER
from regulars.app.rows.sharing import SharingLinks, SharingViews
from regulars.app.screens import BY_NAME
from regulars.sample import SAMPLES
from regulars.web.kit import text
from regulars.web.kit.addresses import address_of, show_address
from regulars.web.kit.outcomes import refusals
from regulars.web.kit.session import do, rows
from regulars.web.screens.sharing.timestamps import local, this_minute

__all__ = ["link_list"]

STANDING_BADGES = {
    "open": ":green-badge[open]",
    "expired": ":gray-badge[expired]",
    "ended": ":gray-badge[ended]",
}


def link_list() -> None:
    """Every shared view: what it shows, how often it was looked at, and a way to end it."""
    links = rows(SharingLinks, now=this_minute())
    _show_new_address()
    if not links:
        st.info("Nothing is shared.", icon=":material/info:")
    for link in links:
        with st.container(border=True, gap="xsmall"):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.markdown(
                    f"**{text.plain(link.title)}** {STANDING_BADGES[link.standing]}",
                    width="content",
                )
                if link.standing == "open":
                    with st.container(horizontal=True, width="content"):
                        _link_buttons(link.link_id, link.title)
            st.caption(_describe_link(link))
            st.caption(_say_views(link))
            if link.view_count:
                with st.popover("When", icon=":material/visibility:", type="tertiary"):
                    _views_table(link.link_id)


def _show_new_address() -> None:
    new = st.session_state.pop("replaced_now", None)
    if new:
        with st.container(border=True):
            show_address(*new)


def _link_buttons(link_id: str, title: str) -> None:
    if st.button(
        "New address",
        key=f"rotate_{link_id}",
        icon=":material/autorenew:",
        help="The old address stops working, also for those who have it open.",
    ):
        with refusals():
            _, token = do(RotateLink(link_id))
            st.session_state["replaced_now"] = (title, address_of(f"/s/{token}"))
            st.rerun()
    if st.button(
        "End it",
        key=f"revoke_{link_id}",
        icon=":material/link_off:",
        help="Whoever has it open is out at the next click. This cannot be undone.",
    ):
        with refusals():
            do(RevokeLink(link_id))
            st.rerun()


def _describe_link(link: SharingLinks) -> str:
    choices = json.loads(link.choices)
    told = [
        BY_NAME[link.screen].view_title
        + (f" of the sample {SAMPLES[link.sample].kind}" if link.sample in SAMPLES else ""),
        *(text.plain(value) for key, value in choices.items() if key != CUSTOMER),
        "names shown" if link.sees_names else "names as initials",
        "with cards" if link.has_cards else "",
        "passcode" if link.has_passcode else "",
        f"shared by {text.plain(link.created_by)} on {text.day(local(link.created_at))}",
        f"until {text.day(local(link.expires_at))}",
    ]
    return " · ".join(part for part in told if part)


def _say_views(link: SharingLinks) -> str:
    if not link.view_count or link.last_viewed_at is None:
        return "Not looked at yet"
    last = local(link.last_viewed_at)
    return (
        f"Looked at {text.count(link.view_count, 'time')}, last on {text.day(last)}, {last:%H:%M}"
    )


def _views_table(link_id: str) -> None:
    views = rows(SharingViews, link_id=link_id)
    st.table(
        {text.day(row.viewed_on): text.count(row.view_count, "look") for row in views},
        border="horizontal",
    )
