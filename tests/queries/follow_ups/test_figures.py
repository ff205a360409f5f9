from tests.queries.follow_ups.shops import key_of, step
from tests.tables import answer, assert_table, rows_of


def test_who_waits_who_is_overdue_and_what_is_history(shop):
    step(shop, key_of(shop, "Ana"), owner="Tom", owner_id="p2", status="contacted")
    step(shop, key_of(shop, "Ben"), status="resolved")
    columns = "open_count | overdue_count | contacted_count | unowned_count | history_count\n"
    given = {"today": "2026-03-23"}
    assert_table(answer(shop, "follow_ups/figures", **given), columns + "3 | 3 | 1 | 2 | 1")
    given = {"today": "2026-03-22", "owner_id": "p2"}
    assert_table(answer(shop, "follow_ups/figures", **given), columns + "1 | 0 | 1 | 0 | 0")
    nowhere = answer(shop, "follow_ups/figures", location="Kiosk")
    assert_table(nowhere, columns + "0 | 0 | 0 | 0 | 0")


def test_history_that_somebody_takes_up_all_the_same_is_a_case(shop):
    sql = "select 'A' || key_text(row_key) from facts.complaint where not opens_case"
    ((key,),) = rows_of(shop, sql)
    step(shop, key, status="contacted")
    figures = answer(shop, "follow_ups/figures").iloc[0]
    assert (figures["open_count"], figures["history_count"]) == (5, 0)
