"""What the Satisfaction screen says of two periods, and where answers are too few."""

from dataclasses import asdict
from types import SimpleNamespace

import pandas as pd
import pytest

from regulars.app.rows.satisfaction import SatisfactionFigures
from regulars.web.screens.satisfaction.drivers import driver_words, named_drivers
from regulars.web.screens.satisfaction.scores import compared_words, sentence, signal_words

NBSP = "\N{NO-BREAK SPACE}"


def row(metric, verdict, change, low, high, value=0.8, before=0.7, n=120, before_n=130):
    return SatisfactionFigures(
        metric=metric, touchpoint="overall" if metric != "csat" else "speed", verdict=verdict,
        change=change, change_low=low, change_high=high, value=value, before_value=before, n=n,
        before_n=before_n, low=value, high=value, before_low=before, before_high=before,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            row("csat", "up", 0.06, 0.02, 0.10),
            "**Speed**: better, 6 points up (+2 to +10), more than chance explains; "
            "80 % from 120 answers, 70 % from 130 before",
        ),
        (
            row("nps", "down", -9.6, -19, -0.2, 40, 49.6),
            "**Would recommend**: worse, 10 points down (−19 to −0.2), more than chance "
            "explains; +40 from 120 answers, +50 from 130 before",
        ),
        (
            row("ces", "no clear change", 0.3, -0.04, 0.6, 5.3, 5.0),
            "**Ease**: no difference that chance would not explain (0.0 to +0.6); "
            "5.3 of 7 from 120 answers, 5.0 of 7 from 130 before",
        ),
        (
            row("stars", "too few answers", None, None, None, n=40, before_n=3),
            "**Stars**: too few answers to say (40 answers, 3 before)",
        ),
    ],
)
def test_two_periods_and_whether_chance_explains_the_difference(given, told):
    assert compared_words(given).replace(NBSP, " ") == told


def test_the_headline_does_not_deny_what_the_comparison_says():
    signals = pd.DataFrame()
    moved = pd.DataFrame([asdict(row("csat", "up", 0.06, 0.02, 0.10))])
    assert sentence(moved, signals).startswith("Better than in the period before: speed;")
    down = pd.DataFrame(
        [asdict(row("nps", "down", -9.6, -19, -0.2, 40, 49.6)), *moved.to_dict("records")]
    )
    told = (
        "Worse than in the period before: would recommend; better: speed; no single week stands out"
    )
    assert sentence(down, signals) == told
    still = pd.DataFrame([asdict(row("nps", "no clear change", 1, -5, 7, 54, 53))])
    assert sentence(still, signals) == "Nothing really changed; the NPS is +54"


def test_a_theme_has_its_own_name_among_the_drivers():
    drivers = pd.DataFrame({"driver": ["speed", "writing about product", "writing about x"]})
    assert list(named_drivers(drivers)["driver"]) == [
        "speed",
        "writing about food, goods and results",
        "writing about x",
    ]


@pytest.mark.parametrize(("n", "is_sure"), [(120, False), (499, False), (500, True)])
def test_where_answers_are_few_nought_is_not_claimed(n, is_sure):
    drivers = pd.DataFrame(
        [("score", "speed", 0.0, 0.1, -0.1, 0.3, False, 0.1, n, 0.4)],
        columns=[
            "outcome",
            "driver",
            "effect",
            "estimate",
            "low",
            "high",
            "is_real",
            "explained",
            "n",
            "p_value",
        ],
    )
    told = driver_words(drivers, "score")
    assert ("too few answers to say" in told) is not is_sure
    assert ("Nothing that was asked goes with it" in told) is is_sure


def signal(metric, touchpoint, direction, from_on, to_on, weeks, value, usual_value):
    return SimpleNamespace(
        metric=metric, touchpoint=touchpoint, direction=direction, from_on=pd.Timestamp(from_on),
        to_on=pd.Timestamp(to_on), week_count=weeks, value=value, usual_value=usual_value,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            signal("csat", "speed", "below", "2026-03-30", "2026-04-19", 3, 0.2, 0.8),
            "Speed: the dip from 30 March to 19 April 2026 is real: 60 points below usual, "
            "3 weeks running",
        ),
        (
            signal("nps", "overall", "above", "2025-12-29", "2026-01-04", 1, 50.5, 49.7),
            "Would they recommend you: the rise from 29 December 2025 to 4 January 2026 is real: "
            "1 point above usual, one week",
        ),
        (
            signal("nps", "greeting", "below", "2026-03-02", "2026-03-08", 1, 0, 12.5),
            "Would they recommend you (greeting): the dip from 2 March to 8 March 2026 is real: "
            "13 points below usual, one week",
        ),
        (
            signal("stars", "overall", "above", "2026-03-02", "2026-03-15", 2, 4.9, 4.2),
            "Stars (overall): the rise from 2 March to 15 March 2026 is real: 0.7 of a star above "
            "usual, 2 weeks running",
        ),
        (
            signal("ces", "booking", "below", "2026-03-02", "2026-03-15", 2, 4.0, 5.25),
            "Ease (booking): the dip from 2 March to 15 March 2026 is real: 1.2 of 7 below usual, "
            "2 weeks running",
        ),
    ],
)
def test_a_spell_in_words(given, told):
    assert signal_words(given) == told
