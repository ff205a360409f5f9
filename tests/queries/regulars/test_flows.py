from tests.tables import answer, assert_table, every, open_days

SALES = (
    open_days("2025-12-01", "2026-04-30")
    + every(7, "ana", "2025-12-02", 8)
    + every(7, "ana", "2026-04-07", 4)
    + every(7, "ben", "2026-01-06", 17)
)


def test_who_moved_from_where_to_where(a_store):
    assert_table(
        answer(a_store(sales=SALES), "regulars/flows"),
        """
        month_on   | from_status | to_status | customer_count
        2025-12-01 | nobody yet  | regular   | 1
        2026-01-01 | nobody yet  | regular   | 1
        2026-01-01 | regular     | regular   | 1
        2026-02-01 | regular     | lapsed    | 1
        2026-02-01 | regular     | regular   | 1
        2026-03-01 | lapsed      | lapsed    | 1
        2026-03-01 | regular     | regular   | 1
        2026-04-01 | lapsed      | regular   | 1
        2026-04-01 | regular     | regular   | 1
        """,
    )


def test_the_first_month_of_a_period_comes_from_the_month_before_it(a_store):
    assert_table(
        answer(a_store(sales=SALES), "regulars/flows", from_on="2026-02-15", as_of="2026-03-30"),
        """
        month_on   | from_status | to_status | customer_count
        2026-02-01 | regular     | lapsed    | 1
        2026-02-01 | regular     | regular   | 1
        """,
    )


def test_flows_into_a_status_are_who_stands_there_on_the_sample(sample_store):
    into = (
        answer(sample_store, "regulars/flows")
        .groupby(["month_on", "to_status"])["customer_count"]
        .sum()
    )
    stood = answer(sample_store, "regulars/statuses").set_index(["month_on", "status"])
    assert into.to_dict() == stood["customer_count"].to_dict()


def test_flows_out_of_a_status_are_who_stood_there_the_month_before_on_the_sample(sample_store):
    flows = answer(sample_store, "regulars/flows")
    stood = answer(sample_store, "regulars/statuses").set_index(["month_on", "status"])
    months = sorted(flows["month_on"].unique())
    for before, after in zip(months, months[1:], strict=False):
        moved = flows[(flows["month_on"] == after) & (flows["from_status"] != "nobody yet")]
        out = moved.groupby("from_status")["customer_count"].sum().to_dict()
        assert out == stood["customer_count"][before].to_dict()
