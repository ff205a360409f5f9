"""The shop of this process, opened once, and what kind of viewer is looking."""

from __future__ import annotations

import atexit
import gc
from functools import lru_cache

from regulars.access import LOCAL_MANAGER, Viewer
from regulars.settings import Settings
from regulars.shop import Shop

__all__ = ["current_shop", "current_viewer"]


def current_shop() -> Shop:
    """The shop that the environment names; opened at the first call.

    Raises:
        StoreFailed: a data file cannot be opened.
    """
    return _shop_of(Settings.from_environment())


def current_viewer() -> Viewer:
    """Who is looking: the door lets in only the person at this computer, the manager."""
    return LOCAL_MANAGER


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
