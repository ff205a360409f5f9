"""What surrounds every screen: navigation, who is looking, the sample's banner, errors in words."""

from __future__ import annotations

import logging
import traceback
from html import escape
from pathlib import Path

import streamlit as st

from regulars.app.policy import LOCAL_MANAGER, Viewer
from regulars.app.screens import SCREENS
from regulars.errors import AccessFailed, RegularsError
from regulars.web.context import current_access, current_viewer, is_signed_in
from regulars.web.kit import samples, text
from regulars.web.kit.navigation import page_of
from regulars.web.kit.outcomes import say_done
from regulars.web.kit.progress import say_cancelled

# A picture of our own: Streamlit would fetch a named icon from elsewhere.
HERE = Path(__file__).resolve().parent
ICON, LOGO, LOOK = HERE / "icon.svg", HERE / "logo.svg", HERE / "look.css"

_log = logging.getLogger("regulars")


def run_frame() -> None:
    """Work out who is looking, and show that viewer's screens."""
    st.set_page_config(page_title="Regulars", page_icon=str(ICON), layout="wide")
    st.logo(str(LOGO), size="large", icon_image=str(LOGO))
    st.html(LOOK)
    try:
        viewer = current_viewer()
    except AccessFailed as ended:
        _say_ended(ended)
        return
    names = [screen.name for screen in SCREENS if screen.name in viewer.screens]
    first = next((name for name in names if name != "customer"), "customer")
    pages = [page_of(name, first=first) for name in names]
    page = st.navigation(pages, position="hidden" if viewer.is_link else "top")
    if viewer.is_link:
        _say_shared(viewer, page, pages)
    elif viewer != LOCAL_MANAGER:
        _say_who(viewer)
    run_screen(page)


def run_screen(page: st.Page) -> None:
    """Run one screen; what goes wrong is told in words and logged without anybody's data."""
    try:
        samples.sample_banner()
        say_cancelled()
        say_done()
        page.run()
    except RegularsError as error:
        st.error(f"**{error.title}.** {text.plain(error.message)}", icon=":material/error:")
    except Exception as error:  # noqa: BLE001
        # The message may quote a customer's data: the log gets the place and the kind.
        frames = "".join(traceback.format_tb(error.__traceback__))
        _log.error("%s on the %s screen\n%s", type(error).__name__, page.url_path, frames)
        st.error(
            "**Something went wrong on this screen.** Nothing is lost. Try again; if it stays, the "
            "server's log says where it happened.",
            icon=":material/error:",
        )


def _say_ended(ended: AccessFailed) -> None:
    """The session ended while the screen was open: nothing of it stays."""
    # With another set of pages the browser would keep what the old one drew.
    st.navigation([page_of(screen.name) for screen in SCREENS], position="hidden")
    st.title(ended.title, anchor=False)
    st.markdown(text.plain(ended.message))
    st.html('<a class="regulars-button" href="/" target="_self">Go on</a>')


def _say_who(viewer: Viewer) -> None:
    """Who is signed in, and the way to their account."""
    with st.container(key="who"):
        st.html(
            '<a class="regulars-account" href="/account" target="_self" title="Your account">'
            f"{escape(viewer.name)}</a>"
        )


def _say_shared(viewer: Viewer, page: st.Page, pages: list[st.Page]) -> None:
    """What was shared, the way back from a card, and out for who is signed in themselves."""
    if "look_noted" not in st.session_state:
        st.session_state["look_noted"] = True
        current_access().links.note_view(viewer.link_id)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.caption(f":material/link: Shared with you: **{text.plain(viewer.name)}**")
        if is_signed_in():
            st.html('<a href="/leave" target="_self">Back to your own screens</a>')
    if page != pages[0]:
        st.page_link(pages[0], label="Back to what was shared", icon=":material/arrow_back:")


run_frame()
