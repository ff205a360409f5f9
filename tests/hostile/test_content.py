"""Code in what customers, colleagues and files are called and in what they wrote.

A shop whose names, items, places, comments, questions, file names, people and shared links are
HTML, scripts, Markdown, maths and addresses is looked at in a real browser, screen by screen.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect, sync_playwright

from tests.browser.screens import drawn_to_the_end, touch_only_what_is_drawn
from tests.browser.server import BROWSER_FLAGS
from tests.hostile.attacks import Telling, attack
from tests.hostile.client import Cookies
from tests.hostile.content import EVIL
from tests.hostile.guarded import GuardedServer

pytestmark = [pytest.mark.browser, pytest.mark.flaky(reruns=1)]

Seen = TypeVar("Seen")
# What content may have become: an element that calls, leads, runs or sends somewhere.
BECOME = """() => [...document.querySelectorAll('*')].filter(element =>
    [...element.attributes].some(attribute =>
        (/^(src|href|xlink:href|action|srcset|poster|data|formaction|ping|style)$/i
            .test(attribute.name) && /evil[.]example|javascript:/i.test(attribute.value))
        || /^on/i.test(attribute.name) && /alert/.test(attribute.value))
    || element.tagName === 'SCRIPT' && /alert/.test(element.textContent)
    || element.tagName === 'IFRAME' || element.tagName === 'OBJECT'
    || element.matches('.katex')
).map(element => element.outerHTML.slice(0, 300))"""
SCREENS = {
    "Today": "likely on",
    "Regulars": "bring",
    "Lapsed": "slipping",
    "Satisfaction": "the NPS is",
    "Imports": "Bring your exports",
    "Sharing": "can sign in",
}


CAUGHT = (
    f'<a href="http://{EVIL}/x">x</a>',
    f'<a href="mailto:me@{EVIL}">x</a>',
    f'<svg><a xlink:href="http://{EVIL}/plot">x</a></svg>',
    '<a href="javascript:alert(1)">x</a>',
    f'<b style="background: url(//{EVIL}/x)">x</b>',
    f"<form action=//{EVIL}></form>",
    "<svg onload=alert(1)></svg>",
    "<iframe></iframe>",
    '<span class="katex">x</span>',
)


@dataclass
class Watch:
    """What a browser did that nobody asked for.

    Attributes:
        foreign: addresses off this machine that it tried to reach.
        dialogs: what scripts said.
        became: elements that content turned into.
        failures: what the browser's console calls an error.
    """

    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    became: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> Page:
        """A tab of this profile, watched."""

        context.on("request", self._note_foreign)
        page = context.new_page()
        page.on("dialog", lambda dialog: self.dialogs.append(dialog.message) or dialog.dismiss())
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        return page

    def _note_foreign(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            self.foreign.append(request.url)

    def look(self, page: Page) -> None:
        """Look for what content has become on this page."""
        self.became += page.evaluate(BECOME)

    def prove(self, page: Page) -> None:
        """Look where there is something to see: who never sees anything proves nothing."""
        page.goto("about:blank")
        for code in CAUGHT:
            page.set_content(f"<p>{code}</p>")
            assert len(page.evaluate(BECOME)) == 1, code

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to see."""
        return self == Watch()


@pytest.fixture
def in_browser() -> Callable[[Callable[[BrowserContext], Seen], Cookies, str], Seen]:
    """Do something in a fresh profile of a real browser that has these cookies."""

    def run(work: Callable[[BrowserContext], Seen], cookies: Cookies, address: str) -> Seen:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or None, args=BROWSER_FLAGS
            )
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.set_default_timeout(30_000)
            expect.set_options(timeout=30_000)
            touch_only_what_is_drawn(context)
            context.add_cookies(
                [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
            )
            try:
                return work(context)
            finally:
                browser.close()

    def run_apart(work: Callable[[BrowserContext], Seen], cookies: Cookies, address: str) -> Seen:
        # Playwright allows one browser a thread, and the browser tests may hold theirs.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(run, work, cookies, address).result()

    return run_apart


@attack(
    "Scripts, pictures, links, frames, forms, styles, maths, marks and icons in names, items, "
    "colleagues, places, questions, comments, file names, rejected rows",
    "every screen, a card, the search, the share dialog; a manager in Chromium",
)
def test_nothing_that_was_imported_becomes_more_than_text(
    own_server: GuardedServer, in_browser: Callable[..., Watch], tell: Telling
) -> None:
    watch, address = Watch(), own_server.address

    def walk(context: BrowserContext) -> int:
        page = watch.over(context)
        looks = 0
        page.goto(f"{address}/?period=All+time")
        for title, words in SCREENS.items():
            page.get_by_role("link", name=title, exact=True).first.click()
            expect(page.get_by_role("heading", level=1)).to_contain_text(words)
            drawn_to_the_end(page)
            watch.look(page)
            looks += 1
        for tab in ("Team", "What was done"):
            page.get_by_role("tab", name=tab).click()
            drawn_to_the_end(page)
            watch.look(page)
            looks += 1
        page.get_by_role("link", name="Imports").first.click()
        page.get_by_text("See the rows").click()
        expect(page.get_by_test_id("stDataFrame").nth(1)).to_be_visible()
        watch.look(page)
        page.get_by_role("link", name="Lapsed").first.click()
        page.get_by_role("button", name="Share", exact=True).click()
        expect(page.get_by_role("dialog")).to_contain_text("Whoever has the link")
        watch.look(page)
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Find").first.click()
        page.get_by_label("Part of a name").fill(EVIL)
        page.get_by_label("Part of a name").press("Enter")
        links = page.locator("a[href*='customer=C']")
        expect(links.first).to_be_visible()
        watch.look(page)
        links.first.click()
        expect(page.get_by_role("heading", name="The last 12 months")).to_be_visible()
        drawn_to_the_end(page)
        watch.look(page)
        watch.prove(context.new_page())
        return looks + 4

    looks = in_browser(walk, own_server.cookies("manager"), address)
    assert watch.nothing, watch
    tell.saw("shown as text; nothing runs, nothing is fetched", looks)


@attack(
    "The same in what was shared, and the name of the link itself",
    "links to Today and Satisfaction, the passcode's page; another Chromium",
)
def test_nothing_that_was_shared_becomes_more_than_text(
    own_server: GuardedServer, in_browser: Callable[..., Watch], tell: Telling
) -> None:
    watch, address = Watch(), own_server.address

    def walk(context: BrowserContext) -> int:
        page = watch.over(context)
        shared = ("today", "satisfaction")
        for visitor in shared:
            page.goto(f"{address}/s/{own_server.keys.tokens[visitor]}")
            expect(page.get_by_text("Shared with you")).to_be_visible()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            drawn_to_the_end(page)
            expect(page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_visible()
            watch.look(page)
        page.goto(f"{address}/s/{own_server.keys.tokens['passcode']}")
        expect(page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_visible()
        watch.look(page)
        return len(shared) + 1

    looks = in_browser(walk, {}, address)
    assert watch.nothing, watch
    tell.saw("shown as text; nothing runs, nothing is fetched", looks)
