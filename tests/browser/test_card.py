"""The card of a customer and the rule of a regular, as a manager uses them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server

pytestmark = pytest.mark.browser

LAST_SECTION = "Find somebody else"


@pytest.fixture(scope="module")
def server(
    data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of one's own that shows the sample café: these tests write in it."""
    running = Server(data_dir(tmp_path_factory.mktemp("card")))
    yield running
    running.stop()


def open_a_card(page: Page, server: Server) -> str:
    """The card of the first customer of Today; their name."""
    page.goto(f"{server.address}/today")
    link = page.locator("a[href*='customer=C']").first
    name = link.inner_text().strip()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("heading", name=LAST_SECTION)).to_be_visible()
    return name


def test_an_allergy_is_on_the_card_after_a_reload_until_it_is_removed(
    page: Page, server: Server, foreign_requests: list[str]
) -> None:
    name = open_a_card(page, server)
    page.get_by_role("radio", name="Allergy").click()
    page.get_by_label("In a few words").fill("hazelnuts, carries a pen")
    page.get_by_role("button", name="Remember it").click()
    note = page.get_by_text("hazelnuts, carries a pen")
    expect(note).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(note).to_be_visible()
    # The badge, beside the choice in the form.
    expect(page.get_by_text("Allergy")).to_have_count(2)
    page.get_by_role("button", name="Remove").click()
    expect(note).to_have_count(0)
    page.get_by_role("button", name="Undo").first.click()
    expect(note).to_be_visible()
    assert "hazelnuts" not in page.url
    assert foreign_requests == []


def test_back_to_a_card_shows_it_and_keeps_whose_it_is(page: Page, server: Server) -> None:
    name = open_a_card(page, server)
    page.get_by_role("link", name="Regulars").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("of visits")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page).to_have_url(re.compile(r"/customer\?.*customer=C\d+"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_another_rule_makes_other_regulars_and_the_usual_one_brings_them_back(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.address}/regulars")
    headline = page.get_by_role("heading", level=1)
    expect(headline).to_contain_text("regulars bring")
    usual = headline.inner_text()
    page.get_by_role("button", name="Who is a regular?").click()
    visits = page.get_by_label("At least so many visits")
    visits.fill("12")
    visits.press("Enter")
    preview = page.get_by_text("by this rule, in the whole shop")
    expect(preview).to_be_visible()
    told = re.search(r"(\d+) by this rule", preview.inner_text())
    assert told
    page.get_by_role("button", name="Save", exact=True).click()
    expect(headline).to_contain_text(f"{told[1]} regulars bring")
    assert not usual.startswith(f"{told[1]} ")
    expect(page.get_by_text("at least 12 times in the last 26 weeks")).to_be_visible()
    page.reload()
    expect(headline).to_contain_text(f"{told[1]} regulars bring")
    page.get_by_role("button", name="Who is a regular?").click()
    page.get_by_role("button", name="Back to the usual: 4 visits in 26 weeks").click()
    expect(headline).to_have_text(usual)
