from tests.tables import answer, assert_table


def test_who_is_made_of_several_records_and_why_differing_names_first(a_store):
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
        names              | name_count | record_count | why
        Eva Lund, Eva Moor | 2 | 2 | the e-mail eva@example.org stands on Square customer K4 and Square customer K5
        Dana Whitfield     | 1 | 2 | the phone +16035550107 stands on Square customer K1 and Square customer K2
        """,  # noqa: E501
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
    why = answer(store, "imports/merged_people")["why"][0]
    assert sorted(why.split("; ")) == [
        "the e-mail ana@example.org stands on Square customer K1 and beside another contact of "
        "theirs",
        "the phone +16035550102 stands on Square customer K2 and beside another contact of theirs",
    ]
