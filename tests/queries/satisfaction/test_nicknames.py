from tests.tables import answer, assert_table


def test_nicknames_by_colleague(empty_store):
    with empty_store.write() as cursor:
        cursor.execute("delete from desk.nickname")
        cursor.execute("""
            insert into desk.nickname values
            ('Tom', 'Tommy', timestamp '2026-03-02', 'Ana'),
            ('Maya', 'May', timestamp '2026-03-01', 'Ben')
        """)
    assert_table(
        answer(empty_store, "satisfaction/nicknames"),
        """
        staff | nickname | changed_by
        Maya  | May      | Ben
        Tom   | Tommy    | Ana
        """,
    )


def test_nobody_has_one(a_store):
    store = a_store(survey="date | Would you recommend us?\n2026-03-02 | 9")
    assert answer(store, "satisfaction/nicknames").empty
