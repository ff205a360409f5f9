from tests.tables import answer, assert_table


def test_contacts_of_several_names_the_most_shared_first(a_store):
    store = a_store(
        directory="""
        customer | name         | email            | phone
        K1       | Chidi Okafor |                  | 860 555 0187
        K2       | Ngozi Okafor |                  | 860 555 0187
        K3       | Adaeze Okafor| desk@example.org | 860 555 0187
        K4       | Ben Cy       | desk@example.org |
        K5       | Ana Bo       | ana@example.org  | 603 555 0107
        K6       | A. Bo        | ana@example.org  |
        """
    )
    assert_table(
        answer(store, "imports/shared_contacts"),
        """
        kind  | contact          | name_count | names
        phone | +18605550187     | 3          | Adaeze Okafor, Chidi Okafor, Ngozi Okafor
        email | desk@example.org | 2          | Adaeze Okafor, Ben Cy
        """,
    )
