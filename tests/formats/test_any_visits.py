"""Appointments from programs that nobody knows."""

from datetime import datetime
from decimal import Decimal

import pytest

from regulars.intake import mapped_rows
from regulars.intake.choices import Choices
from tests.tables import columns, csv_text

HEADER = columns(
    "Boekingsnummer,Datum,Tijd,Klant,E-mail,Telefoon,Behandeling,Prijs,Korting,Medewerker,Filiaal,"
    "Status"
)
MAPPED = Choices(
    kind="visits",
    vendor="salon book",
    fields={
        "receipt_id": "Boekingsnummer",
        "date": "Datum",
        "time": "Tijd",
        "customer_name": "Klant",
        "email": "E-mail",
        "phone": "Telefoon",
        "item": "Behandeling",
        "net": "Prijs",
        "staff": "Medewerker",
        "location": "Filiaal",
        "status": "Status",
    },
    day_first=True,
    is_confirmed=True,
)
CUT = {
    "Boekingsnummer": "17",
    "Datum": "06-07-2026",
    "Tijd": "10:30",
    "Klant": "Bo, Ana",
    "E-mail": "ana@example.org",
    "Telefoon": "06 12345678",
    "Behandeling": "Knippen",
    "Prijs": "45.00",
    "Medewerker": "Maya",
    "Filiaal": "Haven",
    "Status": "Voltooid",
}


def visits(*rows: dict[str, str]) -> str:
    return csv_text(HEADER, rows)


def without(*fields: str, **more: str) -> Choices:
    chosen = dict(MAPPED.fields) | dict.fromkeys(fields, "") | more
    return Choices("visits", chosen, "salon book", day_first=True, is_confirmed=True)


def test_an_appointment_is_understood(take_rows):
    taken = take_rows(visits(CUT), country="NL", choices=MAPPED)
    assert (taken.report.error, taken.report.format) == (None, "any_visits")
    (row,) = taken.rows
    assert (row["starts_at"], row["ends_at"]) == (datetime(2026, 7, 6, 10, 30), None)
    assert (row["price"], row["status"]) == (Decimal("45.00"), "booked")
    assert [row[name] for name in ("appointment_id", "customer_name", "service", "staff")] == [
        "17",
        "Ana Bo",
        "Knippen",
        "Maya",
    ]
    assert (row["location"], row["vendor"]) == ("Haven", "salon book")
    assert taken.known_by() == {"email ana@example.org", "phone +31612345678"}


def test_days_and_times(take_rows):
    start = datetime(2026, 7, 6, 10, 30)
    night = (datetime(2026, 7, 6, 23, 30), datetime(2026, 7, 7, 0, 15))
    written = {
        ("06-07-2026", ""): (datetime(2026, 7, 6), None),
        ("06-07-2026", "10:30"): (start, None),
        ("2026-07-06 10:30", "11:00"): (start, None),
        ("2026-07-06 00:00:00", "10:30:00"): (start, None),
        ("06-07-2026", "10:30 - 11:15"): (start, datetime(2026, 7, 6, 11, 15)),
        ("06-07-2026", "23:30–00:15"): night,
    }
    rows = [
        CUT | {"Boekingsnummer": str(place), "Datum": day, "Tijd": time}
        for place, (day, time) in enumerate(written)
    ]
    taken = take_rows(visits(*rows), choices=MAPPED)
    assert [(row["starts_at"], row["ends_at"]) for row in taken.rows] == list(written.values())


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (
            "booked",
            "Completed|arrived|Checked in|Signed in|Confirmed|Paid|Geboekt|Voltooid|Abgeschlossen"
            "|Erschienen|Bestätigt|Confirmé|Terminé|Venu|Honoré|Realizada|Asistió|Confermato"
            "|Completato|Gennemført|Concluído|Pending|Not cancelled|Nicht storniert||Rescheduled",
        ),
        (
            "cancelled",
            "Cancelled|canceled|Late cancel|Cancelled by client|Geannuleerd|Afgezegd|Storniert"
            "|Abgesagt|Annulé|Annulée|Cancelado|Anulada|Annullato|Disdetto|Aflyst|Annulleret"
            "|Cancelada|Desmarcado|Declined|Deleted",
        ),
        (
            "no_show",
            "No-show|No show|NOSHOW|no_show|Did not attend|Did not arrive|DNA|Absent|Missed"
            "|Nicht erschienen|Nicht gekommen|Abwesend|Non honoré|Pas venu|Absente|No asistió"
            "|No se presentó|Ausente|Non presentato|Assente|Niet verschenen|Niet gekomen|Afwezig"
            "|Udeblevet|Ikke mødt|Fraværende|Faltou|Não compareceu|Cancelled (no show)",
        ),
    ],
)
def test_what_became_of_it_in_eight_languages(take_rows, status, words):
    rows = [
        CUT | {"Boekingsnummer": str(place), "Status": word}
        for place, word in enumerate(words.split("|"))
    ]
    taken = take_rows(visits(*rows), choices=MAPPED)
    read = {row["Status"]: was for row, was in zip(rows, taken.column("status"), strict=True)}
    assert {word: was for word, was in read.items() if was != status} == {}


def test_a_waiting_list_is_no_booking_and_a_day_is_needed(take_rows):
    rows = [
        CUT | {"Status": "Wachtlijst"},
        CUT | {"Datum": "volgende week", "Tijd": ""},
        CUT | {"Datum": "", "Tijd": ""},
        CUT,
    ]
    assert take_rows(visits(*rows), choices=MAPPED).rejected == {
        2: "Somebody on a waiting list: nothing was booked yet",
        3: 'The day cannot be read: "volgende week"',
        4: "The day cannot be read: the cell is empty",
    }


def test_an_appointment_that_was_moved_is_the_same(take_rows):
    take_rows(visits(CUT), choices=MAPPED)
    moved = CUT | {"Datum": "13-07-2026", "Prijs": "50.00", "Klant": "Bo-Lee, Ana"}
    taken = take_rows(visits(moved), choices=MAPPED)
    assert (taken.report.kept, taken.report.changed) == (1, 1)
    assert [(row["starts_at"].day, row["price"]) for row in taken.rows] == [(13, 50)]


def test_one_id_for_several_days_people_or_services(take_rows):
    rows = [
        CUT,
        CUT | {"Datum": "13-07-2026"},
        CUT | {"Boekingsnummer": "18"},
        CUT | {"Boekingsnummer": "18", "E-mail": "ben@example.org", "Klant": "Ben"},
        CUT | {"Boekingsnummer": "19"},
        CUT | {"Boekingsnummer": "19", "Behandeling": "Kleuren"},
    ]
    assert take_rows(visits(*rows), choices=MAPPED).report.kept == 6
    assert take_rows(visits(*rows[::-1]), choices=MAPPED).report.known == 6


def test_without_an_id_moment_customer_and_service_tell_them_apart(take_rows):
    choices = without("receipt_id")
    rows = [
        CUT,
        CUT | {"Tijd": "11:30"},
        CUT | {"E-mail": "ben@example.org"},
        CUT | {"Behandeling": "Kleuren"},
    ]
    assert take_rows(visits(*rows), choices=choices).report.kept == 4
    again = take_rows(visits(CUT | {"Status": "Geannuleerd"}), choices=choices)
    assert (again.report.kept, again.report.changed) == (1, 1)


def test_the_price_is_what_is_left_after_a_discount(take_rows):
    choices = without("net", gross="Prijs", discount="Korting")
    rows = [
        CUT | {"Korting": "5.00"},
        CUT | {"Boekingsnummer": "18", "Korting": "-5.00"},
        CUT | {"Boekingsnummer": "19"},
        CUT | {"Boekingsnummer": "20", "Prijs": "in overleg"},
    ]
    taken = take_rows(visits(*rows), choices=choices)
    assert taken.column("price") == [Decimal("40.00"), Decimal("40.00"), Decimal("45.00"), None]


def test_a_day_and_nothing_else_will_do(take_rows):
    choices = Choices("visits", {"date": "Dag"}, day_first=True, is_confirmed=True)
    taken = take_rows("Dag;Kamer\n06-07-2026;1\n07-07-2026;2\n", choices=choices)
    assert taken.column("starts_at") == [datetime(2026, 7, 6), datetime(2026, 7, 7)]


TICKS = Choices(
    kind="visits",
    fields={"date": "When", "customer_name": "Who", "status": "Status + Cancelled? + No Show"},
    is_confirmed=True,
)


@pytest.mark.parametrize(
    ("status", "cancelled", "no_show", "became"),
    [
        ("Confirmed", "No", "Y", "no_show"),
        ("Confirmed", "TRUE", "N", "cancelled"),
        ("Confirmed", "1", "1", "no_show"),
        ("Confirmed", "0", "", "booked"),
        ("", "oui", "non", "cancelled"),
        ("", "nein", "ja", "no_show"),
        ("", "2026-03-01 10:00", "", "cancelled"),
        ("Cancelled by client", "No", "No", "cancelled"),
    ],
)
def test_a_yes_under_cancelled_or_no_show_is_that(take_rows, status, cancelled, no_show, became):
    text = (
        f"When,Who,Status,Cancelled?,No Show\n2026-03-02 10:00,Ana,{status},{cancelled},{no_show}\n"
    )
    assert take_rows(text, choices=TICKS).column("status") == [became]


@pytest.mark.parametrize(
    ("columns", "row", "became"),
    [
        (
            "Termin;Kunde;Leistung;Storniert;Nicht erschienen",
            "2026-03-02;Ana;Schnitt;ja;nein",
            "cancelled",
        ),
        ("Rendez-vous;Client;Prestation;Annulé;Absent", "2026-03-02;Ana;Coupe;non;oui", "no_show"),
        ("Cita;Cliente;Servicio;Cancelada;No asistió", "2026-03-02;Ana;Corte;no;sí", "no_show"),
        ("Appuntamento;Cliente;Servizio;Annullato", "2026-03-02;Ana;Taglio;sì", "cancelled"),
        ("Afspraak;Klant;Behandeling;Geannuleerd", "2026-03-02;Ana;Knippen;ja", "cancelled"),
        ("Aftale;Kunde;Behandling;Aflyst;Udeblevet", "2026-03-02;Ana;Klip;nej;ja", "no_show"),
        ("Marcação;Cliente;Serviço;Cancelado;Faltou", "2026-03-02;Ana;Corte;sim;não", "cancelled"),
    ],
)
def test_such_columns_are_found_in_eight_languages(take_rows, columns, row, became):
    other = row.replace("ja", "nein").replace("oui", "non").replace("sí", "no").replace("sì", "no")
    other = other.replace("sim", "não").replace("2026-03-02", "2026-03-03")
    taken = take_rows(
        "\n".join((columns, row, other)) + "\n", choices=Choices("visits", is_confirmed=True)
    )
    assert taken.report.error is None
    assert taken.column("status")[0] == became


def test_bookings_are_ahead_by_months_but_not_by_decades(take_rows, monkeypatch):
    monkeypatch.setattr(mapped_rows, "utc_now", lambda: datetime(2026, 7, 1))
    days = ["06/07/2026", "07/07/2026", "20/12/2026", "06/07/2062"]
    rows = [CUT | {"Datum": day, "Boekingsnummer": str(place)} for place, day in enumerate(days)]
    taken = take_rows(visits(*rows), country="NL", choices=MAPPED)
    assert taken.report.kept == 3
    assert taken.rejected == {5: 'The day is after the day of the import: "2062-07-06"'}
