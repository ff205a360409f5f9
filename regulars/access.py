"""Who may see what. A viewer's scope is the first folder of a question's path."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from regulars.errors import OutOfScope

__all__ = ["EVERY_SCREEN", "LOCAL_MANAGER", "Viewer", "check", "mask"]

EVERY_SCREEN = frozenset({"today", "regulars", "lapsed", "satisfaction", "customer", "imports"})
SHARED = "shop"
CONTACT_COLUMNS = ("email", "phone", "contact")
NAME_COLUMNS = ("customer_name", "names")


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at the screens.

    Attributes:
        name: shown on the screen.
        role: ``manager``, ``staff`` or ``link``.
        screens: the screens whose questions may be asked.
        sees_contacts: e-mails and phones are shown.
        sees_names: customers' names are shown.
        may_export: lists may be downloaded.
    """

    name: str
    role: str
    screens: frozenset[str]
    sees_contacts: bool
    sees_names: bool
    may_export: bool


LOCAL_MANAGER = Viewer("You", "manager", EVERY_SCREEN, True, True, True)


def check(viewer: Viewer, question: str) -> None:
    """Raise OutOfScope unless the viewer may ask the question."""
    screen = question.split("/", 1)[0]
    if screen != SHARED and screen not in viewer.screens:
        raise OutOfScope(f"The {screen} screen is not shared with you. Ask the manager for it.")


def mask(frame: pd.DataFrame, viewer: Viewer) -> pd.DataFrame:
    """The frame with contact details and names hidden where the viewer may not see them.

    A hidden name becomes its initials, a hidden contact becomes missing. The frame given is left
    as it is.
    """
    hidden = frame
    if not viewer.sees_contacts:
        hidden = hidden.assign(
            **{column: None for column in CONTACT_COLUMNS if column in hidden.columns}
        )
    if not viewer.sees_names:
        hidden = hidden.assign(
            **{
                column: hidden[column].map(_initials, na_action="ignore")
                for column in NAME_COLUMNS
                if column in hidden.columns
            }
        )
    return hidden


def _initials(name: str) -> str:
    return " ".join(f"{word[0].upper()}." for word in name.split())
