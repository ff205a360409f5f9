"""Who was erased is known again by hashes, and nothing that a file says of them is kept."""

from __future__ import annotations

import secrets

import duckdb

__all__ = [
    "ERASED_TEXT",
    "HASHED",
    "NAMED_CONTACT",
    "blank_erased_people",
    "blank_rejected_rows",
    "hash_keys",
]

ERASED_TEXT = "(erased)"
# HMAC-SHA256 (RFC 2104) of a text; its parameters are those of hash_keys().
HASHED = "sha256($outer_key::blob || unhex(sha256($inner_key::blob || encode({}))))"
# What stands for a name beside a contact that several people share.
NAMED_CONTACT = "{0}.kind || '|' || {0}.handle || '|' || name_key({0}.customer_name)"
BLOCK_BYTES = 64
# Everybody on some rows, one line a handle.
HANDLES = """
    select $vendor as kind, vendor_customer_id as handle, * from {0}
    where vendor_customer_id is not null
    union all
    select 'card', clean_card, * from {0} where clean_card is not null
    union all
    select 'email', clean_email, * from {0} where clean_email is not null
    union all
    select 'phone', clean_phone, * from {0} where clean_phone is not null
"""
SAME_TEXT = " and ".join(
    f"{{0}}.{name} is not distinct from {{1}}.{name}"
    for name in ("vendor_customer_id", "email", "phone", "card", "customer_name")
)


def hash_keys(cursor: duckdb.DuckDBPyConnection) -> dict[str, bytes]:
    """The parameters of HASHED. Their key is made when it is first needed, and kept in the store.

    Args:
        cursor: inside a transaction.
    """
    row = cursor.execute("select value from desk.setting where name = 'erasure_key'").fetchone()
    key = bytes.fromhex(row[0]) if row else secrets.token_bytes(32)
    if row is None:
        cursor.execute(
            "insert into desk.setting (name, value) values ('erasure_key', $key)",
            {"key": key.hex()},
        )
    block = key.ljust(BLOCK_BYTES, b"\0")
    return {
        "inner_key": bytes(byte ^ 0x36 for byte in block),
        "outer_key": bytes(byte ^ 0x5C for byte in block),
    }


def blank_erased_people(cursor: duckdb.DuckDBPyConnection, vendor: str) -> None:
    """Who was erased leads to their nameless handle; ``mapped`` says nothing of them any more.

    A new customer id beside an erased contact is the erased person's, and so is a new contact that
    stands beside nobody else: both are remembered, as hashes. Whoever is known otherwise keeps what
    is theirs, and only the erased contact is left out.
    """
    keys = hash_keys(cursor)
    _find_erased_handles(cursor, vendor, keys)
    # Step by step: ids by their contacts, people by their ids, contacts by their people.
    cursor.execute(
        f"""
        insert into erased
        select $vendor, line.vendor_customer_id, min(erased.handle_no)
        from ({HANDLES.format("person_text")}) as line
        inner join erased on line.kind = erased.kind and line.handle = erased.handle
        anti join exports.handle as known
            on known.kind = $vendor and line.vendor_customer_id = known.handle
        where line.vendor_customer_id is not null
        group by line.vendor_customer_id
        """,
        {"vendor": vendor},
    )
    cursor.execute(
        f"""
        create or replace temp table erased_text as
        with line as (
            select
                handles.*,
                erased.handle_no,
                known.handle_no is not null as is_known
            from ({HANDLES.format("person_text")}) as handles
            left join erased on handles.kind = erased.kind and handles.handle = erased.handle
            left join exports.handle as known
                on handles.kind = known.kind and handles.handle = known.handle
        )
        select
            vendor_customer_id,
            email,
            phone,
            card,
            customer_name,
            min(case when kind = $vendor or vendor_customer_id is null then handle_no end)
                as erased_handle_no
        from line
        group by vendor_customer_id, email, phone, card, customer_name
        having
            erased_handle_no is not null
            and not bool_or(is_known and vendor_customer_id is null)
        """,
        {"vendor": vendor},
    )
    # A contact that others share joins nobody: there it is the name that tells who was erased.
    cursor.execute(
        f"""
        insert into erased_text
        select distinct
            line.vendor_customer_id, line.email, line.phone, line.card, line.customer_name,
            null::bigint
        from ({HANDLES.format("person_text")}) as line
        inner join desk.erased_handle as gone
            on {HASHED.format(NAMED_CONTACT.format("line"))} = gone.handle_hash
        anti join erased_text on {SAME_TEXT.format("line", "erased_text")}
        where line.vendor_customer_id is null and line.customer_name is not null
        """,
        {"vendor": vendor, **keys},
    )
    cursor.execute(
        f"""
        insert into desk.erased_handle (handle_hash, handle_no)
        with stood as (
            select
                line.kind,
                line.handle,
                min(gone.erased_handle_no) as handle_no,
                bool_and(gone.erased_handle_no is not null) as is_theirs
            from ({HANDLES.format("person_text")}) as line
            left join erased_text as gone on {SAME_TEXT.format("line", "gone")}
            group by line.kind, line.handle
        )
        select {HASHED.format("stood.kind || '|' || stood.handle")}, stood.handle_no
        from stood
        anti join exports.handle as known
            on stood.kind = known.kind and stood.handle = known.handle
        where
            stood.is_theirs
            and {HASHED.format("stood.kind || '|' || stood.handle")}
            not in (select handle_hash from desk.erased_handle)
        """,
        {"vendor": vendor, **keys},
    )
    there = cursor.execute("select column_name from (describe mapped)").fetchall()
    told = ("comment", "customer_name", "may_email", "may_text")
    blank = ", ".join(f"{name} = null" for name in told if (name,) in there)
    cursor.execute(
        f"update mapped set {blank} from erased_text "
        f"where {SAME_TEXT.format('mapped', 'erased_text')}"
    )
    cursor.execute(
        f"""
        create or replace temp table person_text as
        select distinct
            person_text.vendor_customer_id,
            person_text.email,
            person_text.phone,
            person_text.card,
            case when gone.is_gone is null then person_text.customer_name end as customer_name,
            case when {_kept("email")} then person_text.clean_email end as clean_email,
            case when {_kept("phone")} then person_text.clean_phone end as clean_phone,
            case when {_kept("card")} then person_text.clean_card end as clean_card,
            gone.erased_handle_no
        from person_text
        left join (select *, true as is_gone from erased_text) as gone
            on {SAME_TEXT.format("person_text", "gone")}
        """
    )


def _kept(kind: str) -> str:
    """Whether a contact of a line of ``person_text`` is to be remembered."""
    return (
        "gone.erased_handle_no is null and not exists (select 1 from erased "
        f"where erased.kind = '{kind}' and erased.handle = person_text.clean_{kind})"
    )


def _find_erased_handles(
    cursor: duckdb.DuckDBPyConnection, vendor: str, keys: dict[str, bytes]
) -> None:
    """``erased`` (kind, handle, handle_no): which handles of these people were erased."""
    cursor.execute(
        f"""
        create or replace temp table erased as
        with seen as (
            select distinct kind, handle
            from ({HANDLES.format("person_text")})
        )
        select seen.kind, seen.handle, min(gone.handle_no) as handle_no
        from seen
        inner join desk.erased_handle as gone
            on {HASHED.format("seen.kind || '|' || seen.handle")} = gone.handle_hash
        group by seen.kind, seen.handle
        """,
        {"vendor": vendor, **keys},
    )


def blank_rejected_rows(cursor: duckdb.DuckDBPyConnection, vendor: str, import_id: int) -> None:
    """Of a rejected row that names somebody who was erased, number and reason stay.

    ``person_text`` holds the people on rejected rows.
    """
    keys = hash_keys(cursor)
    _find_erased_handles(cursor, vendor, keys)
    cursor.execute(
        f"""
        update exports.rejected_row as refused
        set row_text = '{ERASED_TEXT}', reason = regexp_replace(refused.reason, ': ".*"$', '')
        where
            refused.import_id = $import_id
            and refused.row_number in (
                select mapped.row_number
                from mapped
                inner join ({HANDLES.format("person_text")}) as line
                    on {SAME_TEXT.format("mapped", "line")}
                inner join erased on line.kind = erased.kind and line.handle = erased.handle
            )
        """,
        {"vendor": vendor, "import_id": import_id},
    )
    # What could not be read as a row at all has no columns: its e-mails are found by their look.
    cursor.execute(
        f"""
        update exports.rejected_row as refused
        set row_text = '{ERASED_TEXT}', reason = regexp_replace(refused.reason, ': ".*"$', '')
        where
            refused.import_id = $import_id
            and exists (
                select 1
                from (
                    select unnest(regexp_extract_all(
                        lower(refused.row_text), '[^\\s,;|"<>]+@[^\\s,;|"<>]+'
                    )) as email
                ) as found
                inner join desk.erased_handle as gone
                    on {HASHED.format("'email|' || found.email")} = gone.handle_hash
            )
        """,
        {"import_id": import_id, **keys},
    )
