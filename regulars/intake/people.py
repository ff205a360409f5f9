"""Who is on a row: handles, by which one person is known in several exports.

A handle is a vendor's customer id, an e-mail or a phone. Each gets a number at first sight, and
keeps it. Handles that stand on one record belong to one person; ``queries/model/identity.sql``
joins them up.
"""

from __future__ import annotations

import duckdb
import phonenumbers

__all__ = ["number_handles"]


def number_handles(
    cursor: duckdb.DuckDBPyConnection, vendor: str, import_id: int, country: str
) -> None:
    """Turn the people on ``kept_row`` into handles.

    Leaves a temporary table ``person`` (vendor_customer_id, email, phone, customer_name as on the
    rows; clean_email, clean_phone; handle_no, null for somebody who cannot be recognised), and adds
    what is new to exports.handle, exports.handle_pair and exports.handle_name.

    Args:
        cursor: inside the import's transaction.
        vendor: whose customer ids these are.
        import_id: the import that brings them.
        country: two-letter country of phone numbers without a country code.
    """
    cursor.execute(
        """
        create or replace temp table person_text as
        select distinct
            vendor_customer_id,
            email,
            phone,
            customer_name,
            case when email like '%_@_%' then lower(trim(email)) end as clean_email,
            -- +44 (0)20 ...: the 0 is for callers at home.
            regexp_replace(
                case when contains(phone, '+') then replace(phone, '(0)', '') else phone end,
                '[^0-9+]', '', 'g'
            ) as phone_digits
        from kept_row
        where coalesce(vendor_customer_id, email, phone) is not null
        """
    )
    _clean_phones(cursor, country)
    cursor.execute(
        """
        create or replace temp table person_handle as
        select person_text.*, phone_number.clean_phone
        from person_text
        left join phone_number on person_text.phone_digits = phone_number.phone_digits
        """
    )
    cursor.execute(
        """
        insert into exports.handle
        with seen as (
            select $vendor as kind, vendor_customer_id as handle from person_handle
            union
            select 'email', clean_email from person_handle
            union
            select 'phone', clean_phone from person_handle
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
            person_handle.*,
            by_id.handle_no as id_handle_no,
            by_email.handle_no as email_handle_no,
            by_phone.handle_no as phone_handle_no,
            coalesce(by_id.handle_no, by_email.handle_no, by_phone.handle_no) as handle_no
        from person_handle
        left join exports.handle as by_id
            on by_id.kind = $vendor and by_id.handle = person_handle.vendor_customer_id
        left join exports.handle as by_email
            on by_email.kind = 'email' and by_email.handle = person_handle.clean_email
        left join exports.handle as by_phone
            on by_phone.kind = 'phone' and by_phone.handle = person_handle.clean_phone
        """,
        {"vendor": vendor},
    )
    cursor.execute(
        """
        insert into exports.handle_pair
        with pair as (
            select id_handle_no as handle_no, email_handle_no as other_handle_no from person
            union
            select id_handle_no, phone_handle_no from person
            union
            select email_handle_no, phone_handle_no from person
        )
        select pair.handle_no, pair.other_handle_no, $import_id
        from pair
        anti join exports.handle_pair using (handle_no, other_handle_no)
        where pair.handle_no is not null and pair.other_handle_no is not null
        """,
        {"import_id": import_id},
    )
    cursor.execute(
        """
        insert into exports.handle_name
        with named as (
            select id_handle_no as handle_no, trim(customer_name) as customer_name from person
            union
            select email_handle_no, trim(customer_name) from person
            union
            select phone_handle_no, trim(customer_name) from person
        )
        select named.handle_no, named.customer_name, $import_id
        from named
        anti join exports.handle_name using (handle_no, customer_name)
        where named.handle_no is not null and named.customer_name <> ''
        """,
        {"import_id": import_id},
    )


def _clean_phones(cursor: duckdb.DuckDBPyConnection, country: str) -> None:
    """Fill ``phone_number``: digits as written -> E.164."""
    cursor.execute(
        """
        create or replace temp table phone_number as
        select distinct phone_digits, phone_digits as clean_phone
        from person_text
        where regexp_full_match(phone_digits, '\\+[0-9]{8,15}')
        """
    )
    rest = cursor.execute(
        """
        select distinct phone_digits
        from person_text
        where length(phone_digits) >= 6 and not regexp_full_match(phone_digits, '\\+[0-9]{8,15}')
        """
    ).fetchall()
    cleaned = [
        (digits, phone) for (digits,) in rest if (phone := _read_phone(digits, country)) is not None
    ]
    if cleaned:
        cursor.execute(
            "insert into phone_number select unnest($digits), unnest($phones)",
            {
                "digits": [digits for digits, _ in cleaned],
                "phones": [phone for _, phone in cleaned],
            },
        )


def _read_phone(digits: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
