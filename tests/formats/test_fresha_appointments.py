"""Fresha's appointments."""

from datetime import datetime

from regulars.intake.choices import Choices
from tests.tables import columns, csv_text

HEADER = columns(
    "Appointment reference,Client,Team member,Resource,Scheduled date,Scheduled time,Duration,"
    "Services,Status"
)
CUT = {
    "Appointment reference": "A1B2C3",
    "Client": "Ana Bo",
    "Team member": "Maya",
    "Scheduled date": "06/07/2026",
    "Scheduled time": "10:30",
    "Duration": "1h 30m",
    "Services": "Cut & finish",
    "Status": "Completed",
}
DAY_FIRST = Choices(day_first=True)


def appointments(*rows: dict[str, str]) -> str:
    return csv_text(HEADER, rows)


def test_an_appointment_is_understood(take_rows):
    taken = take_rows(appointments(CUT), choices=DAY_FIRST)
    assert (taken.report.format, taken.report.kept) == ("fresha_appointments", 1)
    (row,) = taken.rows
    assert row["starts_at"] == datetime(2026, 7, 6, 10, 30)
    assert row["ends_at"] == datetime(2026, 7, 6, 12, 0)
    assert [row[name] for name in ("appointment_id", "customer_name", "service", "staff")] == [
        "A1B2C3",
        "Ana Bo",
        "Cut & finish",
        "Maya",
    ]
    assert (row["status"], row["price"], row["handle_no"]) == ("booked", None, None)


def test_days_as_workspaces_write_them(take_rows):
    written = [
        ("06/07/2026", "10:30"),
        ("2026-07-06 10:30:00", ""),
        ("2026-07-06 10:30:00", "10:30"),
        ("2026-07-06", "10:30"),
        ("06 Jul 2026, 10:30am", ""),
        ("6 July 2026", "10:30"),
    ]
    rows = [
        CUT | {"Appointment reference": str(place), "Scheduled date": day, "Scheduled time": time}
        for place, (day, time) in enumerate(written)
    ]
    taken = take_rows(appointments(*rows), choices=DAY_FIRST)
    assert taken.column("starts_at") == [datetime(2026, 7, 6, 10, 30)] * len(written)


def test_how_long_it_takes_where_that_is_said(take_rows):
    minutes = {"90 min": 90, "1:30": 90, "45m": 45, "2h": 120, "all day": None, "": None}
    rows = [
        CUT | {"Appointment reference": str(place), "Duration": duration}
        for place, duration in enumerate(minutes)
    ]
    taken = take_rows(appointments(*rows), choices=DAY_FIRST)
    assert [
        row["ends_at"] and (row["ends_at"] - row["starts_at"]).total_seconds() / 60
        for row in taken.rows
    ] == list(minutes.values())


def test_what_became_of_it(take_rows):
    statuses = {
        "Booked": "booked",
        "Confirmed": "booked",
        "Arrived": "booked",
        "Started": "booked",
        "": "booked",
        "Cancelled": "cancelled",
        "No-show": "no_show",
        "Storniert": "cancelled",
    }
    rows = [
        CUT | {"Appointment reference": str(place), "Status": said}
        for place, said in enumerate(statuses)
    ]
    taken = take_rows(appointments(*rows), choices=DAY_FIRST)
    assert dict(zip(statuses, taken.column("status"), strict=True)) == statuses


def test_a_walk_in_has_no_name(take_rows):
    taken = take_rows(appointments(CUT | {"Client": "Walk-In"}), choices=DAY_FIRST)
    assert taken.column("customer_name") == [None]


def test_an_appointment_that_was_moved_or_cancelled_is_the_same(take_rows):
    take_rows(appointments(CUT), choices=DAY_FIRST)
    moved = CUT | {"Scheduled date": "09/07/2026", "Team member": "Tom", "Status": "Cancelled"}
    taken = take_rows(appointments(moved), choices=DAY_FIRST)
    assert (taken.report.kept, taken.report.changed) == (1, 1)
    assert [(row["starts_at"].day, row["status"]) for row in taken.rows] == [(9, "cancelled")]


def test_a_booking_of_several_services_or_days_is_several_rows(take_rows):
    rows = [
        CUT,
        CUT | {"Services": "Colour", "Scheduled time": "12:00"},
        CUT | {"Scheduled date": "20/07/2026"},
    ]
    taken = take_rows(appointments(*rows), choices=DAY_FIRST)
    assert taken.report.kept == 3
    assert take_rows(appointments(*rows), choices=DAY_FIRST).report.known == 3


def test_rows_that_are_no_appointment(take_rows):
    rows = [
        CUT | {"Scheduled date": "soon", "Scheduled time": ""},
        CUT | {"Scheduled date": "", "Scheduled time": ""},
        CUT | {"Status": "Waitlist"},
        CUT,
    ]
    taken = take_rows(appointments(*rows), choices=DAY_FIRST)
    assert taken.rejected == {
        2: 'Scheduled date cannot be read: "soon"',
        3: "Scheduled date cannot be read: the cell is empty",
        4: "Somebody on a waiting list: nothing was booked yet",
    }


def test_a_missing_reference_leaves_day_client_and_service_to_know_it_by(take_rows):
    row = CUT | {"Appointment reference": ""}
    other = row | {"Client": "Ben"}
    assert take_rows(appointments(row, other), choices=DAY_FIRST).report.kept == 2
    again = take_rows(appointments(row | {"Status": "No-show"}), choices=DAY_FIRST)
    assert (again.report.kept, again.report.changed) == (1, 1)
