from tests.tables import answer, assert_table


def test_the_share_of_visits_and_sales_with_a_name_week_by_week(a_store):
    store = a_store(
        sales="""
        receipt | customer | date       | net
        R1      | K1       | 2026-03-02 | 4
        R2      |          | 2026-03-08 | 12
        R3      |          | 2026-03-09 | 5
        R4      | K1       | 2026-03-16 | 5
        """
    )
    assert_table(
        answer(store, "imports/coverage"),
        """
        week_on    | visit_count | known_visit_count | known_visit_rate | revenue | known_revenue
        2026-03-02 | 2           | 1                 | 0.5              | 16      | 4
        2026-03-09 | 1           | 0                 | 0                | 5       | 0
        2026-03-16 | 1           | 1                 | 1                | 5       | 5
        """,
    )


def test_only_the_last_year_counts(a_store):
    store = a_store(sales="receipt | customer | date\nR1 | K1 | 2024-03-02\nR2 | K1 | 2026-03-02")
    assert len(answer(store, "imports/coverage")) == 1
