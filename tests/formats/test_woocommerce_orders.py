# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""WooCommerce's Advanced Order Export: one row a line, columns as the shop chose them."""

from decimal import Decimal

import pytest

from tests.tables import cells, columns, csv_text

HEADER = columns(
    "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),"
    "Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),"
    "Postcode (Billing),Country Code (Billing),Email (Billing),Phone (Billing),"
    "First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),"
    "State Code (Shipping),Postcode (Shipping),Country Code (Shipping),Item #,SKU,Name,"
    "Product Variation,Quantity,Quantity (- Refund),Item Cost,Order Line (w/o tax),Order Line Tax,"
    "Order Line Total,Order Line Total Refunded,Order Line Total (- Refund),Image URL,Coupon Code,"
    "Discount Amount,Discount Amount Tax,Payment Method Title,Coupons Used,Cart Discount Amount,"
    "Order Subtotal Amount,Order Tax Amount,Order Shipping Amount,Order Refund Amount,"
    "Order Total Amount,Order Total Tax Amount,Total items,Total products"
)
LITTLE = columns(
    "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),"
    "Email (Billing),Order Total Amount,Order Tax Amount,Order Shipping Amount,Order Refund Amount"
)


def orders(table: str, header: list[str] = HEADER) -> str:
    return csv_text(header, cells(table))


def test_a_line_is_understood(take_rows):
    taken = take_rows(
        orders("""
        Order Number | Order Status | Order Date       | First Name (Billing) | Last Name (Billing) | Email (Billing)  | Phone (Billing) | Item # | Name | Quantity | Item Cost | Order Line (w/o tax) | Order Line Tax | Order Line Total | Discount Amount
        1081         | Completed    | 2026-03-02 08:10 | Ana                  | Bo                  | ana@example.org  | 603 555 0107    | 1      | Mug  | 2        | 10.00     | 18.00                | 1.80           | 18.00            | 2.00
        """)
    )
    assert taken.report.format == "woocommerce_orders"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"], row["item"]) == ("1081", "item", "Mug")
    assert str(row["sold_at"]) == "2026-03-02 08:10:00"
    money = [row[name] for name in ("quantity", "gross", "discount", "net", "tax")]
    assert money == [2, 20, 2, 18, Decimal("1.80")]
    assert row["customer_name"] == "Ana Bo"
    assert taken.known_by() == {"email ana@example.org", "phone +16035550107"}


@pytest.mark.parametrize("number", ["1081", ""])
def test_what_stands_on_the_first_line_holds_for_the_order(take_rows, number):
    """Some shops repeat the order's columns, some leave them blank, even the number."""
    taken = take_rows(
        orders(f"""
        Order Number | Order Status | Order Date       | Email (Billing) | Name  | Quantity | Order Line Total
        1081         | Completed    | 2026-03-02 08:10 | ana@example.org | Mug   | 1        | 10.00
        {number}     |              |                  |                 | Print | 1        | 5.00
        1082         | Completed    | 2026-03-03 08:10 |                 | Mug   | 1        | 10.00
        """)
    )
    assert taken.column("receipt_id") == ["1081", "1081", "1082"]
    assert taken.column("item") == ["Mug", "Print", "Mug"]
    assert taken.known_by(1) == {"email ana@example.org"}
    assert taken.column("handle_no")[2] is None


def test_what_was_given_back_is_taken_off_its_line(take_rows):
    taken = take_rows(
        orders("""
        Order Number | Order Date       | Name  | Quantity | Quantity (- Refund) | Order Line Total | Order Line Total Refunded | Order Line Total (- Refund)
        1081         | 2026-03-02 08:10 | Mug   | 2        | 1                   | 20.00            | 10.00                     | 10.00
        1081         | 2026-03-02 08:10 | Print | 1        | 1                   | 5.00             | 5.00                      |
        """)
    )
    assert taken.column("net") == [10, 0]
    assert taken.column("quantity") == [1, 1]


def test_cancelled_orders_are_nobodys_visit_on_all_their_lines(take_rows):
    taken = take_rows(
        orders("""
        Order Number | Order Status    | Order Date       | Name  | Quantity | Order Line Total
        1081         | Cancelled       | 2026-03-02 08:10 | Mug   | 1        | 10.00
        1081         |                 |                  | Print | 1        | 5.00
        1082         | Pending payment | 2026-03-02 08:10 | Mug   | 1        | 10.00
        1083         | Processing      | 2026-03-02 08:10 | Mug   | 1        | 10.00
        """)
    )
    assert taken.column("receipt_id") == ["1083"]
    assert taken.report.reasons == {
        "The order was cancelled or never paid, so it is nobody's visit": 3
    }


def test_without_items_a_row_is_the_order(take_rows):
    taken = take_rows(
        orders(
            """
            Order Number | Order Status | Order Date       | Email (Billing) | Order Total Amount | Order Tax Amount | Order Shipping Amount | Order Refund Amount
            1081         | Completed    | 2026-03-02 08:10 | ana@example.org | 17.60              | 1.60             | 6.00                  | 4.00
            """,
            LITTLE,
        )
    )
    assert (taken.column("net"), taken.column("item")) == ([6], [None])


@pytest.mark.parametrize("name", ["Item Name", "Product Name"])
def test_an_items_name_is_called_as_the_shop_likes(take_rows, name):
    header = [name if column == "Name" else column for column in HEADER]
    taken = take_rows(
        orders(
            f"""
            Order Number | Order Date       | {name} | Quantity | Order Line Total
            1081         | 2026-03-02 08:10 | Mug    | 1        | 10,50
            """,
            header,
        ).replace('"10,50"', '"10,50"')
    )
    assert (taken.column("item"), taken.column("net")) == (["Mug"], [Decimal("10.50")])


def test_two_of_the_same_stay_two_and_come_again_as_known(take_rows):
    text = orders("""
        Order Number | Order Date       | Name | Quantity | Order Line Total
        1081         | 2026-03-02 08:10 | Mug  | 1        | 10.00
        1081         | 2026-03-02 08:10 | Mug  | 1        | 10.00
        """)
    assert take_rows(text).report.kept == 2
    assert take_rows(text).report.known == 2


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        orders("""
        Order Number | Order Date       | Name | Quantity | Order Line Total
        1081         | one day          | Mug  | 1        | 10.00
        1082         | 2026-03-02 08:10 | Mug  | some     | 10.00
        1083         | 2026-03-02 08:10 | Mug  | 1        |
        """)
    )
    assert taken.rejected == {
        2: 'Order Date cannot be read: "one day"',
        3: 'Quantity is not a number: "some"',
        4: "There is no amount that says what was paid for it",
    }


def test_an_order_in_two_exports_of_the_shop_counts_once(take_rows):
    take_rows(
        csv_text(
            columns(
                "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),"
                "Items sold,Coupon(s),Net Sales,Attribution"
            ),
            cells("""
            Date                | Order # | Status    | Customer | Net Sales
            2026-03-02 08:10:00 | 1081    | completed | Ana Bo   | 15.00
            """),
        )
    )
    taken = take_rows(
        orders("""
        Order Number | Order Status | Order Date       | Email (Billing) | Name  | Quantity | Order Line Total
        1081         | Completed    | 2026-03-02 08:10 | ana@example.org | Mug   | 1        | 10.00
        1081         | Completed    | 2026-03-02 08:10 | ana@example.org | Print | 1        | 5.00
        """)
    )
    assert taken.column("level") == ["item", "item"]
    assert sum(taken.column("net")) == 15
