"""Shared links: one screen, its filters locked, for whoever has the address, until it ends."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import duckdb

from regulars.auth.passwords import check_password, hash_password, hash_token, new_token
from regulars.errors import AccessFailed, LinkEnded
from regulars.store.store import Store

__all__ = ["Link", "Links"]

LONGEST_DAYS = 366
LONGEST_TITLE = 80
SHORTEST_PASSCODE = 6


@dataclass(frozen=True)
class Link:
    """One shared view.

    Attributes:
        link_id: random; names it in lists and in cookies, opens nothing.
        turn: counts how often its address was replaced.
        title: what the manager calls it.
        screen: the one screen it shows.
        choices: that screen's filters as they were: choice -> value.
        sample: the sample that it shows; empty for the shop's own data.
        sees_names: whether customers' names are shown in full.
        has_cards: whether the cards of the people listed on it open.
        has_passcode: whether it asks for a passcode.
        created_by: who shared it.
        created_at: UTC.
        expires_at: UTC.
        revoked_at: UTC; None while it was not revoked.
    """

    link_id: str
    turn: int
    title: str
    screen: str
    choices: Mapping[str, str] = field(hash=False)
    sample: str
    sees_names: bool
    has_cards: bool
    has_passcode: bool
    created_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class Links:
    """All shared links, held in memory and written through to the store."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._links: dict[str, Link] = {}
        self._by_hash: dict[str, str] = {}
        self._passcodes: dict[str, str | None] = {}
        self.load()

    def load(self) -> None:
        """Read all links anew: somebody else changed them in the store."""
        with self._store.read() as cursor:
            rows = cursor.execute(
                "select link_id, token_hash, passcode_hash, turn, title, screen, choices, "
                "sample, sees_names, has_cards, passcode_hash is not null, created_by, "
                "created_at, expires_at, revoked_at from desk.link order by created_at"
            ).fetchall()
        links: dict[str, Link] = {}
        by_hash: dict[str, str] = {}
        passcodes: dict[str, str | None] = {}
        for link_id, token_hash, passcode_hash, turn, title, screen, choices, *others in rows:
            links[link_id] = Link(link_id, turn, title, screen, json.loads(choices), *others)
            by_hash[token_hash], passcodes[link_id] = link_id, passcode_hash
        self._links, self._by_hash, self._passcodes = links, by_hash, passcodes

    def share(
        self,
        screen: str,
        choices: Mapping[str, str],
        *,
        title: str,
        sample: str,
        sees_names: bool,
        has_cards: bool,
        days: int,
        passcode: str,
        created_by: str,
    ) -> tuple[Link, str]:
        """Share a view; returns it and the token of its address, which is told only now.

        Args:
            screen: the one screen it shows.
            choices: the filters as they are.
            title: what it is called in the list.
            sample: the sample that is shown; empty for the shop's own data.
            sees_names: show customers' names in full.
            has_cards: let the cards of the people listed open.
            days: how long it lasts, 1 to 366.
            passcode: asked for when it is opened; empty for none.
            created_by: who shares it.

        Raises:
            AccessFailed: something of this cannot be.
        """
        if not 1 <= days <= LONGEST_DAYS:
            raise AccessFailed(f"A link lasts 1 to {LONGEST_DAYS} days.")
        if passcode and len(passcode) < SHORTEST_PASSCODE:
            raise AccessFailed(f"A passcode has at least {SHORTEST_PASSCODE} characters.")
        title = " ".join(title.split())[:LONGEST_TITLE]
        if not title or not title.isprintable():
            raise AccessFailed("Give the link a name, so that you know it in the list.")
        now, token = self._now(), new_token()
        link = Link(
            secrets.token_hex(8),
            1,
            title,
            screen,
            dict(choices),
            sample,
            sees_names,
            has_cards,
            bool(passcode),
            created_by,
            now,
            now + timedelta(days=days),
        )
        passcode_hash = hash_password(passcode) if passcode else None
        with self._changing() as cursor:
            cursor.execute(
                "insert into desk.link (link_id, token_hash, turn, title, screen, choices, sample, "
                "sees_names, has_cards, passcode_hash, created_by, created_at, expires_at) "
                "values ($link_id, $token_hash, $turn, $title, $screen, $choices, $sample, "
                "$sees_names, $has_cards, $passcode_hash, $created_by, $created_at, $expires_at)",
                {
                    "link_id": link.link_id,
                    "token_hash": hash_token(token),
                    "turn": link.turn,
                    "title": title,
                    "screen": screen,
                    "choices": json.dumps(dict(choices)),
                    "sample": sample,
                    "sees_names": sees_names,
                    "has_cards": has_cards,
                    "passcode_hash": passcode_hash,
                    "created_by": created_by,
                    "created_at": link.created_at,
                    "expires_at": link.expires_at,
                },
            )
            self._hold(link, hash_token(token), passcode_hash)
        return link, token

    def everyone(self) -> list[Link]:
        """All links, ended ones too, in the order in which they were shared."""
        return list(self._links.values())

    def open(self, token: str) -> Link:
        """The link that an address leads to.

        Raises:
            LinkEnded: there is none, or it was revoked or has expired.
        """
        link = self._links.get(self._by_hash.get(hash_token(token), ""))
        if link is None:
            raise LinkEnded(
                "This link leads nowhere: it may be cut off, or it was replaced by another."
            )
        return self._alive(link)

    def entered(self, link_id: str, turn: int) -> Link:
        """The link that let a browser in earlier.

        Raises:
            LinkEnded: it was revoked or replaced, or has expired.
        """
        link = self._links.get(link_id)
        if link is None or link.turn != turn:
            raise LinkEnded("This link was replaced by another.")
        return self._alive(link)

    def has_right_passcode(self, link: Link, passcode: str) -> bool:
        """Whether a passcode opens the link."""
        return not link.has_passcode or check_password(passcode, self._passcodes[link.link_id])

    def revoke(self, link_id: str) -> Link:
        """End a link for good; whoever looks through it is out at the next click.

        Raises:
            AccessFailed: no such link.
        """
        with self._changing() as cursor:
            link = replace(self._need(link_id), revoked_at=self._now())
            cursor.execute(
                "update desk.link set revoked_at = $revoked_at where link_id = $link_id",
                {"revoked_at": link.revoked_at, "link_id": link_id},
            )
            self._links[link_id] = link
        return link

    def rotate(self, link_id: str) -> tuple[Link, str]:
        """Replace a link's address; the old one and those it let in are out.

        Raises:
            AccessFailed: no such link, or it has ended.
        """
        token = new_token()
        with self._changing() as cursor:
            link = self._need(link_id)
            if link.revoked_at is not None or link.expires_at <= self._now():
                raise AccessFailed("This link has ended. Share the view again.")
            link = replace(link, turn=link.turn + 1)
            cursor.execute(
                "update desk.link set turn = $turn, token_hash = $token_hash "
                "where link_id = $link_id",
                {"turn": link.turn, "token_hash": hash_token(token), "link_id": link_id},
            )
            for token_hash in [key for key, held in self._by_hash.items() if held == link_id]:
                del self._by_hash[token_hash]
            self._by_hash[hash_token(token)] = link_id
            self._links[link_id] = link
        return link, token

    def note_view(self, link_id: str) -> None:
        """Write down that somebody looked: when, and nothing else about them."""
        with self._store.note("desk.link_view") as cursor:
            cursor.execute(
                "insert into desk.link_view (link_id, viewed_at) values ($link_id, $now)",
                {"link_id": link_id, "now": self._now()},
            )

    @contextmanager
    def _changing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One change at a time, in the store and in memory; undone in both or in none."""
        with self._store.note("desk.link") as cursor:
            self._store.when_undone(self.load)
            yield cursor

    def _alive(self, link: Link) -> Link:
        if link.revoked_at is not None:
            raise LinkEnded("Whoever shared this view has ended it. Ask them for a new link.")
        if link.expires_at <= self._now():
            raise LinkEnded(
                f"This link ran until {link.expires_at.day} {link.expires_at:%B %Y}. Ask whoever "
                "shared it for a new one."
            )
        return link

    def _need(self, link_id: str) -> Link:
        link = self._links.get(link_id)
        if link is None:
            raise AccessFailed("This link is no longer there. Load the page again.")
        return link

    def _hold(self, link: Link, token_hash: str, passcode_hash: str | None) -> None:
        self._links[link.link_id] = link
        self._by_hash[token_hash] = link.link_id
        self._passcodes[link.link_id] = passcode_hash
