"""An import that somebody cancels in the middle leaves everything as it was, and it is said."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from regulars.auth.access import Access
from regulars.store.store import Store
from tests.browser.screens import while_it_works
from tests.browser.server import Server
from tests.tables import open_days, rows_of, write_exports

pytestmark = pytest.mark.browser

CANCELLED = "Import cancelled: nothing was changed."
IMPORT = re.compile("^(check )?Import ")


def test_a_cancelled_import_says_so_and_changes_nothing(
    page: Page, start_server: Callable[[], Server], tmp_path: Path
) -> None:
    ((_, export),) = write_exports(tmp_path, sales=open_days("2026-03-01", "2026-03-28"))
    server = start_server()
    page.goto(f"{server.address}/imports")
    page.get_by_role("button", name="Use my own data").click()
    expect(page.get_by_text("You are looking at a sample café")).to_have_count(0)
    page.locator("input[type=file]").set_input_files([export])
    importing = page.get_by_role("button", name=IMPORT)
    expect(importing).to_be_enabled()
    # It takes files until it is cancelled, however long that is.
    os.kill(server.importing_process_id, signal.SIGSTOP)
    importing.click()
    with while_it_works(page):
        page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text(CANCELLED)).to_be_visible()
    expect(page.get_by_text("Every file")).to_have_count(0)

    # The process is gone; another takes the same files.
    importing.click()
    expect(page.get_by_text("28 rows read = 28 kept")).to_be_visible()
    expect(page.get_by_text(CANCELLED)).to_have_count(0)
    server.stop()
    with Store.open(tmp_path / "data" / "regulars.duckdb") as store:
        assert rows_of(store, "select count(*) from exports.receipt_line") == [(28,)]
        entries = [(entry.who, entry.act) for entry in Access(store).audit.newest(2)]
    assert [act for _, act in entries] == ["imported", "cancelled an import"]
    assert list((tmp_path / "data" / "spool").iterdir()) == []
