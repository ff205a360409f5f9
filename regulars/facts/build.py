"""Rebuild ``facts`` from ``exports``: queries/model/*.sql and what is learnt, one transaction."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Set
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from regulars.facts.comments.colleagues import find_colleagues
from regulars.facts.comments.heard_comments import hear_comments
from regulars.facts.drivers.build import learn_drivers
from regulars.facts.outlook.day_ahead import learn_day_weights
from regulars.facts.outlook.scoring import scoring
from regulars.progress import Progress
from regulars.settings import PROJECT_DIR
from regulars.store.store import Store

__all__ = [
    "RebuildFacts",
    "are_facts_current",
    "model_statements",
    "note_change",
    "rebuild_facts",
    "rebuild_heard",
    "rebuild_named",
    "tables_behind",
]

MODEL_DIR = PROJECT_DIR / "queries" / "model"
# What facts are made of beside SQL.
LEARNT_BY = tuple(
    path
    for pattern in (
        "drivers/*.py",
        "optimization.py",
        "comments/*.py",
        "comments/lists/*.toml",
        "outlook/*.py",
    )
    for path in sorted(Path(__file__).parent.glob(pattern))
)
# The outlook is worked out from these, beside the facts that do not wait for it.
OUTLOOK_READS = ("facts.visit", "facts.trading_day")
OUTLOOK_FACTS = ("facts.outlook", "facts.outlook_month")
# The one fact that reads what was heard.
HEARD = "facts.comment"
COMPLAINT, DRIVER = "facts.complaint", "facts.driver"
MACROS_DIR = PROJECT_DIR / "queries" / "macros"


@cache
def model_statements() -> tuple[tuple[str, str], ...]:
    """(table, SQL) of every fact, each after the facts that it reads.

    What the outlook is worked out from comes first, and what waits for the outlook last.
    """
    sql_of, reads = _models()
    first = set().union(*(_with_sources(table, reads) for table in OUTLOOK_READS))
    order = sorted(
        TopologicalSorter(reads).static_order(),
        key=lambda table: (
            table not in first,
            not _with_sources(table, reads).isdisjoint(OUTLOOK_FACTS),
        ),
    )
    return tuple((table, sql_of[table]) for table in order)


@cache
def _parsed(sql: str) -> duckdb.Statement:
    """Ready to run: of building a small shop's facts, parsing would be a fifth."""
    return duckdb.extract_statements(sql)[0]


@cache
def tables_behind(tables: frozenset[str]) -> frozenset[str]:
    """These tables and all that they are made of, at whatever distance.

    Some facts are macros that read what staff write: they change with it at once.
    """
    behind, new = set(), set(tables)
    while new:
        behind |= new
        new = {source for table in new for source in _sources().get(table, ())} - behind
    return frozenset(behind)


@cache
def _sources() -> Mapping[str, Set[str]]:
    """Fact -> all tables that it reads."""
    return {
        table: frozenset(re.findall(r"\b(?:facts|desk|exports)\.\w+", _reads_line(sql)))
        for table, sql in model_statements()
    }


def _models() -> tuple[dict[str, str], dict[str, set[str]]]:
    """The SQL of every fact, and the facts that it reads."""
    sql_of: dict[str, str] = {}
    reads: dict[str, set[str]] = {}
    for path in sorted(MODEL_DIR.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        head = sql.split("create or replace", 1)[0].replace("\n--", " ")
        table = re.search(r"Builds:\s*(facts\.\w+)", head)
        if table is None:
            raise ValueError(f"queries/model/{path.name} has no Builds line")
        sql_of[table[1]] = sql
        reads[table[1]] = set(re.findall(r"facts\.\w+", _reads_line(sql)))
    return sql_of, reads


def _reads_line(sql: str) -> str:
    """What the header of a model says after "Reads"."""
    head = sql.split("create or replace", 1)[0].replace("\n--", " ")
    read = re.search(r"Reads:(.*?)(?:Source:|$)", head, re.DOTALL)
    return read[1] if read else ""


def _with_sources(table: str, reads: Mapping[str, Set[str]]) -> Set[str]:
    """A fact and all facts that it is built from, at whatever distance."""
    return {table}.union(*(_with_sources(source, reads) for source in reads[table]))


@cache
def _model_version() -> str:
    macros = [path.read_text(encoding="utf-8") for path in sorted(MACROS_DIR.glob("*.sql"))]
    learning = [path.read_text(encoding="utf-8") for path in LEARNT_BY]
    text = "".join(macros + [sql for _, sql in model_statements()] + learning)
    return hashlib.sha256(text.encode()).hexdigest()


def rebuild_facts(store: Store, progress: Progress | None = None) -> None:
    """Build all facts anew from the exports; readers see the old ones until it is done.

    Args:
        store: where they are.
        progress: told how far it is; what it raises leaves them as they were.
    """
    with store.write() as cursor:
        if progress is not None:
            progress(0.0, "hearing what people say")
        hear_comments(cursor)
        _build(cursor, progress)
        find_colleagues(cursor)
        learn_drivers(cursor)
        cursor.execute(
            """
            create or replace table facts.build as
            select
                $model_version as model_version,
                (select coalesce(max(change_no), 0) from exports.change) as change_no
            """,
            {"model_version": _model_version()},
        )


@dataclass(frozen=True)
class RebuildFacts:
    """All facts are built anew, by a process that works beside the server."""

    def carry_out(self, store: Store, progress: Progress) -> None:
        """Build them."""
        rebuild_facts(store, progress)


def rebuild_heard(cursor: duckdb.DuckDBPyConnection) -> None:
    """Hear what the changed words may be in, and build anew only the facts that rest on comments.

    Args:
        cursor: within the write that changed words.
    """
    angry = _angry(cursor)
    hear_comments(cursor)
    _, reads = _models()
    for table, sql in model_statements():
        sources = _with_sources(table, reads)
        # Complaints take longest, and of all that is heard only anger makes one.
        if COMPLAINT in sources and _angry(cursor) == angry:
            continue
        if table == DRIVER or HEARD in sources:
            cursor.execute(_parsed(sql))
    find_colleagues(cursor)
    learn_drivers(cursor)


def _angry(cursor: duckdb.DuckDBPyConnection) -> Any:
    """Stands for which comments are angry."""
    return cursor.execute(
        "select count(*), bit_xor(hash(row_key)) from facts.comment where is_angry"
    ).fetchone()


def rebuild_named(cursor: duckdb.DuckDBPyConnection) -> None:
    """Look through the comments for colleagues again, whose names have changed.

    Args:
        cursor: within the write that changed them.
    """
    cursor.execute(_parsed(dict(model_statements())["facts.comment_colleague"]))
    find_colleagues(cursor)


def _build(cursor: duckdb.DuckDBPyConnection, progress: Progress | None) -> None:
    """Every fact in its order; the outlook is worked out beside those that do not wait for it."""
    missing = set(OUTLOOK_READS)
    show_scores: Callable[[], None] | None = None
    with ExitStack() as beside:
        for place, (table, sql) in enumerate(model_statements()):
            if progress is not None:
                progress(place / len(model_statements()), "working out who your regulars are")
            if table in OUTLOOK_FACTS and show_scores is not None:
                # While the outlook is still being worked out.
                _learn_days(cursor)
                show_scores()
                show_scores = None
            cursor.execute(_parsed(sql))
            if table in missing:
                missing.remove(table)
                if not missing:
                    show_scores = beside.enter_context(scoring(cursor))


def _learn_days(cursor: duckdb.DuckDBPyConnection) -> None:
    """What the days ahead are like: it is learnt from the shop's own past."""
    for (last_on,) in cursor.execute("select last_trading_on from facts.shop").fetchall():
        if last_on is not None:
            learn_day_weights(cursor, last_on)


def note_change(cursor: duckdb.DuckDBPyConnection) -> None:
    """Say that what facts are made of has changed: they are built anew before they are asked."""
    cursor.execute("""
        update exports.change set change_no = change_no + 1;
        insert into exports.change (change_no)
        select 1 where not exists (select 1 from exports.change)
    """)


def are_facts_current(store: Store) -> bool:
    """Whether the facts were built by this model from all the imports there are."""
    with store.read() as cursor:
        there = cursor.execute(
            "select 1 from information_schema.tables "
            "where table_schema = 'facts' and table_name = 'build'"
        ).fetchone()
        if there is None:
            return False
        current = cursor.execute(
            """
            select 1
            from facts.build
            where
                model_version = $model_version
                and change_no = (select coalesce(max(change_no), 0) from exports.change)
            """,
            {"model_version": _model_version()},
        ).fetchone()
    return current is not None
