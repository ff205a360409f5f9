"""Who is signed in, on which browser, since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from regulars.auth.passwords import hash_token, new_token
from regulars.store.store import Store

__all__ = ["LONGEST_DAYS", "Sessions"]

IDLE_HOURS = 12
LONGEST_DAYS = 30
# How much of "last seen" a crash may lose; each rerun writes to the disk otherwise.
SEEN_EVERY = timedelta(minutes=5)


@dataclass
class Session:
    """One browser that is signed in; moments are UTC."""

    person_id: str
    started_at: datetime
    seen_at: datetime
    written_at: datetime


class Sessions:
    """All browsers that are signed in, held in memory and written through to the store."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._sessions: dict[str, Session] = {}
        self._load()

    def _load(self) -> None:
        """Read who is signed in anew; who was seen since that was written was not."""
        with self._store.read() as cursor:
            rows = cursor.execute(
                "select token_hash, person_id, started_at, seen_at from desk.session"
            ).fetchall()
        self._sessions = {
            token_hash: Session(person_id, started_at, seen_at, seen_at)
            for token_hash, person_id, started_at, seen_at in rows
        }

    def start(self, person_id: str) -> str:
        """Sign a browser in; returns the token that its cookie carries."""
        token, now = new_token(), self._now()
        with self._changing() as cursor:
            self._forget_old(cursor)
            cursor.execute(
                "insert into desk.session (token_hash, person_id, started_at, seen_at) "
                "values ($token_hash, $person_id, $now, $now)",
                {"token_hash": hash_token(token), "person_id": person_id, "now": now},
            )
            cursor.execute(
                "update desk.person set signed_in_at = $now where person_id = $person_id",
                {"now": now, "person_id": person_id},
            )
            self._sessions[hash_token(token)] = Session(person_id, now, now, now)
        return token

    def person_of(self, token: str) -> str | None:
        """The id of the person who is signed in with a token; None when it has ended.

        Being looked up counts as being used.
        """
        key, now = hash_token(token), self._now()
        session = self._sessions.get(key)
        if session is None or self._is_over(session, now):
            return None
        session.seen_at = now
        if now - session.written_at > SEEN_EVERY:
            session.written_at = now
            with self._store.note("desk.session") as cursor:
                cursor.execute(
                    "update desk.session set seen_at = $now where token_hash = $token_hash",
                    {"now": now, "token_hash": key},
                )
        return session.person_id

    def end(self, token: str) -> None:
        """Sign one browser out."""
        with self._changing() as cursor:
            cursor.execute(
                "delete from desk.session where token_hash = $token_hash",
                {"token_hash": hash_token(token)},
            )
            self._sessions.pop(hash_token(token), None)

    def end_all(self, person_id: str, *, but: str = "") -> int:
        """Sign somebody out everywhere, but for one token; returns how many browsers that were."""
        kept = hash_token(but)
        with self._changing() as cursor:
            ended = [
                key
                for key, session in self._sessions.items()
                if session.person_id == person_id and key != kept
            ]
            cursor.execute(
                "delete from desk.session where person_id = $person_id and token_hash <> $kept",
                {"person_id": person_id, "kept": kept},
            )
            for key in ended:
                del self._sessions[key]
        return len(ended)

    @contextmanager
    def _changing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One change at a time, in the store and in memory; undone in both or in none."""
        with self._store.note("desk.session", "desk.person") as cursor:
            self._store.when_undone(self._load)
            yield cursor

    def _is_over(self, session: Session, now: datetime) -> bool:
        return now - session.seen_at > timedelta(
            hours=IDLE_HOURS
        ) or now - session.started_at > timedelta(days=LONGEST_DAYS)

    def _forget_old(self, cursor: duckdb.DuckDBPyConnection) -> None:
        now = self._now()
        for key in [key for key, session in self._sessions.items() if self._is_over(session, now)]:
            del self._sessions[key]
            cursor.execute(
                "delete from desk.session where token_hash = $token_hash", {"token_hash": key}
            )
