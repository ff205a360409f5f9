from tests.tables import answer, assert_table, every, open_days


def test_who_began_to_slip_lapsed_and_came_back_by_month(a_store):
    """Last here on 20 January; 3 weeks later slipping, then lapsed; back on 7 April."""
    store = a_store(
        sales=open_days("2025-11-03", "2026-04-30")
        + every(7, "ana", "2025-11-18", 10)
        + every(7, "ana", "2026-04-07", 4)
        + every(7, "ben", "2026-01-06", 6)  # until 10 February: 18 days on the 28th
        + every(7, "cleo", "2026-01-06", 17)
    )
    assert_table(
        answer(store, "lapsed/monthly", from_on="2026-01-01"),
        """
        month_on   | slipped_count | lapsed_count | returned_count
        2026-01-01 | 0             | 0            | 0
        2026-02-01 | 1             | 1            | 0
        2026-03-01 | 0             | 1            | 0
        2026-04-01 | 0             | 0            | 1
        """,
    )


def test_the_second_spell_of_slipping_counts_again(a_store):
    """Slipping at the end of January and of March, here all of February."""
    store = a_store(
        sales=open_days("2025-11-03", "2026-04-30")
        + every(7, "ana", "2025-11-18", 9)  # until 13 January
        + every(7, "ana", "2026-02-03", 6)  # until 10 March
        + every(7, "ana", "2026-04-07", 4)
    )
    assert_table(
        answer(store, "lapsed/monthly", from_on="2026-01-01"),
        """
        month_on   | slipped_count | lapsed_count | returned_count
        2026-01-01 | 1             | 0            | 0
        2026-02-01 | 0             | 0            | 1
        2026-03-01 | 1             | 0            | 0
        2026-04-01 | 0             | 0            | 1
        """,
    )


def test_who_is_slipping_at_two_months_ends_began_once(a_store):
    """Every eight weeks until 6 January: slipping from day 88 to day 174."""
    store = a_store(sales=open_days("2025-02-03", "2026-06-30") + every(56, "ana", "2025-02-04", 7))
    frame = answer(store, "lapsed/monthly", from_on="2026-03-01")
    assert_table(
        frame,
        """
        month_on   | slipped_count | lapsed_count
        2026-03-01 | 0             | 0
        2026-04-01 | 1             | 0
        2026-05-01 | 0             | 0
        2026-06-01 | 0             | 1
        """,
    )


def test_three_visits_are_no_rhythm(a_store):
    store = a_store(sales=open_days("2026-01-05", "2026-03-31") + every(7, "ana", "2026-01-06", 3))
    frame = answer(store, "lapsed/monthly")
    assert not frame[["slipped_count", "lapsed_count", "returned_count"]].to_numpy().any()
