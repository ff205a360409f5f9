"""Which columns of money are which, from what adds up to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from regulars.intake.proposing.shapes import read_plain_number

__all__ = ["Amounts", "is_per_piece", "is_product", "read_amounts", "weigh_amounts"]

Amounts = list[float | None]
# So many rows show how columns are related.
LOOKED_AT = 40
NEAR = 0.021
FEWEST = 2
# After so many rows that do not add up none will.
EARLY = 5


def read_amounts(rows: Sequence[Sequence[str | None]], place: int) -> Amounts:
    """The numbers of one column."""
    cells = [(row[place] if place < len(row) else None) or "" for row in rows[:LOOKED_AT]]
    return [read_plain_number(cell.strip()) for cell in cells]


def weigh_amounts(
    amounts: Mapping[int, Amounts],
    likely: Mapping[str, Sequence[int]],
    receipts: Sequence[str],
    of_lines: Collection[int] = (),
) -> dict[tuple[str, int], float]:
    """What arithmetic says of columns as net or gross: (field, column) -> more or less likely.

    Args:
        amounts: the columns of numbers.
        likely: columns that look like quantity, price, tax, tip, discount, fee or shipping.
        receipts: each row's receipt id, "" where there is none.
        of_lines: columns that are said to be of a line, even where two lines cost the same.
    """
    weights: dict[tuple[str, int], float] = defaultdict(float)
    spread = {place: _spread(values, receipts) for place, values in amounts.items()}
    spread |= {place: "line" for place in of_lines if spread.get(place) == "receipt"}
    has_lines = any(one == "line" for one in spread.values())
    for place, of in spread.items():
        if has_lines and of == "receipt":
            # The receipt's total on each of its lines would be counted once a line.
            for field in ("net", "gross", "tax", "discount"):
                weights[field, place] -= 0.5
    for whole in amounts:
        for part in amounts:
            if whole == part:
                continue
            for tax in likely.get("tax", ()):
                if _adds_up(amounts[whole], amounts[part], amounts[tax]):
                    weights["net", part] += 0.08
                    weights["net", whole] -= 0.15
            for discount in likely.get("discount", ()):
                if _adds_up(amounts[whole], amounts[part], amounts[discount]):
                    weights["gross", whole] += 0.1
                    weights["net", part] += 0.05
                    weights["net", whole] -= 0.1
            for fee in likely.get("fee", ()):
                if _adds_up(amounts[whole], amounts[part], amounts[fee]):
                    weights["net", part] -= 0.3
            for quantity in likely.get("quantity", ()):
                # A receipt's total is no product of one line's price.
                if spread[whole] == "receipt":
                    continue
                if is_product(amounts[whole], amounts[part], amounts[quantity]):
                    weights["net", part] -= 0.3
                    weights["gross", part] -= 0.4
                    weights["net", whole] += 0.05
    return {key: max(-0.6, min(0.2, weight)) for key, weight in weights.items()}


def is_per_piece(prices: Amounts, counts: Amounts, items: Sequence[str]) -> bool | None:
    """Whether prices are those of one piece rather than of all; None where the rows do not show it.

    Args:
        prices: each row's price.
        counts: each row's quantity.
        items: what each row is about, "" where it does not say.
    """
    seen: dict[str, tuple[float, float]] = {}
    pieces = lines = 0
    for price, count, item in zip(prices, counts, items, strict=False):
        if not price or not count or not item:
            continue
        other, among = seen.setdefault(item, (price, count))
        if among != count:
            pieces += abs(price - other) < NEAR
            lines += abs(price / count - other / among) < NEAR
    if pieces == lines:
        return None
    return pieces > lines


def is_product(whole: Amounts, part: Amounts, quantity: Amounts) -> bool:
    """Whether whole = part x quantity, in nearly all the rows with more than one."""
    hits = tried = 0
    for one, other, count in zip(whole, part, quantity, strict=True):
        if one is None or not other or count is None or abs(count) < 1.5:
            continue
        tried += 1
        # A discount may have come off.
        hits += abs(one - other * count) < NEAR or 0.7 <= one / (other * count) < 1.0
    return tried >= 1 and hits >= 0.85 * tried


def _adds_up(whole: Amounts, part: Amounts, rest: Amounts) -> bool:
    """Whether whole = part + rest, in nearly all the rows where rest is something."""
    hits = tried = 0
    for one, other, more in zip(whole, part, rest, strict=True):
        if one is None or other is None or not more:
            continue
        if tried >= EARLY and not hits:
            return False
        tried += 1
        hits += abs(abs(one) - abs(other) - abs(more)) < NEAR
    return tried >= FEWEST and hits >= 0.85 * tried


def _spread(values: Amounts, receipts: Sequence[str]) -> str:
    """Say "line" where the lines of a receipt differ, "receipt" where they repeat one amount."""
    groups: dict[str, list[float]] = defaultdict(list)
    for value, receipt in zip(values, receipts, strict=False):
        if receipt and value is not None:
            groups[receipt].append(value)
    several = [group for group in groups.values() if len(group) > 1]
    if not several:
        return ""
    if any(len(set(group)) > 1 for group in several):
        return "line"
    return "receipt" if any(group[0] for group in several) else ""
