"""The one way to change anything: allowed, done, and written into the book of what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from regulars import identity, intake
from regulars.access import Act, Link, Person, Role, Viewer, allow, utc_now
from regulars.errors import AccessFailed
from regulars.intake import Choices, Report
from regulars.intake.reading import Progress
from regulars.sample import SAMPLES
from regulars.store import Store
from regulars.web.premises import current_access, current_shop, current_viewer, shown_sample

__all__ = [
    "add_person",
    "change_person",
    "erase_person",
    "invite_person",
    "keep_apart",
    "leave_sample",
    "merge_people",
    "note_export",
    "note_personal_export",
    "preview_files",
    "remove_person",
    "revoke_link",
    "rotate_link",
    "share_view",
    "show_sample",
    "split_person",
    "take_files",
    "undo_decision",
    "undo_import",
]


def preview_files(
    files: Sequence[tuple[str, Path]], choices: Mapping[str, Choices], progress: Progress | None
) -> list[Report]:
    """What would become of files, of each (name to show, path in the spool folder); keeps nothing.

    Args:
        files: the files.
        choices: what was decided, by the sheet's name.
        progress: told how far it is.
    """
    _allowed(Act.IMPORT)
    return current_shop().preview(files, choices, progress)


def take_files(
    files: Sequence[tuple[str, Path]], choices: Mapping[str, Choices], progress: Progress | None
) -> list[Report]:
    """Import files, as ``preview_files`` looked at them."""
    viewer = _allowed(Act.IMPORT)
    reports = current_shop().take(files, choices, progress)
    for report in reports:
        _note(viewer, "imported", report.in_short())
    return reports


def undo_import(import_id: int) -> None:
    """Take an import back.

    Raises:
        ImportFailed: it was taken back already.
    """
    viewer = _allowed(Act.IMPORT)
    file_name = intake.undo_import(current_shop().own, import_id)
    _note(viewer, "took an import back", file_name)


def show_sample(sample: str, progress: Progress | None) -> None:
    """Show a sample, by its key, to everybody who signs in."""
    viewer = _allowed(Act.SWITCH_SAMPLE)
    current_shop().show_sample(sample, progress)
    _note(viewer, "showed a sample", SAMPLES[sample].name)


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
        sample=shown_sample(),
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


def merge_people(customer_id: str, other_customer_id: str) -> int:
    """Say that two customers are one person; the decision's number.

    Raises:
        RegularsError: one of them is not there any more.
    """
    viewer = _allowed(Act.IDENTIFY)
    number = identity.merge_people(
        _shown_store(), customer_id, other_customer_id, now=utc_now(), by=viewer.name
    )
    _note(viewer, "merged two customers", f"decision {number}")
    return number


def keep_apart(customer_id: str, other_customer_id: str) -> int:
    """Say that two customers are two people; the decision's number.

    Raises:
        RegularsError: one of them is not there any more.
    """
    viewer = _allowed(Act.IDENTIFY)
    number = identity.keep_apart(
        _shown_store(), customer_id, other_customer_id, now=utc_now(), by=viewer.name
    )
    _note(viewer, "kept two customers apart", f"decision {number}")
    return number


def split_person(customer_id: str, handle_no: int) -> int:
    """Say that one of a customer's records is somebody else's; the decision's number.

    Raises:
        RegularsError: the record is not theirs any more.
    """
    viewer = _allowed(Act.IDENTIFY)
    number = identity.split_person(
        _shown_store(), customer_id, handle_no, now=utc_now(), by=viewer.name
    )
    _note(viewer, "took a customer apart", f"decision {number}")
    return number


def undo_decision(decision_no: int) -> None:
    """Take a decision about who is who back.

    Raises:
        RegularsError: it was taken back already.
    """
    viewer = _allowed(Act.IDENTIFY)
    identity.undo_decision(_shown_store(), decision_no, now=utc_now())
    _note(viewer, "took back who is who", f"decision {decision_no}")


def erase_person(customer_id: str) -> str:
    """Forget who a customer is; the nameless customer's id.

    Raises:
        RegularsError: there is no such customer.
    """
    viewer = _allowed(Act.ERASE)
    erased = identity.erase_person(_shown_store(), customer_id, now=utc_now(), by=viewer.name)
    _note(viewer, "erased a person")
    return erased


def note_personal_export(viewer: Viewer) -> None:
    """Write down that all that is known of a person was downloaded, as it is made."""
    allow(viewer, Act.EXPORT_PERSON)
    _note(viewer, "downloaded a person's data")


def _shown_store() -> Store:
    return current_shop().store_of(shown_sample())


def _allowed(act: Act) -> Viewer:
    viewer = current_viewer()
    allow(viewer, act)
    return viewer


def _note(viewer: Viewer, act: str, what: str = "") -> None:
    current_access().audit.add(viewer.name, act, what)
