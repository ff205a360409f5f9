"""Who gets in: people who sign in, and shared links."""

from __future__ import annotations

from collections.abc import Mapping

from regulars.access import Act, Link, Person, Role
from regulars.errors import AccessFailed
from regulars.web.changes import gate


def share_view(
    screen: str,
    choices: Mapping[str, str],
    *,
    title: str,
    sees_names: bool,
    has_cards: bool,
    days: int,
    passcode: str,
) -> tuple[Link, str]:
    """Share a view: (link, token of its address, which is told only now).

    Raises:
        NotAllowed: the viewer may not.
        AccessFailed: nobody signs in here yet, or something of it cannot be.
    """
    viewer = gate.allowed(Act.SHARE)
    access = gate.current_access()
    if not access.asks_to_sign_in:
        raise AccessFailed(
            "Set a password first: until then nobody but you at this computer gets in, and a link "
            "would lead nowhere."
        )
    link, token = access.links.share(
        screen,
        choices,
        title=title,
        sample=gate.shown_sample(),
        sees_names=sees_names,
        has_cards=has_cards,
        days=days,
        passcode=passcode,
        created_by=viewer.name,
    )
    gate.note(viewer, "shared", f"{screen}: {link.title}")
    return link, token


def revoke_link(link_id: str) -> None:
    """End a link."""
    viewer = gate.allowed(Act.SHARE)
    link = gate.current_access().links.revoke(link_id)
    gate.note(viewer, "ended a shared link", link.title)


def rotate_link(link_id: str) -> tuple[Link, str]:
    """Replace a link's address: (link, token of the new one)."""
    viewer = gate.allowed(Act.SHARE)
    link, token = gate.current_access().links.rotate(link_id)
    gate.note(viewer, "replaced a shared link", link.title)
    return link, token


def add_person(name: str, role: Role, email: str) -> tuple[Person, str]:
    """Add somebody: (person, token of the invitation by which they choose a password)."""
    viewer = gate.allowed(Act.MANAGE_PEOPLE)
    access = gate.current_access()
    person = access.people.add(name, role, email=email)
    gate.note(viewer, "added", f"{person.name} ({person.role.value})")
    return person, access.people.invite(person.person_id)


def invite_person(person_id: str) -> str:
    """The token of a new invitation, for somebody who forgot the password."""
    viewer = gate.allowed(Act.MANAGE_PEOPLE)
    access = gate.current_access()
    token = access.people.invite(person_id)
    person = access.people.get(person_id)
    gate.note(viewer, "invited", person.name if person else "")
    return token


def change_person(
    person_id: str, *, role: Role, email: str, sees_contacts: bool, may_export: bool
) -> Person:
    """Change what somebody may do; it holds from their next click."""
    viewer = gate.allowed(Act.MANAGE_PEOPLE)
    person = gate.current_access().people.change(
        person_id, role=role, email=email, sees_contacts=sees_contacts, may_export=may_export
    )
    may = [
        person.role.value,
        *(["sees contacts"] if person.sees_contacts else []),
        *(["may download"] if person.may_export else []),
    ]
    gate.note(viewer, "changed", f"{person.name}: {', '.join(may)}")
    return person


def remove_person(person_id: str) -> None:
    """Somebody may no longer sign in and is out everywhere."""
    viewer = gate.allowed(Act.MANAGE_PEOPLE)
    access = gate.current_access()
    person = access.people.remove(person_id)
    access.sessions.end_all(person_id)
    gate.note(viewer, "removed", person.name)
