"""Win-back lists, and who was contacted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from regulars.access import Act, utc_now
from regulars.desk import contacts
from regulars.desk.contacts import Draw, Terms
from regulars.web.changes import gate


def preview_win_back(customer_ids: Sequence[str], terms: Terms, *, today: date) -> Draw:
    """What would become of a win-back list; keeps nothing.

    Raises:
        RegularsError: the terms cannot be.
    """
    gate.allowed(Act.CONTACT)
    return contacts.draw_list(gate.shown_store(), customer_ids, terms, today=today)


def make_win_back_list(
    title: str, customer_ids: Sequence[str], terms: Terms, *, today: date
) -> Draw:
    """Make a win-back list, as ``preview_win_back`` showed it.

    Raises:
        RegularsError: the terms cannot be, or nobody is left to contact.
    """
    viewer = gate.allowed(Act.CONTACT)
    drawn = contacts.make_list(
        gate.shown_store(), title, customer_ids, terms, now=utc_now(), today=today, by=viewer.name
    )
    gate.note(
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
    viewer = gate.allowed(Act.CONTACT)
    count = contacts.mark_list(
        gate.shown_store(), list_no, notes, now=utc_now(), today=today, by=viewer.name
    )
    gate.note(viewer, "contacted a win-back list", f"list {list_no}: {count:,} people")
    return count


def mark_contacted(contact_no: int, channel: str, notes: str, *, today: date) -> None:
    """Write down that one person on a list was contacted.

    Raises:
        RegularsError: they were already.
    """
    viewer = gate.allowed(Act.CONTACT)
    contacts.mark_person(
        gate.shown_store(), contact_no, channel, notes, now=utc_now(), today=today, by=viewer.name
    )
    gate.note(viewer, "contacted a customer", f"contact {contact_no}")


def note_contact(customer_id: str, channel: str, notes: str, *, today: date) -> None:
    """Write down that somebody was contacted, without a list.

    Raises:
        RegularsError: there is no such customer.
    """
    viewer = gate.allowed(Act.CONTACT)
    number = contacts.note_contact(
        gate.shown_store(), customer_id, channel, notes, now=utc_now(), today=today, by=viewer.name
    )
    gate.note(viewer, "contacted a customer", f"contact {number}")


def undo_contact(contact_no: int) -> None:
    """Take back that one person was contacted.

    Raises:
        RegularsError: it was taken back already.
    """
    viewer = gate.allowed(Act.CONTACT)
    contacts.undo_contact(gate.shown_store(), contact_no)
    gate.note(viewer, "took back a contact", f"contact {contact_no}")


def undo_list_marking(list_no: int) -> None:
    """Take back the last marking of a list.

    Raises:
        RegularsError: nobody on it was contacted.
    """
    viewer = gate.allowed(Act.CONTACT)
    count = contacts.undo_marking(gate.shown_store(), list_no)
    gate.note(viewer, "took back contacting a win-back list", f"list {list_no}: {count:,} people")


def remove_win_back_list(list_no: int) -> None:
    """Take a win-back list away.

    Raises:
        RegularsError: it is not there any more.
    """
    viewer = gate.allowed(Act.CONTACT)
    contacts.remove_list(gate.shown_store(), list_no, now=utc_now())
    gate.note(viewer, "removed a win-back list", f"list {list_no}")
