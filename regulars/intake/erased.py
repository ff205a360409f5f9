"""Who was erased is known again by hashes, and nothing that a file says of them is kept."""

from __future__ import annotations

import secrets

import duckdb

from regulars.intake.pipeline import Workspace
from regulars.intake.statements import run_statement

__all__ = ["ERASED_TEXT", "blank_erased_people", "blank_rejected_rows", "hash_keys"]

ERASED_TEXT = "(erased)"
BLOCK_BYTES = 64
# What a row says of somebody; the name is blanked last, as the others are found by it.
SAID = ("comment", "may_email", "may_text", "customer_name")
CONTACTS = ("email", "phone", "card")


def hash_keys(cursor: duckdb.DuckDBPyConnection) -> dict[str, bytes]:
    """The parameters of keyed_hash(). Their key is made when it is first needed, and kept.

    Args:
        cursor: inside a transaction.
    """
    row = run_statement(cursor, "erasure_key").fetchone()
    key = bytes.fromhex(row[0]) if row else secrets.token_bytes(32)
    if row is None:
        run_statement(cursor, "new_erasure_key", key=key.hex())
    block = key.ljust(BLOCK_BYTES, b"\0")
    return {
        "inner_key": bytes(byte ^ 0x36 for byte in block),
        "outer_key": bytes(byte ^ 0x5C for byte in block),
    }


def blank_erased_people(work: Workspace, vendor: str) -> None:
    """Who was erased leads to their nameless handle; ``mapped`` says nothing of them any more.

    A new customer id beside an erased contact is the erased person's, and so is a new contact that
    stands beside nobody else: both are remembered, as hashes. Whoever is known otherwise keeps what
    is theirs, and only the erased contact is left out.
    """
    keys = _find_erased_handles(work, vendor)
    work.run("erased_ids", vendor=vendor)
    work.run("erased_text", vendor=vendor)
    work.run("erased_names", **keys)
    work.run("new_erased_handles", **keys)
    there = {name for name, *_ in work.cursor.execute("describe mapped").fetchall()}
    for column in SAID:
        if column in there:
            work.run("blanked_mapped_rows", {"column": column})
    work.run("erased_people")
    for kind in CONTACTS:
        work.run("erased_contacts", {"column": f"clean_{kind}"}, kind=kind)
    work.run("doubled_people")


def blank_rejected_rows(work: Workspace, vendor: str, import_id: int) -> None:
    """Of a rejected row that names somebody who was erased, number and reason stay.

    ``person_text`` holds the people on rejected rows.
    """
    keys = _find_erased_handles(work, vendor)
    work.run("blanked_rejected_rows", import_id=import_id, erased_text=ERASED_TEXT)
    work.run("blanked_unread_rows", import_id=import_id, erased_text=ERASED_TEXT, **keys)


def _find_erased_handles(work: Workspace, vendor: str) -> dict[str, bytes]:
    """``erased`` (kind, handle, handle_no): which handles of these people were erased."""
    keys = hash_keys(work.cursor)
    work.run("person_handle", vendor=vendor)
    work.run("erased", **keys)
    return keys
