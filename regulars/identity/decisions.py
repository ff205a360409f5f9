"""Who is who, decided by people: merge, keep apart, undo.

Decisions are kept by the numbers of handles, in ``desk.identity_decision``: they hold for whatever
imports bring later, and ``queries/model/identity.sql`` reads them. No import that is taken back
undoes any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from regulars.facts.build import note_change, rebuild_facts
from regulars.identity.handles import handles_of, outdated, strongest
from regulars.intake.statements import count_of, run_statement
from regulars.progress import Progress
from regulars.store.handover import DeskWrites
from regulars.store.store import Store

__all__ = [
    "DECISION_WRITES",
    "keep_apart",
    "merge_people",
    "split_person",
    "undo_decision",
]

DECISION_WRITES = DeskWrites(tables=("identity_decision",))


def merge_people(
    store: Store,
    customer_id: str,
    other_customer_id: str,
    *,
    now: datetime,
    by: str,
    progress: Progress | None = None,
) -> int:
    """Say that two customers are one person; what they had and said is theirs together from now on.

    An earlier decision that kept them apart ends.

    Args:
        store: where they are.
        customer_id: one of them.
        other_customer_id: the other.
        now: UTC.
        by: who decides.
        progress: told how far it is.

    Returns:
        The decision's number.

    Raises:
        RegularsError: one is not there (any more), or both are the same.
    """
    with store.write() as cursor:
        one, other = _two_sides(cursor, customer_id, other_customer_id)
        run_statement(
            cursor,
            "identity/ended_apart",
            now=now,
            one=handles_of(cursor, customer_id),
            other=handles_of(cursor, other_customer_id),
        )
        # One handle a side: whatever hangs together with it now may come apart some day.
        number = _decide(cursor, "same", one[:1], other[:1], now, by)
    rebuild_facts(store, progress)
    return number


def keep_apart(
    store: Store,
    customer_id: str,
    other_customer_id: str,
    *,
    now: datetime,
    by: str,
    progress: Progress | None = None,
) -> int:
    """Say that two customers are two people, whatever a later export says; arguments as above.

    Returns:
        The decision's number.

    Raises:
        RegularsError: one is not there (any more), or both are the same.
    """
    with store.write() as cursor:
        one, other = _two_sides(cursor, customer_id, other_customer_id)
        number = _decide(cursor, "apart", one, other, now, by)
    rebuild_facts(store, progress)
    return number


def split_person(
    store: Store,
    customer_id: str,
    handle_no: int,
    *,
    now: datetime,
    by: str,
    progress: Progress | None = None,
) -> int:
    """Say that one of a customer's records is somebody else's.

    Args:
        store: where they are.
        customer_id: the customer.
        handle_no: the record that is somebody else's, by its handle.
        now: UTC.
        by: who decides.
        progress: told how far it is.

    Returns:
        The decision's number.

    Raises:
        RegularsError: the customer is not known by that, or by nothing else.
    """
    with store.write() as cursor:
        handles = handles_of(cursor, customer_id)
        rest = strongest(cursor, [number for number in handles if number != handle_no])
        if handle_no not in handles or not rest:
            raise outdated()
        number = _decide(cursor, "apart", [handle_no], rest, now, by)
    rebuild_facts(store, progress)
    return number


def undo_decision(
    store: Store, decision_no: int, *, now: datetime, progress: Progress | None = None
) -> None:
    """Take a decision back: who is who as if it had never been; arguments as above.

    Raises:
        RegularsError: there is none of that number, or it was taken back.
    """
    with store.write() as cursor:
        undone = run_statement(
            cursor, "identity/undone_decision", decision_no=decision_no, now=now
        ).fetchall()
        if not undone:
            raise outdated()
        note_change(cursor)
    rebuild_facts(store, progress)


def _two_sides(
    cursor: duckdb.DuckDBPyConnection, customer_id: str, other_customer_id: str
) -> tuple[list[int], list[int]]:
    one = strongest(cursor, handles_of(cursor, customer_id))
    other = strongest(cursor, handles_of(cursor, other_customer_id))
    if not one or not other or customer_id == other_customer_id:
        raise outdated()
    return one, other


def _decide(
    cursor: duckdb.DuckDBPyConnection,
    kind: str,
    handles: Sequence[int],
    other_handles: Sequence[int],
    now: datetime,
    by: str,
) -> int:
    number = count_of(
        cursor,
        "identity/new_decision",
        kind=kind,
        handles=list(handles),
        other_handles=list(other_handles),
        now=now,
        by=by,
    )
    note_change(cursor)
    return number
