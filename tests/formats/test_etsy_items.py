# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Etsy's sold order items: two ways to write a day, and the order's tax on each item."""

from decimal import Decimal

import pytest

from tests.tables import cells, columns, csv_text

HEADER = columns(
    "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,"
    "Shipping Discount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,"
    "Listing ID,Date Paid,Date Shipped,Ship Name,Ship Address1,Ship Address2,Ship City,Ship State,"
    "Ship Zipcode,Ship Country,Order ID,Variations,Order Type,Listings Type,Payment Type,"
    "InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU"
)
ORDERS = columns(
    "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,"
    "Payment Method,Date Shipped,Street 1,Street 2,Ship City,Ship State,Ship Zipcode,Ship Country,"
    "Currency,Order Value,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Shipping,"
    "Sales Tax,Order Total,Status,Card Processing Fees,Order Net,Adjusted Order Total,"
    "Adjusted Card Processing Fees,Adjusted Net Order Amount,Buyer,Order Type,Payment Type,"
    "InPerson Discount,InPerson Location,SKU"
)


def items(table: str) -> str:
    usual = {"Sale Date": "12/26/21", "Currency": "USD", "Order Type": "online"}
    return csv_text(HEADER, [usual | row for row in cells(table)])


def test_an_item_is_understood_in_full(take_rows):
    taken = take_rows(
        items("""
        Sale Date | Item Name            | Buyer              | Quantity | Price | Discount Amount | Order Sales Tax | Item Total | Transaction ID | Date Paid  | Ship Name | Order ID   | InPerson Location
        12/05/21  | moon mug, blue, large | Ana Bo (anabo_21)  | 3        | 3.35  | 1.05            | 0.80            | 10.05      | 2503256915     | 12/05/2021 | Ben Cy    | 7787669424 | Winter fair
        """)
    )
    assert taken.report.format == "etsy_items"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"], row["vendor"]) == ("7787669424", "item", "etsy")
    assert str(row["sold_at"]) == "2021-12-05 00:00:00"
    assert (row["item"], row["quantity"]) == ("moon mug, blue, large", 3)
    money = [row[name] for name in ("gross", "discount", "net", "tax")]
    assert money == [Decimal("10.05"), Decimal("1.05"), 9, Decimal("0.80")]
    assert (row["location"], row["channel"]) == ("Winter fair", "online")
    assert row["customer_name"] == "Ana Bo"
    assert taken.known_by() == {"etsy anabo_21"}


@pytest.mark.parametrize(
    ("buyer", "name", "handles"),
    [
        ("Ana Bo (anabo_21)", "Ana Bo", {"etsy anabo_21"}),
        ("Ana Bo", "Ana Bo", set()),
        ("", None, set()),
    ],
)
def test_the_buyer_is_a_name_with_or_without_a_username_or_a_guest(take_rows, buyer, name, handles):
    """Ship Name is who gets the parcel."""
    taken = take_rows(
        items(f"Order ID | Item Name | Item Total | Buyer | Ship Name\n1 | Mug | 5 | {buyer} | Cy")
    )
    assert taken.column("customer_name") == [name]
    assert taken.known_by() == handles


def test_the_orders_tax_is_counted_once(take_rows):
    taken = take_rows(
        items("""
        Order ID | Item Name | Item Total | Order Sales Tax
        1        | Mug       | 5.00       | 0.80
        1        | Card      | 3.00       | 0.80
        2        | Mug       | 5.00       | 0.40
        """)
    )
    assert taken.column("tax") == [Decimal("0.80"), None, Decimal("0.40")]
    assert taken.column("receipt_id") == ["1", "1", "2"]


def test_the_month_stands_first_wherever_the_shop_is(take_rows):
    taken = take_rows(
        items("Sale Date | Order ID | Item Name | Item Total\n03/02/26 | 1 | Mug | 5"), country="GB"
    )
    assert str(taken.column("sold_at")[0]) == "2026-03-02 00:00:00"


def test_without_a_sale_date_the_day_of_payment_counts(take_rows):
    taken = take_rows(
        items(
            "Sale Date | Date Paid | Order ID | Item Name | Item Total\n | 12/26/2021 | 1 | Mug | 5"
        )
    )
    assert str(taken.column("sold_at")[0]) == "2021-12-26 00:00:00"


def test_without_a_total_the_price_times_the_quantity_counts(take_rows):
    taken = take_rows(items("Order ID | Item Name | Quantity | Price\n1 | Mug | 3 | 3.25"))
    assert taken.column("net") == [Decimal("9.75")]


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        items("""
        Sale Date | Order ID | Item Name | Quantity | Item Total
        12/26/21  |          | Mug       | 1        | 5.00
        12/26/21  | 7.78E+09 | Mug       | 1        | 5.00
        xmas      | 3        | Mug       | 1        | 5.00
        12/26/21  | 4        | Mug       | one      | 5.00
        12/26/21  | 5        | Mug       | 1        | five
        """)
    )
    assert taken.rejected == {
        2: "The Order ID is missing",
        3: 'A spreadsheet has rounded the Order ID: "7.78E+09". Bring the file as Etsy gave it',
        4: 'Sale Date cannot be read: "xmas"',
        5: 'Quantity is not a number: "one"',
        6: 'Item Total is not an amount: "five"',
    }


@pytest.mark.parametrize("is_items_first", [True, False])
def test_an_order_in_both_of_etsys_files_counts_once(take_rows, is_items_first):
    files = [
        items("Order ID | Item Name | Item Total | Buyer\n1 | Mug | 5 | Ana\n1 | Card | 3 | Ana"),
        csv_text(
            ORDERS,
            cells("""
            Sale Date | Order ID | Buyer User ID | Full Name | Order Value
            12/26/21  | 1        | anabo_21      | Ana Bo    | 8.00
            """),
        ),
    ]
    for text in files if is_items_first else reversed(files):
        taken = take_rows(text)
    assert taken.column("level") == ["item", "item"]
    assert sum(taken.column("net")) == 8
