"""What browser tests do on any screen: wait until it stands, and choose from a list."""

from __future__ import annotations

from playwright.sync_api import Page, expect

__all__ = ["choose", "drawn_to_the_end", "headed"]


def headed(page: Page, words: str) -> None:
    """Wait for a screen by its headline; the one before it fades for a moment."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def drawn_to_the_end(page: Page) -> None:
    """Wait for the last widget: what is still being drawn may be replaced under the hand."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def choose(page: Page, label: str, option: str) -> None:
    """Pick one of a list's options, once the screen stands: a redrawn list closes."""
    drawn_to_the_end(page)
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).click()
