from tests.tables import answer, assert_table


def test_places_by_visits(a_store):
    store = a_store(
        sales="""
        receipt | customer | date       | location
        R1      |          | 2026-03-02 | Kiosk
        R2      | ana      | 2026-03-02 | Harbor
        R3      |          | 2026-03-03 | Harbor
        R3      |          | 2026-03-03 | Harbor
        R4      |          | 2026-03-03 | Attic
        R5      |          | 2026-03-03 |
        """
    )
    assert_table(
        answer(store, "shop/locations"),
        """
        location | visit_count
        Harbor   | 2
        Attic    | 1
        Kiosk    | 1
        """,
    )
