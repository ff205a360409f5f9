# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Acuity's appointments."""

import pytest

from tests.tables import acuity_appointments, rows_of, square_items, take_text

pytestmark = pytest.mark.usefixtures("facts_left_alone")


def test_an_appointment_is_understood(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        acuity_appointments(
            """
            id | start            | end              | name   | email       | type   | staff | price | booked
            7  | 2026-03-02 09:00 | 2026-03-02 13:30 | Ana Bo | ana@example.org | Facial | Maya  | 45.00 | 2026-02-20
            """
        ),
    )  # fmt: skip
    assert report.error is None
    assert rows_of(
        empty_store,
        """
        select appointment_id, starts_at::text, ends_at::text, booked_on::text, customer_name,
            service, price::text, status, staff, location, vendor
        from exports.appointment
        """,
    ) == [
        (
            "7", "2026-03-02 09:00:00", "2026-03-02 13:30:00", "2026-02-20", "Ana Bo",
            "Facial", "45.00", "booked", "Maya", None, "acuity",
        )
    ]  # fmt: skip
    assert rows_of(empty_store, "select * from desk.setting") == [("time_zone", "America/New_York")]


def test_rows_that_are_no_appointment(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        acuity_appointments(
            """
            id | start
            1  | 2026-03-02 09:00
            2  | to be confirmed
            3  |
               | 2026-03-02 09:00
            """
        ),
    )
    assert rows_of(
        empty_store, "select row_number, reason from exports.rejected_row order by 1"
    ) == [
        (3, 'Start Time cannot be read: "to be confirmed"'),
        (4, 'Start Time cannot be read: ""'),
        (5, "The Appointment ID is missing"),
    ]


@pytest.mark.parametrize(
    ("label", "status"),
    [("", "booked"), ("No Show", "no_show"), ("no-show", "no_show"), ("VIP", "booked")],
)
def test_a_label_says_who_did_not_come(empty_store, tmp_path, label, status):
    take_text(
        empty_store,
        tmp_path,
        acuity_appointments([{"start": "2026-03-02 09:00", "label": label}]),
    )
    assert rows_of(empty_store, "select status from exports.appointment") == [(status,)]


@pytest.mark.parametrize(
    ("canceled", "status"), [("yes", "cancelled"), ("TRUE", "cancelled"), ("no", "booked")]
)
def test_the_canceled_column_is_read_when_it_is_there(empty_store, tmp_path, canceled, status):
    header, row = acuity_appointments([{"start": "2026-03-02 09:00"}]).splitlines()
    take_text(empty_store, tmp_path, f"{header},Canceled\n{row},{canceled}\n")
    assert rows_of(empty_store, "select status from exports.appointment") == [(status,)]


def test_another_time_zone_is_put_on_the_shops_clock(empty_store, tmp_path):
    """9:00 in Los Angeles is 12:00 in New York; on 8 March 2026 both clocks have gone forward."""
    take_text(empty_store, tmp_path, square_items("date\n2026-03-02"), name="till.csv")
    take_text(
        empty_store,
        tmp_path,
        acuity_appointments(
            """
            id | start            | zone
            1  | 2026-03-02 09:00 | America/Los_Angeles
            2  | 2026-03-09 09:00 | America/Los_Angeles
            3  | 2026-03-02 09:00 | America/New_York
            4  | 2026-03-02 22:30 | America/Los_Angeles
            5  | 2026-03-09 09:00 | Europe/London
            """
        ),
    )
    assert rows_of(
        empty_store, "select appointment_id, starts_at::text from exports.appointment order by all"
    ) == [
        ("1", "2026-03-02 12:00:00"),
        ("2", "2026-03-09 12:00:00"),
        ("3", "2026-03-02 09:00:00"),
        ("4", "2026-03-03 01:30:00"),
        ("5", "2026-03-09 05:00:00"),
    ]
