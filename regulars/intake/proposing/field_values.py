"""Whether the values of a column can be what a field asks for."""

from __future__ import annotations

from collections.abc import Callable

from regulars.intake.fields import Type, fields_with
from regulars.intake.proposing.shapes import Shape

__all__ = ["fit_values", "guess_by_values"]

NO = -2.0
# An empty column is taken only where no filled one will do.
NOTHING = -0.08
MONEY = fields_with(Type.MONEY)


def fit_values(field: str, shape: Shape) -> float:
    """What the values add to the header's score: up to 0.3; -2 where they rule the field out."""
    if shape.is_empty:
        # An id that is nowhere tells nothing apart.
        return -0.5 if field == "receipt_id" else NOTHING
    if field in MONEY:
        return _money(shape) - (0.7 if field == "tax" and _is_rate(shape) else 0.0)
    return FITS[field](shape)


def guess_by_values(field: str, shape: Shape) -> float:
    """How sure the values alone make us, where a header says nothing; 0 for most fields."""
    if field == "receipt_id" and shape["tight"] >= 0.9 and shape["digits"] >= 0.9:
        return 0.7 if shape["number"] < 0.5 and shape["letters"] >= 0.5 else 0.0
    if field == "email" and shape["email"] >= 0.7:
        return 0.5
    if field == "phone" and shape["dialled"] >= 0.7:
        return 0.4
    if field == "date" and shape["day"] >= 0.9:
        return 0.35
    if field == "time" and shape["clock"] >= 0.9:
        return 0.35
    return 0.0


def _date(shape: Shape) -> float:
    # When it took place is known of every row; when it was answered or paid is not.
    return 0.3 - 0.6 * (1 - shape.filled) if shape["day"] >= 0.7 else NO


def _time(shape: Shape) -> float:
    if shape["clock"] >= 0.7:
        return 0.3
    return 0.1 if shape["dotted_clock"] >= 0.95 else NO


def _email(shape: Shape) -> float:
    if shape["email"] >= 0.3:
        return 0.3
    # A form that nobody signed in to says "anonymous" all the way down.
    return -0.35 if shape["letters"] >= 0.9 and shape["yes_no"] < 0.5 else NO


def _phone(shape: Shape) -> float:
    if shape["phone"] >= 0.5:
        return 0.2 if shape["dialled"] < 0.5 else 0.3
    return -0.6


def _customer_id(shape: Shape) -> float:
    if shape["email"] > 0.5 or shape["day"] > 0.5 or shape["money"] > 0.5:
        return NO
    if shape["person"] > 0.5 or _is_switch(shape):
        return -0.7
    return 0.15 if shape["tight"] >= 0.7 else 0.0


def _name(shape: Shape) -> float:
    if shape["number"] >= 0.5 or shape["day"] > 0.3 or shape["clock"] > 0.3:
        return NO
    if _is_switch(shape) or shape["email"] > 0.5:
        return -0.7
    if shape["tight"] > 0.6:
        return -0.5
    if shape.words > 6:
        return -0.6
    if shape.distinct == 1 and shape.count > 2:
        # The same on every row: the shop rather than its guests.
        return -0.25
    return 0.25 if shape["person"] >= 0.5 else 0.12 if shape["name"] >= 0.5 else 0.0


def _card(shape: Shape) -> float:
    if shape["masked"] > 0.3:
        return NO
    if shape["money"] > 0.5 or shape["day"] > 0.5 or shape["name"] > 0.5 or shape["ten"] > 0.7:
        return NO
    return 0.15 if shape["tight"] >= 0.6 else -0.5


def _receipt_id(shape: Shape) -> float:
    if max(shape[mark] for mark in ("money", "day", "clock", "email", "percent")) > 0.5:
        return NO
    if _is_switch(shape) or shape["person"] > 0.5:
        return -0.8
    if shape.distinct == 1 and shape.count > 5:
        return -0.3
    # A number that many rows lack tells them apart badly.
    lacking = 0.5 * (1 - shape.filled) if shape.filled < 0.7 else 0.0
    return (0.15 if shape["digits"] >= 0.7 else -0.3) - lacking


def _item(shape: Shape) -> float:
    if max(shape[mark] for mark in ("day", "clock", "email", "link")) > 0.5:
        return NO
    if shape["number"] >= 0.6 or _is_switch(shape):
        return -0.8
    if shape["status"] >= 0.6:
        return -0.5
    return 0.12 if shape["letters"] >= 0.6 else -0.2


def _category(shape: Shape) -> float:
    if max(shape[mark] for mark in ("day", "clock", "email", "link")) > 0.5:
        return NO
    if shape["number"] >= 0.6 or _is_switch(shape):
        return -0.6
    if shape["status"] >= 0.6:
        return -0.3
    if shape.words > 6 or (shape.count > 8 and shape.lasting == 1):
        return -0.3
    return 0.1 if shape["letters"] >= 0.6 else 0.0


def _quantity(shape: Shape) -> float:
    if shape["number"] < 0.7 or shape["percent"] > 0.3:
        return NO
    if shape["currency"] > 0.3 or shape.highest > 10_000:
        return -0.6
    return 0.2 if shape["whole"] >= 0.7 else 0.12


def _money(shape: Shape) -> float:
    if shape["number"] < 0.7 or shape["percent"] > 0.3:
        return NO
    return 0.3 if shape["money"] >= 0.3 else 0.2


def _is_rate(shape: Shape) -> bool:
    """Whether it says 19 and 7 again and again: the rate rather than the tax."""
    few = shape.distinct <= 3 and shape.count >= 3 and shape.lasting < 1
    return few and shape["money"] == 0 and 4 <= shape.highest <= 30


def _status(shape: Shape) -> float:
    if shape["day"] > 0.5 or shape["email"] > 0.5:
        return NO
    if shape["number"] >= 0.6:
        return -0.8
    if shape["status"] >= 0.5:
        return 0.35
    if _is_switch(shape):
        return -0.05
    if shape["region"] >= 0.8:
        # "TX" is another kind of state.
        return -0.7
    return -0.5 if shape.distinct > 12 and shape.lasting > 0.5 else 0.0


def _staff(shape: Shape) -> float:
    if shape["day"] > 0.3 or shape["clock"] > 0.3 or shape["money"] > 0.5:
        return NO
    if shape["number"] >= 0.6 or _is_switch(shape):
        return -0.6
    if shape["status"] >= 0.6 or shape["email"] >= 0.6:
        return -0.4
    return 0.12 if shape["name"] >= 0.5 else 0.0


def _place(shape: Shape) -> float:
    if shape["day"] > 0.3 or shape["clock"] > 0.3 or shape["money"] > 0.5 or shape["email"] > 0.3:
        return NO
    if shape["number"] >= 0.6 or _is_switch(shape):
        return -0.6
    if shape["link"] > 0.5 or shape["region"] >= 0.8 or (shape.count > 8 and shape.lasting > 0.95):
        return -0.3
    # The same few places come again and again.
    return (0.12 if shape.lasting < 0.7 else 0.08) if shape["letters"] >= 0.6 else 0.0


def _consent(shape: Shape) -> float:
    if shape["consent"] >= 0.7:
        return 0.3
    return 0.2 if shape["yes_no"] + shape["consent"] >= 0.8 and shape.distinct <= 4 else NO


def _is_switch(shape: Shape) -> bool:
    """Whether it only says yes and no."""
    return shape["yes_no"] >= 0.9 and shape.distinct <= 3


FITS: dict[str, Callable[[Shape], float]] = {
    "date": _date,
    "time": _time,
    "customer_id": _customer_id,
    "customer_name": _name,
    "first": _name,
    "last": _name,
    "email": _email,
    "phone": _phone,
    "card": _card,
    "may_email": _consent,
    "may_text": _consent,
    "receipt_id": _receipt_id,
    "item": _item,
    "category": _category,
    "quantity": _quantity,
    "status": _status,
    "staff": _staff,
    "location": _place,
    "channel": _place,
}
