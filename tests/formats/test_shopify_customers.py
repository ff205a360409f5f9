"""Shopify's customers: the columns of today, and the older ones without an id."""

import pytest

from tests.tables import columns, csv_text

HEADER = columns(
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Address1,Default Address Address2,Default Address City,"
    "Default Address Province Code,Default Address Country Code,Default Address Zip,"
    "Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,"
    "Tags"
)
OLDER_HEADER = columns(
    "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,"
    "Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,"
    "Tags,Note,Tax Exempt"
)
ANA = {
    "Customer ID": "'7210448301122",
    "First Name": "Ana",
    "Last Name": "Bo",
    "Email": "ana@example.org",
    "Accepts Email Marketing": "yes",
    "Phone": "'+14155550101",
    "Total Spent": "120.50",
    "Total Orders": "4",
}


def older(row: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if name in OLDER_HEADER}


def test_the_columns_of_today(take_rows):
    taken = take_rows(csv_text(HEADER, [ANA]))
    assert (taken.report.format, taken.report.kept) == ("shopify_customers", 1)
    assert taken.column("customer_name") == ["Ana Bo"]
    assert taken.known_by() == {
        "shopify 7210448301122",
        "email ana@example.org",
        "phone +14155550101",
    }


def test_the_older_columns(take_rows):
    taken = take_rows(csv_text(OLDER_HEADER, [older(ANA)]))
    assert (taken.report.format, taken.report.kept) == ("shopify_customers", 1)
    assert taken.known_by() == {"email ana@example.org", "phone +14155550101"}


def test_both_exports_of_one_customer_are_one_person(take_rows):
    take_rows(csv_text(OLDER_HEADER, [older(ANA)]))
    taken = take_rows(csv_text(HEADER, [ANA]))
    assert taken.known_by(0) == taken.known_by(1)


def test_the_phone_of_the_address_stands_in_for_a_missing_one(take_rows):
    rows = [
        ANA | {"Phone": " ", "Default Address Phone": "'+14155550102"},
        ANA | {"Customer ID": "'8", "Email": "", "Default Address Phone": "'+14155550103"},
    ]
    taken = take_rows(csv_text(HEADER, rows))
    assert "phone +14155550102" in taken.known_by(0)
    assert taken.known_by(1) == {"shopify 8", "phone +14155550101"}


@pytest.mark.parametrize(
    ("header", "column"), [(HEADER, "Default Address Company"), (OLDER_HEADER, "Company")]
)
def test_a_company_without_a_person_goes_by_its_name(take_rows, header, column):
    row = {"Email": "hello@example.org", column: "Bo & Co"}
    assert take_rows(csv_text(header, [row])).column("customer_name") == ["Bo & Co"]


def test_metafields_and_the_consent_by_another_name_change_nothing(take_rows):
    header = [
        "Accepts Marketing" if column == "Accepts Email Marketing" else column for column in HEADER
    ]
    birthday = "Fecha de nacimiento (customer.metafields.facts.birth_date)"
    row = {name: cell for name, cell in ANA.items() if name in header} | {birthday: "1990-01-02"}
    taken = take_rows(csv_text([*header, birthday], [row]))
    assert (taken.report.format, taken.report.kept) == ("shopify_customers", 1)


def test_two_people_with_one_email_are_two_rows(take_rows):
    rows = [older(ANA) | {"Phone": ""}, older(ANA) | {"First Name": "Ben", "Phone": ""}]
    taken = take_rows(csv_text(OLDER_HEADER, rows))
    assert sorted(taken.column("customer_name")) == ["Ana Bo", "Ben Bo"]


def test_a_name_alone_is_nobody(take_rows):
    taken = take_rows(csv_text(OLDER_HEADER, [{"First Name": "Ana"}, older(ANA)]))
    assert list(taken.rejected) == [2]
    assert taken.report.kept == 1


def test_who_agreed_to_be_written_to(take_rows):
    taken = take_rows(csv_text(HEADER, [ANA | {"Accepts SMS Marketing": "no"}]))
    assert (taken.column("may_email"), taken.column("may_text")) == ([True], [False])
