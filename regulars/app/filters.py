"""What is being looked at: period, place, colleague; checked against the data that there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from regulars.app.rows.shop import ShopOverview

__all__ = [
    "CUSTOMER",
    "DAY",
    "FROM",
    "LOCATION",
    "OWN_DATES",
    "PERIOD",
    "PERIODS",
    "STAFF",
    "TO",
    "USUAL_PERIOD",
    "Chosen",
    "Span",
    "period_days",
    "resolve",
]

PERIOD, LOCATION, STAFF, FROM, TO, DAY = "period", "location", "staff", "from", "to", "day"
# Whose card it is.
CUSTOMER = "customer"
PERIODS = {
    "Last 4 weeks": 28,
    "Last 13 weeks": 91,
    "Last 26 weeks": 182,
    "Last 12 months": 365,
    "All time": None,
}
OWN_DATES = "Choose dates"
USUAL_PERIOD = "Last 12 months"


@dataclass(frozen=True)
class Span:
    """The data that there is.

    Attributes:
        first_on: the first trading day.
        last_on: the last.
        currency: the shop's currency, such as USD; None where no export says.
    """

    first_on: date
    last_on: date
    currency: str | None

    @classmethod
    def of(cls, overview: ShopOverview) -> Span:
        """As the one row of ``shop/overview`` says.

        Raises:
            ValueError: there is no trading day.
        """
        if overview.first_trading_on is None or overview.last_trading_on is None:
            raise ValueError("there is no trading day")
        return cls(overview.first_trading_on, overview.last_trading_on, overview.currency)


@dataclass(frozen=True)
class Chosen:
    """The filters of one look, checked against the data that there is.

    Attributes:
        from_on: the period's first day.
        as_of: its last day, never after the last trading day.
        location: one place, or None for all.
        staff: one colleague, or None for all.
        currency: the shop's currency, such as USD.
        has_before: whether there is data from before the period to compare with.
        choices: what was chosen, as a shared link keeps it: choice -> value. A named period moves
            on with the data.
        day: the day to look ahead to that a shared link was locked to, or None.
    """

    from_on: date
    as_of: date
    location: str | None
    staff: str | None
    currency: str | None
    has_before: bool
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    day: date | None = None

    def as_parameters(self) -> dict[str, date | str | None]:
        """The parameters that questions name."""
        return {
            "from_on": self.from_on,
            "as_of": self.as_of,
            "location": self.location,
            "staff": self.staff,
        }


def resolve(choices: Mapping[str, str], span: Span) -> Chosen:
    """The filters that were chosen; days outside the data become its first and last."""
    from_on, as_of = span.first_on, span.last_on
    if FROM in choices and TO in choices:
        from_on = max(from_on, date.fromisoformat(choices[FROM]))
        as_of = min(as_of, date.fromisoformat(choices[TO]))
    elif PERIOD in choices:
        from_on, as_of = period_days(choices[PERIOD], from_on, as_of)
    return Chosen(
        min(from_on, as_of),
        as_of,
        choices.get(LOCATION),
        choices.get(STAFF),
        span.currency,
        from_on > span.first_on,
        choices,
        date.fromisoformat(choices[DAY]) if DAY in choices else None,
    )


def period_days(name: str, first: date, last: date) -> tuple[date, date]:
    """A named period within the data: (first day, last day)."""
    days = PERIODS.get(name, PERIODS[USUAL_PERIOD])
    if days is None:
        return first, last
    return max(first, last - timedelta(days=days - 1)), last
