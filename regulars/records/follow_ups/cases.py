"""A case: found by its key, taken up or added, and kept from who it was not given to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import duckdb

from regulars.errors import NotAllowed, Outdated
from regulars.records.record import Record

__all__ = [
    "FOLLOW_UPS",
    "GONE",
    "add_case",
    "answer_key",
    "find_case",
    "first_row",
    "forget_follow_ups",
    "refuse_others",
    "take_up",
]

GONE = (
    "The case is not there any more: somebody took it back, or the answer it is about has left the "
    "data. Open the screen again and look."
)
_KEY = re.compile(r"F[0-9]{1,18}|A[0-9A-F]{1,32}")


def find_case(cursor: duckdb.DuckDBPyConnection, case_key: str) -> int | None:
    """The number of a case that was taken up; None for a complaint that nobody touched yet.

    Also for a case that is not there: staff are not told which there are.
    """
    if not _KEY.fullmatch(case_key):
        raise Outdated(GONE)
    if case_key.startswith("F"):
        given: dict[str, Any] = {"number": int(case_key[1:])}
        sql = "select max(follow_up_no) from desk.follow_up where follow_up_no = $number"
    else:
        given = {"key": answer_key(case_key)}
        sql = "select max(follow_up_no) from desk.follow_up where row_key = $key::uhugeint"
    (number,) = first_row(cursor, sql, given)
    return None if number is None else int(number)


def answer_key(case_key: str) -> str:
    """The key of the answer that a case is about, as a number in text.

    Raises:
        Outdated: it can be none.
    """
    if not _KEY.fullmatch(case_key) or not case_key.startswith("A"):
        raise Outdated(GONE)
    return str(int(case_key[1:], 16))


def take_up(cursor: duckdb.DuckDBPyConnection, case_key: str, *, now: datetime, by: str) -> int:
    """Make a case of a complaint that nobody touched yet; its number.

    Raises:
        Outdated: there is no such complaint.
    """
    key = answer_key(case_key)
    row = cursor.execute(
        "select handle_no, responded_on, known_on from facts.complaint "
        "where row_key = $key::uhugeint and (handle_no is null or is_handle_kept(handle_no))",
        {"key": key},
    ).fetchone()
    if row is None:
        raise Outdated(GONE)
    handle_no, responded_on, known_on = row
    return add_case(cursor, key, handle_no, responded_on, known_on, False, now=now, by=by)


def add_case(
    cursor: duckdb.DuckDBPyConnection,
    key: str | None,
    handle_no: int | None,
    about_on: date,
    opened_on: date,
    is_by_hand: bool,
    *,
    now: datetime,
    by: str,
) -> int:
    """Add a case; its number."""
    (number,) = first_row(
        cursor,
        """
        insert into desk.follow_up (
            follow_up_no, row_key, handle_no, about_on, is_by_hand, opened_on, opened_at, opened_by
        )
        select
            coalesce(max(follow_up_no), 0) + 1, $key::uhugeint, $handle_no, $about_on,
            $is_by_hand, $opened_on, $now, $by
        from desk.follow_up
        returning follow_up_no
        """,
        {
            "key": key,
            "handle_no": handle_no,
            "about_on": about_on,
            "is_by_hand": is_by_hand,
            "opened_on": opened_on,
            "now": now,
            "by": by,
        },
    )
    return int(number)


def refuse_others(
    cursor: duckdb.DuckDBPyConnection, number: int | None, only_of: str | None
) -> None:
    """Keep a case from whoever it was not given to.

    Raises:
        NotAllowed: it is not among the cases of ``only_of``.
    """
    if only_of is None:
        return
    (owner_id,) = first_row(
        cursor,
        """
        select max_by(owner_id, step_no) filter (where owner is not null)
        from desk.follow_up_step
        where follow_up_no = $number and undone_at is null
        """,
        {"number": number},
    )
    if not only_of or owner_id != only_of:
        raise NotAllowed("This case was not given to you. Ask the manager.")


def first_row(
    cursor: duckdb.DuckDBPyConnection, sql: str, given: dict[str, Any]
) -> tuple[Any, ...]:
    """The first row of an answer; two missing values where there is none."""
    row = cursor.execute(sql, given).fetchone()
    return row if row is not None else (None, None)


def forget_follow_ups(
    cursor: duckdb.DuckDBPyConnection, handles: Sequence[int], nobody: int
) -> None:
    """Blank what was noted about the customers behind these handles; what was done stays.

    To be called while ``exports.response`` still says whose answers are whose, inside the
    transaction that erases them.

    Args:
        cursor: of that transaction.
        handles: the numbers of the handles of whom is erased.
        nobody: the number of the handle that stands for them from now on.
    """
    cursor.execute(
        """
        update desk.follow_up_step
        set notes = null
        where follow_up_no in (
            select follow_up.follow_up_no
            from desk.follow_up as follow_up
            where
                follow_up.handle_no in (select unnest($handles::bigint[]))
                or follow_up.row_key in (
                    select xor(response.row_key, md5_number(response.question))
                    from exports.response as response
                    where response.handle_no in (select unnest($handles::bigint[]))
                )
        )
        """,
        {"handles": list(handles)},
    )
    cursor.execute(
        """
        update desk.follow_up
        set handle_no = $nobody
        where handle_no in (select unnest($handles::bigint[]))
        """,
        {"handles": list(handles), "nobody": nobody},
    )


FOLLOW_UPS = Record(
    "follow_ups",
    ("desk.follow_up", "desk.follow_up_step"),
    "follow_ups/person",
    forget_follow_ups,
)
