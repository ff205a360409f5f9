"""Rhythms, cards and what is scored badly, as the screens say them."""

from dataclasses import fields
from datetime import date

import pytest

from regulars.app.rows.customer import CustomerCard, CustomerOutlook
from regulars.app.rows.lapsed import LapsedOverdue
from regulars.app.rows.regulars import RegularsPeople
from regulars.app.rows.today import TodayCare, TodayExpected
from regulars.facts.outlook.return_outlook import Reason
from regulars.web.kit.card_wording import card_words, comes_words
from regulars.web.kit.rhythm_wording import give_or_take, pace, rhythm_words, usual_words, why_words
from regulars.web.screens.customer.outlook_wording import reason_words
from regulars.web.screens.today.wording import care_words, expected_words


def row(of, /, **cells):
    """A row of which only these cells are looked at."""
    return of(**(dict.fromkeys((field.name for field in fields(of)), None) | cells))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0.4, "day or two"), (1.0, "day or two"), (1.4, "day or two"), (1.5, "1 to 2 days"),
        (2.0, "2 days"), (3.5, "3 to 4 days"), (7.0, "7 days"), (9.5, "9 to 10 days"),
        (10.5, "11 days"), (27.3, "27 days"), (28.0, "4 weeks"), (43.0, "6 weeks"),
        (46.0, "6 to 7 weeks"), (111.0, "16 weeks"), (112.0, "4 months"), (182.0, "6 months"),
    ],
)  # fmt: skip
def test_a_pace(days, said):
    assert pace(days) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, ""), (0.0, ""), (0.4, ""), (0.5, ", give or take 1 day"),
        (1.0, ", give or take 1 day"), (2.4, ", give or take 2 days"),
        (2.5, ", give or take 3 days"),
    ],
)  # fmt: skip
def test_give_or_take(days, said):
    assert give_or_take(days) == said


@pytest.mark.parametrize(
    ("weekday_count", "item", "item_count", "said"),
    [
        (10, "Flat White", 10, "Tuesdays about 08:10, Flat White"),
        (5, "Flat White", 5, "Tuesdays about 08:10, Flat White"),
        (4, "Flat White", 5, "About 08:10, Flat White"),
        (5, "Flat White", 4, "Tuesdays about 08:10"),
        (4, "Flat White", 4, "About 08:10"),
        (8, None, None, "Tuesdays about 08:10"),
    ],
)
def test_a_habit_is_named_from_half_of_the_visits_on(weekday_count, item, item_count, said):
    person = row(
        RegularsPeople, usual_weekday=2, usual_weekday_count=weekday_count, usual_at="08:10",
        usual_item=item, usual_item_count=item_count, usual_visit_count=10,
    )  # fmt: skip
    assert usual_words(person) == said


LATE = {
    "visit_count": 9, "cadence_days": 7.0, "spread_days": 1.0, "days_since_last": 19,
    "closed_days": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Usually every 7 days, give or take 1 day; last here 19 days ago (2 of them closed)"),
        (
            {"cadence_days": None, "visit_count": 1, "days_since_last": 1, "closed_days": 0},
            "Here once, 1 day ago",
        ),
        (
            {"cadence_days": None, "visit_count": 3, "days_since_last": 0, "closed_days": 0},
            "Here 3 times; last today",
        ),
    ],
)
def test_a_rhythm(given, said):
    assert rhythm_words(row(LapsedOverdue, **(LATE | given))) == said


@pytest.mark.parametrize(
    ("p_return", "horizon_days", "booked_on", "said"),
    [
        (None, 56, None, ""),
        (0.31, None, None, ""),
        (0.31, 56, None, "; of people like that, about 3 in 10 came back within 8 weeks"),
        (0.04, 120, None, "; of people like that, fewer than 1 in 20 came back within 4 months"),
        (0.96, 28, None, "; of people like that, nearly all came back within 4 weeks"),
        (0.31, 56, date(2026, 4, 8), "; booked for 8 April 2026"),
    ],
)
def test_why_somebody_is_late(p_return, horizon_days, booked_on, said):
    given = {"p_return": p_return, "horizon_days": horizon_days, "booked_on": booked_on}
    late = row(LapsedOverdue, **(LATE | {"closed_days": 0} | given))
    assert why_words(late) == rhythm_words(late) + said


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_of_an_outlook_is_a_sentence(reason):
    seen = row(
        CustomerOutlook, reason=reason.value, horizon_days=28, month_end_count=1,
        returned_count=1200, away_count=3,
    )  # fmt: skip
    said = reason_words(seen)
    assert said[0].isupper()
    if reason is Reason.FEW_MONTH_ENDS:
        assert said == (
            "Too little past to learn from: of one month-end is known who came back within 28 "
            "days; 4 are needed"
        )
    if reason is Reason.FEW_RETURNS:
        assert "1,200 times somebody came back within 28 days, 3 times not; 100 of each" in said


@pytest.mark.parametrize(
    ("cadence_days", "visits_a_week", "said"),
    [
        (None, None, ""), (7.0, 1, "every 7 days"), (3.0, 2, "twice a week"),
        (2.0, 3, "3 times a week"), (1.0, 6, "nearly every day"), (3.5, 1, "about once a week"),
    ],
)  # fmt: skip
def test_how_often_somebody_comes(cadence_days, visits_a_week, said):
    person = row(CustomerCard, cadence_days=cadence_days, visits_a_week=visits_a_week)
    assert comes_words(person) == said


def test_times_that_are_one_are_said_once():
    person = row(
        CustomerCard, visit_count=8, days_since_last=0, habit_weekdays=(2, 4),
        habit_times=("08:10", "08:10"), cadence_days=7.0,
    )  # fmt: skip
    assert card_words(person) == (
        "Tuesdays and Thursdays about 08:10; every 7 days; here on the last trading day"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"is_booked": True, "visit_count": 0, "booked_service": "Cut", "booked_staff": "Ana"},
            "First visit, booked: Cut with Ana",
        ),
        ({"is_booked": True, "visit_count": 3}, "Booked"),
        ({"weekday_count": 0}, "First seen this week"),
        (
            {"weekday_count": 5, "weekday_hit_count": 0, "weekday": 2},
            "Comes every 14 days, not often on a Tuesday",
        ),
        (
            {"weekday_count": 5, "weekday_hit_count": 3, "weekday": 2},
            "3 of the last 5 Tuesdays",
        ),
    ],
)
def test_why_somebody_is_expected(given, said):
    assert expected_words(row(TodayExpected, **({"visit_count": 9} | given))) == said


UNHAPPY = {"kind": "poor", "happened_on": date(2026, 3, 8), "comment": "Cold!", "is_angry": True}


@pytest.mark.parametrize(
    ("given", "quotes", "said"),
    [
        (
            {"low_scores": ("nps overall 3", "ces effort 6"), "owner": "Tom"}, True,
            'On 8 March: would recommend 3 of 10, effort 6 of 7, angry words: "Cold!" Tom has it '
            "in hand",
        ),
        (
            {"low_scores": ("stars overall 2", "csat speed 1"), "case_status": "contacted"}, False,
            "On 8 March: 2 of 5 stars, speed 1 of 5, angry words. Somebody has been in touch",
        ),
        (
            {"is_angry": False, "comment": None, "has_been_back": True}, True,
            "On 8 March: something went wrong. Nobody has it in hand yet. Has been back since; "
            "ask how it was",
        ),
        (
            {"kind": "anniversary", "anniversary_years": 2, "first_visited_on": date(2024, 3, 8)},
            True, "2 years since the first visit, on 8 March 2024",
        ),
        ({"kind": "milestone", "visit_count": 9}, True, "The next visit is number 10"),
    ],
)  # fmt: skip
def test_what_care_somebody_needs(given, quotes, said):
    assert care_words(row(TodayCare, **(UNHAPPY | given)), quotes=quotes) == said
