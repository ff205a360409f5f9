"""What an export may tell: the kinds of rows, and the fields that its columns may be.

They stand here once. The command line, the form on Imports, docs/formats.md and the proposals for
an export that nobody knows are derived from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

__all__ = [
    "FIELDS",
    "KINDS",
    "UNASKED",
    "Field",
    "Kind",
    "Type",
    "asked_fields",
    "fields_of",
    "fields_with",
]


@dataclass(frozen=True)
class Kind:
    """What the rows of an export are.

    Attributes:
        name: as the command line and a format's header say it.
        title: in words, for the form.
        table: where they are kept, in the schema ``exports``.
        moment: the column of that table that says when it happened; None for none.
    """

    name: str
    title: str
    table: str
    moment: str | None


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("sales", "Sales: what was bought", "receipt_line", "sold_at"),
            Kind("customers", "Customers: a list of people", "customer_record", None),
            Kind("visits", "Appointments or visits", "appointment", "starts_at"),
            Kind("satisfaction", "Answers to a survey, or reviews", "response", "responded_at"),
        )
    }
)


class Type(Enum):
    """What the cells of a field hold."""

    DAY = "a day, or a day and a time"
    TIME = "a time of day"
    PERSON = "who it was: an id, a name or a contact"
    CONSENT = "yes or no"
    ID = "a number or code"
    TEXT = "words"
    QUANTITY = "how many"
    MONEY = "an amount of money"
    ANSWERS = "what people answered: it may be several columns, each a question"


@dataclass(frozen=True)
class Field:
    """One thing that a column may say.

    Attributes:
        name: as the command line and the headers of queries/exports/ say it.
        title: in words, for the form.
        type: what its cells hold.
        places: kind -> its place in the form on Imports; UNASKED where it is understood, but not
            asked for.
    """

    name: str
    title: str
    type: Type
    places: Mapping[str, int]


UNASKED = 0


def _field(name: str, title: str, cells: Type, **places: int) -> Field:
    return Field(name, title, cells, MappingProxyType(places))


_FIELDS = (
    _field("date", "Day", Type.DAY, sales=1, visits=1, satisfaction=1),
    _field("time", "Time", Type.TIME, sales=2, visits=2, satisfaction=2),
    _field(
        "customer_id",
        "Customer number",
        Type.PERSON,
        sales=9,
        customers=4,
        visits=6,
        satisfaction=8,
    ),
    _field(
        "customer_name",
        "Customer's name",
        Type.PERSON,
        sales=8,
        customers=1,
        visits=3,
        satisfaction=5,
    ),
    _field("email", "E-mail", Type.PERSON, sales=10, customers=2, visits=4, satisfaction=6),
    _field("phone", "Phone", Type.PERSON, sales=11, customers=3, visits=5, satisfaction=7),
    _field(
        "card", "Loyalty card", Type.PERSON, sales=12, customers=5, visits=13, satisfaction=UNASKED
    ),
    _field("may_email", "May be written to", Type.CONSENT, customers=6),
    _field("may_text", "May be texted", Type.CONSENT, customers=7),
    _field(
        "receipt_id", "Receipt or booking number", Type.ID, sales=7, visits=12, satisfaction=UNASKED
    ),
    _field("item", "What they had", Type.TEXT, sales=5, visits=7, satisfaction=UNASKED),
    _field("category", "Category", Type.TEXT, sales=13, visits=UNASKED),
    _field("quantity", "Quantity", Type.QUANTITY, sales=6),
    _field("net", "Amount paid", Type.MONEY, sales=3, visits=8),
    _field("gross", "Amount before discounts", Type.MONEY, sales=4, visits=UNASKED),
    _field("discount", "Discount", Type.MONEY, sales=14, visits=UNASKED),
    _field("tax", "Tax", Type.MONEY, sales=15, visits=UNASKED),
    _field("tip", "Tip", Type.MONEY, sales=16, visits=UNASKED),
    _field("status", "Status", Type.TEXT, sales=17, visits=9),
    _field("staff", "Who served", Type.TEXT, sales=18, visits=10, satisfaction=9),
    _field("location", "Place", Type.TEXT, sales=19, visits=11, satisfaction=10),
    _field("channel", "Channel", Type.TEXT, sales=20, visits=UNASKED, satisfaction=UNASKED),
    _field("score", "Scores", Type.ANSWERS, satisfaction=3),
    _field("comment", "Comments", Type.ANSWERS, satisfaction=4),
)
FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _FIELDS})


def fields_with(*types: Type) -> tuple[str, ...]:
    """The names of the fields whose cells hold one of these."""
    return tuple(name for name, field in FIELDS.items() if field.type in types)


def fields_of(kind: str) -> tuple[str, ...]:
    """The names of the fields that rows of a kind may have."""
    return tuple(name for name, field in FIELDS.items() if kind in field.places)


def asked_fields(kind: str) -> tuple[Field, ...]:
    """What the form asks about an export of a kind, what is needed most first."""
    asked = [field for field in _FIELDS if field.places.get(kind, UNASKED) != UNASKED]
    return tuple(sorted(asked, key=lambda field: field.places[kind]))
