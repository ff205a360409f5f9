# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""WooCommerce orders with their items side by side."""

from decimal import Decimal

from tests.tables import cells, columns, csv_text

SHORT = columns(
    "order_id,order_number,order_date,status,order_total,order_subtotal,shipping_total,"
    "order_currency,payment_method,payment_method_title,customer_id,customer_note,"
    "billing_first_name,billing_last_name,billing_phone,billing_address_1,billing_address_2,"
    "billing_city,billing_state,billing_postcode,Product Item 1 Name,Product Item 1 id,"
    "Product Item 1 SKU,Product Item 1 Quantity,Product Item 1 Total"
)
LONG = [
    *SHORT,
    *columns(
        "discount_total,tax_total,customer_email,billing_email,refund_items,line_item_1,"
        "Product Item 1 Subtotal,Product Item 2 Name,Product Item 2 id,Product Item 2 SKU,"
        "Product Item 2 Quantity,Product Item 2 Total,Product Item 2 Subtotal"
    ),
]


def orders(table: str, header: list[str] = SHORT) -> str:
    return csv_text(header, cells(table))


def test_an_order_is_understood(take_rows):
    taken = take_rows(
        orders("""
        order_id | order_number | order_date          | status    | order_total | order_subtotal | shipping_total | order_currency | customer_id | billing_first_name | billing_last_name | billing_phone | Product Item 1 Name | Product Item 1 Quantity | Product Item 1 Total
        9500     | 1081         | 2026-03-02 09:00:00 | completed | 25.00       | 20.00          | 5.00           | USD            | 7           | Ana                | Bo                | 603 555 0107  | Mug                 | 2                       | 18.00
        """)
    )
    assert taken.report.format == "woocommerce_flat"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"], row["item"]) == ("1081", "receipt", "Mug")
    assert (row["quantity"], row["gross"], row["net"]) == (2, 20, 18)
    assert str(row["sold_at"]) == "2026-03-02 09:00:00"
    assert row["customer_name"] == "Ana Bo"
    assert taken.known_by() == {"woocommerce 7", "phone +16035550107"}


def test_items_side_by_side_are_one_order(take_rows):
    taken = take_rows(
        orders(
            """
            order_number | order_date          | status        | billing_email   | Product Item 1 Name | Product Item 1 Quantity | Product Item 1 Total | Product Item 2 Name | Product Item 2 Quantity | Product Item 2 Total
            1081         | 2026-03-02 09:00:00 | wc-completed  | ana@example.org | Mug                 | 2                       | 18.00                | Print               | 1                       | 5.50
            1082         | 2026-03-02 09:00:00 | wc-processing |                 | Mug                 | 1                       | 9.00                 |                     |                         |
            """,
            LONG,
        )
    )
    assert taken.column("item") == ["Mug, Print", "Mug"]
    assert taken.column("quantity") == [3, 1]
    assert taken.column("net") == [Decimal("23.50"), 9]
    assert taken.known_by() == {"email ana@example.org"}


def test_without_the_items_money_the_subtotal_less_the_discount_counts(take_rows):
    taken = take_rows(
        orders(
            """
            order_number | order_date          | status    | order_subtotal | discount_total | Product Item 1 Name
            1081         | 2026-03-02 09:00:00 | completed | 20,00          | 2,50           | Mug
            """,
            LONG,
        )
    )
    assert (taken.column("net"), taken.column("gross")) == ([Decimal("17.50")], [20])


def test_what_was_given_back_is_taken_off(take_rows):
    taken = take_rows(
        orders(
            """
            order_number | order_date          | status    | Product Item 1 Name | Product Item 1 Total | refund_items
            1081         | 2026-03-02 09:00:00 | completed | Mug                 | 20.00                | amount:5.00/reason:broken/date:2026-03-05 10:00:00
            1082         | 2026-03-02 09:00:00 | refunded  | Mug                 | 20.00                | amount:25.00/reason:/date:2026-03-05 10:00:00
            """,
            LONG,
        )
    )
    assert taken.column("net") == [15, 0]


def test_the_customer_nought_is_a_guest(take_rows):
    taken = take_rows(
        orders("""
        order_number | order_date          | status    | order_subtotal | customer_id
        1081         | 2026-03-02 09:00:00 | completed | 20.00          | 0
        """)
    )
    assert taken.column("handle_no") == [None]


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        orders("""
        order_number | order_date          | status    | order_subtotal
                     | 2026-03-02 09:00:00 | completed | 20.00
        1082         | yesterday           | completed | 20.00
        1083         | 2026-03-02 09:00:00 | completed |
        1084         | 2026-03-02 09:00:00 | pending   |
        1085         | 7/22/2025 18:34:14  | completed | 20.00
        """)
    )
    assert taken.rejected == {
        2: "The order number is missing",
        3: 'order_date cannot be read: "yesterday"',
        4: "There is no amount that says what was paid",
        5: "The order was cancelled or never paid, so it is nobody's visit",
    }
    assert [str(moment) for moment in taken.column("sold_at")] == ["2025-07-22 18:34:14"]
