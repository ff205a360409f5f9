"""Lists of customers from programs that nobody knows."""

from regulars.intake.choices import Choices

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


def test_who_agreed_to_be_written_to(take_rows):
    header = "Email,Name,Newsletter,SMS opt-in\n"
    answers = [("yes", "no"), ("Unsubscribed", "TRUE"), ("", "n/a"), ("Never subscribed", "1")]
    text = header + "".join(
        f"{place}@example.org,Ana Bo,{email},{sms}\n" for place, (email, sms) in enumerate(answers)
    )
    taken = take_rows(text, choices=Choices(kind="customers", is_confirmed=True))
    assert taken.report.fields["may_email"] == "Newsletter"
    assert taken.report.fields["may_text"] == "SMS opt-in"
    assert list(zip(taken.column("may_email"), taken.column("may_text"), strict=True)) == [
        (True, False),
        (False, True),
        (None, None),
        (False, True),
    ]


def test_who_opted_out_said_no_and_who_did_not_said_nothing(take_rows):
    text = "Email,Name,Email Opt Out\na@example.org,Ana Bo,true\nb@example.org,Ben Cy,false\n"
    taken = take_rows(text, choices=Choices(kind="customers", is_confirmed=True))
    assert taken.report.fields["may_email"] == "Email Opt Out"
    assert taken.column("may_email") == [False, None]


def test_a_withdrawn_consent_is_a_new_version_of_the_row(take_rows):
    header, choices = "Email,Name,Newsletter\n", Choices(kind="customers", is_confirmed=True)
    take_rows(header + "a@example.org,Ana Bo,ja\n", choices=choices)
    taken = take_rows(header + "a@example.org,Ana Bo,nein\n", choices=choices)
    assert (taken.report.changed, taken.column("may_email")) == (1, [False])
