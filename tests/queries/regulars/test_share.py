from tests.tables import answer, assert_table, every

SALES = [
    *every(7, "ana", "2026-01-06", 6, net="5"),
    *every(7, "ben", "2026-01-30", 2, net="10"),
    {"receipt": "W1", "date": "2026-01-31", "net": "15"},
    {"receipt": "W2", "date": "2026-02-01", "net": "5"},
]


def test_visits_and_revenue_of_regulars_others_and_walk_ins_by_month(a_store):
    """Ana's fourth visit, on 27 January, is the first that is a regular's."""
    assert_table(
        answer(a_store(sales=SALES), "regulars/share"),
        """
        month_on   | who     | visit_count | revenue | visit_rate | revenue_rate
        2026-01-01 | other   | 4           | 25      | 0.667      | 0.556
        2026-01-01 | regular | 1           | 5       | 0.167      | 0.111
        2026-01-01 | walk_in | 1           | 15      | 0.167      | 0.333
        2026-02-01 | other   | 1           | 10      | 0.25       | 0.4
        2026-02-01 | regular | 2           | 10      | 0.5        | 0.4
        2026-02-01 | walk_in | 1           | 5       | 0.25       | 0.2
        """,
    )


def test_a_month_in_part_counts_the_days_of_the_period(a_store):
    assert_table(
        answer(a_store(sales=SALES), "regulars/share", from_on="2026-01-27", as_of="2026-01-30"),
        """
        month_on   | who     | visit_count | revenue
        2026-01-01 | other   | 1           | 10
        2026-01-01 | regular | 1           | 5
        """,
    )


def test_shares_add_up_and_nobody_is_lost_on_the_sample(sample_store):
    frame = answer(sample_store, "regulars/share")
    months = frame.groupby("month_on")[["visit_rate", "revenue_rate"]].sum()
    assert (months.round(9) == 1).all(axis=None)
    coverage = answer(sample_store, "shop/coverage").iloc[0]
    assert frame["visit_count"].sum() == coverage["visit_count"]
    known = frame.loc[frame["who"] != "walk_in", "visit_count"].sum()
    assert known == coverage["known_visit_count"]
    assert abs(frame["revenue"].sum() - coverage["revenue"]) < 0.01
