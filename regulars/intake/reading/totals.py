"""Which of the last rows of a table are no rows: totals, and notes on how it was made.

A row of the shop's own is never taken for one: it must say so in words, and lack what all others
have. An item that is called "Total" stays an item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["FIRST_ROWS", "LAST_ROWS", "Row", "find_totals"]

FIRST_ROWS = 200
LAST_ROWS = 12
# A total leaves this share of the cells empty that a row fills.
FILLED_SHARE = 0.5

_TOTAL = re.compile(
    r"""
    (?: (?:grand|sub|overall|report|sales|net|gross|sum)[\s-]* )? totals? (?:\s.*)?
    | total(?:e|i|es|en|er|t|s)? (?:\s.*)? | (?:gesamt|zwischen)?(?:summen?|gesamt) (?:\s.*)?
    | insgesamt | sous-total | somme | suma | subtotal | somma | totaal | subtotaal | eindtotaal
    | i\ alt | sum | sum\ total | soma | average | averages? (?:\s.*)? | media | moyenne
    | durchschnitt | gemiddelde | gennemsnit | média
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTE = re.compile(
    r"""
    (?: report\ )? (?: generated | exported | printed | downloaded | created | produced | run)
        (?:\ (?:on|at|by|from|with)\b.*|\s*:.*)
    | (?: erstellt | exportiert | gedruckt | generiert ) (?: \ (?:am|um|von|mit)\b.*|\s*:.*)
    | (?: généré | exporté | imprimé | créé | edité | édité ) e? (?: \ (?:le|par|à)\b.*|\s*:.*)
    | (?: generado | exportado | impreso | creado | gerado | criado | impresso ) a? (?:
        \ (?:el|por|em|a)\b.*|\s*:.*)
    | (?: generato | esportato | stampato | creato ) (?: \ (?:il|da|con)\b.*|\s*:.*)
    | (?: gegenereerd | geëxporteerd | afgedrukt | gemaakt ) (?: \ (?:op|door)\b.*|\s*:.*)
    | (?: genereret | eksporteret | udskrevet | oprettet ) (?: \ (?:den|af)\b.*|\s*:.*)
    | (?: page | seite | página | pagina | side ) \ \d+ (?: \s* (?:of|von|de|sur|di|van|af|/) .*)?
    | (?: notes? | source | filters?(?:\ applied)? | disclaimer | period | date\ range | report
        | hinweis | quelle | zeitraum | remarque | nota | fuente | bron | kilde ) \s* : .*
    | \* .{3,} | © .* | copyright\b .* | -*\s*end\ of\ (?:report|file|list|data)\b .*
    | \d[\d.,]*\ (?:rows?|records?|results?|entries|transactions?|items?|zeilen|lignes)
        (?:\ (?:exported|found|total|in\ total|selected))?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Row:
    """One of the last rows.

    Attributes:
        number: as a spreadsheet counts.
        staged_id: its id in ``staged``; None where it could not be read as a row.
        cells: what it holds.
    """

    number: int
    staged_id: int | None
    cells: tuple[str | None, ...]


def find_totals(first: Sequence[Sequence[str | None]], last: Sequence[Row]) -> list[Row]:
    """The totals and notes at the very end of a table.

    Args:
        first: the first rows of the table, which show what its rows are like.
        last: its last rows in their order, with those that could not be read.
    """
    found: list[Row] = []
    for place in range(len(last) - 1, -1, -1):
        row = last[place]
        if not any(_filled(row.cells)):
            continue
        others = [*first, *(before.cells for before in last[:place] if before.staged_id)]
        if not _is_total_or_note(row, _without(others, [row, *found])):
            break
        found.append(row)
    return found


def _without(
    rows: Sequence[Sequence[str | None]], found: Sequence[Row]
) -> list[Sequence[str | None]]:
    """The rows but for those that are looked at: a short table is both first and last rows."""
    gone = {tuple(row.cells) for row in found}
    return [row for row in rows if tuple(row) not in gone]


def _is_total_or_note(row: Row, others: list[Sequence[str | None]]) -> bool:
    filled = _filled(row.cells)
    label_place = filled.index(True)
    label = " ".join((row.cells[label_place] or "").split()).strip('"').rstrip(" :=-")
    words = " ".join((row.cells[label_place] or "").split()).strip('"')
    if row.staged_id is None:
        # It is no row in any case; this says only what it is instead.
        return bool(_TOTAL.fullmatch(label.split(":")[0]) or _NOTE.fullmatch(words))
    if not others:
        return False
    usual = median(sum(_filled(other)) for other in others)
    if usual < 2:
        return False
    if _NOTE.fullmatch(words):
        return sum(filled) <= max(1.0, FILLED_SHARE * usual) and sum(filled) < usual
    if not _TOTAL.fullmatch(label.split(":")[0]):
        return False
    lacks = any(
        not filled[place] and all(_filled(other)[place] for other in others)
        for place in range(len(filled))
    )
    is_thin = sum(filled) <= FILLED_SHARE * usual
    stands_among_values = all(
        any(sign.isdigit() for sign in other[label_place] or "") for other in others
    )
    return (lacks and (is_thin or stands_among_values)) or (is_thin and stands_among_values)


def _filled(cells: Sequence[str | None]) -> list[bool]:
    return [bool((cell or "").strip()) for cell in cells]
