"""The diary: who is booked when and with whom, who came, who cancelled, who did not turn up."""

import heapq
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from sample_data.salon import stories, words
from sample_data.salon.people import Part, Person
from sample_data.salon.place import BY_NAME, DESK, ROSTER, Service, hours, works

STEP = 15
NO_SHOW_RATE, CANCEL_RATE = 0.06, 0.075
DOUBLE_RATE = 0.3
MAIN_RATE = 0.84


class Fate(StrEnum):
    """What became of an appointment."""

    KEPT = "kept"
    NO_SHOW = "no show"
    CANCELLED = "cancelled"
    AHEAD = "still to come"


@dataclass(frozen=True)
class Appointment:
    """One appointment, or the visit of somebody who came without one (`is_booked` false)."""

    person: Person
    service: Service
    stylist: str
    starts_at: datetime
    booked_at: datetime
    fate: Fate
    is_booked: bool
    booked_by: str
    number: int
    is_first: bool
    rescheduled_on: date | None = None
    note: str = ""

    @property
    def day(self) -> date:
        """The day it is on."""
        return self.starts_at.date()

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.service.minutes)


def is_double_booked_week(day: date) -> bool:
    """Whether the booking tool gave one slot to two people then."""
    return stories.DOUBLE_FROM <= day <= stories.DOUBLE_UNTIL


class Diary:
    """Who is taken when."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: dict[tuple[str, date], set[int]] = defaultdict(set)

    def find(self, person: Person, wish: date, minutes: int, stylist: str) -> datetime | None:
        """The free start nearest to the wish with this stylist; taken from now on."""
        near = sorted(
            (wish + timedelta(days=shift) for shift in range(-6, 10)),
            key=lambda day: (day.weekday() not in person.weekdays, abs((day - wish).days)),
        )
        for day in near:
            if day >= stories.FIRST_DAY and works(stylist, day):
                minute = self._free_minute(stylist, day, person.minute, minutes)
                if minute is not None:
                    self._take(stylist, day, minute, minutes)
                    return datetime.combine(day, time()) + timedelta(minutes=minute)
        return None

    def free(self, stylist: str, starts_at: datetime, minutes: int) -> None:
        """Give the time back."""
        start = starts_at.hour * 60 + starts_at.minute
        self._taken[stylist, starts_at.date()] -= set(range(start, start + minutes, STEP))

    def _take(self, stylist: str, day: date, minute: int, minutes: int) -> None:
        self._taken[stylist, day] |= set(range(minute, minute + minutes, STEP))

    def _free_minute(self, stylist: str, day: date, wish: int, minutes: int) -> int | None:
        opens, closes = hours(day) or (0, 0)
        taken = self._taken[stylist, day]
        starts = range(opens, closes - minutes + 1, STEP)
        nearest = sorted(starts, key=lambda start: (abs(start - wish), start))
        is_blind = is_double_booked_week(day) and self._rng.random() < DOUBLE_RATE
        if is_blind and taken:
            # The tool offers what is taken already.
            return self._rng.choice([start for start in nearest if start in taken] or nearest[:1])
        for start in nearest:
            if taken.isdisjoint(range(start, start + minutes, STEP)):
                return start
        return None


@dataclass(frozen=True, order=True)
class _Wish:
    """Somebody's next appointment, to be found."""

    wish_on: date
    number: int
    booked_on: date
    made: int
    booked_by: str = ""
    rescheduled_on: date | None = None


def _fate(rng: Random, day: date, is_reliable: bool) -> Fate:
    """Whether it was kept; who books at checkout forgets a little less often."""
    if day > stories.LAST_DAY:
        return Fate.CANCELLED if rng.random() < CANCEL_RATE / 2 else Fate.AHEAD
    chance = rng.random()
    no_show = NO_SHOW_RATE * (0.8 if is_reliable else 1.1)
    if chance < no_show:
        return Fate.NO_SHOW
    return Fate.CANCELLED if chance < no_show + CANCEL_RATE else Fate.KEPT


def _stays(person: Person, day: date) -> bool:
    """Whether the person is still a client on that day; who has not left by now comes again."""
    return day <= person.last_on or person.last_on == stories.LAST_DAY


def _is_one_try(person: Person, day: date) -> bool:
    """Whether somebody who drifts off after Imogen is at a colleague's on that day."""
    return person.part == Part.DRIFTS and stories.IMOGEN_LAST_DAY < day <= person.last_on


def _service(rng: Random, person: Person, made: int) -> Service:
    """What is booked: mostly the main thing."""
    is_main = made == 0 or rng.random() < MAIN_RATE
    return BY_NAME[person.habit.main if is_main else person.habit.other]


def _moment(rng: Random, day: date) -> datetime:
    """A minute of that day at which people book."""
    return datetime.combine(day, time(rng.randint(8, 21), rng.randrange(60)))


class _Clock:
    """Lives through the eighteen months, wish by wish."""

    def __init__(self, rng: Random, people: list[Person]) -> None:
        self._rng = rng
        self._people = {person.number: person for person in people}
        self._diary = Diary(rng)
        self._queue: list[_Wish] = []
        self._numbers = 1_500_000_000
        self.made: list[Appointment] = []
        for person in people:
            ahead = 0 if person.is_walk_in else rng.randint(1, 12)
            # Who was here before the first day had booked before it.
            booked_on = person.first_on - timedelta(days=ahead)
            heapq.heappush(self._queue, _Wish(person.first_on, person.number, booked_on, 0))

    def run(self) -> list[Appointment]:
        """All appointments, by their start."""
        while self._queue:
            self._book(heapq.heappop(self._queue))
        return sorted(self.made, key=lambda made: (made.starts_at, made.number))

    def _book(self, wish: _Wish) -> None:
        rng, person = self._rng, self._people[wish.number]
        stylist = person.sees(wish.wish_on)
        service = _service(rng, person, wish.made)
        starts_at = self._diary.find(person, wish.wish_on, service.minutes, stylist)
        if starts_at is None and person.part not in (Part.DRIFTS, Part.STAYS):
            others = [name for name in ROSTER if name not in (stylist, "Imogen")]
            stylist = rng.choice(others)
            starts_at = self._diary.find(person, wish.wish_on, service.minutes, stylist)
        if starts_at is None or starts_at.date() <= wish.booked_on - timedelta(days=1):
            self._wish(wish, wish.wish_on + timedelta(days=5), wish.booked_on, wish.made)
            return
        booked_on = min(wish.booked_on, starts_at.date())
        if booked_on > stories.LAST_DAY:
            self._diary.free(stylist, starts_at, service.minutes)
            return
        self._numbers += rng.randint(7, 900)
        is_booked = not person.is_walk_in
        is_desk = wish.booked_by != ""
        fate = _fate(rng, starts_at.date(), is_desk) if is_booked else Fate.KEPT
        if _is_one_try(person, starts_at.date()):
            fate = Fate.KEPT
        elif not _stays(person, starts_at.date()) and fate in (Fate.AHEAD, Fate.KEPT):
            # Booked before they made up their mind.
            fate = Fate.CANCELLED
        if not is_booked and starts_at.date() > stories.LAST_DAY:
            return
        made = Appointment(
            person=person,
            service=service,
            stylist=stylist,
            starts_at=starts_at,
            booked_at=_moment(rng, booked_on),
            fate=fate,
            is_booked=is_booked,
            booked_by=wish.booked_by,
            number=self._numbers,
            is_first=wish.made == 0 and person.first_on > stories.FIRST_DAY + timedelta(weeks=11),
            rescheduled_on=wish.rescheduled_on,
            note=rng.choice(words.BOOKING_NOTES) if rng.random() < 0.04 else "",
        )
        self.made.append(made)
        if fate == Fate.CANCELLED:
            self._diary.free(stylist, starts_at, service.minutes)
        self._go_on(made, wish)

    def _go_on(self, made: Appointment, wish: _Wish) -> None:
        """What the person does next."""
        rng, person, day = self._rng, made.person, made.day
        count = wish.made + (made.fate == Fate.KEPT)
        if made.fate == Fate.AHEAD or not _stays(person, day) or count >= person.most_visits:
            return
        if made.fate == Fate.KEPT:
            gap = timedelta(days=round(rng.gauss(person.weeks * 7, 3)))
            if not _stays(person, day + gap) or _is_one_try(person, day):
                self._last_wish(made, wish, day + gap, count)
                return
            if rng.random() < person.rebooks:
                desk = DESK if rng.random() < 0.7 else made.stylist
                self._wish(wish, day + gap, day, count, desk)
                return
            late = timedelta(days=max(0, round(rng.gauss(4, 6))))
            ahead = timedelta(days=0 if person.is_walk_in else rng.randint(1, 12))
            due = day + gap + late
            self._wish(wish, due, max(due - ahead, day), count)
            return
        again = timedelta(days=rng.randint(4, 16))
        if made.fate == Fate.NO_SHOW and rng.random() < 0.25:
            again = timedelta(days=round(person.weeks * 5))
        asked_on = day + timedelta(days=rng.randint(0, 3))
        if made.fate == Fate.CANCELLED:
            asked_on = max(made.booked_at.date(), day - timedelta(days=rng.randint(0, 6)))
        if _stays(person, day + again):
            self._wish(wish, day + again, asked_on, count)

    def _last_wish(self, made: Appointment, wish: _Wish, due: date, count: int) -> None:
        """Who leaves may have booked already: it is cancelled when the day comes near."""
        due = max(due, made.person.last_on + timedelta(days=7))
        if self._rng.random() < made.person.rebooks:
            self._wish(wish, due, made.day, count, DESK)

    def _wish(
        self, wish: _Wish, wish_on: date, booked_on: date, made: int, booked_by: str = ""
    ) -> None:
        if wish_on <= stories.LAST_DAY + timedelta(weeks=11):
            heapq.heappush(self._queue, _Wish(wish_on, wish.number, booked_on, made, booked_by))


def make_appointments(rng: Random, people: list[Person]) -> list[Appointment]:
    """Everything in the diary, and the visits of those who never book; by their start."""
    return _Clock(rng, people).run()
