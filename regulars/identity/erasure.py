"""Forgetting who somebody is: what names them goes, what was sold stays as nobody's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import duckdb

from regulars.facts.build import note_change, rebuild_facts
from regulars.identity.handles import list_going, outdated
from regulars.identity.traces import blank_rejected_rows, list_traces
from regulars.intake.erased import hash_keys
from regulars.intake.statements import count_of, run_statement
from regulars.records.record import every_record
from regulars.store.backups.rewrite import ERASED_SETTING
from regulars.store.store import Store

__all__ = ["ERASED_NAME", "erase_person"]

ERASED_NAME = "Erased person"
# Undoing an import never takes this name back.
NO_IMPORT = 0
# table -> what in it says who somebody is; the name is blanked last, as some are found by it.
PERSONAL = {
    "customer_record": ("email", "phone", "may_email", "may_text", "customer_name"),
    "receipt_line": ("customer_name",),
    "appointment": ("customer_name",),
    "response": ("comment", "customer_name"),
}
# Where numbers of handles are kept.
HANDLES = (
    ("handle", "handle_no"),
    ("handle_name", "handle_no"),
    ("handle_pair", "handle_no"),
    ("handle_pair", "other_handle_no"),
)
# The temporary tables of an erasure.
OF_AN_ERASURE = ("going", "their_name", "shared_contact", "trace", "unshared_contact")


def erase_person(
    store: Store,
    customer_id: str,
    *,
    now: datetime,
    by: str,
    rebuild: Callable[[Store], object] = rebuild_facts,
) -> str:
    """Forget who a customer is. What was sold stays in the books under a number of nobody's.

    Names, e-mails, phones, cards, the vendors' customer ids, comments, what staff wrote about them
    and rejected rows that hold any of these go. Of each handle a keyed hash stays, so that the same
    export brought again finds the same nameless person. It cannot be undone. The words are gone
    from the tables; the file's bytes lose them when it is written anew, which a running server
    does by itself: see ``rewrite_after_erasure``.

    Args:
        store: where they are.
        customer_id: the customer.
        now: UTC.
        by: who erases.
        rebuild: builds the facts anew, once nobody who notes something waits for it.

    Returns:
        The nameless customer's id.

    Raises:
        RegularsError: there is no such customer.
    """
    # Alone: what is noted about them meanwhile would be missed.
    with store.write(alone=True) as cursor:
        list_going(cursor, customer_id)
        handles = [
            int(number) for (number,) in run_statement(cursor, "identity/going_handles").fetchall()
        ]
        if not handles:
            raise outdated()
        nobody = count_of(cursor, "identity/next_handle_no")
        list_traces(cursor)
        run_statement(cursor, "identity/new_erased_handles", nobody=nobody, **hash_keys(cursor))
        # While the answers still say whose they are.
        for record in every_record():
            record.forget(cursor, handles, nobody)
        blank_rejected_rows(cursor)
        _blank_rows(cursor, nobody)
        _forget_handles(cursor, "going")
        run_statement(cursor, "identity/decisions_gone")
        run_statement(cursor, "identity/ended_links", customer_id=customer_id, now=now)
        run_statement(cursor, "identity/nobody", nobody=nobody, no_import=NO_IMPORT)
        run_statement(
            cursor,
            "identity/name_of_nobody",
            nobody=nobody,
            name=ERASED_NAME,
            no_import=NO_IMPORT,
        )
        run_statement(cursor, "identity/erasure", nobody=nobody, now=now, by=by)
        # Their words are on the file's pages still: see regulars/store/backups/rewrite.py.
        run_statement(cursor, "identity/rewrite_wanted", name=ERASED_SETTING)
        for table in OF_AN_ERASURE:
            cursor.execute(f"drop table temp.{table}")
        note_change(cursor)
    store.when_kept(partial(rebuild, store))
    return f"C{nobody}"


def _blank_rows(cursor: duckdb.DuckDBPyConnection, nobody: int) -> None:
    """Rows of theirs are nobody's, and say nothing of them."""
    for table, columns in PERSONAL.items():
        for column in columns:
            names = {"table": table, "column": column}
            # A contact that others share is theirs, too: only the rows under this name are blanked.
            run_statement(cursor, "identity/blanked_shared_rows", names)
            run_statement(cursor, "identity/blanked_rows", names)
        run_statement(cursor, "identity/rows_of_nobody", {"table": table}, nobody=nobody)
    run_statement(cursor, "identity/shared_names_gone")
    # A contact that nobody shares any more was only theirs in the end.
    run_statement(cursor, "identity/unshared_contact")
    _forget_handles(cursor, "unshared_contact")


def _forget_handles(cursor: duckdb.DuckDBPyConnection, gone: str) -> None:
    """No table of handles knows those of a temporary table any more."""
    for table, column in HANDLES:
        names = {"table": table, "column": column, "gone": gone}
        run_statement(cursor, "identity/handles_gone", names)
