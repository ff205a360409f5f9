"""The books of one store about who may see what."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from regulars.auth.audit import Audit
from regulars.auth.links import Links
from regulars.auth.people import People
from regulars.auth.sessions import Sessions
from regulars.auth.throttle import Throttle
from regulars.clock import utc_now
from regulars.store.store import Store

__all__ = ["Access"]

LONGEST_WAIT_OF_A_NAME = timedelta(minutes=1)
LONGEST_WAIT_OF_AN_ADDRESS = timedelta(minutes=15)


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
