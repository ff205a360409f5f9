from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2025-06-01", "2026-03-29")


def test_who_became_who_stopped_and_who_did_neither(a_store):
    """March: Ana's fourth visit is on the 10th, Gone was last here on 17 February."""
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-02-17", 6)
        + every(7, "gone", "2025-12-02", 12)
        + every(7, "same", "2025-12-02", 17)
    )
    assert_table(
        answer(store, "regulars/changed", from_on="2026-03-01"),
        """
        customer_name | change  | changed_on | visit_count
        Ana           | became  | 2026-03-10 | 6
        Gone          | stopped | 2026-02-17 | 12
        """,
    )


def test_who_was_late_and_came_again_came_back(a_store):
    """Weekly until 20 January, then silence until 17 March."""
    store = a_store(
        sales=OPEN
        + every(7, "back", "2025-11-04", 12)
        + [s | {"receipt": "b" + s["receipt"]} for s in every(7, "back", "2026-03-17", 2)]
    )
    assert_table(
        answer(store, "regulars/changed", from_on="2026-03-10"),
        """
        customer_name | change    | changed_on | status
        Back          | came_back | 2026-03-24 | regular
        """,
    )
