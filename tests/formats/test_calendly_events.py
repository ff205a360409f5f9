"""Calendly's events."""

from datetime import date, datetime
from decimal import Decimal

from tests.tables import columns, csv_text

HEADER = columns(
    "User Name,Team,Invitee Name,Invitee First Name,Invitee Last Name,Invitee Email,"
    "Invitee Time Zone,Invitee accepted marketing emails,Text Reminder Number,Event Type Name,"
    "Start Date & Time,End Date & Time,Location,Event Created Date & Time,Canceled,Canceled By,"
    "Cancellation reason,Question 1,Response 1,UTM Campaign,UTM Source,UTM Medium,UTM Term,"
    "UTM Content,Salesforce UUID,Event Price,Payment Currency,Guest Email(s),Invitee Reconfirmed,"
    "Marked as No-Show,Meeting Notes,Group,User Email,Event UUID,Invitee UUID,"
    "Invitee scheduled by,Scheduling method"
)
EVENT = {
    "User Name": "Maya",
    "Invitee Name": "Ana Bo",
    "Invitee First Name": "Ana",
    "Invitee Last Name": "Bo",
    "Invitee Email": "ana@example.org",
    "Invitee Time Zone": "Central Time - US & Canada",
    "Text Reminder Number": "+14155550101",
    "Event Type Name": "Consultation",
    "Start Date & Time": "2026-03-02 02:30 pm",
    "End Date & Time": "2026-03-02 03:00 pm",
    "Location": "12 Main Street",
    "Event Created Date & Time": "2026-02-20 11:05 am",
    "Canceled": "false",
    "Event Price": "40.00",
    "Payment Currency": "USD",
    "Marked as No-Show": "No",
    "User Email": "maya@shop.example.org",
    "Event UUID": "e-1",
    "Invitee UUID": "i-1",
}


def events(*rows: dict[str, str], header: list[str] = HEADER) -> str:
    return csv_text(header, [{key: row[key] for key in row if key in header} for row in rows])


def test_an_event_is_understood(take_rows):
    taken = take_rows(events(EVENT), time_zone="America/New_York")
    assert (taken.report.format, taken.report.kept) == ("calendly_events", 1)
    (row,) = taken.rows
    # On the user's clock: the invitee's zone is of no matter.
    assert row["starts_at"] == datetime(2026, 3, 2, 14, 30)
    assert row["ends_at"] == datetime(2026, 3, 2, 15, 0)
    assert row["booked_on"] == date(2026, 2, 20)
    assert (row["price"], row["status"]) == (Decimal("40.00"), "booked")
    assert [row[name] for name in ("customer_name", "service", "staff", "location")] == [
        "Ana Bo",
        "Consultation",
        "Maya",
        "12 Main Street",
    ]


def test_the_invitee_is_the_customer_and_neither_guest_nor_user(take_rows):
    taken = take_rows(events(EVENT | {"Guest Email(s)": "ben@example.org, cleo@example.org"}))
    assert taken.known_by() == {"email ana@example.org", "phone +14155550101"}


def test_what_became_of_it(take_rows):
    said = {
        ("false", "No"): "booked",
        ("", ""): "booked",
        ("true", "No"): "cancelled",
        ("TRUE", ""): "cancelled",
        ("false", "Yes"): "no_show",
        ("false", "true"): "no_show",
        ("true", "Yes"): "cancelled",
    }
    rows = [
        EVENT | {"Invitee UUID": str(place), "Canceled": canceled, "Marked as No-Show": no_show}
        for place, (canceled, no_show) in enumerate(said)
    ]
    taken = take_rows(events(*rows))
    assert dict(zip(said, taken.column("status"), strict=True)) == said


def test_columns_in_another_order_and_more_questions_change_nothing(take_rows):
    take_rows(events(EVENT))
    taken = take_rows(
        events(EVENT, header=["Team", *reversed(HEADER[2:]), "User Name", "Question 2"])
    )
    assert (taken.report.format, taken.report.known) == ("calendly_events", 1)


def test_an_older_export_has_fewer_columns(take_rows):
    late = ("Marked as No-Show", "Event UUID", "Invitee UUID", "Invitee Name", "User Email")
    header = [name for name in HEADER if name not in late]
    other_slot = EVENT | {"Start Date & Time": "2026-03-02 04:30 pm"}
    taken = take_rows(events(EVENT, other_slot, header=header))
    assert taken.report.format == "calendly_events"
    assert taken.column("customer_name") == ["Ana Bo", "Ana Bo"]
    assert take_rows(events(EVENT, header=header)).report.known == 1


def test_several_people_at_one_event_are_several_rows(take_rows):
    ben = EVENT | {"Invitee Name": "Ben", "Invitee Email": "ben@example.org", "Invitee UUID": "i-2"}
    taken = take_rows(events(EVENT, ben))
    assert taken.column("appointment_id") == ["e-1", "e-1"]
    assert taken.column("customer_name") == ["Ana Bo", "Ben"]


def test_an_event_that_is_canceled_later_is_the_same_and_its_new_time_another(take_rows):
    take_rows(events(EVENT))
    moved = EVENT | {
        "Start Date & Time": "2026-03-09 02:30 pm",
        "Event UUID": "e-2",
        "Invitee UUID": "i-2",
    }
    taken = take_rows(events(EVENT | {"Canceled": "true"}, moved))
    assert (taken.report.kept, taken.report.changed) == (2, 1)
    assert sorted((row["starts_at"].day, row["status"]) for row in taken.rows) == [
        (2, "cancelled"),
        (9, "booked"),
    ]


def test_a_link_or_a_number_is_no_place(take_rows):
    places = {
        "https://zoom.example.org/j/123": None,
        "+1 415-555-0101": None,
        "Zoom": None,
        "Google Meet": None,
        "": None,
        "12 Main Street": "12 Main Street",
        "Room 4 (415)": "Room 4 (415)",
    }
    rows = [
        EVENT | {"Invitee UUID": str(place), "Location": location}
        for place, location in enumerate(places)
    ]
    taken = take_rows(events(*rows))
    assert dict(zip(places, taken.column("location"), strict=True)) == places


def test_a_time_that_cannot_be_read(take_rows):
    taken = take_rows(events(EVENT | {"Start Date & Time": "to be agreed"}, EVENT))
    assert taken.rejected == {2: 'Start Date & Time cannot be read: "to be agreed"'}
