"""The sheet for the wall: what is on it, that it fits, and who may open it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from regulars.app.policy import LOCAL_MANAGER
from regulars.app.session import Session
from regulars.auth.person import Role
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.store import Store
from regulars.web.auth.cookies import LINK_COOKIE, PERSON_COOKIE, seal
from regulars.web.auth.gate import Gate
from regulars.web.screens.today.briefing import PAGE_LINES, brief
from regulars.web.screens.today.briefing_page import briefing_routes
from tests.queries.today.test_notes import write_notes
from tests.tables import every, open_days

# Open every day; the last day is Sunday 29 March 2026; the day ahead Tuesday 31 March.
OPEN = open_days("2025-12-29", "2026-03-29")
TUESDAY = {"day": "2026-03-31"}
EVIL = "<img src=x onerror=alert(1)>"


def manager_of(store: Store) -> Session:
    return Session(Shop(Settings(), store), LOCAL_MANAGER)


def tuesdays(*names: str, **each: str) -> list[dict[str, str]]:
    return [sale for name in names for sale in every(7, name, "2025-12-30", 13, **each)]


def test_a_row_says_when_who_what_and_what_to_remember(a_store) -> None:
    store = a_store(sales=OPEN + tuesdays("ana", item="Latte", staff="Maya", time="08:12"))
    write_notes(store, ("ana", "likes", "oat milk", False), ("ana", "allergy", "nuts", False))
    sheet = brief(manager_of(store), TUESDAY)
    assert sheet is not None
    (row,) = sheet.rows
    assert (row.at, row.name, row.allergies) == ("08:10", "Ana", "nuts")
    assert row.usual == ("Latte · 13 of 13", "Mostly served by Maya")
    assert row.remarks == ("Likes oat milk",)
    assert (sheet.day, sheet.more_count) == ("Tue 31 March 2026", 0)
    assert sheet.expected == "1 familiar face, between 0 and 2"


def test_what_was_asked_for_narrows_it_and_nonsense_does_not(a_store) -> None:
    store = a_store(
        sales=OPEN
        + tuesdays("ana", staff="Maya", location="Kiosk")
        + tuesdays("ben", staff="Tom", location="Main Street")
    )

    def names(**asked: str) -> list[str]:
        sheet = brief(manager_of(store), TUESDAY | asked)
        assert sheet is not None
        return sorted(row.name for row in sheet.rows)

    assert names(location="Kiosk") == ["Ana"]
    assert names(staff="Tom") == ["Ben"]
    assert names(location="Nowhere", staff="'; drop table desk.note") == ["Ana", "Ben"]
    fallen_back = brief(manager_of(store), {"day": "2031-02-30"})
    assert fallen_back is not None
    assert fallen_back.day == "Mon 30 March 2026"


def test_who_has_an_allergy_or_needs_care_is_on_it_and_the_page_is_not_overrun(a_store) -> None:
    """Forty people, all as likely; the last three have an allergy, one a long one."""
    people = [f"friend{number:02d}" for number in range(40)]
    store = a_store(sales=OPEN + tuesdays(*people))
    long = "hazelnuts, almonds and anything near them; carries an injection in the left pocket"
    write_notes(
        store,
        ("friend39", "allergy", long, False),
        ("friend38", "allergy", "milk", False),
        ("friend37", "allergy", "eggs", False),
        *((name, "note", "A long story that was told at the bar " * 4, False) for name in people),
    )
    sheet = brief(manager_of(store), TUESDAY)
    assert sheet is not None
    assert {row.allergies for row in sheet.rows if row.allergies} == {long, "milk", "eggs"}
    assert sum(row.lines for row in sheet.rows) <= PAGE_LINES
    assert 3 < len(sheet.rows) < 40
    assert sheet.more_count == 40 - len(sheet.rows)
    assert all(len(text) <= 110 for row in sheet.rows for text in row.remarks)


def test_allergies_that_have_no_row_are_said_at_the_foot(a_store) -> None:
    people = [f"friend{number:02d}" for number in range(40)]
    store = a_store(sales=OPEN + tuesdays(*people))
    write_notes(store, *((name, "allergy", "nuts and milk", False) for name in people))
    sheet = brief(manager_of(store), TUESDAY)
    assert sheet is not None
    assert len(sheet.rows) + len(sheet.more_allergies) + sheet.more_allergy_count == 40
    assert len(sheet.more_allergies) > 5


def test_what_somebody_wrote_is_left_to_the_card(a_store) -> None:
    store = a_store(
        directory="customer | name | email\nana | Ana | ana@example.org",
        sales=OPEN + tuesdays("ana"),
        survey="date | email | Would you recommend us?\n2026-03-24 | ana@example.org | 3",
    )
    with store.write() as cursor:
        cursor.execute("update facts.complaint set comment = 'Tom was: \"rude\" to me'")
    sheet = brief(manager_of(store), TUESDAY)
    assert sheet is not None
    assert sheet.rows[0].remarks == (
        "Left unhappy on 24 March: would recommend 3 of 10. Nobody has it in hand yet",
    )


def test_without_data_there_is_no_sheet(empty_store: Store) -> None:
    assert brief(manager_of(empty_store), {}) is None


def get(shop: Shop, path: str, **cookies: str) -> httpx.Response:
    """What the front door answers to a browser at this computer."""

    async def send() -> httpx.Response:
        app = Starlette(
            routes=briefing_routes(lambda: shop),
            middleware=[Middleware(Gate, access=lambda: shop.access, public_url="")],
        )
        there = httpx.ASGITransport(app, client=("127.0.0.1", 40000))
        async with httpx.AsyncClient(
            transport=there, base_url="http://127.0.0.1:8501", cookies=cookies
        ) as client:
            return await client.get(path, headers={"accept": "text/html"})

    return asyncio.run(send())


@pytest.fixture
def shop(a_store, tmp_path: Path) -> Shop:
    """A shop whose customer's name is a piece of HTML."""
    sales = OPEN + [sale | {"name": EVIL} for sale in tuesdays("ana", item=EVIL, staff=EVIL)]
    store = a_store(sales=sales)
    with store.write() as cursor:
        cursor.execute("delete from desk.person; delete from desk.session; delete from desk.link")
    return Shop(Settings(data_dir=tmp_path), store)


def person_cookie(shop: Shop, name: str, role: Role) -> dict[str, str]:
    person = shop.access.people.add(name, role, password="a quiet corner table")
    token = shop.access.sessions.start(person.person_id)
    return {PERSON_COOKIE: seal(shop.access, PERSON_COOKIE, token)}


def test_in_open_mode_it_opens_and_says_nothing_as_code(shop: Shop) -> None:
    answer = get(shop, "/briefing?day=2026-03-31")
    assert answer.status_code == 200
    assert "<img src=x" not in answer.text
    assert answer.text.count("&lt;img src=x") >= 3
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_manager_and_staff_open_it_and_nobody_else(shop: Shop) -> None:
    cookies = [person_cookie(shop, "Ana", Role.MANAGER), person_cookie(shop, "Tom", Role.STAFF)]
    for cookie in cookies:
        assert get(shop, "/briefing", **cookie).status_code == 200
    turned_away = get(shop, "/briefing?day=2026-03-31")
    assert turned_away.status_code == 303
    assert turned_away.headers["location"] == "/sign-in?to=%2Fbriefing%3Fday%3D2026-03-31"


def test_a_shared_link_does_not_open_it(shop: Shop) -> None:
    person_cookie(shop, "Ana", Role.MANAGER)
    link, _ = shop.access.links.share(
        "today",
        {},
        title="For the wall",
        sample="",
        sees_names=True,
        has_cards=False,
        days=30,
        passcode="",
        created_by="Ana",
    )
    cookie = seal(shop.access, LINK_COOKIE, f"{link.link_id}:{link.turn}")
    answer = get(shop, "/briefing", **{LINK_COOKIE: cookie})
    assert answer.status_code == 403
    assert "img src=x" not in answer.text


def test_the_log_says_neither_whose_nor_which_day(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="regulars.requests"):
        get(shop, "/briefing?day=2026-03-31&staff=Tom")
    (line,) = [
        record.getMessage() for record in caplog.records if record.name == "regulars.requests"
    ]
    assert line.startswith("GET /briefing 200")
    assert "Tom" not in line
    assert "2026" not in line
