"""Loyverse's customers."""

from tests.tables import columns, csv_text

HEADER = columns(
    "Customer ID,Customer name,Email,Phone,First visit,Last visit,Total visits,Total spent,Address"
)
ANA = {
    "Customer ID": "9f0c8a52-1111-4c1e-9a5e-0a0b0c0d0e0f",
    "Customer name": "Ana Bo",
    "Email": "ana@example.org",
    "Phone": "0161 496 0101",
    "First visit": "02/03/2026 09:10",
    "Last visit": "14/04/2026 17:45",
    "Total visits": "12",
    "Total spent": "140.20",
}


def test_a_customer_is_understood(take_rows):
    taken = take_rows(csv_text(HEADER, [ANA]), country="GB")
    assert (taken.report.format, taken.report.kept) == ("loyverse_customers", 1)
    assert taken.column("customer_name") == ["Ana Bo"]
    assert taken.known_by() == {
        f"loyverse {ANA['Customer ID']}",
        "email ana@example.org",
        "phone +441614960101",
    }


def test_the_code_on_the_card_is_enough_to_be_somebody(take_rows):
    header = [*HEADER, "Customer code", "Points balance"]
    rows = [{"Customer name": "Ana Bo", "Customer code": "0042"}, {"Customer name": "Ben"}]
    taken = take_rows(csv_text(header, rows))
    assert taken.report.fields["card"] == "Customer code"
    assert taken.column("customer_name") == ["Ana Bo"]
    assert list(taken.rejected) == [3]


def test_columns_that_are_missing_leave_the_rest_as_it_is(take_rows):
    header = [column for column in HEADER if column not in ("Customer ID", "Address")]
    rows = [{name: ANA[name] for name in header}]
    taken = take_rows(csv_text(header, rows), country="GB")
    assert taken.known_by() == {"email ana@example.org", "phone +441614960101"}


def test_visits_since_then_are_no_news_of_the_customer(take_rows):
    take_rows(csv_text(HEADER, [ANA]))
    later = ANA | {"Last visit": "20/04/2026 08:00", "Total visits": "13", "Total spent": "151"}
    taken = take_rows(csv_text(HEADER, [later]))
    assert (taken.report.kept, taken.report.known) == (0, 1)
