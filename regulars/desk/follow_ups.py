"""Follow-ups: who answers a complaint, until when, what was done; and praise that was passed on.

That a complaint waits for an answer is said by the data (``facts.complaint``); here stands what
people did about it. Nothing is overwritten: each change is a step, and the last one can be taken
back. A case is named by its key: ``A`` and the key of the answer that it is about, or ``F`` and its
number where it is about no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from regulars.errors import NotAllowed, RegularsError
from regulars.store import Store

__all__ = [
    "DEEDS",
    "STATUSES",
    "Step",
    "forget_follow_ups",
    "open_about_answer",
    "open_about_customer",
    "pass_on_praise",
    "take_step",
    "undo_step",
]

STATUSES = ("open", "contacted", "resolved", "no reply possible")
DEEDS = ("share", "thank", "fix")
LONGEST_NOTES = 2000
LONGEST_OWNER = 60
_KEY = re.compile(r"[AF][0-9]{1,39}")


@dataclass(frozen=True)
class Step:
    """What is changed about a case; None leaves it as it is.

    Attributes:
        owner: who has it in hand, by name; empty for nobody.
        owner_id: the same, for somebody who signs in; empty for all others.
        due_on: the day by which it is to be answered.
        status: one of STATUSES.
        done: what was done, of DEEDS.
        notes: for colleagues, never for the customer.
    """

    owner: str | None = None
    owner_id: str = ""
    due_on: date | None = None
    status: str | None = None
    done: Sequence[str] | None = None
    notes: str = ""

    @property
    def changes_nothing(self) -> bool:
        """Whether all stays as it is."""
        given = (self.owner, self.due_on, self.status, self.done)
        return all(value is None for value in given) and not self.notes.strip()


def take_step(
    store: Store,
    case_key: str,
    step: Step,
    *,
    now: datetime,
    today: date,
    by: str,
    only_of: str | None = None,
) -> int:
    """Write down what somebody does about a case; the first step takes a complaint up.

    Args:
        store: where the case is.
        case_key: the case.
        step: what is changed.
        now: UTC.
        today: the shop's calendar day.
        by: who does it.
        only_of: the person whose cases only may be touched; None for everybody's.

    Returns:
        The case's number.

    Raises:
        NotAllowed: it is somebody else's.
        RegularsError: there is no such case, nothing is changed, or a part of it cannot be.
    """
    step = _checked(step)
    with store.write() as cursor:
        number = _find(cursor, case_key)
        _refuse_others(cursor, number, only_of)
        if number is None:
            number = _take_up(cursor, case_key, now=now, by=by)
        _write(cursor, number, step, now=now, today=today, by=by)
    return number


def open_about_customer(
    store: Store,
    customer_id: str,
    step: Step,
    *,
    now: datetime,
    today: date,
    by: str,
) -> str:
    """Open a case about somebody by hand, such as a complaint made at the counter; its key.

    Raises:
        RegularsError: there is no such customer.
    """
    step = _checked(step, is_first=True)
    with store.write() as cursor:
        (handle_no,) = _row(
            cursor,
            "select min(handle_no) from facts.identity where customer_id = $customer_id",
            {"customer_id": customer_id},
        )
        if handle_no is None:
            raise _gone()
        number = _add(cursor, None, int(handle_no), today, today, True, now=now, by=by)
        _write(cursor, number, step, now=now, today=today, by=by)
    return f"F{number}"


def open_about_answer(
    store: Store,
    response_number: int,
    responded_on: date,
    step: Step,
    *,
    now: datetime,
    today: date,
    by: str,
) -> str:
    """Open a case about what somebody answered, whatever the score; its key.

    Args:
        store: where the answer is.
        response_number: the answer, as ``satisfaction/comments`` numbers it.
        responded_on: its day: the numbers change with every import.
        step: what is said about it first.
        now: UTC.
        today: the shop's calendar day.
        by: who opens it.

    Raises:
        RegularsError: there is no such answer.
    """
    step = _checked(step, is_first=True)
    with store.write() as cursor:
        key, handle_no = _row(
            cursor,
            """
            select
                min(response.row_key)::varchar,
                min(source.handle_no)
            from facts.response as response
            left join exports.response as source
                on response.row_key = xor(source.row_key, md5_number(source.question))
            where
                response.response_number = $response_number
                and response.responded_on = $responded_on
            """,
            {"response_number": response_number, "responded_on": responded_on},
        )
        if key is None:
            raise _gone()
        number = _find(cursor, f"A{key}")
        if number is None:
            number = _add(cursor, key, handle_no, responded_on, today, True, now=now, by=by)
        _write(cursor, number, step, now=now, today=today, by=by)
    return f"A{key}"


def undo_step(
    store: Store, case_key: str, *, now: datetime, by: str, only_of: str | None = None
) -> int:
    """Take the last step of a case back: all is as it was before; the case's number.

    Args:
        store: where the case is.
        case_key: the case.
        now: UTC.
        by: who takes it back.
        only_of: the person whose cases and steps only may be touched; None for everybody's.

    Raises:
        NotAllowed: the case or its last step is somebody else's.
        RegularsError: there is no such case, or nothing to take back.
    """
    with store.write() as cursor:
        number = _find(cursor, case_key)
        _refuse_others(cursor, number, only_of)
        undone = cursor.execute(
            """
            update desk.follow_up_step
            set undone_at = $now
            where step_no = (
                select max(step_no)
                from desk.follow_up_step
                where follow_up_no = $number and undone_at is null
            )
            returning stepped_by
            """,
            {"now": now, "number": number},
        ).fetchall()
        if number is None or not undone:
            raise _gone()
        if only_of is not None and undone[0][0] != by:
            raise NotAllowed("The last step was somebody else's. Ask the manager.")
    return number


def pass_on_praise(
    store: Store, praise_key: str, is_passed: bool, *, now: datetime, today: date, by: str
) -> None:
    """Write down that a colleague heard the praise, or take that back.

    Args:
        store: where it is.
        praise_key: the key of the answer.
        is_passed: whether they heard it.
        now: UTC.
        today: the shop's calendar day.
        by: who passed it on.

    Raises:
        RegularsError: there is no such answer.
    """
    key = _answer_key(f"A{praise_key}")
    with store.write() as cursor:
        if is_passed:
            (is_there,) = _row(
                cursor,
                "select count(*) from facts.response where row_key = $key::uhugeint",
                {"key": key},
            )
            if not is_there:
                raise _gone()
        cursor.execute(
            "update desk.praise set undone_at = $now "
            "where row_key = $key::uhugeint and undone_at is null",
            {"key": key, "now": now},
        )
        if is_passed:
            cursor.execute(
                "insert into desk.praise values ($key::uhugeint, $today, $now, $by, null)",
                {"key": key, "today": today, "now": now, "by": by},
            )


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


def _checked(step: Step, *, is_first: bool = False) -> Step:
    """The step, its texts trimmed and its parts known.

    Raises:
        RegularsError: a part of it cannot be, or it changes nothing.
    """
    if step.changes_nothing and not is_first:
        raise RegularsError("Nothing was changed.", title="There is nothing to save")
    if step.status is not None and step.status not in STATUSES:
        raise RegularsError(f"A case is one of: {', '.join(STATUSES)}.")
    if step.done is not None and not set(step.done) <= set(DEEDS):
        raise RegularsError(f"What was done is any of: {', '.join(DEEDS)}.")
    if len(step.notes) > LONGEST_NOTES:
        raise RegularsError(f"Notes have room for {LONGEST_NOTES:,} letters. Shorten them.")
    owner = None if step.owner is None else " ".join(step.owner.split())[:LONGEST_OWNER]
    return Step(owner, step.owner_id, step.due_on, step.status, step.done, step.notes.strip())


def _find(cursor: duckdb.DuckDBPyConnection, case_key: str) -> int | None:
    """The number of a case that was taken up; None for a complaint that nobody touched yet.

    Also for a case that is not there: staff are not told which there are.
    """
    if not _KEY.fullmatch(case_key):
        raise _gone()
    if case_key.startswith("F"):
        given: dict[str, Any] = {"number": int(case_key[1:])}
        sql = "select max(follow_up_no) from desk.follow_up where follow_up_no = $number"
    else:
        given = {"key": _answer_key(case_key)}
        sql = "select max(follow_up_no) from desk.follow_up where row_key = $key::uhugeint"
    (number,) = _row(cursor, sql, given)
    return None if number is None else int(number)


def _answer_key(case_key: str) -> str:
    if not _KEY.fullmatch(case_key) or int(case_key[1:]) >= 1 << 128:
        raise _gone()
    return case_key[1:]


def _take_up(cursor: duckdb.DuckDBPyConnection, case_key: str, *, now: datetime, by: str) -> int:
    row = cursor.execute(
        "select handle_no, responded_on, known_on from facts.complaint "
        "where row_key = $key::uhugeint and $is_answer",
        {"key": _answer_key(case_key), "is_answer": case_key.startswith("A")},
    ).fetchone()
    if row is None:
        raise _gone()
    handle_no, responded_on, known_on = row
    return _add(cursor, case_key[1:], handle_no, responded_on, known_on, False, now=now, by=by)


def _add(
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
    (number,) = _row(
        cursor,
        """
        insert into desk.follow_up
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


def _write(
    cursor: duckdb.DuckDBPyConnection,
    number: int,
    step: Step,
    *,
    now: datetime,
    today: date,
    by: str,
) -> None:
    cursor.execute(
        """
        insert into desk.follow_up_step
        select
            coalesce(max(step_no), 0) + 1, $number, $owner_id, $owner, $due_on, $status, $done,
            $notes, $today, $now, $by, null
        from desk.follow_up_step
        """,
        {
            "number": number,
            # Empty, not missing: somebody without an account follows somebody with one.
            "owner_id": None if step.owner is None else step.owner_id,
            "owner": step.owner,
            "due_on": step.due_on,
            "status": step.status,
            "done": None if step.done is None else ",".join(step.done),
            "notes": step.notes or None,
            "today": today,
            "now": now,
            "by": by,
        },
    )


def _refuse_others(
    cursor: duckdb.DuckDBPyConnection, number: int | None, only_of: str | None
) -> None:
    if only_of is None:
        return
    (owner_id,) = _row(
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


def _row(cursor: duckdb.DuckDBPyConnection, sql: str, given: dict[str, Any]) -> tuple[Any, ...]:
    row = cursor.execute(sql, given).fetchone()
    return row if row is not None else (None, None)


def _gone() -> RegularsError:
    return RegularsError(
        "The case is not there any more: somebody took it back, or the answer it is about has "
        "left the data. Open the screen again and look.",
        title="That has changed meanwhile",
    )
