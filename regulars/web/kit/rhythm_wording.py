"""Rhythms in words: how often somebody comes, how long they are away, what that may mean."""

from __future__ import annotations

from datetime import date
from math import ceil, floor
from typing import Protocol

from regulars.app.rows.regulars import RegularsPeople
from regulars.web.kit import text
from regulars.web.kit.charts.rhythm import FULL_WEEKDAYS

__all__ = [
    "HasRhythm",
    "counted_days",
    "booked_words",
    "give_or_take",
    "is_half",
    "pace",
    "rhythm_words",
    "usual_words",
    "why_words",
]

# From here on months say more than weeks, and weeks more than days.
MONTHS_FROM_DAYS, WEEKS_FROM_DAYS = 112, 28
DAYS_IN_MONTH = 30.4


class HasRhythm(Protocol):
    """Somebody's visits, as the questions about who comes and who is late give them."""

    @property
    def visit_count(self) -> int:
        """How often they came."""

    @property
    def cadence_days(self) -> float | None:
        """Days usually between two visits."""

    @property
    def spread_days(self) -> float | None:
        """By how many days that usually varies."""

    @property
    def days_since_last(self) -> int:
        """Days since the last visit."""

    @property
    def closed_days(self) -> int:
        """Closed days among those."""


class HasBooking(HasRhythm, Protocol):
    """A rhythm, and the day of the next booking."""

    @property
    def booked_on(self) -> date | None:
        """Day of the next booking."""


class HasOutlook(HasBooking, Protocol):
    """A rhythm, and how likely they are to come back within so many days."""

    @property
    def p_return(self) -> float | None:
        """Chance of a visit within the horizon, 0 to 1."""

    @property
    def horizon_days(self) -> int | None:
        """Days within which a return counts."""


def pace(days: float) -> str:
    """A cadence after "every": "7 days", "day or two", "3 to 4 days", "6 weeks", "5 months"."""
    if _rounded(days) <= 1:
        return "day or two"
    if days >= MONTHS_FROM_DAYS:
        return f"{_rounded(days / DAYS_IN_MONTH)} months"
    weeks = days / 7
    if days >= WEEKS_FROM_DAYS:
        if abs(weeks - _rounded(weeks)) <= 0.25:
            return f"{_rounded(weeks)} weeks"
        return f"{floor(weeks)} to {ceil(weeks)} weeks"
    if days < 10 and days != floor(days):
        return f"{floor(days)} to {ceil(days)} days"
    return f"{_rounded(days)} days"


def give_or_take(days: float | None) -> str:
    """By how much a cadence varies, behind it: ", give or take 2 days"; empty under half a day."""
    if days is None or _rounded(days) < 1:
        return ""
    return f", give or take {counted_days(_rounded(days))}"


def rhythm_words(person: HasRhythm) -> str:
    """As in "Usually every 7 days; last here 19 days ago (2 of them closed)"."""
    cadence = person.cadence_days
    if cadence is not None:
        came = f"Usually every {pace(cadence)}{give_or_take(person.spread_days)}; last here "
    elif person.visit_count == 1:
        came = "Here once, "
    else:
        came = f"Here {person.visit_count} times; last "
    days = person.days_since_last
    ago = f"{counted_days(days)} ago" if days else "today"
    closed = f" ({person.closed_days} of them closed)" if person.closed_days > 0 else ""
    return f"{came}{ago}{closed}"


def why_words(person: HasOutlook) -> str:
    """The rhythm, and the booking or what became of people like that."""
    chance, horizon = person.p_return, person.horizon_days
    if person.booked_on is not None or chance is None or horizon is None:
        return booked_words(person)
    came = f"{_share(chance)} came back within {_span(horizon)}"
    return f"{rhythm_words(person)}; of people like that, {came}"


def booked_words(person: HasBooking) -> str:
    """The rhythm, and the booking where there is one."""
    told = rhythm_words(person)
    if person.booked_on is None:
        return told
    return f"{told}; booked for {text.full_day(person.booked_on)}"


def usual_words(person: RegularsPeople) -> str:
    """As in "Tuesdays about 08:10, flat white"; what is not usual is left out."""
    has_day = is_half(person.usual_weekday_count, person.usual_visit_count)
    when = f"{FULL_WEEKDAYS[person.usual_weekday - 1]}s about" if has_day else "About"
    has_item = is_half(person.usual_item_count, person.usual_visit_count)
    return f"{when} {person.usual_at}" + (f", {person.usual_item}" if has_item else "")


def is_half(count: int | None, of_count: int | None) -> bool:
    """Whether something is so usual that it is said: on half of the visits or more."""
    return count is not None and of_count is not None and 2 * count >= of_count


def counted_days(days: int) -> str:
    """As in "1 day" or "19 days"."""
    return f"{days} day{'' if days == 1 else 's'}"


def _share(share: float) -> str:
    """0.31 -> "about 3 in 10"."""
    if share < 0.05:
        return "fewer than 1 in 20"
    if share > 0.95:
        return "nearly all"
    return f"about {max(1, min(9, _rounded(10 * share)))} in 10"


def _span(days: float) -> str:
    """56 -> "8 weeks"; from four months on in months."""
    if days < MONTHS_FROM_DAYS:
        return f"{_rounded(days / 7)} weeks"
    return f"{_rounded(days / DAYS_IN_MONTH)} months"


def _rounded(number: float) -> int:
    """To the nearest whole number, halves up: 2.5 days are three."""
    return floor(number + 0.5)
