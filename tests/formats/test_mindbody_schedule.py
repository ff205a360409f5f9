"""Mindbody's schedule at a glance."""

from datetime import datetime

from tests.tables import columns, csv_text

HEADER = columns(
    "Client ID,Description,Start time,Client,Status,Staff,Date,First Visit,Scheduled Online,"
    "End time,Membership,Staff Alert,Yellow Alert,Appointment Notes,Notes,Unpaid Appointment,"
    "Birthday"
)
CLASS = {
    "Client ID": "100000123",
    "Description": "Vinyasa flow",
    "Start time": "6:30 PM",
    "Client": "Bo, Ana",
    "Status": "Signed in",
    "Staff": "Maya",
    "Date": "3/14/2026",
    "End time": "7:45 PM",
}


def schedule(*rows: dict[str, str]) -> str:
    return csv_text(HEADER, rows)


def test_a_class_is_understood(take_rows):
    taken = take_rows(schedule(CLASS))
    assert (taken.report.format, taken.report.kept) == ("mindbody_schedule", 1)
    (row,) = taken.rows
    assert (row["starts_at"], row["ends_at"]) == (
        datetime(2026, 3, 14, 18, 30),
        datetime(2026, 3, 14, 19, 45),
    )
    assert (row["customer_name"], row["service"], row["staff"]) == (
        "Ana Bo",
        "Vinyasa flow",
        "Maya",
    )
    assert taken.known_by() == {"mindbody 100000123"}


def test_whoever_signed_in_or_is_still_to_come_is_booked(take_rows):
    statuses = {
        "Signed in": "booked",
        "Booked": "booked",
        "": "booked",
        "Late Cancel": "cancelled",
        "Early Cancel": "cancelled",
        "Absent": "no_show",
        "No Show": "no_show",
    }
    rows = [
        CLASS | {"Client ID": str(place), "Status": said} for place, said in enumerate(statuses)
    ]
    taken = take_rows(schedule(*rows))
    assert dict(zip(statuses, taken.column("status"), strict=True)) == statuses


def test_signing_in_later_changes_the_row_and_adds_none(take_rows):
    take_rows(schedule(CLASS | {"Status": "Booked", "Staff": "Tom", "Client": "Bo, A."}))
    taken = take_rows(schedule(CLASS | {"Status": "Absent"}))
    assert (taken.report.kept, taken.report.changed) == (1, 1)
    assert taken.column("status") == ["no_show"]


def test_two_in_a_class_two_classes_and_two_days_are_rows_of_their_own(take_rows):
    rows = [
        CLASS,
        CLASS | {"Client ID": "100000124", "Client": "Bo, Ben"},
        CLASS | {"Start time": "8:00 PM"},
        CLASS | {"Date": "3/21/2026"},
        CLASS | {"Description": "Sauna"},
    ]
    assert take_rows(schedule(*rows)).report.kept == 5
    assert take_rows(schedule(*rows[::-1])).report.known == 5


def test_a_night_ends_on_the_next_day(take_rows):
    row = CLASS | {"Start time": "11:30 PM", "End time": "12:30 AM"}
    assert take_rows(schedule(row)).column("ends_at") == [datetime(2026, 3, 15, 0, 30)]


def test_rows_that_are_no_booking(take_rows):
    rows = [CLASS | {"Date": "", "Start time": "TBD"}, CLASS | {"Status": "Waitlist"}, CLASS]
    taken = take_rows(schedule(*rows))
    assert taken.rejected == {
        2: 'Date and Start time cannot be read: "TBD"',
        3: "Somebody on a waiting list: nothing was booked yet",
    }
