"""A closure is a day that is usually open: facts.trading_day."""

from tests.tables import drawn_days, rows_of


def closures(store) -> list[str]:
    days = "select trading_on::text from facts.trading_day where is_closure order by 1"
    return [day for (day,) in rows_of(store, days)]


def test_a_day_without_trade_on_a_weekday_that_is_usually_open(a_store):
    """Open Monday to Friday; shut on Tuesday the 10th; the weekends are no closures."""
    store = a_store(sales=drawn_days("2026-03-02", "- xxxxx.. x.xxx.. xxxxx.. xxxxx.."))
    assert closures(store) == ["2026-03-10"]


def test_open_in_half_of_the_weeks_is_usually_open(a_store):
    """Of four Tuesdays two, of four Wednesdays one."""
    store = a_store(sales=drawn_days("2026-03-02", "- xxx.x.. xx..x.. x...x.. x...x.."))
    assert closures(store) == ["2026-03-17", "2026-03-24"]


def test_closures_are_counted_from_the_first_day_on(a_store):
    store = a_store(sales=drawn_days("2026-03-02", "- xxxxx.. x..xx.. xxxxx.. xxxx..."))
    counts = rows_of(
        store,
        "select closed_days from facts.trading_day where weekday in (1, 4) order by trading_on",
    )
    assert [count for (count,) in counts] == [0, 0, 0, 2, 2, 2, 2, 2]


def test_an_appointment_kept_is_a_day_open_and_one_cancelled_is_not(a_store):
    sales = drawn_days("2026-03-02", "- x...... x...... ....... ....... x......")
    label = "start | label\n2026-03-16 09:00 |\n2026-03-23 09:00 | No Show"
    assert closures(a_store(sales=sales, bookings=label)) == ["2026-03-23"]


def test_the_days_of_a_week_sum_up_to_what_was_sold(a_store):
    sales = drawn_days("2026-03-02", "- x.x....\nana x......", net="3")
    found = rows_of(
        a_store(sales=sales),
        "select trading_on::text, is_open, receipt_count, revenue::integer from facts.trading_day",
    )
    assert sorted(found) == [
        ("2026-03-02", True, 2, 6),
        ("2026-03-03", False, 0, 0),
        ("2026-03-04", True, 1, 3),
    ]
