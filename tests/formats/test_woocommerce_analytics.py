# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""WooCommerce's Analytics: one row an order, customers by name only."""

from decimal import Decimal

from tests.tables import cells, columns, csv_text

NOW = columns(
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,"
    "Coupon(s),Net Sales,Attribution"
)
BEFORE = columns(
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,"
    "Coupon(s),N. Revenue"
)


def orders(table: str, header: list[str] = NOW) -> str:
    return csv_text(header, cells(table))


def test_an_order_is_understood(take_rows):
    taken = take_rows(
        orders("""
        Date                | Order # | N. Revenue (formatted) | Status    | Customer | Product(s)        | Items sold | Net Sales | Attribution
        2026-03-02 08:10:00 | 1081    | $1,042.50              | completed | Ana Bo   | 2× Mug, 1× Print  | 3          | 1042.5    | Direct
        """)
    )
    assert taken.report.format == "woocommerce_analytics"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"], row["vendor"]) == ("1081", "receipt", "woocommerce")
    assert str(row["sold_at"]) == "2026-03-02 08:10:00"
    assert (row["item"], row["quantity"], row["net"]) == ("Mug, Print", 3, Decimal("1042.50"))
    assert (row["customer_name"], row["channel"]) == ("Ana Bo", "Direct")
    assert row["handle_no"] is None, "a name alone is nobody"


def test_a_refund_is_negative_and_a_row_of_its_own(take_rows):
    taken = take_rows(
        orders("""
        Date                | Order # | Status    | Product(s) | Items sold | Net Sales
        2026-03-02 08:10:00 | 1081    | completed | 1× Mug     | 1          | 12.00
        2026-03-05 10:00:00 | 1081    | refunded  | 1× Mug     | 1          | -12.00
        """)
    )
    assert taken.column("net") == [12, -12]
    assert taken.column("is_refund") == [False, True]
    assert taken.column("quantity") == [1, -1]


def test_orders_that_came_to_nothing_are_nobodys_visit(take_rows):
    taken = take_rows(
        orders("""
        Date                | Order # | Status     | Net Sales
        2026-03-02 08:10:00 | 1        | completed  | 1
        2026-03-02 08:10:00 | 2        | processing | 1
        2026-03-02 08:10:00 | 3        | on-hold    | 1
        2026-03-02 08:10:00 | 4        | cancelled  | 1
        2026-03-02 08:10:00 | 5        | failed     | 1
        2026-03-02 08:10:00 | 6        | pending    | 1
        2026-03-02 08:10:00 | 7        | trash      | 1
        """)
    )
    assert taken.column("receipt_id") == ["1", "2", "3"]
    assert set(taken.report.reasons) == {
        "The order was cancelled or never paid, so it is nobody's visit"
    }
    assert taken.report.rejected == 4


def test_the_columns_as_they_were_called_before(take_rows):
    taken = take_rows(
        orders(
            """
            Date                | Order # | Status    | Product(s) | Items sold | N. Revenue
            2021-03-02 08:10:00 | #17     | completed | 4× Mug     | 4          | 40
            """,
            BEFORE,
        )
    )
    assert taken.column("net") == [40]
    assert taken.column("receipt_id") == ["17"]


def test_only_the_formatted_amount_with_a_decimal_comma(take_rows):
    taken = take_rows(
        orders("""
        Date                | Order # | N. Revenue (formatted) | Status
        2026-03-02 08:10:00 | 1       | &euro;1.042,50         | completed
        2026-03-02 08:10:00 | 2       | 12,90&nbsp;€           | completed
        """)
    )
    assert taken.column("net") == [Decimal("1042.50"), Decimal("12.90")]


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        orders("""
        Date                | Order # | Status    | Net Sales
        2026-03-02 08:10:00 |         | completed | 1
        when                | 2       | completed | 1
        2026-03-02 08:10:00 | 3       | completed | n/a
        2026-03-02 08:10:00 | 4       | completed | 0
        """)
    )
    assert taken.rejected == {
        2: "The order number (Order #) is missing",
        3: 'The date cannot be read: "when"',
        4: 'Net Sales is not an amount: "n/a"',
    }
    assert taken.column("net") == [0]
