"""What rejected rows still say of somebody: found by their handles and their name."""

from __future__ import annotations

import duckdb
import pandas as pd

from regulars.identity.handles import list_going
from regulars.intake.erased import ERASED_TEXT
from regulars.intake.rejections import Code, Rejection
from regulars.intake.statements import run_statement
from regulars.store.store import Store

__all__ = ["blank_rejected_rows", "list_traces", "rejected_rows"]

# A number of fewer digits is found in amounts and days, too.
SHORTEST_NUMBER = 5


def list_traces(cursor: duckdb.DuckDBPyConnection) -> None:
    """What says something of who is in ``going``.

    Leaves ``their_name``, how they are called, ``shared_contact``, what they share with others, and
    ``trace``, what a text holds that is about them.
    """
    run_statement(cursor, "identity/their_name")
    run_statement(cursor, "identity/shared_contact")
    run_statement(cursor, "identity/trace", shortest_number=SHORTEST_NUMBER)


def blank_rejected_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    """Of each rejected row that holds a trace of them, number and reason stay."""
    run_statement(cursor, "identity/blanked_rejected_rows", erased_text=ERASED_TEXT)


def rejected_rows(store: Store, customer_id: str) -> pd.DataFrame:
    """The rejected rows that hold a trace of a customer, as they were read.

    Returns:
        file_name, row_number, reason in words, row_text.
    """
    with store.read() as cursor:
        list_going(cursor, customer_id)
        list_traces(cursor)
        rows = run_statement(cursor, "identity/rejected_rows").fetchall()
    return pd.DataFrame(
        [
            (file_name, number, Rejection(Code(code), *said).words, row_text)
            for file_name, number, code, *said, row_text in rows
        ],
        columns=["file_name", "row_number", "reason", "row_text"],
    )
