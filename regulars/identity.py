"""Who is who, decided by people: merge, keep apart, undo; erase a person, or tell what is held.

Decisions are kept by the numbers of handles, in ``desk.identity_decision``: they hold for whatever
imports bring later, and ``queries/model/identity.sql`` reads them. Nothing here is undone by taking
an import back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd

from regulars.desk.contacts import forget_contacts
from regulars.desk.follow_ups import forget_follow_ups
from regulars.desk.notes import forget_notes
from regulars.desk.thanks import forget_thanks
from regulars.errors import RegularsError
from regulars.facts import note_change, rebuild_facts
from regulars.intake.people import ERASED_TEXT, HASHED, NAMED_CONTACT, hash_keys
from regulars.questions import ask, find
from regulars.store import Store

__all__ = [
    "ERASED_NAME",
    "erase_person",
    "export_person",
    "keep_apart",
    "merge_people",
    "split_person",
    "undo_decision",
]

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
# A number of fewer digits is found in amounts and days, too.
SHORTEST_NUMBER = 5

PARTS = {
    "known_by": "imports/person_contacts",
    "standing": "customer/card",
    "profiles": "imports/person_profiles",
    "visits": "customer/visits",
    "receipt_lines": "imports/person_receipts",
    "appointments": "imports/person_appointments",
    "answers": "imports/person_answers",
    "decisions": "imports/decisions",
    "outlook": "customer/outlook",
    "notes": "customer/notes",
    "thanks": "customer/thanks",
    "contacts": "customer/contacts",
    "follow_ups": "follow_ups/person",
}


def merge_people(
    store: Store, customer_id: str, other_customer_id: str, *, now: datetime, by: str
) -> int:
    """Say that two customers are one person; what they had and said is theirs together from now on.

    An earlier decision that kept them apart ends.

    Args:
        store: where they are.
        customer_id: one of them.
        other_customer_id: the other.
        now: UTC.
        by: who decides.

    Returns:
        The decision's number.

    Raises:
        RegularsError: one is not there (any more), or both are the same.
    """
    with store.write() as cursor:
        one, other = _two_sides(cursor, customer_id, other_customer_id)
        cursor.execute(
            """
            update desk.identity_decision as decision
            set undone_at = $now
            where
                kind = 'apart' and undone_at is null
                and (
                    (list_has_any(handles, $one) and list_has_any(other_handles, $other))
                    or (list_has_any(handles, $other) and list_has_any(other_handles, $one))
                )
            """,
            {
                "now": now,
                "one": _handles_of(cursor, customer_id),
                "other": _handles_of(cursor, other_customer_id),
            },
        )
        # One handle a side: whatever hangs together with it now may come apart some day.
        number = _decide(cursor, "same", one[:1], other[:1], now, by)
    rebuild_facts(store)
    return number


def keep_apart(
    store: Store, customer_id: str, other_customer_id: str, *, now: datetime, by: str
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
    rebuild_facts(store)
    return number


def split_person(store: Store, customer_id: str, handle_no: int, *, now: datetime, by: str) -> int:
    """Say that one of a customer's records is somebody else's.

    Args:
        store: where they are.
        customer_id: the customer.
        handle_no: the record that is somebody else's, by its handle.
        now: UTC.
        by: who decides.

    Returns:
        The decision's number.

    Raises:
        RegularsError: the customer is not known by that, or by nothing else.
    """
    with store.write() as cursor:
        handles = _handles_of(cursor, customer_id)
        rest = _strongest(cursor, [number for number in handles if number != handle_no])
        if handle_no not in handles or not rest:
            raise _outdated()
        number = _decide(cursor, "apart", [handle_no], rest, now, by)
    rebuild_facts(store)
    return number


def undo_decision(store: Store, decision_no: int, *, now: datetime) -> None:
    """Take a decision back: who is who as if it had never been.

    Raises:
        RegularsError: there is none of that number, or it was taken back.
    """
    with store.write() as cursor:
        undone = cursor.execute(
            """
            update desk.identity_decision
            set undone_at = $now
            where decision_no = $decision_no and undone_at is null
            returning decision_no
            """,
            {"decision_no": decision_no, "now": now},
        ).fetchall()
        if not undone:
            raise _outdated()
        note_change(cursor)
    rebuild_facts(store)


def erase_person(store: Store, customer_id: str, *, now: datetime, by: str) -> str:
    """Forget who a customer is. What was sold stays in the books under a number of nobody's.

    Names, e-mails, phones, cards, the vendors' customer ids, comments, what staff wrote about them
    and rejected rows that hold any of these go. Of each handle a keyed hash stays, so that the same
    export brought again finds the same nameless person. It cannot be undone.

    Args:
        store: where they are.
        customer_id: the customer.
        now: UTC.
        by: who erases.

    Returns:
        The nameless customer's id.

    Raises:
        RegularsError: there is no such customer.
    """
    with store.write() as cursor:
        cursor.execute(
            """
            create or replace temp table going as
            select handle_no, kind, handle
            from facts.identity
            where customer_id = $customer_id and kind <> 'erased'
            """,
            {"customer_id": customer_id},
        )
        row = cursor.execute(
            "select (select count(*) from going), (select max(handle_no) + 1 from exports.handle)"
        ).fetchone()
        if row is None or row[0] == 0:
            raise _outdated()
        nobody = int(row[1])
        handles = [
            int(number) for (number,) in cursor.execute("select handle_no from going").fetchall()
        ]
        _list_traces(cursor)
        _remember_hashes(cursor, nobody)
        forget_notes(cursor, handles)
        forget_thanks(cursor, handles, nobody)
        forget_contacts(cursor, handles, nobody)
        # While the answers still say whose they are.
        forget_follow_ups(cursor, handles, nobody)
        _blank_rejected_rows(cursor)
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
            insert into exports.handle values ($nobody, 'erased', $nobody::varchar, $no_import);
            """,
            {"nobody": nobody, "no_import": NO_IMPORT},
        )
        cursor.execute(
            "insert into exports.handle_name values ($nobody, $name, $no_import)",
            {"nobody": nobody, "name": ERASED_NAME, "no_import": NO_IMPORT},
        )
        cursor.execute(
            "insert into desk.erasure values ($nobody, $now, $by)",
            {"nobody": nobody, "now": now, "by": by},
        )
        for table in ("going", "shared_contact", "their_name"):
            cursor.execute(f"drop table {table}")
        note_change(cursor)
    rebuild_facts(store)
    _write_over(store)
    return f"C{nobody}"


def export_person(store: Store, customer_id: str) -> dict[str, Any]:
    """Everything that is held about one customer, as JSON can say it.

    Raises:
        RegularsError: there is no such customer.
    """
    with store.read() as cursor:
        row = cursor.execute(
            """
            select
                customer.customer_name,
                (select max(visited_on) from facts.visit),
                (select value from desk.setting where name = 'shop_name'),
                (select value from desk.setting where name = 'currency')
            from facts.customer as customer
            where customer.customer_id = $customer_id
            """,
            {"customer_id": customer_id},
        ).fetchone()
    if row is None:
        raise _outdated()
    name, as_of, shop, currency = row
    held: dict[str, Any] = {
        "about": "Everything that this dashboard holds about one customer.",
        "shop": shop,
        "currency": currency,
        "customer_id": customer_id,
        "name": name,
        "last_day_in_the_data": _as_json(as_of),
    }
    given = {"customer_id": customer_id, "as_of": as_of}
    for part, question in PARTS.items():
        asked = {"as_of": as_of} if "as_of" in find(question).params else {}
        if question == "imports/decisions":
            frame = ask(store, question)
            frame = frame[
                (frame["customer_id"] == customer_id) | (frame["other_customer_id"] == customer_id)
            ][["decided_at", "words", "undone_at"]]
        else:
            frame = ask(store, question, customer_id=given["customer_id"], **asked)
        held[part] = _records(frame)
    held["rejected_rows"] = _records(_rejected_rows(store, customer_id))
    return held


def _two_sides(
    cursor: duckdb.DuckDBPyConnection, customer_id: str, other_customer_id: str
) -> tuple[list[int], list[int]]:
    one = _strongest(cursor, _handles_of(cursor, customer_id))
    other = _strongest(cursor, _handles_of(cursor, other_customer_id))
    if not one or not other or customer_id == other_customer_id:
        raise _outdated()
    return one, other


def _handles_of(cursor: duckdb.DuckDBPyConnection, customer_id: str) -> list[int]:
    rows = cursor.execute(
        "select handle_no from facts.identity where customer_id = $customer_id order by handle_no",
        {"customer_id": customer_id},
    ).fetchall()
    return [int(number) for (number,) in rows]


def _strongest(cursor: duckdb.DuckDBPyConnection, handles: Sequence[int]) -> list[int]:
    """The handles that say best who somebody is: vendors' ids, else cards, else contacts."""
    rows = cursor.execute(
        """
        with ranked as (
            select
                handle_no,
                case
                    when is_shared then 4
                    when kind in ('email', 'phone') then 3
                    when kind = 'card' then 2
                    else 1
                end as strength
            from facts.identity
            where handle_no in (select unnest($handles::bigint[]))
        )
        select handle_no
        from ranked
        where strength = (select min(strength) from ranked)
        order by handle_no
        """,
        {"handles": list(handles)},
    ).fetchall()
    return [int(number) for (number,) in rows]


def _decide(
    cursor: duckdb.DuckDBPyConnection,
    kind: str,
    handles: Sequence[int],
    other_handles: Sequence[int],
    now: datetime,
    by: str,
) -> int:
    row = cursor.execute(
        """
        insert into desk.identity_decision
        select coalesce(max(decision_no), 0) + 1, $kind, $handles, $other_handles, $now, $by, null
        from desk.identity_decision
        returning decision_no
        """,
        {
            "kind": kind,
            "handles": list(handles),
            "other_handles": list(other_handles),
            "now": now,
            "by": by,
        },
    ).fetchone()
    note_change(cursor)
    return int(row[0]) if row else 0


def _list_traces(cursor: duckdb.DuckDBPyConnection) -> None:
    """``their_name``: how they are called; ``shared_contact``: what they share with others."""
    cursor.execute("""
        create or replace temp table their_name as
        select distinct
            name_key(handle_name.customer_name) as name_key,
            lower(handle_name.customer_name) as customer_name
        from exports.handle_name as handle_name
        semi join going on handle_name.handle_no = going.handle_no
    """)
    cursor.execute("""
        create or replace temp table shared_contact as
        with beside as (
            select pair.other_handle_no as handle_no
            from exports.handle_pair as pair
            semi join going on pair.handle_no = going.handle_no
            union
            select pair.handle_no
            from exports.handle_pair as pair
            semi join going on pair.other_handle_no = going.handle_no
        )
        select identity.handle_no, identity.kind, identity.handle
        from facts.identity as identity
        semi join beside on identity.handle_no = beside.handle_no
        anti join going on identity.handle_no = going.handle_no
        where identity.is_shared
    """)


def _remember_hashes(cursor: duckdb.DuckDBPyConnection, nobody: int) -> None:
    cursor.execute(
        f"""
        insert into desk.erased_handle
        select {HASHED.format("kind || '|' || handle")}, $nobody
        from going
        union
        select {HASHED.format(NAMED_CONTACT.format("line"))}, $nobody
        from (
            select shared_contact.kind, shared_contact.handle, their_name.customer_name
            from shared_contact
            cross join their_name
        ) as line
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


_HOLDS = """
    contains(lower(refused.row_text), lower(trace.handle))
    and (
        trace.kind in ('email', 'name')
        or regexp_matches(
            refused.row_text,
            '(^|[^0-9A-Za-z])' || regexp_escape(trace.handle) || '($|[^0-9A-Za-z])',
            'i'
        )
    )
    or (
        trace.kind = 'phone'
        and contains(regexp_replace(refused.row_text, '[^0-9]', '', 'g'), right(trace.handle, 9))
    )
"""
_TRACES = f"""
    select kind, handle
    from going
    where not regexp_full_match(handle, '[0-9]{{1,{SHORTEST_NUMBER - 1}}}') and length(handle) > 1
    union
    select 'name', customer_name
    from their_name
    where contains(customer_name, ' ')
"""


def _blank_rejected_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(
        f"""
        update exports.rejected_row as refused
        set row_text = '{ERASED_TEXT}', reason = regexp_replace(refused.reason, ': ".*"$', '')
        where exists (select 1 from ({_TRACES}) as trace where {_HOLDS})
        """
    )


def _rejected_rows(store: Store, customer_id: str) -> pd.DataFrame:
    with store.read() as cursor:
        cursor.execute(
            """
            create or replace temp table going as
            select handle_no, kind, handle
            from facts.identity
            where customer_id = $customer_id and kind <> 'erased'
            """,
            {"customer_id": customer_id},
        )
        _list_traces(cursor)
        return cursor.execute(
            f"""
            select import.file_name, refused.row_number, refused.reason, refused.row_text
            from exports.rejected_row as refused
            inner join exports.import as import on refused.import_id = import.import_id
            where exists (select 1 from ({_TRACES}) as trace where {_HOLDS})
            order by refused.import_id, refused.row_number
            """
        ).df()


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


def _write_over(store: Store) -> None:
    """Bring the erasure into the file itself, so that the log beside it does not hold what was."""
    with store.read() as cursor:
        try:
            cursor.execute("checkpoint")
        except duckdb.TransactionException:
            # Somebody reads what was before; the next checkpoint does it.
            return


def _outdated() -> RegularsError:
    return RegularsError(
        "What you see is not so any more: somebody decided about this, or an import changed it. "
        "Open the screen again and look.",
        title="That has changed meanwhile",
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): _as_json(value) for name, value in row.items()}
        for row in frame.to_dict(orient="records")
    ]


def _as_json(value: Any) -> Any:
    """A cell as JSON says it; days and moments as 2026-03-02 and 2026-03-02T08:00."""
    if value is None or (not isinstance(value, list | dict) and pd.isna(value)):
        return None
    if isinstance(value, datetime):
        at_midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if at_midnight else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value.item() if hasattr(value, "item") else value
