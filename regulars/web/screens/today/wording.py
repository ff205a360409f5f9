"""Why somebody is expected, and what care they need, in words."""

from __future__ import annotations

from regulars.app.rows.today import TodayCare, TodayExpected, TodayNotes
from regulars.web.kit import text
from regulars.web.kit.charts.rhythm import FULL_WEEKDAYS
from regulars.web.kit.rhythm_wording import give_or_take, pace
from regulars.web.kit.score_wording import low_words

__all__ = ["allergy_words", "booking_words", "care_words", "expected_words", "note_words"]

# What stands before a note's words, by its kind.
NOTE_LEADS = {"likes": "Likes ", "dislikes": "Not: ", "note": ""}
SENTENCE_ENDS = (".", "!", "?", "…")
# The pace that is said of who has no rhythm yet.
USUAL_DAYS = 14


def expected_words(person: TodayExpected) -> str:
    """A row of today/expected: why they are expected, plain."""
    if person.is_booked:
        first = "First visit, booked" if person.visit_count == 0 else "Booked"
        return f"{first}{booking_words(person)}"
    if person.visit_count == 1:
        return f"Here once, on {text.full_day(person.first_visited_on)}"
    if person.weekday_count == 0:
        return "First seen this week"
    weekday = FULL_WEEKDAYS[person.weekday - 1]
    if person.weekday_hit_count == 0:
        usually = USUAL_DAYS if person.cadence_days is None else person.cadence_days
        return f"Comes every {pace(usually)}, not often on a {weekday}"
    return f"{person.weekday_hit_count} of the last {person.weekday_count} {weekday}s"


def allergy_words(note: TodayNotes | None) -> str:
    """The allergies on somebody's card, plain; empty where there are none."""
    return "" if note is None else " · ".join(note.allergies or ())


def note_words(note: TodayNotes | None) -> str:
    """The other notes on somebody's card, the newest first, plain; empty where there are none."""
    if note is None:
        return ""
    kinds_and_words = zip(note.note_kinds or (), note.notes or (), strict=True)
    return " · ".join(NOTE_LEADS[kind] + words for kind, words in kinds_and_words)


def booking_words(person: TodayExpected | TodayCare) -> str:
    """What somebody is booked for, and with whom, behind "booked"; empty where neither is known."""
    service = "" if person.booked_service is None else f": {person.booked_service}"
    staff = "" if person.booked_staff is None else f" with {person.booked_staff}"
    return f"{service}{staff}"


def care_words(person: TodayCare, *, quotes: bool = True) -> str:
    """A row of today/care: what there is to know, plain.

    Args:
        person: the row.
        quotes: whether what they wrote is told, too; not where anybody may read it.
    """
    match person.kind:
        case "complaint" | "poor":
            return _complaint(person, quotes=quotes)
        case "slipping" if person.cadence_days is not None:
            usually = f"{pace(person.cadence_days)}{give_or_take(person.spread_days)}"
            return f"Usually every {usually}; last here {person.days_since_last} days ago"
        case "third_visit":
            first = text.full_day(person.first_visited_on)
            return f"Third visit: time to learn the name. First here on {first}"
        case "first_visit":
            return f"First visit, booked{booking_words(person)}"
        case "anniversary":
            years = "year" if person.anniversary_years == 1 else "years"
            first = text.full_day(person.first_visited_on)
            return f"{person.anniversary_years} {years} since the first visit, on {first}"
        case _:
            return f"The next visit is number {person.visit_count + 1}"


def _complaint(person: TodayCare, *, quotes: bool) -> str:
    quoted, ends = "", "."
    if quotes and person.comment is not None:
        quoted = f': "{person.comment}"'
        ends = "" if person.comment.endswith(SENTENCE_ENDS) else "."
    if person.case_status == "contacted":
        hand = f"{person.owner or 'Somebody'} has been in touch"
    else:
        hand = f"{person.owner or 'Nobody'} has it in hand" + ("" if person.owner else " yet")
    back = ". Has been back since; ask how it was" if person.has_been_back else ""
    said = low_words(person) or "something went wrong"
    return f"On {text.short_day(person.happened_on)}: {said}{quoted}{ends} {hand}{back}"
