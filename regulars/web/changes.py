"""The one way to change anything: allowed, done, and written into the book of what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from regulars.access import Act, Link, Person, Role, Viewer, allow
from regulars.errors import AccessFailed
from regulars.intake import Report
from regulars.intake.reading import Progress
from regulars.web.premises import current_access, current_shop, current_viewer, is_sample

__all__ = [
    "add_person",
    "change_person",
    "invite_person",
    "leave_sample",
    "note_export",
    "remove_person",
    "revoke_link",
    "rotate_link",
    "share_view",
    "show_sample",
    "take_files",
]


def take_files(files: Sequence[tuple[str, Path]], progress: Progress | None) -> list[Report]:
    """Import files: (name to show, path in the spool folder) of each."""
    viewer = _allowed(Act.IMPORT)
    reports = current_shop().take(files, progress)
    for report in reports:
        _note(viewer, "imported", report.in_short())
    return reports


def show_sample(progress: Progress | None) -> None:
    """Show the sample café to everybody who signs in."""
    viewer = _allowed(Act.SWITCH_SAMPLE)
    current_shop().show_sample(progress)
    _note(viewer, "showed the sample")


def leave_sample() -> None:
    """Show the shop's own data to everybody who signs in."""
    viewer = _allowed(Act.SWITCH_SAMPLE)
    current_shop().leave_sample()
    _note(viewer, "left the sample")


def note_export(viewer: Viewer, file_name: str, row_count: int) -> None:
    """Write down a download as it is made."""
    allow(viewer, Act.EXPORT)
    _note(viewer, "downloaded", f"{file_name}: {row_count:,} rows")


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
    viewer = _allowed(Act.SHARE)
    access = current_access()
    if not access.asks_to_sign_in:
        raise AccessFailed(
            "Set a password first: until then nobody but you at this computer gets in, and a link "
            "would lead nowhere."
        )
    link, token = access.links.share(
        screen,
        choices,
        title=title,
        is_sample=is_sample(),
        sees_names=sees_names,
        has_cards=has_cards,
        days=days,
        passcode=passcode,
        created_by=viewer.name,
    )
    _note(viewer, "shared", f"{screen}: {link.title}")
    return link, token


def revoke_link(link_id: str) -> None:
    """End a link."""
    viewer = _allowed(Act.SHARE)
    link = current_access().links.revoke(link_id)
    _note(viewer, "ended a shared link", link.title)


def rotate_link(link_id: str) -> tuple[Link, str]:
    """Replace a link's address: (link, token of the new one)."""
    viewer = _allowed(Act.SHARE)
    link, token = current_access().links.rotate(link_id)
    _note(viewer, "replaced a shared link", link.title)
    return link, token


def add_person(name: str, role: Role, email: str) -> tuple[Person, str]:
    """Add somebody: (person, token of the invitation by which they choose a password)."""
    viewer = _allowed(Act.MANAGE_PEOPLE)
    access = current_access()
    person = access.people.add(name, role, email=email)
    _note(viewer, "added", f"{person.name} ({person.role.value})")
    return person, access.people.invite(person.person_id)


def invite_person(person_id: str) -> str:
    """The token of a new invitation, for somebody who forgot the password."""
    viewer = _allowed(Act.MANAGE_PEOPLE)
    access = current_access()
    token = access.people.invite(person_id)
    person = access.people.get(person_id)
    _note(viewer, "invited", person.name if person else "")
    return token


def change_person(
    person_id: str, *, role: Role, email: str, sees_contacts: bool, may_export: bool
) -> Person:
    """Change what somebody may do; it holds from their next click."""
    viewer = _allowed(Act.MANAGE_PEOPLE)
    person = current_access().people.change(
        person_id, role=role, email=email, sees_contacts=sees_contacts, may_export=may_export
    )
    may = [
        person.role.value,
        *(["sees contacts"] if person.sees_contacts else []),
        *(["may download"] if person.may_export else []),
    ]
    _note(viewer, "changed", f"{person.name}: {', '.join(may)}")
    return person


def remove_person(person_id: str) -> None:
    """Somebody may no longer sign in and is out everywhere."""
    viewer = _allowed(Act.MANAGE_PEOPLE)
    access = current_access()
    person = access.people.remove(person_id)
    access.sessions.end_all(person_id)
    _note(viewer, "removed", person.name)


def _allowed(act: Act) -> Viewer:
    viewer = current_viewer()
    allow(viewer, act)
    return viewer


def _note(viewer: Viewer, act: str, what: str = "") -> None:
    current_access().audit.add(viewer.name, act, what)
