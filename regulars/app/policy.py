"""Who is looking, and what they may ask, see and do.

What is asked passes ``check``, what is done passes ``allow``. What no header of a question opens is
closed to staff and to shared links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from regulars.app.screens import EVERY_SCREEN, STAFF_SCREENS
from regulars.auth.audit import TERMINAL
from regulars.auth.links import Link
from regulars.auth.person import Person, Role
from regulars.errors import NotAllowed, OutOfScope, UnknownQuestion
from regulars.questions import LinkScope, Question, StaffScope, find

__all__ = [
    "LOCAL_MANAGER",
    "TERMINAL_MANAGER",
    "Permission",
    "Sight",
    "Viewer",
    "allow",
    "check",
]

# The folder of what every screen needs: what the shop is called, its places, its staff.
FOR_EVERY_SCREEN = "shop"
# The parameter that says whose cases are asked for.
OWNER = "owner_id"


class Permission(StrEnum):
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
    BACK_UP = "copy the data file"


@dataclass(frozen=True)
class Sight:
    """How much of a person is seen; answers are kept once for each sight.

    Attributes:
        contacts: e-mails and phones are shown.
        names: customers' names are shown in full.
    """

    contacts: bool
    names: bool


EVERYTHING = Sight(contacts=True, names=True)


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at the screens, or asks in a terminal.

    Attributes:
        name: shown on the screen and written into the book of what was done.
        role: what kind of viewer.
        screens: the screens whose questions may be asked.
        sight: how much of a person is seen.
        permissions: what may be done.
        person_id: the person who signed in; empty for the local manager and for links.
        link_id: the shared link that let this viewer in; empty for people.
        sample: the sample that is seen whichever is shown, or empty for the shop's own data; None
            for what the shop shows.
        locked: for a link, the filters as they were shared: choice -> value.
    """

    name: str
    role: Role
    screens: frozenset[str]
    sight: Sight
    permissions: frozenset[Permission]
    person_id: str = ""
    link_id: str = ""
    sample: str | None = None
    locked: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def of_person(cls, person: Person) -> Viewer:
        """What somebody who signed in may ask, see and do."""
        if person.role is Role.MANAGER:
            return cls(
                person.name,
                person.role,
                EVERY_SCREEN,
                EVERYTHING,
                frozenset(Permission),
                person_id=person.person_id,
            )
        may_export = {Permission.EXPORT} if person.may_export else set()
        return cls(
            person.name,
            person.role,
            STAFF_SCREENS,
            Sight(contacts=person.sees_contacts, names=True),
            frozenset({Permission.FOLLOW_UP, Permission.WRITE, *may_export}),
            person_id=person.person_id,
        )

    @classmethod
    def of_link(cls, link: Link) -> Viewer:
        """What whoever opened a link may ask and see; there is nothing to do."""
        screens = {link.screen, "customer"} if link.has_cards else {link.screen}
        return cls(
            link.title,
            Role.LINK,
            frozenset(screens),
            Sight(contacts=False, names=link.sees_names),
            frozenset(),
            link_id=link.link_id,
            sample=link.sample,
            locked=link.choices,
        )

    @property
    def is_link(self) -> bool:
        """Whether a shared link let this viewer in."""
        return self.role is Role.LINK

    def may(self, permission: Permission) -> bool:
        """Whether this viewer may do that."""
        return permission in self.permissions


LOCAL_MANAGER = Viewer(
    "The person at this computer",
    Role.MANAGER,
    EVERY_SCREEN,
    EVERYTHING,
    frozenset(Permission),
)
# Who works there can read the data file anyway; the sample is not what they mean.
TERMINAL_MANAGER = Viewer(
    TERMINAL, Role.MANAGER, EVERY_SCREEN, EVERYTHING, frozenset(Permission), sample=""
)


def check(viewer: Viewer, question: str, parameters: Mapping[str, object] | None = None) -> None:
    """Raise OutOfScope unless the viewer may ask the question with these parameters.

    A link's place, colleague and customer are those that were shared, whatever a screen asks for.
    Without parameters it is about the question's words.
    """
    screen = question.split("/", 1)[0]
    is_on_their_screens = screen == FOR_EVERY_SCREEN or screen in viewer.screens
    if viewer.is_link:
        is_open = is_on_their_screens and _is_open_to_link(viewer, _known(question))
        if not is_open or not _keeps_locks(viewer, parameters or {}):
            raise OutOfScope("This is not part of what was shared with you.")
    elif viewer.role is Role.STAFF:
        if not is_on_their_screens:
            raise OutOfScope(f"The {screen} screen is not open to you. Ask the manager for it.")
        if not _is_open_to_staff(viewer, _known(question), parameters):
            raise OutOfScope("This was not given to you. Ask the manager for it.")


def allow(viewer: Viewer, permission: Permission) -> None:
    """Raise NotAllowed unless the viewer may do that."""
    if not viewer.may(permission):
        raise NotAllowed(f"You may not {permission.value}. Ask the manager.")


def _known(question: str) -> Question | None:
    """The question; None where there is none, which is then closed like any other."""
    try:
        return find(question)
    except UnknownQuestion:
        return None


def _is_open_to_link(viewer: Viewer, question: Question | None) -> bool:
    if question is None:
        return False
    return question.link is LinkScope.YES or (
        question.link is LinkScope.NAMED and viewer.sight.names
    )


def _is_open_to_staff(
    viewer: Viewer, question: Question | None, parameters: Mapping[str, object] | None
) -> bool:
    if question is None:
        return False
    is_theirs = parameters is None or (
        bool(viewer.person_id) and parameters.get(OWNER) == viewer.person_id
    )
    return question.staff is StaffScope.YES or (question.staff is StaffScope.OWN and is_theirs)


def _keeps_locks(viewer: Viewer, parameters: Mapping[str, object]) -> bool:
    for choice in ("location", "staff"):
        if choice in parameters and (parameters[choice] or "") != viewer.locked.get(choice, ""):
            return False
    shared_customer = viewer.locked.get("customer")
    return shared_customer is None or parameters.get("customer_id", "") in ("", shared_customer)
