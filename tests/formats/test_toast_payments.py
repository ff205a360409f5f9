# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Toast's payments: the tip, and the e-mail or phone that a receipt was sent to."""

from decimal import Decimal

from tests.formats.test_toast_items import PAYMENTS
from tests.tables import cells, csv_text


def payments(table: str) -> str:
    usual = {"Order Date": "3/2/26 8:10 AM", "Status": "CAPTURED", "Type": "Credit"}
    return csv_text(PAYMENTS, [usual | row for row in cells(table)])


def test_a_payment_is_understood_in_full(take_rows):
    taken = take_rows(
        payments("""
        Location | Payment Id          | Paid Date      | Order Date     | Check Id            | Server | Dining Option | Amount   | Tip  | Gratuity | Email           | Phone      | Last 4 Card Digits
        Harbor   | 1300000015734303200 | 3/2/26 9:20 PM | 3/2/26 8:10 PM | 1300000015734303115 | Maya   | Dine In       | 1,033.00 | 3.50 | 1.00     | ana@example.org | 6035550107 | 4242
        """)
    )
    assert taken.report.format == "toast_payments"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"]) == ("1300000015734303115", "payment")
    assert str(row["sold_at"]) == "2026-03-02 20:10:00"
    assert (row["net"], row["tip"]) == (1033, Decimal("4.50"))
    assert (row["staff"], row["location"], row["channel"]) == ("Maya", "Harbor", "Dine In")
    assert taken.known_by() == {"email ana@example.org", "phone +16035550107"}


def test_what_was_given_back_is_taken_off_with_its_tip(take_rows):
    taken = take_rows(
        payments("""
        Payment Id | Check Id | Amount | Tip  | Refunded | Refund Amount | Refund Tip Amount
        P1         | C1       | 20.00  | 3.00 | PARTIAL  | 5.00          | 1.00
        P2         | C2       | 20.00  | 3.00 | FULL     | 20.00         | 3.00
        """)
    )
    assert taken.column("net") == [15, 0]
    assert taken.column("tip") == [2, 0]


def test_two_payments_of_a_check_are_one_receipt(take_rows):
    taken = take_rows(
        payments("""
        Payment Id | Check Id | Amount
        P1         | C1       | 20.00
        P2         | C1       | 13.00
        P3         | C2       | 11.00
        """)
    )
    assert taken.column("receipt_id") == ["C1", "C1", "C2"]
    assert sum(taken.column("net")) == 44


def test_what_was_denied_or_voided_was_not_paid(take_rows):
    taken = take_rows(
        payments("""
        Payment Id | Check Id | Amount | Status   | Void Date
        P1         | C1       | 20.00  | DENIED   |
        P2         | C1       | 20.00  | VOIDED   |
        P3         | C1       | 20.00  | CAPTURED | 3/2/26 9:00 AM
        P4         | C1       | 20.00  | CAPTURED |
        P5         | C2       | 20.00  |          |
        """)
    )
    assert taken.column("receipt_id") == ["C1", "C2"]
    reason = "The payment was voided or denied, so nothing was paid"
    assert taken.rejected == dict.fromkeys((2, 3, 4), reason)


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        payments("""
        Payment Id | Check Id | Amount | Order Date     | Paid Date
        P1         |          | 20.00  | 3/2/26 8:10 AM |
        P2         | 1.3E+18  | 20.00  | 3/2/26 8:10 AM |
        P3         | C3       | 20.00  | later          |
        P4         | C4       | some   | 3/2/26 8:10 AM |
        P5         | C5       | 20.00  |                | 3/3/26 1:05 AM
        """)
    )
    assert taken.rejected == {
        2: "The Check Id is missing",
        3: 'A spreadsheet has rounded the Check Id: "1.3E+18". Bring the file as Toast gave it',
        4: 'Order Date cannot be read: "later"',
        5: 'Amount is not a sum of money: "some"',
    }
    assert [str(moment) for moment in taken.column("sold_at")] == ["2026-03-03 01:05:00"]


def test_the_same_file_again_changes_nothing(take_rows):
    text = payments("Payment Id | Check Id | Amount\nP1 | C1 | 20.00\nP2 | C1 | 20.00")
    assert take_rows(text).report.kept == 2
    assert take_rows(text).report.known == 2
