"""What to remember of a customer: notes, allergies, what they like and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from regulars.errors import RegularsError
from regulars.records.record import Record
from regulars.store.store import Store

__all__ = [
    "NOTES",
    "KINDS",
    "LONGEST_NOTE",
    "forget_notes",
    "remove_note",
    "restore_note",
    "write_note",
]

KINDS = ("note", "allergy", "likes", "dislikes")
LONGEST_NOTE = 300


def write_note(
    store: Store, customer_id: str, kind: str, words: str, *, now: datetime, by: str
) -> int:
    """Write something down about a customer; the note's number.

    Args:
        store: where they are.
        customer_id: the customer.
        kind: one of KINDS.
        words: at most LONGEST_NOTE letters.
        now: UTC.
        by: who writes.

    Raises:
        RegularsError: there is no such customer or kind, or no words or too many.
    """
    words = " ".join(words.split())
    if kind not in KINDS:
        raise RegularsError("A note is a note, an allergy, something they like or do not like.")
    if not words or len(words) > LONGEST_NOTE:
        raise RegularsError(f"Write between 1 and {LONGEST_NOTE} letters.")
    with store.note("desk.note") as cursor:
        row = cursor.execute(
            """
            insert into desk.note (note_no, handle_no, kind, words, written_at, written_by)
            select
                (select coalesce(max(note_no), 0) + 1 from desk.note),
                min(handle_no), $kind, $words, $now, $by
            from facts.identity
            where
                customer_id = $customer_id
                and kind <> 'erased'
                and is_handle_kept(handle_no)
            having count(*) > 0
            returning note_no
            """,
            {"customer_id": customer_id, "kind": kind, "words": words, "now": now, "by": by},
        ).fetchone()
        if row is None:
            raise RegularsError("This customer is not there any more. Search by name.")
    return int(row[0])


def remove_note(store: Store, note_no: int, *, now: datetime) -> None:
    """Take a note off the card.

    Raises:
        RegularsError: it is not there any more.
    """
    _set_removed(store, note_no, now)


def restore_note(store: Store, note_no: int) -> None:
    """Put a note back that was taken off.

    Raises:
        RegularsError: it is there, or was never written.
    """
    _set_removed(store, note_no, None)


def forget_notes(cursor: duckdb.DuckDBPyConnection, handles: Sequence[int], nobody: int) -> None:
    """Delete what was written about who is erased, removed notes too.

    Args:
        cursor: of the transaction that erases them.
        handles: the numbers of the handles of whom is erased.
        nobody: the number of the handle that stands for them from now on.
    """
    cursor.execute(
        "delete from desk.note where handle_no in (select unnest($handles::bigint[]))",
        {"handles": list(handles)},
    )


def _set_removed(store: Store, note_no: int, removed_at: datetime | None) -> None:
    with store.note("desk.note") as cursor:
        changed = cursor.execute(
            """
            update desk.note
            set removed_at = $removed_at
            where
                note_no = $note_no
                and (removed_at is null) = ($removed_at::timestamp is not null)
            returning note_no
            """,
            {"note_no": note_no, "removed_at": removed_at},
        ).fetchall()
        if not changed:
            raise RegularsError("This note was changed meanwhile. Open the card again and look.")


NOTES = Record("notes", ("desk.note",), "customer/notes", forget_notes)
