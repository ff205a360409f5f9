"""Names that an export keeps in several columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.intake.proposing.tables import SURE_ENOUGH, Table, most_likely, score_columns

__all__ = ["full_name", "join_names"]


def join_names(
    scored: Mapping[str, dict[int, float]], kind: str, table: Table, places: Sequence[int]
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
    whole = most_likely(others)
    names.pop(part, None)
    if whole and others[whole[0]] >= SURE_ENOUGH and _is_whole(whole[0], part, table):
        return
    names[part] = 1.3
    if last is not None and last != part:
        # "Nom" beside "Prénom" is the name of nothing else.
        for columns in scored.values():
            columns.pop(last, None)


def full_name(place: int, kind: str, table: Table, places: Sequence[int]) -> str:
    """The columns of a whole name, joined by " + " where it has parts."""
    first, last = _name_parts(kind, table, places)
    if first is None or last is None or place not in (first, last):
        return table.columns[place]
    # "de" in "Anna de Wit" has a column of its own in Dutch exports.
    middle = [at for at in places if "tussenvoegsel" in table.columns[at].lower()]
    return " + ".join(table.columns[at] for at in (first, *middle, last))


def _name_parts(kind: str, table: Table, places: Sequence[int]) -> tuple[int | None, int | None]:
    """The columns of the first and of the last name; a bare "Name" is the other of the two."""
    firsts, lasts = (
        {at: how for at, how in scored.items() if how >= SURE_ENOUGH}
        for scored in (score_columns(field, kind, table, places) for field in ("first", "last"))
    )
    first = next(iter(most_likely(firsts)), None)
    last = next(iter(most_likely(lasts)), None)
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


def _is_whole(place: int, part: int, table: Table) -> bool:
    """Whether a column holds full names, beside others for their parts."""
    if table.shapes[place].is_empty and not table.shapes[part].is_empty:
        return False
    meanings = set(table.headers[place].meanings)
    if "full" in meanings or meanings == {"customer", "name"}:
        return True
    return _holds(place, part, table)


def _about(place: int, part: str, table: Table) -> set[str]:
    return set(table.headers[place].meanings) - {part, "name"}


def _holds(whole: int, part: int, table: Table) -> bool:
    """Whether the cells of one column contain those of another."""
    pairs = [
        (row[whole] or "", row[part] or "")
        for row in table.rows
        if whole < len(row) and part < len(row)
    ]
    full = [(one, other) for one, other in pairs if one and other]
    return bool(full) and sum(other in one for one, other in full) >= 0.8 * len(full)
