from tests.tables import answer, assert_table


def test_who_is_made_of_several_records_differing_names_first(a_store):
    store = a_store(
        directory="""
        customer | name           | email            | phone
        K1       | Dana Whitfield | dana@example.org | 603 555 0107
        K2       | Dana Whitfield | d.w@example.net  | 603 555 0107
        K3       | Ben Cy         | ben@example.org  | 603 555 0103
        K4       | Eva Lund       | eva@example.org  |
        K5       | Eva Moor       | eva@example.org  |
        """
    )
    assert_table(
        answer(store, "imports/merged_people"),
        """
        names              | name_count | record_count
        Eva Lund, Eva Moor | 2          | 2
        Dana Whitfield     | 1          | 2
        """,
    )
