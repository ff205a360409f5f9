"""A manager gives a theme a word of the house's own, and the screen changes at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import choose
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_a_word_is_added_seen_in_the_picture_and_taken_back(
    page: Page, start_server: Callable[[], Server], foreign_requests: list[str]
) -> None:
    page.goto(f"{start_server().address}/satisfaction")
    themes = page.locator(".st-key-heard_themes")
    expect(themes).to_contain_text("Speed and waiting")
    expect(themes).not_to_contain_text("Delivery")

    page.get_by_text("Change which words count").click()
    expect(page.get_by_text("these are the house's lists")).to_be_visible()
    choose(page, "Theme or feeling", "Delivery")
    page.get_by_label("Word or phrase", exact=True).fill("lukewarm")
    page.get_by_label("Word or phrase", exact=True).press("Enter")
    expect(page.get_by_text("0 of these count for delivery now")).to_be_visible()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("lukewarm · delivery · added, names it")).to_be_visible()
    expect(themes).to_contain_text("Delivery")

    # The first mark of the picture is the lowest: price.
    themes.locator(".points path").first.click(force=True)
    expect(page.get_by_role("combobox", name="Read what they said")).to_have_value("Price")
    expect(page.get_by_text(re.compile(r"^Price: \d+ comments$"))).to_be_visible()

    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("these are the house's lists")).to_be_visible()
    expect(themes).not_to_contain_text("Delivery")
    assert foreign_requests == []
