"""A real server on a fresh data folder, and a real browser that may talk to nobody else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.browser.screens import touch_only_what_is_drawn
from tests.browser.server import BROWSER_FLAGS, Server

HERE = Path(__file__).resolve().parent
WAIT_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a journey that fails once more; if it holds then, the end of the run lists it."""
    for item in items:
        if HERE in item.path.parents and "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests here; ``make test`` says where it is.

    It ends with them: Playwright's event loop runs in this thread, and other tests run their own.
    """
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=BROWSER_FLAGS
        )
        yield running
        running.close()


@pytest.fixture
def start_server(
    data_dir: Callable[[Path], Path], tmp_path: Path
) -> Iterator[Callable[[], Server]]:
    """Start a server that shows the sample café; again, and it finds its folder as it was left."""
    folder = data_dir(tmp_path)
    running: list[Server] = []

    def start() -> Server:
        for earlier in running:
            earlier.stop()
        running.append(Server(folder))
        return running[-1]

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="package")
def sample_server(
    data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that shows the sample café; all tests here share it and change nothing."""
    server = Server(data_dir(tmp_path_factory.mktemp("shared")))
    yield server
    server.stop()


@pytest.fixture
def foreign_requests() -> list[str]:
    """Addresses off this machine that a page tried to reach."""
    return []


@pytest.fixture
def context(browser: Browser, foreign_requests: list[str]) -> Iterator[BrowserContext]:
    """A fresh profile at desk width; requests to anywhere else are refused and noted."""
    fresh = open_profile(browser, foreign_requests)
    yield fresh
    fresh.close()


def open_profile(browser: Browser, foreign_requests: list[str]) -> BrowserContext:
    """A browser profile that can reach this machine only, and notes what else is tried."""
    fresh = browser.new_context(viewport={"width": 1440, "height": 900})
    fresh.set_default_timeout(1000 * WAIT_SECONDS)
    expect.set_options(timeout=1000 * WAIT_SECONDS)

    def note_foreign(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            foreign_requests.append(request.url)

    fresh.on("request", note_foreign)
    touch_only_what_is_drawn(fresh)
    return fresh


@pytest.fixture
def another_profile(browser: Browser, foreign_requests: list[str]) -> Iterator[Callable[[], Page]]:
    """Open a tab in a browser profile of its own; nothing of it may reach off this machine."""
    opened: list[BrowserContext] = []

    def open_one() -> Page:
        opened.append(open_profile(browser, foreign_requests))
        return opened[-1].new_page()

    yield open_one
    for context in opened:
        context.close()
    assert foreign_requests == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab."""
    return context.new_page()
