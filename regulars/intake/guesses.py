"""What imports say of the shop itself: its currency and its time zone."""

from __future__ import annotations

import duckdb

__all__ = ["forget_guesses", "guess_settings"]


def guess_settings(cursor: duckdb.DuckDBPyConnection) -> None:
    """What the first import with an answer says about the shop; never overwrites."""
    cursor.execute("""
        insert into desk.setting (name, value)
        with guessed as (
            select 'currency' as name, min_by(currency, import_id) as value from exports.import
            union all
            select 'time_zone', min_by(time_zone, import_id) from exports.import
        )
        select guessed.name, guessed.value
        from guessed
        anti join desk.setting on guessed.name = desk.setting.name
        where guessed.value is not null
    """)


def forget_guesses(cursor: duckdb.DuckDBPyConnection) -> None:
    """Forget what no import says any more, and guess anew from those that are left."""
    cursor.execute("""
        delete from desk.setting as setting
        using (
            select 'currency' as name, list(currency) as said from exports.import
            union all
            select 'time_zone', list(time_zone) from exports.import
        ) as left_over
        where setting.name = left_over.name
            and not coalesce(list_contains(left_over.said, setting.value), false)
    """)
    guess_settings(cursor)
