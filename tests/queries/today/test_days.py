from tests.tables import answer, assert_table, drawn_days


def test_the_days_of_four_weeks_on_which_it_is_usually_open(a_store):
    """Closed on Sundays; 28 March 2026 is a Saturday."""
    store = a_store(sales=drawn_days("2026-03-02", "- xxxxxx. xxxxxx. xxxxxx. xxxxxx"))
    days = answer(store, "today/days")
    assert len(days) == 24
    assert str(days["day_on"].iloc[-1].date()) == "2026-04-25"
    assert_table(
        days.head(7),
        """
        day_on
        2026-03-30
        2026-03-31
        2026-04-01
        2026-04-02
        2026-04-03
        2026-04-04
        2026-04-06
        """,
    )


def test_half_of_the_last_eight_weeks_is_usually(a_store):
    """Tuesdays were open in 4 of 8 weeks, Wednesdays in 3; what was before says nothing."""
    eight_weeks = "xx..... xx..... xx..... xx..... x.x.... x.x.... x.x.... x....."
    store = a_store(sales=drawn_days("2026-03-02", "- xxxxxxx xxxxxxx " + eight_weeks))
    days = answer(store, "today/days", as_of="2026-05-10")["day_on"]
    assert sorted({day.isoweekday() for day in days}) == [1, 2]
    assert str(days[0].date()) == "2026-05-11"


def test_a_shop_that_was_hardly_ever_open_has_days_ahead_all_the_same(a_store):
    store = a_store(sales="date\n2026-03-02\n2026-03-30")
    assert len(answer(store, "today/days")) == 28
