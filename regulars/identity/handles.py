"""The handles by which a customer is known, and what to say when they are not there any more."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from regulars.errors import Outdated
from regulars.intake.statements import run_statement

__all__ = [
    "handles_of",
    "list_going",
    "outdated",
    "strongest",
]


def handles_of(cursor: duckdb.DuckDBPyConnection, customer_id: str) -> list[int]:
    """The numbers of the handles by which a customer is known; none for who is not there."""
    rows = run_statement(cursor, "identity/handles_of", customer_id=customer_id).fetchall()
    return [int(number) for (number,) in rows]


def strongest(cursor: duckdb.DuckDBPyConnection, handles: Sequence[int]) -> list[int]:
    """The handles that say best who somebody is: vendors' ids, else cards, else contacts."""
    rows = run_statement(cursor, "identity/strongest", handles=list(handles)).fetchall()
    return [int(number) for (number,) in rows]


def list_going(cursor: duckdb.DuckDBPyConnection, customer_id: str) -> None:
    """``going`` (handle_no, kind, handle): what a customer is known by."""
    run_statement(cursor, "identity/going", customer_id=customer_id)


def outdated() -> Outdated:
    """What is raised when the customer or the decision is not there any more."""
    return Outdated(
        "What you see is not so any more: somebody decided about this, or an import changed it. "
        "Open the screen again and look."
    )
