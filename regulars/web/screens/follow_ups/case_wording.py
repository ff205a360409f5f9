"""How a case is put into words, wherever it is shown."""

from __future__ import annotations

from datetime import date

from regulars.app.filters import Chosen
from regulars.app.rows.follow_ups import FollowUpsCases, FollowUpsPraise
from regulars.web.kit import text
from regulars.web.kit.score_wording import low_words

__all__ = [
    "STATUS_WORDS",
    "UNKNOWN",
    "back_words",
    "badges_of",
    "name_of",
    "outcome_of",
    "shortened",
    "told_about",
    "whose_hands",
]

UNKNOWN = "Somebody we do not know"
LETTERS_SHOWN = 160
STATUS_WORDS = {
    "open": "To answer",
    "contacted": "Contacted",
    "resolved": "Resolved",
    "no reply possible": "No reply possible",
}


def name_of(person: FollowUpsCases | FollowUpsPraise, *, plain: bool = False) -> str:
    """Who it is, as Markdown or plain; somebody we do not know is said to be that."""
    if person.customer_name is None:
        return UNKNOWN
    return person.customer_name if plain else text.plain(person.customer_name)


def told_about(case: FollowUpsCases, chosen: Chosen) -> str:
    """When it was, how it was scored and who served."""
    served = "" if case.staff is None else f"served by {text.plain(case.staff)}"
    scored = text.plain(low_words(case))
    when = text.day(case.happened_on, near=chosen.as_of)
    return " · ".join(part for part in (when, scored, served) if part)


def whose_hands(case: FollowUpsCases) -> str:
    """Who has it in hand."""
    if case.owner is None:
        return "in nobody's hands"
    return f"in {text.plain(case.owner)}'s hands"


def shortened(comment: str) -> str:
    """The beginning of what somebody wrote."""
    return comment if len(comment) <= LETTERS_SHOWN else comment[:LETTERS_SHOWN].rstrip() + "…"


def badges_of(case: FollowUpsCases, chosen: Chosen) -> list[str]:
    """Where it stands, by when it is to be answered, and whether they came back."""
    due = text.day(case.due_on, near=chosen.as_of)
    badges = [f":blue-badge[{STATUS_WORDS[case.status]}]"]
    if case.is_overdue:
        badges.append(f":red-badge[:material/alarm: Overdue since {due}]")
    elif case.is_open:
        badges.append(f":gray-badge[:material/schedule: Due {due}]")
    else:
        badges.append(f":gray-badge[{STATUS_WORDS[case.status]}]")
    if case.is_recovered:
        badges.append(f":green-badge[:material/favorite: {_back_word(case)}]")
    return badges


def outcome_of(case: FollowUpsCases) -> str:
    """What they did since."""
    told = text.plain(back_words(case))
    return f"**{_back_word(case)}:** {told}." if case.is_recovered else f"Since then: {told}."


def back_words(case: FollowUpsCases) -> str:
    """Whether they came back, and after how many days."""
    if case.outcome == "unknown":
        return "we do not know who this is, so we cannot say"
    if case.outcome == "not yet":
        return f"not back yet; has until {text.full_day(case.judged_on)}"
    if case.outcome == "not back":
        return f"not back in {_days_after(case, case.judged_on)}"
    days = _days_after(case, case.back_on)
    if case.outcome == "unhappy again":
        again_on = text.full_day(case.complained_again_on)
        return f"back after {days}, but unhappy again on {again_on}"
    if case.outcome == "too late":
        return f"back, but only after {days}"
    return f"{case.outcome} after {days}"


def _days_after(case: FollowUpsCases, day: date | None) -> str:
    days = 0 if day is None else (day - case.happened_on).days
    return text.count(days, "day")


def _back_word(case: FollowUpsCases) -> str:
    """Who came back before anybody answered was not won back."""
    return "Came back" if case.status == "open" else "Recovered"
