from tests.tables import answer, assert_table


def test_the_last_change_of_a_word_holds(empty_store):
    with empty_store.write() as cursor:
        cursor.execute("delete from desk.word")
        cursor.execute("""
            insert into desk.word values
            ('jukebox', 'place', -1, false, timestamp '2026-03-01', 'Ana'),
            ('jukebox', 'place', null, true, timestamp '2026-03-02', 'Ben'),
            ('jukebox', 'angry', null, false, timestamp '2026-03-01', 'Ana')
        """)
    assert_table(
        answer(empty_store, "satisfaction/word_changes"),
        """
        word    | theme_or_feeling | polarity | is_removed | changed_by
        jukebox | angry            |          | no         | Ana
        jukebox | place            |          | yes        | Ben
        """,
    )


def test_nothing_was_changed(a_store):
    store = a_store(survey="date | Would you recommend us?\n2026-03-02 | 9")
    assert answer(store, "satisfaction/word_changes").empty
