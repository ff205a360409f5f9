"""WooCommerce's customers (Analytics)."""

import pytest

from tests.tables import columns, csv_text

OLDER_HEADER = columns(
    "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,Region,"
    "Postal Code"
)
HEADER = [*OLDER_HEADER, "Billing Phone", "Shipping Phone", "Role"]
ANA = {
    "Name": "Ana Bo",
    "Username": "Ana.Bo",
    "Last Active": "2026-03-02 09:12:44",
    "Sign Up": "2025-11-02 18:00:01",
    "Email": "ana@example.org",
    "Orders": "4",
    "Total Spend": "120.5",
    "AOV": "30.125",
}


@pytest.mark.parametrize("header", [OLDER_HEADER, HEADER])
def test_a_customer_is_understood(take_rows, header):
    taken = take_rows(csv_text(header, [ANA]))
    assert (taken.report.format, taken.report.kept) == ("woocommerce_customers", 1)
    assert taken.column("customer_name") == ["Ana Bo"]
    assert taken.known_by() == {"woocommerce ana.bo", "email ana@example.org"}


def test_one_phone_or_the_other(take_rows):
    rows = [
        ANA | {"Billing Phone": "+14155550101", "Shipping Phone": "+14155550102"},
        {"Name": "Ben", "Email": "ben@example.org", "Shipping Phone": "+14155550103"},
    ]
    taken = take_rows(csv_text(HEADER, rows))
    assert {"phone +14155550101", "woocommerce ana.bo"} <= taken.known_by(0)
    assert taken.known_by(1) == {"email ben@example.org", "phone +14155550103"}


def test_a_username_of_digits_is_no_id_that_orders_could_have(take_rows):
    taken = take_rows(csv_text(HEADER, [ANA | {"Username": "17"}]))
    assert taken.known_by() == {"email ana@example.org"}


def test_a_guest_is_known_by_the_email(take_rows):
    take_rows(csv_text(HEADER, [ANA | {"Username": "", "Name": "Ana B."}]))
    taken = take_rows(csv_text(HEADER, [ANA | {"Username": "", "Email": "ANA@example.org"}]))
    assert (taken.report.kept, taken.report.changed) == (1, 1)


def test_what_cannot_be_anybody_is_rejected(take_rows):
    taken = take_rows(csv_text(HEADER, [{"Name": "Ana Bo"}, {"Name": "Guest", "Email": "-"}, ANA]))
    assert set(taken.rejected) == {2, 3}
    assert taken.report.kept == 1
