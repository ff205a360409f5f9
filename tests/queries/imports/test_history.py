from tests.tables import answer, assert_table, square_customers, square_items, take_text


def test_what_came_in_newest_first(empty_store, tmp_path):
    sales = square_items("receipt | date\nR1 | 2026-03-02\nR2 | 2026-03-05\nR3 | 2026-02-30")
    take_text(empty_store, tmp_path, sales, name="March.csv")
    take_text(empty_store, tmp_path, square_customers("customer\nK1"), name="People.csv")
    take_text(empty_store, tmp_path, b"%PDF", name="Refused.csv")
    take_text(empty_store, tmp_path, sales, name="March again.csv")
    frame = answer(empty_store, "imports/history")
    assert_table(
        frame,
        """
        file_name       | format           | title                     | kind      | read_count | kept_count | known_count | rejected_count | from_on    | to_on
        March again.csv | square_items     | Square item sales         | sales     | 3          | 0          | 2           | 1              | 2026-03-02 | 2026-03-05
        People.csv      | square_customers | Square customer directory | customers | 1          | 1          | 0           | 0              |            |
        March.csv       | square_items     | Square item sales         | sales     | 3          | 2          | 0           | 1              | 2026-03-02 | 2026-03-05
        """,  # noqa: E501
    )
    assert list(frame["import_id"]) == [3, 2, 1]
    assert frame["imported_at"].is_monotonic_decreasing


def test_every_import_of_the_sample_adds_up(sample_store):
    frame = answer(sample_store, "imports/history")
    parts = frame["kept_count"] + frame["known_count"] + frame["rejected_count"]
    assert len(frame) == 6
    assert (frame["read_count"] == parts).all()
