"""Who did what: a book that is only ever added to.

Each entry's hash covers the entry before it, so that a changed or removed one shows. Entries name
people who sign in, files and shared views; never a customer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import duckdb

from regulars.store.store import Store

__all__ = ["TERMINAL", "Audit", "Entry"]

# Who works there has this computer's account; which person that is nobody can tell.
TERMINAL = "The terminal"

FIRST_HASH = ""


@dataclass(frozen=True)
class Entry:
    """One thing that was done.

    Attributes:
        number: counts from 1.
        happened_at: UTC.
        who: a person's name, or what else acted.
        act: what was done, such as "signed in".
        what: to what; empty where the act says it all.
    """

    number: int
    happened_at: datetime
    who: str
    act: str
    what: str


class Audit:
    """The book of one store."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self.number_pending()

    def add(self, who: str, act: str, what: str = "") -> None:
        """Write down that somebody did something, as a part of what this thread is writing.

        Within a write, which may be a long one, others add entries meanwhile: it gets its number
        right after the write is committed, or when the store is opened next.
        """
        now = self._now()
        if self._store.is_writing:
            with self._store.write() as cursor:
                cursor.execute(
                    "insert into desk.audit_pending (happened_at, who, act, what) "
                    "values ($happened_at, $who, $act, $what)",
                    {"happened_at": now, "who": who, "act": act, "what": what},
                )
            self._store.when_kept(self.number_pending)
            return
        with self._store.note("desk.audit") as cursor:
            _append(cursor, happened_at=now, who=who, act=act, what=what)

    def number_pending(self) -> None:
        """Put into the book what writes have left behind, in the order in which it happened."""
        with self._store.read() as cursor:
            is_any = cursor.execute("select 1 from desk.audit_pending limit 1").fetchone()
        if is_any is None:
            return
        with self._store.note("desk.audit", "desk.audit_pending") as cursor:
            pending = cursor.execute(
                "select happened_at, who, act, what from desk.audit_pending "
                "order by happened_at, rowid"
            ).fetchall()
            for happened_at, who, act, what in pending:
                _append(cursor, happened_at=happened_at, who=who, act=act, what=what)
            # Just those: what is committed meanwhile cannot be seen from here.
            cursor.execute("delete from desk.audit_pending")

    def first_broken(self) -> int | None:
        """The number of the first entry that was changed or follows a missing one; None if whole.

        Entries cut off at the end leave no trace here: a backup shows them.
        """
        expected_number, before = 1, FIRST_HASH
        for entry, entry_hash in self._entries():
            if entry.number != expected_number or _chain(before, entry) != entry_hash:
                return expected_number
            expected_number, before = entry.number + 1, entry_hash
        return None

    def newest(self, count: int) -> list[Entry]:
        """The newest entries, newest first."""
        with self._store.read() as cursor:
            rows = cursor.execute(
                "select entry_no, happened_at, who, act, what from desk.audit "
                "order by entry_no desc limit $count",
                {"count": count},
            ).fetchall()
        return [Entry(*row) for row in rows]

    def _entries(self) -> Iterator[tuple[Entry, str]]:
        with self._store.read() as cursor:
            rows = cursor.execute(
                "select entry_no, happened_at, who, act, what, entry_hash from desk.audit "
                "order by entry_no"
            ).fetchall()
        for *fields, entry_hash in rows:
            yield Entry(*fields), entry_hash


def _append(
    cursor: duckdb.DuckDBPyConnection, *, happened_at: datetime, who: str, act: str, what: str
) -> None:
    """Add an entry within a note: no two threads are in one."""
    number, before = cursor.execute(
        "select entry_no, entry_hash from desk.audit order by entry_no desc limit 1"
    ).fetchone() or (0, FIRST_HASH)
    entry = Entry(number + 1, happened_at, who, act, what)
    cursor.execute(
        "insert into desk.audit (entry_no, happened_at, who, act, what, entry_hash) "
        "values ($number, $happened_at, $who, $act, $what, $entry_hash)",
        {**vars(entry), "entry_hash": _chain(before, entry)},
    )


def _chain(before: str, entry: Entry) -> str:
    told = [before, entry.number, entry.happened_at.isoformat(), entry.who, entry.act, entry.what]
    return sha256(json.dumps(told).encode()).hexdigest()
