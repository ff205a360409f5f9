from tests.tables import answer, assert_table, square_items, take_text


def test_rejected_rows_in_the_order_of_the_file(empty_store, tmp_path):
    text = square_items("receipt | date\nR2 | 2026-03-02\nR3 | soon\nR4 | 2026-03-02")
    take_text(empty_store, tmp_path, text + "x,y\n")
    frame = answer(empty_store, "imports/rejected_rows", import_id=1)
    assert_table(
        frame[["row_number", "code", "cell"]],
        """
        row_number | code                     | cell
        3          | unreadable_date_and_time | soon 08:00:00
        5          | fewer_cells              |
        """,
    )
    assert frame["row_text"][1] == "x,y"
    assert answer(empty_store, "imports/rejected_rows", import_id=2).empty
