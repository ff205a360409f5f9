# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Loyverse's receipts by item."""

from decimal import Decimal

import pytest

from tests.formats.test_loyverse_receipts import ITEMS, USUAL
from tests.tables import cells, csv_text

WITHOUT_DINING = [column for column in ITEMS if column != "Dining option"]


def lines(table: str, header: list[str] = ITEMS) -> str:
    return csv_text(header, [USUAL | row for row in cells(table)])


def test_a_line_is_understood_in_full(take_rows):
    taken = take_rows(
        lines("""
        Date             | Receipt number | Category | Item  | Variant | Quantity | Gross sales | Discounts | Net sales | Taxes | Dining option | Store  | Cashier name | Customer name | Customer contacts
        28/07/2026 23:50 | 2-1678         | Coffee   | Latte | Large   | 2.000    | 10.00       | 1.00      | 9.00      | 0.50  | Takeout       | Harbor | Maya         | Ana Bo        | ana@example.org
        """)
    )
    assert taken.report.format == "loyverse_items"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"]) == ("2-1678", "item")
    assert str(row["sold_at"]) == "2026-07-28 23:50:00"
    assert (row["item"], row["category"], row["quantity"]) == ("Latte", "Coffee", 2)
    money = [row[name] for name in ("gross", "discount", "net", "tax")]
    assert money == [10, 1, 9, Decimal("0.50")]
    assert (row["staff"], row["location"], row["channel"]) == ("Maya", "Harbor", "Takeout")
    assert taken.known_by() == {"email ana@example.org"}


def test_a_shop_without_dining_options(take_rows):
    taken = take_rows(
        lines("Receipt number | Item | Quantity | Net sales\n1-1 | Latte | 1 | 5", WITHOUT_DINING)
    )
    assert taken.report.format == "loyverse_items"
    assert taken.column("channel") == [None]


def test_lines_of_a_refund_are_negative(take_rows):
    taken = take_rows(
        lines("""
        Receipt number | Receipt type | Item  | Quantity | Gross sales | Net sales
        1-1            | Sale         | Latte | 1.000    | 5.00        | 5.00
        1-2            | Refund       | Latte | -1.000   | -5.00       | -5.00
        1-3            | Refund       | Latte | 1.000    | 5.00        | 5.00
        """)
    )
    assert taken.column("net") == [5, -5, -5]
    assert taken.column("quantity") == [1, -1, -1]
    assert taken.column("is_refund") == [False, True, True]


def test_weighed_goods_have_parts_of_a_quantity(take_rows):
    taken = take_rows(
        lines("""
        Receipt number | Item    | Quantity | Net sales
        1-1            | Olives  | 0.350    | 4.20
        1-1            | Sardine | 1.250    | 1.000
        """)
    )
    assert taken.column("quantity") == [Decimal("0.35"), Decimal("1.25")]
    assert taken.column("net") == [Decimal("4.20"), 1]


@pytest.mark.parametrize("status", ["Cancelled", "Voided"])
def test_cancelled_receipts_are_nobodys_visit(take_rows, status):
    taken = take_rows(
        lines(f"""
        Receipt number | Item  | Quantity | Net sales | Status
        1-1            | Latte | 1        | 5.00      | {status}
        1-2            | Latte | 1        | 5.00      | Closed
        """)
    )
    assert taken.column("receipt_id") == ["1-2"]


def test_two_of_the_same_stay_two_and_come_again_as_known(take_rows):
    text = lines("""
        Receipt number | Item  | Variant | Quantity | Net sales
        1-1            | Latte | Large   | 1        | 5.00
        1-1            | Latte | Large   | 1        | 5.00
        1-1            | Latte | Small   | 1        | 4.00
        """)
    assert take_rows(text).report.kept == 3
    assert take_rows(text).report.known == 3


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        lines("""
        Date            | Receipt number | Item  | Quantity | Net sales
        7/28/26 1:33 PM |                | Latte | 1        | 5.00
        breakfast       | 1-2            | Latte | 1        | 5.00
        7/28/26 1:33 PM | 1-3            | Latte | a few    | 5.00
        7/28/26 1:33 PM | 1-4            | Latte | 1        | five
        """)
    )
    assert taken.rejected == {
        2: "The Receipt number is missing",
        3: 'The date cannot be read: "breakfast"',
        4: 'Quantity is not a number: "a few"',
        5: 'Net sales is not an amount: "five"',
    }
