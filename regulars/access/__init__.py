"""Who may look: people, their sessions, shared links, and the book of what was done.

It may touch what ``desk`` knows of people who sign in, sessions, links and the log: no customer.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property

from regulars.access.audit import TERMINAL, Audit, Entry
from regulars.access.links import Link, Links
from regulars.access.people import People
from regulars.access.person import Person, Role
from regulars.access.sessions import Sessions
from regulars.access.throttle import Throttle
from regulars.store.store import Store

__all__ = ["TERMINAL", "Access", "Entry", "Link", "Person", "Role", "utc_now"]

LONGEST_WAIT_OF_A_NAME = timedelta(minutes=1)
LONGEST_WAIT_OF_AN_ADDRESS = timedelta(minutes=15)


def utc_now() -> datetime:
    """This moment in UTC, without a zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Access:
    """The books of one store about who may see what.

    Attributes:
        store: where they are kept.
        people: who may sign in.
        sessions: who is signed in.
        links: the shared views.
        audit: what was done.
        name_throttle: failures by person or link.
        address_throttle: failures by network address; in memory only.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self.store = store
        self.people = People(store, now)
        self.sessions = Sessions(store, now)
        self.links = Links(store, now)
        self.audit = Audit(store, now)
        self.name_throttle = Throttle(LONGEST_WAIT_OF_A_NAME, now)
        self.address_throttle = Throttle(LONGEST_WAIT_OF_AN_ADDRESS, now)

    @cached_property
    def cookie_key(self) -> str:
        """Signs the cookies; made up once for each store."""
        with self.store.note("desk.setting") as cursor:
            row = cursor.execute(
                "select value from desk.setting where name = 'cookie_key'"
            ).fetchone()
            if row is not None:
                return str(row[0])
            key = secrets.token_hex(32)
            cursor.execute(
                "insert into desk.setting (name, value) values ('cookie_key', $key)", {"key": key}
            )
        return key

    @property
    def asks_to_sign_in(self) -> bool:
        """Whether people sign in here; if not, only the person at this computer gets in."""
        return len(self.people) > 0
