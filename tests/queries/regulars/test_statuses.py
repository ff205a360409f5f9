from tests.tables import answer, assert_table, every, open_days

# From December to March. Ana: weekly from 2 December, last here on 20 January. Ben: seen once.
SALES = (
    open_days("2025-12-01", "2026-03-31")
    + every(7, "ana", "2025-12-02", 8)
    + every(1, "ben", "2026-03-30", 1)
)


def test_where_people_stood_at_each_months_end(a_store):
    """Ana on 31 January: 11 days of absence, within 1.5 x 9; on 28 February 39 days: over 3 x 9."""
    assert_table(
        answer(a_store(sales=SALES), "regulars/statuses"),
        """
        month_on   | status  | customer_count
        2025-12-01 | regular | 1
        2026-01-01 | regular | 1
        2026-02-01 | lapsed  | 1
        2026-03-01 | lapsed  | 1
        2026-03-01 | new     | 1
        """,
    )


def test_the_month_that_is_not_over_is_judged_on_its_last_trading_day(a_store):
    """On 3 February Ana is 14 days away: more than 1.5 patiences."""
    sales = [sale for sale in SALES if sale["date"] <= "2026-02-03"]
    assert_table(
        answer(a_store(sales=sales), "regulars/statuses", from_on="2026-02-01"),
        """
        month_on   | status   | customer_count
        2026-02-01 | slipping | 1
        """,
    )


def test_months_that_end_within_the_period_are_shown(a_store):
    frame = answer(
        a_store(sales=SALES), "regulars/statuses", from_on="2026-01-31", as_of="2026-02-27"
    )
    assert [str(month.date()) for month in frame["month_on"]] == ["2026-01-01"]


def test_everybody_seen_by_a_months_end_is_counted_once_on_the_sample(sample_store):
    frame = answer(sample_store, "regulars/statuses")
    totals = frame.groupby("month_on")["customer_count"].sum()
    assert totals.is_monotonic_increasing
    assert totals.iloc[-1] == answer(sample_store, "shop/overview").iloc[0]["customer_count"]
    assert set(frame["status"]) == {
        "new", "returning", "regular", "slipping", "lapsed", "one_timer",
    }  # fmt: skip
