import pytest

from regulars.app.rows.today import TodayExpected
from regulars.web.screens.today.wording import expected_words
from tests.tables import answer, assert_table, every, in_words, open_days

# Thirteen weeks, open every day; the last day is Sunday 29 March 2026.
OPEN = open_days("2025-12-29", "2026-03-29")
TUESDAYS = every(7, "ana", "2025-12-30", 13, item="Latte", staff="Maya", time="08:12")
EVERY_SECOND = every(14, "ben", "2026-01-06", 6, item="Tea", staff="Tom", time="17:00")
ONCE = every(7, "cleo", "2026-03-24", 1)
TWO_THURSDAYS = every(7, "dee", "2026-03-19", 2)
LONG_GONE = every(7, "eve", "2025-12-30", 5)


def expected(store, **given):
    return in_words(
        answer(store, "today/expected", **given), TodayExpected, "reason", expected_words
    )


def test_who_is_likely_in_and_why(a_store):
    store = a_store(sales=OPEN + TUESDAYS + EVERY_SECOND + LONG_GONE)
    assert_table(
        expected(store, day="2026-03-31"),
        """
        customer_name | reason                       | usual_at | usual_hour | usual_item | usual_item_count | usual_visit_count | usual_staff
        Ana           | 13 of the last 13 Tuesdays   | 08:10    | 8          | Latte      | 13               | 13                | Maya
        Ben           | 6 of the last 12 Tuesdays    | 17:00    | 17         | Tea        | 6                | 6                 | Tom
        """,  # noqa: E501
    )


def test_counts_behind_the_reason(a_store):
    store = a_store(sales=OPEN + TUESDAYS + EVERY_SECOND)
    assert_table(
        expected(store, day="2026-03-31"),
        """
        customer_name | weekday_hit_count | weekday_count | days_since_last | last_visited_on | visit_count | status
        Ana           | 13                | 13            | 5               | 2026-03-24      | 13          | regular
        Ben           | 6                 | 12            | 12              | 2026-03-17      | 6           | regular
        """,  # noqa: E501
    )


def test_a_chance_is_a_chance_and_the_surest_come_first(a_store):
    frame = answer(
        a_store(sales=OPEN + TUESDAYS + EVERY_SECOND + TWO_THURSDAYS),
        "today/expected",
        day="2026-03-31",
    )
    chances = list(frame["visit_chance"])
    assert chances == sorted(chances, reverse=True)
    assert all(0.05 <= chance < 1 for chance in chances)
    assert frame.set_index("customer_name")["visit_chance"]["Ana"] > 0.85


def test_another_weekday_is_another_list(a_store):
    frame = expected(a_store(sales=OPEN + TUESDAYS), day="2026-04-01")
    assert set(frame["reason"]) <= {"Comes every 7 days, not often on a Wednesday"}
    assert (frame["visit_chance"] < 0.2).all()


def test_who_was_seen_once_may_come_again_and_who_has_lapsed_is_not_expected(a_store):
    store = a_store(sales=OPEN + ONCE + LONG_GONE)
    frame = expected(store, day="2026-03-31")
    assert list(frame["reason"]) == ["Here once, on 24 March 2026"]
    assert frame["visit_chance"].iloc[0] < 0.15
    assert expected(store, day="2026-04-02").empty


def test_a_day_four_weeks_ahead_has_its_list(a_store):
    frame = expected(a_store(sales=OPEN + TUESDAYS), day="2026-04-21")
    assert list(frame["customer_name"]) == ["Ana"]


def test_mostly_served_by_is_of_the_last_year_and_says_who_left(a_store):
    """Maya served Ana until 2025-03, then Tom twenty times until the end of January, then Lee."""
    sales = (
        open_days("2024-09-01", "2026-03-29")
        + every(1, "ana", "2024-09-03", 40, staff="Maya")
        + every(14, "ana", "2025-04-08", 20, staff="Tom")
        + every(14, "ana", "2026-01-20", 5, staff="Lee")
    )
    assert_table(
        expected(a_store(sales=sales), day="2026-03-31"),
        """
        customer_name | usual_staff | usual_staff_count | usual_staff_visit_count | staff_left_on
        Ana           | Tom         | 20                | 25                      | 2025-12-30
        """,
    )


def test_the_staff_filter_means_mostly_served_by_in_all_the_answers(a_store):
    store = a_store(sales=OPEN + TUESDAYS + EVERY_SECOND)
    for staff, name in (("Maya", "Ana"), ("Tom", "Ben")):
        listed = expected(store, day="2026-03-31", staff=staff)
        assert list(listed["customer_name"]) == [name]
        chance = listed["visit_chance"].sum()
        figures = answer(store, "today/figures", day="2026-03-31", staff=staff).iloc[0]
        assert figures["expected_count"] == round(chance)
        assert figures["candidate_count"] == 1
        hours = answer(store, "today/by_hour", day="2026-03-31", staff=staff)
        assert hours["expected_count"].sum() == pytest.approx(chance)


def test_one_weekday_since_the_first_visit_is_said_as_such(a_store):
    store = a_store(sales=OPEN + TWO_THURSDAYS)
    assert_table(
        expected(store, day="2026-04-02"),
        """
        customer_name | reason                     | status
        Dee           | 2 of the last 2 Thursdays  | returning
        """,
    )


def test_nothing_after_the_day_judged_at_is_used(a_store):
    """As of 1 February, March has not happened."""
    early, late = (
        expected(a_store(sales=sales), as_of="2026-02-01", day="2026-02-03")
        for sales in (
            [sale for sale in OPEN + TUESDAYS if sale["date"] <= "2026-02-01"],
            OPEN + TUESDAYS,
        )
    )
    columns = ["customer_name", "visit_chance", "weekday_hit_count", "weekday_count", "visit_count"]
    assert early[columns].equals(late[columns])
    assert list(late["reason"]) == ["5 of the last 5 Tuesdays"]


def test_an_absence_longer_than_patience_lowers_the_chance(a_store):
    sales = OPEN + every(7, "ana", "2025-12-30", 11)
    here, away = (
        expected(a_store(sales=sales), as_of=as_of, day=day)["visit_chance"]
        for as_of, day in (("2026-03-15", "2026-03-17"), ("2026-03-29", "2026-03-31"))
    )
    assert away.iloc[0] < 0.7 * here.iloc[0]


def test_a_place_counts_its_own_visits_only(a_store):
    sales = OPEN + every(7, "ana", "2025-12-30", 13, location="Kiosk")
    store = a_store(sales=sales)
    assert len(expected(store, day="2026-03-31", location="Kiosk")) == 1
    assert expected(store, day="2026-03-31", location="Main Street").empty
