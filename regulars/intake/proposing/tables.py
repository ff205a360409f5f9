"""An export's columns as they are read, and how likely each is one of our fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulars.intake.fields import Type, fields_with
from regulars.intake.proposing.field_values import fit_values, guess_by_values
from regulars.intake.proposing.header_words import Header, score_header
from regulars.intake.proposing.shapes import Shape

__all__ = ["SURE_ENOUGH", "Table", "most_likely", "score_columns"]

# What a form may ask for besides opinions.
ASKED_FOR = {*fields_with(Type.PERSON), "date", "staff", "location", "first", "last"}
# Some shops call an order by name: "#1001".
NAMED_ORDER = (("name",), "receipt_id")
# Meanings that say whose a column is, and not what.
SOMEBODY = {"customer", "recipient", "user", "member"}
# Below this a column is nothing that we want.
SURE_ENOUGH = 0.55


@dataclass(frozen=True)
class Table:
    """An export, and what its columns seem to hold.

    Attributes:
        columns: their names as written.
        rows: a sample of its rows, a cell for each column.
        headers: what each name says.
        shapes: what each column's cells look like.
        scores: the places of the columns that are scores.
        comments: the places of those in which people write.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    headers: list[Header]
    shapes: list[Shape]
    scores: list[int]
    comments: list[int]


def score_columns(field: str, kind: str, table: Table, places: Sequence[int]) -> dict[int, float]:
    """Column -> how likely it is the field."""
    scored: dict[int, float] = {}
    for place in places:
        header, shape = table.headers[place], table.shapes[place]
        said = score_header(header, field, kind)
        if header.is_question and field not in ASKED_FOR:
            said = 0.0
        elif (header.meanings, field) == NAMED_ORDER or not (
            said or header.meanings or field == "receipt_id"
        ):
            said = guess_by_values(field, shape)
        elif not said and set(header.meanings) <= SOMEBODY:
            # "Client" may be their address.
            said = guess_by_values(field, shape) if field in ("email", "phone") else 0.0
        if said:
            scored[place] = said + (fit_values(field, shape) if table.rows else 0.0)
    return scored


def most_likely(scored: Mapping[int, float]) -> list[int]:
    """The likeliest of the columns, alone in its list; none of none."""
    return sorted(scored, key=lambda place: -scored[place])[:1]
