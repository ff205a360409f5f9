"""Where the header of a table is: below titles and notes, in one row, or in two or three."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from regulars.intake.reading.sheets import clean_name

__all__ = ["HeaderRows", "find_header"]

HEADER_ROWS = 40
SAMPLE_ROWS = 140
# A header fills at least this share of the cells that the fuller rows fill.
HEADER_SHARE = 0.6
# In fewer rows than these one full row says how wide the table is.
FEW_ROWS = 12
# Data rows that are wider than the header, nearly all of them, show columns without a name.
WIDER_SHARE = 0.8
LABEL_SHARE = 0.3
# What is longer is text, and would hold the pattern for a time that grows with the square of it.
VALUE_CHARACTERS = 200

# A cell that is a value, not a name: a number, an amount, a day, a time, an e-mail address.
_VALUE = re.compile(
    r"""
    [-+(']* \s* (?:[$€£¥]|[A-Z]{3}\s)? \s* [-+]? \d [\d\s.,'’:/\-]* [%)]* \s*
        (?:[A-Z]{3} | [$€£¥] | [ap]\.?m\.? | [+-]\d{4} | z)?
    | \d{4}-\d\d-\d\d [t\s] \S+ .*
    | \S+@\S+\.\S+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What SurveyMonkey writes below a question that has no parts.
_SAYS_NOTHING = {
    "response",
    "open-ended response",
    "open ended response",
    "antwort",
    "offene antwort",
    "antwort in freitext",
    "réponse",
    "réponse ouverte",
    "respuesta",
    "respuesta abierta",
    "risposta",
    "risposta aperta",
    "antwoord",
    "open antwoord",
    "svar",
    "åbent svar",
    "resposta",
    "resposta aberta",
}
_IMPORT_ID = re.compile(r"""\{\s*["']ImportId["']""")


@dataclass(frozen=True)
class HeaderRows:
    """The header of a table.

    Attributes:
        names: one a column, as they stand; empty where a column has none.
        last: the place of the last row of the header, from 0.
        blank_columns: how many columns behind those of ``names`` seem to be empty.
    """

    names: list[str]
    last: int
    blank_columns: int


def find_header(rows: Sequence[Sequence[str]]) -> HeaderRows | None:
    """The header among the first rows of a table; None where all of them are blank."""
    return _find_header([[cell.strip() for cell in row] for row in rows])


def _find_header(rows: list[list[str]]) -> HeaderRows | None:
    filled = [sum(map(bool, row)) for row in rows]
    places = [place for place, count in enumerate(filled[:HEADER_ROWS]) if count]
    if not places:
        return None
    first = _first_full_row(rows, filled, places)
    names, last = _read_names(rows, places, first)
    width = max(len(names), _usual_width(rows[last + 1 :], len(names)))
    names += [""] * (width - len(names))
    used = max(map(_used_width, rows[last + 1 :]), default=0)
    while len(names) > max(1, used) and not names[-1]:
        names.pop()
    return HeaderRows(names, last, width - len(names))


def _first_full_row(rows: list[list[str]], filled: list[int], places: list[int]) -> int:
    counts = sorted(count for count in filled[:SAMPLE_ROWS] if count)
    usual = counts[-1] if len(counts) < FEW_ROWS else counts[3 * len(counts) // 4]
    if usual < 2:
        return places[0]
    full = [place for place in places if filled[place] >= max(2.0, HEADER_SHARE * usual)]
    if not full:
        return places[0]
    first = full[0]
    if not _is_labels(rows[first]):
        # Rows that are wider than their header come first among the full ones.
        before = [place for place in places if place < first]
        if before and filled[before[-1]] >= 2 and _is_labels(rows[before[-1]]):
            return before[-1]
    return first


def _read_names(rows: list[list[str]], places: list[int], first: int) -> tuple[list[str], int]:
    for place in places:
        if place > first + 2:
            break
        if _is_import_ids(rows[place]):
            return _names_above_import_ids(rows, place)
    for place in places:
        if place > first or place + 1 >= len(rows):
            break
        if _is_question_row(rows[place], rows[place + 1], rows[place + 2 : place + 3]):
            return _joined_names(rows[place], rows[place + 1]), place + 1
    return list(rows[first]), first


def _names_above_import_ids(rows: list[list[str]], place: int) -> tuple[list[str], int]:
    """Qualtrics: short names, the questions, and what its own import needs."""
    width = len(rows[place])
    questions = _widened(rows[place - 1], width) if place >= 1 else [""] * width
    short = _widened(rows[place - 2], width) if place >= 2 else [""] * width
    return [question or name for question, name in zip(questions, short, strict=False)], place


def _is_import_ids(row: list[str]) -> bool:
    found = sum(bool(_IMPORT_ID.match(cell)) for cell in row)
    return found > 0 and 2 * found > sum(map(bool, row))


def _is_question_row(upper: list[str], lower: list[str], after: list[list[str]]) -> bool:
    """Whether two rows are the questions of a survey and their parts, not a header and a row."""
    width = max(len(upper), len(lower))
    upper, lower = _widened(upper, width), _widened(lower, width)
    if not upper[0] or lower[0] or sum(map(bool, upper)) < 2 or not any(lower):
        return False
    if after and not any(after[0][:1]):
        return False
    part_count = question = 0
    for place in range(width):
        if upper[place]:
            question = place
            has_parts = place + 1 < width and not upper[place + 1] and bool(lower[place + 1])
            if lower[place] and not has_parts and not _says_nothing(lower[place]):
                return False
        elif lower[place]:
            if not lower[question]:
                return False
            part_count += 1
    return part_count > 1 or any(map(_says_nothing, lower))


def _joined_names(upper: list[str], lower: list[str]) -> list[str]:
    names, question = [], ""
    width = max(len(upper), len(lower))
    for above, below in zip(_widened(upper, width), _widened(lower, width), strict=True):
        question = above or question
        if not below or _says_nothing(below):
            names.append(question if below else above)
        else:
            names.append(f"{question}: {below}" if question else below)
    return names


def _says_nothing(cell: str) -> bool:
    return clean_name(cell).lower() in _SAYS_NOTHING


def _is_labels(row: list[str]) -> bool:
    cells = [cell for cell in row if cell]
    return sum(map(_is_value, cells)) <= LABEL_SHARE * len(cells)


def _is_value(cell: str) -> bool:
    return len(cell) <= VALUE_CHARACTERS and _VALUE.fullmatch(cell) is not None


def _usual_width(rows: list[list[str]], least: int) -> int:
    """How many cells nearly all rows have that have any; ``least`` where they do not agree."""
    widths = Counter(_used_width(row) for row in rows if any(row))
    if not widths:
        return least
    width, count = widths.most_common(1)[0]
    return width if width > least and count >= WIDER_SHARE * widths.total() else least


def _used_width(row: list[str]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def _widened(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))
