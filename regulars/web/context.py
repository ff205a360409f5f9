"""The shop of this process, opened once, and who is looking at it."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Mapping
from functools import lru_cache

import streamlit as st

from regulars.app.policy import TERMINAL_MANAGER, Viewer
from regulars.app.session import Session
from regulars.auth.access import Access
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web.auth.cookies import person_token, viewer_of

__all__ = [
    "current_access",
    "current_shop",
    "current_viewer",
    "is_signed_in",
    "terminal_session",
]


def current_shop() -> Shop:
    """The shop that the environment names; opened at the first call.

    Raises:
        StoreFailed: a data file cannot be opened.
    """
    return _shop_of(Settings.from_environment())


def current_access() -> Access:
    """The books of who may see what."""
    return current_shop().access


def current_viewer() -> Viewer:
    """Who is looking, worked out anew at each call: a session may have ended since the last click.

    Raises:
        SignedOut: nobody any more.
        LinkEnded: through a link that has ended.
    """
    return viewer_of(current_access(), _cookies())


def terminal_session() -> Session:
    """Whoever works in a terminal of this machine, while the server has the data file open."""
    return Session(current_shop(), TERMINAL_MANAGER)


def is_signed_in() -> bool:
    """Whether this browser is signed in, whatever else it looks through."""
    token = person_token(current_access(), _cookies())
    return bool(token and current_access().sessions.person_of(token))


def _cookies() -> Mapping[str, str]:
    """The cookies that the browser had when it opened this connection."""
    return st.context.cookies


@lru_cache(maxsize=4)
def _shop_of(settings: Settings) -> Shop:
    shop = Shop.open(settings, works_apart=True)
    atexit.register(shop.close)
    # Streamlit collects after each rerun; what is loaded by now need not be looked through again.
    gc.collect()
    gc.freeze()
    # The interpreter cannot tidy up what is frozen, and DuckDB complains about what it leaves.
    atexit.register(gc.unfreeze)
    return shop
