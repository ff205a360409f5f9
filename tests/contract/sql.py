"""SQL files as text: what is left without comments, which tables it names, what a grain says."""

from __future__ import annotations

import re


def code(sql: str) -> str:
    """The SQL without comments, quoted text and quoted names."""
    # In one go: text may hold two hyphens, and a comment a quotation mark.
    parts = r"""(--[^\n]*)|'(?:[^']|'')*'|"(?:[^"]|"")*\""""
    return re.sub(parts, lambda part: "" if part[1] else "''", sql)


def tables_in(sql: str) -> set[str]:
    """The tables and table macros that it names."""
    return set(re.findall(r"\b(?:facts|exports|desk)\.\w+", code(sql)))


def grain_of(words: str) -> list[str]:
    """'a, b (some); c' -> [a, b]; no columns for 'one row'."""
    columns = re.sub(r"\(.*?\)", "", words.split(";")[0]).strip()
    return [] if columns == "one row" else [column.strip() for column in columns.split(",")]
