# ruff: noqa: E501  (drawn tables are as wide as their columns)
from tests.tables import answer, assert_table, rows_of


def test_how_we_know_them(a_store):
    store = a_store(
        directory="""
        customer | name   | email           | phone
        K1       | Ana Bo | ana@example.org | 603 555 0107
        K2       | Ben Cy | ben@example.org |
        """,
        bookings="start | name | email | phone\n2026-03-02 09:00 | Ana Bo | a@example.net | 6035550107",
    )
    ana = rows_of(store, "select customer_id from facts.customer where customer_name = 'Ana Bo'")
    assert_table(
        answer(store, "customer/identities", customer_id=ana[0][0]),
        """
        kind   | contact         | seen_in
        square | K1              | Square customer directory
        email  | a@example.net   | Acuity appointments
        email  | ana@example.org | Square customer directory
        phone  | +16035550107    | Square customer directory
        """,
    )
    assert answer(store, "customer/identities", customer_id="C99").empty
