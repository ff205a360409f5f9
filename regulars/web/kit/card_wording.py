"""Who a customer is in one sentence: when they come, for what, served by whom, and when last."""

from __future__ import annotations

from regulars.app.rows.customer import CustomerCard
from regulars.web.kit import text
from regulars.web.kit.charts.rhythm import FULL_WEEKDAYS
from regulars.web.kit.rhythm_wording import counted_days, give_or_take, is_half, pace

__all__ = ["card_words", "comes_words"]

# From so many visits on somebody has a rhythm.
FEWEST_VISITS = 4
# Faster than that, visits a week say more than days between two.
FEWEST_DAYS = 4


def card_words(person: CustomerCard) -> str:
    """A row of customer/card as one sentence, plain, without its full stop."""
    comes = comes_words(person)
    if person.cadence_days is not None and person.cadence_days >= FEWEST_DAYS:
        comes += give_or_take(person.spread_days)
    parts = (
        ", ".join(part for part in (_when(person), _what(person)) if part),
        _served_by(person),
        comes,
        _last_here(person),
        _booked(person),
    )
    return "; ".join(part for part in parts if part)


def comes_words(person: CustomerCard) -> str:
    """How often they come: "every 7 days", "twice a week"; empty without a rhythm."""
    if person.cadence_days is None:
        return ""
    if person.cadence_days >= FEWEST_DAYS or person.visits_a_week is None:
        return f"every {pace(person.cadence_days)}"
    if person.visits_a_week >= 6:
        return "nearly every day"
    if person.visits_a_week <= 1:
        return "about once a week"
    return "twice a week" if person.visits_a_week == 2 else f"{person.visits_a_week} times a week"


def _when(person: CustomerCard) -> str:
    if person.visit_count == 1:
        return f"Here once, on {text.full_day(person.last_visited_on)}"
    if person.visit_count < FEWEST_VISITS:
        last = text.full_day(person.last_visited_on)
        return f"Here {person.visit_count} times, last on {last}"
    if person.habit_weekdays is None or person.habit_times is None:
        return f"About {person.usual_at}"
    names = [f"{FULL_WEEKDAYS[weekday - 1]}s" for weekday in person.habit_weekdays]
    if len(set(person.habit_times)) == 1:
        return f"{' and '.join(names)} about {person.habit_times[0]}"
    return " and ".join(
        f"{name} about {at}" for name, at in zip(names, person.habit_times, strict=True)
    )


def _what(person: CustomerCard) -> str:
    if not is_half(person.usual_item_count, person.usual_visit_count):
        return ""
    if person.visit_count == 1:
        return f"for {person.usual_item}"
    mostly = "mostly for " if person.visit_count < FEWEST_VISITS else ""
    return f"{mostly}{person.usual_item}"


def _served_by(person: CustomerCard) -> str:
    if not is_half(person.usual_staff_count, person.usual_staff_visit_count):
        return ""
    mostly = "" if person.visit_count == 1 else "mostly "
    return f"{mostly}served by {person.usual_staff}"


def _last_here(person: CustomerCard) -> str:
    if person.visit_count < FEWEST_VISITS:
        return ""
    if person.days_since_last == 0:
        return "here on the last trading day"
    return f"last here {counted_days(person.days_since_last)} before the last trading day"


def _booked(person: CustomerCard) -> str:
    if person.booked_on is None:
        return ""
    staff = "" if person.booked_staff is None else f" with {person.booked_staff}"
    return f"booked for {text.full_day(person.booked_on)} at {person.booked_at}{staff}"
