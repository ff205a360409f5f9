"""The sheet for the wall, from the screen to the paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.store import Store
from tests.browser.screens import choose
from tests.browser.server import Server

LONG_ALLERGY = "hazelnuts, almonds and anything that was near them; carries an injection"
STORY = "Asked about the beans for her office, and a promised sample bag is behind the bar. " * 2


@pytest.fixture(scope="module")
def noted_server(
    data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The sample café, where something is noted of everybody, of some an allergy."""
    folder = data_dir(tmp_path_factory.mktemp("noted"))
    with Store.open(folder / "sample-cafe.duckdb") as store, store.write() as cursor:
        cursor.execute(
            """
            insert into desk.note
            select
                row_number() over (order by customer_id), handle_no,
                case when handle_no % 9 = 0 then 'allergy' else 'note' end,
                case when handle_no % 9 = 0 then $allergy else $story end,
                timestamp '2026-10-01', 'Ana', null
            from facts.identity
            where customer_id = 'C' || handle_no
            """,
            {"allergy": LONG_ALLERGY, "story": STORY},
        )
    Shop.open(Settings(data_dir=folder)).close()
    server = Server(folder)
    yield server
    server.stop()


def pages_of(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_the_sheet_is_one_page_of_names(
    page: Page, noted_server: Server, foreign_requests: list[str]
) -> None:
    page.goto(f"{noted_server.address}/today")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Briefing sheet to print").click()
    sheet = opened.value
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Sun 1 November 2026")
    assert sheet.url.endswith("/briefing?day=2026-11-01")
    names = sheet.locator("tbody th").all_inner_texts()
    assert len(names) >= 6
    assert pages_of(sheet.pdf(prefer_css_page_size=True)) == 1
    # As it is printed: names big enough to read from a step away, and nothing cut off.
    sheet.emulate_media(media="print")
    expect(sheet.get_by_text("To print it")).to_be_hidden()
    for name in names:
        expect(sheet.get_by_role("rowheader", name=name, exact=True)).to_be_visible()
    size = sheet.locator("tbody th").first.evaluate("cell => getComputedStyle(cell).fontSize")
    assert float(size.removesuffix("px")) >= 18
    cut = sheet.evaluate(
        "() => [...document.querySelectorAll('td, th, p')]"
        ".filter(part => part.scrollWidth > part.clientWidth + 1).length"
    )
    assert cut == 0
    allergies = sheet.locator("td .allergy").all_inner_texts()
    assert allergies
    assert set(allergies) == {f"Allergy: {LONG_ALLERGY}"}
    assert foreign_requests == []


def test_every_day_and_place_fits_one_page(page: Page, noted_server: Server) -> None:
    for asked in ("day=2026-11-02", "day=2026-11-07", "day=2026-11-20&location=Market+Hall"):
        page.goto(f"{noted_server.address}/briefing?{asked}")
        assert page.locator("tbody tr").count() >= 3, asked
        assert pages_of(page.pdf(prefer_css_page_size=True)) == 1, asked


def test_a_day_weeks_ahead_can_be_picked(page: Page, noted_server: Server) -> None:
    page.goto(f"{noted_server.address}/today")
    page.get_by_text("Later", exact=True).click()
    choose(page, "Later day", "Fri 20 Nov")
    expect(page.get_by_role("heading", level=1)).to_contain_text("likely on Fri 20 November")
    expect(page.get_by_role("link", name="Briefing sheet to print")).to_have_attribute(
        "href", re.compile("day=2026-11-20")
    )
