# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Toast's item selections: the lines of a check, without customers."""

from decimal import Decimal

import pytest

from tests.tables import cells, columns, csv_text

HEADER = columns(
    "Location,Order Id,Order #,Sent Date,Order Date,Check Id,Server,Table,Dining Area,Service,"
    "Dining Option,Item Selection Id,Item Id,Master Id,SKU,PLU,Menu Item,Menu Subgroup(s),"
    "Menu Group,Menu,Sales Category,Gross Price,Discount,Net Price,Qty,Tax,Void?,Deferred,"
    "Tax Exempt,Tax Inclusion Option,Dining Option Tax,Tab Name"
)
CHECKS = columns(
    "Customer Id,Customer,Customer Phone,Customer Email,Location Code,Opened Date,Opened Time,"
    "Item Description,Server,Tax,Tender,Check Id,Check #,Total,Customer Family,Table Size,"
    "Discount,Reason of Discount,Link"
)
PAYMENTS = columns(
    "Location,Payment Id,Order Id,Order #,Paid Date,Order Date,Check Id,Check #,Tab Name,Server,"
    "Table,Dining Area,Service,Dining Option,House Acct #,Amount,Tip,Gratuity,Total,"
    "Swiped Card Amount,Keyed Card Amount,Amount Tendered,Refunded,Refund Date,Refund Amount,"
    "Refund Tip Amount,Void User,Void Approver,Void Date,Status,Type,Cash Drawer,Card Type,"
    "Other Type,Email,Phone,Last 4 Card Digits,V/MC/D Fees,Room Info,Receipt,Source,"
    "Last 4 Gift Card Digits,First 5 Gift Card Digits"
)


def items(table: str, header: list[str] = HEADER) -> str:
    usual = {"Void?": "false", "Order Date": "3/2/26 8:10 AM", "Qty": "1.0"}
    return csv_text(header, [usual | row for row in cells(table)])


def test_a_line_is_understood_in_full(take_rows):
    taken = take_rows(
        items("""
        Location | Order Id            | Order Date     | Check Id            | Server | Dining Option | Item Selection Id   | Menu Item | Menu Group | Sales Category | Gross Price | Discount | Net Price | Qty | Tax
        Harbor   | 1300000015734303122 | 3/2/26 8:10 PM | 1300000015734303115 | Maya   | Dine In       | 1300000015734303101 | Old Plum  | Cocktails  | Liquor         | 1,020.00    | 2.00     | 1,018.00  | 2.0 | 1.99000000
        """)
    )
    assert taken.report.format == "toast_items"
    (row,) = taken.rows
    assert (row["receipt_id"], row["level"], row["vendor"]) == (
        "1300000015734303115",
        "item",
        "toast",
    )
    assert str(row["sold_at"]) == "2026-03-02 20:10:00"
    assert (row["item"], row["category"], row["quantity"]) == ("Old Plum", "Liquor", 2)
    money = [row[name] for name in ("gross", "discount", "net", "tax")]
    assert money == [1020, 2, 1018, Decimal("1.99")]
    assert (row["staff"], row["location"], row["channel"]) == ("Maya", "Harbor", "Dine In")
    assert row["handle_no"] is None


def test_voided_items_are_nobodys(take_rows):
    taken = take_rows(
        items("""
        Check Id | Item Selection Id | Menu Item | Net Price | Void?
        C1       | 1                 | Soup      | 9.00      | false
        C1       | 2                 | Fish      | 21.00     | true
        """)
    )
    assert taken.column("item") == ["Soup"]
    assert taken.rejected == {3: "The item was voided, so nobody had it"}


def test_the_group_stands_in_for_a_category_and_the_discount_for_its_other_name(take_rows):
    header = ["Discnt" if column == "Discount" else column for column in HEADER]
    taken = take_rows(
        items(
            """
            Check Id | Menu Item | Menu Group | Gross Price | Discnt | Net Price
            C1       | Soup      | Starters   | 9.00        | 1.00   | 8.00
            """,
            header,
        )
    )
    assert (taken.column("category"), taken.column("discount")) == (["Starters"], [1])


def test_an_id_that_a_spreadsheet_rounded_is_no_id(take_rows):
    taken = take_rows(
        items("""
        Check Id    | Menu Item | Net Price
        1.30000E+18 | Soup      | 9.00
        C2          | Soup      | 9.00
        """)
    )
    assert taken.column("receipt_id") == ["C2"]
    assert taken.rejected == {
        2: 'A spreadsheet has rounded the Check Id: "1.30000E+18". Bring the file as Toast gave it'
    }


def test_the_month_stands_first_wherever_the_shop_is(take_rows):
    taken = take_rows(
        items("Check Id | Menu Item | Net Price | Order Date\nC1 | Soup | 9 | 3/2/26 1:10 AM"),
        country="GB",
    )
    assert str(taken.column("sold_at")[0]) == "2026-03-02 01:10:00"


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        items("""
        Check Id | Menu Item | Net Price | Qty | Order Date
                 | Soup      | 9.00      | 1.0 | 3/2/26 8:10 AM
        C2       | Soup      | free      | 1.0 | 3/2/26 8:10 AM
        C3       | Soup      | 9.00      | few | 3/2/26 8:10 AM
        C4       | Soup      | 9.00      | 1.0 | tonight
        """)
    )
    assert taken.rejected == {
        2: "The Check Id is missing",
        3: 'Net Price is not an amount: "free"',
        4: 'Qty is not a number: "few"',
        5: 'Order Date cannot be read: "tonight"',
    }


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_check_in_three_files_counts_once_line_by_line(take_rows, order):
    files = [
        items("""
        Check Id | Item Selection Id | Menu Item | Net Price
        C1       | 1                 | Soup      | 9.00
        C1       | 2                 | Fish      | 21.00
        """),
        csv_text(
            CHECKS,
            cells("""
            Check Id | Opened Date | Opened Time | Total | Tax  | Customer Id | Customer | Customer Email
            C1       | 3/2/26      | 8:10 AM     | 33.00 | 3.00 | K1          | Ana Bo   | ana@example.org
            C2       | 3/2/26      | 9:10 AM     | 11.00 | 1.00 |             |          |
            """),
        ),
        csv_text(
            PAYMENTS,
            cells("""
            Payment Id | Check Id | Order Date     | Amount | Tip  | Status   | Email
            P1         | C1       | 3/2/26 8:10 AM | 20.00  | 3.00 | CAPTURED | ana@example.org
            P2         | C1       | 3/2/26 8:10 AM | 13.00  | 0.00 | CAPTURED |
            P3         | C2       | 3/2/26 9:10 AM | 11.00  | 0.00 | CAPTURED |
            """),
        ),
    ]
    for place in order:
        taken = take_rows(files[place])
    assert sum(taken.column("net")) == 40
    assert sorted(zip(taken.column("receipt_id"), taken.column("level"), strict=True)) == [
        ("C1", "item"),
        ("C1", "item"),
        ("C2", "receipt"),
    ]
