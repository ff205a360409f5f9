from tests.tables import answer, assert_table

SALES = """
receipt | customer | date       | net | staff | location
R1      | ana      | 2026-03-02 | 10  | Maya  | Harbor
R2      |          | 2026-03-02 | 20  | Maya  | Harbor
R3      | ben      | 2026-03-03 | 30  | Tom   | Kiosk
R4      |          | 2026-03-03 | 40  | Tom   | Harbor
R5      |          | 2026-04-01 | 50  | Maya  | Harbor
"""


def test_walk_ins_are_counted_and_not_recognised(a_store):
    assert_table(
        answer(a_store(sales=SALES), "shop/coverage"),
        """
        visit_count | known_visit_count | known_visit_rate | revenue | known_revenue | known_revenue_rate
        5           | 2                 | 0.4              | 150     | 40            | 0.267
        """,  # noqa: E501
    )


def test_both_days_of_the_period_belong_to_it_and_filters_narrow_it(a_store):
    store = a_store(sales=SALES)
    found = [
        answer(store, "shop/coverage", **given).iloc[0]["revenue"]
        for given in (
            {"from_on": "2026-03-02", "as_of": "2026-03-03"},
            {"from_on": "2026-03-03", "as_of": "2026-03-03"},
            {"from_on": "2026-03-04", "as_of": "2026-03-31"},
            {"location": "Harbor"},
            {"staff": "Tom"},
            {"staff": "Tom", "location": "Harbor"},
        )
    ]
    assert found == [100, 70, 0, 120, 70, 40]


def test_without_a_visit_there_is_no_share(a_store):
    frame = answer(a_store(sales=SALES), "shop/coverage", staff="Nobody")
    assert_table(
        frame,
        """
        visit_count | known_visit_rate | revenue | known_revenue_rate
        0           |                  | 0       |
        """,
    )


def test_a_refund_is_taken_off(a_store):
    """On the same day off that visit, on a later day off the visit before it."""
    store = a_store(
        sales="""
        receipt | customer | date       | net
        R1      | ana      | 2026-03-02 | 10
        R2      | ana      | 2026-03-02 | -4
        R3      | ana      | 2026-03-09 | 10
        R4      | ana      | 2026-03-10 | -3
        R5      | ana      | 2026-03-11 | -2
        R6      |          | 2026-03-12 | 7
        """
    )
    assert_table(
        answer(store, "shop/coverage"),
        """
        visit_count | known_visit_count | revenue | known_revenue
        3           | 2                 | 18      | 11
        """,
    )
    day = answer(store, "shop/coverage", from_on="2026-03-09", as_of="2026-03-09").iloc[0]
    assert day["revenue"] == 5
