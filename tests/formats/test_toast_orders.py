# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Toast's orders: one row an order of one or more checks."""

from decimal import Decimal

import pytest

from regulars.intake.undo import undo_import
from tests.formats.test_toast_items import HEADER as ITEMS
from tests.tables import cells, columns, csv_text, rows_of

HEADER = columns(
    "Location,Order Id,Order #,Checks,Opened,# of Guests,Tab Names,Server,Table,Revenue Center,"
    "Dining Area,Service,Dining Options,Discount Amount,Amount,Tax,Tip,Gratuity,Total,Voided,Paid,"
    "Closed,Duration (Opened to Paid),Order Source"
)


def orders(table: str) -> str:
    usual = {"Opened": "3/2/26 8:10 AM", "Voided": "false"}
    return csv_text(HEADER, [usual | row for row in cells(table)])


def test_an_order_is_understood_in_full(take_rows):
    taken = take_rows(
        orders("""
        Location | Order Id            | Order # | Opened         | # of Guests | Server | Discount Amount | Amount   | Tax        | Tip  | Gratuity | Total    | Order Source
        Harbor   | 1300000015734303122 | 51      | 3/2/26 8:10 PM | 2           | Maya   | 2.00            | 1,030.00 | 3.12500000 | 4.00 | 1.50     | 1,038.63 | In store
        """)
    )
    assert taken.report.format == "toast_orders"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"]) == ("1300000015734303122", "receipt")
    assert str(row["sold_at"]) == "2026-03-02 20:10:00"
    money = [row[name] for name in ("gross", "discount", "net", "tax", "tip")]
    assert money == [1032, 2, 1030, Decimal("3.13"), Decimal("5.50")]
    assert (row["staff"], row["location"], row["channel"]) == ("Maya", "Harbor", "In store")
    assert row["handle_no"] is None


def test_voided_orders_are_nobodys_visit(take_rows):
    taken = take_rows(
        orders("Order Id | Amount | Voided\nO1 | 9.00 | true\nO2 | 9.00 | false\nO3 | 9.00 |")
    )
    assert taken.column("receipt_id") == ["O2", "O3"]
    assert taken.rejected == {2: "The order was voided, so it is nobody's visit"}


def test_a_negative_order_is_a_refund(take_rows):
    taken = take_rows(orders("Order Id | Amount\nO1 | -9.00"))
    assert taken.column("is_refund") == [True]
    assert taken.column("quantity") == [-1]


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        orders("""
        Order Id | Amount | Opened
                 | 9.00   | 3/2/26 8:10 AM
        1.3E+18  | 9.00   | 3/2/26 8:10 AM
        O3       | 9.00   | early
        O4       | nine   | 3/2/26 8:10 AM
        """)
    )
    assert taken.rejected == {
        2: "The Order Id is missing",
        3: 'A spreadsheet has rounded the Order Id: "1.3E+18". Bring the file as Toast gave it',
        4: 'Opened cannot be read: "early"',
        5: 'Amount is not a sum of money: "nine"',
    }


def test_a_tip_added_later_is_a_new_version_of_the_order(take_rows):
    take_rows(orders("Order Id | Amount | Tip\nO1 | 9.00 | 0.00\nO2 | 9.00 | 0.00"))
    taken = take_rows(orders("Order Id | Amount | Tip\nO1 | 9.00 | 2.00\nO2 | 9.00 | 0.00"))
    assert (taken.report.known, sorted(taken.column("tip"))) == (1, [0, 2])


@pytest.mark.parametrize("is_orders_first", [True, False])
def test_an_order_counts_until_another_file_brings_its_checks(
    take_rows, empty_store, is_orders_first
):
    files = [
        orders("Order Id | Amount\nO1 | 30.00\nO2 | 10.00"),
        csv_text(
            ITEMS,
            cells("""
            Order Id | Check Id | Order Date     | Menu Item | Net Price
            O1       | C1       | 3/2/26 8:10 AM | Soup      | 9.00
            O1       | C2       | 3/2/26 8:10 AM | Fish      | 21.00
            """),
        ),
    ]
    for text in files if is_orders_first else reversed(files):
        taken = take_rows(text)
    assert sorted(taken.column("receipt_id")) == ["C1", "C2", "O2"]
    assert sum(taken.column("net")) == 40
    undo_import(empty_store, 2 if is_orders_first else 1)
    held = "select receipt_id from exports.receipt_line where is_current order by all"
    assert rows_of(empty_store, held) == [("O1",), ("O2",)]
