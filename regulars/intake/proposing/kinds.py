"""What the rows of an unknown export are: sales, customers, visits or answers."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.intake.proposing.header_words import Header
from regulars.intake.proposing.shapes import Shape

__all__ = ["rank_kinds"]

# What a column with this meaning says for or against each kind.
CUES: dict[str, dict[str, float]] = {
    "sales": {
        "receipt": 1.0,
        "transaction": 0.9,
        "order": 0.8,
        "quantity": 1.1,
        "item": 0.8,
        "net": 0.9,
        "gross": 0.9,
        "subtotal": 0.9,
        "tax": 0.8,
        "discount": 0.5,
        "tip": 0.6,
        "total": 0.5,
        "amount": 0.5,
        "price": 0.4,
        "payment": 0.4,
        "sale": 0.6,
        "sku": 0.4,
        "unit": 0.3,
        "shipping": 0.3,
        "category": 0.2,
        "lifetime": -1.0,
        "appointment": -0.8,
        "booking": -0.4,
        "no_show": -2.0,
        "score": -1.0,
        "birth": -0.8,
        "marketing": -0.3,
    },
    "visits": {
        "appointment": 1.8,
        "booking": 1.4,
        "no_show": 2.5,
        "duration": 0.8,
        "service": 1.1,
        "start": 0.8,
        "end": 0.5,
        "booked": 0.6,
        "covers": 1.3,
        "cancelled": 0.3,
        "status": 0.2,
        "staff": 0.2,
        "quantity": -0.9,
        "tax": -0.8,
        "tip": -0.5,
        "discount": -0.4,
        "item": -0.7,
        "net": -0.5,
        "gross": -0.5,
        "sku": -0.5,
        "lifetime": -0.8,
        "birth": -0.3,
        "address": -0.2,
        "score": -1.0,
        "response": -0.8,
    },
    "satisfaction": {
        "score": 1.6,
        "review": 1.2,
        "response": 0.9,
        "comment": 0.6,
        "submitted": 0.5,
        "derived": 0.8,
        "reply": 0.5,
        "heading": 0.3,
        "quantity": -1.0,
        "tax": -0.9,
        "net": -0.8,
        "gross": -0.8,
        "subtotal": -0.8,
        "tip": -0.6,
        "price": -0.5,
        "duration": -0.1,
        "lifetime": -0.8,
        "birth": -0.5,
        "appointment": -0.4,
    },
    "customers": {
        "email": 0.8,
        "phone": 0.5,
        "mobile": 0.5,
        "first": 0.5,
        "last": 0.5,
        "full": 0.4,
        "customer": 0.3,
        "address": 0.8,
        "birth": 1.0,
        "marketing": 0.8,
        "lifetime": 1.2,
        "seen": 1.2,
        "gender": 0.5,
        "company": 0.3,
        "points": 0.4,
        "taxid": 0.4,
        "loyalty": 0.3,
        "label": 0.2,
        "created": 0.2,
        "quantity": -1.2,
        "item": -1.0,
        "receipt": -1.0,
        "transaction": -1.0,
        "order": -0.8,
        "net": -1.0,
        "gross": -1.0,
        "subtotal": -1.0,
        "tax": -1.0,
        "total": -0.4,
        "tip": -0.8,
        "appointment": -0.8,
        "booking": -0.8,
        "service": -0.7,
        "start": -0.5,
        "score": -0.7,
        "comment": -0.3,
        "status": -0.2,
        "staff": -0.2,
        "channel": -0.3,
    },
}
# A day with one of these is when somebody came.
EVENT = {"appointment", "booking", "start"}
# Days of these alone are no day on which somebody came.
NO_EVENT = {"created", "updated", "seen", "birth", "marketing", "lifetime"}
# With a beginning and an end, it is a time kept for somebody; a restaurant's bill has both as well.
SITTINGS = {"appointment", "booking", "service", "class", "no_show"}
# With less an export may be anything.
LEAST = {"sales": 0.8, "visits": 1.4, "customers": 0.3, "satisfaction": 0.5}
# A day and an amount with one of these are a sale, however little else there is.
AMOUNTS = {"net", "gross", "total", "subtotal", "amount", "price", "sale"}
PEOPLE = {"customer", "name", "first", "last", "full", "email", "phone", "mobile"}
# A service at a time of day, and with none of these, is booked rather than billed.
BILLED = {"quantity", "item", "receipt", "transaction", "sku", "tip", "tax", "order"}
QUESTION = 0.8
MOST_QUESTIONS = 3


def _is_amount(header: Header, shape: Shape) -> bool:
    """Whether the header says that whole numbers are money: "Total" 12000."""
    return bool(AMOUNTS & set(header.meanings)) and shape.highest > 10 and shape["phone"] < 0.9


def _has_span(headers: Sequence[Header], shapes: Sequence[Shape]) -> bool:
    """Whether each row has a beginning and an end."""
    ends = {
        meaning
        for header, shape in zip(headers, shapes, strict=True)
        for meaning in header.meanings
        if meaning in ("start", "end") and max(shape["day"], shape["clock"]) >= 0.7
    }
    return len(ends) == 2


def rank_kinds(
    headers: Sequence[Header],
    shapes: Sequence[Shape],
    scores: Sequence[int],
    comments: Sequence[int],
) -> list[str]:
    """The kinds that the export may be, the likeliest first."""
    meanings = {meaning for header in headers for meaning in header.meanings}
    if not scores:
        meanings -= {"score"}
    points = {
        kind: sum(weight for meaning, weight in cues.items() if meaning in meanings)
        for kind, cues in CUES.items()
    }
    asked = sum(headers[place].is_question for place in (*scores, *comments))
    points["satisfaction"] += QUESTION * min(MOST_QUESTIONS, asked)
    points["satisfaction"] += 0.5 * bool(scores) + 0.5 * bool(comments)
    worded = sum(shapes[place]["opinion"] >= 0.8 for place in scores)
    points["satisfaction"] += 0.5 * max(0, min(MOST_QUESTIONS, worded - 1))
    has_day = any(shape["day"] >= 0.7 for shape in shapes)
    has_money = any(
        shape["number"] >= 0.7 and (shape["money"] >= 0.5 or _is_amount(header, shape))
        for header, shape in zip(headers, shapes, strict=True)
    )
    if any(shape.filled for shape in shapes):
        points["sales"] += 0.5 if has_money and has_day and meanings & AMOUNTS else 0.0
        points["sales"] -= 2.0 * (not has_money)
        for kind in ("sales", "visits", "satisfaction"):
            points[kind] -= 3.0 * (not has_day)
    if any(
        EVENT & set(header.meanings) and shape["day"] >= 0.7
        for header, shape in zip(headers, shapes, strict=True)
    ):
        points["visits"] += 1.2
    if meanings & SITTINGS and _has_span(headers, shapes):
        points["visits"] += 2.2
    if any(shape["no_show"] and shape["status"] >= 0.5 for shape in shapes):
        points["visits"] += 2.0
    if any({"appointment", "id"} <= set(header.meanings) for header in headers):
        points["visits"] += 1.0
    if any({"sale", "id"} <= set(header.meanings) for header in headers):
        points["sales"] += 0.8
    if {"booking", "covers"} <= meanings:
        points["visits"] += 1.0
    days = [header for header, shape in zip(headers, shapes, strict=True) if shape["day"] >= 0.7]
    if days and all(NO_EVENT & set(header.meanings) for header in days):
        points["visits"] -= 1.5
    has_clock = any(shape["clock"] >= 0.7 for shape in shapes)
    has_moment = has_clock or any(shape["moment"] >= 0.7 for shape in shapes)
    is_booked = any(shape["booked"] >= 0.3 and shape["status"] >= 0.5 for shape in shapes)
    if has_moment and is_booked and not meanings & BILLED:
        points["visits"] += 1.0
    if (
        (has_clock or (has_moment and not scores))
        and "service" in meanings
        and not meanings & BILLED
    ):
        points["visits"] += 0.8
    if has_clock and not scores and not has_money and PEOPLE & meanings:
        # Somebody, a day and a time of day: a booking, whatever was remarked.
        points["visits"] += 1.2
        points["satisfaction"] -= 0.6
    for shape in shapes:
        if shape["clock"] >= 0.7:
            points["visits"] += 0.2
            points["customers"] -= 0.8
        if shape["email"] >= 0.7:
            # One row a person, or the same people again and again.
            points["customers"] += 0.4 if shape.lasting >= 0.98 else -1.0
    if not scores and not comments:
        points["satisfaction"] = 0.0
    likely = [kind for kind in points if points[kind] >= LEAST[kind]]
    return sorted(likely, key=lambda kind: -points[kind])
