"""The customers: who they are, when they come, what they have, and when they stop."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from sample_data.cafe import stories, words
from sample_data.cafe.place import FRI, MENU, MON, NOON, SAT, THU, WED, Item, Place, hours_led_by
from sample_data.shared.register import Register

AREA_CODES = ("207", "603", "617", "802", "413", "508", "978", "781", "860", "203")
WEEKLY_LEAVING_RATE = 0.0062
EARLIER_FANS_OF_MAYA = 8
REGULARS_OF_OTHERS = {"Ana": 36, "Jonas": 34, "Priya": 26, "Tom": 21}
MANY_VISITS = 999
ONE_TIMERS, FEW_TIMERS, NOW_AND_THEN = 150, 120, 160
INSTANT_PROFILES = 10
# (visits a week, every so many weeks), and how common that is.
RHYTHMS = ((5, 1), (3, 1), (2, 1), (1, 1), (1, 2))
RHYTHM_WEIGHTS = (2, 2, 7, 47, 42)

PLANTED_NAMES = frozenset({"Whitfield", "Okafor"})


class Part(StrEnum):
    """The part a person plays in the planted stories."""

    PLAIN = "plain"
    MAYAS = "stays after Maya"
    DRIFTS = "drifts off after Maya"
    RETURNS = "away, then back in summer 2026"
    DANA = "one person, two profiles"
    OKAFOR = "household with one phone"


@dataclass(frozen=True)
class Slot:
    """A habit: this weekday, about this minute, here, with this chance."""

    weekday: int
    minute: int
    place: Place
    chance: float
    every_weeks: int = 1


@dataclass(frozen=True)
class Person:
    """One customer. `slots` is empty for people without a rhythm; then `gap_days` rules."""

    number: int
    first: str
    last: str
    email: str
    phone: str
    ids: tuple[str, ...]
    first_on: date
    last_on: date
    usual: str
    side: str
    milk: str
    slots: tuple[Slot, ...] = ()
    favourite: str = ""
    gap_days: tuple[int, int] = (0, 0)
    most_visits: int = MANY_VISITS
    away: tuple[tuple[date, date], ...] = ()
    part: Part = Part.PLAIN
    is_unhappy: bool = False
    second_email: str = ""

    @property
    def name(self) -> str:
        """First and last name; blank for an instant profile."""
        return f"{self.first} {self.last}".strip()

    @property
    def is_loyal(self) -> bool:
        """Whether this person has a rhythm of their own."""
        return bool(self.slots)

    def is_away(self, day: date) -> bool:
        """Whether the person is on holiday, or staying away."""
        return any(start <= day <= end for start, end in self.away)


def hex_id(rng: Random, digits: int) -> str:
    """An upper-case hexadecimal id as Square gives out."""
    return f"{rng.getrandbits(digits * 4):0{digits}X}"


def pick_item(rng: Random, *categories: str) -> Item:
    """An item sold all year, by its popularity, from these categories."""
    items = [item for item in MENU if item.category in categories and len(item.months) == 12]
    return rng.choices(items, [item.weight for item in items])[0]


def _somebody(rng: Random, register: Register, number: int, reachable: float) -> Person:
    """A person with a name, contacts and a usual order, here for the whole time."""
    first, last = register.name()
    email = register.email(first, last)
    has_email, has_phone = rng.random() < reachable, rng.random() < reachable - 0.05
    drink = pick_item(rng, "Coffee", "Coffee", "Tea")
    milk = rng.choice(("", "", "", "Oat Milk", "Oat Milk", "Almond Milk", "Skim Milk"))
    return Person(
        number=number,
        first=first,
        last=last,
        email=email if has_email else "",
        phone=register.phone() if has_phone or not has_email else "",
        ids=(hex_id(rng, 26),),
        first_on=stories.FIRST_DAY,
        last_on=stories.LAST_DAY,
        usual=drink.name,
        side=pick_item(rng, "Pastry").name if rng.random() < 0.45 else "",
        milk=milk if drink.has_milk else "",
    )


def _minute(rng: Random, weekday: int, is_afternoon: bool) -> int:
    """A time of day that people keep, on a five-minute grid."""
    if is_afternoon:
        return rng.randrange(NOON + 20, 16 * 60, 5) if weekday < SAT else rng.randrange(740, 810, 5)
    if weekday < SAT:
        return min(rng.randrange(430, 580, 5), rng.randrange(430, 620, 5))
    return rng.randrange(8 * 60 + 30, 11 * 60 + 20, 5)


def _rhythm(rng: Random, favourite: str) -> tuple[Slot, ...]:
    """The habits of somebody whose times fall into this barista's hours."""
    led = hours_led_by(favourite)
    visits, every_weeks = rng.choices(RHYTHMS, RHYTHM_WEIGHTS)[0]
    if visits == 5 and favourite in ("Maya", "Jonas"):
        minute = _minute(rng, MON, favourite == "Jonas")
        return tuple(Slot(day, minute, Place.HARBOR, 0.82) for day in range(MON, SAT))
    is_afternoon = rng.choice(led)[2]
    chosen = [hour for hour in led if hour[2] == is_afternoon]
    chosen = sorted(rng.sample(chosen, min(visits, len(chosen))), key=lambda hour: hour[1])
    minute = _minute(rng, chosen[0][1], is_afternoon)
    return tuple(
        Slot(
            weekday,
            minute if weekday < SAT else _minute(rng, weekday, is_afternoon),
            place,
            rng.uniform(0.72, 0.9),
            every_weeks,
        )
        for place, weekday, _ in chosen
    )


def _holidays(rng: Random) -> tuple[tuple[date, date], ...]:
    """Up to two absences of one to three weeks."""
    starts = (stories.FIRST_DAY + timedelta(days=rng.randrange(540)) for _ in range(2))
    spans = [(start, start + timedelta(days=rng.choice((6, 7, 9, 13, 20)))) for start in starts]
    return tuple(spans[: rng.choice((0, 1, 1, 2))])


def _lifetime(rng: Random, first_on: date) -> date:
    """The natural last day, by a constant leaving rate."""
    return first_on + timedelta(weeks=rng.expovariate(WEEKLY_LEAVING_RATE))


def _loyal(rng: Random, register: Register, number: int, favourite: str) -> Person:
    """A regular of this barista, arriving and leaving as people do."""
    is_old = rng.random() < 0.6
    first_on = stories.FIRST_DAY + timedelta(days=0 if is_old else rng.randrange(7, 480))
    last_on = min(_lifetime(rng, first_on), stories.LAST_DAY)
    leaves = last_on < stories.LAST_DAY
    return replace(
        _somebody(rng, register, number, 0.9),
        first_on=first_on,
        last_on=max(last_on, first_on + timedelta(weeks=6)),
        slots=_rhythm(rng, favourite),
        favourite=favourite,
        away=_holidays(rng),
        is_unhappy=rng.random() < (0.55 if leaves else 0.04),
    )


def _fans_of_maya(rng: Random, register: Register) -> list[Person]:
    """Her regulars: some left long before she did, some drift off after her, most stay."""
    fans = []
    for number in range(stories.MAYA_REGULARS + EARLIER_FANS_OF_MAYA):
        fan = _loyal(rng, register, number, "Maya")
        first_on = stories.FIRST_DAY + timedelta(days=rng.choice((0, 0, 0, rng.randrange(7, 220))))
        if number < stories.DRIFTING:
            last_on = stories.MAYA_LAST_DAY + timedelta(days=rng.randrange(2, 50))
            slots = tuple(replace(slot, every_weeks=1) for slot in fan.slots)
            change = {"part": Part.DRIFTS, "is_unhappy": rng.random() < 0.7, "slots": slots}
        elif number < stories.MAYA_REGULARS:
            last_on = min(_lifetime(rng, stories.MAYA_LAST_DAY), stories.LAST_DAY)
            change = {"part": Part.MAYAS, "is_unhappy": last_on < stories.LAST_DAY}
        else:
            last_on = first_on + timedelta(days=rng.randrange(40, 230))
            last_on = min(last_on, stories.MAYA_LAST_DAY - timedelta(weeks=10))
            change = {}
        away = tuple(
            span for span in fan.away if span[1] < date(2026, 2, 10) or span[0] > date(2026, 5, 20)
        )
        fans.append(replace(fan, first_on=first_on, last_on=last_on, away=away, **change))
    return fans


def _regulars_of_others(rng: Random, register: Register, number: int) -> list[Person]:
    """The regulars of the other baristas; nine of them stay away and come back in summer."""
    regulars = []
    for favourite, count in REGULARS_OF_OTHERS.items():
        for _ in range(count):
            regulars.append(_loyal(rng, register, number + len(regulars), favourite))
    lasting = [
        index
        for index, person in enumerate(regulars)
        if person.first_on < date(2025, 11, 1) and person.last_on == stories.LAST_DAY
    ]
    for index in rng.sample(lasting, stories.RETURNING):
        gone_on = date(2026, 3, 20) + timedelta(days=rng.randrange(35))
        back_on = gone_on + timedelta(days=rng.randrange(75, 116))
        regulars[index] = replace(
            regulars[index], part=Part.RETURNS, away=((gone_on, back_on),), is_unhappy=False
        )
    return regulars


def _occasional(rng: Random, register: Register, number: int) -> list[Person]:
    """One-timers, people who came a few times, and people who look in now and then."""
    kinds = (
        [(1, (1, 2))] * ONE_TIMERS
        + [(0, (5, 45))] * FEW_TIMERS
        + [(MANY_VISITS, (19, 60))] * NOW_AND_THEN
    )
    people = []
    for most, gap_days in kinds:
        span = 40 if rng.random() < (0.5 if most == MANY_VISITS else 0.1) else 545
        first_on = stories.FIRST_DAY + timedelta(days=rng.randrange(span))
        low = rng.randint(*gap_days) * 3 // 4
        people.append(
            replace(
                _somebody(rng, register, number + len(people), 0.75),
                first_on=first_on,
                last_on=min(_lifetime(rng, first_on), stories.LAST_DAY),
                gap_days=(max(low, 1), max(low * 5 // 3, 3)),
                most_visits=most or rng.randint(2, 5),
            )
        )
    for index in rng.sample(range(len(people)), INSTANT_PROFILES):
        people[index] = replace(people[index], first="", last="", email="", phone="")
    return people


def _with_dana(rng: Random, register: Register, people: list[Person]) -> list[Person]:
    """Make one of Ana's regulars Dana Whitfield, who has two profiles and one phone."""
    first, last = stories.DANA
    index = next(at for at, person in enumerate(people) if person.favourite == "Ana")
    dana = replace(
        people[index],
        first=first,
        last=last,
        email="dana.whitfield@example.com",
        second_email="dwhitfield.design@example.org",
        phone=register.phone(),
        ids=(people[index].ids[0], hex_id(rng, 26)),
        first_on=stories.FIRST_DAY,
        last_on=stories.LAST_DAY,
        slots=(Slot(MON, 790, Place.HARBOR, 0.86), Slot(THU, 485, Place.HARBOR, 0.9)),
        usual="Flat White",
        side="Cardamom Bun",
        milk="Oat Milk",
        away=(),
        part=Part.DANA,
        is_unhappy=False,
    )
    return [*people[:index], dana, *people[index + 1 :]]


def _with_okafors(rng: Random, register: Register, people: list[Person]) -> list[Person]:
    """Make two regulars and two occasional guests one household with one phone."""
    phone = register.phone()
    regulars = [at for at, person in enumerate(people) if person.favourite == "Priya"][:2]
    guests = [at for at, person in enumerate(people) if person.most_visits == MANY_VISITS][-2:]
    habits = {
        regulars[0]: (Slot(SAT, 745, Place.HARBOR, 0.88),),
        regulars[1]: (Slot(WED, 500, Place.HARBOR, 0.85), Slot(FRI, 500, Place.HARBOR, 0.6)),
    }
    people = list(people)
    for index, first in zip((*regulars, *guests), stories.OKAFORS, strict=True):
        people[index] = replace(
            people[index],
            first=first,
            last="Okafor",
            email=register.email(first, "Okafor"),
            phone=phone,
            first_on=min(people[index].first_on, date(2025, 8, 1)),
            last_on=stories.LAST_DAY,
            slots=habits.get(index, ()),
            part=Part.OKAFOR,
            is_unhappy=False,
        )
    return people


def make_people(rng: Random) -> tuple[list[Person], Register]:
    """Everybody with a profile at the till, and the register for the strangers to come."""
    phones = [f"+1{area}55501{end:02d}" for area in AREA_CODES for end in range(100)]
    register = Register(rng, words.FIRST_NAMES, words.LAST_NAMES, phones, PLANTED_NAMES)
    fans = _fans_of_maya(rng, register)
    others = _regulars_of_others(rng, register, len(fans))
    # Dana and the Okafors take the places of plain regulars.
    plain_first = sorted(others, key=lambda person: (person.part != Part.PLAIN, person.number))
    occasional = _occasional(rng, register, len(fans) + len(others))
    people = _with_dana(rng, register, [*fans, *plain_first, *occasional])
    return _with_okafors(rng, register, people), register
