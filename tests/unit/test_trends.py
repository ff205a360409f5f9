"""Titles of pictures say what to see, and nothing that the data does not."""

from types import SimpleNamespace

import pandas as pd
import pytest

from regulars.web.screens.customer.profile import gap_words, week_words
from regulars.web.screens.lapsed import wording
from regulars.web.screens.regulars import trends
from regulars.web.screens.regulars.newcomers import cohort_words
from regulars.web.screens.today.cards import hour_words

MONTHS = [pd.Timestamp("2026-08-01"), pd.Timestamp("2026-09-01")]


def test_the_busiest_hour_of_the_regulars_and_of_a_day():
    heat = pd.DataFrame({"weekday": [1, 6], "hour": [8, 9], "visits_per_week": [2.0, 4.5]})
    assert trends.heat_words(heat)[0] == "Your regulars come most on Saturdays from 09:00"
    assert trends.heat_words(heat.head(0))[0] == "When your regulars come"
    hours = pd.DataFrame({"hour": [8, 9], "expected_count": [3.2, 1.0]})
    assert hour_words(hours) == "Most come from 08:00 to 09:00"
    assert hour_words(hours.assign(expected_count=0.1)) == "When they come"


def test_the_regulars_share_now_and_at_first():
    share = pd.DataFrame(
        {
            "month_on": [*MONTHS, MONTHS[1]],
            "who": ["regular", "regular", "walk_in"],
            "visit_rate": [0.5, 0.62, 0.38],
        }
    )
    now = "Regulars made 62\N{NO-BREAK SPACE}% of visits in September 2026"
    assert trends.share_words(share)[0] == f"{now}, 50\N{NO-BREAK SPACE}% in August 2026"
    assert trends.share_words(share[share["month_on"] == MONTHS[1]])[0] == now
    walk_ins = trends.share_words(share[share["who"] == "walk_in"])[0]
    assert walk_ins == "Regulars made 0\N{NO-BREAK SPACE}% of visits in September 2026"


@pytest.mark.parametrize(
    ("gained", "lost", "title"),
    [
        (7, 4, "3 regulars more than before this period"),
        (4, 7, "3 regulars fewer than before this period"),
        (5, 5, "As many regulars as before this period"),
    ],
)
def test_who_became_a_regular_and_who_stopped(gained, lost, title):
    flows = pd.DataFrame(
        {
            "month_on": MONTHS[1],
            "from_status": ["new", "regular", "regular", "lapsed"],
            "to_status": ["regular", "slipping", "regular", "lapsed"],
            "customer_count": [gained, lost, 90, 80],
        }
    )
    assert trends.flow_words(flows)[0] == title


def test_how_many_are_regular_and_slipping_now_and_at_first():
    statuses = pd.DataFrame(
        {
            "month_on": [MONTHS[0], MONTHS[1], MONTHS[1], MONTHS[1]],
            "status": ["lapsed", "regular", "slipping", "lapsed"],
            "customer_count": [3, 12, 2, 40],
        }
    )
    assert trends.status_words(statuses)[0] == (
        "12 regulars in September 2026, 2 slipping; no regulars in August 2026, 0 slipping"
    )
    assert "slipping" in trends.status_words(statuses.head(0))[0]


def test_how_often_somebody_late_came_back():
    frame = pd.DataFrame({"slipped_count": [3, 2], "returned_count": [1, 6]})
    assert wording.monthly_words(frame)[0] == "People who were late came back 7 times"
    assert wording.monthly_words(frame.head(1))[0] == "People who were late came back once"


def test_the_longest_absence_on_the_card_counts_the_one_that_goes_on():
    visits = pd.DataFrame({"gap_days": [None, 7.0, 21.0]})

    def title(elapsed_days: int) -> str:
        person = SimpleNamespace(cadence_days=7.0, visits_a_week=1, elapsed_days=elapsed_days)
        return gap_words(visits, person)[0]

    assert title(21) == "Comes every 7 days, never away longer than 21 days"
    assert title(22) == "Away for 22 days now, never longer than 21 days before"


def test_a_weekday_is_named_when_there_is_one():
    hours = pd.DataFrame({"weekday": [2, 2, 5], "visit_count": [2, 3, 4]})
    assert week_words(hours) == "5 of 9 visits were on a Tuesday"
    assert week_words(hours.iloc[[0, 2]].assign(visit_count=3)) == "When in the week they come"


def test_more_newcomers_months_than_are_drawn_are_said():
    months = pd.date_range("2024-01-01", periods=25, freq="MS")
    frame = pd.DataFrame(
        {
            "month_on": months,
            "within_days": 60,
            "newcomer_count": 4,
            "returned_count": 2,
            "is_over": True,
            "return_rate": 0.5,
            "return_low": 0.3,
            "return_high": 0.7,
            "together_returned_count": 40,
            "may_be_older": False,
            "together_count": 100,
            "together_rate": 0.4,
            "together_low": 0.3,
            "together_high": 0.5,
        }
    )
    assert "The latest 24 months are shown" in cohort_words(frame)[1]
    assert "are shown" not in cohort_words(frame.tail(24))[1]
