"""Whether the viewer may, which store is shown, and the book of what was done."""

from __future__ import annotations

from regulars.access import Act, Viewer, allow
from regulars.store import Store
from regulars.web.premises import current_access, current_shop, current_viewer, shown_sample

__all__ = [
    "allowed",
    "current_access",
    "current_shop",
    "current_viewer",
    "note",
    "shown_sample",
    "shown_store",
]


def allowed(act: Act) -> Viewer:
    """The viewer, who may do this.

    Raises:
        NotAllowed: they may not.
    """
    viewer = current_viewer()
    allow(viewer, act)
    return viewer


def shown_store() -> Store:
    """The store that the screens show: the shop's own, or the sample's."""
    return current_shop().store_of(shown_sample())


def note(viewer: Viewer, act: str, what: str = "") -> None:
    """Write into the book of what was done; never a customer's name or words."""
    current_access().audit.add(viewer.name, act, what)
