"""Classes and tastings: when they are held, who holds them, and who comes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from sample_data.cafe import stories, words
from sample_data.cafe.people import MANY_VISITS, Person
from sample_data.cafe.place import SAT, THU, WED, is_closed
from sample_data.shared.calendar import days
from sample_data.shared.register import Register


@dataclass(frozen=True)
class Course:
    """Something to book: the weeks of the month it is held in, and how many usually come."""

    name: str
    host: str
    dollars: int
    weekday: int
    weeks: tuple[int, ...]
    starts: time
    minutes: int
    seats: tuple[int, int]


COURSES = (
    Course("Cupping & tasting", "Ana", 20, THU, (2, 4), time(17, 30), 60, (2, 4)),
    Course("Latte art class", "Maya", 45, SAT, (1, 3), time(15, 30), 90, (1, 3)),
    Course("Home brewing class", "Jonas", 55, WED, (3,), time(17, 30), 120, (1, 4)),
    Course("Roastery tour", "Priya", 15, SAT, (2,), time(13, 0), 45, (1, 3)),
)


@dataclass(frozen=True)
class Guest:
    """Who booked, as typed into the booking page."""

    first: str
    last: str
    email: str
    phone: str


@dataclass(frozen=True)
class Booking:
    """One seat in one session."""

    course: Course
    host: str
    starts_at: datetime
    guest: Guest
    booked_on: date
    booked_by: str
    is_paid: bool
    is_paid_online: bool
    note: str
    number: str

    @property
    def ends_at(self) -> datetime:
        """When the session is over."""
        return self.starts_at + timedelta(minutes=self.course.minutes)


def _host(course: Course, day: date) -> str:
    """Who holds it: Leo took Maya's classes over; nobody did while he had not started."""
    if course.host != "Maya" or day <= stories.MAYA_LAST_DAY:
        return course.host
    return "Leo" if day >= stories.LEO_FIRST_DAY else ""


def _sessions() -> list[tuple[date, Course]]:
    """Every session held or planned."""
    return [
        (day, course)
        for day in days(stories.FIRST_DAY, stories.LAST_BOOKING_DAY)
        for course in COURSES
        if day.weekday() == course.weekday
        and (day.day - 1) // 7 + 1 in course.weeks
        and not is_closed(day)
        and _host(course, day)
    ]


def _as_guest(rng: Random, register: Register, person: Person) -> Guest:
    """A customer who books: with the contacts at the till, a second e-mail, or no phone."""
    known = Guest(person.first, person.last, person.email, person.phone)
    chance = rng.random()
    if person.phone and person.email and chance < 0.2:
        return replace(known, email=register.email(person.first, person.last))
    return replace(known, phone="") if person.email and chance < 0.35 else known


def _stranger(rng: Random, register: Register) -> Guest:
    """Somebody the till has never seen."""
    first, last = register.name()
    phone = register.phone() if rng.random() < 0.7 else ""
    return Guest(first, last, register.email(first, last), phone)


def _book(rng: Random, course: Course, day: date, guest: Guest) -> Booking:
    """One booking, made up to five weeks before, before the last trading day."""
    booked_on = day - timedelta(days=rng.randrange(1, 36))
    is_online = rng.random() < 0.6
    return Booking(
        course=course,
        host=_host(course, day),
        starts_at=datetime.combine(day, course.starts),
        guest=guest,
        booked_on=min(booked_on, stories.LAST_DAY),
        booked_by="" if is_online else rng.choice(("Ana", "Jonas", "Priya")),
        is_paid=is_online or rng.random() < 0.7,
        is_paid_online=is_online and rng.random() < 0.8,
        note=rng.choice(words.CLASS_NOTES) if rng.random() < 0.2 else "",
        number=str(400_000_000 + rng.randrange(99_000_000)),
    )


def make_bookings(rng: Random, people: list[Person], register: Register) -> list[Booking]:
    """All bookings by their start; most guests are customers who are around at that time."""
    bookings, strangers, known_guests = [], [], {}
    for day, course in _sessions():
        around = [
            person
            for person in people
            if (person.email or person.phone)
            and person.first_on + timedelta(days=14) < day
            and min(day, stories.LAST_DAY) <= person.last_on
            and person.most_visits == MANY_VISITS
            and not person.is_away(day)
        ]
        weights = [3 if person.is_loyal else 1 for person in around]
        seats = rng.randint(*course.seats)
        chosen: dict[str, Guest] = {}
        while len(chosen) < seats:
            if around and rng.random() < 0.62:
                person = rng.choices(around, weights)[0]
                guest = known_guests.setdefault(person.number, _as_guest(rng, register, person))
            elif strangers and rng.random() < 0.25:
                guest = rng.choice(strangers)
            else:
                guest = _stranger(rng, register)
                strangers.append(guest)
            chosen[guest.email or guest.phone] = guest
        bookings += [_book(rng, course, day, guest) for guest in chosen.values()]
    return sorted(bookings, key=lambda booking: (booking.starts_at, booking.number))
