"""Who was contacted: from a list or without one, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import duckdb

from regulars.errors import Outdated, RegularsError
from regulars.records.record import Record
from regulars.records.win_back.terms import CHANGED, LONGEST_NOTES, refuse_unknown
from regulars.store.store import Store

__all__ = [
    "CONTACTS",
    "forget_contacts",
    "mark_list",
    "mark_person",
    "note_contact",
    "undo_contact",
    "undo_marking",
]


def mark_list(
    store: Store, list_no: int, notes: str, *, now: datetime, today: date, by: str
) -> int:
    """Write down that everybody on a list was contacted who was to be; how many.

    Who said no since the list was made is not among them, nor who is not known any more.

    Raises:
        RegularsError: the list is not there any more, or nobody was left to contact.
    """
    with store.note("desk.contact") as cursor:
        marked = cursor.execute(
            """
            update desk.contact
            set
                contacted_at = $now, contacted_on = $today, contacted_by = $by, words = $notes,
                channel = contact_list.channel
            from desk.contact_list as contact_list, facts.identity as identity,
                facts.customer as customer
            where
                contact.list_no = $list_no
                and contact_list.list_no = contact.list_no
                and contact_list.removed_at is null
                and not contact.is_held_out
                and contact.contacted_at is null
                and identity.handle_no = contact.handle_no
                and customer.customer_id = identity.customer_id
                and not (contact_list.channel = 'e-mail' and customer.may_email is false)
                and not (contact_list.channel = 'text message' and customer.may_text is false)
            returning contact_no
            """,
            {"list_no": list_no, "now": now, "today": today, "by": by, "notes": _checked(notes)},
        ).fetchall()
        if not marked:
            raise Outdated(CHANGED)
    return len(marked)


def mark_person(
    store: Store, contact_no: int, channel: str, notes: str, *, now: datetime, today: date, by: str
) -> None:
    """Write down that one person on a list was contacted.

    Raises:
        RegularsError: the person is not on it, is held out, or was contacted already.
    """
    refuse_unknown(channel)
    with store.note("desk.contact") as cursor:
        marked = cursor.execute(
            """
            update desk.contact
            set
                contacted_at = $now, contacted_on = $today, contacted_by = $by, words = $notes,
                channel = $channel
            where
                contact_no = $contact_no and not is_held_out and contacted_at is null
                and list_no in (select list_no from desk.contact_list where removed_at is null)
            returning contact_no
            """,
            {
                "contact_no": contact_no,
                "channel": channel,
                "now": now,
                "today": today,
                "by": by,
                "notes": _checked(notes),
            },
        ).fetchall()
        if not marked:
            raise Outdated(CHANGED)


def note_contact(
    store: Store,
    customer_id: str,
    channel: str,
    notes: str,
    *,
    now: datetime,
    today: date,
    by: str,
) -> int:
    """Write down that somebody was contacted, without a list; the contact's number.

    Raises:
        RegularsError: there is no such customer.
    """
    refuse_unknown(channel)
    with store.note("desk.contact") as cursor:
        noted = cursor.execute(
            """
            insert into desk.contact by name
            select
                (select coalesce(max(contact_no), 0) + 1 from desk.contact) as contact_no,
                min(handle_no) as handle_no, false as is_held_out, $now::timestamp as contacted_at,
                $today as contacted_on, $by as contacted_by, $channel as channel, $notes as words
            from facts.identity
            where customer_id = $customer_id and is_handle_kept(handle_no)
            having count(*) > 0
            returning contact_no
            """,
            {
                "customer_id": customer_id,
                "channel": channel,
                "now": now,
                "today": today,
                "by": by,
                "notes": _checked(notes),
            },
        ).fetchone()
        if noted is None:
            raise Outdated(CHANGED)
    return int(noted[0])


def undo_marking(store: Store, list_no: int) -> int:
    """Take back the last marking of a list; of how many people.

    Raises:
        RegularsError: nobody on it was contacted.
    """
    with store.note("desk.contact") as cursor:
        undone = cursor.execute(
            """
            update desk.contact
            set contacted_at = null, contacted_on = null, contacted_by = null, words = null,
                channel = null
            where
                list_no = $list_no
                and contacted_at = (
                    select max(contacted_at) from desk.contact where list_no = $list_no
                )
            returning contact_no
            """,
            {"list_no": list_no},
        ).fetchall()
        if not undone:
            raise Outdated(CHANGED)
    return len(undone)


def undo_contact(store: Store, contact_no: int) -> None:
    """Take back that one person was contacted, from a list or without one.

    Raises:
        RegularsError: it was taken back already.
    """
    with store.note("desk.contact") as cursor:
        undone = cursor.execute(
            """
            update desk.contact
            set contacted_at = null, contacted_on = null, contacted_by = null, words = null,
                channel = null
            where contact_no = $no and contacted_at is not null
            returning contact_no
            """,
            {"no": contact_no},
        ).fetchall()
        if not undone:
            raise Outdated(CHANGED)
        cursor.execute(
            "delete from desk.contact where contact_no = $no and list_no is null",
            {"no": contact_no},
        )


def forget_contacts(cursor: duckdb.DuckDBPyConnection, handles: Sequence[int], nobody: int) -> None:
    """Blank what was noted about who is erased; that somebody was contacted stays, of nobody.

    Args:
        cursor: of the transaction that erases them.
        handles: the numbers of the handles of whom is erased.
        nobody: the number of the handle that stands for them from now on.
    """
    cursor.execute(
        """
        update desk.contact
        set words = null, handle_no = $nobody
        where handle_no in (select unnest($handles::bigint[]))
        """,
        {"handles": list(handles), "nobody": nobody},
    )


def _checked(notes: str) -> str | None:
    notes = notes.strip()
    if len(notes) > LONGEST_NOTES:
        raise RegularsError(f"Notes have room for {LONGEST_NOTES} letters. Shorten them.")
    return notes or None


CONTACTS = Record("contacts", ("desk.contact",), "customer/contacts", forget_contacts)
