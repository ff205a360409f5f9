from regulars.records.win_back.contacts import note_contact
from tests.queries.lapsed.win_backs import BY, a_list, candidates, directory, sales
from tests.tables import answer, assert_table


def test_contacts_without_a_list_and_none_of_a_list(a_store):
    store = a_store(directory=directory(10), sales=sales(10))
    who = candidates(store)[0]
    note_contact(store, who, "phone call", "Rang twice", **BY)
    a_list(store)
    frame = answer(store, "lapsed/win_back_contacts")
    assert list(frame["customer_id"]) == [who]
    assert_table(
        frame,
        """
        contacted_on | channel    | contacted_by | notes      | returned_on
        2026-03-10   | phone call | Ana          | Rang twice |
        """,
    )
