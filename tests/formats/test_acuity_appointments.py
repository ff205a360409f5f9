"""Acuity's appointments."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.tables import ACUITY_HEADER, acuity_appointments, csv_text, rows_of

FACIAL = {
    "Start Time": "March 2, 2026 9:00 am",
    "End Time": "March 2, 2026 1:30 pm",
    "Timezone": "America/New_York",
    "First Name": "Ana",
    "Last Name": "Bo",
    "Phone": "'+14155550101",
    "Email": "ana@example.org",
    "Type": "Facial",
    "Calendar": "Maya",
    "Appointment Price": "45.00",
    "Paid?": "yes",
    "Amount Paid Online": "10.00",
    "Date Scheduled": "2026-02-20",
    "Date Rescheduled": "2026-02-25",
    "Appointment ID": "7",
}


def test_an_appointment_is_understood(take_rows, empty_store):
    taken = take_rows(csv_text(ACUITY_HEADER, [FACIAL]))
    assert (taken.report.format, taken.report.kept) == ("acuity_appointments", 1)
    (row,) = taken.rows
    assert (row["starts_at"], row["ends_at"], row["booked_on"]) == (
        datetime(2026, 3, 2, 9, 0),
        datetime(2026, 3, 2, 13, 30),
        date(2026, 2, 20),
    )
    # A deposit (Amount Paid Online) is no price.
    assert (row["price"], row["status"], row["location"]) == (Decimal("45.00"), "booked", None)
    assert [row[name] for name in ("appointment_id", "customer_name", "service", "staff")] == [
        "7",
        "Ana Bo",
        "Facial",
        "Maya",
    ]
    assert taken.known_by() == {"email ana@example.org", "phone +14155550101"}
    assert rows_of(empty_store, "select * from desk.setting") == [("time_zone", "America/New_York")]


def test_rows_that_are_no_appointment(take_rows):
    taken = take_rows(
        acuity_appointments("id | start\n1 | 2026-03-02 09:00\n2 | to be confirmed\n3 |")
    )
    assert taken.rejected == {
        3: 'Start Time cannot be read: "to be confirmed"',
        4: "Start Time cannot be read: the cell is empty",
    }


def test_a_label_says_who_did_not_come(take_rows):
    labels = {
        "": "booked",
        "VIP": "booked",
        "Checked In": "booked",
        "No Show": "no_show",
        "no-show": "no_show",
        "Late cancellation": "cancelled",
    }
    taken = take_rows(
        acuity_appointments([{"start": "2026-03-02 09:00", "label": label} for label in labels])
    )
    assert dict(zip(labels, taken.column("status"), strict=True)) == labels


def test_the_canceled_column_is_read_when_it_is_there(take_rows):
    statuses = {"yes": "cancelled", "TRUE": "cancelled", "no": "booked", "": "booked"}
    rows = [
        FACIAL | {"Appointment ID": str(place), "Canceled": canceled}
        for place, canceled in enumerate(statuses)
    ]
    taken = take_rows(csv_text([*ACUITY_HEADER, "Canceled"], rows))
    assert dict(zip(statuses, taken.column("status"), strict=True)) == statuses


def test_an_appointment_that_was_moved_is_the_same_and_so_is_one_cancelled(take_rows):
    take_rows(csv_text(ACUITY_HEADER, [FACIAL]))
    moved = FACIAL | {"Start Time": "March 9, 2026 9:00 am", "Calendar": "Tom", "Email": "a@bo.org"}
    taken = take_rows(csv_text([*ACUITY_HEADER, "Canceled"], [moved | {"Canceled": "yes"}]))
    assert (taken.report.kept, taken.report.changed) == (1, 1)
    assert [(row["starts_at"].day, row["status"]) for row in taken.rows] == [(9, "cancelled")]


def test_a_booking_ahead_stays_booked(take_rows):
    rows = "id | start\n1 | 2026-03-02 09:00\n2 | 2031-03-02 09:00"
    assert take_rows(acuity_appointments(rows)).column("status") == ["booked", "booked"]


@pytest.mark.parametrize("phone", ["", "'+14155550199"])
def test_a_number_in_the_name_is_no_name(take_rows, phone):
    row = FACIAL | {"First Name": "'+14155550123", "Last Name": "", "Email": "", "Phone": phone}
    taken = take_rows(csv_text(ACUITY_HEADER, [row]))
    assert taken.column("customer_name") == [None]
    assert taken.known_by() == {"phone +" + (phone[2:] or "14155550123")}


def test_without_an_id_moment_customer_and_service_tell_them_apart(take_rows):
    row = FACIAL | {"Appointment ID": ""}
    others = [row | {"Email": "ben@example.org"}, row | {"Type": "Massage"}]
    assert take_rows(csv_text(ACUITY_HEADER, [row, *others])).report.kept == 3
    again = take_rows(csv_text(ACUITY_HEADER, [row | {"Label": "No Show"}]))
    assert (again.report.kept, again.report.changed) == (1, 1)


def test_another_time_zone_is_put_on_the_shops_clock(take_rows):
    """9:00 in Los Angeles is 12:00 in New York; on 8 March 2026 both clocks have gone forward."""
    taken = take_rows(
        acuity_appointments(
            """
            id | start            | end              | zone
            1  | 2026-03-02 09:00 | 2026-03-02 10:30 | America/Los_Angeles
            2  | 2026-03-09 09:00 | 2026-03-09 10:00 | America/Los_Angeles
            3  | 2026-03-02 09:00 |                  | America/New_York
            4  | 2026-03-02 22:30 | 2026-03-02 23:30 | America/Los_Angeles
            5  | 2026-03-09 09:00 | 2026-03-09 09:45 | Europe/London
            """
        ),
        time_zone="America/New_York",
    )
    assert [
        (row["starts_at"].isoformat(" ", "minutes"), row["ends_at"] and f"{row['ends_at']:%H:%M}")
        for row in taken.rows
    ] == [
        ("2026-03-02 12:00", "13:30"),
        ("2026-03-09 12:00", "13:00"),
        ("2026-03-02 09:00", None),
        ("2026-03-03 01:30", "02:30"),
        ("2026-03-09 05:00", "05:45"),
    ]


def test_questions_of_the_form_change_nothing(take_rows):
    header = [*ACUITY_HEADER, "Allergies?", "May we write to you?"]
    taken = take_rows(csv_text(header, [FACIAL | {"Allergies?": "nuts, pollen"}]))
    assert (taken.report.format, taken.report.kept) == ("acuity_appointments", 1)
