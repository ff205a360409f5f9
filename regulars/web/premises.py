"""The shop of this process, opened once, and who is looking at it."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Mapping
from functools import lru_cache

import streamlit as st

from regulars.access import Access, Viewer
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store import Store
from regulars.web.door.passes import person_token, viewer_of

__all__ = [
    "current_access",
    "current_shop",
    "current_store",
    "current_viewer",
    "is_sample",
    "is_signed_in",
    "shown_sample",
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


def is_signed_in() -> bool:
    """Whether this browser is signed in, whatever else it looks through."""
    token = person_token(current_access(), _cookies())
    return bool(token and current_access().sessions.person_of(token))


def is_sample() -> bool:
    """Whether whoever is looking sees a sample."""
    return bool(shown_sample())


def shown_sample() -> str:
    """The key of the sample that whoever is looking sees; empty for the shop's own data."""
    viewer = current_viewer()
    return viewer.sample if viewer.is_link else current_shop().sample


def current_store() -> Store:
    """The store that whoever is looking reads."""
    return current_shop().store_of(shown_sample())


def _cookies() -> Mapping[str, str]:
    """The cookies that the browser had when it opened this connection."""
    return st.context.cookies


@lru_cache(maxsize=4)
def _shop_of(settings: Settings) -> Shop:
    shop = Shop.open(settings)
    atexit.register(shop.close)
    # Streamlit collects after each rerun; what is loaded by now need not be looked through again.
    gc.collect()
    gc.freeze()
    # The interpreter cannot tidy up what is frozen, and DuckDB complains about what it leaves.
    atexit.register(gc.unfreeze)
    return shop
