"""Sales of any other program: our own fields, after somebody said which column is which."""

from datetime import datetime
from decimal import Decimal

import pytest

from regulars.intake import mapped_rows
from regulars.intake.choices import Choices
from regulars.intake.fields import FIELDS
from tests.tables import cells, csv_text

SALES = {name: f"their {name}" for name in FIELDS if name not in ("score", "comment")}


def sold(take_rows, table: str, day_first: bool | None = None):
    """Take a drawn table whose columns are our fields, under names that nobody knows."""
    rows = [{SALES[name]: cell for name, cell in row.items()} for row in cells(table)]
    header = list(rows[0])
    fields = {name: column for name, column in SALES.items() if column in header}
    blanks = {name: "" for name in FIELDS if name not in fields}
    choices = Choices(
        kind="sales", fields=fields | blanks, vendor="till", is_confirmed=True, day_first=day_first
    )
    return take_rows(csv_text(header, rows), choices=choices)


def test_a_line_is_understood_in_full(take_rows):
    taken = sold(
        take_rows,
        """
        date       | time  | receipt_id | customer_id | customer_name | email           | phone        | card | item  | category | quantity | gross | discount | net   | tax  | tip  | status | staff | location | channel
        2026-03-02 | 08:10 | R1         | 7           | Bo, Ana       | ana@example.org | 603 555 0107 | L42  | Latte | Coffee   | 2        | 10.00 | 1.00     | 9.00  | 0.90 | 1.50 | paid   | Maya  | Harbor   | Till
        """,  # noqa: E501
    )
    assert taken.report.format == "any_sales"
    (row,) = taken.rows
    assert (row["receipt_id"], row["vendor"]) == ("R1", "till")
    assert str(row["sold_at"]) == "2026-03-02 08:10:00"
    assert (row["item"], row["category"], row["customer_name"]) == ("Latte", "Coffee", "Ana Bo")
    money = [row[name] for name in ("quantity", "gross", "discount", "net", "tax", "tip")]
    assert money == [2, 10, 1, 9, Decimal("0.90"), Decimal("1.50")]
    assert (row["staff"], row["location"], row["channel"]) == ("Maya", "Harbor", "Till")
    assert taken.known_by() == {
        "till 7",
        "card L42",
        "email ana@example.org",
        "phone +16035550107",
    }


def test_a_day_and_an_amount_are_enough(take_rows):
    taken = sold(take_rows, "date | net\n2026-03-02 | 9.00\n2026-03-02 | 9.00\n2026-03-03 | 4.00")
    assert taken.report.kept == 3
    assert taken.column("quantity") == [1, 1, 1]
    assert len(set(taken.column("receipt_id"))) == 3, "without a customer each row is a receipt"
    assert taken.column("is_refund") == [False] * 3


def test_without_net_it_is_gross_less_the_discount(take_rows):
    taken = sold(
        take_rows,
        """
        date       | gross | discount
        2026-03-02 | 10.00 | 2.50
        2026-03-02 | 10.00 | -2.50
        2026-03-02 | 10.00 |
        """,
    )
    assert taken.column("net") == [Decimal("7.50"), Decimal("7.50"), 10]


def test_what_a_customer_bought_at_one_moment_is_one_receipt(take_rows):
    taken = sold(
        take_rows,
        """
        date       | time  | email           | item  | net
        2026-03-02 | 08:10 | ana@example.org | Latte | 4
        2026-03-02 | 08:10 | ANA@example.org | Scone | 3
        2026-03-02 | 08:10 | ben@example.org | Latte | 4
        2026-03-02 | 17:00 | ana@example.org | Latte | 4
        """,
    )
    first, second, third, fourth = taken.column("receipt_id")
    assert first == second
    assert len({first, third, fourth}) == 3


@pytest.mark.parametrize(
    "status", ["Cancelled", "storniert", "annulé", "Anulado", "annullato", "geannuleerd", "VOID"]
)
def test_a_sale_that_was_cancelled_is_nobodys_visit(take_rows, status):
    taken = sold(take_rows, f"date | net | status\n2026-03-02 | 9 | {status}\n2026-03-02 | 8 | ok")
    assert taken.column("net") == [8]
    assert taken.rejected == {2: "The sale was cancelled or never paid, so it is nobody's visit"}


@pytest.mark.parametrize(
    ("status", "net", "is_refund"),
    [
        ("Refund", "-9.00", True),
        ("Return", "-9.00", True),
        ("Gutschrift", "-9.00", True),
        ("Remboursement", "-9.00", True),
        ("Devolución", "-9.00", True),
        ("Rimborso", "-9.00", True),
        ("Refunded", "0.00", False),
        ("Erstattet", "0.00", False),
        ("Partially refunded", "9.00", False),
        ("Not refunded", "9.00", False),
        ("Sale", "9.00", False),
    ],
)
def test_what_the_status_says_of_money_given_back(take_rows, status, net, is_refund):
    taken = sold(take_rows, f"date | net | quantity | status\n2026-03-02 | 9.00 | 2 | {status}")
    assert taken.column("net") == [Decimal(net)]
    assert taken.column("is_refund") == [is_refund]
    assert taken.column("quantity") == [-2 if is_refund else 2]


def test_a_negative_amount_is_a_refund(take_rows):
    taken = sold(take_rows, "date | net | status\n2026-03-02 | -9.00 | refunded")
    assert (taken.column("is_refund"), taken.column("net")) == ([True], [-9])


def test_amounts_and_days_as_europe_writes_them(take_rows):
    taken = sold(
        take_rows,
        """
        date       | time  | net        | quantity
        02.03.2026 | 17:05 | 1.012,50 € | 1,5
        13.03.2026 | 08:10 | 9,00-      | 1
        """,
        day_first=True,
    )
    assert taken.column("net") == [Decimal("1012.50"), -9]
    assert taken.column("quantity") == [Decimal("1.5"), -1]
    assert [str(one) for one in taken.column("sold_at")] == [
        "2026-03-02 17:05:00",
        "2026-03-13 08:10:00",
    ]


def test_walk_in_is_nobody(take_rows):
    taken = sold(take_rows, "date | net | customer_name\n2026-03-02 | 9 | Walk-in customer")
    assert taken.column("handle_no") == [None]
    assert taken.column("customer_name") == [None]


def test_rows_of_no_use_say_why(take_rows):
    taken = sold(
        take_rows,
        """
        date       | time  | quantity | net
        any day    | 08:10 | 1        | 9
        2026-03-02 | 08:10 | a lot    | 9
        2026-03-02 | 08:10 | 1        | much
        2026-03-02 | 08:10 | 1        |
        2026-03-02 | 08:10 | 1        | 9
        """,
    )
    assert taken.rejected == {
        2: 'The day cannot be read: "any day 08:10"',
        3: 'The quantity is not a number: "a lot"',
        4: 'The amount cannot be read: "much"',
        5: "The amount cannot be read: the cell is empty",
    }
    assert len(taken.rows) == 1


def test_an_overlapping_export_in_another_order_doubles_nothing(take_rows):
    """Rows without ids are known by their moment, customer, item and amount."""
    days = """
    date       | time  | item  | net
    2026-03-02 | 08:10 | Latte | 4
    2026-03-02 | 08:10 | Scone | 3
    2026-03-02 | 08:10 | Latte | 4
    """
    first = sold(take_rows, days)
    later = """
    date       | time  | item  | net
    2026-03-03 | 09:00 | Latte | 4
    2026-03-02 | 08:10 | Latte | 4
    2026-03-02 | 08:10 | Latte | 4
    2026-03-02 | 08:10 | Scone | 3
    """
    taken = sold(take_rows, later)
    assert first.report.kept == 3
    assert (taken.report.kept, taken.report.known) == (1, 3)
    assert sum(taken.column("net")) == 15


def test_a_receipt_brought_again_with_another_amount_is_a_new_version(take_rows):
    table = "date | receipt_id | item | net\n2026-03-02 | R1 | Latte | 4"
    sold(take_rows, table)
    taken = sold(take_rows, table.replace("| 4", "| 3"))
    assert taken.column("net") == [3]


def test_a_refunded_sale_keeps_its_amount_where_a_row_takes_it_back(take_rows):
    taken = sold(
        take_rows,
        """
        receipt_id | date       | net   | status
        T1         | 2026-03-02 | 9.00  | Refunded
        T2         | 2026-03-03 | -9.00 | Refund
        T3         | 2026-03-03 | 5.00  | Refunded
        T4         | 2026-03-03 | 7.00  | Paid
        """,
    )
    assert taken.column("net") == [9, -9, 0, 7]
    assert sum(taken.column("net")) == 7


def test_whoever_stands_in_is_nobody_whatever_number_the_till_gives_them(take_rows):
    taken = sold(
        take_rows,
        """
        date       | receipt_id | customer_id | customer_name    | email             | phone        | card | net
        2026-03-02 | R1         | 1           | Walk-in Customer | walkin@pos.local  | 0000000000   |      | 4
        2026-03-03 | R2         | 1           | Walk-in Customer | ana@example.org   |              |      | 4
        2026-03-04 | R3         | 7           | Ana Bo           | ana@example.org   | 603 555 0107 | L42  | 4
        2026-03-05 | R4         | NULL        | N/A              | none@none.com     | n/a          | 0    | 4
        2026-03-06 | R5         | 0           |                  | -                 |              |      | 4
        2026-03-07 | R6         | 8           | Unknown          |                   |              |      | 4
        """,  # noqa: E501
    )
    assert taken.report.kept == 6
    ana, unnamed = taken.column("handle_no")[2], taken.column("handle_no")[5]
    assert taken.column("handle_no") == [None, None, ana, None, None, unnamed]
    assert taken.known_by(2) == {
        "till 7",
        "card L42",
        "email ana@example.org",
        "phone +16035550107",
    }
    assert taken.known_by(5) == {"till 8"}, "a name that is missing hides nobody"
    assert taken.report.nobody == {"Walk-in Customer": 2, "0": 1, "NULL": 1}


def test_what_several_who_are_nobody_buy_on_one_day_are_several_receipts(take_rows):
    taken = sold(
        take_rows,
        """
        date       | customer_id | customer_name | net
        2026-03-02 | 1           | Guest         | 4
        2026-03-02 | 1           | Guest         | 5
        2026-03-02 | NULL        |               | 6
        2026-03-02 | NULL        |               | 7
        2026-03-02 | 7           | Ana Bo        | 4
        2026-03-02 | 7           | Ana Bo        | 5
        """,
    )
    assert len(set(taken.column("receipt_id"))) == 5


def test_numbers_that_a_spreadsheet_has_rounded_tell_nobody(take_rows):
    taken = sold(
        take_rows,
        """
        date       | receipt_id | card          | net
        2026-03-02 | R1         | 9.78E+12      | 4
        2026-03-03 | R2         | 9780000000000 | 4
        2026-03-04 | R3         | 9780201379624 | 4
        """,
    )
    assert [who is None for who in taken.column("handle_no")] == [True, True, False]
    assert taken.report.nobody == {"9.78E+12": 1, "9780000000000": 1}


@pytest.fixture
def on_last_of_march(monkeypatch):
    """The files are imported on 31 March 2026."""
    monkeypatch.setattr(mapped_rows, "utc_now", lambda: datetime(2026, 3, 31, 12))


def drawn(*days: str) -> str:
    """A sale on each day."""
    return "date | receipt_id | net\n" + "\n".join(
        f"{day} | R{place} | 4" for place, day in enumerate(days)
    )


def test_a_year_that_was_mistyped_moves_nothing(take_rows, on_last_of_march):
    days = [f"2026-03-{day:02d}" for day in range(1, 31)]
    taken = sold(take_rows, drawn("2062-03-02", *days, "1926-03-04"))
    assert (taken.report.kept, taken.report.rejected) == (30, 2)
    assert taken.rejected == {
        2: 'The day is after the day of the import: "2062-03-02"',
        33: 'The day is more than ten years before the others: "1926-03-04"',
    }
    assert str(taken.report.to_on) == "2026-03-30"


def test_where_the_clock_is_wrong_the_days_are_right(take_rows, monkeypatch):
    monkeypatch.setattr(mapped_rows, "utc_now", lambda: datetime(1970, 1, 1))
    assert sold(take_rows, drawn("2026-03-02", "2026-03-03")).report.kept == 2


def test_it_may_be_tomorrow_where_the_shop_is(take_rows, on_last_of_march):
    assert sold(take_rows, drawn("2026-03-30", "2026-03-31", "2026-04-01")).report.kept == 3


def test_a_shop_of_many_years_keeps_its_first(take_rows, on_last_of_march):
    days = [f"{year}-03-02" for year in range(2010, 2027)]
    assert sold(take_rows, drawn(*days)).report.rejected == 0
