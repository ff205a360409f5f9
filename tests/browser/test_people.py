"""Who is who, decided on the Imports screen; a person's data, told and erased on their card."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from regulars.settings import Settings
from regulars.shop import Shop
from tests.browser.server import Server
from tests.tables import drawn_days, write_exports

pytestmark = pytest.mark.browser

DIRECTORY = """
customer | name           | email            | phone
K1       | Dana Whitfield | dana@example.org | 603 555 0107
K2       | Dana Whitfield | dama@example.org | 603 555 0190
K3       | Ben Cy         | ben@example.org  | 860 555 0187
K4       | Ada Cy         | ada@example.org  | 860 555 0187
K5       | Eva Lund       | eva@example.org  | 603 555 0144
K6       | Eva Lund       | lund@example.net | 603 555 0144
"""
SALES = """
K1   x...... x...... x...... x...... x...... x......
K2   ..x.... ..x.... ....... ..x.... ....... ..x....
K3   .x..... .x..... .x..... .x..... .x..... .x.....
K5   ...x... ...x... ...x... ...x... ...x... ...x...
-    xxxxxxx xxxxxxx xx..xxx xxxxxxx xxxx.xx xxxxxxx
"""
NAMES = {"K1": "Dana Whitfield", "K2": "Dana Whitfield", "K3": "Ben Cy", "K5": "Eva Lund"}


def make_shop(data_dir: Path) -> None:
    """A shop of its own with people who look alike, a household, and one of two records."""
    shop = Shop.open(Settings(data_dir=data_dir))
    drawn = drawn_days("2026-03-02", SALES)
    sales = [row | {"name": NAMES.get(row.get("customer", ""), "")} for row in drawn]
    files = write_exports(shop.settings.spool_dir, directory=DIRECTORY, sales=sales)
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


def test_merge_undo_tell_and_erase(
    page: Page, server: Server, foreign_requests: list[str], tmp_path: Path
) -> None:
    page.goto(f"{server.address}/imports")
    expect(page.get_by_text("Are these the same person?")).to_be_visible()
    expect(page.get_by_text("the same name, e-mails that look alike")).to_be_visible()
    page.get_by_role("button", name="Same person").click()
    expect(page.get_by_text("Nobody looks like somebody else.")).to_be_visible()

    page.get_by_text("What you decided: 1 decision").click()
    expect(page.get_by_text("is the same person as")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Are these the same person?")).to_be_visible()
    page.get_by_role("button", name="Keep apart").click()
    expect(page.get_by_text("Nobody looks like somebody else.")).to_be_visible()

    page.get_by_role("link", name="Find").first.click()
    page.get_by_label("Part of a name").fill("Eva")
    page.get_by_label("Part of a name").press("Enter")
    page.get_by_role("link", name="Eva Lund").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eva Lund")
    with page.expect_download() as loading:
        page.get_by_role("button", name="Download all we hold").click()
    assert "eva" not in loading.value.suggested_filename.lower()
    held = json.loads(Path(loading.value.path()).read_text(encoding="utf-8"))
    assert {row["contact"] for row in held["known_by"]} >= {"eva@example.org", "lund@example.net"}
    assert "ben@example.org" not in json.dumps(held)

    page.get_by_role("button", name="Erase this person").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Backups made before still hold them")).to_be_visible()
    expect(dialog.get_by_role("button", name="Erase for good")).to_be_disabled()
    dialog.get_by_label("Type ERASE to confirm").fill("erase")
    dialog.get_by_label("Type ERASE to confirm").press("Enter")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased person")
    expect(page.get_by_text("eva@example.org")).to_have_count(0)
    assert foreign_requests == []
