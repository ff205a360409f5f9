from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2025-09-01", "2026-03-29")


def test_who_is_late_is_no_regular_whatever_the_rule(a_store):
    """Twelve weekly visits and then seven weeks of silence."""
    store = a_store(
        sales=OPEN + every(7, "gone", "2025-11-18", 12) + every(7, "here", "2026-01-06", 12)
    )
    assert_table(
        answer(store, "regulars/rule_preview", visits=2, weeks=52),
        """
        before_count | after_count
        1            | 1
        """,
    )


def test_three_weekly_visits_are_enough_for_three_in_26_weeks(a_store):
    store = a_store(sales=OPEN + every(7, "ana", "2026-03-10", 3))
    assert_table(
        answer(store, "regulars/rule_preview", visits=3, weeks=26),
        """
        before_count | after_count
        0            | 1
        """,
    )
