from regulars.app.rows import rows_of as typed_rows
from regulars.app.rows.today import TodayNotes
from regulars.web.screens.today.wording import allergy_words, note_words
from tests.tables import answer, every, open_days

OPEN = open_days("2025-12-29", "2026-03-29")
TUESDAYS = every(7, "ana", "2025-12-30", 13) + every(7, "ben", "2025-12-30", 13)


def write_notes(store, *notes: tuple[str, str, str, bool]) -> None:
    """(customer, kind, words, whether it was taken back) of each, the oldest first."""
    with store.write() as cursor:
        for number, (customer, kind, words, is_removed) in enumerate(notes, start=1):
            cursor.execute(
                """
                insert into desk.note
                select
                    $number, handle_no, $kind, $words,
                    timestamp '2026-03-01' + to_hours($number), 'Ana',
                    case when $is_removed then timestamp '2026-03-02' end
                from exports.handle where handle = $customer
                """,
                {
                    "number": number,
                    "customer": customer,
                    "kind": kind,
                    "words": words,
                    "is_removed": is_removed,
                },
            )


def test_allergies_come_first_and_whole_and_the_newest_note_first(a_store):
    store = a_store(sales=OPEN + TUESDAYS)
    long = "hazelnuts, almonds and anything that was near them; carries an injection " * 3
    write_notes(
        store,
        ("ana", "likes", "oat milk", False),
        ("ana", "note", "Moves in May", False),
        ("ana", "note", "Taken back", True),
        ("ben", "allergy", "milk", False),
        ("ben", "allergy", long.strip(), False),
        ("ben", "dislikes", "loud music", False),
    )
    ben, ana = typed_rows(TodayNotes, answer(store, "today/notes", day="2026-03-31"))
    assert (ben.customer_name, ben.allergies) == ("Ben", (long.strip(), "milk"))
    assert (ben.notes, ben.note_kinds) == (("loud music",), ("dislikes",))
    assert (ana.customer_name, ana.allergies) == ("Ana", None)
    assert (ana.notes, ana.note_kinds) == (("Moves in May", "oat milk"), ("note", "likes"))
    assert (allergy_words(ben), note_words(ben)) == (f"{long.strip()} · milk", "Not: loud music")
    assert (allergy_words(ana), note_words(ana)) == ("", "Moves in May · Likes oat milk")
    assert allergy_words(None) == note_words(None) == ""


def test_who_has_no_notes_or_will_not_come_is_left_out(a_store):
    store = a_store(sales=OPEN + TUESDAYS + every(7, "eve", "2025-12-30", 5))
    write_notes(store, ("eve", "allergy", "nuts", False), ("ana", "allergy", "nuts", True))
    assert answer(store, "today/notes", day="2026-03-31").empty
