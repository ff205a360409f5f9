"""Win-back lists: whom to contact, whom to leave alone for comparison, and who was contacted.

A list holds people who may be contacted by one channel and were not lately. Some of them, drawn at
random, are held out: nobody contacts them, and who of them comes back says how many would have come
anyway. Lists name people by the numbers of handles and are touched by no import.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import numpy as np

from regulars.errors import RegularsError
from regulars.store import Store

__all__ = [
    "CAP_DAYS",
    "CHANNELS",
    "LONGEST_NOTES",
    "LONGEST_TITLE",
    "Draw",
    "Terms",
    "draw_list",
    "forget_contacts",
    "make_list",
    "mark_list",
    "mark_person",
    "note_contact",
    "remove_list",
    "undo_contact",
    "undo_marking",
]

EMAIL, TEXT, CALL, LETTER, IN_PERSON = "e-mail", "text message", "phone call", "letter", "in person"
CHANNELS = (EMAIL, TEXT, CALL, LETTER, IN_PERSON)
CAP_DAYS = 30
MOST_HELD_OUT = 0.5
LONGEST_TITLE = 80
LONGEST_NOTES = 300

GONE = "not known any more"
NO_EMAIL = "without an e-mail address"
NO_PHONE = "without a phone number"
SAID_NO = "said no"
UNKNOWN = "never said yes or no"
LATELY = f"heard from us in the last {CAP_DAYS} days"
HELD_OUT = "left alone by an earlier list"
WAITING = "waiting on an earlier list"


@dataclass(frozen=True)
class Terms:
    """How a list is made.

    Attributes:
        channel: one of CHANNELS.
        hold_out_rate: the share that is left alone, 0 to 0.5.
        includes_unknown: whether those are on it who never said whether they may be written to.
    """

    channel: str
    hold_out_rate: float = 0.2
    includes_unknown: bool = False


@dataclass(frozen=True)
class Draw:
    """What becomes of the people who were chosen; all by customer id.

    Attributes:
        list_no: the list's number, which is also the seed of the draw.
        contacted: who is to be contacted.
        held_out: who is left alone for comparison.
        left_out: who is not on the list at all, and why.
    """

    list_no: int
    contacted: tuple[str, ...]
    held_out: tuple[str, ...]
    left_out: Mapping[str, str]


@dataclass(frozen=True)
class _Person:
    customer_id: str
    handle_no: int
    band: str
    refusal: str | None


def draw_list(store: Store, customer_ids: Sequence[str], terms: Terms, *, today: date) -> Draw:
    """What would become of a list of these people; keeps nothing.

    Made next and of the same people, the list is exactly this.

    Args:
        store: where they are.
        customer_ids: who was chosen.
        terms: how the list is made.
        today: the shop's calendar day.

    Raises:
        RegularsError: the terms cannot be.
    """
    with store.read() as cursor:
        return _draw(cursor, customer_ids, terms, today)[0]


def make_list(
    store: Store,
    title: str,
    customer_ids: Sequence[str],
    terms: Terms,
    *,
    now: datetime,
    today: date,
    by: str,
) -> Draw:
    """Make a list and keep it.

    Args:
        store: where they are.
        title: what it is called.
        customer_ids: who was chosen.
        terms: how the list is made.
        now: UTC.
        today: the shop's calendar day.
        by: who makes it.

    Raises:
        RegularsError: the terms cannot be, or nobody is left to contact.
    """
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise RegularsError(f"Give the list a name of at most {LONGEST_TITLE} letters.")
    with store.write() as cursor:
        drawn, handles = _draw(cursor, customer_ids, terms, today)
        if not drawn.contacted:
            raise RegularsError(
                "Of the people chosen nobody is left to contact. Choose others, or another way.",
                title="The list would be empty",
            )
        cursor.execute(
            """
            insert into desk.contact_list by name
            select
                $list_no as list_no, $title as title, $now::timestamp as made_at,
                $by as made_by, $rate as hold_out_rate, $channel as channel, $today as made_on,
                (select last_trading_on from facts.shop) as as_of,
                (select max(horizon_days) from facts.outlook) as horizon_days
            """,
            {
                "list_no": drawn.list_no,
                "title": title,
                "now": now,
                "by": by,
                "rate": terms.hold_out_rate,
                "channel": terms.channel,
                "today": today,
            },
        )
        members = [*drawn.contacted, *drawn.held_out]
        cursor.execute(
            """
            insert into desk.contact by name
            select
                (select coalesce(max(contact_no), 0) from desk.contact)
                + row_number() over (order by handle_no) as contact_no,
                $list_no as list_no,
                handle_no,
                list_contains($held_out::bigint[], handle_no) as is_held_out
            from (select unnest($handles::bigint[]) as handle_no)
            """,
            {
                "list_no": drawn.list_no,
                "handles": [handles[who] for who in members],
                "held_out": [handles[who] for who in drawn.held_out],
            },
        )
    return drawn


def mark_list(
    store: Store, list_no: int, notes: str, *, now: datetime, today: date, by: str
) -> int:
    """Write down that everybody on a list was contacted who was to be; how many.

    Who said no since the list was made is not among them, nor who is not known any more.

    Raises:
        RegularsError: the list is not there any more, or nobody was left to contact.
    """
    with store.write() as cursor:
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
            raise _changed()
    return len(marked)


def mark_person(
    store: Store, contact_no: int, channel: str, notes: str, *, now: datetime, today: date, by: str
) -> None:
    """Write down that one person on a list was contacted.

    Raises:
        RegularsError: the person is not on it, is held out, or was contacted already.
    """
    _refuse_unknown(channel)
    with store.write() as cursor:
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
            raise _changed()


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
    _refuse_unknown(channel)
    with store.write() as cursor:
        noted = cursor.execute(
            """
            insert into desk.contact by name
            select
                (select coalesce(max(contact_no), 0) + 1 from desk.contact) as contact_no,
                min(handle_no) as handle_no, false as is_held_out, $now::timestamp as contacted_at,
                $today as contacted_on, $by as contacted_by, $channel as channel, $notes as words
            from facts.identity
            where customer_id = $customer_id
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
            raise _changed()
    return int(noted[0])


def undo_marking(store: Store, list_no: int) -> int:
    """Take back the last marking of a list; of how many people.

    Raises:
        RegularsError: nobody on it was contacted.
    """
    with store.write() as cursor:
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
            raise _changed()
    return len(undone)


def undo_contact(store: Store, contact_no: int) -> None:
    """Take back that one person was contacted, from a list or without one.

    Raises:
        RegularsError: it was taken back already.
    """
    with store.write() as cursor:
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
            raise _changed()
        cursor.execute(
            "delete from desk.contact where contact_no = $no and list_no is null",
            {"no": contact_no},
        )


def remove_list(store: Store, list_no: int, *, now: datetime) -> None:
    """Take a list away. Who was contacted from it stays contacted; who was left alone is free.

    Raises:
        RegularsError: it is not there any more.
    """
    with store.write() as cursor:
        removed = cursor.execute(
            "update desk.contact_list set removed_at = $now "
            "where list_no = $list_no and removed_at is null returning list_no",
            {"list_no": list_no, "now": now},
        ).fetchall()
        if not removed:
            raise _changed()


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


_PEOPLE = """
with standing as (
    select
        identity.customer_id,
        bool_or(contact.contacted_on > $today::date - $cap::integer) as is_lately,
        bool_or(
            contact.is_held_out and contact_list.removed_at is null
            and contact_list.made_on + contact_list.horizon_days >= $today::date
        ) as is_held_out,
        bool_or(
            not contact.is_held_out and contact.contacted_on is null
            and contact_list.removed_at is null
            and contact_list.made_on > $today::date - $cap::integer
        ) as is_waiting
    from desk.contact as contact
    inner join facts.identity as identity on contact.handle_no = identity.handle_no
    left join desk.contact_list as contact_list on contact.list_no = contact_list.list_no
    group by identity.customer_id
),
known_by as (
    select customer_id, min(handle_no) as handle_no
    from facts.identity
    group by customer_id
)
select
    customer.customer_id,
    known_by.handle_no,
    coalesce(outlook.band, '') as band,
    customer.email is not null as has_email,
    customer.phone is not null as has_phone,
    customer.may_email,
    customer.may_text,
    coalesce(standing.is_lately, false) as is_lately,
    coalesce(standing.is_held_out, false) as is_held_out,
    coalesce(standing.is_waiting, false) as is_waiting
from facts.customer as customer
inner join known_by on customer.customer_id = known_by.customer_id
left join facts.outlook as outlook on customer.customer_id = outlook.customer_id
left join standing on customer.customer_id = standing.customer_id
where customer.customer_id in (select unnest($customer_ids::varchar[]))
order by known_by.handle_no
"""


def _draw(
    cursor: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], terms: Terms, today: date
) -> tuple[Draw, dict[str, int]]:
    """(the draw, customer id -> the number that they are kept by)."""
    _refuse_unknown(terms.channel)
    if not 0 <= terms.hold_out_rate <= MOST_HELD_OUT:
        raise RegularsError("At most half of a list can be left alone.")
    number = cursor.execute("select coalesce(max(list_no), 0) + 1 from desk.contact_list")
    (list_no,) = number.fetchone() or (1,)
    asked = cursor.execute(
        _PEOPLE, {"customer_ids": list(customer_ids), "today": today, "cap": CAP_DAYS}
    )
    names = [column[0] for column in asked.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    people = [
        _Person(row["customer_id"], row["handle_no"], row["band"], _refusal(row, terms))
        for row in rows
    ]
    free = [person for person in people if person.refusal is None]
    held_out = _held_out(free, terms.hold_out_rate, list_no)
    refusals = {person.customer_id: person.refusal for person in people if person.refusal}
    found = {person.customer_id for person in people}
    drawn = Draw(
        list_no,
        tuple(p.customer_id for p in free if p.customer_id not in held_out),
        tuple(p.customer_id for p in free if p.customer_id in held_out),
        refusals | {who: GONE for who in customer_ids if who not in found},
    )
    return drawn, {person.customer_id: person.handle_no for person in people}


def _refusal(row: Mapping[str, Any], terms: Terms) -> str | None:
    """Why somebody is not on the list; None for who is."""
    is_for_phone = terms.channel in (TEXT, CALL)
    consent = {EMAIL: row["may_email"], TEXT: row["may_text"]}
    reasons = {
        NO_EMAIL: terms.channel == EMAIL and not row["has_email"],
        NO_PHONE: is_for_phone and not row["has_phone"],
        SAID_NO: consent.get(terms.channel) is False,
        LATELY: row["is_lately"],
        HELD_OUT: row["is_held_out"],
        WAITING: row["is_waiting"],
        UNKNOWN: terms.channel in consent
        and consent[terms.channel] is None
        and not terms.includes_unknown,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _held_out(people: Sequence[_Person], rate: float, seed: int) -> set[str]:
    """Who is left alone: at even steps through the bands, each in an order drawn by the seed.

    So each band gives its share, and everybody has the same chance.
    """
    count = int(len(people) * rate + 0.5)
    if not count:
        return set()
    chance = np.random.default_rng(seed)
    places = chance.permutation(len(people))
    order = sorted(range(len(people)), key=lambda i: (people[i].band, places[i]))
    steps = (np.arange(count) + chance.random()) * (len(people) / count)
    return {people[order[int(step)]].customer_id for step in steps}


def _checked(notes: str) -> str | None:
    notes = notes.strip()
    if len(notes) > LONGEST_NOTES:
        raise RegularsError(f"Notes have room for {LONGEST_NOTES} letters. Shorten them.")
    return notes or None


def _refuse_unknown(channel: str) -> None:
    if channel not in CHANNELS:
        raise RegularsError(f"People are contacted by one of: {', '.join(CHANNELS)}.")


def _changed() -> RegularsError:
    return RegularsError(
        "Somebody changed or removed it meanwhile. Open the screen again and look.",
        title="That has changed meanwhile",
    )
