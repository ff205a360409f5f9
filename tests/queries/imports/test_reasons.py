from tests.tables import answer, assert_table, square_items, take_text

SALES = square_items(
    """
    receipt | date       | net
    R2      | 2026-03-02 | 4
    R3      | 2026-02-30 | 4
    R4      | 2026-03-02 | four
    R5      | soon       | 4
            | 2026-03-02 | 4
    """
)


def test_reasons_commonest_first_with_their_first_row(empty_store, tmp_path):
    take_text(empty_store, tmp_path, SALES)
    frame = answer(empty_store, "imports/reasons", import_id=1)
    assert_table(
        frame,
        """
        code                     | column_name    | cell | row_count | example_row_number
        unreadable_date_and_time |                |      | 2         | 3
        id_missing               | Transaction ID |      | 1         | 6
        no_amount                | Net Sales      |      | 1         | 4
        """,
    )
    assert frame["example_text"][0].startswith("2026-02-30,08:00:00")
    assert answer(empty_store, "imports/reasons", import_id=2).empty
