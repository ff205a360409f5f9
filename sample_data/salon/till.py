"""What the till rang up: services and products, walk-ins, refunds, and what was cancelled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from sample_data.salon import stories, words
from sample_data.salon.diary import Appointment, Fate
from sample_data.salon.people import BEARDS, MENS, Person
from sample_data.salon.place import (
    BY_NAME,
    DESK,
    PRODUCTS,
    ROSTER,
    SERVICES,
    Product,
    Service,
    hours,
    works,
)  # fmt: skip
from sample_data.shared.calendar import days

WALK_INS = {1: 0.9, 2: 1.1, 3: 1.3, 4: 1.7, 5: 2.9}
WALK_IN_SERVICES = ("Men's Cut", "Men's Cut", "Men's Cut", "Beard Trim", "Dry Trim", "Child's Cut")
SHELF_SALES = {1: 0.5, 2: 0.6, 3: 0.8, 4: 1.0, 5: 1.5}
KNOWN_AT_SHELF = 0.45
DISCOUNT_RATE = 0.03
TIPS = (200, 300, 500, 500, 1000)
TIP = "Tip"


@dataclass(frozen=True)
class Line:
    """One line of a receipt; pence."""

    item: str
    category: str
    variant: str
    sku: str
    quantity: int
    gross: int
    discount: int = 0
    cost: int = 0

    @property
    def net(self) -> int:
        """What is left after the discount."""
        return self.gross - self.discount


@dataclass(frozen=True)
class Receipt:
    """A sale or a refund; `about` is the appointment that it paid for."""

    at: datetime
    number: str
    person: Person | None
    cashier: str
    lines: tuple[Line, ...]
    about: Appointment | None = None
    is_refund: bool = False
    is_cancelled: bool = False
    comment: str = ""
    called: str = ""

    @property
    def day(self) -> date:
        """The trading day."""
        return self.at.date()


def _sku(name: str) -> str:
    names = [service.name for service in SERVICES] + [product.name for product in PRODUCTS]
    return str(10_001 + names.index(name))


def _service_line(rng: Random, service: Service, day: date) -> Line:
    pence = service.price(day) * 100
    discount = round(pence * 0.1) if rng.random() < DISCOUNT_RATE else 0
    return Line(service.name, service.category, "", _sku(service.name), 1, pence, discount)


def _product_line(product: Product, quantity: int) -> Line:
    return Line(
        product.name,
        "Products",
        product.variant,
        _sku(product.name),
        quantity,
        product.pence * quantity,
        cost=product.cost * quantity,
    )


def _pick_product(rng: Random, *, is_barber: bool) -> Product:
    """Something from the shelf; at the barber's chair it is clay and oil."""
    shelf = [item for item in PRODUCTS if not is_barber or item.name in ("Matte Clay", "Beard Oil")]
    return rng.choices(shelf, [item.weight for item in shelf])[0]


def _paid_for(rng: Random, made: Appointment) -> Receipt:
    """The receipt after an appointment, or of somebody known who came without one."""
    person, lines = made.person, [_service_line(rng, made.service, made.day)]
    if rng.random() < person.likes_products:
        is_barber = made.service.category == "Barbering"
        lines.append(_product_line(_pick_product(rng, is_barber=is_barber), 1))
    if rng.random() < person.tips:
        lines.append(Line(TIP, "", "", "10900", 1, rng.choice(TIPS)))
    is_desk = made.stylist != DESK and works(DESK, made.day) and rng.random() < 0.4
    return Receipt(
        at=made.ends_at + timedelta(minutes=rng.randint(1, 9)),
        number="",
        person=person,
        cashier=DESK if is_desk and made.is_booked else made.stylist,
        lines=tuple(lines),
        about=made,
        comment=rng.choice(words.TILL_NOTES) if rng.random() < 0.006 else "",
    )


def _count(rng: Random, mean: float) -> int:
    """A small number around the mean."""
    return sum(rng.random() < mean / 4 for _ in range(4))


def _some_minute(rng: Random, day: date) -> datetime:
    opens, closes = hours(day) or (0, 0)
    minute = rng.randrange(opens + 20, closes - 5)
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _walk_ins(rng: Random, day: date) -> Iterator[Receipt]:
    """People whom nobody asked for a name."""
    for _ in range(_count(rng, WALK_INS[day.weekday()])):
        service = BY_NAME[rng.choice(WALK_IN_SERVICES)]
        crew = [name for name in ("Rhys", "Bex", "Tomasz", "Dilys") if works(name, day)]
        line = _service_line(rng, service, day)
        yield Receipt(_some_minute(rng, day), "", None, rng.choice(crew), (line,))


def _shelf_sales(rng: Random, day: date, around: list[Person]) -> Iterator[Receipt]:
    """Somebody comes for a bottle only."""
    for _ in range(_count(rng, SHELF_SALES[day.weekday()])):
        person = rng.choice(around) if around and rng.random() < KNOWN_AT_SHELF else None
        is_barber = person is not None and person.habit in (MENS, BEARDS)
        product = _pick_product(rng, is_barber=is_barber)
        line = _product_line(product, 2 if rng.random() < 0.1 else 1)
        crew = [name for name in ROSTER if works(name, day)]
        cashier = DESK if DESK in crew and rng.random() < 0.8 else rng.choice(crew)
        yield Receipt(_some_minute(rng, day), "", person, cashier, (line,))


def _around(kept: list[Appointment], day: date) -> list[Person]:
    """Who was here within two months before."""
    return [
        made.person
        for made in kept
        if 6 <= (day - made.day).days <= 60 and made.person.is_loyal and made.person.is_known
    ]


def _refund(rng: Random, sale: Receipt) -> Receipt:
    """A bottle brought back within two weeks."""
    line = next(line for line in sale.lines if line.category == "Products")
    later = [sale.day + timedelta(days=step) for step in range(1, 15)]
    day = next(day for day in later if hours(day) and works(DESK, day))
    back = replace(line, quantity=-line.quantity, gross=-line.gross, discount=0, cost=-line.cost)
    return Receipt(
        _some_minute(rng, day), "", sale.person, DESK, (back,), is_refund=True,
        comment=f"refund of {sale.number}",
    )  # fmt: skip


def _numbered(receipts: list[Receipt]) -> list[Receipt]:
    """In the order in which they were rung up, with the till's own numbers."""
    in_order = sorted(receipts, key=lambda receipt: (receipt.at, receipt.cashier))
    return [
        replace(receipt, number=f"1-{place}") for place, receipt in enumerate(in_order, start=1001)
    ]


def make_receipts(
    rng: Random, appointments: list[Appointment], name_only: list[str]
) -> list[Receipt]:
    """All receipts, in the order in which they were rung up."""
    kept = [made for made in appointments if made.fate == Fate.KEPT]
    receipts = [
        _paid_for(rng, made) for made in kept if not (made.is_booked and made.person.pays_online)
    ]
    for day in days(stories.FIRST_DAY, stories.LAST_DAY):
        if hours(day):
            receipts += [*_walk_ins(rng, day), *_shelf_sales(rng, day, _around(kept, day))]
    receipts = _numbered(receipts)
    nameless = [at for at, receipt in enumerate(receipts) if receipt.person is None]
    for at, name in zip(rng.sample(nameless, 2 * len(name_only)), 2 * name_only, strict=True):
        receipts[at] = replace(receipts[at], called=name)
    for at in rng.sample(
        nameless, stories.REJECTS[stories.RECEIPTS_FILE][stories.CANCELLED_RECEIPT]
    ):
        receipts[at] = replace(receipts[at], is_cancelled=True, comment="rung up twice")
    with_products = [
        receipt
        for receipt in receipts
        if receipt.day < date(2026, 10, 14)
        and any(line.category == "Products" for line in receipt.lines)
    ]
    refunds = [_refund(rng, sale) for sale in rng.sample(with_products, stories.REFUND_LINES)]
    return _numbered(receipts + refunds)
