"""Who is on a row: handles, by which one person is known in several exports.

A handle is a vendor's customer id, a loyalty card, an e-mail or a phone. Each gets a number at
first sight, and keeps it. Handles that stand on one record belong to one person;
``queries/model/identity.sql`` joins them up.

Of somebody who was erased (``regulars/identity/erasure.py``) only hashes of the handles are left.
What a file says of them goes to the same nameless person: no name, contact or word of theirs is
kept.
"""

from __future__ import annotations

from regulars.intake.erased import blank_erased_people, blank_rejected_rows
from regulars.intake.people_on_rows import list_people
from regulars.intake.pipeline import StageName, Workspace

__all__ = ["number_handles"]


def number_handles(work: Workspace, vendor: str, import_id: int, country: str) -> None:
    """Turn the people on ``usable_row`` into handles.

    Leaves a temporary table ``person`` (vendor_customer_id, email, phone, card, customer_name as on
    the rows; clean_email, clean_phone; handle_no, null for somebody who cannot be recognised). Adds
    the handles that are new to exports.handle, and what this import shows of who is who to
    exports.handle_pair and exports.handle_name: each pair and each name once.

    Args:
        work: inside the import's transaction.
        vendor: whose customer ids these are.
        import_id: the import that brings them.
        country: two-letter country of phone numbers without a country code.
    """
    work.begin(StageName.BLANK_REJECTED)
    has_erased = work.count("erased_count") > 0
    if has_erased:
        work.run("unusable_row")
        list_people(work, "unusable_row", country)
        blank_rejected_rows(work, vendor, import_id)
    work.begin(StageName.LIST_PEOPLE)
    list_people(work, "usable_row", country)
    work.begin(StageName.BLANK_PEOPLE)
    if has_erased:
        blank_erased_people(work, vendor)
    work.begin(StageName.NUMBER_HANDLES)
    work.run("new_handles", vendor=vendor, import_id=import_id)
    work.run("person", vendor=vendor)
    work.run("handle_pairs", import_id=import_id)
    work.run("handle_names", import_id=import_id)
