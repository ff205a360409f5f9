"""What each column of an export means: as confirmed, as a known format says, or as it looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from regulars.errors import ImportFailed
from regulars.intake import saved_mappings
from regulars.intake.choices import Choices, Mapping
from regulars.intake.fields import FIELDS, KINDS
from regulars.intake.formats import every_format, find_format
from regulars.intake.mapping import SAMPLE_ROWS, find_mapping
from regulars.intake.reading.sheets import Sheet
from regulars.intake.saved_mappings import recall, remember
from regulars.store.migrations import SCHEMA_SQL

SOLD = ("Receipt", "Date", "Customer no", "Item", "Total")
SOLD_FIELDS = {
    "date": "Date",
    "receipt_id": "Receipt",
    "customer_id": "Customer no",
    "item": "Item",
    "net": "Total",
}
SOLD_ROW = ("R1", "2026-03-02", "7", "Latte", "5.00")
SQUARE = (
    "Date", "Time", "Item", "Qty", "Price Point Name", "Gross Sales", "Net Sales", "Transaction ID",
    "Event Type", "Customer ID",
)  # fmt: skip


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(SCHEMA_SQL.read_text(encoding="utf-8"))
        yield opened


@pytest.fixture
def cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A shop that has confirmed nothing yet."""
    connection.execute("delete from desk.mapping")
    return connection


def sheet(columns: Sequence[str], name: str = "sold.csv") -> Sheet:
    return Sheet(name, Path("/nowhere") / name, tuple(columns), ",", '"', 0, 2)


def stage(
    cursor: duckdb.DuckDBPyConnection, columns: Sequence[str], rows: Sequence[Sequence[str | None]]
) -> None:
    """Rows as they stand in the database when their columns are asked for."""
    names = [f"c{number}" for number in range(1, len(columns) + 1)]
    drawn = ", ".join(f"{name} varchar" for name in names)
    cursor.execute(f"create or replace temp table export_row (row_number bigint, {drawn})")
    marks = ", ".join(
        f"({', '.join([str(number), *'?' * len(names)])})" for number in range(1, len(rows) + 1)
    )
    if rows:
        cells = [cell for row in rows for cell in row]
        cursor.execute(f"insert into export_row values {marks}", cells)


def found(
    cursor: duckdb.DuckDBPyConnection,
    columns: Sequence[str],
    *rows: Sequence[str | None],
    file: str = "sold 2026-03.csv",
    **chosen: object,
) -> Mapping:
    stage(cursor, columns, rows)
    return find_mapping(cursor, sheet(columns), file, Choices(**chosen))  # type: ignore[arg-type]


def confirm(
    cursor: duckdb.DuckDBPyConnection,
    columns: Sequence[str],
    *,
    fields: dict[str, str] = SOLD_FIELDS,
    format: str = "any_sales",
    vendor: str = "the till",
    day_first: bool | None = None,
) -> None:
    """A manager said how these columns are to be read."""
    mapping = Mapping(find_format(format), vendor, fields, {}, None, is_confirmed=True)
    remember(cursor, sheet(columns), mapping, day_first=day_first)


# As it looks


def test_an_export_that_nobody_knows_is_read_as_it_looks_and_asked_about(cursor):
    assert found(cursor, SOLD, SOLD_ROW) == Mapping(
        find_format("any_sales"), "export sold", SOLD_FIELDS, {}, None, is_confirmed=False
    )


def test_fields_stand_in_the_order_in_which_they_are_asked_for(cursor):
    order = list(found(cursor, SOLD, SOLD_ROW).fields)
    assert order == sorted(order, key=list(FIELDS).index)


def test_the_cells_count_where_the_header_says_nothing(cursor):
    columns = ("Receipt", "a", "Customer no", "Item", "Total")
    assert found(cursor, columns, SOLD_ROW).fields["date"] == "a"


def test_what_else_a_column_may_be_is_told(cursor):
    columns = (*SOLD, "Amount")
    mapping = found(cursor, columns, (*SOLD_ROW, "5.00"))
    assert mapping.doubts["net"] == ("Amount" if mapping.fields["net"] == "Total" else "Total",)


def test_five_hundred_rows_are_looked_at(cursor):
    columns = ("Receipt", "a", "Customer no", "Item", "Total")
    nothing = ("R1", None, "7", "Latte", "5.00")
    seen = [nothing] * (SAMPLE_ROWS - 1)
    assert found(cursor, columns, *seen, SOLD_ROW).fields["date"] == "a"
    with pytest.raises(ImportFailed, match="look like nothing we can use"):
        found(cursor, columns, *seen, nothing, SOLD_ROW)


# As somebody chooses


def test_what_somebody_says_goes_over_what_it_looks_like(cursor):
    mapping = found(
        cursor,
        (*SOLD, "Paid"),
        (*SOLD_ROW, "4.00"),
        fields={"net": "Paid", "item": ""},
        vendor="my till",
        day_first=True,
    )
    without_item = {name: column for name, column in SOLD_FIELDS.items() if name != "item"}
    assert mapping.fields == without_item | {"net": "Paid"}
    assert (mapping.vendor, mapping.day_first, mapping.is_confirmed) == ("my till", True, True)


def test_a_kind_that_is_chosen_holds_and_confirms_no_column(cursor):
    mapping = found(cursor, SOLD, SOLD_ROW, kind="visits")
    assert mapping.export.name == "any_visits"
    assert not mapping.is_confirmed
    assert found(cursor, SOLD, SOLD_ROW, is_confirmed=True).is_confirmed


def test_a_known_format_steps_back_for_a_choice(cursor):
    known = found(cursor, SQUARE)
    assert (known.export.name, known.vendor, known.is_confirmed) == ("square_items", "square", True)
    assert known.fields["net"] == "Net Sales"
    assert "staff" not in known.fields, "there is no such column"
    assert known.doubts == {}
    chosen = found(cursor, SQUARE, fields={"net": "Gross Sales"})
    assert (chosen.export.name, chosen.fields["net"]) == ("any_sales", "Gross Sales")
    assert found(cursor, SQUARE, kind="sales").export.name == "any_sales"


def test_a_known_format_without_a_column_that_it_needs_is_refused_by_name(cursor):
    without_item = [column for column in SQUARE if column != "Item"]
    with pytest.raises(ImportFailed, match=r'^sold.csv looks like .* the column "Item" is missing'):
        found(cursor, without_item)


def test_where_nothing_looks_like_anything_a_person_may_still_say_what_it_is(cursor):
    fields = {"date": "a", "net": "b"}
    mapping = found(cursor, ("a", "b"), ("x", "y"), kind="sales", fields=fields)
    assert (mapping.fields, mapping.doubts, mapping.is_confirmed) == (fields, {}, True)


@pytest.mark.parametrize("day_first", [None, True, False])
def test_a_known_format_is_told_the_order_of_days(cursor, day_first):
    assert found(cursor, SQUARE, day_first=day_first).day_first is day_first


def test_of_a_known_format_the_order_of_days_is_remembered(cursor):
    columns = sheet(SQUARE)
    remember(cursor, columns, found(cursor, SQUARE), day_first=None)
    assert recall(cursor, SQUARE) is None, "there was nothing to remember"
    remember(cursor, columns, found(cursor, SQUARE), day_first=False)
    assert recall(cursor, SQUARE).fields is None
    assert found(cursor, SQUARE).day_first is False
    assert found(cursor, SQUARE, day_first=True).day_first is True
    assert found(cursor, SQUARE).export.name == "square_items"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (
            {"kind": "stock"},
            f'"stock" is no kind of export. Choose from {", ".join(KINDS)}.',
        ),
        (
            {"fields": {"colour": "Total"}},
            f'There is no field "colour". There are: {", ".join(FIELDS)}.',
        ),
        (
            {"fields": {"net": "Totl"}},
            'sold.csv has no column "Totl" to take for net. Its columns are: '
            "Receipt, Date, Customer no, Item, Total.",
        ),
        (
            {"fields": {"customer_name": "Item + Surname"}},
            'sold.csv has no column "Surname" to take for customer_name. Its columns are: '
            "Receipt, Date, Customer no, Item, Total.",
        ),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(cursor, chosen, told):
    with pytest.raises(ImportFailed) as refused:
        found(cursor, SOLD, SOLD_ROW, **chosen)
    assert refused.value.message == told


def test_a_column_is_named_in_any_case_and_with_any_spaces(cursor):
    assert found(cursor, SOLD, SOLD_ROW, fields={"customer_id": "CUSTOMER  no"}).is_confirmed
    joined = found(cursor, SOLD, SOLD_ROW, fields={"customer_name": "item + customer no"})
    assert joined.fields["customer_name"] == "item + customer no"


# As nothing


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (("a", "b"), '"a", "b". Sales need'),
        (tuple("abcdef"), '"a", "b", "c", "d", "e", "f". Sales need'),
        (tuple("abcdefg"), '"a", "b", "c", "d", "e", "f" .... Sales need'),
    ],
)
def test_what_looks_like_nothing_is_refused_with_what_we_know(cursor, columns, shown):
    with pytest.raises(ImportFailed) as refused:
        found(cursor, columns, ["x"] * len(columns))
    told = refused.value.message
    assert told.startswith(
        "sold.csv is not an export that we know, and its columns look like nothing we can use: "
        f"{shown} a day and an amount, appointments a day, surveys a day and an answer, "
        "lists of customers a name or a contact. We know: "
    )
    known = [one.title for one in every_format() if one.signature and not one.refusal]
    assert told.endswith(f"We know: {', '.join(known)}.")
    assert "any sales" not in told.lower()


def test_where_every_field_is_taken_away_nothing_is_left(cursor):
    with pytest.raises(ImportFailed, match="look like nothing"):
        found(cursor, SOLD, SOLD_ROW, fields=dict.fromkeys(SOLD_FIELDS, ""))


def test_of_what_looks_like_nothing_a_kind_alone_is_not_enough(cursor):
    with pytest.raises(ImportFailed, match="look like nothing"):
        found(cursor, ("a", "b"), ("x", "y"), kind="sales")


# A survey is known by its first column alone

ANSWERS = ("Timestamp", "How was it?", "What did you like?")
ANSWER = ("2026-03-02 10:00:00", "9", "The cake.")


@pytest.mark.parametrize(
    ("columns", "row", "format"),
    [
        (ANSWERS, ANSWER, "google_forms"),
        (("Timestamp", "Name", "Phone"), (ANSWER[0], "Ana Lund", "6035550107"), "google_forms"),
        (("Timestamp", "Rating", "Comment"), (ANSWER[0], "4", "Fine."), "google_forms"),
        (("Timestamp", "Colour"), (ANSWER[0], "red"), "google_forms"),
        (
            ("Timestamp", "Start time", "Client"),
            (ANSWER[0], "2026-03-04 11:00", "Ana Lund"),
            "google_forms",
        ),
        (("Timestamp", *SOLD), (ANSWER[0], *SOLD_ROW), "any_sales"),
        (("Timestamp", "Status", "Name"), (ANSWER[0], "no-show", "Ana Lund"), "any_visits"),
        (
            ("Timestamp", "Start time", "Stylist", "Client"),
            (ANSWER[0], "2026-03-04 11:00", "Eva Bell", "Ana Lund"),
            "any_visits",
        ),
        (("Timestamp", "Service", "Name"), (ANSWER[0], "Haircut", "Ana Lund"), "any_visits"),
        (
            ("Timestamp", "Service", "Name", "Was it good?"),
            (ANSWER[0], "Haircut", "Ana Lund", "Sure"),
            "google_forms",
        ),
    ],
    ids=[
        "answers",
        "people",
        "scores",
        "colours",
        "bare days",
        "sales",
        "status",
        "staff",
        "service",
        "a question",
    ],
)
def test_what_begins_with_a_timestamp_is_a_survey_unless_it_looks_otherwise(
    cursor, columns, row, format
):
    assert found(cursor, columns, row).export.name == format


# Names of programs


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("sold 2026-03.csv", "export sold"),
        ("Till_Export (2).CSV", "export till export"),
        ("2026-03-02.csv", "export"),
        ("a/b/Täglich.xlsx", "export täglich"),
    ],
)
def test_a_program_is_called_by_its_file_without_figures(cursor, file, name):
    assert found(cursor, SOLD, SOLD_ROW, file=file).vendor == name


@pytest.mark.parametrize(("file", "first"), [("sold.csv", "export sold"), ("7.csv", "export")])
def test_another_program_of_the_same_name_gets_the_next_number(cursor, file, first):
    names = []
    for place in range(4):
        # Nothing of another's header, so that none is taken for the other's.
        vendor = found(cursor, SOLD, SOLD_ROW, file=file).vendor
        names.append(vendor)
        confirm(cursor, [f"{place}{letter}" for letter in "abc"], fields={}, vendor=vendor)
    assert names == [first, f"{first} 2", f"{first} 3", f"{first} 4"]


# As it was confirmed before


def test_what_was_confirmed_is_read_so_again_unasked(cursor):
    fields = SOLD_FIELDS | {"net": "Item", "item": "Total"}
    confirm(cursor, SOLD, fields=fields, day_first=True)
    assert found(cursor, SOLD, SOLD_ROW) == Mapping(
        find_format("any_sales"), "the till", fields, {}, True, is_confirmed=True
    )


def test_a_new_choice_goes_over_what_was_confirmed(cursor):
    confirm(cursor, SOLD, day_first=True)
    other = found(cursor, SOLD, SOLD_ROW, kind="visits", vendor="mine", day_first=False)
    assert other == Mapping(
        find_format("any_visits"), "mine", SOLD_FIELDS, {}, False, is_confirmed=True
    )
    fields = found(cursor, SOLD, SOLD_ROW, fields={"item": ""})
    assert "item" not in fields.fields
    assert fields.vendor == "the till"


@pytest.mark.parametrize(
    ("there", "is_known"),
    [(10, True), (7, True), (6, False)],
)
def test_of_ten_columns_seven_must_be_there(cursor, there, is_known):
    columns = [*SOLD, "a", "b", "c", "d", "e"]
    confirm(cursor, columns)
    assert (recall(cursor, columns[:there]) is not None) == is_known


@pytest.mark.parametrize(("more", "is_known"), [(2, True), (3, False)])
def test_seven_of_ten_columns_must_have_been_there(cursor, more, is_known):
    """Of 7 of 9 and of 7 of 10 the first is enough; 5 of 7 is, too, and 5 of 8 is not."""
    confirm(cursor, SOLD)
    assert (recall(cursor, [*SOLD, *"abcdef"[:more]]) is not None) == is_known


def test_a_column_that_was_read_must_be_there(cursor):
    columns = [*SOLD, "a", "b", "c", "d", "e"]
    confirm(cursor, columns)
    for gone in range(10):
        left = columns[:gone] + columns[gone + 1 :]
        assert (recall(cursor, left) is not None) == (gone >= len(SOLD)), columns[gone]


def test_of_columns_that_are_joined_each_must_be_there(cursor):
    columns = ["Day", "First", "Last", "a", "b", "c", "d"]
    confirm(cursor, columns, fields={"date": "Day", "customer_name": "First + Last"})
    assert recall(cursor, [*columns[:5]]) is not None
    assert recall(cursor, [column for column in columns if column != "Last"]) is None
    assert recall(cursor, [column for column in columns if column != "First"]) is None


def test_a_column_that_is_itself_called_so_is_one(cursor):
    columns = ["Day", "Food + Drink", "a", "b"]
    confirm(cursor, columns, fields={"date": "Day", "net": "Food + Drink"})
    assert recall(cursor, columns) is not None


def test_columns_are_the_same_in_any_order_and_case_and_with_any_spaces(cursor):
    confirm(cursor, SOLD)
    again = ["TOTAL", " date", "Item", "customer   NO", "receipt"]
    remembered = recall(cursor, again)
    assert remembered is not None
    assert remembered.vendor == "the till"
    confirm(cursor, again, vendor="the other")
    assert recall(cursor, SOLD).vendor == "the other"
    assert cursor.execute("select count(*) from desk.mapping").fetchall() == [(1,)]


def test_of_two_the_likest_is_followed_and_of_equals_the_newer(cursor, monkeypatch):
    class Clock(datetime):
        moment = datetime(2026, 3, 2, 9, 0, 30, 7, tzinfo=UTC)

        @classmethod
        def now(cls, tz: object = None) -> datetime:
            cls.moment += timedelta(minutes=1)
            return cls.moment

    monkeypatch.setattr(saved_mappings, "datetime", Clock)
    for place, column in enumerate(("x", "y", "z")):
        confirm(cursor, [*SOLD, column], vendor=f"till {place}")
    for seen, vendor in (("x", 0), ("y", 1), ("z", 2), ("w", 2)):
        assert recall(cursor, [*SOLD, seen]).vendor == f"till {vendor}"
    told = cursor.execute("select max(saved_at) from desk.mapping").fetchall()
    assert told == [(datetime(2026, 3, 2, 9, 3, 30),)]  # noqa: DTZ001


def test_what_is_remembered_is_told_as_it_was_confirmed(cursor):
    columns = ["Täg", "Betrag"]
    confirm(cursor, columns, fields={"date": "Täg", "net": "Betrag"}, day_first=True)
    remembered = recall(cursor, columns)
    assert remembered is not None
    assert set(remembered.columns) == {"täg", "betrag"}
    assert (remembered.format, remembered.vendor) == ("any_sales", "the till")
    assert remembered.fields == {"date": "Täg", "net": "Betrag"}
    assert remembered.day_first is True
    assert recall(cursor, ["Tag", "Betrag"]) is None
