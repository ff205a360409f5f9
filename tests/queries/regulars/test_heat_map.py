from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2026-01-05", "2026-03-29")


def test_visits_of_regulars_by_weekday_and_hour(a_store):
    """Twelve Tuesdays were open; a person seen twice and walk-ins are no regulars."""
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-01-06", 12, time="08:59")
        + every(7, "ben", "2026-02-17", 6, time="08:00")
        + every(7, "ben", "2026-02-20", 6, time="17:30")
        + every(7, "twice", "2026-03-17", 2, time="09:00")
    )
    assert_table(
        answer(store, "regulars/heat_map"),
        """
        weekday | hour | visit_count | visits_per_week
        2       | 8    | 18          | 1.5
        5       | 17   | 6           | 0.5
        """,
    )


def test_a_closed_day_is_no_day_of_that_weekday(a_store):
    """Of four Tuesdays in the period one was closed."""
    sales = open_days("2026-01-05", "2026-03-29", closed=["2026-03-10"])
    store = a_store(
        sales=sales + every(7, "ana", "2026-01-06", 9) + every(7, "ana", "2026-03-17", 2)
    )
    assert_table(
        answer(store, "regulars/heat_map", from_on="2026-03-02", as_of="2026-03-29"),
        """
        weekday | hour | visit_count | visits_per_week
        2       | 8    | 3           | 1
        """,
    )
