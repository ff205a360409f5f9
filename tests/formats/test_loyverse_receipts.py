# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Loyverse's receipts: one row a receipt."""

from decimal import Decimal

import pytest

from regulars.intake.choices import Choices
from tests.tables import cells, columns, csv_text

HEADER = columns(
    "Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,"
    "Cost of goods,Gross profit,Payment type,Description,Dining option,POS,Store,Cashier name,"
    "Customer name,Customer contacts,Status"
)
ITEMS = columns(
    "Date,Receipt number,Receipt type,Category,SKU,Item,Variant,Modifiers applied,Quantity,"
    "Gross sales,Discounts,Net sales,Cost of goods,Gross profit,Taxes,Dining option,POS,Store,"
    "Cashier name,Customer name,Customer contacts,Comment,Status"
)
USUAL = {"Date": "7/28/26 1:33 PM", "Receipt type": "Sale", "Status": "Closed"}


def receipts(table: str) -> str:
    return csv_text(HEADER, [USUAL | row for row in cells(table)])


def test_a_receipt_is_understood_in_full(take_rows):
    taken = take_rows(
        receipts("""
        Date            | Receipt number | Gross sales | Discounts | Net sales | Taxes | Description         | Dining option | Store  | Cashier name | Customer name | Customer contacts
        7/28/26 1:33 PM | 4-10378        | 1,090.00    | 5.00      | 1,085.00  | 3.20  | 2 x Latte, 1 x Scone | Dine in       | Harbor | Maya         | Ana Bo        | ana@example.org
        """)
    )
    assert taken.report.format == "loyverse_receipts"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"], row["vendor"]) == ("4-10378", "receipt", "loyverse")
    assert str(row["sold_at"]) == "2026-07-28 13:33:00"
    assert (row["item"], row["quantity"]) == ("Latte, Scone", 3)
    money = [row[name] for name in ("gross", "discount", "net", "tax")]
    assert money == [1090, 5, 1085, Decimal("3.20")]
    assert (row["staff"], row["location"], row["channel"]) == ("Maya", "Harbor", "Dine in")
    assert row["customer_name"] == "Ana Bo"
    assert taken.known_by() == {"email ana@example.org"}


@pytest.mark.parametrize(
    ("contacts", "handles"),
    [
        ("ana@example.org", {"email ana@example.org"}),
        ("+1 603-555-0107", {"phone +16035550107"}),
        ("ana@example.org, +16035550107", {"email ana@example.org", "phone +16035550107"}),
        ("(603) 555-0107; ana@example.org", {"email ana@example.org", "phone +16035550107"}),
        ("ana2000000@example.org", {"email ana2000000@example.org"}),
        ("ask at the bar", set()),
    ],
)
def test_contacts_are_an_email_a_phone_or_both(take_rows, contacts, handles):
    text = receipts("Receipt number | Net sales | Customer contacts\n1-1 | 9.00 | CONTACTS")
    assert take_rows(text.replace("CONTACTS", f'"{contacts}"')).known_by() == handles


@pytest.mark.parametrize("gross", ["180.00", "-180.00"])
def test_a_refund_is_negative_whatever_its_gross_sales_say(take_rows, gross):
    taken = take_rows(
        receipts(f"""
        Receipt number | Receipt type | Gross sales | Net sales | Description
        1-2            | Refund       | {gross}     | -180.00   | 1 x Cake
        """)
    )
    assert taken.column("is_refund") == [True]
    assert (taken.column("net"), taken.column("gross")) == ([-180], [-180])
    assert taken.column("quantity") == [-1]


@pytest.mark.parametrize("status", ["Cancelled", "Voided"])
def test_cancelled_receipts_are_nobodys_visit(take_rows, status):
    taken = take_rows(
        receipts(f"Receipt number | Net sales | Status\n1-1 | 9 | {status}\n1-2 | 9 | Closed")
    )
    assert taken.column("receipt_id") == ["1-2"]
    assert taken.rejected == {2: "The receipt was cancelled, so it is nobody's visit"}


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("28/07/2026 23:50", "2026-07-28 23:50:00"),
        ("2026-01-01 08:00:00", "2026-01-01 08:00:00"),
        ("7/28/26 12:05 AM", "2026-07-28 00:05:00"),
    ],
)
def test_days_as_the_accounts_country_writes_them(take_rows, date, moment):
    taken = take_rows(receipts(f"Date | Receipt number | Net sales\n{date} | 1-1 | 9.00"))
    assert [str(one) for one in taken.column("sold_at")] == [moment]


@pytest.mark.parametrize(("day_first", "day"), [(True, "2026-10-01"), (False, "2026-01-10")])
def test_a_day_that_may_be_two_is_what_somebody_decided(take_rows, day_first, day):
    taken = take_rows(
        receipts("Date | Receipt number | Net sales\n01/10/2026 23:50 | 1-1 | 9.00"),
        choices=Choices(day_first=day_first),
    )
    assert str(taken.column("sold_at")[0]) == f"{day} 23:50:00"


def test_three_decimals_are_no_thousands(take_rows):
    taken = take_rows(
        receipts("Receipt number | Net sales | Gross sales\n1-1 | 1.000 | 1.250\n1-2 | 2.000 | 2")
    )
    assert taken.column("net") == [1, 2]
    assert taken.column("gross") == [Decimal("1.25"), 2]


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        receipts("""
        Date            | Receipt number | Net sales
        7/28/26 1:33 PM |                | 9.00
        lunch           | 1-2            | 9.00
        7/28/26 1:33 PM | 1-3            | nine
        """)
    )
    assert taken.rejected == {
        2: "The Receipt number is missing",
        3: 'The date cannot be read: "lunch"',
        4: 'Net sales is not an amount: "nine"',
    }


@pytest.mark.parametrize("is_items_first", [True, False])
def test_a_receipt_that_came_with_its_items_counts_once(take_rows, is_items_first):
    files = [
        receipts("Receipt number | Net sales | Customer contacts\n1-1 | 9.00 | ana@example.org"),
        csv_text(
            ITEMS,
            [
                USUAL | row
                for row in cells("""
                Receipt number | Item  | Quantity | Net sales
                1-1            | Latte | 1.000    | 5.00
                1-1            | Scone | 1.000    | 4.00
                """)
            ],
        ),
    ]
    for text in reversed(files) if is_items_first else files:
        taken = take_rows(text)
    assert taken.column("level") == ["item", "item"]
    assert sum(taken.column("net")) == 9
