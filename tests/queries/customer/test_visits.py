# ruff: noqa: E501  (drawn tables are as wide as their columns)
from dataclasses import replace

import pytest

from regulars.app.rows import rows_of as typed_rows
from regulars.app.rows.customer import CustomerVisits
from regulars.web.screens.customer.profile import items_words
from tests.tables import answer, assert_table, rows_of

SALES = """
receipt | customer | date       | time  | item   | qty | net | staff | location
R1      | ana      | 2026-03-02 | 08:10 | Latte  | 1.0 | 4   | Maya  | Harbor
R1      | ana      | 2026-03-02 | 08:10 | Cookie | 2.0 | 6   | Maya  | Harbor
R2      | ana      | 2026-03-02 | 15:00 | Tea    | 1.0 | 3   | Tom   | Kiosk
R3      | ana      | 2026-03-04 | 08:20 | Latte  | 1.0 | 4   | Tom   | Harbor
R4      | ana      | 2026-03-05 | 08:20 | Latte  | 1.0 | -4  | Tom   | Harbor
R5      | ben      | 2026-03-03 | 08:20 | Mocha  | 1.0 | 4   | Tom   | Harbor
R6      |          | 2026-03-06 | 08:20 | Mocha  | 1.0 | 4   | Tom   | Harbor
"""


def ana(store) -> str:
    return rows_of(store, "select customer_id from facts.customer where customer_name = 'Ana'")[0][
        0
    ]


def test_a_visit_is_a_day_with_all_that_was_had(a_store):
    """The first receipt of the day says who served and where; a refund comes off the visit before."""
    store = a_store(sales=SALES)
    assert_table(
        answer(store, "customer/visits", customer_id=ana(store)),
        """
        visited_on | visited_at       | location | staff | items                    | item_counts | spend | gap_days
        2026-03-04 | 2026-03-04 08:20 | Harbor   | Tom   | ['Latte']                | [1]         | 0     | 2
        2026-03-02 | 2026-03-02 08:10 | Harbor   | Maya  | ['Cookie' 'Latte' 'Tea'] | [2 1 1]     | 13    |
        """,
    )


def test_what_was_had_is_said_with_how_many_of_each_above_one(a_store):
    store = a_store(sales=SALES)
    visits = typed_rows(CustomerVisits, answer(store, "customer/visits", customer_id=ana(store)))
    assert [items_words(visit) for visit in visits] == ["Latte", "2 x Cookie, Latte, Tea"]
    assert items_words(replace(visits[0], items=None, item_counts=None)) == ""


def test_what_was_handed_back_on_a_visit_was_not_had_on_it(a_store):
    """Monday's cake goes back on Wednesday, when there is a latte."""
    store = a_store(
        sales="""
        receipt | customer | date       | item  | net
        R1      | ana      | 2026-03-02 | Cake  | 5
        R2      | ana      | 2026-03-04 | Cake  | -5
        R3      | ana      | 2026-03-04 | Latte | 4
        """
    )
    assert_table(
        answer(store, "customer/visits", customer_id=ana(store)),
        """
        visited_on | items     | spend
        2026-03-04 | ['Latte'] | -1
        2026-03-02 | ['Cake']  | 5
        """,
    )


def test_visits_after_the_day_asked_for_are_left_out(a_store):
    store = a_store(sales=SALES)
    frame = answer(store, "customer/visits", customer_id=ana(store), as_of="2026-03-03")
    assert [str(day.date()) for day in frame["visited_on"]] == ["2026-03-02"]


def test_an_appointment_and_a_receipt_of_one_day_are_one_visit(a_store):
    store = a_store(
        directory="customer | name | email\nana | Ana | ana@example.org",
        sales="receipt | customer | date | time | item | net\nR1 | ana | 2026-03-02 | 10:30 | Oil | 9",
        bookings="""
        start            | name | email           | type   | price | staff | label
        2026-03-02 09:00 | Ana  | ana@example.org | Facial | 40.00 | Maya  |
        2026-03-01 09:00 | Ana  | ana@example.org | Facial | 40.00 | Maya  | No Show
        """,
    )
    assert_table(
        answer(store, "customer/visits", customer_id=ana(store)),
        """
        visited_on | visited_at       | staff | items            | spend
        2026-03-02 | 2026-03-02 09:00 | Maya  | ['Facial' 'Oil'] | 49
        """,
    )


@pytest.mark.parametrize(("paid", "spend"), [("39.99", "99.99"), ("40", "40"), ("44", "44")])
def test_a_receipt_of_two_thirds_of_the_price_paid_for_the_appointment(a_store, paid, spend):
    store = a_store(
        directory="customer | name | email\nana | Ana | ana@example.org",
        sales=f"receipt | customer | date | item | net\nR1 | ana | 2026-03-02 | Facial | {paid}",
        bookings="""
        start            | name | email           | price
        2026-03-02 09:00 | Ana  | ana@example.org | 60.00
        """,
    )
    assert_table(answer(store, "customer/visits", customer_id=ana(store)), f"spend\n{spend}")


def test_nobody_has_no_visits(a_store):
    assert answer(a_store(sales=SALES), "customer/visits", customer_id="C99").empty
