"""The clients: who they are, how often they come, for what, to whom, and when they stop."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from sample_data.salon import stories, words
from sample_data.salon.place import FRI, SAT, THU, TUE, WED
from sample_data.shared.register import Register

WEEKLY_LEAVING_RATE = 0.0065
FEW_TIMERS, ONE_TIMERS = 62, 78
WALK_INS = 14
PLANTED_NAMES = frozenset({"Price", "Beynon"})


class Part(StrEnum):
    """The part a person plays in the planted stories."""

    PLAIN = "plain"
    STAYS = "stays after Imogen"
    DRIFTS = "drifts off after Imogen"
    HANNAH = "one of two with the same name"
    BEYNON = "a couple with one phone"
    MISTYPED = "mistyped at the till"


@dataclass(frozen=True)
class Habit:
    """A way of having one's hair done: what, instead now and then, and every how many weeks."""

    main: str
    other: str
    weeks: tuple[float, float]
    by: tuple[str, ...]


ROOTS = Habit("Root Tint & Blow-dry", "Cut & Finish", (4.2, 6.0), ("Nia", "Bex"))
HIGHLIGHTS = Habit("Half-head Highlights & Cut", "Toner & Blow-dry", (7.5, 10.0), ("Nia", "Bex"))
BALAYAGE = Habit("Balayage & Cut", "Cut & Finish", (9.0, 10.0), ("Nia", "Imogen"))
CUTS = Habit("Cut & Finish", "Blow-dry", (6.0, 9.5), ("Bex", "Nia"))
SHORT = Habit("Short Cut", "Dry Trim", (4.5, 6.0), ("Bex", "Rhys", "Dilys"))
TRIMS = Habit("Dry Trim", "Blow-dry", (5.0, 8.0), ("Dilys",))
MENS = Habit("Men's Cut", "Cut & Beard", (4.0, 6.0), ("Rhys", "Rhys", "Bex"))
BEARDS = Habit("Cut & Beard", "Beard Trim", (4.0, 4.6), ("Rhys",))
CHILDREN = Habit("Child's Cut", "Child's Cut", (6.0, 10.0), ("Dilys", "Rhys"))
OF_IMOGEN = Habit("Root Tint & Blow-dry", "Cut & Finish", (4.2, 5.6), ("Imogen",))
# How many clients have each habit.
HABITS = (
    (ROOTS, 52),
    (HIGHLIGHTS, 40),
    (BALAYAGE, 18),
    (CUTS, 62),
    (SHORT, 38),
    (TRIMS, 18),
    (MENS, 42),
    (BEARDS, 20),
    (CHILDREN, 12),
)


@dataclass(frozen=True)
class Person:
    """One client. Contacts at the till may differ from those given when booking."""

    number: int
    first: str
    last: str
    email: str
    phone: str
    till_email: str
    till_phone: str
    habit: Habit
    stylist: str
    weeks: float
    first_on: date
    last_on: date
    weekdays: tuple[int, ...]
    minute: int
    rebooks: float
    most_visits: int = 999
    is_walk_in: bool = False
    pays_online: bool = False
    likes_products: float = 0.1
    tips: float = 0.1
    part: Part = Part.PLAIN
    next_stylist: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def is_loyal(self) -> bool:
        """Whether this person keeps coming."""
        return self.most_visits > 3

    @property
    def is_known(self) -> bool:
        """Whether the till has an e-mail or a phone."""
        return bool(self.till_email or self.till_phone)

    def sees(self, day: date) -> str:
        """Whose client this is on that day."""
        return self.next_stylist if self.next_stylist and _is_after_imogen(day) else self.stylist


def _is_after_imogen(day: date) -> bool:
    return day > stories.IMOGEN_LAST_DAY


def _national(phone: str) -> str:
    """07700 900123."""
    return f"0{phone[3:7]} {phone[7:]}"


def _client(
    rng: Random, register: Register, number: int, habit: Habit, first_on: date, last_on: date
) -> Person:
    """A client with this habit, here for that time."""
    first, last = register.name()
    email, phone = register.email(first, last), register.phone()
    has_email, has_phone = rng.random() < 0.9, rng.random() < 0.93
    email, phone = email if has_email or not has_phone else "", phone if has_phone else ""
    chance = rng.random()
    till_email, till_phone = email, phone
    if email and phone and chance < 0.14:
        till_email = register.email(first, last)
    elif email and phone and chance < 0.24:
        till_email = ""
    elif email and phone and chance < 0.32:
        till_phone = ""
    stylist = rng.choice(habit.by)
    if first_on > stories.TOMASZ_FIRST_DAY and stylist in ("Nia", "Bex") and rng.random() < 0.6:
        stylist = "Tomasz"
    return Person(
        number=number,
        first=first,
        last=last,
        email=email,
        phone=phone,
        till_email=till_email,
        till_phone=_national(till_phone) if till_phone and rng.random() < 0.6 else till_phone,
        habit=habit,
        stylist=stylist,
        weeks=round(rng.uniform(*habit.weeks), 2),
        first_on=first_on,
        last_on=last_on,
        weekdays=tuple(rng.sample((TUE, WED, THU, FRI, SAT, SAT), 3)),
        minute=rng.choice((*range(540, 780, 30), *range(540, 1020, 15))),
        rebooks=rng.choice((0.1, 0.7, 0.8, 0.9, 0.95)),
        pays_online=rng.random() < 0.09,
        likes_products=rng.choice((0.04, 0.08, 0.12, 0.3)),
        tips=rng.choice((0.0, 0.05, 0.1, 0.4)),
        next_stylist=rng.choice(("Tomasz", "Tomasz", "Nia", "Bex")) if stylist == "Imogen" else "",
    )


def _life(rng: Random, first_on: date) -> date:
    """The natural last day, by a constant leaving rate."""
    last_on = first_on + timedelta(weeks=8 + rng.expovariate(WEEKLY_LEAVING_RATE))
    return min(last_on, stories.LAST_DAY)


def _loyal(rng: Random, register: Register, number: int, habit: Habit) -> Person:
    """Somebody who keeps coming, arriving and leaving as people do."""
    is_old = rng.random() < 0.64
    weeks = habit.weeks[1] if is_old else 72
    first_on = stories.FIRST_DAY + timedelta(days=rng.randrange(int(weeks * 7)))
    return _client(rng, register, number, habit, first_on, _life(rng, first_on))


def _imogens(rng: Random, register: Register, number: int) -> Person:
    """A regular of Imogen's: here before she leaves; some drift off after her, most stay."""
    first_on = stories.FIRST_DAY + timedelta(days=rng.randrange(45))
    person = _client(rng, register, number, OF_IMOGEN, first_on, stories.LAST_DAY)
    email = person.email or register.email(person.first, person.last)
    person = replace(person, email=email, pays_online=False, rebooks=0.9)
    if number < stories.DRIFTING:
        tries = number < stories.TRYING_ONCE
        return replace(
            person,
            part=Part.DRIFTS,
            last_on=stories.DRIFT_UNTIL if tries else stories.IMOGEN_LAST_DAY,
            next_stylist=rng.choice(("Nia", "Bex")),
        )
    last_on = _life(rng, stories.IMOGEN_LAST_DAY + timedelta(weeks=12))
    return replace(person, part=Part.STAYS, last_on=last_on)


def _passing(rng: Random, register: Register, number: int, most_visits: int) -> Person:
    """Somebody who comes once, or two or three times."""
    habit = rng.choices([habit for habit, _ in HABITS], [count for _, count in HABITS])[0]
    first_on = stories.FIRST_DAY + timedelta(days=rng.randrange(535))
    person = _client(rng, register, number, habit, first_on, stories.LAST_DAY)
    return replace(person, most_visits=most_visits, rebooks=0.1)


def _planted(rng: Random, register: Register, people: list[Person]) -> list[Person]:
    """Two who are called the same, a couple with one phone, and some whom the till mistyped."""
    people = list(people)
    plain = [
        at
        for at, person in enumerate(people)
        if person.part == Part.PLAIN
        and person.phone
        and not person.is_walk_in
        and not person.pays_online
    ]
    cuts = [at for at in plain if people[at].habit == CUTS and people[at].first_on.year == 2025]
    first, last = stories.HANNAHS
    for at, stem in zip(cuts[:2], ("hannah.price", "hprice.bristol"), strict=True):
        email = f"{stem}@example.org"
        people[at] = replace(
            people[at], first=first, last=last, email=email, till_email=email,
            till_phone=people[at].phone, last_on=stories.LAST_DAY, part=Part.HANNAH,
        )  # fmt: skip
    beards = next(at for at in plain if people[at].habit == BEARDS)
    phone = register.phone()
    for at, first in zip((cuts[2], beards), stories.BEYNONS, strict=True):
        email = register.email(first, "Beynon")
        people[at] = replace(
            people[at], first=first, last="Beynon", email=email, till_email=email, phone=phone,
            till_phone=phone, last_on=stories.LAST_DAY, part=Part.BEYNON,
        )  # fmt: skip
    mistyped = [
        at
        for at in plain
        if at not in (*cuts[:3], beards)
        and len(people[at].email) > 18
        and people[at].first_on < date(2025, 8, 1)
    ]
    for at in mistyped[: stories.MISTYPED]:
        stem, domain = people[at].email.split("@")
        swapped = f"{stem[:3]}{stem[4]}{stem[3]}{stem[5:]}@{domain}"
        people[at] = replace(
            people[at], till_email=swapped, till_phone="", part=Part.MISTYPED,
            last_on=stories.LAST_DAY,
        )  # fmt: skip
    return people


def make_people(rng: Random) -> tuple[list[Person], Register]:
    """Everybody with a name, and the register for those to come."""
    phones = [f"+447700900{end:03d}" for end in range(1000)]
    register = Register(rng, words.FIRST_NAMES, words.LAST_NAMES, phones, PLANTED_NAMES)
    people = [_imogens(rng, register, number) for number in range(stories.IMOGENS_REGULARS)]
    for habit, count in HABITS:
        people += [_loyal(rng, register, len(people) + at, habit) for at in range(count)]
    people += [
        _passing(rng, register, len(people) + at, rng.choice((2, 3))) for at in range(FEW_TIMERS)
    ]
    people += [_passing(rng, register, len(people) + at, 1) for at in range(ONE_TIMERS)]
    barbered = [at for at, person in enumerate(people) if person.habit in (MENS, BEARDS)]
    for at in barbered[:: len(barbered) // WALK_INS]:
        people[at] = replace(people[at], is_walk_in=True, pays_online=False)
    return _planted(rng, register, people), register
