"""The salon itself: its hours, its team, what it does and sells, and for how much."""

from dataclasses import dataclass
from datetime import date

from sample_data.salon import stories

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
NAME = "Quince & Comb"
ZONE = "Europe/London"

# Opening and closing minute by weekday.
HOURS = {
    TUE: (540, 1080),
    WED: (540, 1080),
    THU: (600, 1200),
    FRI: (540, 1080),
    SAT: (510, 990),
}

ROSTER = {
    "Nia": (TUE, WED, THU, FRI),
    "Imogen": (TUE, THU, FRI, SAT),
    "Rhys": (WED, THU, FRI, SAT),
    "Bex": (TUE, WED, FRI, SAT),
    "Dilys": (TUE, WED, THU, FRI, SAT),
    "Tomasz": (TUE, THU, FRI, SAT),
}
DESK = "Dilys"


@dataclass(frozen=True)
class Service:
    """Something that is done to hair; `rise` is the step in price at the new year."""

    name: str
    category: str
    pounds: int
    minutes: int
    rise: int = 3
    deposit: int = 0

    def price(self, day: date) -> int:
        """Pounds on that day."""
        return self.pounds + (self.rise if day >= stories.PRICES_UP_ON else 0)


SERVICES = (
    Service("Cut & Finish", "Cuts", 54, 60),
    Service("Short Cut", "Cuts", 42, 45),
    Service("Dry Trim", "Cuts", 34, 30),
    Service("Child's Cut", "Cuts", 19, 30, rise=1),
    Service("Root Tint & Blow-dry", "Colour", 72, 105, rise=4),
    Service("Half-head Highlights & Cut", "Colour", 118, 150, rise=6, deposit=20),
    Service("Balayage & Cut", "Colour", 158, 180, rise=8, deposit=30),
    Service("Toner & Blow-dry", "Colour", 46, 60),
    Service("Blow-dry", "Styling", 32, 45, rise=2),
    Service("Men's Cut", "Barbering", 28, 30, rise=2),
    Service("Cut & Beard", "Barbering", 39, 45, rise=2),
    Service("Beard Trim", "Barbering", 16, 30, rise=1),
)
BY_NAME = {service.name: service for service in SERVICES}


@dataclass(frozen=True)
class Product:
    """Something on the shelf; pence."""

    name: str
    variant: str
    pence: int
    cost: int
    weight: int


PRODUCTS = (
    Product("Oat Shampoo", "250 ml", 1450, 720, 14),
    Product("Oat Conditioner", "250 ml", 1550, 760, 11),
    Product("Violet Shampoo", "250 ml", 1700, 810, 8),
    Product("Curl Cream", "200 ml", 1850, 900, 7),
    Product("Sea Salt Spray", "150 ml", 1400, 640, 8),
    Product("Heat Mist", "150 ml", 1550, 700, 7),
    Product("Matte Clay", "75 ml", 1300, 560, 9),
    Product("Beard Oil", "30 ml", 1500, 610, 7),
    Product("Hair Oil", "50 ml", 2200, 1040, 5),
    Product("Bristle Brush", "", 2400, 1150, 2),
    Product("Silk Scrunchie", "", 600, 210, 6),
    Product("Wide Comb", "", 450, 130, 4),
)


def is_closed(day: date) -> bool:
    """Whether the salon is shut on a day on which it usually opens."""
    return day in stories.HOLIDAYS or stories.CLOSED_FROM <= day <= stories.CLOSED_UNTIL


def hours(day: date) -> tuple[int, int] | None:
    """Opening and closing minute of the day, or None when it is shut."""
    return None if is_closed(day) else HOURS.get(day.weekday())


def works(name: str, day: date) -> bool:
    """Whether this colleague is in on that day."""
    if hours(day) is None or day.weekday() not in ROSTER[name]:
        return False
    if name == "Imogen":
        return day <= stories.IMOGEN_LAST_DAY
    return name != "Tomasz" or day >= stories.TOMASZ_FIRST_DAY
