"""What a person does with a running dashboard, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import choose
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SENTENCES = {
    "today": "likely on",
    "regulars": "regulars bring",
    "lapsed": "slipping",
    "satisfaction": "than in the period before",
    "follow_ups": "wait for an answer",
    "imports": "Bring your exports",
    "customer": "We do not know this customer|Customer|Find somebody",
}

SQUARE_HEADER = (
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
    "Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,"
    "Location,Dining Option,Customer ID,Customer Name,Customer Reference ID"
)


def square_row(day: str, receipt: str, customer: str, item: str = "Flat White") -> str:
    return (
        f"{day},08:05:00,Eastern Time (US & Canada),Coffee,{item},1.0,,,,$4.50,$0.00,$4.50,$0.35,"
        f"{receipt},,,,,Payment,Mill Lane,,{customer},{customer.title()},"
    )


def write_square(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join([SQUARE_HEADER, *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name", ["today", "regulars", "lapsed", "satisfaction", "follow_ups", "imports"]
)
def test_a_deep_link_opens_its_screen_in_the_frame(
    page: Page, sample_server: Server, foreign_requests: list[str], name: str
) -> None:
    page.goto(f"{sample_server.address}/{name}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SENTENCES[name])
    expect(page.get_by_text("You are looking at a sample café")).to_be_visible()
    expect(page.get_by_role("link", name="Imports").first).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    assert foreign_requests == []


def test_a_first_visit_by_deep_link_on_a_fresh_server_gets_the_frame(
    page: Page, start_server: Callable[[], Server]
) -> None:
    page.goto(f"{start_server().address}/lapsed?period=All+time")
    expect(page.get_by_role("heading", level=1)).to_contain_text("slipping")
    expect(page.get_by_label("Period")).to_have_value("All time")


def test_a_wrong_path_says_so(page: Page, sample_server: Server) -> None:
    page.goto(f"{sample_server.address}/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    page.get_by_role("link", name="To the first screen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("likely on")


def test_a_filter_stays_in_the_address_from_screen_to_screen(
    page: Page, sample_server: Server
) -> None:
    page.goto(f"{sample_server.address}/regulars")
    choose(page, "Place", "Market Hall")
    expect(page).to_have_url(re.compile(r"location=Market(\+|%20)Hall"))
    page.get_by_role("link", name="Lapsed").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("slipping")
    expect(page).to_have_url(re.compile(r"lapsed.*location=Market(\+|%20)Hall"))
    expect(page.get_by_label("Place")).to_have_value("Market Hall")


def test_a_name_opens_the_card(page: Page, sample_server: Server) -> None:
    page.goto(f"{sample_server.address}/today")
    expect(page.get_by_role("heading", name="Who is likely in")).to_be_visible()
    name = page.locator("a[href*='customer=C']").first.inner_text().strip()
    # Cards are drawn in any order: the first link may be another by now.
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page).to_have_url(re.compile(r"/customer\?customer=C\d+"))
    assert name.split()[0] not in page.url


def test_a_name_in_a_table_opens_the_card(page: Page, sample_server: Server) -> None:
    page.goto(f"{sample_server.address}/regulars")
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible()
    table.scroll_into_view_if_needed()
    table.click(position={"x": 60, "y": 55})
    expect(page).to_have_url(re.compile(r"/customer\?.*customer=C\d+"))
    expect(page.get_by_role("heading", name="The last 12 months")).to_be_visible()


def drop(page: Page, *files: Path) -> None:
    """Drop files where one would. After an import the old drop zone still fades for a moment."""
    zone = page.locator("input[type=file]")
    expect(zone).to_have_count(1)
    zone.set_input_files(list(files))


def bring(page: Page, *files: Path) -> None:
    """Drop files, look, and import them."""
    drop(page, *files)
    page.get_by_role("button", name=re.compile("^(check )?Import ")).click()


def test_own_exports_take_the_place_of_the_sample(
    page: Page, start_server: Callable[[], Server], tmp_path: Path
) -> None:
    days = [f"2026-06-{day:02d}" for day in range(1, 29)]
    rows = [square_row(day, f"R{day}", "ANA MILLER") for day in days]
    rows.append(square_row("2026-02-31", "R0", "ANA MILLER"))
    export = write_square(tmp_path / "items.csv", rows)
    server = start_server()
    page.goto(f"{server.address}/imports")
    page.get_by_role("button", name="Use my own data").click()
    expect(page.get_by_text("You are looking at a sample café")).to_have_count(0)
    drop(page, export)
    expect(page.get_by_text("29 rows: 28 new, 0 already known, 1 of no use.")).to_be_visible()
    expect(page.get_by_text("ANA MILLER").first).to_be_attached()
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_text("29 rows")).to_have_count(0)
    assert list((tmp_path / "data" / "spool").iterdir()) == []

    bring(page, export)
    expect(
        page.get_by_text("29 rows read = 28 kept + 0 already known + 1 rejected")
    ).to_be_visible()
    expect(page.get_by_text("The date and time cannot be read").first).to_be_visible()

    drop(page, export)
    page.get_by_role("button", name="Import: nothing new").click()
    expect(
        page.get_by_text("29 rows read = 0 kept + 28 already known + 1 rejected")
    ).to_be_visible()

    page.get_by_role("link", name="Regulars").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 regular brings")
    assert list((tmp_path / "data" / "spool").iterdir()) == []

    page.get_by_role("link", name="Imports").first.click()
    page.get_by_role("button", name="Take an import back").click()
    take_back = page.get_by_test_id("stPopoverBody").get_by_role("button", name="Take it back")
    take_back.click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(take_back).to_have_count(0)
    page.get_by_role("button", name="Take an import back").click()
    expect(page.get_by_role("combobox", name="Which one?")).to_have_value("items.csv, 28 rows kept")
    take_back.click()
    expect(page.get_by_text("Every file")).to_have_count(0)
    bring(page, export)
    expect(page.get_by_text("28 kept + 0 already known")).to_be_visible()

    again = start_server()
    page.goto(f"{again.address}/regulars")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 regular brings")
    expect(page.get_by_text("You are looking at a sample café")).to_have_count(0)


def test_what_is_no_export_is_refused_in_words(
    page: Page, sample_server: Server, tmp_path: Path
) -> None:
    empty, pdf = tmp_path / "empty.csv", tmp_path / "report.csv"
    header, renamed = tmp_path / "header.csv", tmp_path / "renamed.csv"
    empty.write_bytes(b"")
    pdf.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    header.write_text(SQUARE_HEADER + "\n", encoding="utf-8")
    renamed.write_text(
        SQUARE_HEADER.replace("Net Sales", "Net") + "\n" + square_row("2026-06-01", "R1", "ANA"),
        encoding="utf-8",
    )
    page.goto(f"{sample_server.address}/imports")
    drop(page, empty, pdf, header, renamed)
    expect(page.get_by_text("empty.csv is empty")).to_be_visible()
    expect(page.get_by_text("report.csv is a PDF")).to_be_visible()
    expect(page.get_by_text("header.csv has a header but no rows")).to_be_visible()
    expect(page.get_by_text('the column "Net Sales" is missing')).to_be_visible()
    expect(page.get_by_text("You are looking at a sample café")).to_be_visible()


def test_an_empty_store_offers_two_ways_and_both_work(
    page: Page, start_server: Callable[[], Server]
) -> None:
    server = start_server()
    page.goto(f"{server.address}/today")
    page.get_by_role("button", name="Use my own data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring your exports")
    page.get_by_role("link", name="Regulars").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here yet")
    page.get_by_role("button", name="Bring my exports").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring your exports")
    page.get_by_role("link", name="Lapsed").first.click()
    page.get_by_role("button", name="Show the sample café").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("likely on")


def test_a_phone_reads_every_screen_without_scrolling_sideways(
    page: Page, sample_server: Server
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("today", "regulars", "lapsed", "satisfaction", "follow_ups", "imports"):
        page.goto(f"{sample_server.address}/{name}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(SENTENCES[name])
        width = page.evaluate("document.scrollingElement.scrollWidth")
        assert width <= 390, name


def test_nobodys_name_is_in_the_servers_log(page: Page, sample_server: Server) -> None:
    page.goto(f"{sample_server.address}/today")
    expect(page.get_by_role("heading", name="Who is likely in")).to_be_visible()
    links = page.locator("a[href*='customer=C']")
    expect(links.nth(4)).to_be_visible()
    names = {name.strip() for name in links.all_inner_texts()}
    links.first.click()
    expect(page.get_by_role("heading", name="The last 12 months")).to_be_visible()
    log = sample_server.log.read_text("utf-8")
    assert names
    assert not [name for name in names if name in log]
    assert "@example" not in log
