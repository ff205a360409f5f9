"""Who of the people chosen is contacted, left alone, or not on the list, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np

from regulars.errors import RegularsError
from regulars.records.win_back.terms import CALL, CAP_DAYS, EMAIL, TEXT, Terms, refuse_unknown
from regulars.store.store import Store

__all__ = [
    "Candidate",
    "Draw",
    "draw",
    "draw_list",
    "held_out_of",
]

MOST_HELD_OUT = 0.5
GONE = "not known any more"
NO_EMAIL = "without an e-mail address"
NO_PHONE = "without a phone number"
SAID_NO = "said no"
UNKNOWN = "never said yes or no"
LATELY = f"heard from us in the last {CAP_DAYS} days"
HELD_OUT = "left alone by an earlier list"
WAITING = "waiting on an earlier list"


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
class Candidate:
    """Somebody who was chosen.

    Attributes:
        customer_id: who it is.
        handle_no: the number that they are kept by.
        band: where they stand, such as "slipping"; empty where that cannot be said.
        refusal: why they are not on the list; None for who is.
    """

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
        return draw(cursor, customer_ids, terms, today)[0]


def draw(
    cursor: duckdb.DuckDBPyConnection, customer_ids: Sequence[str], terms: Terms, today: date
) -> tuple[Draw, dict[str, int]]:
    """(the draw, customer id -> the number that they are kept by)."""
    refuse_unknown(terms.channel)
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
        Candidate(row["customer_id"], row["handle_no"], row["band"], _refusal(row, terms))
        for row in rows
    ]
    free = [person for person in people if person.refusal is None]
    held_out = held_out_of(free, terms.hold_out_rate, list_no)
    refusals = {person.customer_id: person.refusal for person in people if person.refusal}
    found = {person.customer_id for person in people}
    drawn = Draw(
        list_no,
        tuple(p.customer_id for p in free if p.customer_id not in held_out),
        tuple(p.customer_id for p in free if p.customer_id in held_out),
        refusals | {who: GONE for who in customer_ids if who not in found},
    )
    return drawn, {person.customer_id: person.handle_no for person in people}


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
    where is_handle_kept(handle_no)
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
where
    customer.customer_id in (select unnest($customer_ids::varchar[]))
    and not customer.is_erased
order by known_by.handle_no
"""


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


def held_out_of(people: Sequence[Candidate], rate: float, seed: int) -> set[str]:
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
