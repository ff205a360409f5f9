# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Square's item sales -> receipt lines."""

import pytest

from tests.tables import reasons_in, rows_of, square_items, take_text

pytestmark = pytest.mark.usefixtures("facts_left_alone")


def test_a_line_is_understood_in_full(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        square_items(
            """
            receipt | customer | name    | date       | time  | category | item  | qty | gross   | discount | net     | staff | location
            R1      | K1       | Ana Bo  | 2026-03-02 | 08:10 | Coffee   | Latte | 2.0 | 1249.50 | -249.50  | 1000.00 | Maya  | Harbor
            """
        ),
    )  # fmt: skip
    assert report.error is None
    assert rows_of(
        empty_store,
        """
        select receipt_id, sold_at::text, customer_name, item, category, quantity::text,
            gross::text, discount::text, net::text, tax::text, is_refund, staff, location, vendor
        from exports.receipt_line
        """,
    ) == [
        (
            "R1", "2026-03-02 08:10:00", "Ana Bo", "Latte", "Coffee", "2.000",
            "1249.50", "-249.50", "1000.00", "0.00", False, "Maya", "Harbor", "square",
        )
    ]  # fmt: skip
    assert (report.from_on.isoformat(), report.to_on.isoformat()) == ("2026-03-02", "2026-03-02")
    assert rows_of(empty_store, "select * from desk.setting order by all") == [
        ("currency", "USD"),
        ("time_zone", "America/New_York"),
    ]


def test_a_category_called_none_is_none(empty_store, tmp_path):
    take_text(empty_store, tmp_path, square_items("date | category\n2026-03-02 | None"))
    assert rows_of(empty_store, "select category from exports.receipt_line") == [(None,)]


@pytest.mark.parametrize(
    ("date", "time", "moment"),
    [
        ("2026-03-02", "08:10:05", "2026-03-02 08:10:05"),
        ("03/02/26", "08:10:05", "2026-03-02 08:10:05"),
        ("03/02/2026", "08:10:05", "2026-03-02 08:10:05"),
        ("03/02/2026", "08:10:05 PM", "2026-03-02 20:10:05"),
        ("2024-02-29", "00:00:00", "2024-02-29 00:00:00"),
    ],
)
def test_dates_as_square_has_written_them(empty_store, tmp_path, date, time, moment):
    text = square_items([{"date": "DATE"}]).replace("DATE,08:00:00", f"{date},{time}")
    take_text(empty_store, tmp_path, text)
    assert rows_of(empty_store, "select sold_at::text from exports.receipt_line") == [(moment,)]


def test_every_cell_that_makes_a_row_useless_is_named_with_what_it_says(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        square_items(
            """
            receipt | date       | qty  | gross | net
            R2      | 2026-03-02 | 1.0  | 4     | 4
                    | 2026-03-02 | 1.0  | 4     | 4
            R4      | 2026-02-29 | 1.0  | 4     | 4
            R5      | yesterday  | 1.0  | 4     | 4
            R6      |            | 1.0  | 4     | 4
            R7      | 2026-03-02 | some | 4     | 4
            R8      | 2026-03-02 |      | 4     | 4
            R9      | 2026-03-02 | 1.0  | 4     | four
            R10     | 2026-03-02 | 1.0  | 4     |
            R11     | 2026-03-02 | 1.0  | n/a   | 4
            """
        ),
    )
    assert reasons_in(empty_store) == {
        3: "The Transaction ID is missing",
        4: 'The date and time cannot be read: "2026-02-29 08:00:00"',
        5: 'The date and time cannot be read: "yesterday 08:00:00"',
        6: 'The date and time cannot be read: " 08:00:00"',
        7: 'The quantity (Qty) is not a number: "some"',
        8: "The quantity (Qty) is not a number: the cell is empty",
        9: 'Net Sales is not an amount: "four"',
        10: "Net Sales is not an amount: the cell is empty",
        11: 'Gross Sales is not an amount: "n/a"',
    }
    assert report.reasons == {
        "The date and time cannot be read": 3,
        "Net Sales is not an amount": 2,
        "The quantity (Qty) is not a number": 2,
        "Gross Sales is not an amount": 1,
        "The Transaction ID is missing": 1,
    }
    assert (report.read, report.kept, report.rejected) == (10, 1, 9)


def test_a_refund_is_a_negative_line(empty_store, tmp_path):
    take_text(empty_store, tmp_path, square_items("date | net\n2026-03-02 | 9\n2026-03-02 | -9"))
    assert rows_of(
        empty_store,
        "select is_refund, quantity::integer, net::integer from exports.receipt_line order by all",
    ) == [(False, 1, 9), (True, -1, -9)]


def test_of_several_customer_ids_the_first_is_used(empty_store, tmp_path):
    text = square_items("receipt | date | customer\nR1 | 2026-03-02 | A7;B8").replace(
        "A7;B8", '"A7, B8"'
    )
    take_text(empty_store, tmp_path, text)
    assert rows_of(empty_store, "select handle from exports.handle") == [("A7",)]


def test_a_receipt_without_a_customer_is_kept_and_nobodys(empty_store, tmp_path):
    take_text(empty_store, tmp_path, square_items("date\n2026-03-02"))
    assert rows_of(empty_store, "select handle_no from exports.receipt_line") == [(None,)]
    assert rows_of(empty_store, "select count(*) from exports.handle") == [(0,)]


def test_a_time_zone_we_cannot_place_is_no_time_zone(empty_store, tmp_path):
    take_text(
        empty_store, tmp_path, square_items("date | zone\n2026-03-02 | Newfoundland and a Half")
    )
    assert rows_of(empty_store, "select name from desk.setting") == [("currency",)]


def test_the_first_time_zone_stays(empty_store, tmp_path):
    take_text(empty_store, tmp_path, square_items("date | zone\n2026-03-02 | London"))
    take_text(empty_store, tmp_path, square_items("date | zone\n2026-03-03 | Tokyo"))
    zone = rows_of(empty_store, "select value from desk.setting where name = 'time_zone'")
    assert zone == [("Europe/London",)]


def test_what_a_spreadsheet_made_of_the_file(empty_store, tmp_path):
    text = square_items("date | net | receipt\nFIRST | 1149 | R1\nSECOND | -33.62 | R2")
    text = text.replace("FIRST,08:00:00", "3/2/18,8:10:00 PM").replace("SECOND", "3/13/18")
    text = text.replace('"$1,149.00"', '"$1,149.00 "').replace("-$33.62", "($33.62)")
    take_text(empty_store, tmp_path, text)
    assert rows_of(
        empty_store,
        "select sold_at::text, gross::text, net::text, is_refund from exports.receipt_line "
        "order by row_number",
    ) == [
        ("2018-03-02 20:10:00", "1149.00", "1149.00", False),
        ("2018-03-13 08:00:00", "-33.62", "-33.62", True),
    ]


def test_amounts_with_a_decimal_comma(empty_store, tmp_path):
    text = square_items("date | net | qty\n2026-03-02 | NET | 1,5").replace("NET", '"1.012,50 €"')
    take_text(empty_store, tmp_path, text)
    assert rows_of(empty_store, "select net::text, quantity::text from exports.receipt_line") == [
        ("1012.50", "1.500")
    ]
    assert rows_of(empty_store, "select value from desk.setting where name = 'currency'") == [
        ("EUR",)
    ]


@pytest.mark.parametrize("left_out", [["Employee", "Channel"], ["Time Zone", "Category"]])
def test_columns_come_and_go(empty_store, tmp_path, left_out):
    lines = [line.split(",") for line in square_items("date\n2026-03-02").splitlines()]
    places = [place for place, column in enumerate(lines[0]) if column not in left_out]
    text = "\n".join(",".join(line[place] for place in places) for line in lines)
    report = take_text(empty_store, tmp_path, text)
    assert (report.format, report.kept) == ("square_items", 1)
