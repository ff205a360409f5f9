"""Every export format is complete, and maps rows of its own."""

import re
from pathlib import Path

import duckdb
import pytest

from regulars.intake.fields import FIELDS, KINDS, UNASKED, asked_fields, fields_of
from regulars.intake.formats import EXPORTS_DIR, every_format

TESTS_DIR = Path(__file__).parent.parent / "formats"
FORMATS = {known.name: known for known in every_format()}
each_format = pytest.mark.parametrize("name", FORMATS)
each_useful_format = pytest.mark.parametrize(
    "name", [name for name, known in FORMATS.items() if not known.refusal]
)

# What each kind must say besides row_number, row_id and reason.
COLUMNS = {
    "sales": "receipt_id sold_at customer_name item category quantity gross discount net tax tip "
    "is_refund staff location channel vendor_customer_id email phone card currency time_zone",
    "customers": "customer_name vendor_customer_id email phone card currency time_zone",
    "visits": "appointment_id starts_at ends_at booked_on customer_name service price status staff "
    "location vendor_customer_id email phone card currency time_zone",
    "satisfaction": "responded_at customer_name question touchpoint metric score comment staff "
    "location vendor_customer_id email phone card currency time_zone",
}


def header_keys(name: str) -> list[str]:
    text = (EXPORTS_DIR / f"{name}.sql").read_text(encoding="utf-8")
    return re.findall(r"^-- ([A-Z][A-Za-z ]*?):", text.split("\n\n")[0], re.MULTILINE)


@each_format
def test_the_header_has_all_its_parts(name):
    known = FORMATS[name]
    needed = ["Kind", "Needs", "May have", "Grain", "Quirks"]
    if known.refusal:
        needed = ["Kind", "Vendor", "Signature", "Refuse"]
    elif known.signature:
        needed = ["Kind", "Vendor", "Signature", "Needs", "Fields", "Grain", "Quirks"]
    assert [key for key in header_keys(name) if key in needed] == needed
    assert known.title
    assert known.kind in (*KINDS, "refused")
    assert known.level in ("item", "receipt", "payment")
    assert known.needs or known.refusal


@each_useful_format
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
    if not FORMATS[name].signature:
        return
    header = list(dict.fromkeys([*FORMATS[name].signature, *FORMATS[name].needs]))
    assert all(known.likeness(header) < 0.75 for known in others)
    assert FORMATS[name].likeness(header) == 1


@each_useful_format
def test_the_select_has_the_columns_of_its_kind(name):
    known = FORMATS[name]
    last = re.split(r"\n(?=select\b)", re.sub(r"--.*", "", known.sql))[-1].split("\nfrom ")[0]
    for column in [*COLUMNS[known.kind].split(), "row_number", "row_id", "reason"]:
        assert re.search(rf"\b{column}\b", last), column


@each_useful_format
def test_its_parameters_are_known(name):
    assert duckdb.extract_statements(FORMATS[name].sql)[0].named_parameters <= {
        "time_zone",
        "day_first",
        "decimal_mark",
        "vendor",
    }


@each_format
def test_it_has_tests_of_its_own(name):
    assert (TESTS_DIR / f"test_{name}.py").exists()


def test_every_kind_is_had():
    assert {known.kind for known in FORMATS.values()} == {*COLUMNS, "refused"}


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_kind_has_a_format_for_exports_that_nobody_knows(kind):
    assert not FORMATS[f"any_{kind}"].signature
    assert FORMATS[f"any_{kind}"].kind == kind
    columns = {*FORMATS[f"any_{kind}"].needs, *FORMATS[f"any_{kind}"].may_have}
    assert columns <= set(fields_of(kind))


@each_format
def test_its_fields_are_those_of_its_kind(name):
    known = FORMATS[name]
    assert known.refusal or set(known.fields) <= set(fields_of(known.kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_asks_for_one_field_after_the_other(kind):
    places = [field.places[kind] for field in asked_fields(kind)]
    assert places == list(range(1, len(places) + 1))


def test_every_field_is_asked_for_somewhere():
    assert FIELDS
    for field in FIELDS.values():
        assert field.places.keys() <= KINDS.keys()
        assert any(place != UNASKED for place in field.places.values()), field.name
