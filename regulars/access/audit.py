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
from threading import Lock

from regulars.store import Store

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
        self._adding = Lock()

    def add(self, who: str, act: str, what: str = "") -> None:
        """Write down that somebody did something."""
        with self._adding, self._store.note() as cursor:
            last = cursor.execute(
                "select entry_no, entry_hash from desk.audit order by entry_no desc limit 1"
            ).fetchone() or (0, FIRST_HASH)
            entry = Entry(last[0] + 1, self._now(), who, act, what)
            cursor.execute(
                "insert into desk.audit (entry_no, happened_at, who, act, what, entry_hash) "
                "values ($number, $happened_at, $who, $act, $what, $entry_hash)",
                {**vars(entry), "entry_hash": _chain(last[1], entry)},
            )

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


def _chain(before: str, entry: Entry) -> str:
    told = [before, entry.number, entry.happened_at.isoformat(), entry.who, entry.act, entry.what]
    return sha256(json.dumps(told).encode()).hexdigest()
