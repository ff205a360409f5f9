from tests.tables import answer, assert_table, every, rows_of


def test_the_days_of_the_last_twelve_months(a_store):
    """365 days up to 1 March 2026 begin on 2 March 2025."""
    store = a_store(
        sales=every(1, "ana", "2025-03-01", 2, net="5")
        + every(1, "ana", "2026-02-28", 3, net="7")
        + every(1, "ben", "2026-02-27", 1)
    )
    customer_id = rows_of(
        store, "select customer_id from facts.customer where customer_name = 'Ana'"
    )[0][0]
    assert_table(
        answer(store, "customer/days", customer_id=customer_id, as_of="2026-03-01"),
        """
        visited_on | spend
        2025-03-02 | 5
        2026-02-28 | 7
        2026-03-01 | 7
        """,
    )
    assert answer(store, "customer/days", customer_id="C99").empty
