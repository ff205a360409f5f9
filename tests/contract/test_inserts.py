"""What is written into tables that are kept names its columns: a table may gain some."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

# The table, which may be chosen in Python, and what follows it.
INSERT = re.compile(
    r"insert\s+(?:or\s+\w+\s+)?into\s+((?:exports|desk|file)\.(?:\w+|\{\w+\}))\s*(by\s+name\b|\()?"
)
# Where one statement is written as several strings.
NEXT_PIECE = re.compile(r'"\s*\n\s*f?"')


def unnamed_inserts(text: str) -> list[str]:
    """The tables that are written to by the order of their columns."""
    whole = NEXT_PIECE.sub("", text)
    return [table for table, named in INSERT.findall(whole) if not named]


def test_every_insert_into_a_table_that_is_kept_names_its_columns() -> None:
    files = [
        path
        for folder in ("regulars", "queries")
        for path in sorted((REPOSITORY / folder).rglob("*"))
        if path.suffix in (".py", ".sql")
    ]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    assert sum(len(INSERT.findall(NEXT_PIECE.sub("", text))) for text in texts.values()) > 30
    unnamed = {
        path.relative_to(REPOSITORY).as_posix(): tables
        for path, text in texts.items()
        if (tables := unnamed_inserts(text))
    }
    assert unnamed == {}


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("insert into desk.note values (1)", ["desk.note"]),
        ("insert or replace into desk.setting\nvalues ('a', 'b')", ["desk.setting"]),
        ("insert into exports.{table} select 1", ["exports.{table}"]),
        ('"insert into desk.word "\n    "values (1)"', ["desk.word"]),
        ('"insert into desk.word "\n    "(word) values (1)"', []),
        ("insert into exports.{table} (import_id) select 1", []),
        ("insert into desk.contact by name select 1 as contact_no", []),
        ("insert into settled select 1", []),
    ],
)
def test_an_insert_by_order_is_noticed(text: str, tables: list[str]) -> None:
    assert unnamed_inserts(text) == tables
