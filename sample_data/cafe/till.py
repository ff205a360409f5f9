"""What the till rang up: visits become receipts, receipts become lines, some come back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from sample_data.cafe import stories
from sample_data.cafe.people import Part, Person, hex_id
from sample_data.cafe.place import BY_NAME, Item, Place, crew, hours, menu_on
from sample_data.shared.calendar import days

WALK_INS = {
    Place.HARBOR: (7.7, 7.7, 8.2, 8.5, 10.2, 12.6, 9.8),
    Place.MARKET: (0, 0, 0, 3.6, 4.5, 6.3),
}
SEASON = (0.8, 0.85, 0.95, 0.95, 1.0, 1.1, 1.25, 1.25, 1.05, 1.0, 0.95, 1.05)
MILK_CENTS = {"Oat Milk": 75, "Almond Milk": 75}
REFUND_NOTES = ("Accidental Charge", "Wrong item", "Made wrong", "Returned Goods", "Sold out")


@dataclass(frozen=True)
class Visit:
    """Somebody at a counter; a walk-in has no person."""

    at: datetime
    place: Place
    person: Person | None


@dataclass(frozen=True)
class Line:
    """One item on a receipt; money in cents, all negative on a refund."""

    item: Item
    quantity: int
    milk: str
    gross: int
    discount: int

    @property
    def net(self) -> int:
        """What is left after the discount."""
        return self.gross - self.discount

    @property
    def tax(self) -> int:
        """Maine taxes prepared food at 8 %, a bag of beans not at all."""
        return 0 if self.item.category == "Beans" else round(self.net * 0.08)


@dataclass(frozen=True)
class Receipt:
    """A sale or a refund."""

    visit: Visit
    customer_id: str
    employee: str
    transaction_id: str
    lines: tuple[Line, ...]
    is_refund: bool = False
    note: str = ""

    @property
    def day(self) -> date:
        """The trading day."""
        return self.visit.at.date()

    @property
    def cents(self) -> int:
        """What was paid, tax included."""
        return sum(line.net + line.tax for line in self.lines)


def _at(rng: Random, day: date, minute: float) -> datetime:
    """That minute of that day, to a random second."""
    return datetime.combine(day, time()) + timedelta(minutes=int(minute), seconds=rng.randrange(60))


def _busy_minute(rng: Random, place: Place, day: date) -> int:
    """A minute within opening hours, when cafés are busy."""
    opens, closes = hours(place, day)
    while True:
        centre, spread = rng.choices(
            ((510, 38), (630, 60), (760, 35), (880, 70)), (45, 25, 18, 12)
        )[0]
        minute = round(rng.gauss(centre, spread))
        if opens + 2 <= minute < closes - 3:
            return minute


def _kept_minute(rng: Random, minute: int, place: Place, day: date) -> float:
    """About the usual minute, but not before opening or after closing."""
    opens, closes = hours(place, day)
    return min(max(minute + max(-18, min(18, rng.gauss(0, 7))), opens + 1), closes - 4)


def _habit_visits(rng: Random, person: Person) -> Iterator[Visit]:
    """The visits of somebody with a rhythm, and now and then one out of rhythm."""
    for day in days(person.first_on, person.last_on):
        if person.is_away(day):
            continue
        keen = 0.55 if person.part == Part.DRIFTS and day > stories.MAYA_LAST_DAY else 1.0
        slots = [slot for slot in person.slots if slot.weekday == day.weekday()]
        for slot in slots:
            is_week = (day.toordinal() // 7 + person.number) % slot.every_weeks == 0
            if hours(slot.place, day) and is_week and rng.random() < slot.chance * keen:
                minute = _kept_minute(rng, slot.minute, slot.place, day)
                yield Visit(_at(rng, day, minute), slot.place, person)
        if not slots and hours(Place.HARBOR, day) and rng.random() < 0.012 * keen:
            yield Visit(_at(rng, day, _busy_minute(rng, Place.HARBOR, day)), Place.HARBOR, person)


def _chance_visits(rng: Random, person: Person) -> Iterator[Visit]:
    """The visits of somebody without a rhythm."""
    day, made = person.first_on, 0
    while day <= person.last_on and made < person.most_visits:
        if hours(Place.HARBOR, day):
            is_market = hours(Place.MARKET, day) is not None and rng.random() < 0.2
            place = Place.MARKET if is_market else Place.HARBOR
            yield Visit(_at(rng, day, _busy_minute(rng, place, day)), place, person)
            made += 1
            day += timedelta(days=rng.randint(*person.gap_days))
        else:
            day += timedelta(days=1)


def _walk_ins(rng: Random, day: date) -> Iterator[Visit]:
    """The guests of one day whom nobody can name."""
    for place, means in WALK_INS.items():
        if hours(place, day):
            mean = means[day.weekday()] * SEASON[day.month - 1]
            for _ in range(max(0, round(rng.gauss(mean, mean**0.5)))):
                yield Visit(_at(rng, day, _busy_minute(rng, place, day)), place, None)


def _server(rng: Random, visit: Visit) -> str:
    """Who takes the order: the favourite if there, mostly the one at the till otherwise."""
    names = crew(visit.place, visit.at.date(), visit.at.hour * 60 + visit.at.minute)
    favourite = visit.person.favourite if visit.person else ""
    if favourite in names and rng.random() < 0.87:
        return favourite
    return names[0] if len(names) == 1 or rng.random() < 0.6 else names[1]


def _ring_up(rng: Random, item: Item, milk: str, day: date) -> Line:
    """One item at that day's price; now and then two of it, or a tenth off."""
    quantity = 2 if rng.random() < 0.04 else 1
    milk = milk if item.has_milk else ""
    gross = quantity * (item.price(day) + MILK_CENTS.get(milk, 0))
    return Line(item, quantity, milk, gross, round(gross * 0.1) if rng.random() < 0.02 else 0)


def _order(rng: Random, visit: Visit) -> tuple[Line, ...]:
    """What is ordered: usually the usual."""
    day, person = visit.at.date(), visit.person
    menu = menu_on(day)
    weights = [item.weight for item in menu]
    items, milk = [], rng.choice(("", "", "Oat Milk"))
    if person:
        milk = person.milk
        if rng.random() < (0.8 if person.is_loyal else 0.5):
            items.append(BY_NAME[person.usual])
        if person.side and rng.random() < 0.72:
            items.append(BY_NAME[person.side])
    if not items or rng.random() < (0.3 if person else 0.6):
        items.append(rng.choices(menu, weights)[0])
    if rng.random() < 0.3:
        items.append(rng.choices(menu, weights)[0])
    return tuple(_ring_up(rng, item, milk, day) for item in dict.fromkeys(items))


def _customer_id(rng: Random, visit: Visit) -> str:
    """The profile the till recognised; Dana's second one appears in December 2025."""
    if visit.person is None:
        return ""
    ids = visit.person.ids
    is_late = visit.at.date() >= date(2025, 12, 1)
    return ids[1] if len(ids) > 1 and is_late and rng.random() < 0.6 else ids[0]


def _refund(rng: Random, sale: Receipt) -> Receipt:
    """Money back for one line, within the hour or the next day at the same counter."""
    next_day = sale.day + timedelta(days=1)
    is_next_day = hours(sale.visit.place, next_day) and rng.random() < 0.3
    day = next_day if is_next_day and next_day <= stories.LAST_DAY else sale.day
    _, closes = hours(sale.visit.place, day)
    minute = sale.visit.at.hour * 60 + sale.visit.at.minute + rng.randint(4, 55)
    visit = replace(sale.visit, at=_at(rng, day, min(minute, closes - 1)))
    line = rng.choice(sale.lines)
    each, off = line.gross // line.quantity, line.discount // line.quantity
    return Receipt(
        visit=visit,
        customer_id=sale.customer_id,
        employee=_server(rng, visit),
        transaction_id=hex_id(rng, 26),
        lines=(replace(line, quantity=-1, gross=-each, discount=-off),),
        is_refund=True,
        note=rng.choice(REFUND_NOTES),
    )


def make_receipt(rng: Random, visit: Visit) -> Receipt:
    """The sale that this visit was."""
    return Receipt(
        visit=visit,
        customer_id=_customer_id(rng, visit),
        employee=_server(rng, visit),
        transaction_id=hex_id(rng, 26),
        lines=_order(rng, visit),
    )


def make_receipts(rng: Random, people: list[Person]) -> list[Receipt]:
    """All sales and refunds, in the order in which they happened."""
    visits = []
    for person in people:
        visits += (_habit_visits if person.is_loyal else _chance_visits)(rng, person)
    for day in days(stories.FIRST_DAY, stories.LAST_DAY):
        visits += _walk_ins(rng, day)
    visits.sort(key=lambda visit: (visit.at, visit.place))
    sales = [make_receipt(rng, visit) for visit in visits]
    refunds = [_refund(rng, sale) for sale in rng.sample(sales, stories.REFUND_LINES)]
    return sorted(sales + refunds, key=lambda receipt: (receipt.visit.at, receipt.transaction_id))
