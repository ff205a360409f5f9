"""Lists that are kept: made and removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from regulars.errors import Outdated, RegularsError
from regulars.records.win_back.selection import Draw, draw
from regulars.records.win_back.terms import CHANGED, Terms
from regulars.store.store import Store

__all__ = ["LONGEST_TITLE", "make_list", "remove_list"]

LONGEST_TITLE = 80


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
    with store.note("desk.contact_list", "desk.contact") as cursor:
        drawn, handles = draw(cursor, customer_ids, terms, today)
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


def remove_list(store: Store, list_no: int, *, now: datetime) -> None:
    """Take a list away. Who was contacted from it stays contacted; who was left alone is free.

    Raises:
        RegularsError: it is not there any more.
    """
    with store.note("desk.contact_list") as cursor:
        removed = cursor.execute(
            "update desk.contact_list set removed_at = $now "
            "where list_no = $list_no and removed_at is null returning list_no",
            {"list_no": list_no, "now": now},
        ).fetchall()
        if not removed:
            raise Outdated(CHANGED)
