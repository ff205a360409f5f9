"""Who is on a row: handles, by which one person is known in several exports.

A handle is a vendor's customer id, a loyalty card, an e-mail or a phone. Each gets a number at
first sight, and keeps it. Handles that stand on one record belong to one person;
``queries/model/identity.sql`` joins them up.

Of somebody who was erased (``regulars/identity/erasing.py``) only hashes of the handles are left.
What a file says of them goes to the same nameless person: no name, contact or word of theirs is
kept.
"""

from __future__ import annotations

import duckdb

from regulars.intake.contacts import list_people
from regulars.intake.erased import blank_erased_people, blank_rejected_rows

__all__ = ["number_handles"]


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
        list_people(cursor, "(select * from mapped where reason is not null)", country)
        blank_rejected_rows(cursor, vendor, import_id)
    list_people(cursor, "usable_row", country)
    if has_erased:
        blank_erased_people(cursor, vendor)
    cursor.execute(
        """
        insert into exports.handle (handle_no, kind, handle, import_id)
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


def _note_pairs_and_names(cursor: duckdb.DuckDBPyConnection, import_id: int) -> None:
    cursor.execute(
        """
        insert into exports.handle_pair (handle_no, other_handle_no, import_id)
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
        insert into exports.handle_name (handle_no, customer_name, import_id)
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
