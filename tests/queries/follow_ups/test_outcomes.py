from datetime import date

import pytest

from tests.queries.follow_ups.shops import OPEN, cases, directory, step, survey, weekly
from tests.tables import answer, assert_table, every, rows_of

NAMES = [f"p{number:02d}" for number in range(20)]


def complaints(day):
    return [f"{day} | {name}@x.org | 3 | 4 | 4 |" for name in NAMES]


@pytest.fixture
def a_shop(a_store):
    """Twenty complained on 5 January; the first twelve came on 6 January, and nobody after."""
    early = [{"receipt": f"{n}-1", "customer": n, "date": "2026-01-04"} for n in NAMES]
    back = [{"receipt": f"{n}-2", "customer": n, "date": "2026-01-06"} for n in NAMES[:12]]
    return a_store(
        directory=directory(*NAMES, "ana"),
        sales=OPEN + early + back + weekly("ana") + every(1, "w", "2026-03-30", 60),
        survey=survey(*complaints("2026-01-05")),
    )


def answer_them(store, names, on):
    """History opens no case of itself, but an answer to it counts."""
    known = dict(
        rows_of(
            store,
            "select customer.customer_name, 'A' || key_text(complaint.row_key) "
            "from facts.complaint as complaint "
            "inner join facts.customer as customer using (customer_id)",
        )
    )
    for name in names:
        step(store, known[name.capitalize()], status="contacted", today=on)


def test_both_kinds_are_counted_over_the_same_time(a_shop):
    answer_them(a_shop, NAMES[:8], date(2026, 1, 7))
    frame = answer(a_shop, "follow_ups/outcomes")
    assert_table(
        frame,
        """
        kind       | complaint_count | judged_count | recovered_count | recovered_rate | median_reply_days | is_enough
        answered   | 8               | 8            | 8               | 1              | 2                 | yes
        unanswered | 12              | 12           | 4               | 0.333          |                   | yes
        """,  # noqa: E501
    )
    # Wilson at 8 of 8 and 4 of 12, and Newcombe's method 10 between them.
    answered = frame.iloc[0]
    assert answered["recovered_low"] == pytest.approx(0.6756, abs=1e-3)
    assert frame.iloc[1][["recovered_low", "recovered_high"]].tolist() == pytest.approx(
        [0.1381, 0.6094], abs=1e-3
    )
    assert answered[["difference", "difference_low", "difference_high"]].tolist() == pytest.approx(
        [0.6667, 0.2414, 0.8619], abs=1e-3
    )


def test_under_five_are_too_few_to_say(a_shop):
    answer_them(a_shop, NAMES[:4], date(2026, 1, 7))
    frame = answer(a_shop, "follow_ups/outcomes")
    assert list(frame["is_enough"]) == [False, True]


def test_whose_time_is_not_over_is_not_judged_and_strangers_never(a_store):
    store = a_store(
        directory=directory(*NAMES),
        sales=OPEN + weekly(*NAMES),
        survey=survey(*complaints("2026-03-20"), "2026-01-05 | | 0 | 1 | 1 | Who am I"),
    )
    assert len(cases(store)) == 20
    assert_table(
        answer(store, "follow_ups/outcomes"),
        """
        kind       | complaint_count | judged_count | recovered_rate | is_enough
        unanswered | 21              | 0            |                | no
        """,
    )


def test_a_period_and_a_place_bound_it(a_shop):
    assert answer(a_shop, "follow_ups/outcomes", from_on="2026-01-06").empty
    assert answer(a_shop, "follow_ups/outcomes", location="Kiosk").empty
