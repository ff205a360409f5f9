"""A bad answer, from its import to the day on which the customer is back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from regulars.settings import Settings
from regulars.shop import Shop
from tests.browser.screens import headed
from tests.browser.server import Server
from tests.browser.test_visit import bring, drop
from tests.tables import drawn_days, google_forms, square_items, write_exports

pytestmark = pytest.mark.browser

DIRECTORY = """
customer | name           | email
K1       | Dana Whitfield | dana@example.org
K2       | Ben Cy         | ben@example.org
"""
SALES = """
K1   x...... x...... x...... x...... x......
K2   ..x.... ..x.... ..x.... ..x.... ..x....
-    xxxxxxx xxxxxxx xxxxxxx xxxxxxx xxxxxxx
"""
SURVEY = """
date       | email            | Would you recommend us? | How fast were we? | Why?
2026-03-31 | dana@example.org | 3                       | 1                 | I waited half an hour
2026-04-01 | ben@example.org  | 10                      | 5                 | Always a pleasure
"""
BACK = """
receipt | customer | name           | date
R1      | K1       | Dana Whitfield | 2026-04-07
"""


@pytest.fixture
def server(data_dir: Callable[[Path], Path], tmp_path: Path) -> Iterator[Server]:
    """A shop of its own, five weeks old, which nobody has told anything yet."""
    folder = data_dir(tmp_path)
    shop = Shop.open(Settings(data_dir=folder))
    sales = drawn_days("2026-03-02", SALES)
    for report in shop.take(
        write_exports(shop.settings.spool_dir, directory=DIRECTORY, sales=sales)
    ):
        assert report.error is None
    shop.close()
    running = Server(folder)
    yield running
    running.stop()


def test_a_bad_answer_is_answered_and_the_customer_comes_back(
    page: Page, server: Server, tmp_path: Path, foreign_requests: list[str]
) -> None:
    survey, back = tmp_path / "survey.csv", tmp_path / "april.csv"
    survey.write_text(google_forms(SURVEY), encoding="utf-8")
    back.write_text(square_items(BACK), encoding="utf-8")
    page.goto(f"{server.address}/follow_ups")
    headed(page, "Nobody waits for an answer")

    page.get_by_role("link", name="Imports").first.click()
    bring(page, survey)
    expect(page.get_by_text(re.compile("2 rows read = 2 kept"))).to_be_visible()
    page.get_by_role("link", name="Follow-ups").first.click()
    headed(page, "1 complaint waits for an answer")
    expect(page.get_by_text("would recommend 3 of 10, speed 1 of 5")).to_be_visible()
    expect(page.get_by_text("I waited half an hour")).to_be_visible()
    expect(page.get_by_text("Always a pleasure")).to_have_count(0)

    page.get_by_role("button", name="Open the case").click()
    headed(page, "Dana Whitfield")
    expect(page).to_have_url(re.compile(r"case=A[0-9A-F]+$"))
    expect(page.get_by_text("not back yet")).to_be_visible()
    expect(page.get_by_text("dana@example.org")).to_be_visible()
    owner = page.get_by_role("combobox", name="In whose hands")
    owner.fill("Ines")
    owner.press("Enter")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("given to Ines")).to_be_visible()
    page.get_by_role("radio", name="Contacted").click()
    page.get_by_label("Note for colleagues").fill("Rang her; a table by the window next time.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(re.compile(r": Contacted$"))).to_be_visible()
    expect(
        page.get_by_role("paragraph").filter(has_text="Rang her; a table by the window")
    ).to_be_visible()
    page.get_by_role("button", name="Fixed it").click()
    page.get_by_role("radio", name="Resolved").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Resolved; fixed it")).to_be_visible()

    page.get_by_role("button", name="All follow-ups").click()
    headed(page, "Nobody waits for an answer")
    page.get_by_role("link", name="Imports").first.click()
    bring(page, back)
    expect(page.get_by_text(re.compile("1 row read = 1 kept|1 rows read = 1 kept"))).to_be_visible()
    drop(page, survey)
    page.get_by_role("button", name="Import: nothing new").click()
    expect(page.get_by_text("0 kept + 2 already known")).to_be_visible()
    page.get_by_role("link", name="Follow-ups").first.click()
    headed(page, "Nobody waits for an answer")
    expect(page.get_by_text("Recovered")).to_be_visible()
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_text("Recovered: here again after 7 days.")).to_be_visible()

    page.get_by_role("button", name="Take the last step back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.get_by_text("Resolved; fixed it")).to_have_count(0)
    log = server.log.read_text("utf-8")
    for word in ("Dana", "dana@", "half an hour", "window"):
        assert word not in log
    assert foreign_requests == []
