# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Etsy's sold orders, with the columns of the United States and of the United Kingdom."""

from decimal import Decimal

import pytest

from tests.formats.test_etsy_items import ORDERS
from tests.tables import cells, csv_text

BRITISH = [
    {
        "Date Shipped": "Date Posted",
        "Ship City": "Delivery City",
        "Shipping Discount": "Delivery Discount",
        "Shipping": "Delivery",
        "Sales Tax": "Sales tax",
        "Order Total": "Order total",
    }.get(column, column)
    for column in ORDERS
]


def orders(table: str, header: list[str] = ORDERS) -> str:
    usual = {"Sale Date": "12/26/21", "Currency": "USD"}
    return csv_text(header, [usual | row for row in cells(table)])


def test_an_order_is_understood_in_full(take_rows):
    taken = take_rows(
        orders("""
        Sale Date | Order ID   | Buyer User ID | Full Name | Number of Items | Order Value | Discount Amount | Sales Tax | Order Total | Card Processing Fees | Order Net | Buyer             | Order Type
        12/05/21  | 7787669424 | anabo_21      | Ana Bo    | 3               | 10.05       | 1.05            | 0.80      | 14.80       | 0.60                 | 14.20     | Ana Bo (anabo_21) | online
        """)
    )
    assert taken.report.format == "etsy_orders"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"]) == ("7787669424", "receipt")
    assert str(row["sold_at"]) == "2021-12-05 00:00:00"
    money = [row[name] for name in ("quantity", "gross", "discount", "net", "tax")]
    assert money == [3, Decimal("10.05"), Decimal("1.05"), 9, Decimal("0.80")]
    assert (row["customer_name"], row["channel"]) == ("Ana Bo", "online")
    assert taken.known_by() == {"etsy anabo_21"}


def test_the_united_kingdoms_columns(take_rows):
    table = """
    Order ID | Buyer User ID | Order Value | Sales tax | Order total | Adjusted Order Total
    1        | anabo_21      | 10.00       | 2.00      | 15.00       | 11.00
    """
    taken = take_rows(orders(table, BRITISH), country="GB")
    assert taken.report.format == "etsy_orders"
    assert (taken.column("tax"), taken.column("net")) == ([2], [6])
    assert str(taken.column("sold_at")[0]) == "2021-12-26 00:00:00"


@pytest.mark.parametrize(
    ("adjusted", "net"), [("", "10.00"), ("12.00", "10.00"), ("9.00", "7.00"), ("0.00", "0.00")]
)
def test_what_was_given_back_is_taken_off(take_rows, adjusted, net):
    taken = take_rows(
        orders(f"""
        Order ID | Order Value | Order Total | Adjusted Order Total
        1        | 10.00       | 12.00       | {adjusted}
        """)
    )
    assert taken.column("net") == [Decimal(net)]


def test_cancelled_orders_are_nobodys_visit(take_rows):
    taken = take_rows(
        orders("Order ID | Order Value | Status\n1 | 5 | Canceled\n2 | 5 | Shipped\n3 | 5 |")
    )
    assert taken.column("receipt_id") == ["2", "3"]
    assert taken.rejected == {2: "The order was cancelled, so it is nobody's visit"}


def test_a_file_that_a_spreadsheet_saved_again(take_rows):
    taken = take_rows(orders("Sale Date | Order ID | Order Value\n2020-04-20 | 1 | 5"))
    assert str(taken.column("sold_at")[0]) == "2020-04-20 00:00:00"


def test_the_buyer_by_what_is_there(take_rows):
    taken = take_rows(
        orders("""
        Order ID | Order Value | Buyer User ID | Full Name | First Name | Last Name | Buyer
        1        | 5           |               |           |            |           | Ana Bo (anabo_21)
        2        | 5           |               |           | Ben        | Cy        |
        """)
    )
    assert taken.column("customer_name") == ["Ana Bo", "Ben Cy"]
    assert taken.known_by(0) == {"etsy anabo_21"}


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        orders("""
        Sale Date | Order ID | Order Value
        12/26/21  |          | 5.00
        12/26/21  | 7.7E+09  | 5.00
        xmas      | 3        | 5.00
        12/26/21  | 4        | five
        """)
    )
    assert taken.rejected == {
        2: "The Order ID is missing",
        3: 'A spreadsheet has rounded the Order ID: "7.7E+09". Bring the file as Etsy gave it',
        4: 'Sale Date cannot be read: "xmas"',
        5: 'Order Value is not an amount: "five"',
    }
