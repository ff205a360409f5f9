"""What the columns of an export that nobody knows probably mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from regulars.intake.fields import Type, fields_of, fields_with
from regulars.intake.proposing.amounts import may_be_per_piece, weigh_money
from regulars.intake.proposing.answer_columns import find_comments, find_scores
from regulars.intake.proposing.assignment import assign
from regulars.intake.proposing.full_names import full_name, join_names
from regulars.intake.proposing.header_words import read_header
from regulars.intake.proposing.kinds import rank_kinds
from regulars.intake.proposing.shapes import Shape, find_shape
from regulars.intake.proposing.tables import SURE_ENOUGH, Table, score_columns
from regulars.intake.proposing.yes_no_columns import said_by_tick

__all__ = ["Proposal", "propose"]

ANSWERS = fields_with(Type.ANSWERS)
# One of each group must be there.
NEEDED = {
    "sales": (("date",), ("net", "gross")),
    "visits": (("date",),),
    "customers": (("customer_name", "email", "phone", "customer_id"),),
    "satisfaction": (("date",), ("score", "comment")),
}
# Meanings that only lines of goods have.
THINGS = {"item", "quantity", "sku", "category", "unit"}
# Days of something else than what a row is about.
NO_DAY = {"birth", "seen", "updated", "reply"}
# Another column this near is shown as a doubt.
NEARLY = 0.12
MOST_DOUBTS = 3


@dataclass(frozen=True)
class Proposal:
    """What an export seems to be.

    Attributes:
        kind: sales, customers, visits or satisfaction.
        fields: our field -> the column as written; "First + Last" are joined, and "A | B" are two
            questions, each an answer of its own.
        doubts: our field -> other columns that are nearly as likely; without the fields we are
            sure of. "Price × Quantity" stands there for a price that may be one piece's.
    """

    kind: str
    fields: dict[str, str]
    doubts: dict[str, tuple[str, ...]]


def propose(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Proposal | None:
    """The likeliest reading of an export, from its header and a sample of its rows.

    None where nothing is recognised that makes it of use: sales need a day and an amount, visits a
    day, answers a day and a score or a comment, customers a name or a contact.
    """
    headers = [read_header(column) for column in columns]
    cells = list(zip_longest(*rows)) or [()] * len(columns)
    cells += [()] * (len(columns) - len(cells))
    shapes = [find_shape(column) for column in cells[: len(columns)]]
    scores = find_scores(headers, shapes)
    comments = find_comments(headers, shapes, scores)
    table = Table(columns, rows, headers, shapes, scores, comments)
    for kind in rank_kinds(headers, shapes, scores, comments):
        proposal = _read_as(kind, table)
        if all(any(field in proposal.fields for field in group) for group in NEEDED[kind]):
            return proposal
    return None


def _read_as(kind: str, table: Table) -> Proposal:
    """Each field of a kind with its likeliest column."""
    asked = {*table.scores, *table.comments} if kind == "satisfaction" else set()
    places = [place for place, column in enumerate(table.columns) if column and place not in asked]
    # Answers are found apart: any number of columns may be some.
    fields = [field for field in fields_of(kind) if field not in ANSWERS]
    scored = {field: score_columns(field, kind, table, places) for field in fields}
    has_things = any(THINGS & set(header.meanings) for header in table.headers)
    if kind == "sales" and (not has_things or max(scored["item"].values(), default=0.0) >= 0.9):
        # Payments rather than goods, or goods in a column of their own: a bare name is somebody's.
        for place in [at for at in places if table.headers[at].meanings == ("name",)]:
            scored["item"].pop(place, None)
            scored["customer_name"][place] = scored["customer_name"].get(place, 0.0) + 0.4
    if kind == "sales" and any(table.shapes[place]["email"] >= 0.5 for place in scored["email"]):
        # With an address beside it a user is who ordered rather than who works there.
        for place in [at for at in places if table.headers[at].meanings == ("user",)]:
            scored["customer_name"][place] = scored["customer_name"].get(place, 0.0) + 0.9
    weigh_money(scored, table)
    join_names(scored, kind, table, places)
    chosen = _choose(scored, fields, places)
    if "date" in fields and "date" not in chosen:
        # Whatever day there is, rather than nothing.
        free = (place for place in places if place not in chosen.values())
        days = [place for place in free if _is_some_day(place, table)]
        chosen |= {"date": days[0]} if days else {}
        scored["date"] |= {days[0]: SURE_ENOUGH} if days else {}
    found = {field: table.columns[place] for field, place in chosen.items()}
    if "customer_name" in chosen:
        found["customer_name"] = full_name(chosen["customer_name"], kind, table, places)
    if kind == "visits":
        _add_ticks(found, chosen, table)
    if kind == "satisfaction":
        for field, answers in (("score", table.scores), ("comment", table.comments)):
            if answers:
                found[field] = " | ".join(table.columns[place] for place in answers)
    doubts = _doubts(scored, chosen, found, table)
    if kind == "sales" and may_be_per_piece(chosen, table):
        product = f"{found['net']} × {found['quantity']}"
        doubts["net"] = (product, *doubts.get("net", ()))[:MOST_DOUBTS]
    return Proposal(kind, found, doubts)


def _add_ticks(found: dict[str, str], chosen: Mapping[str, int], table: Table) -> None:
    """Columns that are ticked when somebody cancelled or stayed away go with the status."""
    taken = {place for field, place in chosen.items() if field != "status"}
    ticks = [
        column
        for place, column in enumerate(table.columns)
        if place not in taken and said_by_tick(column) and _is_tick(table.shapes[place])
    ]
    if ticks:
        own = [found["status"]] if "status" in found and found["status"] not in ticks else []
        found["status"] = " + ".join((*own, *ticks))


def _is_tick(shape: Shape) -> bool:
    """Whether it says yes or no, or the day on which it happened where it did."""
    happened = shape["day"] >= 0.9 and shape.filled < 0.9
    return not shape.is_empty and (shape["yes_no"] >= 0.9 or happened)


def _is_some_day(place: int, table: Table) -> bool:
    meanings = set(table.headers[place].meanings)
    return table.shapes[place]["day"] >= 0.7 and not meanings & NO_DAY


def _choose(
    scored: Mapping[str, Mapping[int, float]], fields: Sequence[str], places: Sequence[int]
) -> dict[str, int]:
    """Each field's column, so that all of them together are likeliest."""
    gains = [[_gain(field, scored[field].get(place)) for place in places] for field in fields]
    given = assign(gains)
    return {field: places[at] for field, at in zip(fields, given, strict=True) if at is not None}


def _gain(field: str, score: float | None) -> float:
    """What it is worth to give a column to a field; the day is worth most."""
    if score is None or score < SURE_ENOUGH:
        return 0.0
    return score - SURE_ENOUGH + (0.5 if field in ("date", "net") else 0.01)


def _doubts(
    scored: Mapping[str, Mapping[int, float]],
    chosen: Mapping[str, int],
    found: Mapping[str, str],
    table: Table,
) -> dict[str, tuple[str, ...]]:
    """Columns nearly as likely, unless they are surely something else."""
    taken = {place: scored[field][place] for field, place in chosen.items()}
    named = {
        column
        for field in ("customer_name", "status")
        for column in found.get(field, "").split(" + ")
    }
    doubts: dict[str, tuple[str, ...]] = {}
    for field, own in chosen.items():
        least = max(scored[field][own] - NEARLY, SURE_ENOUGH)
        near = [
            place
            for place, score in scored[field].items()
            if place != own
            and score >= least
            and score >= taken.get(place, 0.0)
            and table.columns[place] not in named
        ]
        near.sort(key=lambda place: -scored[field][place])
        if near:
            doubts[field] = tuple(table.columns[place] for place in near[:MOST_DOUBTS])
    return doubts
