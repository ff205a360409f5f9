"""What surrounds every screen: navigation, the sample's banner, and errors in words."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import streamlit as st

from regulars.errors import RegularsError
from regulars.web import welcome
from regulars.web.screens import SCREENS, page_of

# A picture of our own: Streamlit would fetch a named icon from elsewhere.
HERE = Path(__file__).resolve().parent
ICON, LOGO, LOOK = HERE / "icon.svg", HERE / "logo.svg", HERE / "look.css"

_log = logging.getLogger("regulars")


def run_screen(page: st.Page) -> None:
    """Run one screen; what goes wrong is told in words and logged without anybody's data."""
    try:
        welcome.sample_banner()
        page.run()
    except RegularsError as error:
        st.error(f"**{error.title}.** {error.message}", icon=":material/error:")
    except Exception as error:  # noqa: BLE001
        # The message may quote a customer's data: the log gets the place and the kind.
        frames = "".join(traceback.format_tb(error.__traceback__))
        _log.error("%s on the %s screen\n%s", type(error).__name__, page.url_path, frames)
        st.error(
            "**Something went wrong on this screen.** Nothing is lost. Try again; if it stays, the "
            "server's log says where it happened.",
            icon=":material/error:",
        )


st.set_page_config(page_title="Regulars", page_icon=str(ICON), layout="wide")
st.logo(str(LOGO), size="large", icon_image=str(LOGO))
st.html(LOOK)
run_screen(st.navigation([page_of(screen.name) for screen in SCREENS], position="top"))
