"""Praise that was passed on to a colleague."""

from __future__ import annotations

from datetime import date, datetime

from regulars.errors import Outdated
from regulars.records.follow_ups.cases import GONE, answer_key, first_row
from regulars.store.store import Store

__all__ = ["pass_on_praise"]


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
    key = answer_key(f"A{praise_key}")
    with store.note("desk.praise") as cursor:
        if is_passed:
            (is_there,) = first_row(
                cursor,
                "select count(*) from facts.response where row_key = $key::uhugeint",
                {"key": key},
            )
            if not is_there:
                raise Outdated(GONE)
        cursor.execute(
            "update desk.praise set undone_at = $now "
            "where row_key = $key::uhugeint and undone_at is null",
            {"key": key, "now": now},
        )
        if is_passed:
            cursor.execute(
                "insert into desk.praise (row_key, passed_on, passed_at, passed_by) "
                "values ($key::uhugeint, $today, $now, $by)",
                {"key": key, "today": today, "now": now, "by": by},
            )
