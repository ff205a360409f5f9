"""The café itself: its doors, its menu, and who stands behind the counter when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sample_data.cafe import stories

NOON = 12 * 60
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


class Place(StrEnum):
    """Where the café sells."""

    HARBOR = "Harbor Street"
    MARKET = "Market Hall"


@dataclass(frozen=True)
class Item:
    """One thing on the menu; `months` limits when it is sold, `rise` is the 2026 price step."""

    name: str
    category: str
    cents: int
    weight: int
    rise: int = 25
    months: tuple[int, ...] = tuple(range(1, 13))
    has_milk: bool = False

    def price(self, day: date) -> int:
        """Cents on that day: everything went up a little when the café reopened."""
        return self.cents + (self.rise if day >= stories.PRICES_UP_ON else 0)


WARM = (5, 6, 7, 8, 9)
MENU = (
    Item("Drip Coffee", "Coffee", 300, 30),
    Item("Latte", "Coffee", 475, 34, has_milk=True),
    Item("Cappuccino", "Coffee", 450, 24, has_milk=True),
    Item("Flat White", "Coffee", 450, 20, has_milk=True),
    Item("Cortado", "Coffee", 425, 16, has_milk=True),
    Item("Americano", "Coffee", 350, 16),
    Item("Espresso", "Coffee", 300, 9),
    Item("Pour Over", "Coffee", 500, 10),
    Item("Mocha", "Coffee", 525, 9, has_milk=True),
    Item("Cold Brew", "Coffee", 475, 16, months=(4, *WARM, 10)),
    Item("Iced Latte", "Coffee", 525, 16, has_milk=True, months=(*WARM, 10)),
    Item("Maple Latte", "Coffee", 550, 10, has_milk=True),
    Item("Pumpkin Latte", "Coffee", 575, 14, has_milk=True, months=(9, 10, 11)),
    Item("Earl Grey", "Tea", 325, 6),
    Item("Chai Latte", "Tea", 500, 12, has_milk=True),
    Item("Matcha Latte", "Tea", 575, 9, has_milk=True),
    Item("Mint Tea", "Tea", 325, 5),
    Item("Hot Chocolate", "Drinks", 450, 7, has_milk=True, months=(10, 11, 12, 1, 2, 3, 4)),
    Item("Lemonade", "Drinks", 375, 8, months=WARM),
    Item("Sparkling Water", "Drinks", 275, 4),
    Item("Butter Croissant", "Pastry", 375, 24),
    Item("Almond Croissant", "Pastry", 450, 16),
    Item("Cinnamon Roll", "Pastry", 450, 16),
    Item("Blueberry Muffin", "Pastry", 375, 16),
    Item("Cardamom Bun", "Pastry", 425, 12),
    Item("Lemon Loaf", "Pastry", 375, 9),
    Item("Oatmeal Cookie", "Pastry", 300, 10),
    Item("Avocado Toast", "Lunch", 950, 8, rise=50),
    Item("Egg Sandwich", "Lunch", 750, 12, rise=50),
    Item("Turkey Panini", "Lunch", 1050, 6, rise=50),
    Item("Tomato Soup", "Lunch", 700, 7, rise=50, months=(10, 11, 12, 1, 2, 3, 4)),
    Item("Lantern Blend 12oz", "Beans", 1700, 3, rise=100),
    Item("Ethiopia Guji 12oz", "Beans", 2000, 2, rise=100),
    Item("Enamel Mug", "None", 1600, 1, rise=0),
    Item("Dog Biscuit", "None", 100, 4, rise=0),
)
BY_NAME = {item.name: item for item in MENU}

HOURS = {
    Place.HARBOR: {**dict.fromkeys(range(MON, SUN), (420, 1020)), SUN: (480, 840)},
    Place.MARKET: dict.fromkeys((THU, FRI, SAT), (480, 900)),
}

# (morning, afternoon); in each, the first name is at the till, the second helps out.
ROSTER = {
    (Place.HARBOR, MON): (("Maya", "Jonas"), ("Ana", "Jonas")),
    (Place.HARBOR, TUE): (("Maya", "Tom"), ("Ana", "Tom")),
    (Place.HARBOR, WED): (("Priya", "Maya"), ("Jonas", "Priya")),
    (Place.HARBOR, THU): (("Ana", "Priya"), ("Jonas", "Priya")),
    (Place.HARBOR, FRI): (("Maya", "Ana"), ("Jonas", "Ana")),
    (Place.HARBOR, SAT): (("Maya", "Priya"), ("Priya", "Maya")),
    (Place.HARBOR, SUN): (("Jonas", "Ana"), ("Ana", "Jonas")),
    (Place.MARKET, THU): (("Tom",), ("Tom",)),
    (Place.MARKET, FRI): (("Tom",), ("Tom",)),
    (Place.MARKET, SAT): (("Tom",), ("Tom",)),
}


def is_closed(day: date) -> bool:
    """Whether neither door opens: a holiday or the renovation."""
    return day in stories.HOLIDAYS or stories.CLOSED_FROM <= day <= stories.CLOSED_UNTIL


def hours(place: Place, day: date) -> tuple[int, int] | None:
    """Opening and closing minute of the day, or None when the place is shut."""
    return None if is_closed(day) else HOURS[place].get(day.weekday())


def crew(place: Place, day: date, minute: int) -> tuple[str, ...]:
    """Who is behind the counter, the one at the till first; Leo takes over Maya's hours."""
    names = ROSTER[place, day.weekday()][minute >= NOON]
    if day <= stories.MAYA_LAST_DAY:
        return names
    if day < stories.LEO_FIRST_DAY:
        return tuple(name for name in names if name != "Maya")
    return tuple("Leo" if name == "Maya" else name for name in names)


def hours_led_by(name: str) -> list[tuple[Place, int, bool]]:
    """The (place, weekday, is afternoon) in which this person is at the till."""
    return [
        (place, weekday, bool(half))
        for (place, weekday), halves in ROSTER.items()
        for half, names in enumerate(halves)
        if names[0] == name
    ]


def menu_on(day: date) -> list[Item]:
    """What is sold on that day."""
    return [item for item in MENU if day.month in item.months]
