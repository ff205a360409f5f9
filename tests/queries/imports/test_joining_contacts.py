from regulars.app.rows import rows_of as typed
from regulars.app.rows.imports import ImportsJoiningContacts
from regulars.web.screens.imports.identity_wording import joined_words
from tests.tables import answer, assert_table


def joining(store):
    """What joins the one person of the store."""
    (customer_id,) = answer(store, "imports/merged_people")["customer_id"]
    return answer(store, "imports/joining_contacts", customer_id=customer_id)


def test_a_contact_on_two_records_joins_them_and_others_are_not_told(a_store):
    store = a_store(
        directory="""
        customer | name           | email            | phone
        K1       | Dana Whitfield | dana@example.org | 603 555 0107
        K2       | Dana Whitfield | d.w@example.net  | 603 555 0107
        K3       | Ben Cy         | ben@example.org  | 603 555 0103
        """
    )
    contacts = joining(store)
    assert_table(
        contacts[["kind", "contact", "is_beside_contact"]],
        """
        kind  | contact      | is_beside_contact
        phone | +16035550107 | yes
        """,
    )
    assert list(contacts["record_kinds"][0]) == ["square", "square"]
    assert list(contacts["records"][0]) == ["K1", "K2"]
    assert joined_words(typed(ImportsJoiningContacts, contacts)) == (
        "the phone +16035550107 stands on Square customer K1 and Square customer K2"
    )


def test_a_chain_tells_all_that_it_hangs_by(a_store):
    store = a_store(
        directory="""
        customer | name   | email           | phone
        K1       | Ana Bo | ana@example.org |
        K2       | Ana Bo |                 | 603 555 0102
        """,
        bookings="""
        start            | name   | email           | phone
        2026-03-02 09:00 | Ana Bo | ana@example.org | 603 555 0102
        """,
    )
    words = joined_words(typed(ImportsJoiningContacts, joining(store)))
    assert sorted(words.split("; ")) == [
        "the e-mail ana@example.org stands on Square customer K1 and beside another contact of "
        "theirs",
        "the phone +16035550102 stands on Square customer K2 and beside another contact of theirs",
    ]
