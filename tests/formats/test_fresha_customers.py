"""Fresha's client list."""

import csv
import io

import pytest

from tests.tables import columns

HEADER = columns(
    "Client ID,First Name,Last Name,Full Name,Blocked,Block Reason,Gender,Mobile Number,Telephone,"
    "Email,Accepts Marketing,Accepts SMS Marketing,Address,Apartement Suite,Area,City,State,"
    "Post Code,Date of Birth,Added,Note,Referral Source,Tags"
)
ANA = {
    "Client ID": "88120431",
    "First Name": "Ana",
    "Last Name": "Bo",
    "Full Name": "Ana Bo",
    "Blocked": "No",
    "Mobile Number": "+44 7700 900 123",
    "Email": "ana@example.org",
    "Added": "2025-11-02",
}


def client_list(*rows: dict[str, str], header: list[str] = HEADER) -> str:
    """As Fresha writes it: every cell in quotes."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(
        written, header, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
def test_a_client_is_understood(take_rows, mark):
    taken = take_rows(mark + client_list(ANA).encode(), country="GB")
    assert (taken.report.format, taken.report.kept) == ("fresha_customers", 1)
    assert taken.column("customer_name") == ["Ana Bo"]
    assert taken.known_by() == {
        "fresha 88120431",
        "email ana@example.org",
        "phone +447700900123",
    }


@pytest.mark.parametrize("written", ["44 7700 900123", "07700 900123", "+44 (0)7700 900123"])
def test_a_phone_is_the_same_however_it_is_written(take_rows, written):
    taken = take_rows(client_list(ANA | {"Mobile Number": written}), country="GB")
    assert "phone +447700900123" in taken.known_by()


def test_the_telephone_stands_in_for_the_mobile(take_rows):
    row = ANA | {
        "Mobile Number": "",
        "Telephone": "0161 496 0101",
        "First Name": "",
        "Last Name": "",
    }
    taken = take_rows(client_list(row), country="GB")
    assert "phone +441614960101" in taken.known_by()
    assert taken.column("customer_name") == ["Ana Bo"]


def test_a_header_spelt_right_one_day_is_the_same_export(take_rows):
    header = ["Apartment Suite" if name == "Apartement Suite" else name for name in HEADER]
    assert take_rows(client_list(ANA, header=header)).report.format == "fresha_customers"


def test_a_blocked_client_is_a_customer_and_notes_may_have_several_lines(take_rows):
    rows = [
        ANA
        | {"Blocked": "Yes", "Block Reason": "Did not come,\ntwice", "Note": 'Likes "the usual"'},
        ANA | {"Client ID": "88120432", "First Name": "Ben", "Email": "", "Mobile Number": ""},
    ]
    taken = take_rows(client_list(*rows))
    assert taken.column("customer_name") == ["Ana Bo", "Ben Bo"]


def test_lists_that_overlap_know_what_they_share(take_rows):
    ben = ANA | {"Client ID": "88120432", "First Name": "Ben", "Email": "ben@example.org"}
    take_rows(client_list(ANA, ben), "part-1.csv")
    taken = take_rows(client_list(ben, {"First Name": "Cleo"}), "part-2.csv")
    assert (taken.report.known, taken.report.rejected, taken.report.kept) == (1, 1, 0)


def test_who_agreed_to_be_written_to(take_rows):
    agreed = {"Accepts Marketing": "Yes", "Accepts SMS Marketing": "No"}
    blocked = agreed | {"Client ID": "2", "Email": "b@example.org", "Blocked": "Yes"}
    taken = take_rows(client_list(ANA | agreed, ANA | blocked), country="GB")
    assert list(zip(taken.column("may_email"), taken.column("may_text"), strict=True)) == [
        (True, False),
        (False, False),
    ]
