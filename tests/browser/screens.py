"""What browser tests do on any screen: touch it only when it is drawn, and choose from a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

__all__ = [
    "BUSY",
    "choose",
    "drawn_to_the_end",
    "headed",
    "touch_only_what_is_drawn",
    "while_it_works",
]

# A script is running: what is on the screen may be replaced under the hand.
BUSY = ", ".join(
    f"[data-testid=stApp][data-test-script-state={state}]"
    for state in ("running", "rerunRequested", "stopRequested")
)
OPENINGS = 10
STAYS_OPEN_SECONDS = 5


def touch_only_what_is_drawn(context: BrowserContext) -> None:
    """In every tab of this profile, what is done or expected waits while a script is running.

    Playwright waits for an element to stand still, but Streamlit puts another in its place: the
    click goes nowhere, and a list or a panel that was open closes.
    """
    context.on("page", _wait_while_busy)


def _wait_while_busy(page: Page) -> None:
    # Playwright goes on when what it found is gone; there is nothing to do about it.
    page.add_locator_handler(page.locator(BUSY), lambda: None)


@contextmanager
def while_it_works(page: Page) -> Iterator[None]:
    """What is done within is done while a script is running, such as cancelling what it does."""
    page.remove_locator_handler(page.locator(BUSY))
    yield
    _wait_while_busy(page)


def headed(page: Page, words: str) -> None:
    """Wait for a screen by its headline; the one before it fades for a moment."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def drawn_to_the_end(page: Page) -> None:
    """Wait for the last widget and the last chart."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def choose(page: Page, label: str, option: str) -> None:
    """Pick one of a list's options and see it chosen.

    A script that starts only now, because of what was done before, closes the list: it is opened
    again then.
    """
    box = page.get_by_role("combobox", name=label, exact=True)
    offered = page.get_by_role("option", name=option)
    for _ in range(OPENINGS):
        drawn_to_the_end(page)
        box.click()
        # A long list draws only what is in sight; what is typed leaves the fitting ones.
        box.fill(option)
        try:
            offered.click(timeout=1000 * STAYS_OPEN_SECONDS)
        except TimeoutError:
            continue
        expect(box).to_have_value(re.compile(re.escape(option)))
        return
    raise AssertionError(f"{label!r} does not stay open for {option!r} to be chosen")
