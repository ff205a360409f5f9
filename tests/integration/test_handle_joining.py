"""Who is who: handles join records, a connected component is one customer."""

import pytest

from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.intake.undo import undo_import
from tests.tables import (
    acuity_appointments,
    answer,
    rows_of,
    square_customers,
    take_text,
    write_exports,
)


def people(store) -> dict[str, list[str]]:
    """Customer's name -> all that they are known by."""
    return dict(
        rows_of(
            store,
            """
            select customer.customer_name, list(identity.handle order by identity.handle)
            from facts.customer as customer
            inner join facts.identity as identity on customer.customer_id = identity.customer_id
            group by customer.customer_id, customer.customer_name
            order by all
            """,
        )
    )


def count_people(store) -> int:
    return rows_of(store, "select count(*) from facts.customer")[0][0]


def test_a_phone_in_any_form_is_the_same(empty_store, tmp_path):
    written = [
        "+16035550107",
        "(603) 555-0107",
        "603-555-0107",
        "603.555.0107",
        "1 603 555 0107",
        "'+1 603 555 0107",
        "tel: 603 555 0107",
    ]
    rows = [
        {"customer": f"K{place}", "name": "Ana Bo", "phone": phone}
        for place, phone in enumerate(written)
    ]
    take_text(empty_store, tmp_path, square_customers(rows))
    assert people(empty_store) == {"Ana Bo": ["+16035550107", *sorted(f"K{i}" for i in range(7))]}


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("GB", ["020 7946 0018", "+44 20 7946 0018", "+44 (0)20 7946 0018", "(020) 7946 0018"]),
        ("DE", ["030 123456", "+49 30 123456", "+49 (0)30 123456", "0049 30 123456"]),
    ],
)
def test_phones_without_a_country_code_are_the_countrys(empty_store, tmp_path, country, written):
    rows = [
        {"customer": f"K{place}", "name": "Ana Bo", "phone": phone}
        for place, phone in enumerate(written)
    ]
    path = tmp_path / "people.csv"
    path.write_text(square_customers(rows))
    take(empty_store, [(path.name, path)], country=country)
    phones = rows_of(empty_store, "select handle from exports.handle where kind = 'phone'")
    assert len(phones) == 1
    assert count_people(empty_store) == 1


def test_what_is_no_phone_or_email_joins_nobody(a_store):
    phones = ["n/a", "-", "0000", "12345", "ask at the door", "603 555"]
    emails = ["none", "-", "@", "n/a"]
    rows = [
        {"customer": f"{first}{place}", "name": f"{first} {place}", kind: contact}
        for first in ("Ana", "Ada")
        for kind, contacts in (("phone", phones), ("email", emails))
        for place, contact in enumerate(contacts, start=0 if kind == "phone" else 10)
    ]
    store = a_store(directory=rows)
    assert count_people(store) == len(rows) == 20
    assert rows_of(store, "select distinct kind from exports.handle") == [("square",)]


def test_two_profiles_with_two_emails_and_one_phone_are_one_person(a_store):
    store = a_store(
        directory="""
        customer | name           | email             | phone
        OLD      | Dana Whitfield | dana@example.org  | +16035550107
        NEW      | Dana Whitfield | d.w@example.net   | (603) 555-0107
        """,
        sales="receipt | customer | date\nR1 | OLD | 2026-03-02\nR2 | NEW | 2026-03-09",
    )
    assert people(store) == {
        "Dana Whitfield": ["+16035550107", "NEW", "OLD", "d.w@example.net", "dana@example.org"]
    }
    card = answer(store, "customer/search", text="dana")
    assert list(card["visit_count"]) == [2]


def test_a_chain_of_records_is_one_person_and_an_email_has_no_case(a_store):
    """K1 - e-mail - appointment - phone - K2: no record holds all of it."""
    store = a_store(
        directory="""
        customer | name   | email           | phone
        K1       | Ana Bo | Ana@Example.ORG |
        K2       | Ana Bo |                 | 603 555 0107
        """,
        bookings="""
        start            | name   | email               | phone
        2026-03-02 09:00 | Ana Bo |   ana@example.org   | 603 555 0107
        """,
    )
    assert people(store) == {"Ana Bo": ["+16035550107", "K1", "K2", "ana@example.org"]}


def test_a_household_phone_merges_nobody_and_is_listed(a_store):
    store = a_store(
        directory="""
        customer | name         | phone
        K1       | Chidi Okafor | +18605550187
        K2       | Ngozi Okafor | +18605550187
        """
    )
    assert people(store) == {"Chidi Okafor": ["K1"], "Ngozi Okafor": ["K2"]}
    shared = answer(store, "imports/shared_contacts")
    assert shared[["kind", "contact", "names"]].values.tolist() == [
        ["phone", "+18605550187", "Chidi Okafor, Ngozi Okafor"]
    ]
    assert rows_of(store, "select phone from facts.customer where phone is not null") == [], (
        "a shared phone is nobody's own"
    )


def test_a_renamed_customer_keeps_their_contacts(a_store, tmp_path):
    """The vendor's id says that both names are one person's; nobody else has the e-mail."""
    store = a_store(directory="customer | name | email\nK1 | Ana Bo | ana@example.org")
    renamed = "customer | name | email\nK1 | Mia Oak | ana@example.org"
    take_text(store, tmp_path, square_customers(renamed), "later.csv")
    assert people(store) == {"Mia Oak": ["K1", "ana@example.org"]}
    another = "customer | name | email\nK2 | Ben Cy | ana@example.org"
    take_text(store, tmp_path, square_customers(another), "another.csv")
    assert people(store) == {"Ben Cy": ["K2"], "Mia Oak": ["K1"]}


def test_who_said_no_anywhere_may_not_be_written_to(a_store):
    store = a_store(
        directory="""
        customer | name | email     | consent
        K1       | Ana  | a@x.org   | subscribed
        K2       | Ana  | a@x.org   | unsubscribed
        K3       | Ben  | b@x.org   | subscribed
        K4       | Ben  | b@x.org   |
        K5       | Cy   | c@x.org   |
        """
    )
    said = rows_of(
        store, "select customer_name, may_email, may_text from facts.customer order by 1"
    )
    assert said == [("Ana", False, None), ("Ben", True, None), ("Cy", None, None)]


def test_a_visit_known_by_its_day_alone_gets_its_time_from_what_else_is_there(a_store):
    store = a_store(
        directory="customer | name | email\nK1 | Ana | a@x.org",
        sales="""
        customer | date       | time
        K1       | 2026-03-02 | 10:15
                 | 2026-03-04 | 09:00
        """,
        bookings="""
        start            | name | email
        2026-03-02 00:00 | Ana  | a@x.org
        2026-03-03 00:00 | Ana  | a@x.org
        2026-03-03 16:30 | Ana  | a@x.org
        """,
    )
    came = rows_of(
        store,
        "select strftime(visited_at, '%d %H:%M') from facts.visit "
        "where customer_id is not null order by 1",
    )
    assert came == [("02 10:15",), ("03 16:30",)]


def test_a_front_desk_email_merges_nobody_but_own_phones_still_do(a_store):
    store = a_store(
        directory="""
        customer | name     | email             | phone
        K1       | Ana Bo   | desk@example.org  | 603 555 0101
        K2       | Ben Cy   | desk@example.org  | 603 555 0102
        K3       | Ana Bo   |                   | 603 555 0101
        """
    )
    assert people(store) == {
        "Ana Bo": ["+16035550101", "K1", "K3"],
        "Ben Cy": ["+16035550102", "K2"],
    }


def test_short_forms_of_a_name_are_no_household(a_store):
    store = a_store(
        directory="""
        customer | name           | phone
        K1       | Dana Whitfield | 603 555 0107
        K2       | D. Whitfield   | 603 555 0107
        K3       | dana whitfield | 603 555 0107
        """
    )
    assert count_people(store) == 1


def test_a_name_alone_never_merges(a_store):
    store = a_store(
        directory="customer | name\nK1 | Ana Bo\nK2 | Ana Bo",
        bookings="start | name\n2026-03-02 09:00 | Ana Bo",
    )
    assert count_people(store) == 2
    assert rows_of(store, "select customer_id from facts.visit") == [(None,)]


def test_a_profile_seen_with_nothing_is_a_person_without_a_name(a_store):
    store = a_store(directory="customer\nK1", sales="date | customer | name\n2026-03-02 | K1 |")
    assert rows_of(store, "select customer_name, is_named from facts.customer") == [
        ("Guest 1", False)
    ]


def test_the_directorys_name_wins_over_the_tills(a_store):
    store = a_store(
        directory="customer | name\nK1 | Ana Bo",
        sales="date | customer | name\n2026-03-02 | K1 | A. B.",
    )
    assert rows_of(store, "select customer_name from facts.customer") == [("Ana Bo",)]


FIRST = {
    "directory": """
    customer | name   | email           | phone
    K1       | Ana Bo | ana@example.org |
    K2       | Ben Cy |                 | 603 555 0102
    """,
    "sales": "receipt | customer | date\nR1 | K1 | 2026-03-02\nR2 | K2 | 2026-03-03",
}


def ids(store) -> dict[str, str]:
    return dict(rows_of(store, "select customer_name, customer_id from facts.customer"))


def test_ids_stay_when_the_same_files_come_again(empty_store, tmp_path):
    take(empty_store, write_exports(tmp_path, **FIRST))
    before = ids(empty_store)
    take(empty_store, write_exports(tmp_path, **FIRST)[::-1])
    assert ids(empty_store) == before
    assert len(set(before.values())) == 2


def test_ids_stay_when_later_files_add_people_and_contacts(empty_store, tmp_path):
    take(empty_store, write_exports(tmp_path, **FIRST))
    before = ids(empty_store)
    take_text(
        empty_store,
        tmp_path,
        acuity_appointments(
            """
            start            | name   | email           | phone
            2026-03-02 09:00 | Ana Bo | ana@example.org | 603 555 0101
            2026-03-02 10:00 | Aya Do | aya@example.org | 603 555 0103
            """
        ),
    )
    take_text(
        empty_store,
        tmp_path,
        square_customers("customer | name | email | phone\nA0 | Ana Bo | | 603 555 0101"),
    )
    take_text(
        empty_store,
        tmp_path,
        acuity_appointments(
            """
            id | start            | name   | email           | phone
            77 | 2026-03-09 09:00 | Ana Bo | ana@example.org | 603 555 0101
            """
        ),
    )
    after = ids(empty_store)
    assert {name: after[name] for name in before} == before
    assert set(after) == {"Ana Bo", "Ben Cy", "Aya Do"}
    assert people(empty_store)["Ana Bo"] == ["+16035550101", "A0", "K1", "ana@example.org"]
    for table in ("handle_pair", "handle_name"):
        shown = rows_of(empty_store, f"select * from exports.{table}")
        assert len(set(shown)) == len(shown), "an import remembers it once"


def test_two_people_who_turn_out_to_be_one_keep_the_older_id(empty_store, tmp_path):
    take_text(empty_store, tmp_path, square_customers("customer | name\nK1 | Ana Bo\nK2 | Ana Bo"))
    older = min(rows_of(empty_store, "select customer_id from facts.customer"))[0]
    take_text(
        empty_store,
        tmp_path,
        square_customers(
            "customer | name | phone\nK1 | Ana Bo | 6035550107\nK2 | Ana Bo | 6035550107"
        ),
    )
    assert rows_of(empty_store, "select customer_id from facts.customer") == [(older,)]


def test_how_somebody_is_known_is_listed(a_store):
    store = a_store(**FIRST)
    customer_id = ids(store)["Ana Bo"]
    frame = answer(store, "customer/identities", customer_id=customer_id)
    assert frame[["kind", "contact"]].values.tolist() == [
        ["square", "K1"],
        ["email", "ana@example.org"],
    ]


def test_a_card_joins_what_a_till_and_a_directory_know(empty_store, tmp_path):
    """No vendor of the drawn tables has cards: two files of the program's own field names do."""
    for number, row in enumerate(("K1,Ana Bo,,7001 0042", "K2,A. Bo,,70010042", "K3,Ben,,99")):
        header = "customer id,customer name,email,card"
        take(
            empty_store,
            [_file(tmp_path, f"people{number}.csv", f"{header}\n{row}\n")],
            choices=Choices(
                kind="customers",
                vendor="cardy",
                fields={
                    "customer_id": "customer id",
                    "customer_name": "customer name",
                    "email": "email",
                    "card": "card",
                },
                is_confirmed=True,
            ),
        )
    assert people(empty_store) == {"A. Bo": ["70010042", "K1", "K2"], "Ben": ["K3"]}


def _file(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return name, path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Rossi", "Marco Rossi"),
        ("Ana Bo", "Ada Bo"),
        ("Okafor Chidi", "Ngozi Okafor"),
    ],
)
def test_names_of_two_people_on_one_phone_merge_nobody(a_store, one, other):
    store = a_store(
        directory=f"customer | name | phone\nK1 | {one} | 6035550107\nK2 | {other} | 6035550107"
    )
    assert count_people(store) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Whitfield, Dana", "Dana Whitfield"),
        ("Mike Jones", "Michael Jones"),
        ("Bob Jones", "Robert Jones"),
        ("Mrs. Dana Whitfield", "DANA  WHITFIELD"),
        ("Élodie d’Arc", "Elodie Darc"),
        ("Dana Whitfield", "Dana Miller"),
        ("Jonathan Moor", "Jonathon Moor"),
        ("Whitfield", "Dana Whitfield"),
    ],
)
def test_names_that_can_be_one_persons_are(a_store, one, other):
    store = a_store(
        directory=[
            {"customer": "K1", "name": one, "phone": "6035550107"},
            {"customer": "K2", "name": other, "phone": "6035550107"},
        ]
    )
    assert count_people(store) == 1


def test_a_desk_with_a_thousand_names_joins_nobody_and_costs_no_more(a_store):
    rows = [
        {
            "customer": f"K{number}",
            "name": f"{chr(65 + number % 26)}{chr(97 + number // 26)}o Bo",
            "phone": "6035550107",
        }
        for number in range(500)
    ]
    store = a_store(directory=rows)
    assert count_people(store) == 500


def test_many_records_with_one_email_are_one_person(a_store):
    """A till that makes a new customer of each order: no step grows with their square."""
    rows = [
        {"customer": f"K{number}", "name": "Ana Bo", "email": "ana@example.org"}
        for number in range(3000)
    ]
    store = a_store(directory=rows)
    assert rows_of(store, "select count(distinct customer_id), count(*) from facts.identity") == [
        (1, 3001)
    ]


def test_nobody_stays_of_an_import_that_is_taken_back(empty_store, tmp_path):
    take(empty_store, write_exports(tmp_path, **FIRST))
    for (number,) in rows_of(empty_store, "select import_id from exports.import"):
        undo_import(empty_store, number)
    assert count_people(empty_store) == 0
    assert rows_of(empty_store, "select * from exports.handle_pair") == []
    take(empty_store, write_exports(tmp_path, **FIRST))
    assert count_people(empty_store) == 2
