"""Who is looking, and what that person may ask, see and do.

A viewer's scope is the first folder of a question's path. What is asked passes ``check``, what is
answered passes ``mask``, what is done passes ``allow``: there is no other way to data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from regulars.access.contact_patterns import hide_contacts
from regulars.errors import NotAllowed, OutOfScope

__all__ = [
    "EVERY_SCREEN",
    "LOCAL_MANAGER",
    "Act",
    "Role",
    "Sight",
    "Viewer",
    "allow",
    "check",
    "mask",
]

EVERY_SCREEN = frozenset(
    {
        *("today", "regulars", "lapsed", "satisfaction", "follow_ups"),
        *("customer", "imports", "sharing"),
    }
)
STAFF_SCREENS = frozenset({"today", "customer", "follow_ups"})
# Of what is given to somebody, staff see what was given to them: these name whose, and the rest of
# that screen is the manager's.
GIVEN_OUT = "follow_ups"
STAFF_MAY_NOT_ASK = frozenset({"follow_ups/outcomes", "follow_ups/praise", "follow_ups/person"})
FOR_EVERYBODY = "shop"
# What a link's screen needs to name itself and its coverage; the lists of places and staff would
# say more than was shared.
FOR_LINKS = frozenset({"shop/overview", "shop/coverage"})
LINK_MAY_NOT_ASK = frozenset(
    {
        *("customer/search", "customer/identities", "imports/rejected_rows"),
        *("imports/suggested_matches", "imports/merged_people", "imports/decisions"),
        *("imports/person_contacts", "imports/person_profiles", "imports/person_receipts"),
        *("imports/person_appointments", "imports/person_answers"),
        *("today/notes", "today/introductions"),
        *("customer/notes", "customer/thanks", "customer/milestones"),
        *("customer/contacts", "customer/outlook"),
        *("follow_ups/cases", "follow_ups/figures", "follow_ups/steps"),
        *("satisfaction/word_changes", "satisfaction/nicknames"),
        *("lapsed/win_back_candidates", "lapsed/win_back_lists"),
        *("lapsed/win_back_people", "lapsed/win_back_contacts"),
        *STAFF_MAY_NOT_ASK,
    }
)
# Colleagues' names, and words of which any may be a name: not for whom names are hidden from.
NEEDS_NAMES = frozenset(
    {"satisfaction/colleagues", "satisfaction/colleague_quotes", "satisfaction/emerging_words"}
)

CONTACT_COLUMNS = ("email", "phone", "contact", "row_text")
NAME_COLUMNS = ("customer_name", "names", "named")
TEXT_COLUMNS = ("comment", "last_comment", "reason", "why", "sentence", "allergies", "notes")


class Role(StrEnum):
    """What kind of viewer."""

    MANAGER = "manager"
    STAFF = "staff"
    LINK = "link"


class Act(StrEnum):
    """What can be done, beside looking."""

    IMPORT = "import files"
    SWITCH_SAMPLE = "show or leave the sample"
    EXPORT = "download lists"
    SHARE = "share a view"
    MANAGE_PEOPLE = "decide who may sign in"
    IDENTIFY = "decide who is who"
    ERASE = "erase what is known of a person"
    EXPORT_PERSON = "download all that is known of a person"
    WRITE = "write notes and thanks"
    FOLLOW_UP = "answer a complaint"
    GIVE = "give complaints and praise to colleagues"
    CONTACT = "contact customers"
    SET_RULE = "set the rule of a regular"
    SET_WORDS = "change what words and nicknames mean"


@dataclass(frozen=True)
class Sight:
    """How much of a person is seen; answers are kept once for each sight.

    Attributes:
        contacts: e-mails and phones are shown.
        names: customers' names are shown in full.
    """

    contacts: bool
    names: bool


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at the screens.

    Attributes:
        name: shown on the screen and written into the log of what was done.
        role: what kind of viewer.
        screens: the screens whose questions may be asked.
        sight: how much of a person is seen.
        acts: what may be done.
        person_id: the person who signed in; empty for the local manager and for links.
        link_id: the shared link that let this viewer in; empty for people.
        sample: for a link, the sample that it shows; empty for the shop's own data.
        locked: for a link, the filters as they were shared: choice -> value.
    """

    name: str
    role: Role
    screens: frozenset[str]
    sight: Sight
    acts: frozenset[Act]
    person_id: str = ""
    link_id: str = ""
    sample: str = ""
    locked: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_link(self) -> bool:
        """Whether a shared link let this viewer in."""
        return self.role is Role.LINK

    def may(self, act: Act) -> bool:
        """Whether this viewer may do that."""
        return act in self.acts


LOCAL_MANAGER = Viewer(
    "The person at this computer",
    Role.MANAGER,
    EVERY_SCREEN,
    Sight(contacts=True, names=True),
    frozenset(Act),
)


def check(viewer: Viewer, question: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Raise OutOfScope unless the viewer may ask the question with these parameters.

    A link's place, colleague and customer are those that were shared, whatever a screen asks for;
    staff ask after their own cases only. Without parameters it is about the question's words.
    """
    screen = question.split("/", 1)[0]
    if viewer.is_link:
        within = question in FOR_LINKS or (
            screen in viewer.screens
            and question not in LINK_MAY_NOT_ASK
            and (viewer.sight.names or question not in NEEDS_NAMES)
        )
        if not within or not _keeps_locks(viewer, parameters or {}):
            raise OutOfScope("This is not part of what was shared with you.")
    elif screen != FOR_EVERYBODY and screen not in viewer.screens:
        raise OutOfScope(f"The {screen} screen is not open to you. Ask the manager for it.")
    elif viewer.role is Role.STAFF and screen == GIVEN_OUT:
        is_theirs = parameters is None or (
            bool(viewer.person_id) and parameters.get("owner_id") == viewer.person_id
        )
        if question in STAFF_MAY_NOT_ASK or not is_theirs:
            raise OutOfScope("This was not given to you. Ask the manager for it.")


def allow(viewer: Viewer, act: Act) -> None:
    """Raise NotAllowed unless the viewer may do that."""
    if not viewer.may(act):
        raise NotAllowed(f"You may not {act.value}. Ask the manager.")


def mask(frame: pd.DataFrame, sight: Sight) -> pd.DataFrame:
    """The frame with contact details and names hidden where they may not be seen.

    A hidden name becomes its initials, also inside what that person wrote, and so do the colleagues
    named there; a hidden contact becomes missing, and an e-mail or phone number inside a comment
    becomes a mark. The frame given is left as it is.
    """
    hidden = frame
    if not sight.contacts:
        hidden = hidden.assign(
            **{column: None for column in CONTACT_COLUMNS if column in hidden.columns},
            **{
                column: hidden[column].map(hide_contacts, na_action="ignore")
                for column in TEXT_COLUMNS
                if column in hidden.columns
            },
        )
    if not sight.names:
        hidden = _without_names(hidden)
    return hidden


def _keeps_locks(viewer: Viewer, parameters: Mapping[str, Any]) -> bool:
    for choice in ("location", "staff"):
        if choice in parameters and (parameters[choice] or "") != viewer.locked.get(choice, ""):
            return False
    shared_customer = viewer.locked.get("customer")
    return shared_customer is None or parameters.get("customer_id", "") in ("", shared_customer)


def _without_names(frame: pd.DataFrame) -> pd.DataFrame:
    hidden = frame.assign(
        **{
            column: frame[column].map(_initials, na_action="ignore")
            for column in NAME_COLUMNS
            if column in frame.columns
        }
    )
    for whose in ("customer_name", "named"):
        if whose not in frame.columns:
            continue
        hidden = hidden.assign(
            **{
                column: [
                    _without_name(text, name)
                    for text, name in zip(hidden[column], frame[whose], strict=True)
                ]
                for column in TEXT_COLUMNS
                if column in frame.columns
            }
        )
    return hidden


def _without_name(text: Any, name: Any) -> Any:
    if not isinstance(text, str) or not isinstance(name, str):
        return text
    for word in name.replace(",", " ").split():
        if len(word) > 1:
            text = re.sub(rf"\b{re.escape(word)}\b", f"{word[0].upper()}.", text, flags=re.I)
    return text


def _initials(name: str) -> str:
    return " ".join(f"{word[0].upper()}." for word in name.split())
