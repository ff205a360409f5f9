# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""What somebody has, when they come, how we wrote to them, and whether they will be back."""

from datetime import date

from regulars.app.rows.customer import CustomerOutlook
from regulars.records.win_back.contacts import note_contact
from regulars.web.kit.rhythm_wording import why_words
from tests.queries.lapsed.win_backs import BY, candidates, directory, sales
from tests.tables import answer, assert_table, in_words, rows_of

SALES = """
receipt | customer | date       | time  | item   | qty | net
R1      | ana      | 2026-03-02 | 08:10 | Latte  | 1.0 | 4
R1      | ana      | 2026-03-02 | 08:10 | Cookie | 2.0 | 6
R2      | ana      | 2026-03-04 | 08:20 | Latte  | 1.0 | 4
R3      | ana      | 2026-03-09 | 15:20 | Latte  | 1.0 | 4
R4      | ben      | 2026-03-09 | 08:20 | Mocha  | 1.0 | 4
"""


def ana(store) -> str:
    return rows_of(store, "select customer_id from facts.customer where customer_name = 'Ana'")[0][
        0
    ]


def test_what_they_have_most_often_first(a_store):
    store = a_store(sales=SALES)
    assert_table(
        answer(store, "customer/purchases", customer_id=ana(store)),
        """
        item   | visit_count | quantity | last_had_on
        Latte  | 3           | 3        | 2026-03-09
        Cookie | 1           | 2        | 2026-03-02
        """,
    )


def test_nothing_after_the_day_is_known(a_store):
    store = a_store(sales=SALES)
    asked = {"customer_id": ana(store), "as_of": date(2026, 3, 4)}
    assert list(answer(store, "customer/purchases", **asked)["visit_count"]) == [2, 1]
    assert list(answer(store, "customer/hours", **asked)["visit_count"]) == [1, 1]


def test_the_week_of_one(a_store):
    assert_table(
        answer(store := a_store(sales=SALES), "customer/hours", customer_id=ana(store)),
        """
        weekday | hour | visit_count
        1       | 8    | 1
        1       | 15   | 1
        3       | 8    | 1
        """,
    )


def test_how_we_wrote_to_them(a_store):
    store = a_store(directory=directory(10), sales=sales(10))
    who = candidates(store)[0]
    note_contact(store, who, "phone call", "Rang twice", **BY)
    assert_table(
        answer(store, "customer/contacts", customer_id=who),
        """
        contacted_on | channel    | contacted_by | list_title | notes
        2026-03-10   | phone call | Ana          |            | Rang twice
        """,
    )


def test_the_outlook_of_somebody_who_is_late_says_why(a_store):
    """Weekly until 17 February, and three weeks later not back."""
    store = a_store(directory=directory(10), sales=sales(10))
    asked = {"customer_id": candidates(store)[0]}
    seen = in_words(answer(store, "customer/outlook", **asked), CustomerOutlook, "why", why_words)
    assert len(seen) == 1
    assert 0 <= seen.iloc[0]["p_return"] <= 1
    assert seen.iloc[0]["band"] is not None
    assert seen.iloc[0]["why"].startswith("Usually every 7 days")
    earlier = answer(
        store, "customer/outlook", customer_id=candidates(store)[0], as_of=date(2026, 1, 31)
    )
    assert not len(earlier), "it is judged on the last trading day alone"
