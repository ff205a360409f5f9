"""The one way to change anything: allowed, done, and written into the book of what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from regulars import identity, intake
from regulars.access import Act, Link, Person, Role, Viewer, allow, utc_now
from regulars.desk import contacts, follow_ups, notes, rule, thanks
from regulars.desk.contacts import Draw, Terms
from regulars.desk.follow_ups import Step
from regulars.errors import AccessFailed
from regulars.intake import Choices, Report
from regulars.intake.reading import Progress
from regulars.sample import SAMPLES
from regulars.store import Store
from regulars.web.premises import current_access, current_shop, current_viewer, shown_sample

__all__ = [
    "add_person",
    "change_person",
    "change_rule",
    "erase_person",
    "give_thanks",
    "invite_person",
    "keep_apart",
    "leave_sample",
    "make_win_back_list",
    "mark_contacted",
    "mark_list_contacted",
    "merge_people",
    "note_contact",
    "note_export",
    "note_personal_export",
    "open_case",
    "pass_on_praise",
    "preview_files",
    "preview_win_back",
    "remove_note",
    "remove_person",
    "remove_win_back_list",
    "reset_rule",
    "restore_note",
    "revoke_link",
    "rotate_link",
    "share_view",
    "show_sample",
    "split_person",
    "take_case_step",
    "take_files",
    "undo_case_step",
    "undo_contact",
    "undo_decision",
    "undo_import",
    "undo_list_marking",
    "undo_thanks",
    "write_note",
]

# A customer's id, or the number and the day of an answer.
CustomerOrAnswer = str | tuple[int, date]


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


def write_note(customer_id: str, kind: str, words: str) -> None:
    """Write something down about a customer.

    Raises:
        RegularsError: there is no such customer, or no words or too many.
    """
    viewer = _allowed(Act.WRITE)
    number = notes.write_note(
        _shown_store(), customer_id, kind, words, now=utc_now(), by=viewer.name
    )
    _note(viewer, "wrote a note", f"note {number}")


def remove_note(note_no: int) -> None:
    """Take a note off its card.

    Raises:
        RegularsError: it is not there any more.
    """
    viewer = _allowed(Act.WRITE)
    notes.remove_note(_shown_store(), note_no, now=utc_now())
    _note(viewer, "removed a note", f"note {note_no}")


def restore_note(note_no: int) -> None:
    """Put a note back on its card.

    Raises:
        RegularsError: it is there already.
    """
    viewer = _allowed(Act.WRITE)
    notes.restore_note(_shown_store(), note_no)
    _note(viewer, "put a note back", f"note {note_no}")


def give_thanks(customer_id: str, occasion: str, words: str) -> None:
    """Write down that a customer was thanked.

    Raises:
        RegularsError: there is no such customer or occasion, or there are too many words.
    """
    viewer = _allowed(Act.WRITE)
    number = thanks.give_thanks(
        _shown_store(), customer_id, occasion, words, now=utc_now(), by=viewer.name
    )
    _note(viewer, "thanked a customer", f"thanks {number}")


def undo_thanks(thanks_no: int) -> None:
    """Take back that somebody was thanked.

    Raises:
        RegularsError: it was taken back already.
    """
    viewer = _allowed(Act.WRITE)
    thanks.undo_thanks(_shown_store(), thanks_no, now=utc_now())
    _note(viewer, "took back thanks", f"thanks {thanks_no}")


def take_case_step(case_key: str, step: Step, *, today: date) -> None:
    """Do something about a complaint; staff about what was given to them.

    Raises:
        NotAllowed: it is not theirs, or it would be given to somebody else.
        RegularsError: the case is not there any more, or nothing is changed.
    """
    viewer = _allowed(Act.FOLLOW_UP)
    if step.owner is not None:
        allow(viewer, Act.GIVE)
    number = follow_ups.take_step(
        _shown_store(),
        case_key,
        step,
        now=utc_now(),
        today=today,
        by=viewer.name,
        only_of=_only_of(viewer),
    )
    told = [
        *([step.status] if step.status else []),
        *([_given_words(step)] if step.owner is not None else []),
        *([f"due {step.due_on}"] if step.due_on else []),
        *(step.done or ()),
        *(["a note"] if step.notes else []),
    ]
    _note(viewer, "worked on a follow-up", f"case {number}: {', '.join(told)}")


def undo_case_step(case_key: str) -> None:
    """Take the last step of a case back; staff a step of their own.

    Raises:
        NotAllowed: it is somebody else's.
        RegularsError: there is nothing to take back.
    """
    viewer = _allowed(Act.FOLLOW_UP)
    number = follow_ups.undo_step(
        _shown_store(), case_key, now=utc_now(), by=viewer.name, only_of=_only_of(viewer)
    )
    _note(viewer, "took back a step of a follow-up", f"case {number}")


def open_case(about: CustomerOrAnswer, notes: str, *, today: date) -> str:
    """Open a case by hand; staff get it into their own hands. Its key.

    Args:
        about: a customer's id, or (number, day) of what somebody answered.
        notes: why.
        today: the shop's calendar day.

    Raises:
        RegularsError: there is no such customer or answer.
    """
    viewer = _allowed(Act.FOLLOW_UP)
    is_manager = viewer.may(Act.GIVE)
    step = Step(
        owner=None if is_manager else viewer.name,
        owner_id=viewer.person_id,
        status="open",
        notes=notes,
    )
    by: dict[str, Any] = {"now": utc_now(), "today": today, "by": viewer.name}
    if isinstance(about, str):
        key = follow_ups.open_about_customer(_shown_store(), about, step, **by)
    else:
        allow(viewer, Act.GIVE)
        key = follow_ups.open_about_answer(_shown_store(), *about, step, **by)
    _note(viewer, "opened a follow-up")
    return key


def pass_on_praise(praise_key: str, is_passed: bool, *, today: date) -> None:
    """Say that a colleague heard the praise, or take that back.

    Raises:
        RegularsError: there is no such answer.
    """
    viewer = _allowed(Act.GIVE)
    follow_ups.pass_on_praise(
        _shown_store(), praise_key, is_passed, now=utc_now(), today=today, by=viewer.name
    )
    _note(viewer, "passed praise on" if is_passed else "took back that praise was passed on")


def preview_win_back(customer_ids: Sequence[str], terms: Terms, *, today: date) -> Draw:
    """What would become of a win-back list; keeps nothing.

    Raises:
        RegularsError: the terms cannot be.
    """
    _allowed(Act.CONTACT)
    return contacts.draw_list(_shown_store(), customer_ids, terms, today=today)


def make_win_back_list(
    title: str, customer_ids: Sequence[str], terms: Terms, *, today: date
) -> Draw:
    """Make a win-back list, as ``preview_win_back`` showed it.

    Raises:
        RegularsError: the terms cannot be, or nobody is left to contact.
    """
    viewer = _allowed(Act.CONTACT)
    drawn = contacts.make_list(
        _shown_store(), title, customer_ids, terms, now=utc_now(), today=today, by=viewer.name
    )
    _note(
        viewer,
        "made a win-back list",
        f"list {drawn.list_no}: {len(drawn.contacted):,} to contact, "
        f"{len(drawn.held_out):,} left alone, {len(drawn.left_out):,} left out",
    )
    return drawn


def mark_list_contacted(list_no: int, notes: str, *, today: date) -> int:
    """Write down that a list's people were contacted; how many.

    Raises:
        RegularsError: nobody was left to contact.
    """
    viewer = _allowed(Act.CONTACT)
    count = contacts.mark_list(
        _shown_store(), list_no, notes, now=utc_now(), today=today, by=viewer.name
    )
    _note(viewer, "contacted a win-back list", f"list {list_no}: {count:,} people")
    return count


def mark_contacted(contact_no: int, channel: str, notes: str, *, today: date) -> None:
    """Write down that one person on a list was contacted.

    Raises:
        RegularsError: they were already.
    """
    viewer = _allowed(Act.CONTACT)
    contacts.mark_person(
        _shown_store(), contact_no, channel, notes, now=utc_now(), today=today, by=viewer.name
    )
    _note(viewer, "contacted a customer", f"contact {contact_no}")


def note_contact(customer_id: str, channel: str, notes: str, *, today: date) -> None:
    """Write down that somebody was contacted, without a list.

    Raises:
        RegularsError: there is no such customer.
    """
    viewer = _allowed(Act.CONTACT)
    number = contacts.note_contact(
        _shown_store(), customer_id, channel, notes, now=utc_now(), today=today, by=viewer.name
    )
    _note(viewer, "contacted a customer", f"contact {number}")


def undo_contact(contact_no: int) -> None:
    """Take back that one person was contacted.

    Raises:
        RegularsError: it was taken back already.
    """
    viewer = _allowed(Act.CONTACT)
    contacts.undo_contact(_shown_store(), contact_no)
    _note(viewer, "took back a contact", f"contact {contact_no}")


def undo_list_marking(list_no: int) -> None:
    """Take back the last marking of a list.

    Raises:
        RegularsError: nobody on it was contacted.
    """
    viewer = _allowed(Act.CONTACT)
    count = contacts.undo_marking(_shown_store(), list_no)
    _note(viewer, "took back contacting a win-back list", f"list {list_no}: {count:,} people")


def remove_win_back_list(list_no: int) -> None:
    """Take a win-back list away.

    Raises:
        RegularsError: it is not there any more.
    """
    viewer = _allowed(Act.CONTACT)
    contacts.remove_list(_shown_store(), list_no, now=utc_now())
    _note(viewer, "removed a win-back list", f"list {list_no}")


def change_rule(visits: int, weeks: int) -> None:
    """Make a regular somebody with that many visits in that many weeks, for the past too.

    Raises:
        RegularsError: the rule cannot be.
    """
    viewer = _allowed(Act.SET_RULE)
    rule.change_rule(_shown_store(), visits, weeks, now=utc_now(), by=viewer.name)
    _note(viewer, "changed the rule of a regular", f"{visits} visits in {weeks} weeks")


def reset_rule() -> None:
    """Go back to the usual rule of a regular."""
    viewer = _allowed(Act.SET_RULE)
    rule.reset_rule(_shown_store())
    _note(viewer, "went back to the usual rule of a regular")


def _given_words(step: Step) -> str:
    # A name that was typed may be anybody's.
    return f"given to {step.owner}" if step.owner_id else "given to a colleague or to nobody"


def _only_of(viewer: Viewer) -> str | None:
    """Whose cases this viewer may touch: None for everybody's."""
    return None if viewer.may(Act.GIVE) else viewer.person_id


def _shown_store() -> Store:
    return current_shop().store_of(shown_sample())


def _allowed(act: Act) -> Viewer:
    viewer = current_viewer()
    allow(viewer, act)
    return viewer


def _note(viewer: Viewer, act: str, what: str = "") -> None:
    current_access().audit.add(viewer.name, act, what)
