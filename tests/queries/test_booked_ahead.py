"""Who is booked ahead is not late, and every screen says the same of them."""

import pytest

from tests.tables import answer, assert_table, every, open_days, rows_of

# Ana and Ben come weekly until 10 February; late from the 24th on, lapsed from 10 March. Ana books
# on 1 March for 10 April. Eve came once and is booked like Ana; Fay came once and is not.
OPEN = open_days("2025-11-03", "2026-03-31")
DIRECTORY = """
customer | name   | email
ana      | Ana Bo | ana@example.org
eve      | Eve Bo | eve@example.org
"""
BOOKED = """
id | start            | name   | email           | type   | booked
1  | 2026-04-10 09:00 | Ana Bo | ana@example.org | Facial | 2026-03-01
2  | 2026-04-10 10:00 | Eve Bo | eve@example.org | Facial | 2026-03-01
"""


@pytest.fixture
def store(a_store):
    return a_store(
        directory=DIRECTORY,
        sales=OPEN
        + every(7, "ana", "2025-11-25", 12)
        + every(7, "ben", "2025-11-25", 12)
        + every(1, "eve", "2025-12-01", 1)
        + every(1, "fay", "2025-12-01", 1),
        bookings=BOOKED,
    )


def statuses(store, day: str) -> dict[str, str]:
    return dict(
        rows_of(store, f"select customer_name, status from facts.standing_on(date '{day}')")
    )


@pytest.mark.parametrize(
    ("day", "ana", "ben", "eve"),
    [
        ("2026-02-28", "slipping", "slipping", "one_timer"),
        ("2026-03-01", "regular", "slipping", "new"),
        ("2026-03-31", "regular", "lapsed", "new"),
    ],
)
def test_from_the_day_of_the_booking_on_nobody_is_late(store, day, ana, ben, eve):
    assert statuses(store, day) == {
        "Ana Bo": ana,
        "Ben": ben,
        "Eve Bo": eve,
        "Fay": "one_timer",
    }


def test_the_card_today_regulars_and_lapsed_say_the_same(store):
    who = dict(rows_of(store, "select customer_name, customer_id from facts.customer"))
    card = answer(store, "customer/card", customer_id=who["Ana Bo"])
    assert_table(card, "customer_name | status\nAna Bo | regular")
    assert_table(card, "booked_on | booked_at\n2026-04-10 | 09:00")
    assert list(answer(store, "regulars/people")["customer_name"]) == ["Ana Bo"]
    assert answer(store, "regulars/figures").iloc[0]["regular_count"] == 1
    assert "slipping" not in set(answer(store, "today/care", day="2026-04-10")["kind"])
    expected = answer(store, "today/expected", day="2026-04-10").set_index("customer_name")
    assert expected.loc["Ana Bo", "status"] == "regular"
    late = answer(store, "lapsed/overdue").set_index("customer_name")
    assert late["band"].to_dict() == {"Ana Bo": "booked", "Ben": "lapsed"}


def test_a_slipping_regular_who_books_is_taken_off_todays_list(store):
    """Both are a week late on the last Tuesday of February; on 2 March Ana has booked."""
    named = {
        as_of: sorted(answer(store, "today/care", as_of=as_of, day="2026-03-03")["customer_name"])
        for as_of in ("2026-02-28", "2026-03-02")
    }
    assert named == {"2026-02-28": ["Ana Bo", "Ben"], "2026-03-02": ["Ben"]}


def test_a_month_is_judged_by_what_was_booked_at_its_end(store):
    """In February nobody had booked; at the end of March Ana had."""
    frame = answer(store, "regulars/statuses", from_on="2026-02-01")
    assert_table(
        frame,
        """
        month_on   | status    | customer_count
        2026-02-01 | one_timer | 2
        2026-02-01 | slipping  | 2
        2026-03-01 | lapsed    | 1
        2026-03-01 | new       | 1
        2026-03-01 | one_timer | 1
        2026-03-01 | regular   | 1
        """,
    )


@pytest.mark.parametrize("sample", ["sample_store", "salon_store"])
def test_month_ends_and_days_agree_on_the_samples(request, sample):
    """The months of the flows, and any day's standing, come from two models and one definition."""
    store = request.getfixturevalue(sample)
    ends = rows_of(store, "select distinct as_of_on from facts.customer_month order by 1")
    for (day,) in (ends[0], ends[len(ends) // 2], ends[-1]):
        by_month = rows_of(
            store,
            "select customer_id, status from facts.customer_month "
            f"where as_of_on = date '{day}' order by all",
        )
        by_day = rows_of(
            store,
            f"select customer_id, status from facts.standing_on(date '{day}') order by all",
        )
        assert by_month == by_day
        booked = rows_of(
            store,
            f"select status from facts.standing_on(date '{day}') "
            "where booked_on is not null and status in ('slipping', 'lapsed', 'one_timer')",
        )
        assert booked == []
