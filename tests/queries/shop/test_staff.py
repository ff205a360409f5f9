from tests.tables import answer, assert_table, every, open_days


def test_who_serves_and_who_has_left(a_store):
    """The last day is 31 March. 20 visits and more than 21 days without one is having left."""
    store = a_store(
        sales=[
            *open_days("2026-02-01", "2026-03-31"),
            *every(1, "a", "2026-02-01", 20, staff="Left", time="09:00"),
            *every(1, "b", "2026-02-18", 20, staff="On the 9th", time="09:00"),
            *every(1, "c", "2026-02-19", 20, staff="On the 10th", time="09:00"),
            *every(1, "d", "2026-02-01", 19, staff="Helped out", time="09:00"),
        ]
    )
    assert_table(
        answer(store, "shop/staff"),
        """
        staff       | visit_count | first_served_on | last_served_on | has_left
        On the 10th | 20          | 2026-02-19      | 2026-03-10     | no
        Helped out  | 19          | 2026-02-01      | 2026-02-19     | no
        Left        | 20          | 2026-02-01      | 2026-02-20     | yes
        On the 9th  | 20          | 2026-02-18      | 2026-03-09     | yes
        """,
    )
