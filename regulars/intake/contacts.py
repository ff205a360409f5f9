"""Everybody on some rows, and their contacts: as they are written, and cleaned."""

from __future__ import annotations

import duckdb
import phonenumbers

__all__ = ["list_people"]


def list_people(cursor: duckdb.DuckDBPyConnection, rows: str, country: str) -> None:
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


def _clean_phone(digits: str, country: str) -> str | None:
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
        (digits, phone)
        for (digits,) in rest
        if (phone := _clean_phone(digits, country)) is not None
    ]
    if cleaned:
        cursor.execute(
            "insert into phone_number select unnest($digits), unnest($phones)",
            {
                "digits": [digits for digits, _ in cleaned],
                "phones": [phone for _, phone in cleaned],
            },
        )
