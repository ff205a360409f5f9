"""Which export a header belongs to."""

import re

import pytest

from regulars.errors import ImportFailed
from regulars.intake.formats import detect_format, every_format
from tests.tables import (
    ACUITY_HEADER,
    DIRECTORY_HEADER,
    SHOPIFY_HEADER,
    SQUARE_HEADER,
    SQUARE_HEADER_NOW,
    columns,
)

FORMS_HEADER = ["Timestamp", "Email Address", "How likely are you to recommend us?"]

# As published: Square's 24 columns of 2019 are SQUARE_HEADER; these are the 35 of today.
SQUARE_HEADER_35 = [
    *SQUARE_HEADER,
    *columns("Unit,Count,GTIN,Itemization Type,Commission,Employee,Fulfillment Note,Channel"),
    *columns("Token,Card Brand,PAN Suffix"),
]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (SQUARE_HEADER, "square_items"),
        (SQUARE_HEADER_NOW, "square_items"),
        (SQUARE_HEADER_35, "square_items"),
        (SQUARE_HEADER_35[::-1], "square_items"),
        ([column.upper() for column in SQUARE_HEADER], "square_items"),
        ([f"  {column}  " for column in SQUARE_HEADER], "square_items"),
        ([*SQUARE_HEADER, "Loyalty tier"], "square_items"),
        (DIRECTORY_HEADER, "square_customers"),
        ([*DIRECTORY_HEADER, "Favourite cake", "VIP"], "square_customers"),
        (ACUITY_HEADER, "acuity_appointments"),
        ([*ACUITY_HEADER, "Canceled"], "acuity_appointments"),
        (sorted(ACUITY_HEADER), "acuity_appointments"),
        (SHOPIFY_HEADER, "shopify_orders"),
        ([*SHOPIFY_HEADER, "Tax 1 Name", "Tax 1 Value"], "shopify_orders"),
        (FORMS_HEADER, "google_forms"),
        (["Timestamp", "What did you have?"], "google_forms"),
        (["timestamp", "Score"], "google_forms"),
    ],
)
def test_the_export_is_known_by_its_columns(header, name):
    assert detect_format(header, "file.csv").name == name


def test_three_of_four_signature_columns_are_enough():
    header = [column for column in SQUARE_HEADER if column != "Price Point Name"]
    assert detect_format(header, "file.csv").name == "square_items"


@pytest.mark.parametrize(
    "header",
    [
        ["Date", "Time", "Amount"],
        ["Email Address", "Timestamp", "How was it?"],
        ["Gross Sales", "Transaction ID", "Date"],
        [""],
    ],
)
def test_an_export_that_is_none_of_them_is_not_taken_for_one(header):
    assert detect_format(header, "mystery.csv") is None


def test_a_missing_needed_column_is_named_with_the_nearest_one_there():
    header = ["Net Sale" if column == "Net Sales" else column for column in SQUARE_HEADER]
    with pytest.raises(ImportFailed) as caught:
        detect_format(header, "till.csv")
    assert caught.value.message == (
        'till.csv looks like Square item sales, but the column "Net Sales" is missing. The nearest '
        'column there is "Net Sale". Export it again with all columns, and do not rename or delete '
        "any."
    )


def test_several_missing_columns_are_all_named():
    header = [column for column in SQUARE_HEADER if column not in ("Qty", "Date")]
    with pytest.raises(ImportFailed, match='but the columns "Date", "Qty" are missing'):
        detect_format(header, "till.csv")


def test_nothing_is_called_nearest_that_is_not_near():
    header = ["How many" if column == "Qty" else column for column in SQUARE_HEADER]
    with pytest.raises(ImportFailed) as caught:
        detect_format(header, "till.csv")
    assert "nearest" not in caught.value.message


@pytest.mark.parametrize(
    "known", [known for known in every_format() if len(known.signature) > 3], ids=lambda k: k.name
)
def test_every_needed_column_is_missed(known):
    """Where the rest of the signature still says which export it is."""
    for column in {*known.needs} - {*known.signature}:
        header = [*known.signature, *(name for name in known.needs if name != column)]
        with pytest.raises(ImportFailed, match=f'"{re.escape(column)}"'):
            detect_format(list(dict.fromkeys(header)), "file.csv")


def test_the_fields_of_a_file_are_those_whose_columns_it_has():
    square = detect_format(SQUARE_HEADER, "till.csv")
    without = [column for column in SQUARE_HEADER if column not in ("Customer Name", "Location")]
    fields = square.present_fields(without)
    assert fields["net"] == "Net Sales"
    assert "customer_name" not in fields
    assert "location" not in fields
    assert "staff" not in fields  # the old export has no Employee
    assert square.present_fields(SQUARE_HEADER_NOW)["staff"] == "Employee"


def test_a_field_of_two_columns_needs_both():
    acuity = detect_format(ACUITY_HEADER, "bookings.csv")
    assert acuity.present_fields(ACUITY_HEADER)["customer_name"] == "First Name + Last Name"
    header = [column for column in ACUITY_HEADER if column != "Last Name"]
    assert "customer_name" not in acuity.present_fields(header)
