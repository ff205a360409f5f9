from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2025-06-01", "2026-03-29")


def cohorts(a_store, sales, **chosen):
    return answer(a_store(sales=OPEN + sales), "regulars/cohorts", **chosen)


def test_who_came_again_in_time_and_what_is_too_early(a_store):
    """First seen in November: 'soon' is back after 30 days, 'late' after 31, 'never' is not.

    90 days after 30 November are over on 28 February; 180 are not on 29 March.
    """
    sales = (
        every(30, "soon", "2025-11-01", 2)
        + every(31, "late", "2025-11-10", 2)
        + every(1, "never", "2025-11-30", 1)
    )
    assert_table(
        cohorts(a_store, sales, from_on="2025-11-15"),
        """
        month_on   | within_days | newcomer_count | is_over | returned_count | return_rate | return_low | return_high
        2025-11-01 | 30          | 3              | yes     | 1              | 0.333       | 0.061      | 0.792
        2025-11-01 | 60          | 3              | yes     | 2              | 0.667       | 0.208      | 0.939
        2025-11-01 | 90          | 3              | yes     | 2              | 0.667       | 0.208      | 0.939
        2025-11-01 | 180         | 3              | no      |                |             |            |
        """,  # noqa: E501
    )


def test_a_cell_is_over_on_the_day_the_months_last_person_had_the_time(a_store):
    """28 February is the last of its month; 30 days later is 30 March, 29 is 29 March."""
    store = a_store(sales=open_days("2025-06-01", "2026-03-30") + every(3, "ana", "2026-02-28", 2))
    over = [
        answer(store, "regulars/cohorts", from_on="2026-02-01", as_of=day)
        .query("within_days == 30")["is_over"]
        .item()
        for day in ("2026-03-29", "2026-03-30")
    ]
    assert over == [False, True]


def test_a_visit_after_the_period_does_not_make_a_month_ripe(a_store):
    """Asked as of 31 December, what January brought is not known."""
    frame = cohorts(
        a_store, every(40, "ana", "2025-11-25", 2), from_on="2025-11-01", as_of="2025-12-31"
    )
    assert list(frame["is_over"]) == [True, False, False, False]
    assert frame["returned_count"].iloc[0] == 0


def test_the_months_together_leave_out_those_so_soon_after_the_data_begins(a_store):
    sales = (
        every(10, "old", "2025-06-10", 2)
        + every(10, "ana", "2025-11-10", 2)
        + every(1, "ben", "2025-12-10", 1)
    )
    frame = cohorts(a_store, sales, from_on="2025-06-01")
    assert_table(
        frame[frame["month_on"] == "2025-12-01"],
        """
        within_days | newcomer_count | together_count | together_returned_count | together_rate
        30          | 1              | 2              | 1                       | 0.5
        60          | 1              | 2              | 1                       | 0.5
        90          | 1              | 1              | 1                       | 1
        180         | 1              | 0              | 0                       |
        """,
    )
    marked = frame[frame["may_be_older"]]["month_on"].unique()
    assert [f"{month:%Y-%m}" for month in marked] == ["2025-06"]


def test_filters_are_those_of_the_first_visit(a_store):
    sales = every(7, "ana", "2025-11-10", 2, staff="Maya", location="Harbor") + every(
        7, "ben", "2025-11-10", 1, staff="Tom", location="Kiosk"
    )
    store = a_store(sales=OPEN + sales)
    for chosen, returned in (
        ({"staff": "Maya"}, 1),
        ({"staff": "Tom"}, 0),
        ({"location": "Kiosk"}, 0),
    ):
        frame = answer(store, "regulars/cohorts", from_on="2025-11-01", **chosen)
        first = frame.iloc[0]
        assert (first["newcomer_count"], first["returned_count"]) == (1, returned)


def test_nobody_new_no_rows(a_store):
    assert answer(a_store(sales=OPEN), "regulars/cohorts").empty
