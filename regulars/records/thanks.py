"""Who was thanked, for what, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from regulars.errors import RegularsError
from regulars.records.record import Record
from regulars.store.store import Store

__all__ = ["THANKS", "LONGEST_THANKS", "OCCASIONS", "forget_thanks", "give_thanks", "undo_thanks"]

OCCASIONS = ("for coming back", "round number of visits", "birthday", "kind words", "making good")
LONGEST_THANKS = 200


def give_thanks(
    store: Store, customer_id: str, occasion: str, words: str, *, now: datetime, by: str
) -> int:
    """Write down that a customer was thanked; the entry's number.

    Args:
        store: where they are.
        customer_id: the customer.
        occasion: one of OCCASIONS.
        words: what was said or given, may be empty; at most LONGEST_THANKS letters.
        now: UTC.
        by: who thanked.

    Raises:
        RegularsError: there is no such customer or occasion, or there are too many words.
    """
    words = " ".join(words.split())
    if occasion not in OCCASIONS:
        raise RegularsError("Choose what the thanks are for.")
    if len(words) > LONGEST_THANKS:
        raise RegularsError(f"Write at most {LONGEST_THANKS} letters.")
    with store.note("desk.thanks") as cursor:
        row = cursor.execute(
            """
            insert into desk.thanks
                (thanks_no, handle_no, occasion, words, thanked_at, thanked_by)
            select
                (select coalesce(max(thanks_no), 0) + 1 from desk.thanks),
                min(handle_no), $occasion, $words, $now, $by
            from facts.identity
            where
                customer_id = $customer_id
                and kind <> 'erased'
                and is_handle_kept(handle_no)
            having count(*) > 0
            returning thanks_no
            """,
            {
                "customer_id": customer_id,
                "occasion": occasion,
                "words": words,
                "now": now,
                "by": by,
            },
        ).fetchone()
        if row is None:
            raise RegularsError("This customer is not there any more. Search by name.")
    return int(row[0])


def undo_thanks(store: Store, thanks_no: int, *, now: datetime) -> None:
    """Take back that somebody was thanked.

    Raises:
        RegularsError: it was taken back already.
    """
    with store.note("desk.thanks") as cursor:
        undone = cursor.execute(
            "update desk.thanks set undone_at = $now "
            "where thanks_no = $thanks_no and undone_at is null returning thanks_no",
            {"thanks_no": thanks_no, "now": now},
        ).fetchall()
        if not undone:
            raise RegularsError("This was taken back meanwhile. Open the card again and look.")


def forget_thanks(cursor: duckdb.DuckDBPyConnection, handles: Sequence[int], nobody: int) -> None:
    """Blank the words of who is erased; that somebody was thanked stays, of nobody.

    Args:
        cursor: of the transaction that erases them.
        handles: the numbers of the handles of whom is erased.
        nobody: the number of the handle that stands for them from now on.
    """
    cursor.execute(
        """
        update desk.thanks
        set words = '', handle_no = $nobody
        where handle_no in (select unnest($handles::bigint[]))
        """,
        {"handles": list(handles), "nobody": nobody},
    )


THANKS = Record("thanks", ("desk.thanks",), "customer/thanks", forget_thanks)
