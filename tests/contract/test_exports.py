"""Every export format is complete, and maps rows of its own."""

import re

import duckdb
import pytest

from regulars.intake.formats import EXPORTS_DIR, every_format
from tests.tables import (
    acuity_appointments,
    google_forms,
    rows_of,
    shopify_orders,
    square_customers,
    square_items,
    take_text,
)

FORMATS = {known.name: known for known in every_format()}
each_format = pytest.mark.parametrize("name", FORMATS)

# A file of each: a format without one here fails the test below.
FILES = {
    "acuity_appointments": acuity_appointments("start | name\n2026-03-02 09:00 | Ana Bo"),
    "google_forms": google_forms("date | How was it?\n2026-03-02 | 4"),
    "shopify_orders": shopify_orders(
        "Name | Created at | Lineitem quantity | Lineitem name | Lineitem price\n"
        "#1 | 2026-03-02 08:00:00 -0500 | 1 | Mug | 4"
    ),
    "square_customers": square_customers("customer | name\nK1 | Ana Bo"),
    "square_items": square_items("date\n2026-03-02"),
}
TABLES = {
    "sales": "receipt_line",
    "customers": "customer_record",
    "visits": "appointment",
    "satisfaction": "response",
}
# What each kind must say besides row_number, content and reason.
COLUMNS = {
    "sales": "receipt_id sold_at customer_name item category quantity gross discount net tax tip "
    "is_refund staff location channel vendor_customer_id email phone currency time_zone",
    "customers": "customer_name vendor_customer_id email phone currency time_zone",
    "visits": "appointment_id starts_at ends_at booked_on customer_name service price status staff "
    "location vendor_customer_id email phone currency time_zone",
    "satisfaction": "responded_at customer_name question touchpoint metric score comment staff "
    "location vendor_customer_id email phone currency time_zone",
}


def header_keys(name: str) -> list[str]:
    text = (EXPORTS_DIR / f"{name}.sql").read_text(encoding="utf-8")
    return re.findall(r"^-- ([A-Z][A-Za-z ]*?):", text.split("\n\n")[0], re.MULTILINE)


@each_format
def test_the_header_has_all_its_parts(name):
    needed = ["Kind", "Vendor", "Signature", "Needs", "Fields", "Grain", "Quirks"]
    assert [key for key in header_keys(name) if key in needed] == needed
    known = FORMATS[name]
    assert known.title
    assert known.kind in TABLES
    assert known.signature
    assert known.needs
    assert known.fields


@each_format
def test_columns_are_spelt_the_same_throughout(name):
    known = FORMATS[name]
    columns = {*known.needs, *known.may_have}
    named = {part for column in known.fields.values() for part in column.split(" + ")}
    assert named <= columns, "a field names a column that the SQL never gets"
    in_sql = set(re.findall(r'"([^"]+)"', re.sub(r"--.*|'[^']*'", "", known.sql)))
    assert in_sql <= columns | {"{}"}
    assert columns <= in_sql, "a column is asked for and not used"


@each_format
def test_no_two_formats_have_the_same_columns(name):
    others = [known for other, known in FORMATS.items() if other != name]
    header = list(dict.fromkeys([*FORMATS[name].signature, *FORMATS[name].needs]))
    assert all(known.likeness(header) < 0.75 for known in others)
    assert FORMATS[name].likeness(header) == 1


@each_format
def test_the_select_has_the_columns_of_its_kind(name):
    known = FORMATS[name]
    last = re.split(r"\n(?=select\b)", re.sub(r"--.*", "", known.sql))[-1].split("\nfrom ")[0]
    for column in [*COLUMNS[known.kind].split(), "row_number", "content", "reason"]:
        assert re.search(rf"\b{column}\b", last), column


@each_format
def test_its_parameters_are_known(name):
    assert duckdb.extract_statements(FORMATS[name].sql)[0].named_parameters <= {"time_zone"}


@pytest.mark.usefixtures("facts_left_alone")
@each_format
def test_it_maps_rows_of_its_own(empty_store, tmp_path, name):
    report = take_text(empty_store, tmp_path, FILES[name])
    assert (report.error, report.format, report.kept) == (None, name, 1)
    table = TABLES[FORMATS[name].kind]
    assert rows_of(empty_store, f"select count(*), min(row_number) from exports.{table}") == [
        (1, 2)
    ]


def test_every_format_has_a_file_here():
    assert set(FILES) == set(FORMATS)
    assert {path.stem for path in EXPORTS_DIR.glob("*.sql")} == set(FORMATS)


def test_every_kind_is_had():
    assert {known.kind for known in FORMATS.values()} == set(TABLES)
