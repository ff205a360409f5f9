from tests.queries.lapsed.win_backs import directory, sales
from tests.tables import answer, assert_table


def test_who_is_late_and_may_be_written_to(a_store):
    people = directory(3, P01="unsubscribed", P02="")
    store = a_store(directory=people, sales=sales(3))
    frame = answer(store, "lapsed/win_back_candidates").sort_values("customer_name")
    assert_table(
        frame,
        """
        customer_name | band     | last_visited_on | may_email | email     | contacted_on
        P00 Doe       | slipping | 2026-02-17      | yes       | p00@x.org |
        P01 Doe       | slipping | 2026-02-17      | no        | p01@x.org |
        P02 Doe       | slipping | 2026-02-17      |           | p02@x.org |
        """,
    )
    assert answer(store, "lapsed/win_back_candidates", location="Elsewhere").empty
