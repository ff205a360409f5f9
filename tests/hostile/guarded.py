"""Data folders prepared before a server starts on them: people, sessions, links in every state."""

from __future__ import annotations

import csv
import shutil
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

from itsdangerous import URLSafeSerializer

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.clock import utc_now
from regulars.sample import CAFE, sample_files
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web.auth.cookies import LINK_COOKIE, PERSON_COOKIE
from tests.browser.server import START_SECONDS, Server
from tests.hostile.client import Cookies
from tests.hostile.content import HOSTILE_PERSON

__all__ = [
    "INSIDE",
    "LOCATION",
    "MANAGER",
    "PASSCODE",
    "PASSWORD",
    "SHUT_OUT",
    "STAFF",
    "GuardedServer",
    "Keys",
    "prepare",
    "sample_secrets",
]

MANAGER, STAFF, LEAVER = "Mara Holt", "Sten Quist", "Lea Vargas"
PASSWORD = "a quiet corner table"
PASSCODE = "four green bottles"
LOCATION = "Market Hall"
LOCKED = {"period": "Last 13 weeks", "location": LOCATION}

SHUT_OUT = (
    "nobody",
    "forged person",
    "forged link",
    "unsealed",
    "tampered",
    "link's seal on a person",
    "person's seal on a link",
    "expired session",
    "idle session",
    "signed out",
    "removed person",
    "revoked link",
    "expired link",
    "replaced link",
)
INSIDE = ("manager", "staff", "link")


@dataclass
class Keys:
    """What visitors carry.

    Attributes:
        cookies: kind of visitor -> the cookies of that browser.
        tokens: what for -> the token of its address.
        link_ids: what for -> the link's id.
    """

    cookies: dict[str, Cookies] = field(default_factory=lambda: {"nobody": {}})
    tokens: dict[str, str] = field(default_factory=dict)
    link_ids: dict[str, str] = field(default_factory=dict)


class GuardedServer(Server):
    """A dashboard where people sign in: only its health is public.

    Attributes:
        keys: what visitors carry.
    """

    def __init__(self, data_dir: Path, keys: Keys) -> None:
        self.keys = keys
        super().__init__(data_dir)

    def cookies(self, visitor: str) -> Cookies:
        """The cookies of a kind of visitor."""
        return self.keys.cookies[visitor]

    @property
    def memory_peak(self) -> int:
        """The most memory it ever held, in bytes; 0 where the system does not say."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return 0
        lines = status.read_text(encoding="ascii").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM:"))
        return 1024 * int(peak.split()[1])

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the server did not start:\n{self.log.read_text('utf-8')[-3000:]}")


def prepare(
    data_dir: Path, sample: Path, exports: list[tuple[str, str]] | None = None, title: str = ""
) -> Keys:
    """Fill a data folder: people, what they carry, links in every state.

    Args:
        data_dir: the folder; nothing is in it yet.
        sample: the sample's data file, which is copied.
        exports: (file name, its text) of the shop's own exports; None to show the sample.
        title: what the shared links are called, where it matters.
    """
    data_dir.mkdir(parents=True)
    shutil.copy(sample, data_dir / "sample-cafe.duckdb")
    shop = Shop.open(Settings(data_dir=data_dir))
    try:
        keys = Keys()
        _sign_people_in(shop.access, keys)
        _share_links(shop.access, keys, is_sample=exports is None, title=title)
        _forge(shop.access, keys)
        _remove_one(shop, keys)
        _look_back(shop, keys)
        for name, text in exports or []:
            path = shop.settings.spool_dir / name
            path.write_text(text, encoding="utf-8")
            (report,) = shop.take([(name, path)])
            assert report.error is None, report.error
            path.unlink()
        return keys
    finally:
        shop.close()


@cache
def sample_secrets() -> Mapping[str, frozenset[str]]:
    """What of the sample must never be seen outside: kind -> names, e-mails, phones, comments."""
    found: dict[str, set[str]] = {"name": set(), "e-mail": set(), "phone": set(), "comment": set()}
    for _, path in sample_files(CAFE):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                first, last = row.get("First Name") or "", row.get("Last Name") or ""
                found["name"].add(f"{first} {last}" if first and last else "")
                found["name"].add(row.get("Customer Name") or "")
                found["e-mail"].add(row.get("Email Address") or row.get("Email") or "")
                phone = row.get("Phone Number") or row.get("Phone") or ""
                found["phone"].add("".join(sign for sign in phone if sign.isdigit()))
                found["comment"].add(row.get("Anything you would like to tell us?") or "")
    shortest = {"name": 6, "e-mail": 6, "phone": 7, "comment": 16}
    secrets = {
        kind: frozenset(told for told in texts if len(told) >= shortest[kind])
        for kind, texts in found.items()
    }
    assert all(len(texts) > 100 for texts in secrets.values()), "the sample holds less than it did"
    return secrets


def _sign_people_in(access: Access, keys: Keys) -> None:
    people = access.people
    manager = people.add(MANAGER, Role.MANAGER, password=PASSWORD)
    staff = people.add(STAFF, Role.STAFF, password=PASSWORD)
    guest = people.add("Invited Ida", Role.STAFF)
    people.add(HOSTILE_PERSON, Role.STAFF)
    keys.tokens["invitation"] = people.invite(guest.person_id)
    for visitor, person in (("manager", manager), ("staff", staff), ("signed out", manager)):
        token = access.sessions.start(person.person_id)
        keys.cookies[visitor] = _person_cookie(access, token)
        keys.tokens[visitor] = token
    access.sessions.end(keys.tokens["signed out"])


def _share_links(access: Access, keys: Keys, *, is_sample: bool, title: str) -> None:
    choices = LOCKED if is_sample else {"period": "All time"}
    shared = {
        # (screen, names in full, cards, passcode); each has a pace of its own.
        "link": ("regulars", False, False, ""),
        "widening": ("regulars", False, False, ""),
        "crossing": ("regulars", False, False, ""),
        "hasty": ("regulars", False, False, ""),
        "idle": ("regulars", False, False, ""),
        "today": ("today", False, False, ""),
        "lapsed": ("lapsed", False, False, ""),
        "satisfaction": ("satisfaction", False, False, ""),
        "imports": ("imports", False, False, ""),
        "cards": ("regulars", True, True, ""),
        "masked cards": ("regulars", False, True, ""),
        "passcode": ("regulars", False, False, PASSCODE),
        "revoked": ("regulars", False, False, ""),
        "replaced": ("regulars", False, False, ""),
    }
    for name, (screen, sees_names, has_cards, passcode) in shared.items():
        link, token = access.links.share(
            screen,
            choices,
            title=title or f"For {name}",
            sample="cafe" if is_sample else "",
            # The shop full of code shows its names to everybody.
            sees_names=sees_names or not is_sample,
            has_cards=has_cards,
            days=30,
            passcode=passcode,
            created_by=MANAGER,
        )
        visitor = f"{name} link" if name in ("revoked", "replaced") else name
        keys.cookies[visitor] = _link_cookie(access, link.link_id, link.turn)
        keys.tokens[visitor], keys.link_ids[visitor] = token, link.link_id
    access.links.revoke(keys.link_ids["revoked link"])
    access.links.rotate(keys.link_ids["replaced link"])


def _forge(access: Access, keys: Keys) -> None:
    """Cookies that nobody was given."""
    wrong = URLSafeSerializer("0" * 64, salt=PERSON_COOKIE)
    sealed = keys.cookies["manager"][PERSON_COOKIE]
    link = f"{keys.link_ids['link']}:1"
    other = "A" if sealed[3] != "A" else "B"
    keys.cookies |= {
        "forged person": {PERSON_COOKIE: str(wrong.dumps(keys.tokens["manager"]))},
        "forged link": {
            LINK_COOKIE: str(URLSafeSerializer("0" * 64, salt=LINK_COOKIE).dumps(link))
        },
        "unsealed": {PERSON_COOKIE: keys.tokens["manager"], LINK_COOKIE: link},
        "tampered": {PERSON_COOKIE: sealed[:3] + other + sealed[4:]},
        "link's seal on a person": {PERSON_COOKIE: keys.cookies["link"][LINK_COOKIE]},
        "person's seal on a link": {LINK_COOKIE: sealed},
    }


def _remove_one(shop: Shop, keys: Keys) -> None:
    """Somebody whose session nobody ended when they left."""
    access = shop.access
    leaver = access.people.add(LEAVER, Role.MANAGER)
    keys.cookies["removed person"] = _person_cookie(access, access.sessions.start(leaver.person_id))
    access.people.remove(leaver.person_id)


def _look_back(shop: Shop, keys: Keys) -> None:
    """What was good once: the same books, written when it was another day.

    Last of all: whoever signs in later makes the store forget old sessions.
    """
    person_id = shop.access.sessions.person_of(keys.tokens["manager"])
    assert person_id is not None
    for visitor, ago in (
        ("idle session", timedelta(hours=13)),
        ("expired session", timedelta(days=31)),
    ):
        then = Access(shop.own, lambda ago=ago: utc_now() - ago)  # type: ignore[misc]
        keys.cookies[visitor] = _person_cookie(then, then.sessions.start(person_id))
    # Used a moment ago, but signed in for too long.
    with shop.own.note() as cursor:
        cursor.execute(
            "update desk.session set seen_at = $now where started_at < $long_ago",
            {"now": utc_now(), "long_ago": utc_now() - timedelta(days=30)},
        )
    month_ago = Access(shop.own, lambda: utc_now() - timedelta(days=30))
    link, token = month_ago.links.share(
        "regulars",
        LOCKED,
        title="For last month",
        sample="cafe",
        sees_names=True,
        has_cards=True,
        days=7,
        passcode="",
        created_by=MANAGER,
    )
    keys.cookies["expired link"] = _link_cookie(month_ago, link.link_id, link.turn)
    keys.tokens["expired link"] = token


def _person_cookie(access: Access, token: str) -> Cookies:
    return {
        PERSON_COOKIE: str(URLSafeSerializer(access.cookie_key, salt=PERSON_COOKIE).dumps(token))
    }


def _link_cookie(access: Access, link_id: str, turn: int) -> Cookies:
    sealer = URLSafeSerializer(access.cookie_key, salt=LINK_COOKIE)
    return {LINK_COOKIE: str(sealer.dumps(f"{link_id}:{turn}"))}
