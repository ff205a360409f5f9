# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Mindbody's sales: a nameless column, ids with commas, sale ids that come again."""

from decimal import Decimal

import pytest

from regulars.intake.choices import Choices
from tests.tables import cells, columns, csv_text

HEADER = columns(
    "Sale Date,Client ID,Client,Sale ID,Item name,Batch #,Sales Notes,Location,,Color,Size,"
    "Item price,Quantity,Subtotal,Discount %,Discount amount,Tax,Item Total,"
    "Total Paid w/ Payment Method,Payment Method"
)
WITH_NOTES = [
    {
        "": "Notes",
        "Item price": "Item price (excluding tax)",
        "Subtotal": "Subtotal (excluding tax)",
    }.get(column, column)
    for column in HEADER
]


def sales(table: str, header: list[str] = HEADER) -> str:
    usual = {"Sale Date": "3/1/2025", "Batch #": "---", "Color": "---", "Size": "---"}
    return csv_text(header, [usual | row for row in cells(table)])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_line_is_understood_in_full(take_rows, mark):
    taken = take_rows(
        mark
        + sales("""
        Sale Date | Client ID | Client  | Sale ID | Item name   | Location | Item price | Quantity | Subtotal | Discount % | Discount amount | Tax  | Item Total | Total Paid w/ Payment Method | Payment Method
        3/1/2025  | 1,288     | Bo, Ana | 3971    | Ten classes | Harbor   | 1,032.00   | 1        | 1,032.00 | 10         | 32.00           | 2.88 | 1,002.88   | 1,002.88                     | Cash
        """),
        choices=Choices(day_first=False),
    )
    assert taken.report.format == "mindbody_sales"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"]) == ("2025-03-01 3971", "item")
    assert str(row["sold_at"]) == "2025-03-01 00:00:00"
    money = [row[name] for name in ("quantity", "gross", "discount", "net", "tax")]
    assert money == [1, 1032, 32, 1000, Decimal("2.88")]
    assert (row["item"], row["location"], row["customer_name"]) == (
        "Ten classes",
        "Harbor",
        "Ana Bo",
    )
    assert taken.known_by() == {"mindbody 1288"}


def test_the_other_set_of_columns(take_rows):
    taken = take_rows(
        sales(
            """
            Client ID | Client  | Sale ID | Item name | Item price (excluding tax) | Quantity | Subtotal (excluding tax) | Discount amount | Tax | Item Total
            100008243 | Bo, Ana | 3971    | Mat       | 32                         | 2        | 64                       | 4               |     |
            """,
            WITH_NOTES,
        )
    )
    assert (taken.column("gross"), taken.column("net")) == ([64], [60])
    assert taken.known_by() == {"mindbody 100008243"}


def test_the_same_sale_id_on_another_day_is_another_receipt(take_rows):
    taken = take_rows(
        sales("""
        Sale Date | Sale ID | Item name | Item Total
        3/14/2025 | 1       | Mat       | 9.00
        3/14/2025 | 1       | Towel     | 2.00
        3/15/2025 | 1       | Mat       | 9.00
        """)
    )
    assert taken.column("receipt_id") == ["2025-03-14 1", "2025-03-14 1", "2025-03-15 1"]


def test_days_first_where_the_file_shows_it(take_rows):
    taken = take_rows(
        sales("Sale Date | Sale ID | Item Total\n14/03/2025 | 1 | 9\n02/03/2025 | 2 | 9"),
        choices=Choices(day_first=True),
    )
    assert [str(one)[:10] for one in taken.column("sold_at")] == ["2025-03-14", "2025-03-02"]


def test_a_return_is_negative(take_rows):
    taken = take_rows(
        sales("""
        Sale ID | Item name | Item price | Quantity | Subtotal | Tax   | Item Total
        1       | Mat       | 9.00       | -1       | -9.00    | -0.90 | -9.90
        """)
    )
    assert taken.column("is_refund") == [True]
    assert (taken.column("net"), taken.column("quantity")) == ([-9], [-1])


def test_dashes_stand_for_nothing(take_rows):
    taken = take_rows(
        sales("""
        Client ID | Client | Sale ID | Item name | Location | Quantity | Item Total
        ---       | ---    | 1       | ---       | ---      | ---      | 9.00
        """)
    )
    (row,) = taken.rows
    assert [row[name] for name in ("handle_no", "customer_name", "item", "location")] == [None] * 4
    assert row["quantity"] == 1


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        sales("""
        Sale Date | Sale ID | Item name | Quantity | Item Total
        3/14/2025 |         | Mat       | 1        | 9.00
        in spring | 2       | Mat       | 1        | 9.00
        3/14/2025 | 3       | Mat       | two      | 9.00
        3/14/2025 | 4       | Mat       | 1        | nine
        """)
    )
    assert taken.rejected == {
        2: "The Sale ID is missing",
        3: 'Sale Date cannot be read: "in spring"',
        4: 'Quantity is not a number: "two"',
        5: 'Item Total is not an amount: "nine"',
    }
