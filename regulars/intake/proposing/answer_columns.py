"""Which columns of an unknown export are answers: a score, or what somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.intake.proposing.header_words import Header
from regulars.intake.proposing.shapes import Shape

__all__ = ["find_comments", "find_scores"]

# Meanings of columns whose numbers from 0 to 10 are no opinion.
COUNTED = {
    "id", "number", "code", "ref", "date", "moment", "time", "birth", "duration", "quantity",
    "covers", "phone", "mobile", "zone", "address", "device", "link", "language", "likes",
    "points", "lifetime", "order", "receipt", "sku", "derived", "progress", "tax", "tip",
    "discount", "refund", "percent", "payment", "shipping", "fee", "cost", "margin", "stock",
    "table", "brand", "currency", "seen", "card", "count",
}  # fmt: skip
# Meanings of columns of text that is no answer of the customer's.
UNSAID = {
    "reply", "heading", "date", "moment", "time", "id", "number", "code", "address", "link",
    "language", "reason", "status", "type", "label", "email", "phone", "mobile", "device",
    "derived", "marketing", "birth", "user", "staff", "zone", "progress", "customer", "first",
    "last", "full", "name", "method", "gender", "company",
}  # fmt: skip
# Headers of text that says something only where no better one does.
TEXTS = {("note",), ("description",), ("details",)}
# Of those, what may be judged in words.
ASKED_ABOUT = {"order", "receipt", "time", "table", "stock", "staff", "number"}
WAITED = {"wait", "time", "duration", "order"}
# Where one of these is, a lone column of small numbers is no opinion but a count.
COUNTING = {"booking", "appointment", "service", "price", "amount", "total", "item", "receipt"}
# A question that asks for something else than an opinion.
FACTS = {
    "covers", "birth", "seen", "quantity", "date", "time", "phone", "mobile", "email",
    "address", "number",
}  # fmt: skip


def find_scores(headers: Sequence[Header], shapes: Sequence[Shape]) -> list[int]:
    """The columns of scores: numbers from 0 to 10, stars, smileys, words such as "satisfied"."""
    found = [
        place
        for place, (header, shape) in enumerate(zip(headers, shapes, strict=True))
        if _is_score(header, shape)
    ]
    if len(found) > 1:
        highest = max(shapes[place].highest for place in found)
        found = sorted({*found, *_beside(found, headers, shapes, min(10.0, highest))})
    if len(found) == 1 and _is_bare(headers[found[0]], shapes[found[0]]):
        meanings = {meaning for header in headers for meaning in header.meanings}
        found = [] if meanings & COUNTING else found
    # One that is empty, or the same on all rows, only stands where there is no other.
    return [place for place in found if _varies(shapes[place])] or found


def find_comments(
    headers: Sequence[Header], shapes: Sequence[Shape], scores: Sequence[int]
) -> list[int]:
    """The columns of what customers wrote; notes only where there is nothing else."""
    found = [
        place
        for place, (header, shape) in enumerate(zip(headers, shapes, strict=True))
        if place not in scores and _is_comment(header, shape)
    ]
    if found:
        # One that nobody ever filled in only stands where there is no other.
        return [place for place in found if not shapes[place].is_empty] or found
    return [
        place
        for place, (header, shape) in enumerate(zip(headers, shapes, strict=True))
        if place not in scores
        and not header.unknown
        and header.meanings in TEXTS
        and shape["letters"] >= 0.6
        and shape.words >= 3
    ]


def _varies(shape: Shape) -> bool:
    return not shape.is_empty and (shape.distinct > 1 or shape.count <= 2)


def _beside(
    found: Sequence[int], headers: Sequence[Header], shapes: Sequence[Shape], highest: float
) -> list[int]:
    """Columns such as "Waiting time" that are scored as those beside them are."""
    return [
        place
        for place, (header, shape) in enumerate(zip(headers, shapes, strict=True))
        if place not in found
        and header.meanings
        and set(header.meanings) <= WAITED
        and shape["ten"] >= 0.99
        and shape["clock"] == 0
        and _varies(shape)
        and 0 < shape.highest <= highest
    ]


def _is_bare(header: Header, shape: Shape) -> bool:
    """Whether only small numbers speak for a score."""
    is_said = bool({"score", "review"} & set(header.meanings)) or header.meanings == ("note",)
    return not is_said and not header.is_question and shape["opinion"] < 0.5


def _is_score(header: Header, shape: Shape) -> bool:
    meanings = set(header.meanings)
    named = bool(meanings & {"score", "review"}) or header.meanings == ("note",)
    if "derived" in meanings or "reply" in meanings:
        return False
    if {"review", "customer"} <= meanings and "score" not in meanings:
        # How many reviews somebody wrote.
        return False
    if shape.is_empty:
        return header.meanings in (("score",), ("review", "score"))
    opinion = shape["ten"] + shape["opinion"] - (shape["yes_no"] >= 0.99 and shape.distinct <= 2)
    looks_so = opinion >= 0.8
    if named and not meanings & (COUNTED - {"number", "points", "percent"}):
        return looks_so or shape["opinion"] >= 0.5 or _is_of_hundred(shape)
    if header.is_question:
        return looks_so and ("score" in meanings or not meanings & FACTS)
    if shape["opinion"] >= 0.8 and shape["letters"] >= 0.8 and shape["status"] < 0.5:
        # "Order accuracy: excellent".
        return not meanings & (COUNTED | UNSAID) - ASKED_ABOUT
    if shape.distinct == 1 and shape.count > 2:
        return False
    # How the staff or the place was may be asked as well.
    return looks_so and not meanings & COUNTED and not meanings & UNSAID - {"staff", "customer"}


def _is_of_hundred(shape: Shape) -> bool:
    return shape["number"] >= 0.9 and 0 < shape.highest <= 100 and shape["currency"] == 0


def _is_comment(header: Header, shape: Shape) -> bool:
    meanings = set(header.meanings)
    named = bool(meanings & {"comment", "review"})
    if shape.is_empty:
        return header.meanings == ("comment",)
    if shape["letters"] < 0.6 or shape["email"] + shape["day"] + shape["link"] > 0.3:
        return False
    if named:
        if "response" in meanings:
            return False
        unsaid = UNSAID - {"customer"} if "comment" in meanings else UNSAID
        return not meanings & unsaid and shape.words >= 1.5
    if header.is_question:
        return shape.words >= 3 and shape.lasting >= 0.7 and not meanings & FACTS
    return not meanings and shape.words >= 3.5 and shape.lasting >= 0.7
