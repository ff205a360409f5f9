"""Which column is which amount, by what adds up to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.intake.fields import Type, fields_with
from regulars.intake.proposing.sums import is_per_piece, is_product, read_amounts, weigh_amounts
from regulars.intake.proposing.tables import Table, most_likely

__all__ = ["may_be_per_piece", "weigh_money"]

MONEY = fields_with(Type.MONEY)
# A column with one of the first may be the price of one piece, with one of the others it is not.
PIECE = {"price", "unit"}
WHOLE = {"total", "subtotal", "line", "amount", "sale", "net", "after_discount"}


def weigh_money(scored: Mapping[str, dict[int, float]], table: Table) -> None:
    """Correct the amounts by what adds up to what."""
    if "net" not in scored:
        return
    likely = {
        "quantity": most_likely(scored.get("quantity", {})),
        "tax": most_likely(scored["tax"]),
        "discount": most_likely(scored["discount"]),
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
    receipts = _receipts(most_likely(scored["receipt_id"]), table)
    lines = [place for place in amounts if "line" in table.headers[place].meanings]
    for (field, place), weight in weigh_amounts(amounts, likely, receipts, lines).items():
        if place in scored[field]:
            scored[field][place] += weight


def may_be_per_piece(chosen: Mapping[str, int], table: Table) -> bool:
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


def _receipts(places: Sequence[int], table: Table) -> list[str]:
    if not places:
        return []
    place = places[0]
    return [(row[place] or "" if place < len(row) else "") for row in table.rows]
