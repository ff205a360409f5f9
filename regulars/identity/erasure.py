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
from regulars.records.record import every_record
from regulars.store.backups.rewrite import ERASED_SETTING
from regulars.store.store import Store

__all__ = ["ERASED_NAME", "erase_person"]

ERASED_NAME = "Erased person"
# Undoing an import never takes this name back.
NO_IMPORT = 0
# table -> what in it says who somebody is.
PERSONAL = {
    "customer_record": ("customer_name", "email", "phone", "may_email", "may_text"),
    "receipt_line": ("customer_name",),
    "appointment": ("customer_name",),
    "response": ("customer_name", "comment"),
}


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
        row = cursor.execute(
            "select (select count(*) from going), (select max(handle_no) + 1 from exports.handle)"
        ).fetchone()
        if row is None or row[0] == 0:
            raise outdated()
        nobody = int(row[1])
        handles = [
            int(number) for (number,) in cursor.execute("select handle_no from going").fetchall()
        ]
        list_traces(cursor)
        _remember_hashes(cursor, nobody)
        # While the answers still say whose they are.
        for record in every_record():
            record.forget(cursor, handles, nobody)
        blank_rejected_rows(cursor)
        _blank_rows(cursor, nobody)
        for table in ("handle", "handle_name"):
            cursor.execute(
                f"delete from exports.{table} where handle_no in (select handle_no from going)"
            )
        cursor.execute("""
            delete from exports.handle_pair
            where
                handle_no in (select handle_no from going)
                or other_handle_no in (select handle_no from going)
        """)
        cursor.execute("""
            delete from desk.identity_decision
            where
                list_has_any(handles || other_handles, (select list(handle_no) from going))
        """)
        _end_links(cursor, customer_id, now)
        cursor.execute(
            """
            insert into exports.handle (handle_no, kind, handle, import_id)
            values ($nobody, 'erased', $nobody::varchar, $no_import);
            """,
            {"nobody": nobody, "no_import": NO_IMPORT},
        )
        cursor.execute(
            "insert into exports.handle_name (handle_no, customer_name, import_id) "
            "values ($nobody, $name, $no_import)",
            {"nobody": nobody, "name": ERASED_NAME, "no_import": NO_IMPORT},
        )
        cursor.execute(
            "insert into desk.erasure (handle_no, erased_at, erased_by) "
            "values ($nobody, $now, $by)",
            {"nobody": nobody, "now": now, "by": by},
        )
        # Their words are on the file's pages still: see regulars/store/backups/rewrite.py.
        cursor.execute(
            "insert or replace into desk.setting (name, value) values ($name, 'yes')",
            {"name": ERASED_SETTING},
        )
        for table in ("going", "shared_contact", "their_name"):
            cursor.execute(f"drop table {table}")
        note_change(cursor)
    store.when_kept(partial(rebuild, store))
    return f"C{nobody}"


def _remember_hashes(cursor: duckdb.DuckDBPyConnection, nobody: int) -> None:
    cursor.execute(
        """
        insert into desk.erased_handle (handle_hash, handle_no)
        with line as (
            select kind || '|' || handle as words
            from going
            union
            select named_contact(
                shared_contact.kind, shared_contact.handle, their_name.customer_name
            )
            from shared_contact
            cross join their_name
        )
        select keyed_hash(words, $inner_key, $outer_key), $nobody
        from line
        """,
        {"nobody": nobody, **hash_keys(cursor)},
    )


def _blank_rows(cursor: duckdb.DuckDBPyConnection, nobody: int) -> None:
    for table, columns in PERSONAL.items():
        blank = ", ".join(f"{column} = null" for column in columns)
        # A contact that others share is theirs, too: only the rows under this name are blanked.
        cursor.execute(
            f"""
            update exports.{table}
            set {blank}
            where
                handle_no in (select handle_no from shared_contact)
                and name_key(customer_name) in (select name_key from their_name)
            """
        )
        cursor.execute(
            f"""
            update exports.{table}
            set handle_no = $nobody, {blank}
            where handle_no in (select handle_no from going)
            """,
            {"nobody": nobody},
        )
    cursor.execute("""
        delete from exports.handle_name
        where
            handle_no in (select handle_no from shared_contact)
            and name_key(customer_name) in (select name_key from their_name)
    """)
    # A contact that nobody shares any more was only theirs in the end.
    used = " union all ".join(f"select handle_no from exports.{table}" for table in PERSONAL)
    cursor.execute(f"""
        create temp table unshared_contact as
        select handle_no
        from shared_contact
        where
            handle_no not in (select handle_no from exports.handle_name)
            and handle_no not in (select handle_no from ({used}) where handle_no is not null)
    """)
    for table, column in (
        ("handle", "handle_no"),
        ("handle_pair", "handle_no"),
        ("handle_pair", "other_handle_no"),
    ):
        cursor.execute(
            f"delete from exports.{table} "
            f"where {column} in (select handle_no from unshared_contact)"
        )
    cursor.execute("drop table unshared_contact")


def _end_links(cursor: duckdb.DuckDBPyConnection, customer_id: str, now: datetime) -> None:
    """A card that was shared is not there any more; its title may say whose it was."""
    cursor.execute(
        """
        update desk.link
        set title = 'A customer''s card', revoked_at = coalesce(revoked_at, $now)
        where sample = '' and json_extract_string(choices, '$.customer') = $customer_id
        """,
        {"customer_id": customer_id, "now": now},
    )
