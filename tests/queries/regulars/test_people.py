from datetime import datetime

from regulars.app.rows.regulars import RegularsPeople
from regulars.records.regular_rule import change_rule
from regulars.web.kit.rhythm_wording import usual_words
from tests.tables import answer, assert_table, every, in_words, open_days

OPEN = open_days("2025-09-01", "2026-03-29")


def listed(store, **given):
    return in_words(answer(store, "regulars/people", **given), RegularsPeople, "usual", usual_words)


def test_a_regular_with_rhythm_and_usual(a_store):
    """Ten Tuesdays and two Fridays; the Fridays break the rhythm of seven days once each."""
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-01-20", 10, item="Latte", staff="Maya", time="08:12", net="5")
        + every(7, "ana", "2026-01-23", 2, item="Tea", staff="Tom", time="08:12", net="3")
    )
    people = listed(store)
    assert_table(
        people,
        """
        customer_name | status  | regular_since | first_visited_on | last_visited_on | days_since_last | visit_count | recent_visit_count | recent_spend | spend_per_visit
        Ana           | regular | 2026-01-30    | 2026-01-20       | 2026-03-24      | 5               | 12          | 12                 | 56           | 4.667
        """,  # noqa: E501
    )
    assert_table(
        people,
        """
        cadence_days | usual_weekday | usual_weekday_count | usual_at | usual_item | usual_item_count | usual_staff | usual_staff_count | usual_visit_count | usual
        7            | 2             | 10                  | 08:10    | Latte      | 10               | Maya        | 10                | 12                | Tuesdays about 08:10, Latte
        """,  # noqa: E501
    )


def test_four_visits_in_26_weeks_make_a_regular_and_three_do_not(a_store):
    """29 March 2026 and the 181 days before it are 26 weeks: they begin on 29 September 2025."""
    late = every(14, "late", "2026-02-17", 3)
    store = a_store(
        sales=OPEN
        + every(1, "in", "2025-09-29", 1)
        + [sale | {"customer": "in", "receipt": "i" + sale["receipt"]} for sale in late]
        + every(1, "out", "2025-09-28", 1)
        + [sale | {"customer": "out", "receipt": "o" + sale["receipt"]} for sale in late]
        + every(1, "both", "2025-09-28", 2)
        + [sale | {"customer": "both", "receipt": "b" + sale["receipt"]} for sale in late]
        + late
    )
    assert_table(
        listed(store),
        """
        customer_name | visit_count | recent_visit_count
        Both          | 5           | 4
        In            | 4           | 4
        """,
    )


def test_what_is_counted_lately_follows_the_rule(a_store):
    """Weekly from 7 October on; the last four weeks begin on 2 March."""
    store = a_store(sales=OPEN + every(7, "ana", "2025-10-07", 25, net="5"))
    change_rule(store, 3, 4, now=datetime(2026, 3, 30, 9), by="Ana")
    assert_table(
        listed(store),
        """
        customer_name | visit_count | recent_visit_count | recent_spend | spend_per_visit
        Ana           | 25          | 4                  | 20           | 5
        """,
    )


def test_a_regular_who_is_slipping_is_still_listed_and_a_lapsed_one_is_not(a_store):
    store = a_store(
        sales=OPEN
        + every(7, "slip", "2025-12-23", 12)
        + every(7, "gone", "2025-12-02", 12)
        + every(7, "here", "2026-01-06", 12)
    )
    assert_table(
        listed(store),
        """
        customer_name | status   | last_visited_on
        Here          | regular  | 2026-03-24
        Slip          | slipping | 2026-03-10
        """,
    )


def test_an_interrupted_regular_is_regular_since_the_return(a_store):
    store = a_store(
        sales=open_days("2025-01-06", "2026-03-29")
        + every(7, "ana", "2025-01-07", 6)
        + every(7, "ana", "2026-02-03", 8)
    )
    assert_table(
        listed(store),
        """
        customer_name | regular_since | first_visited_on | visit_count | recent_visit_count
        Ana           | 2026-02-24    | 2025-01-07       | 14          | 8
        """,
    )


def test_who_comes_most_stands_first_and_filters_are_home_and_usual_colleague(a_store):
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-02-03", 8, staff="Maya", location="Harbor")
        + every(7, "ben", "2026-01-06", 12, staff="Tom", location="Harbor")
        + every(7, "cleo", "2026-01-20", 10, staff="Tom", location="Kiosk")
    )
    found = [
        list(listed(store, **given)["customer_name"])
        for given in ({}, {"location": "Harbor"}, {"staff": "Tom"}, {"staff": "Maya"})
    ]
    assert found == [["Ben", "Cleo", "Ana"], ["Ben", "Ana"], ["Ben", "Cleo"], ["Ana"]]


def test_every_regular_of_the_sample_has_four_visits_in_26_weeks(sample_store):
    for as_of in ("2025-12-31", "2026-03-14", "2026-10-31"):
        people = listed(sample_store, as_of=as_of)
        assert (people["recent_visit_count"] >= 4).all()
        assert (people["regular_since"] <= people["last_visited_on"]).all()
