"""What the columns of an export that nobody knows probably mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from regulars.intake.proposing.assigning import assign
from regulars.intake.proposing.fitting import fit_values, guess_by_values
from regulars.intake.proposing.kinds import rank_kinds
from regulars.intake.proposing.opinions import find_comments, find_scores
from regulars.intake.proposing.shapes import Shape, find_shape
from regulars.intake.proposing.sums import is_per_piece, is_product, read_amounts, weigh_amounts
from regulars.intake.proposing.ticks import said_by_tick
from regulars.intake.proposing.wording import Header, read_header, score_header

__all__ = ["Proposal", "propose"]

PEOPLE = ("customer_id", "customer_name", "email", "phone", "card")
EVENT = ("date", "time", "receipt_id", "staff", "location", "channel")
MONEY = ("net", "gross", "discount", "tax", "tip")
FIELDS = {
    "sales": (*EVENT, *PEOPLE, "item", "category", "quantity", *MONEY, "status"),
    "visits": (*EVENT, *PEOPLE, "item", "category", *MONEY, "status"),
    "customers": (*PEOPLE, "may_email", "may_text"),
    "satisfaction": (*EVENT, *PEOPLE, "item"),
}
# One of each group must be there.
NEEDED = {
    "sales": (("date",), ("net", "gross")),
    "visits": (("date",),),
    "customers": (("customer_name", "email", "phone", "customer_id"),),
    "satisfaction": (("date",), ("score", "comment")),
}
# Meanings that only lines of goods have.
THINGS = {"item", "quantity", "sku", "category", "unit"}
# What a form may ask for besides opinions.
ASKED_FOR = {*PEOPLE, "date", "staff", "location", "first", "last"}
# A column with one of the first may be the price of one piece, with one of the others it is not.
PIECE = {"price", "unit"}
WHOLE = {"total", "subtotal", "line", "amount", "sale", "net", "after_discount"}
# Some shops call an order by name: "#1001".
NAMED_ORDER = (("name",), "receipt_id")
# Meanings that say whose a column is, and not what.
SOMEBODY = {"customer", "recipient", "user", "member"}
# Days of something else than what a row is about.
NO_DAY = {"birth", "seen", "updated", "reply"}
# Below this a column is nothing that we want.
SURE_ENOUGH = 0.55
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


@dataclass(frozen=True)
class _Table:
    columns: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    headers: list[Header]
    shapes: list[Shape]
    scores: list[int]
    comments: list[int]


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
    table = _Table(columns, rows, headers, shapes, scores, comments)
    for kind in rank_kinds(headers, shapes, scores, comments):
        proposal = _read_as(kind, table)
        if all(any(field in proposal.fields for field in group) for group in NEEDED[kind]):
            return proposal
    return None


def _read_as(kind: str, table: _Table) -> Proposal:
    """Each field of a kind with its likeliest column."""
    asked = {*table.scores, *table.comments} if kind == "satisfaction" else set()
    places = [place for place, column in enumerate(table.columns) if column and place not in asked]
    fields = FIELDS[kind]
    scored = {field: _score(field, kind, table, places) for field in fields}
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
    _weigh_money(scored, table)
    _join_names(scored, kind, table, places)
    chosen = _choose(scored, fields, places)
    if "date" in fields and "date" not in chosen:
        # Whatever day there is, rather than nothing.
        free = (place for place in places if place not in chosen.values())
        days = [place for place in free if _is_some_day(place, table)]
        chosen |= {"date": days[0]} if days else {}
        scored["date"] |= {days[0]: SURE_ENOUGH} if days else {}
    found = {field: table.columns[place] for field, place in chosen.items()}
    if "customer_name" in chosen:
        found["customer_name"] = _full_name(chosen["customer_name"], kind, table, places)
    if kind == "visits":
        _add_ticks(found, chosen, table)
    if kind == "satisfaction":
        for field, answers in (("score", table.scores), ("comment", table.comments)):
            if answers:
                found[field] = " | ".join(table.columns[place] for place in answers)
    doubts = _doubts(scored, chosen, found, table)
    if kind == "sales" and _may_be_per_piece(chosen, table):
        product = f"{found['net']} × {found['quantity']}"
        doubts["net"] = (product, *doubts.get("net", ()))[:MOST_DOUBTS]
    return Proposal(kind, found, doubts)


def _add_ticks(found: dict[str, str], chosen: Mapping[str, int], table: _Table) -> None:
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


def _is_some_day(place: int, table: _Table) -> bool:
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


def _score(field: str, kind: str, table: _Table, places: Sequence[int]) -> dict[int, float]:
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


def _weigh_money(scored: Mapping[str, dict[int, float]], table: _Table) -> None:
    """Correct the amounts by what adds up to what."""
    if "net" not in scored:
        return
    likely = {
        "quantity": _most_likely(scored.get("quantity", {})),
        "tax": _most_likely(scored["tax"]),
        "discount": _most_likely(scored["discount"]),
        "fee": [
            place
            for place, header in enumerate(table.headers)
            if "fee" in header.meanings
            and "shipping" not in header.meanings
            and table.shapes[place]["number"] >= 0.7
        ][:2],
    }
    named = {place for field in MONEY for place in scored[field]}
    amounts = {
        place: read_amounts(table.rows, place)
        for place in {*named, *(one for ones in likely.values() for one in ones)}
    }
    receipts = _receipts(_most_likely(scored["receipt_id"]), table)
    lines = [place for place in amounts if "line" in table.headers[place].meanings]
    for (field, place), weight in weigh_amounts(amounts, likely, receipts, lines).items():
        if place in scored[field]:
            scored[field][place] += weight


def _may_be_per_piece(chosen: Mapping[str, int], table: _Table) -> bool:
    """Whether what is taken for the line's amount may be the price of one piece of several."""
    if "net" not in chosen or "quantity" not in chosen:
        return False
    counts = read_amounts(table.rows, chosen["quantity"])
    if not any(abs(count or 0) > 1 for count in counts):
        return False
    items = [""] * len(counts)
    if "item" in chosen:
        place = chosen["item"]
        items = [(row[place] or "" if place < len(row) else "") for row in table.rows]
    prices = read_amounts(table.rows, chosen["net"])
    shown = is_per_piece(prices, counts, items)
    if shown is not None:
        return shown
    for place, header in enumerate(table.headers):
        is_price = place != chosen["net"] and PIECE & set(header.meanings)
        if is_price and is_product(prices, read_amounts(table.rows, place), counts):
            return False
    meanings = set(table.headers[chosen["net"]].meanings)
    return bool(meanings & PIECE) and not meanings & WHOLE


def _most_likely(scored: Mapping[int, float]) -> list[int]:
    return sorted(scored, key=lambda place: -scored[place])[:1]


def _receipts(places: Sequence[int], table: _Table) -> list[str]:
    if not places:
        return []
    place = places[0]
    return [(row[place] or "" if place < len(row) else "") for row in table.rows]


def _join_names(
    scored: Mapping[str, dict[int, float]], kind: str, table: _Table, places: Sequence[int]
) -> None:
    """A first name stands for the whole, where no column holds the full name."""
    names = scored["customer_name"]
    first, last = _name_parts(kind, table, places)
    if first is None and last is None:
        return
    part = first if first is not None else last
    if part is None:
        return
    others = {place: score for place, score in names.items() if place not in (first, last)}
    whole = _most_likely(others)
    names.pop(part, None)
    if whole and others[whole[0]] >= SURE_ENOUGH and _is_whole(whole[0], part, table):
        return
    names[part] = 1.3
    if last is not None and last != part:
        # "Nom" beside "Prénom" is the name of nothing else.
        for columns in scored.values():
            columns.pop(last, None)


def _is_whole(place: int, part: int, table: _Table) -> bool:
    """Whether a column holds full names, beside others for their parts."""
    if table.shapes[place].is_empty and not table.shapes[part].is_empty:
        return False
    meanings = set(table.headers[place].meanings)
    if "full" in meanings or meanings == {"customer", "name"}:
        return True
    return _holds(place, part, table)


def _full_name(place: int, kind: str, table: _Table, places: Sequence[int]) -> str:
    first, last = _name_parts(kind, table, places)
    if first is None or last is None or place not in (first, last):
        return table.columns[place]
    # "de" in "Anna de Wit" has a column of its own in Dutch exports.
    middle = [at for at in places if "tussenvoegsel" in table.columns[at].lower()]
    return " + ".join(table.columns[at] for at in (first, *middle, last))


def _name_parts(kind: str, table: _Table, places: Sequence[int]) -> tuple[int | None, int | None]:
    """The columns of the first and of the last name; a bare "Name" is the other of the two."""
    firsts, lasts = (
        {at: how for at, how in _score(field, kind, table, places).items() if how >= SURE_ENOUGH}
        for field in ("first", "last")
    )
    first = next(iter(_most_likely(firsts)), None)
    last = next(iter(_most_likely(lasts)), None)
    if firsts and lasts:
        # "Buyer last name" goes with "Buyer first name".
        first, last = max(
            ((one, other) for one in firsts for other in lasts),
            key=lambda pair: (
                firsts[pair[0]]
                + lasts[pair[1]]
                + 0.3 * (_about(pair[0], "first", table) == _about(pair[1], "last", table))
            ),
        )
    if (first is None) == (last is None):
        return first, last
    known = first if first is not None else last
    bare = [
        place
        for place in places
        if set(table.headers[place].meanings) - {"customer"} == {"name"} and place != known
    ]
    if not bare or known is None or _holds(bare[0], known, table):
        return first, last
    return (bare[0], last) if first is None else (first, bare[0])


def _about(place: int, part: str, table: _Table) -> set[str]:
    return set(table.headers[place].meanings) - {part, "name"}


def _holds(whole: int, part: int, table: _Table) -> bool:
    """Whether the cells of one column contain those of another."""
    pairs = [
        (row[whole] or "", row[part] or "")
        for row in table.rows
        if whole < len(row) and part < len(row)
    ]
    full = [(one, other) for one, other in pairs if one and other]
    return bool(full) and sum(other in one for one, other in full) >= 0.8 * len(full)


def _doubts(
    scored: Mapping[str, Mapping[int, float]],
    chosen: Mapping[str, int],
    found: Mapping[str, str],
    table: _Table,
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
