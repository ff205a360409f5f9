"""Mindbody's first visits."""

from datetime import datetime

from tests.tables import columns, csv_text

HEADER = columns(
    "Client ID,Client,Email,Phone,# Visits since First Visit,First Visit,Staff,Pricing Option,"
    "Visit Type,Visit Location,Cross-Regional,Booking Method,Referral Type"
)
ANA = {
    "Client ID": "100000123",
    "Client": "Bo, Ana",
    "Email": "ana@example.org",
    "Phone": "(415) 555-0101",
    "# Visits since First Visit": "7",
    "First Visit": "3/14/2026",
    "Staff": "Maya",
    "Pricing Option": "Intro month",
    "Visit Type": "Vinyasa flow",
    "Visit Location": "Harbor",
}


def first_visits(*rows: dict[str, str]) -> str:
    return csv_text(HEADER, rows)


def test_a_first_visit_is_understood(take_rows):
    taken = take_rows(first_visits(ANA))
    assert (taken.report.format, taken.report.kept) == ("mindbody_first_visits", 1)
    (row,) = taken.rows
    assert (row["starts_at"], row["status"]) == (datetime(2026, 3, 14), "booked")
    assert [row[name] for name in ("customer_name", "service", "staff", "location")] == [
        "Ana Bo",
        "Vinyasa flow",
        "Maya",
        "Harbor",
    ]
    assert taken.known_by() == {
        "mindbody 100000123",
        "email ana@example.org",
        "phone +14155550101",
    }


def test_visits_since_then_change_nothing(take_rows):
    take_rows(first_visits(ANA))
    taken = take_rows(first_visits(ANA | {"# Visits since First Visit": "9"}))
    assert (taken.report.kept, taken.report.known) == (0, 1)


def test_a_first_visit_put_right_is_still_the_first(take_rows):
    take_rows(first_visits(ANA))
    taken = take_rows(first_visits(ANA | {"First Visit": "3/21/2026", "Client": "Bo-Lee, Ana"}))
    assert [row["starts_at"].day for row in taken.rows] == [21]


def test_without_an_id_the_email_tells_who_it_was(take_rows):
    ben = ANA | {"Client ID": "", "Email": "ben@example.org", "Client": "Bo, Ben"}
    assert take_rows(first_visits(ANA | {"Client ID": ""}, ben)).report.kept == 2


def test_whoever_never_came_or_is_nobody_is_rejected(take_rows):
    nobody = {"First Visit": "3/14/2026", "# Visits since First Visit": "0"}
    taken = take_rows(first_visits(ANA | {"First Visit": ""}, nobody, ANA))
    assert taken.rejected == {
        2: "First Visit cannot be read: the cell is empty",
        3: "There is nothing to tell whose first visit it was",
    }


def test_the_attendance_and_the_first_visits_are_two_exports(take_rows):
    take_rows(first_visits(ANA))
    header = columns(
        "Client ID,Description,Start time,Client,Status,Staff,Date,First Visit,Scheduled Online,"
        "End time,Membership,Staff Alert,Yellow Alert,Appointment Notes,Notes,Unpaid Appointment,"
        "Birthday"
    )
    row = {"Client ID": "100000123", "Client": "Bo, Ana", "Date": "3/14/2026", "First Visit": "Yes"}
    taken = take_rows(csv_text(header, [row | {"Start time": "6:30 PM"}]))
    assert taken.report.format == "mindbody_schedule"
    assert taken.known_by(0) == taken.known_by(1)
