"""What is drawn: values, colours, symbols and whiskers of each picture, never its pixels."""

from __future__ import annotations

import importlib
import json
import pkgutil
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from regulars import web
from regulars.web.kit import text
from regulars.web.kit.charts import coverage, rhythm
from regulars.web.kit.charts.axes import month_axis, percent_axis, stack_labels
from regulars.web.kit.charts.theme import STATUS_COLOURS, WHO_COLOURS, Chart, tones
from regulars.web.screens.customer import visit_charts
from regulars.web.screens.follow_ups import recovery_chart
from regulars.web.screens.lapsed import return_charts
from regulars.web.screens.regulars import concentration_chart, month_charts, newcomer_charts
from regulars.web.screens.satisfaction import (
    driver_charts,
    place_charts,
    score_charts,
    signal_chart,
    topic_charts,
)
from regulars.web.screens.today import hour_chart

PROJECT = Path(__file__).parents[2]
AS_OF = date(2026, 10, 31)
NBSP = "\N{NO-BREAK SPACE}"


def frame(columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """A small table as ``ask`` answers it: columns that end in ``_on`` are days."""
    made = pd.DataFrame(list(rows), columns=columns.split())
    for column in made:
        if column.endswith("_on"):
            made[column] = pd.to_datetime(made[column])
    return made


OUTCOMES = frame(
    "kind judged_count recovered_count recovered_rate recovered_low recovered_high is_enough",
    ("answered", 12, 9, 0.75, 0.47, 0.91, True),
    ("unanswered", 20, 8, 0.4, 0.22, 0.61, True),
)
HOURS = frame("hour expected_count", (7, 0.4), (8, 2.66), (9, 1.0), (11, 0.2))
HEAT = frame("weekday hour visits_per_week", (1, 7, 3.0), (4, 8, 5.7), (7, 9, 0.4))
SHARE = frame(
    "month_on who visit_rate revenue_rate",
    ("2026-09-01", "regular", 0.50, 0.60),
    ("2026-09-01", "other", 0.30, 0.25),
    ("2026-09-01", "walk_in", 0.20, 0.15),
    ("2026-10-01", "regular", 0.75, 0.80),
    ("2026-10-01", "walk_in", 0.25, 0.20),
)
FLOWS = frame(
    "month_on from_status to_status customer_count",
    ("2026-08-01", "returning", "regular", 5),
    ("2026-08-01", "nobody yet", "regular", 2),
    ("2026-08-01", "slipping", "regular", 3),
    ("2026-08-01", "regular", "regular", 90),
    ("2026-08-01", "regular", "slipping", 4),
    ("2026-09-01", "new", "returning", 8),
    ("2026-10-01", "lapsed", "regular", 1),
    ("2026-10-01", "regular", "lapsed", 2),
    ("2026-10-01", "regular", "returning", 6),
)
CONCENTRATION = pd.DataFrame(
    {
        "people_rate": [0.1, 0.2, 0.5, 1.0],
        "sales_rate": [0.41, 0.61, 0.88, 1.0],
        "customer_count": [12, 24, 60, 120],
    }
)
COHORTS = frame(
    "month_on within_days newcomer_count is_over may_be_older returned_count return_rate "
    "return_low return_high together_count together_returned_count",
    ("2026-07-01", 30, 40, True, True, 10, 0.25, 0.14, 0.4, 90, 30),
    ("2026-07-01", 60, 40, True, True, 20, 0.5, 0.35, 0.65, 80, 35),
    ("2026-08-01", 30, 3, True, False, 2, 0.67, 0.21, 0.94, 90, 30),
    ("2026-08-01", 60, 3, False, False, None, None, None, None, 80, 35),
)
RHYTHMS = frame(
    "pace_no steadiness customer_count",
    (3, "clockwork", 9),
    (3, "unknown", 2),
    (6, "steady", 4),
)
STATUSES = frame(
    "month_on status customer_count",
    ("2026-09-01", "regular", 90),
    ("2026-09-01", "lapsed", 44),
    ("2026-10-01", "regular", 100),
    ("2026-10-01", "returning", 30),
    ("2026-10-01", "slipping", 12),
    ("2026-10-01", "one_timer", 70),
)
MONTHLY = frame(
    "month_on slipped_count lapsed_count returned_count",
    ("2026-09-01", 7, 3, 8),
    ("2026-10-01", 9, 0, 14),
)
CAME_BACK = frame(
    "month_on flagged_count returned_count returned_rate returned_low returned_high",
    ("2026-05-01", 10, 3, 0.3, 0.1, 0.6),
    ("2026-06-01", 0, 0, None, None, None),
    ("2026-07-01", 20, 2, 0.1, 0.03, 0.3),
)
CALIBRATION = pd.DataFrame(
    [
        ("return_outlook", 0, 80, 2, 0.05, 0.025, 0.01, 0.09),
        ("return_outlook", 9, 20, 19, 0.95, 0.95, 0.76, 0.99),
        ("p_alive", 9, 100, 21, 0.9, 0.21, 0.14, 0.3),
    ],
    columns=[
        "method", "bin", "case_count", "returned_count", "predicted_rate", "returned_rate",
        "returned_low", "returned_high",
    ],
)  # fmt: skip
DEPARTURES = frame(
    "staff last_served_on regular_count drifted_count drifted_rate drifted_low drifted_high "
    "other_regular_count other_drifted_count other_drifted_rate other_low other_high",
    ("Maya", "2026-03-14", 49, 15, 0.306, 0.195, 0.445, 152, 14, 0.092, 0.056, 0.149),
)
FIGURES = frame(
    "metric touchpoint n value low high before_n before_value",
    ("nps", "overall", 254, 55.0, 46.0, 62.0, 250, 50.0),
    ("csat", "coffee", 240, 0.83, 0.78, 0.87, 230, 0.80),
    ("csat", "speed", 244, 0.61, 0.55, 0.66, 0, None),
)

THEMES = frame(
    "title is_part comment_count good_count bad_count good_rate low high verdict",
    ("<b>Service", False, 30, 10, 10, 0.5, 0.3, 0.7, "mixed"),
    ("Speed", True, 20, 2, 18, 0.1, 0.03, 0.3, "blamed"),
    ("Price", False, 3, 1, 0, 1.0, 0.2, 1.0, "too few"),
)
FEELINGS = frame(
    "feeling is_good comment_count written_count comment_rate low high",
    ("grateful", True, 10, 100, 0.1, 0.06, 0.17),
    ("ignored", False, 5, 100, 0.05, 0.02, 0.11),
)
NEW_WORDS = frame(
    "word now_count before_count now_per_thousand before_per_thousand z",
    ("<i>matcha", 8, 3, 9.0, 0.5, 3.1),
)


def weekly(*rates: float, flagged: tuple[int, ...] = ()) -> pd.DataFrame:
    """Weeks of "speed" from 1 September 2025 on, 10 answers each, and one of another touchpoint."""
    rows: list[tuple[Any, ...]] = [
        (
            *(date(2025, 9, 1) + timedelta(weeks=i), "csat", "speed", 10, rate, 0.8, 0.4, 1.0),
            i in flagged,
            date(2025, 9, 1) + timedelta(weeks=min(flagged)) if i in flagged else None,
        )
        for i, rate in enumerate(rates)
    ]
    first = date(2025, 9, 1)
    rows.append((first, "csat", "coffee", 10, 0.1, 0.9, 0.5, 1.0, True, first))
    rows.append((first, "nps", "speed", 10, 60.0, 50.0, -10.0, 90.0, True, first))
    return frame(
        "week_on metric touchpoint n value usual_value lower_limit upper_limit is_signal spell_on",
        *rows,
    )


WEEKLY = weekly(0.8, 0.2, 0.5, 0.3, 0.9, flagged=(1, 3))
TREND = frame(
    "metric touchpoint starts_on n value low high",
    ("nps", "overall", date(2026, 1, 1), 20, 40.0, 5.0, 68.0),
    ("nps", "overall", date(2026, 2, 1), 30, 55.0, 28.0, 75.0),
    ("ces", "overall", date(2026, 2, 1), 9, 5.4, 4.8, 6.0),
)
PLACES = frame(
    "metric touchpoint dimension member label n raw_value value low high all_value verdict",
    ("csat", "speed", "hour", "8", "8 h", 40, 0.5, 0.6, 0.5, 0.7, 0.8, "worse"),
    ("csat", "speed", "hour", "9", "9 h", 40, 0.9, 0.86, 0.7, 0.95, 0.8, "no clear difference"),
)
DRIVERS = frame(
    "outcome driver effect estimate low high is_real n",
    ("score", "speed", 0.4, 0.4, 0.3, 0.5, True, 200),
    ("score", "<b>price</b>", 0.0, 0.05, -0.04, 0.14, False, 200),
)
RETURNS = frame(
    "score_band n returned_count return_rate low high horizon_days",
    ("9-10", 100, 90, 0.9, 0.83, 0.94, 56),
    ("0-6", 20, 12, 0.6, 0.39, 0.78, 56),
)
WEEK = frame("weekday hour visit_count", (1, 8, 12), (1, 9, 3), (5, 8, 7))
DAYS = frame("visited_on spend", ("2025-10-31", 9.0), ("2025-11-01", 7.25), ("2026-10-30", 16.75))
VISITS = frame(
    "visited_on gap_days", ("2026-10-30", 3), ("2026-10-27", 11), ("2026-10-16", None)
).astype({"gap_days": "Int32"})

Draw = Callable[..., Chart]
COVERAGE = frame(
    "week_on visit_count known_visit_rate known_revenue_rate",
    (date(2026, 10, 12), 40, 0.5, 0.62),
    (date(2026, 10, 19), 40, 0.6, None),
    (date(2026, 10, 26), 41, 0.7, 0.74),
)

EVERY_CHART: dict[str, tuple[Draw, pd.DataFrame]] = {
    "coverage_by_week": (coverage.coverage_by_week, COVERAGE),
    "expected_by_hour": (hour_chart.expected_by_hour, HOURS),
    "recovery_rates": (recovery_chart.recovery_rates, OUTCOMES),
    "rhythm_heat_map": (rhythm.rhythm_heat_map, HEAT),
    "share_by_month": (month_charts.share_by_month, SHARE),
    "flows_by_month": (month_charts.flows_by_month, FLOWS),
    "return_cohorts": (newcomer_charts.return_cohorts, COHORTS),
    "rhythm_spread": (newcomer_charts.rhythm_spread, RHYTHMS),
    "sales_concentration": (concentration_chart.sales_concentration, CONCENTRATION),
    "statuses_by_month": (month_charts.statuses_by_month, STATUSES),
    "slipped_and_returned": (return_charts.slipped_and_returned, MONTHLY),
    "calibration": (return_charts.calibration, CALIBRATION),
    "came_back_rates": (return_charts.came_back_rates, CAME_BACK),
    "departure_comparison": (return_charts.departure_comparison, DEPARTURES),
    "touchpoint_rates": (score_charts.touchpoint_rates, FIGURES),
    "theme_rates": (topic_charts.theme_rates, THEMES),
    "feeling_rates": (topic_charts.feeling_rates, FEELINGS),
    "emerging_words": (topic_charts.emerging_words, NEW_WORDS),
    "score_trend": (
        lambda f, dark: score_charts.score_trend(f, "nps", "overall", dark=dark),
        TREND,
    ),
    "place_estimates": (place_charts.place_estimates, PLACES),
    "hour_heat_map": (place_charts.hour_heat_map, PLACES),
    "driver_effects": (
        lambda f, dark: driver_charts.driver_effects(f, "score", dark=dark),
        DRIVERS,
    ),
    "return_rates": (driver_charts.return_rates, RETURNS),
    "weekly_signals": (
        lambda f, dark: signal_chart.weekly_signals(f, "csat", "speed", dark=dark),
        WEEKLY,
    ),
    "week_of_one": (visit_charts.week_of_one, WEEK),
    "visit_calendar": (lambda f, dark: visit_charts.visit_calendar(f, AS_OF, dark=dark), DAYS),
    "gaps_against_cadence": (
        lambda f, dark: visit_charts.gaps_against_cadence(f, 4.0, 1.0, dark=dark),
        VISITS,
    ),
}
each_chart = pytest.mark.parametrize("name", EVERY_CHART)
each_theme = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def test_every_chart_is_tried_here() -> None:
    modules = pkgutil.walk_packages(web.__path__, "regulars.web.")
    drawn = {
        name
        for module in modules
        if "chart" in module.name and not module.name.endswith(".theme")
        for name, value in vars(importlib.import_module(module.name)).items()
        if not name.startswith("_")
        and callable(value)
        and getattr(value, "__annotations__", {}).get("return") == "Chart"
        and value.__module__ == module.name
    }
    assert drawn == set(EVERY_CHART)


@each_theme
@each_chart
def test_plotly_knows_every_property(name: str, dark: bool) -> None:
    """The figures skip Plotly's own check to be fast, so it is made here."""
    draw, rows = EVERY_CHART[name]
    figure = draw(rows, dark=dark).figure
    assert go.Figure(json.loads(figure.to_json())).data
    assert figure.layout.template.layout.font.color == tones(dark).ink
    assert figure.layout.template.layout.paper_bgcolor == "rgba(0, 0, 0, 0)"
    assert figure.layout.title.text is None


@each_theme
@each_chart
def test_nothing_to_draw_is_one_calm_sentence(name: str, dark: bool) -> None:
    draw, rows = EVERY_CHART[name]
    chart = draw(rows.iloc[:0], dark=dark)
    (sentence,) = chart.figure.layout.annotations
    assert sentence.text.replace("<br>", " ") == chart.alt
    assert chart.alt.endswith(".")
    assert not chart.figure.data


@each_chart
def test_drawing_leaves_the_frame_alone(name: str) -> None:
    """Frames come out of a cache that others read."""
    draw, rows = EVERY_CHART[name]
    before = rows.copy(deep=True)
    draw(rows, dark=False)
    pd.testing.assert_frame_equal(rows, before)


def test_only_the_busiest_hour_stands_out() -> None:
    chart = hour_chart.expected_by_hour(HOURS, dark=False)
    (bars,) = chart.figure.data
    assert list(bars.x) == [7, 8, 9, 11]
    assert list(bars.y) == [0.4, 2.66, 1.0, 0.2]
    tone = tones(False)
    assert list(bars.marker.color) == [tone.quiet, tone.accent, tone.quiet, tone.quiet]
    assert list(bars.text) == ["", "2.7 expected", "", ""]
    assert "busiest hour starts at 08:00 with about 2.7" in chart.alt


def test_heat_map_has_monday_on_top_and_no_shade_where_nobody_could_come() -> None:
    chart = rhythm.rhythm_heat_map(HEAT, dark=False)
    cells, figures = chart.figure.data
    assert list(cells.x) == [7, 8, 9]
    assert cells.z[0][0] == 3.0
    assert cells.z[3][1] == 5.7
    assert pd.isna(cells.z[1][1])
    assert list(chart.figure.layout.yaxis.range) == [6.5, -0.5]
    assert chart.figure.layout.yaxis.ticktext[0] == "Mon"
    # The busiest is framed, and has its figure like every cell that matters.
    (outline,) = chart.figure.layout.shapes
    assert (outline.x0, outline.x1, outline.y0, outline.y1) == (7.5, 8.5, 2.5, 3.5)
    assert dict(zip(zip(figures.x, figures.y, strict=True), figures.text, strict=True)) == {
        (7, 0): "3.0",
        (8, 3): "5.7",
    }
    assert "busiest on Thursdays at 08:00, with 5.7 visits a week" in chart.alt


@pytest.mark.parametrize(
    ("measure", "regular", "thing"),
    [("visit_rate", [0.50, 0.75], "visits"), ("revenue_rate", [0.60, 0.80], "sales")],
)
def test_shares_are_stacked_in_one_order(measure: str, regular: list[float], thing: str) -> None:
    chart = month_charts.share_by_month(SHARE, measure=measure, dark=False)
    assert [bars.marker.color for bars in chart.figure.data] == list(WHO_COLOURS.values())
    assert list(chart.figure.data[0].y) == regular
    assert list(chart.figure.data[1].y)[1] == 0.0
    assert chart.figure.layout.barmode == "stack"
    assert chart.figure.data[2].marker.pattern.shape == "/"
    labels = [label.text for label in chart.figure.layout.annotations]
    assert any(f"Regulars<br>{text.percent(regular[1])}" in label for label in labels)
    assert f"{text.percent(regular[1])} of {thing} in October 2026" in chart.alt


def test_flows_go_up_for_who_became_and_down_for_who_stopped() -> None:
    chart = month_charts.flows_by_month(FLOWS, dark=False)
    drawn = {trace.name: list(trace.y) for trace in chart.figure.data}
    # September, in which no regular came or went, keeps its place.
    assert drawn == {
        "became regular": [7, 0, 0],
        "came back": [3, 0, 1],
        "began to slip": [-4, 0, 0],
        "lapsed": [0, 0, -2],
        "come less often": [0, 0, -6],
        "net": [6, 0, -7],
    }
    colours = {trace.name: trace.marker.color for trace in chart.figure.data}
    assert colours["began to slip"] == STATUS_COLOURS["slipping"]
    assert colours["lapsed"] == STATUS_COLOURS["lapsed"]
    assert colours["became regular"] == colours["came back"] == STATUS_COLOURS["regular"]
    assert chart.figure.data[1].marker.pattern.shape == "/"
    assert "August 2026<br>4 began to slip" in chart.figure.data[2].hovertext
    assert "7 became regular, 4 came back, 4 began to slip, 2 lapsed and 6" in chart.alt
    assert chart.alt.endswith("-1 on balance.")


def test_statuses_leave_out_who_is_gone() -> None:
    chart = month_charts.statuses_by_month(STATUSES, dark=False)
    drawn = {trace.name: list(trace.y) for trace in chart.figure.data}
    assert drawn == {
        "regular": [90, 100],
        "returning": [0, 30],
        "new": [0, 0],
        "slipping": [0, 12],
    }
    for trace in chart.figure.data:
        assert trace.marker.color == STATUS_COLOURS[trace.name]
    assert "at the end of October 2026 there were 100 regular, 30 returning" in chart.alt


def test_returned_above_slipped_and_lapsed_below() -> None:
    chart = return_charts.slipped_and_returned(MONTHLY, dark=False)
    drawn = {trace.name: list(trace.y) for trace in chart.figure.data}
    assert drawn == {"came back": [8, 14], "began to slip": [-7, -9], "lapsed": [-3, 0]}
    assert list(chart.figure.data[0].x) == ["2026-09-01", "2026-10-01"]
    assert "22 came back, 16 began to slip and 3 lapsed" in chart.alt


def test_came_back_whiskers_reach_the_interval() -> None:
    chart = return_charts.came_back_rates(CAME_BACK, dark=False)
    dots, sizes = chart.figure.data
    assert list(dots.x) == ["2026-05-01", "2026-07-01"], "a month with nobody flagged has no dot"
    assert list(dots.y) == [0.3, 0.1]
    assert list(dots.error_y.array) == pytest.approx([0.3, 0.2])
    assert list(dots.error_y.arrayminus) == pytest.approx([0.2, 0.07])
    assert list(sizes.text) == ["10", "20"]
    assert f"5 of 30 who were flagged at a month's end came back by themselves, {17} %" in (
        chart.alt.replace(NBSP, " ")
    )


def test_calibration_sets_what_came_against_what_was_expected() -> None:
    chart = return_charts.calibration(CALIBRATION, dark=False)
    line, theirs, ours = chart.figure.data
    assert (list(line.x), list(line.y)) == ([0, 1], [0, 1])
    assert (ours.name, list(ours.x), list(ours.y)) == ("our outlook", [0.05, 0.95], [0.025, 0.95])
    assert list(theirs.y) == [0.21]
    assert ours.marker.symbol != theirs.marker.symbol
    assert "2 of 80" in ours.hovertext[0]
    # (80 x 2.5 + 20 x 0) / 100
    assert "off by 2 % on average" in chart.alt.replace(NBSP, " ")


def test_departure_sets_two_rates_with_their_intervals_side_by_side() -> None:
    chart = return_charts.departure_comparison(DEPARTURES, dark=False)
    dots, told = chart.figure.data
    assert list(dots.x) == [0.306, 0.092]
    assert list(dots.error_x.array) == pytest.approx([0.139, 0.057])
    assert list(dots.error_x.arrayminus) == pytest.approx([0.111, 0.036])
    assert len(set(dots.marker.symbol)) == len(set(dots.marker.color)) == 2
    assert "Maya’s regulars" in told.text[0]
    assert "(15 of 49)" in told.text[0]
    assert "(14 of 152)" in told.text[1]
    assert "15 of 49 of Maya’s regulars drifted away" in chart.alt


def test_a_name_is_written_and_never_read_as_html() -> None:
    rows = DEPARTURES.assign(staff='<a href="https://example.com">Maya</a>')
    told = return_charts.departure_comparison(rows, dark=False).figure.data[1]
    assert "<a" not in told.text[0]
    assert "&lt;a href" in told.text[0]


def test_touchpoints_show_before_as_a_hollow_dot_and_the_weakest_on_top() -> None:
    chart = score_charts.touchpoint_rates(FIGURES, dark=False)
    hollow, dots, told = chart.figure.data
    assert list(dots.x) == [0.83, 0.61]
    assert list(dots.y) == [0, 1]
    assert list(dots.error_x.array) == pytest.approx([0.04, 0.05])
    assert list(dots.error_x.arrayminus) == pytest.approx([0.05, 0.06])
    assert hollow.marker.symbol == "circle-open"
    assert hollow.x[0] == 0.80
    assert pd.isna(hollow.x[1])
    assert "before" in told.text[0]
    assert "before" not in told.text[1]
    assert "speed 61 %, coffee 83 % (before 80 %)" in chart.alt.replace(NBSP, " ")


def test_flagged_weeks_differ_by_colour_and_by_symbol() -> None:
    chart = signal_chart.weekly_signals(WEEKLY, "csat", "speed", dark=False)
    low, high, usual, weeks = chart.figure.data
    assert list(low.y) == [0.4] * 5
    assert list(high.y) == [1.0] * 5
    assert (low.line.shape, high.fill) == ("hvh", "tonexty")
    assert list(usual.y) == [0.8, 0.8]
    assert list(weeks.y) == [0.8, 0.2, 0.5, 0.3, 0.9]
    assert list(weeks.marker.symbol) == ["circle", "diamond", "circle", "diamond", "circle"]
    tone = tones(False)
    assert list(weeks.marker.color)[:2] == [tone.accent, tone.warning]


def test_flagged_weeks_with_a_quiet_one_between_are_one_spell() -> None:
    """As in satisfaction/signals, whose sentence stands beside the picture."""
    chart = signal_chart.weekly_signals(WEEKLY, "csat", "speed", dark=False)
    label = chart.figure.layout.annotations[1]
    assert "8 Sep – 28 Sep 2025" in label.text
    assert "33 %" in label.text.replace(NBSP, " "), "all weeks of the spell, 10 answers each"
    assert len(chart.figure.layout.annotations) == 2


def test_flagged_weeks_far_apart_are_two_spells() -> None:
    rows = weekly(0.1, 0.8, 0.8, 0.8, 0.2, flagged=(0, 4))
    rows.loc[4, "spell_on"] = rows.loc[4, "week_on"]
    chart = signal_chart.weekly_signals(rows, "csat", "speed", dark=False)
    assert len(chart.figure.layout.annotations) == 3


def test_what_chance_explains_stands_at_nought_and_is_hollow() -> None:
    chart = driver_charts.driver_effects(DRIVERS, "score", dark=False)
    (dots,) = chart.figure.data
    assert list(dots.x) == [0.0, 0.4]
    assert list(dots.marker.symbol) == ["circle-open", "circle"]
    told = [note.text for note in chart.figure.layout.annotations[1:]]
    assert told == ["&lt;b&gt;price&lt;/b&gt;", "<b>Speed</b>"]
    assert chart.alt.startswith("Dots with their intervals: speed +0.40")


def test_a_worse_hour_differs_by_colour_and_by_symbol() -> None:
    chart = place_charts.place_estimates(PLACES, dark=False)
    marks = chart.figure.data[0]
    assert list(marks.marker.symbol) == ["circle", "triangle-down"]
    assert list(marks.customdata) == ["9", "8"]
    assert "8 h 60 % (40 answers, worse)" in chart.alt.replace(NBSP, " ")


def test_a_theme_that_is_blamed_differs_by_colour_and_by_symbol_and_few_have_no_mark() -> None:
    chart = topic_charts.theme_rates(THEMES, dark=False)
    dots, told = chart.figure.data
    assert list(dots.marker.symbol) == ["circle-open", "triangle-down", "circle"]
    assert list(dots.x) == [None, 0.1, 0.5]
    tone = tones(False)
    assert list(dots.marker.color) == [tone.accent, tone.warning, tone.accent]
    assert list(dots.error_x.array) == pytest.approx([0, 0.2, 0.2])
    assert told.text[0] == "<b>Price</b>  3 comments, too few to say"
    assert "&lt;b&gt;Service" in told.text[2]
    assert "Speed 10 % of 20 (blamed), Price too few to say" in chart.alt.replace(NBSP, " ")


def test_feelings_show_how_sure_and_which_are_good() -> None:
    chart = topic_charts.feeling_rates(FEELINGS, dark=False)
    dots, told = chart.figure.data
    assert list(dots.marker.symbol) == ["triangle-down", "triangle-up"]
    assert list(dots.x) == [0.05, 0.1]
    assert list(dots.error_x.arrayminus) == pytest.approx([0.03, 0.04])
    assert told.text[1] == "<b>Grateful</b>  10 comments"
    assert "grateful 10 % (6 to 17 %)" in chart.alt.replace(NBSP, " ")


def test_a_new_word_shows_before_and_now() -> None:
    chart = topic_charts.emerging_words(NEW_WORDS, dark=False)
    _, hollow, full, told = chart.figure.data
    assert (list(hollow.x), list(full.x)) == ([0.5], [9.0])
    assert told.text[0] == "<b>&lt;i&gt;matcha</b>  8 comments, 3 before"
    assert topic_charts.emerging_words(NEW_WORDS.iloc[:0], dark=True).alt == (
        "No word is new in the last 30 days."
    )


def test_scales_are_not_mixed() -> None:
    """Each score on its own axis: a mean of 5.4 of 7 is no NPS."""
    nps = score_charts.score_trend(TREND, "nps", "overall", dark=False)
    ease = score_charts.score_trend(TREND, "ces", "overall", dark=False)
    assert list(nps.figure.data[0].y) == [40.0, 55.0]
    assert list(ease.figure.data[0].y) == [5.4]
    assert nps.figure.layout.yaxis.tickvals[-1] == 100
    assert ease.figure.layout.yaxis.tickvals[-1] == 7


def test_quiet_weeks_say_so() -> None:
    chart = signal_chart.weekly_signals(weekly(0.8, 0.7), "csat", "speed", dark=False)
    assert set(chart.figure.data[3].marker.symbol) == {"circle"}
    assert chart.alt.endswith("no week was more than a wobble.")


def test_calendar_has_a_cell_for_each_day_of_the_twelve_months() -> None:
    chart = visit_charts.visit_calendar(
        DAYS, AS_OF, dark=False, money=lambda amount: f"${amount:.2f}"
    )
    cells = {}
    for block in chart.figure.data:
        for numbers, told in zip(block.z, block.text, strict=True):
            for number, say in zip(numbers, told, strict=True):
                if number is not None:
                    cells[say] = number
    assert len(cells) == 365
    assert cells["Saturday 1 Nov 2025<br>spent $7.25"] >= 0.25
    assert cells["Friday 30 Oct 2026<br>spent $16.75"] > cells["Saturday 1 Nov 2025<br>spent $7.25"]
    assert cells["Saturday 31 Oct 2026<br>no visit"] == 0
    assert "2 days with a visit, $24.00 spent" in chart.alt


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2026, 11, 1), date(2027, 1, 3)])
def test_calendar_fits_whatever_day_it_ends_on(as_of: date) -> None:
    rows = frame("visited_on spend", (as_of, 5.0))
    chart = visit_charts.visit_calendar(rows, as_of, dark=False)
    drawn = [n for block in chart.figure.data for row in block.z for n in row if n is not None]
    assert len(drawn) == 365
    assert sum(number > 0 for number in drawn) == 1


def test_a_persons_week_names_the_busiest_hour() -> None:
    chart = visit_charts.week_of_one(WEEK, dark=False)
    (cells,) = chart.figure.data
    assert list(cells.x) == [6, 7, 8, 9, 10, 11], "never fewer than six hours"
    assert [list(row) for row in cells.z][0] == [None, None, 12, 3, None, None]
    assert [list(row) for row in cells.z][4] == [None, None, 7, None, None, None]
    assert "Mondays from 08:00: 12" in chart.alt


def test_gaps_lie_against_the_usual_band() -> None:
    chart = visit_charts.gaps_against_cadence(VISITS, 4.0, 1.0, dark=False)
    (dots,) = chart.figure.data
    assert list(dots.x) == ["2026-10-27", "2026-10-30"]
    assert list(dots.y) == [11.0, 3.0]
    usual, cadence = chart.figure.layout.shapes
    assert (usual.y0, usual.y1) == (3.0, 5.0)
    assert cadence.y0 == cadence.y1 == 4.0
    assert "2 gaps between visits, the longest 11 days, usually 4 days" in chart.alt


@pytest.mark.parametrize("unknown", [None, float("nan"), pd.NA])
def test_gaps_without_a_rhythm_have_no_band(unknown: Any) -> None:
    chart = visit_charts.gaps_against_cadence(VISITS, unknown, unknown, dark=False)
    assert not chart.figure.layout.shapes
    assert "usually" not in chart.alt


def test_a_telephone_has_room_for_the_months_and_the_last_is_named() -> None:
    months = [date(2025 + i // 12, i % 12 + 1, 1) for i in range(30)]
    axis = month_axis(months)
    assert len(axis["tickvals"]) <= 6
    assert axis["tickvals"][-1] == "2027-06-01"
    assert [tick.endswith(("2025", "2026", "2027")) for tick in axis["ticktext"]].count(True) == 3


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0.7, 1.01), (0, 0.51), (0, 0.1), (-0.17, 1.04)])
def test_a_share_axis_has_few_ticks_and_none_outside(low: float, high: float) -> None:
    axis = percent_axis(low, high)
    assert 2 <= len(axis["tickvals"]) <= 5
    assert all(max(low, 0) <= tick <= min(high, 1) for tick in axis["tickvals"])


def test_labels_of_thin_parts_are_moved_apart() -> None:
    labels = stack_labels(
        [("One", 97.0), ("Two", 1.0), ("Three", 2.0)],
        ["#000000"] * 3,
        top=100,
        plot_px=200,
        dark=False,
    )
    heights = [label["y"] for label in labels]
    assert heights == sorted(heights)
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= 8
    assert heights[-1] < 100


def test_every_status_has_a_colour_of_its_own() -> None:
    assert set(STATUS_COLOURS) == set(text.STATUS_WORDS)
    assert len(set(STATUS_COLOURS.values())) == len(STATUS_COLOURS)


# The look


def luminance(colour: str) -> float:
    """Relative luminance, as in WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, as in WCAG 2.2: 4.5 for text, 3 for marks."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


CONFIG = tomllib.loads((PROJECT / ".streamlit/config.toml").read_text())


def test_contrast_of_the_published_example() -> None:
    """WCAG 2.2, technique G18: #777777 on white is 4.48 : 1; black on white is 21 : 1."""
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("place", ["main", "sidebar"])
def test_text_can_be_read(name: str, place: str) -> None:
    theme = CONFIG["theme"][name]
    theme = theme if place == "main" else theme["sidebar"]
    for behind in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], behind) >= 7
        assert contrast(theme["linkColor"], behind) >= 4.5
        assert contrast(theme["primaryColor"], behind) >= 3
    assert contrast(theme["codeTextColor"], theme["codeBackgroundColor"]) >= 4.5
    assert contrast("#FFFFFF", theme["primaryColor"]) >= 4.5, "white text on a primary button"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_badges_and_table_heads_can_be_read(name: str) -> None:
    theme = CONFIG["theme"][name]
    head = theme["dataframeHeaderTextColor"]
    assert contrast(head, theme["dataframeHeaderBackgroundColor"]) >= 4.5
    for hue in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
        assert contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) >= 4.5
        assert contrast(theme[f"{hue}TextColor"], theme["backgroundColor"]) >= 4.5


@each_theme
def test_marks_stand_out_from_the_paper(dark: bool) -> None:
    tone = tones(dark)
    assert tone.paper == CONFIG["theme"]["dark" if dark else "light"]["backgroundColor"]
    for colour in (*STATUS_COLOURS.values(), *WHO_COLOURS.values(), tone.accent, tone.warning):
        assert contrast(colour, tone.paper) >= 3
    assert contrast(tone.ink, tone.paper) >= 7
    assert contrast(tone.soft, tone.paper) >= 4.5


@each_theme
def test_figures_on_the_heat_map_can_be_read(dark: bool) -> None:
    tone = tones(dark)
    stops = (tone.blank, *tone.scale)
    for i, colour in enumerate(stops):
        label = tone.paper if i / (len(stops) - 1) > tone.flip else tone.ink
        assert contrast(label, colour) >= 4.5


@pytest.mark.parametrize("face", CONFIG["theme"]["fontFaces"], ids=lambda face: face["url"])
def test_fonts_are_our_own_and_come_with_their_licence(face: dict[str, str]) -> None:
    """Streamlit serves the folder ``static`` beside the script that it runs."""
    path = PROJECT / "regulars/web/static" / face["url"].removeprefix("app/static/")
    assert path.read_bytes()[:4] == b"wOF2"
    licence = path.with_name(f"{face['family'].lower()}-OFL.txt").read_text()
    assert "SIL Open Font License" in licence


def test_nothing_leaves_the_machine() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert "http" not in json.dumps(CONFIG["theme"])


def test_concentration_says_what_the_top_fifth_bring() -> None:
    chart = concentration_chart.sales_concentration(CONCENTRATION, dark=False)
    plain = chart.alt.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert plain == "A curve: the top 20 % of named customers bring 61 % of named sales."
    assert list(chart.figure.data[1].y) == [0, 0.41, 0.61, 0.88, 1.0]


def test_cohorts_hatch_what_is_too_early_and_shade_no_share_of_a_few() -> None:
    chart = newcomer_charts.return_cohorts(COHORTS, dark=False)
    cells, hatched, figures = chart.figure.data
    assert [list(row) for row in cells.z] == [[0.25, 0.5], [0, None]]
    assert (list(hatched.x), list(hatched.base)) == ([1], [0.55])
    assert hatched.marker.pattern.shape == "/"
    assert list(figures.text) == [f"25{NBSP}%", f"50{NBSP}%", "2 of 3"]
    assert list(chart.figure.layout.yaxis.ticktext) == ["Jul 2026* (40)", "Aug 2026 (3)"]
    assert cells.hovertext[0][1] == (
        "40 people first seen in July 2026<br>20 came again within 60 days: "
        f"50{NBSP}%<br>95 % sure: 35 to 65{NBSP}%"
    )
    assert "not over" in hatched.hovertext[0]
    assert chart.alt == "A table of first-visit months: 35 of 80 came again within 60 days."


def test_rhythms_are_stacked_by_steadiness_with_the_quickest_on_top() -> None:
    chart = newcomer_charts.rhythm_spread(RHYTHMS, dark=False)
    assert {bar.name: list(bar.x) for bar in chart.figure.data} == {
        "like clockwork": [9, 0],
        "steady": [0, 4],
        "too few visits to say": [2, 0],
    }
    assert list(chart.figure.layout.yaxis.categoryarray) == ["about monthly", "about weekly"]
    assert chart.alt == (
        "Bars of how often people come: 11 of 15 come about weekly, 9 like clockwork."
    )
