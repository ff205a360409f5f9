"""The rule of a regular: how many visits in how many weeks, as this shop decides it."""

from __future__ import annotations

from datetime import datetime

from regulars.errors import RegularsError
from regulars.facts.build import note_change, rebuild_facts
from regulars.progress import Progress
from regulars.store.handover import DeskWrites
from regulars.store.store import Store

__all__ = ["FEWEST", "MOST_VISITS", "MOST_WEEKS", "RULE_WRITES", "change_rule", "reset_rule"]

FEWEST = 2
MOST_VISITS = 30
MOST_WEEKS = 104
RULE_WRITES = DeskWrites(settings=("regular_visits", "regular_weeks", "regular_changed"))


def change_rule(
    store: Store,
    visits: int,
    weeks: int,
    *,
    now: datetime,
    by: str,
    progress: Progress | None = None,
) -> None:
    """Make a regular somebody with at least ``visits`` visits in the last ``weeks`` weeks.

    All facts are built anew, so that it holds for the past too.

    Args:
        store: where the shop's data is.
        visits: 2 to MOST_VISITS.
        weeks: 2 to MOST_WEEKS.
        now: UTC.
        by: who decides.
        progress: told how far it is.

    Raises:
        RegularsError: the rule cannot be; nothing has changed.
    """
    if not FEWEST <= visits <= MOST_VISITS:
        raise RegularsError(f"Ask for {FEWEST} to {MOST_VISITS} visits.")
    if not FEWEST <= weeks <= MOST_WEEKS:
        raise RegularsError(f"Look back {FEWEST} to {MOST_WEEKS} weeks.")
    if visits > 7 * weeks:
        raise RegularsError(
            f"{weeks} weeks have {7 * weeks} days, and a day counts as one visit: "
            f"ask for fewer visits or look back further."
        )
    with store.write() as cursor:
        cursor.execute(
            """
            insert or replace into desk.setting (name, value)
            values
                ('regular_visits', $visits),
                ('regular_weeks', $weeks),
                ('regular_changed', $changed)
            """,
            {
                "visits": str(visits),
                "weeks": str(weeks),
                "changed": f"{now:%Y-%m-%d %H:%M} {by}",
            },
        )
        note_change(cursor)
    rebuild_facts(store, progress)


def reset_rule(store: Store, progress: Progress | None = None) -> None:
    """Go back to the rule that the shop's own pace suggests; all facts are built anew."""
    with store.write() as cursor:
        cursor.execute("""
            delete from desk.setting
            where name in ('regular_visits', 'regular_weeks', 'regular_changed')
        """)
        note_change(cursor)
    rebuild_facts(store, progress)
