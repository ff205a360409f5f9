"""Where the screens live, and what their addresses are."""

from __future__ import annotations

import streamlit as st

from regulars.app.screens import BY_NAME, SCREENS
from regulars.settings import PROJECT_DIR

__all__ = ["open_customer", "page_of"]


def page_of(name: str, *, first: str = SCREENS[0].name) -> st.Page:
    """The Streamlit page of a screen; the first one lives at "/"."""
    screen = BY_NAME[name]
    return st.Page(
        PROJECT_DIR / "pages" / f"{name}.py",
        title=screen.title,
        icon=f":material/{screen.icon}:",
        url_path=name,
        default=name == first,
        help=screen.help,
    )


def open_customer(customer_id: str) -> None:
    """Go to a customer's card."""
    st.switch_page(page_of("customer"), query_params={"customer": customer_id})
