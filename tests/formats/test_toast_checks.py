# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Toast's checks: who the customer was."""

from decimal import Decimal

import pytest

from regulars.intake.undo import undo_import
from tests.formats.test_toast_items import CHECKS
from tests.formats.test_toast_orders import orders
from tests.tables import cells, csv_text, rows_of


def checks(table: str) -> str:
    return csv_text(CHECKS, cells(table))


def test_a_check_is_understood_in_full(take_rows):
    taken = take_rows(
        checks("""
        Customer Id         | Customer | Customer Phone | Customer Email  | Opened Date | Opened Time | Item Description     | Server | Tax  | Check Id            | Total    | Discount
        1300000000000000042 | Ana Bo   | 6035550107     | ana@example.org | 3/2/26      | 8:10 PM     | Soup, Fish of the day | Maya   | 3.00 | 1300000015734303115 | 1,033.50 | 2.00
        """)
    )
    assert taken.report.format == "toast_checks"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"]) == ("1300000015734303115", "receipt")
    assert str(row["sold_at"]) == "2026-03-02 20:10:00"
    money = [row[name] for name in ("gross", "discount", "net", "tax")]
    assert money == [Decimal("1032.50"), 2, Decimal("1030.50"), 3]
    assert (row["item"], row["staff"], row["customer_name"]) == (
        "Soup, Fish of the day",
        "Maya",
        "Ana Bo",
    )
    assert taken.known_by() == {
        "toast 1300000000000000042",
        "email ana@example.org",
        "phone +16035550107",
    }


def test_the_tax_is_no_part_of_what_was_paid(take_rows):
    taken = take_rows(
        checks("""
        Opened Date | Opened Time | Check Id | Total | Tax
        3/2/26      | 8:10 AM     | C1       | 11.00 | 1.00
        3/2/26      | 8:10 AM     | C2       | 11.00 |
        """)
    )
    assert taken.column("net") == [10, 11]


def test_a_check_that_was_paid_back_is_a_refund(take_rows):
    taken = take_rows(
        checks("""
        Opened Date | Opened Time | Check Id | Total  | Tax
        3/2/26      | 8:10 AM     | C1       | -11.00 | -1.00
        """)
    )
    assert (taken.column("net"), taken.column("is_refund")) == ([-10], [True])
    assert taken.column("quantity") == [-1]


def test_a_check_without_a_customer_is_a_walk_in(take_rows):
    taken = take_rows(
        checks("""
        Opened Date | Opened Time | Check Id | Total | Customer Id | Customer
        3/2/26      | 8:10 AM     | C1       | 11.00 |             | Guest
        """)
    )
    assert taken.column("handle_no") == [None]
    assert taken.column("customer_name") == [None]


def test_the_customers_rounded_id_is_left_aside(take_rows):
    taken = take_rows(
        checks("""
        Opened Date | Opened Time | Check Id | Total | Customer Id | Customer Email
        3/2/26      | 8:10 AM     | C1       | 11.00 | 1.3E+18     | ana@example.org
        """)
    )
    assert taken.known_by() == {"email ana@example.org"}


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        checks("""
        Opened Date | Opened Time | Check Id | Total
        3/2/26      | 8:10 AM     |          | 11.00
        3/2/26      | 8:10 AM     | 1.3E+18  | 11.00
        tonight     | 8:10 AM     | C3       | 11.00
        3/2/26      | 8:10 AM     | C4       | much
        3/2/26      |             | C5       | 11.00
        """)
    )
    assert taken.rejected == {
        2: "The Check Id is missing",
        3: 'A spreadsheet has rounded the Check Id: "1.3E+18". Bring the file as Toast gave it',
        4: 'Opened Date cannot be read: "tonight 8:10 AM"',
        5: 'Total is not an amount: "much"',
    }
    assert taken.column("receipt_id") == ["C5"]


def test_a_name_that_changed_is_a_new_version_of_the_check(take_rows):
    table = """
    Opened Date | Opened Time | Check Id | Total | Customer Id | Customer
    3/2/26      | 8:10 AM     | C1       | 11.00 | K1          | Ana Bo
    """
    take_rows(checks(table))
    taken = take_rows(checks(table.replace("Ana Bo", "Ana Cy")))
    assert taken.column("customer_name") == ["Ana Cy"]


@pytest.mark.parametrize("is_orders_first", [True, False])
def test_orders_give_way_to_checks_of_the_same_day(take_rows, empty_store, is_orders_first):
    files = [
        orders(
            "Order Id | Opened         | Amount\n"
            "O1       | 3/2/26 8:10 AM | 30.00\n"
            "O2       | 3/3/26 9:10 AM | 10.00"
        ),
        checks(
            "Check Id | Opened Date | Opened Time | Total | Tax\n"
            "C1       | 3/2/26      | 8:10 AM     | 10.00 | 1.00\n"
            "C2       | 3/2/26      | 8:10 AM     | 23.00 | 2.00"
        ),
    ]
    for text in files if is_orders_first else reversed(files):
        taken = take_rows(text)
    assert sorted(taken.column("receipt_id")) == ["C1", "C2", "O2"]
    assert sum(taken.column("net")) == 40
    undo_import(empty_store, 2 if is_orders_first else 1)
    held = "select receipt_id from exports.receipt_line where is_current order by all"
    assert rows_of(empty_store, held) == [("O1",), ("O2",)]
