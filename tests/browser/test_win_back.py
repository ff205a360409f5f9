"""A win-back list from choosing people to the measured difference."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from regulars.clock import utc_now
from regulars.settings import Settings
from regulars.shop import Shop
from tests.browser.screens import choose
from tests.browser.server import Server
from tests.browser.test_visit import drop
from tests.queries.lapsed.win_backs import directory, names
from tests.tables import Rows, every, open_days, write_exports

pytestmark = pytest.mark.browser

COUNT = 30
# A list is contacted today, by the calendar: the shop's days end there.
LAST = utc_now().date()


def day(offset: int) -> str:
    return (LAST + timedelta(days=offset)).isoformat()


def weekly_until_three_weeks_ago() -> Rows:
    return open_days(day(-120), day(0)) + [
        sale for name in names(COUNT) for sale in every(7, name, day(-98), 12, net="5")
    ]


def make_shop(data_dir: Path) -> None:
    shop = Shop.open(Settings(data_dir=data_dir))
    people = directory(COUNT, P29="unsubscribed")
    files = write_exports(
        shop.settings.spool_dir, directory=people, sales=weekly_until_three_weeks_ago()
    )
    for report in shop.take(files):
        assert report.error is None
    shop.close()


@pytest.fixture
def server(data_dir: Callable[[Path], Path], tmp_path: Path) -> Iterator[Server]:
    folder = data_dir(tmp_path)
    make_shop(folder)
    running = Server(folder)
    yield running
    running.stop()


def later_export(folder: Path, back: list[str]) -> Path:
    """Square's items of the three months after, in which these people are here again."""
    seen = [{"receipt": f"R{n}", "customer": n, "date": day(5), "net": "7"} for n in back]
    folder.mkdir()
    [(_, path)] = write_exports(folder, sales=open_days(day(1), day(90)) + seen)
    return path


def test_choose_download_contact_and_measure(
    page: Page, server: Server, foreign_requests: list[str], tmp_path: Path
) -> None:
    page.goto(f"{server.address}/lapsed")
    page.get_by_text("Make a list", exact=True).click()
    expect(page.get_by_role("button", name="Make this list")).to_be_visible()
    choose(page, "Who", "All of them")
    expect(page.get_by_text("Not on the list: 1 said no.")).to_be_visible()
    page.get_by_label("Name of the list").fill("=Spring")
    page.get_by_label("Name of the list").press("Enter")
    page.get_by_role("button", name="Make this list").click()

    made = page.locator(".st-key-win_back_list_1")
    expect(made.get_by_text("Not contacted yet")).to_be_visible()
    expect(made.get_by_text("23 people to contact, 6 people left alone")).to_be_visible()
    with page.expect_download() as loading:
        made.get_by_role("button", name="Download for mail merge").click()
    text = Path(loading.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    contacted = [row["first_name"] for row in rows]
    assert len(contacted) == 23
    assert "P29" not in contacted
    first = rows[0]
    assert first["email"] == f"{first['first_name'].lower()}@x.org"
    assert date.fromisoformat(first["last_visit_on"]) == LAST - timedelta(days=21)
    with page.expect_download() as loading:
        made.get_by_role("button", name="Download for the phone").click()
    assert Path(loading.value.path()).read_bytes().count(b"BEGIN:VCARD\r\n") == 23

    made.get_by_role("button", name="Mark 23 as contacted").click()
    expect(made.get_by_text("Too early to say")).to_be_visible()
    made.get_by_role("button", name="Undo marking").click()
    expect(made.get_by_text("Not contacted yet")).to_be_visible()
    made.get_by_role("button", name="Mark 23 as contacted").click()
    expect(made.get_by_text("From")).to_be_visible()

    export = later_export(tmp_path / "later", contacted[:20])
    page.goto(f"{server.address}/imports")
    drop(page, export)
    page.locator(".st-key-import_now button").click()
    expect(page.get_by_text("0 already known + 0 rejected")).to_be_visible()
    page.goto(f"{server.address}/lapsed")
    expect(made.get_by_text("It worked: 87 percentage points more came back")).to_be_visible()
    expect(made.get_by_text("20 of 23 on the list to contact came back")).to_be_visible()
    expect(made.get_by_text("Those contacted who came back spent $140")).to_be_visible()

    made.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove the list").click()
    expect(made).to_have_count(0)
    assert foreign_requests == []
