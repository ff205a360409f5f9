# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Lightspeed's sales history: each sale as a whole, line by line, and as it was paid."""

from decimal import Decimal

from tests.tables import cells, columns, csv_text

HEADER = columns(
    "Date,Receipt Number,Line Type,Customer Code,Customer Name,Note,Quantity,Subtotal,Sales Tax,"
    "Discount,Loyalty,Total,Paid,Details,Register,User,Status,Sku,AccountCodeSale,"
    "AccountCodePurchase"
)
WHOLE = "A sale as a whole: its lines are counted one by one"
PAYMENT = "A payment: the lines that it pays for are counted"


def sales(table: str) -> str:
    return csv_text(HEADER, cells(table))


def test_the_lines_count_and_take_the_customer_from_the_whole(take_rows):
    taken = take_rows(
        sales("""
        Date                | Receipt Number | Line Type | Customer Code | Customer Name | Quantity | Subtotal | Sales Tax | Discount | Total | Details      | User | Status | Sku
        2026-03-02 08:10:00 | 501            | Sale      | ANA-7         | Ana Bo        | 3        | 18.00    | 1.80      | 2.00     | 19.80 | 2 x Mug, 1 x Card | Maya | CLOSED |
        2026-03-02 08:10:00 | 501            | Sale Line |               |               | 2        | 14.00    | 1.40      | 2.00     | 15.40 | Mug          |      |        | MUG
        2026-03-02 08:10:00 | 501            | Sale Line |               |               | 1        | 4.00     | 0.40      | 0.00     | 4.40  | Card         |      |        | CARD
        2026-03-02 08:10:00 | 501            | Payment   |               |               |          |          |           |          | 19.80 | Cash         |      |        |
        """)
    )
    assert taken.report.format == "lightspeed_sales"
    assert taken.rejected == {2: WHOLE, 5: PAYMENT}
    assert taken.column("item") == ["Mug", "Card"]
    assert taken.column("quantity") == [2, 1]
    assert taken.column("net") == [14, 4]
    assert taken.column("gross") == [16, 4]
    assert taken.column("tax") == [Decimal("1.40"), Decimal("0.40")]
    assert taken.column("staff") == ["Maya", "Maya"]
    assert taken.column("customer_name") == ["Ana Bo", "Ana Bo"]
    assert taken.known_by(1) == {"lightspeed ANA-7"}
    assert str(taken.column("sold_at")[0]) == "2026-03-02 08:10:00"


def test_a_sale_without_lines_counts_as_a_whole(take_rows):
    taken = take_rows(
        sales("""
        Date                | Receipt Number | Line Type | Customer Code | Quantity | Subtotal | Details | Status
        2026-03-02 08:10:00 | 501            | Sale      | ANA-7         | 3        | 18.00    | 2 x Mug, 1 x Card | CLOSED
        """)
    )
    assert taken.column("item") == ["Mug, Card"]
    assert taken.column("net") == [18]


def test_a_return_is_negative(take_rows):
    taken = take_rows(
        sales("""
        Date                | Receipt Number | Line Type | Quantity | Subtotal | Details | Status
        2026-03-02 08:10:00 | 502            | Sale      | -1       | -7.00    |         | CLOSED
        2026-03-02 08:10:00 | 502            | Sale Line | -1       | -7.00    | Mug     |
        """)
    )
    assert taken.column("is_refund") == [True]
    assert (taken.column("quantity"), taken.column("net")) == ([-1], [-7])


def test_a_sale_that_was_voided_or_parked_is_nobodys_visit_on_all_its_lines(take_rows):
    taken = take_rows(
        sales("""
        Date                | Receipt Number | Line Type | Quantity | Subtotal | Details | Status
        2026-03-02 08:10:00 | 501            | Sale      | 1        | 7.00     |         | VOIDED
        2026-03-02 08:10:00 | 501            | Sale Line | 1        | 7.00     | Mug     |
        2026-03-02 08:10:00 | 502            | Sale      | 1        | 7.00     |         | SAVED
        2026-03-02 08:10:00 | 502            | Sale Line | 1        | 7.00     | Mug     |
        2026-03-02 08:10:00 | 503            | Sale      | 1        | 7.00     |         | LAYBY_CLOSED
        2026-03-02 08:10:00 | 503            | Sale Line | 1        | 7.00     | Mug     |
        """)
    )
    assert taken.column("receipt_id") == ["503"]
    assert taken.report.reasons == {
        "The sale was voided or never finished, so it is nobody's visit": 4,
        WHOLE: 1,
    }


def test_walk_in_is_nobody(take_rows):
    taken = take_rows(
        sales("""
        Date                | Receipt Number | Line Type | Customer Code | Customer Name | Subtotal
        2026-03-02 08:10:00 | 501            | Sale      | WALKIN        | Walk-in       | 7.00
        """)
    )
    assert taken.column("handle_no") == [None]
    assert taken.column("customer_name") == [None]


def test_amounts_with_a_decimal_comma_and_days_first(take_rows):
    taken = take_rows(
        sales("""
        Date             | Receipt Number | Line Type | Subtotal | Quantity
        02/03/2026 08:10 | 501            | Sale      | 7,50     | 1,5
        13/03/2026 08:10 | 502            | Sale      | 1.007,50 | 2,0
        """),
        country="DE",
    )
    assert taken.column("net") == [Decimal("7.50"), Decimal("1007.50")]
    assert taken.column("quantity") == [Decimal("1.5"), 2]
    assert str(taken.column("sold_at")[1]) == "2026-03-13 08:10:00"


def test_rows_of_no_use_say_why(take_rows):
    taken = take_rows(
        sales("""
        Date                | Receipt Number | Line Type | Quantity | Subtotal
        2026-03-02 08:10:00 |                | Sale      | 1        | 7.00
        soon                | 502            | Sale      | 1        | 7.00
        2026-03-02 08:10:00 | 503            | Sale      | one      | 7.00
        2026-03-02 08:10:00 | 504            | Sale      | 1        | seven
        2026-03-02 08:10:00 | 505            | Till      | 1        | 7.00
        """)
    )
    assert taken.rejected == {
        2: "The Receipt Number is missing",
        3: 'The date cannot be read: "soon"',
        4: 'Quantity is not a number: "one"',
        5: 'Subtotal is not an amount: "seven"',
        6: 'Neither a sale nor a line of one: "till"',
    }
