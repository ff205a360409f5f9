# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Square's transactions: the same receipts as in the item sales, with the tip, without the items."""

from decimal import Decimal

import pytest

from tests.tables import cells, columns, csv_text, square_items

NOW = columns(
    "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,"
    "Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,"
    "Other Tender,Other Tender Type,Tender Note,Fees,Net Total,Transaction ID,Payment ID,"
    "Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,"
    "Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname,"
    "Third Party Fees,Deposit ID,Deposit Date,Deposit Details,Fee Percentage Rate,Fee Fixed Rate,"
    "Refund Reason,Discount Name,Transaction Status,Cash App,Order Reference ID,Fulfillment Note,"
    "Free Processing Applied,Channel,Unattributed Tips,Table Info,International Fee"
)
IN_2022 = [
    column
    for column in NOW
    if column not in ("Customer ID", "Customer Name", "Customer Reference ID", "Channel")
]
IN_2018 = [column for column in IN_2022 if column not in ("Service Charges", "Transaction Status")]


def transactions(table: str, header: list[str] = NOW) -> str:
    usual = {"Time Zone": "Eastern Time (US & Canada)", "Event Type": "Payment"}
    return csv_text(header, [usual | row for row in cells(table)])


def test_a_receipt_is_understood_in_full(take_rows):
    taken = take_rows(
        transactions("""
        Transaction ID | Date       | Time     | Gross Sales | Discounts | Net Sales | Tax   | Tip   | Total Collected | Description           | Staff Name | Location | Channel | Customer ID | Customer Name
        T1             | 2026-03-02 | 08:10:05 | $1,012.00   | -$2.00    | $1,010.00 | $0.70 | $1.50 | $1,012.20       | Latte x 2, Scone x 1  | Maya       | Harbor   | Till    | K1          | Ana Bo
        """)
    )
    assert taken.report.format == "square_transactions"
    (row,) = taken.rows
    assert str(row["sold_at"]) == "2026-03-02 08:10:05"
    assert (row["receipt_id"], row["level"], row["vendor"]) == ("T1", "receipt", "square")
    assert (row["item"], row["quantity"], row["staff"]) == ("Latte, Scone", 3, "Maya")
    assert (row["location"], row["channel"]) == ("Harbor", "Till")
    money = [row[name] for name in ("gross", "discount", "net", "tax", "tip")]
    assert money == [Decimal(one) for one in ("1012.00", "-2.00", "1010.00", "0.70", "1.50")]
    assert row["customer_name"] == "Ana Bo"
    assert taken.known_by() == {"square K1"}


def test_a_refund_is_its_own_row_and_partial_refunds_are_not_counted_twice(take_rows):
    taken = take_rows(
        transactions("""
        Transaction ID | Date       | Time     | Net Sales | Partial Refunds | Tip   | Event Type | Description
        T1             | 2026-03-02 | 08:10:00 | $10.00    | -$4.00          | $1.00 | Payment    | Latte x 2
        T1             | 2026-03-03 | 09:00:00 | -$4.00    | $0.00           | $0.00 | Refund     | Latte x 1
        """)
    )
    assert taken.column("net") == [10, -4]
    assert taken.column("quantity") == [2, -1]
    assert taken.column("is_refund") == [False, True]
    assert taken.column("tip") == [1, 0]


def test_of_several_customers_the_first_counts_with_the_first_name(take_rows):
    taken = take_rows(
        transactions("""
        Transaction ID | Date       | Time     | Net Sales | Customer ID | Customer Name
        T1             | 2026-03-02 | 08:10:00 | $10.00    | K1, K2      | Ana Bo, Ben Cy
        """)
    )
    assert taken.known_by() == {"square K1"}
    assert taken.column("customer_name") == ["Ana Bo"]


def test_a_file_without_customers_is_walk_ins(take_rows):
    taken = take_rows(
        transactions(
            """
            Transaction ID | Date       | Time     | Net Sales
            T1             | 2022-11-10 | 21:50:48 | $22.50
            """,
            IN_2022,
        )
    )
    assert taken.report.error is None
    assert taken.column("handle_no") == [None]
    assert taken.column("net") == [Decimal("22.50")]


def test_what_a_spreadsheet_made_of_the_file(take_rows):
    taken = take_rows(
        transactions(
            """
            Transaction ID | Date    | Time       | Net Sales    | Tax     | Event Type
            T1             | 3/2/18  | 8:10:00 PM | $1,149.00    | $10.05  | Payment
            T2             | 3/13/18 | 09:05:00   | ($33.62)     | ($0.50) | Refund
            """,
            IN_2018,
        ).replace("$1,149.00", "$1,149.00 ")
    )
    assert [str(moment) for moment in taken.column("sold_at")] == [
        "2018-03-02 20:10:00",
        "2018-03-13 09:05:00",
    ]
    assert taken.column("net") == [1149, Decimal("-33.62")]
    assert taken.column("tax") == [Decimal("10.05"), Decimal("-0.50")]


def test_amounts_with_a_decimal_comma(take_rows):
    taken = take_rows(
        transactions("""
        Transaction ID | Date       | Time     | Net Sales  | Tax
        T1             | 2026-03-02 | 08:10:00 | 1.012,50 € | 0,70 €
        T2             | 2026-03-02 | 08:10:00 | 12,00 €    | 0,70 €
        """)
    )
    assert taken.column("net") == [Decimal("1012.50"), 12]


def test_what_did_not_go_through_is_nobodys_visit(take_rows):
    taken = take_rows(
        transactions("""
        Transaction ID | Date       | Time     | Net Sales | Transaction Status
        T1             | 2026-03-02 | 08:10:00 | $10.00    | Complete
        T2             | 2026-03-02 | 08:10:00 | $10.00    | Voided
        T3             | 2026-03-02 | 08:10:00 | $10.00    | Failed
        """)
    )
    assert taken.column("receipt_id") == ["T1"]
    reason = "The transaction was cancelled or did not go through, so it is nobody's visit"
    assert taken.rejected == {3: reason, 4: reason}


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        transactions("""
        Transaction ID | Date       | Time     | Net Sales
                       | 2026-03-02 | 08:10:00 | $10.00
        T2             | someday    | 08:10:00 | $10.00
        T3             | 2026-03-02 | 08:10:00 | much
        T4             | 2026-03-02 | 08:10:00 | $10.00
        """)
    )
    assert taken.rejected == {
        2: "The Transaction ID is missing",
        3: 'The date and time cannot be read: "someday 08:10:00"',
        4: 'Net Sales is not an amount: "much"',
    }
    assert len(taken.rows) == 1


@pytest.mark.parametrize("is_items_first", [True, False])
def test_a_receipt_that_came_with_its_items_counts_once(take_rows, is_items_first):
    files = [
        square_items(
            "receipt | date | net\nT1 | 2026-03-02 | 6\nT1 | 2026-03-02 | 4\nT1 | 2026-03-03 | -4"
        ),
        transactions("""
        Transaction ID | Date       | Time     | Net Sales | Event Type
        T1             | 2026-03-02 | 08:00:00 | $10.00    | Payment
        T1             | 2026-03-03 | 08:00:00 | -$4.00    | Refund
        T2             | 2026-03-02 | 08:00:00 | $3.00     | Payment
        """),
    ]
    for text in files if is_items_first else reversed(files):
        taken = take_rows(text)
    assert sum(taken.column("net")) == 9
    assert sorted(zip(taken.column("receipt_id"), taken.column("level"), strict=True)) == [
        ("T1", "item"),
        ("T1", "item"),
        ("T1", "item"),
        ("T2", "receipt"),
    ]


def test_the_same_file_again_and_a_late_edit_double_nothing(take_rows):
    table = """
    Transaction ID | Date       | Time     | Net Sales | Tip   | Payment ID
    T1             | 2026-03-02 | 08:10:00 | $10.00    | $0.00 | P1
    """
    take_rows(transactions(table))
    assert take_rows(transactions(table)).report.known == 1
    taken = take_rows(transactions(table.replace("$0.00", "$2.00")))
    assert taken.column("tip") == [2]
