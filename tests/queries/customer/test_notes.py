"""What staff wrote about somebody: notes, thanks and contacts, on their card and nobody else's."""

from datetime import datetime

import pytest

from regulars.errors import RegularsError
from regulars.identity.decisions import merge_people
from regulars.identity.erasure import erase_person
from regulars.identity.personal_data import export_person
from regulars.records.notes import remove_note, restore_note, write_note
from regulars.records.thanks import give_thanks, undo_thanks
from tests.tables import answer, assert_table, every, rows_of

SALES = every(7, "ana", "2026-01-05", 12) + every(7, "ben", "2026-01-06", 3)
BY = {"now": datetime(2026, 3, 24, 9), "by": "Maya"}


def whose(store, name: str) -> str:
    sql = f"select customer_id from facts.customer where customer_name = '{name}'"
    return rows_of(store, sql)[0][0]


@pytest.fixture
def store(a_store):
    return a_store(sales=SALES)


def test_allergies_come_first_and_then_the_newest(store):
    ana = whose(store, "Ana")
    write_note(store, ana, "likes", "Window seat", now=datetime(2026, 3, 1), by="Tom")
    write_note(store, ana, "allergy", "Nuts", now=datetime(2026, 2, 1), by="Maya")
    write_note(store, ana, "note", "  Moving to   Leeds ", now=datetime(2026, 3, 2), by="Maya")
    assert_table(
        answer(store, "customer/notes", customer_id=ana),
        """
        kind    | notes           | written_at       | written_by
        allergy | Nuts            | 2026-02-01 | Maya
        note    | Moving to Leeds | 2026-03-02 | Maya
        likes   | Window seat     | 2026-03-01 | Tom
        """,
    )
    assert not len(answer(store, "customer/notes", customer_id=whose(store, "Ben")))


def test_a_note_is_taken_off_and_put_back(store):
    ana = whose(store, "Ana")
    number = write_note(store, ana, "note", "Moving", **BY)
    remove_note(store, number, now=BY["now"])
    assert not len(answer(store, "customer/notes", customer_id=ana))
    with pytest.raises(RegularsError, match="meanwhile"):
        remove_note(store, number, now=BY["now"])
    restore_note(store, number)
    assert list(answer(store, "customer/notes", customer_id=ana)["notes"]) == ["Moving"]


@pytest.mark.parametrize(("kind", "words"), [("note", "  "), ("note", "x" * 301), ("secret", "x")])
def test_a_note_that_cannot_be_is_refused(store, kind, words):
    with pytest.raises(RegularsError):
        write_note(store, whose(store, "Ana"), kind, words, **BY)
    with pytest.raises(RegularsError, match="not there any more"):
        write_note(store, "C999", "note", "x", **BY)
    assert rows_of(store, "select count(*) from desk.note") == [(0,)]


def test_thanks_say_what_for_and_are_taken_back(store):
    ana = whose(store, "Ana")
    number = give_thanks(store, ana, "birthday", "A cake", **BY)
    assert_table(
        answer(store, "customer/thanks", customer_id=ana),
        """
        occasion | notes  | thanked_by
        birthday | A cake | Maya
        """,
    )
    undo_thanks(store, number, now=BY["now"])
    assert not len(answer(store, "customer/thanks", customer_id=ana))
    with pytest.raises(RegularsError, match="what the thanks are for"):
        give_thanks(store, ana, "because", "", **BY)


def test_a_round_number_of_visits_waits_for_thanks(store):
    """Ana's tenth visit is nine weeks after the fifth of January; Ben has come three times."""
    ana = whose(store, "Ana")
    due = answer(store, "customer/milestones", customer_id=ana)
    assert_table(
        due,
        """
        visit_number | reached_on | is_thanked
        10           | 2026-03-09 | no
        """,
    )
    assert not len(answer(store, "customer/milestones", customer_id=whose(store, "Ben")))
    give_thanks(store, ana, "round number of visits", "", **BY)
    assert answer(store, "customer/milestones", customer_id=ana).iloc[0]["is_thanked"]


def test_what_was_written_moves_with_a_merge_and_goes_with_an_erasure(store):
    ana, ben = whose(store, "Ana"), whose(store, "Ben")
    write_note(store, ben, "allergy", "Nuts", **BY)
    give_thanks(store, ben, "birthday", "A cake", **BY)
    merge_people(store, ana, ben, **BY)
    one = answer(store, "regulars/people")["customer_id"].iloc[0]
    assert list(answer(store, "customer/notes", customer_id=one)["notes"]) == ["Nuts"]
    held = export_person(store, one)
    assert held["notes"][0]["notes"] == "Nuts"
    assert held["thanks"][0]["notes"] == "A cake"
    erase_person(store, one, **BY)
    assert rows_of(store, "select count(*) from desk.note") == [(0,)]
    assert rows_of(store, "select distinct words from desk.thanks") == [("",)]
