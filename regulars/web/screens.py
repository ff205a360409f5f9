"""The screens: what they are called, where they live, what their address is."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from regulars.settings import PROJECT_DIR

__all__ = ["SCREENS", "Screen", "open_customer", "page_of", "title_of"]


@dataclass(frozen=True)
class Screen:
    """One file under pages/.

    Attributes:
        name: the file's name, the address and the first folder of its questions.
        title: what people call it.
        icon: a Material symbol.
        help: what it answers, shown on hovering over its name.
    """

    name: str
    title: str
    icon: str
    help: str


SCREENS = (
    Screen("today", "Today", "wb_sunny", "Who is likely in, for what, and who needs care."),
    Screen("regulars", "Regulars", "groups", "Who keeps coming back, and how."),
    Screen("lapsed", "Lapsed", "running_with_errors", "Who is late against their own rhythm."),
    Screen("satisfaction", "Satisfaction", "sentiment_satisfied", "What really changed."),
    Screen("follow_ups", "Follow-ups", "forum", "Who waits for an answer, and who came back."),
    Screen("customer", "Find", "person_search", "One customer's card: find it by name."),
    Screen("imports", "Imports", "upload_file", "Bring your exports, see what was understood."),
    Screen("sharing", "Sharing", "share", "Who may look at what, and what was done."),
)


def title_of(name: str) -> str:
    """What people call a screen."""
    return next(screen.title for screen in SCREENS if screen.name == name)


def page_of(name: str, *, first: str = SCREENS[0].name) -> st.Page:
    """The Streamlit page of a screen; the first one lives at "/"."""
    screen = next(screen for screen in SCREENS if screen.name == name)
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
