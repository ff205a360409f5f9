"""The pictures: a frame in, a figure and its sentence out; nothing here asks or writes."""

from regulars.web.charts.coverage import coverage_by_week
from regulars.web.charts.customer import gaps_against_cadence, visit_calendar
from regulars.web.charts.lapsed import (
    came_back_rates,
    departure_comparison,
    slipped_and_returned,
)
from regulars.web.charts.regulars import (
    flows_by_month,
    share_by_month,
    statuses_by_month,
)
from regulars.web.charts.rhythm import rhythm_heat_map
from regulars.web.charts.satisfaction import nps_trend, touchpoint_rates
from regulars.web.charts.signals import weekly_signals
from regulars.web.charts.theme import STATUS_COLOURS, WHO_COLOURS, Chart
from regulars.web.charts.today import expected_by_hour

__all__ = [
    "STATUS_COLOURS",
    "WHO_COLOURS",
    "Chart",
    "came_back_rates",
    "coverage_by_week",
    "departure_comparison",
    "expected_by_hour",
    "flows_by_month",
    "gaps_against_cadence",
    "nps_trend",
    "rhythm_heat_map",
    "share_by_month",
    "slipped_and_returned",
    "statuses_by_month",
    "touchpoint_rates",
    "visit_calendar",
    "weekly_signals",
]
