"""Lists of customers from programs that nobody knows."""

from regulars.intake import Choices

MAPPED = Choices(
    kind="customers",
    vendor="club book",
    fields={
        "customer_id": "Mitgliedsnummer",
        "customer_name": "Name",
        "email": "E-Mail-Adresse",
        "phone": "Handy",
        "card": "Kundenkarte",
    },
    is_confirmed=True,
)
HEADER = "Mitgliedsnummer;Name;E-Mail-Adresse;Handy;Kundenkarte;Ort\n"


def test_a_customer_is_understood(take_rows):
    text = HEADER + '\'0042;"Bo, Ana";Ana@Example.org;0151 23456789;K-7;Köln\n'
    taken = take_rows(text, country="DE", choices=MAPPED)
    assert (taken.report.error, taken.report.format) == (None, "any_customers")
    assert taken.column("customer_name") == ["Ana Bo"]
    assert taken.column("vendor") == ["club book"]
    assert {"club book 0042", "email ana@example.org", "phone +4915123456789"} <= taken.known_by()


def test_each_way_to_be_recognised_is_enough(take_rows):
    text = HEADER + "1;;;;;\n;;ana@example.org;;;\n;;;0151 23456789;;\n;;;;K-7;\n"
    taken = take_rows(text, country="DE", choices=MAPPED)
    assert (taken.report.kept, taken.report.rejected) == (4, 0)


def test_a_name_or_a_place_alone_is_nobody(take_rows):
    text = HEADER + ";Ana Bo;;;;Köln\n;Laufkunde;keine;-;;\n;Ana Bo;ana@example.org;;;\n"
    taken = take_rows(text, country="DE", choices=MAPPED)
    assert taken.rejected == dict.fromkeys(
        (2, 3), "There is no id, e-mail, phone or card: nobody can be recognised by this row"
    )
    assert taken.report.kept == 1


def test_a_list_with_fewer_columns(take_rows):
    choices = Choices(
        kind="customers", fields={"customer_name": "Vorname + Nachname", "email": "Mail"}
    )
    taken = take_rows("Vorname;Nachname;Mail\nAna;Bo;ana@example.org\n", choices=choices)
    assert taken.report.error is None
    assert taken.column("customer_name") == ["Ana Bo"]


def test_people_who_share_a_phone_are_rows_of_their_own(take_rows):
    text = HEADER + ";Ana Bo;;0151 23456789;;\n;Ben Bo;;0151 23456789;;\n"
    taken = take_rows(text, country="DE", choices=MAPPED)
    assert sorted(taken.column("customer_name")) == ["Ana Bo", "Ben Bo"]


def test_a_customer_by_another_name_is_a_new_version_of_the_row(take_rows):
    take_rows(HEADER + ";Ana Bo;ana@example.org;;;\n", choices=MAPPED)
    taken = take_rows(HEADER + ";Ana Lee;ANA@example.org;;;\n", choices=MAPPED)
    assert (taken.report.kept, taken.report.changed) == (1, 1)
    assert taken.column("customer_name") == ["Ana Lee"]
