# ruff: noqa: E501  (drawn tables are as wide as their columns)
from tests.tables import answer, assert_table


def test_what_there_is(a_store):
    store = a_store(
        sales="""
        receipt | customer | name   | date       | item
        R1      | K1       | Ana Bo | 2026-03-02 | Latte
        R1      | K1       | Ana Bo | 2026-03-02 | Cookie
        R2      | K2       |        | 2026-03-03 | Latte
        R3      |          |        | 2026-03-04 | Latte
        R4      | K1       | Ana Bo | 2026-03-04 | Latte
        """,
        bookings="start | name | email\n2026-03-03 09:00 | Cy Do | cy@example.org",
        survey="date | email | How was it? | How fast were we?\n2026-03-04 | cy@example.org | 4 | 5",
    )
    assert_table(
        answer(store, "shop/overview"),
        """
        first_trading_on | last_trading_on | next_trading_on | open_day_count | visit_count
        2026-03-02       | 2026-03-04      | 2026-03-09      | 3              | 5
        """,
    )
    assert_table(
        answer(store, "shop/overview"),
        """
        customer_count | named_customer_count | receipt_line_count | appointment_count | response_count | currency | time_zone
        3              | 2                    | 5                  | 1                 | 2              | USD      | America/New_York
        """,
    )


def test_bookings_ahead_do_not_move_the_last_trading_day(a_store):
    store = a_store(
        sales="date\n2026-03-02\n2026-03-03",
        bookings="start\n2026-03-03 09:00\n2026-03-12 09:00",
    )
    assert_table(
        answer(store, "shop/overview"),
        """
        last_trading_on | visit_count | appointment_count
        2026-03-03      | 3           | 2
        """,
    )


def test_a_shop_that_only_books_ends_on_the_last_appointment_that_has_happened(a_store):
    """The last booking was made on 4 March: what lies after it has not happened yet."""
    store = a_store(
        bookings="""
        start            | booked
        2026-03-02 09:00 | 2026-02-20
        2026-03-04 09:00 | 2026-03-01
        2026-03-05 09:00 | 2026-03-04
        2026-03-20 09:00 | 2026-03-02
        """
    )
    assert_table(
        answer(store, "shop/overview"),
        """
        first_trading_on | last_trading_on | visit_count | receipt_line_count
        2026-03-02       | 2026-03-04      | 2           | 0
        """,
    )


def test_a_day_with_refunds_only_is_no_trading_day(a_store):
    store = a_store(sales="receipt | date | net\nR1 | 2026-03-02 | 9\nR2 | 2026-03-03 | -9")
    assert_table(
        answer(store, "shop/overview"),
        """
        first_trading_on | last_trading_on | visit_count
        2026-03-02       | 2026-03-02      | 1
        """,
    )


def test_a_survey_alone_has_days_too(a_store):
    store = a_store(survey="date | How was it?\n2026-03-02 | 4\n2026-03-09 | 5")
    assert_table(
        answer(store, "shop/overview"),
        """
        first_trading_on | last_trading_on | visit_count | response_count
        2026-03-02       | 2026-03-09      | 0           | 2
        """,
    )
