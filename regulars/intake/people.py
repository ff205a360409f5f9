"""Who is on a row: handles, by which one person is known in several exports.

A handle is a vendor's customer id, a loyalty card, an e-mail or a phone. Each gets a number at
first sight, and keeps it. Handles that stand on one record belong to one person;
``queries/model/identity.sql`` joins them up.

Of somebody who was erased only hashes of the handles are left (``regulars/identity.py``). What a
file says of them goes to the same nameless person: no name, contact or word of theirs is kept.
"""

from __future__ import annotations

import secrets

import duckdb
import phonenumbers

__all__ = ["HASHED", "clean_phone", "hash_keys", "number_handles"]

# HMAC-SHA256 (RFC 2104) of a text; its parameters are those of hash_keys().
HASHED = "sha256($outer_key::blob || unhex(sha256($inner_key::blob || encode({}))))"
BLOCK_BYTES = 64

ERASED_TEXT = "(erased)"

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


def number_handles(
    cursor: duckdb.DuckDBPyConnection, vendor: str, import_id: int, country: str
) -> None:
    """Turn the people on ``usable_row`` into handles.

    Leaves a temporary table ``person`` (vendor_customer_id, email, phone, card, customer_name as on
    the rows; clean_email, clean_phone, clean_card; handle_no, null for somebody who cannot be
    recognised). Adds the handles that are new to exports.handle, and what this import shows of who
    is who to exports.handle_pair and exports.handle_name: each pair and each name once.

    Args:
        cursor: inside the import's transaction.
        vendor: whose customer ids these are.
        import_id: the import that brings them.
        country: two-letter country of phone numbers without a country code.
    """
    has_erased = cursor.execute("select 1 from desk.erased_handle limit 1").fetchone() is not None
    if has_erased:
        _blank_rejected_rows(cursor, vendor, import_id, country)
    _list_people(cursor, "usable_row", country)
    if has_erased:
        _blank_erased_people(cursor, vendor)
    cursor.execute(
        """
        insert into exports.handle
        with seen as (
            select $vendor as kind, vendor_customer_id as handle
            from person_text
            where erased_handle_no is null
            union
            select 'email', clean_email from person_text
            union
            select 'phone', clean_phone from person_text
            union
            select 'card', clean_card from person_text
        )
        select
            (select coalesce(max(handle_no), 0) from exports.handle)
                + row_number() over (order by seen.kind, seen.handle),
            seen.kind,
            seen.handle,
            $import_id
        from seen
        anti join exports.handle
            on seen.kind = exports.handle.kind and seen.handle = exports.handle.handle
        where seen.handle is not null
        """,
        {"vendor": vendor, "import_id": import_id},
    )
    cursor.execute(
        """
        create or replace temp table person as
        select
            person_text.*,
            by_id.handle_no as id_handle_no,
            by_card.handle_no as card_handle_no,
            by_email.handle_no as email_handle_no,
            by_phone.handle_no as phone_handle_no,
            coalesce(
                person_text.erased_handle_no,
                by_id.handle_no,
                by_card.handle_no,
                by_email.handle_no,
                by_phone.handle_no
            ) as handle_no
        from person_text
        left join exports.handle as by_id
            on by_id.kind = $vendor and by_id.handle = person_text.vendor_customer_id
        left join exports.handle as by_card
            on by_card.kind = 'card' and by_card.handle = person_text.clean_card
        left join exports.handle as by_email
            on by_email.kind = 'email' and by_email.handle = person_text.clean_email
        left join exports.handle as by_phone
            on by_phone.kind = 'phone' and by_phone.handle = person_text.clean_phone
        """,
        {"vendor": vendor},
    )
    _note_pairs_and_names(cursor, import_id)


def hash_keys(cursor: duckdb.DuckDBPyConnection) -> dict[str, bytes]:
    """The parameters of HASHED. Their key is made when it is first needed, and kept in the store.

    Args:
        cursor: inside a transaction.
    """
    row = cursor.execute("select value from desk.setting where name = 'erasure_key'").fetchone()
    key = bytes.fromhex(row[0]) if row else secrets.token_bytes(32)
    if row is None:
        cursor.execute("insert into desk.setting values ('erasure_key', $key)", {"key": key.hex()})
    block = key.ljust(BLOCK_BYTES, b"\0")
    return {
        "inner_key": bytes(byte ^ 0x36 for byte in block),
        "outer_key": bytes(byte ^ 0x5C for byte in block),
    }


def clean_phone(digits: str, country: str) -> str | None:
    """A number as it is written -> E.164; None for what is none.

    Args:
        digits: digits and plus signs only.
        country: two-letter country of numbers without a country code.
    """
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _list_people(cursor: duckdb.DuckDBPyConnection, rows: str, country: str) -> None:
    """``person_text``: everybody on some rows once, as written and cleaned."""
    names = ("vendor_customer_id", "email", "phone", "card", "customer_name")
    counts = cursor.execute(
        f"select {', '.join(f'count({name})' for name in names)} from {rows}"
    ).fetchone()
    # Most files leave some of them empty; a column less to tell people apart by saves a tenth.
    told = ", ".join(name for name, count in zip(names, counts or (), strict=True) if count)
    silent = "".join(
        f", null::varchar as {name}"
        for name, count in zip(names, counts or (), strict=True)
        if not count
    )
    cursor.execute(
        f"""
        create or replace temp table person_written as
        select
            *,
            case when email like '%_@_%' then lower(trim(email)) end as clean_email,
            -- +44 (0)20 ...: the 0 is for callers at home.
            regexp_replace(
                case when contains(phone, '+') then replace(phone, '(0)', '') else phone end,
                '[^0-9+]', '', 'g'
            ) as phone_digits
        from (select *{silent} from (select distinct {told or "1 as nobody"} from {rows}))
        where coalesce(vendor_customer_id, email, phone, card) is not null
        """
    )
    _clean_phones(cursor, country)
    cursor.execute(
        """
        create or replace temp table person_text as
        select
            person_written.*,
            phone_number.clean_phone,
            -- Cards are printed in groups, and read with and without the gaps.
            case
                when card is not null and regexp_full_match(card_text, '.*[0-9].*')
                    and length(card_text) > 2
                    then card_text
            end as clean_card,
            null::bigint as erased_handle_no
        from (
            select *, upper(regexp_replace(card, '[^0-9A-Za-z]', '', 'g')) as card_text
            from person_written
        ) as person_written
        left join phone_number on person_written.phone_digits = phone_number.phone_digits
        """
    )


def _note_pairs_and_names(cursor: duckdb.DuckDBPyConnection, import_id: int) -> None:
    cursor.execute(
        """
        insert into exports.handle_pair
        with pair as (
            select id_handle_no as handle_no, card_handle_no as other_handle_no from person
            union
            select id_handle_no, email_handle_no from person
            union
            select id_handle_no, phone_handle_no from person
            union
            select card_handle_no, email_handle_no from person
            union
            select card_handle_no, phone_handle_no from person
            union
            select email_handle_no, phone_handle_no from person
        )
        select handle_no, other_handle_no, $import_id
        from pair
        where handle_no is not null and other_handle_no is not null
        """,
        {"import_id": import_id},
    )
    cursor.execute(
        """
        insert into exports.handle_name
        with named as (
            select id_handle_no as handle_no, trim(customer_name) as customer_name from person
            union
            select card_handle_no, trim(customer_name) from person
            union
            select email_handle_no, trim(customer_name) from person
            union
            select phone_handle_no, trim(customer_name) from person
        )
        select handle_no, customer_name, $import_id
        from named
        where handle_no is not null and customer_name <> ''
        """,
        {"import_id": import_id},
    )


def _blank_erased_people(cursor: duckdb.DuckDBPyConnection, vendor: str) -> None:
    """Who was erased leads to their nameless handle; ``mapped`` says nothing of them any more.

    A new customer id beside an erased contact is the erased person's, and so is a new contact that
    stands beside nobody else: both are remembered, as hashes. Whoever is known otherwise keeps what
    is theirs, and only the erased contact is left out.
    """
    keys = hash_keys(cursor)
    _find_erased_handles(cursor, "person_text", vendor, keys)
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
        insert into desk.erased_handle
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


# What stands for a name beside a contact that several people share.
NAMED_CONTACT = "{0}.kind || '|' || {0}.handle || '|' || name_key({0}.customer_name)"


def _kept(kind: str) -> str:
    """Whether a contact of a line of ``person_text`` is to be remembered."""
    return (
        "gone.erased_handle_no is null and not exists (select 1 from erased "
        f"where erased.kind = '{kind}' and erased.handle = person_text.clean_{kind})"
    )


def _find_erased_handles(
    cursor: duckdb.DuckDBPyConnection, people: str, vendor: str, keys: dict[str, bytes]
) -> None:
    """``erased`` (kind, handle, handle_no): which handles of these people were erased."""
    cursor.execute(
        f"""
        create or replace temp table erased as
        with seen as (
            select distinct kind, handle
            from ({HANDLES.format(people)})
        )
        select seen.kind, seen.handle, min(gone.handle_no) as handle_no
        from seen
        inner join desk.erased_handle as gone
            on {HASHED.format("seen.kind || '|' || seen.handle")} = gone.handle_hash
        group by seen.kind, seen.handle
        """,
        {"vendor": vendor, **keys},
    )


def _blank_rejected_rows(
    cursor: duckdb.DuckDBPyConnection, vendor: str, import_id: int, country: str
) -> None:
    """Of a rejected row that names somebody who was erased, number and reason stay."""
    keys = hash_keys(cursor)
    _list_people(cursor, "(select * from mapped where reason is not null)", country)
    _find_erased_handles(cursor, "person_text", vendor, keys)
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


def _clean_phones(cursor: duckdb.DuckDBPyConnection, country: str) -> None:
    """Fill ``phone_number``: digits as written -> E.164."""
    cursor.execute(
        """
        create or replace temp table phone_number as
        select distinct phone_digits, phone_digits as clean_phone
        from person_written
        where regexp_full_match(phone_digits, '\\+[0-9]{8,15}')
        """
    )
    rest = cursor.execute(
        """
        select distinct phone_digits
        from person_written
        where length(phone_digits) >= 6 and not regexp_full_match(phone_digits, '\\+[0-9]{8,15}')
        """
    ).fetchall()
    cleaned = [
        (digits, phone) for (digits,) in rest if (phone := clean_phone(digits, country)) is not None
    ]
    if cleaned:
        cursor.execute(
            "insert into phone_number select unnest($digits), unnest($phones)",
            {
                "digits": [digits for digits, _ in cleaned],
                "phones": [phone for _, phone in cleaned],
            },
        )
