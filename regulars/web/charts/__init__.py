"""The pictures: a frame in, a figure and its sentence out; nothing here asks or writes."""

from regulars.web.charts.concentration import sales_concentration
from regulars.web.charts.coverage import coverage_by_week
from regulars.web.charts.customer import gaps_against_cadence, visit_calendar, week_of_one
from regulars.web.charts.drivers import driver_effects, return_rates
from regulars.web.charts.follow_ups import recovery_rates
from regulars.web.charts.heard import emerging_words, feeling_rates, theme_rates
from regulars.web.charts.lapsed import (
    calibration,
    came_back_rates,
    departure_comparison,
    slipped_and_returned,
)
from regulars.web.charts.newcomers import return_cohorts, rhythm_spread
from regulars.web.charts.places import hour_heat_map, place_estimates
from regulars.web.charts.regulars import (
    flows_by_month,
    share_by_month,
    statuses_by_month,
)
from regulars.web.charts.rhythm import rhythm_heat_map
from regulars.web.charts.satisfaction import score_trend, touchpoint_rates
from regulars.web.charts.signals import weekly_signals
from regulars.web.charts.theme import STATUS_COLOURS, WHO_COLOURS, Chart
from regulars.web.charts.today import expected_by_hour

__all__ = [
    "STATUS_COLOURS",
    "WHO_COLOURS",
    "Chart",
    "calibration",
    "came_back_rates",
    "coverage_by_week",
    "departure_comparison",
    "driver_effects",
    "emerging_words",
    "expected_by_hour",
    "feeling_rates",
    "flows_by_month",
    "gaps_against_cadence",
    "hour_heat_map",
    "place_estimates",
    "recovery_rates",
    "return_cohorts",
    "return_rates",
    "rhythm_heat_map",
    "rhythm_spread",
    "sales_concentration",
    "score_trend",
    "share_by_month",
    "slipped_and_returned",
    "statuses_by_month",
    "theme_rates",
    "touchpoint_rates",
    "visit_calendar",
    "week_of_one",
    "weekly_signals",
]
