# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Shopify's orders: order-level columns stand on an order's first line only."""

import pytest

from tests.tables import reasons_in, rows_of, shopify_orders, square_items, take_text

pytestmark = pytest.mark.usefixtures("facts_left_alone")

WHEN = "2026-03-02 08:10:00 -0500"


def lines(store, columns: str):
    return rows_of(store, f"select {columns} from exports.receipt_line order by row_number")


def test_the_order_is_filled_down_its_lines(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name  | Email           | Billing Name | Financial Status | Currency | Subtotal | Created at | Lineitem quantity | Lineitem name | Lineitem price | Employee | Location | Phone
            #1001 | ana@example.org | Ana Bo       | paid             | USD      | 14.00    | {WHEN}     | 2                 | Beans         | 5.00           | Maya     | Harbor   | +1 603 555 0107
            #1001 | ana@example.org |              |                  |          |          | {WHEN}     | 1                 | Mug           | 4.00           |          |          |
            #1002 |                 |              | paid             | USD      | 4.00     | {WHEN}     | 1                 | Mug           | 4.00           |          |          |
            """
        ),
    )  # fmt: skip
    assert report.error is None
    assert (report.read, report.kept) == (3, 3)
    assert lines(
        empty_store,
        "receipt_id, customer_name, item, quantity::integer, net::text, staff, location, "
        "handle_no is not null",
    ) == [
        ("#1001", "Ana Bo", "Beans", 2, "10.00", "Maya", "Harbor", True),
        ("#1001", "Ana Bo", "Mug", 1, "4.00", "Maya", "Harbor", True),
        ("#1002", None, "Mug", 1, "4.00", None, None, False),
    ]
    assert len({handle for (handle,) in lines(empty_store, "handle_no")}) == 2
    assert rows_of(empty_store, "select kind, handle from exports.handle order by kind") == [
        ("email", "ana@example.org"),
        ("phone", "+16035550107"),
    ]
    assert rows_of(empty_store, "select * from desk.setting") == [("currency", "USD")]


def test_a_time_that_stands_on_the_first_line_only_holds_for_the_order(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name  | Created at | Lineitem quantity | Lineitem name | Lineitem price
            #1001 | {WHEN}     | 1                 | Beans         | 5.00
            #1001 |            | 1                 | Mug           | 4.00
            """
        ),
    )
    assert lines(empty_store, "sold_at::text") == [("2026-03-02 08:10:00",)] * 2


def test_discounts_and_refunds_are_spread_over_the_lines_by_their_price(empty_store, tmp_path):
    """#1: 20 worth of goods for 15; #2: 20 for 20, of which 5 went back; #3: all went back."""
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name | Subtotal | Refunded Amount | Created at | Lineitem quantity | Lineitem name | Lineitem price
            #1   | 15.00    | 0.00            | {WHEN}     | 1                 | Beans         | 16.00
            #1   |          |                 | {WHEN}     | 2                 | Mug           | 2.00
            #2   | 20.00    | 5.00            | {WHEN}     | 1                 | Beans         | 16.00
            #2   |          |                 | {WHEN}     | 1                 | Mug           | 4.00
            #3   | 16.00    | 17.28           | {WHEN}     | 1                 | Beans         | 16.00
            #4   | 0.00     | 0.00            | {WHEN}     | 1                 | Gift          | 0.00
            """
        ),
    )  # fmt: skip
    assert lines(empty_store, "receipt_id, item, gross::text, net::text") == [
        ("#1", "Beans", "16.00", "12.00"),
        ("#1", "Mug", "4.00", "3.00"),
        ("#2", "Beans", "16.00", "12.00"),
        ("#2", "Mug", "4.00", "3.00"),
        ("#3", "Beans", "16.00", "0.00"),
        ("#4", "Gift", "0.00", "0.00"),
    ]


def test_without_a_subtotal_a_line_is_its_price_less_its_discount(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name | Created at | Lineitem quantity | Lineitem name | Lineitem price | Lineitem discount
            #1   | {WHEN}     | 3                 | Beans         | 5.00           | 2.50
            """
        ),
    )
    assert lines(empty_store, "gross::text, discount::text, net::text") == [
        ("15.00", "2.50", "12.50")
    ]


def test_a_voided_or_cancelled_order_is_nobodys_visit_on_all_its_lines(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name | Financial Status | Cancelled at | Created at | Lineitem quantity | Lineitem name | Lineitem price
            #1   | voided           |              | {WHEN}     | 1                 | Beans         | 5.00
            #1   |                  |              | {WHEN}     | 1                 | Mug           | 5.00
            #2   | paid             | {WHEN}       | {WHEN}     | 1                 | Beans         | 5.00
            #3   | paid             |              | {WHEN}     | 1                 | Beans         | 5.00
            #4   | refunded         |              | {WHEN}     | 1                 | Beans         | 5.00
            """
        ),
    )  # fmt: skip
    assert lines(empty_store, "receipt_id") == [("#3",), ("#4",)]
    assert report.reasons == {"The order was cancelled or voided, so it is nobody's visit": 3}


def test_a_time_is_put_on_the_shops_clock(empty_store, tmp_path):
    """The shop is in New York: -5 hours in winter, -4 in summer; UTC 00:30 is the evening before."""
    take_text(empty_store, tmp_path, square_items("date\n2026-03-02"), name="till.csv")
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            """
            Name | Created at                | Lineitem quantity | Lineitem name | Lineitem price
            #1   | 2026-03-02 08:10:00 -0500 | 1                 | Beans         | 5.00
            #2   | 2026-03-02 08:10:00 -0800 | 1                 | Beans         | 5.00
            #3   | 2026-07-02 00:30:00 +0000 | 1                 | Beans         | 5.00
            #4   | 2026-07-02 13:40:00 +0530 | 1                 | Beans         | 5.00
            """
        ),
    )
    assert rows_of(
        empty_store,
        "select receipt_id, sold_at::text from exports.receipt_line "
        "where vendor = 'shopify' order by all",
    ) == [
        ("#1", "2026-03-02 08:10:00"),
        ("#2", "2026-03-02 11:10:00"),
        ("#3", "2026-07-01 20:30:00"),
        ("#4", "2026-07-02 04:10:00"),
    ]


def test_rows_that_are_no_line(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name | Created at | Lineitem quantity | Lineitem name | Lineitem price
            #1   | {WHEN}     | 1                 | Beans         | 5.00
                 | {WHEN}     | 1                 | Beans         | 5.00
            #3   | soon       | 1                 | Beans         | 5.00
            #4   | {WHEN}     | one               | Beans         | 5.00
            #5   | {WHEN}     | 1                 | Beans         | free
            """
        ),
    )
    assert reasons_in(empty_store) == {
        3: "The order number (Name) is missing",
        4: 'Created at cannot be read: "soon"',
        5: 'Lineitem quantity is not a number: "one"',
        6: 'Lineitem price is not an amount: "free"',
    }


def test_two_mugs_on_two_lines_of_an_order_stay_two(empty_store, tmp_path):
    order = shopify_orders(
        f"""
        Name | Created at | Lineitem quantity | Lineitem name | Lineitem price
        #1   | {WHEN}     | 1                 | Mug           | 5.00
        #1   | {WHEN}     | 1                 | Mug           | 5.00
        """
    )
    first, again = (take_text(empty_store, tmp_path, order) for _ in range(2))
    assert (first.kept, first.known) == (2, 0)
    assert (again.kept, again.known) == (0, 2)


def test_two_stores_with_the_same_order_numbers_are_told_apart_by_the_id(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name  | Id | Email           | Subtotal | Created at | Lineitem quantity | Lineitem name | Lineitem price
            #1001 | 51 | ana@example.org | 14.00    | {WHEN}     | 1                 | Beans         | 10.00
            #1001 |    |                 |          | {WHEN}     | 1                 | Mug           | 4.00
            #1001 | 52 | ben@example.org | 5.00     | {WHEN}     | 1                 | Beans         | 10.00
            """
        ),
    )  # fmt: skip
    assert lines(empty_store, "item, net::text") == [
        ("Beans", "10.00"),
        ("Mug", "4.00"),
        ("Beans", "5.00"),
    ]
    (first,), (second,), (third,) = lines(empty_store, "handle_no")
    assert first == second != third


def test_the_tax_is_spread_over_the_lines(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            f"""
            Name | Taxes | Subtotal | Created at | Lineitem quantity | Lineitem name | Lineitem price
            #1   | 2.00  | 20.00    | {WHEN}     | 1                 | Beans         | 15.00
            #1   |       |          | {WHEN}     | 1                 | Mug           | 5.00
            """
        ),
    )
    assert lines(empty_store, "tax::text") == [("1.50",), ("0.50",)]


def test_what_a_spreadsheet_made_of_the_file(empty_store, tmp_path):
    """The offset is gone, and so are the last digits of the id."""
    take_text(
        empty_store,
        tmp_path,
        shopify_orders(
            """
            Name | Id          | Subtotal  | Created at     | Lineitem quantity | Lineitem name | Lineitem price
            #1   | 5.12346E+12 | 1,020.00  | 3/2/2026 17:05 | 2                 | Beans         | 510.00
            #2   | 5.12346E+12 | 510.00    | 3/2/2026 17:06 | 1                 | Beans         | 510.00
            """
        ),
    )
    assert lines(empty_store, "receipt_id, sold_at::text, net::text") == [
        ("#1", "2026-03-02 17:05:00", "1020.00"),
        ("#2", "2026-03-02 17:06:00", "510.00"),
    ]
