"""What somebody does about a case: steps, of which the last can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from regulars.errors import NotAllowed, Outdated, RegularsError
from regulars.records.follow_ups.cases import GONE, find_case, refuse_others, take_up
from regulars.store.store import Store

__all__ = [
    "DEEDS",
    "LONGEST_NOTES",
    "STATUSES",
    "Step",
    "checked",
    "take_step",
    "undo_step",
    "write_step",
]

STATUSES = ("open", "contacted", "resolved", "no reply possible")
DEEDS = ("share", "thank", "fix")
LONGEST_NOTES = 2000
LONGEST_OWNER = 60


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
    step = checked(step)
    with store.note("desk.follow_up", "desk.follow_up_step") as cursor:
        number = find_case(cursor, case_key)
        refuse_others(cursor, number, only_of)
        if number is None:
            number = take_up(cursor, case_key, now=now, by=by)
        write_step(cursor, number, step, now=now, today=today, by=by)
    return number


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
    with store.note("desk.follow_up_step") as cursor:
        number = find_case(cursor, case_key)
        refuse_others(cursor, number, only_of)
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
            raise Outdated(GONE)
        if only_of is not None and undone[0][0] != by:
            raise NotAllowed("The last step was somebody else's. Ask the manager.")
    return number


def checked(step: Step, *, is_first: bool = False) -> Step:
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


def write_step(
    cursor: duckdb.DuckDBPyConnection,
    number: int,
    step: Step,
    *,
    now: datetime,
    today: date,
    by: str,
) -> None:
    """Add a step to a case."""
    cursor.execute(
        """
        insert into desk.follow_up_step (
            step_no, follow_up_no, owner_id, owner, due_on, status, done, notes, stepped_on,
            stepped_at, stepped_by
        )
        select
            coalesce(max(step_no), 0) + 1, $number, $owner_id, $owner, $due_on, $status, $done,
            $notes, $today, $now, $by
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
