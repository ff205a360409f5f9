"""The briefing for the wall: who is likely in on a day, as rows that fit one printed page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

import pandas as pd

from regulars.app.filters import LOCATION, STAFF, Span, resolve
from regulars.app.rows.shop import ShopOverview
from regulars.app.rows.today import TodayCare, TodayExpected, TodayFigures, TodayNotes
from regulars.app.session import Session
from regulars.web.kit import text
from regulars.web.kit.rhythm_wording import is_half
from regulars.web.screens.today.wording import allergy_words, care_words, expected_words, note_words

__all__ = ["Briefing", "Row", "brief", "served_words", "usual_words"]

# What a line of the sheet holds, and how many lines its page has, by the sizes in briefing.css.
NAME_LETTERS, USUAL_LETTERS, REMEMBER_LETTERS = 17, 25, 32
PAGE_LINES = 42.0
ROW_PADDING = 0.7
MOST_ROWS = 16
LONGEST_REMARK = 110
FOOT_LETTERS, MOST_FOOT_LINES = 75, 8.0
CARE_WORDS = {
    "complaint": "Left unhappy",
    "poor": "Was unhappy",
    "slipping": "Slipping",
    "third_visit": "Learn the name",
    "first_visit": "Learn the name",
    "milestone": "Milestone",
    "anniversary": "Milestone",
}


@dataclass(frozen=True)
class Row:
    """One person on the sheet.

    Attributes:
        at: when they usually come, or are booked; "booked" is said beside it.
        name: as whoever looks may see it.
        is_booked: whether they are.
        usual: what they usually have, and who mostly serves them.
        allergies: never cut off.
        remarks: what they like, and why they need care.
    """

    at: str
    name: str
    is_booked: bool
    usual: tuple[str, ...]
    allergies: str
    remarks: tuple[str, ...]

    @property
    def lines(self) -> float:
        """How many lines of the page it takes, at most."""
        usual = sum(_lines(line, USUAL_LETTERS) for line in self.usual)
        told = sum(_lines(line, REMEMBER_LETTERS) for line in self.remarks)
        boxed = _lines(f"Allergy: {self.allergies}", REMEMBER_LETTERS - 4) + 0.4
        name = 1.2 * _lines(self.name, NAME_LETTERS) + (0.8 if self.is_booked else 0)
        return max(name, usual, told + (boxed if self.allergies else 0)) + ROW_PADDING


@dataclass(frozen=True)
class Briefing:
    """The sheet of one day.

    Attributes:
        day: the day, in words.
        judged_on: the last trading day, in words.
        shop: what the shop is called; may be empty.
        place: the place and colleague it is for; empty for all.
        expected: how many familiar faces are likely, with the interval.
        rows: the likeliest, in the order of their time.
        more_count: how many more may come.
        more_allergies: (name, allergies) of those among them who have one, as far as there is room.
        more_allergy_count: how many have one and are not named.
    """

    day: str
    judged_on: str
    shop: str
    place: str
    expected: str
    rows: tuple[Row, ...]
    more_count: int
    more_allergies: tuple[tuple[str, str], ...]
    more_allergy_count: int


def brief(session: Session, asked: Mapping[str, str]) -> Briefing | None:
    """The sheet as its viewer may see it; None where there is nothing to look ahead from.

    Args:
        session: of who looks; may ask Today's questions.
        asked: day (2026-11-03), location and staff. What cannot be falls back to the next trading
            day, and to all.

    Raises:
        OutOfScope: the viewer may not look at Today.
    """
    overview = session.row(ShopOverview)
    if not overview.visit_count:
        return None
    as_of = overview.last_trading_on
    days = [day.date() for day in session.ask("today/days", as_of=as_of)["day_on"]]
    day = _asked_day(asked.get("day", ""), days)
    location = _one_of(asked.get("location", ""), session.ask("shop/locations")["location"])
    staff = _one_of(asked.get("staff", ""), session.ask("shop/staff")["staff"])
    places = {LOCATION: location, STAFF: staff}
    chosen = resolve({key: value for key, value in places.items() if value}, Span.of(overview))
    figures = session.row(TodayFigures, chosen, day=day)
    notes = {note.customer_id: note for note in session.rows(TodayNotes, chosen, day=day)}
    remarks: dict[str, tuple[str, ...]] = {}
    for care in session.rows(TodayCare, chosen, day=day):
        remarks[care.customer_id] = (*remarks.get(care.customer_id, ()), _remark(care))
    rows = {
        person.customer_id: _row(
            person, notes.get(person.customer_id), remarks.get(person.customer_id, ())
        )
        for person in session.rows(TodayExpected, chosen, day=day)
    }
    # The likeliest first, but nobody's allergy and nobody who needs care makes way for them.
    urgent = sorted(rows, key=lambda who: (not rows[who].allergies, who not in remarks))
    shown = set(_fitting(urgent, rows))
    left = [row for who, row in rows.items() if who not in shown]
    allergic = [row for row in left if row.allergies]
    named = next(n for n in range(len(allergic), -1, -1) if _has_room(allergic[:n]))
    return Briefing(
        day=text.day(day),
        judged_on=text.day(as_of),
        shop=overview.shop_name or "",
        place=" · ".join(part for part in (location, staff) if part),
        expected=(
            f"{text.count(figures.expected_count, 'familiar face')}, between "
            f"{figures.expected_low} and {figures.expected_high}"
        ),
        rows=tuple(sorted((rows[who] for who in shown), key=lambda row: (row.at, row.name))),
        more_count=len(left),
        more_allergies=tuple((row.name, row.allergies) for row in allergic[:named]),
        more_allergy_count=len(allergic) - named,
    )


def usual_words(person: TodayExpected) -> str:
    """What somebody usually has, plain: the item with its share, or that there is none yet."""
    if person.visit_count == 0:
        return "First visit"
    seen = person.usual_visit_count or 0
    if person.usual_item is None or person.usual_item_count is None or seen < 3:
        return "No usual yet"
    if 2 * person.usual_item_count < seen:
        return f"Varies; most often {person.usual_item}"
    return f"{person.usual_item} · {person.usual_item_count} of {seen} visits"


def served_words(person: TodayExpected) -> str:
    """Who mostly serves somebody, plain.

    Empty where nobody does on half of the visits, and for who is booked with just that colleague.
    """
    if person.usual_staff is None or (person.usual_staff_count or 0) < 2:
        return ""
    if person.is_booked and person.booked_staff == person.usual_staff:
        return ""
    if not is_half(person.usual_staff_count, person.usual_staff_visit_count):
        return ""
    if person.staff_left_on is not None:
        return f"Mostly served by {person.usual_staff}, who left ({text.day(person.staff_left_on)})"
    return f"Mostly served by {person.usual_staff}"


def _row(person: TodayExpected, held: TodayNotes | None, remarks: Sequence[str]) -> Row:
    noted = note_words(held)
    usual = [expected_words(person).removeprefix("Booked: ")] if person.is_booked else []
    # The booking may have said it already.
    if person.visit_count and not (usual and str(person.usual_item) in usual[0]):
        usual.append(usual_words(person).removesuffix(" visits"))
    usual.append(served_words(person))
    return Row(
        at=person.usual_at or "",
        name=person.customer_name,
        is_booked=person.is_booked,
        usual=tuple(line for line in usual if line),
        allergies=allergy_words(held),
        remarks=(*((_cut(noted),) if noted else ()), *(_cut(line) for line in remarks)),
    )


def _remark(person: TodayCare) -> str:
    # What somebody wrote in confidence is on the card, not on a wall.
    told = care_words(person, quotes=False)
    kind = CARE_WORDS[person.kind]
    return f"{kind} o{told[1:]}" if told.startswith("On ") else f"{kind}: {told}"


def _fitting(wanted: Sequence[str], rows: Mapping[str, Row]) -> list[str]:
    """As many as the page takes, in this order; who does not fit makes way for the next."""
    # What the foot says of others' allergies takes room from the rows.
    foot = 0.0
    while True:
        shown: list[str] = []
        free = PAGE_LINES - foot
        for who in wanted:
            if len(shown) < MOST_ROWS and rows[who].lines <= free:
                shown.append(who)
                free -= rows[who].lines
        others = [row for who, row in rows.items() if row.allergies and who not in shown]
        needed = _foot_lines(others)
        if needed <= foot:
            return shown
        foot = needed


def _foot_lines(others: Sequence[Row]) -> float:
    if not others:
        return 0.0
    told = "".join(f"{row.name} ({row.allergies}); " for row in others)
    return min(1.0 + _lines(told, FOOT_LETTERS), MOST_FOOT_LINES)


def _has_room(others: Sequence[Row]) -> bool:
    return _foot_lines(others) < MOST_FOOT_LINES


def _lines(line: str, letters: int) -> int:
    return max(1, -(-len(line) // letters))


def _cut(line: str) -> str:
    return shorten(line, LONGEST_REMARK, placeholder=" …")


def _asked_day(asked: str, days: Sequence[date]) -> date:
    return next((day for day in days if day.isoformat() == asked), days[0])


def _one_of(asked: str, known: pd.Series[str]) -> str | None:
    return asked if asked in set(known.dropna()) else None
