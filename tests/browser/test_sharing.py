"""Signing in, what staff see, and a view that is shared and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from regulars import __version__
from regulars.auth.person import Role
from regulars.settings import Settings
from regulars.shop import Shop
from tests.browser.server import Server

pytestmark = pytest.mark.browser

MANAGER, STAFF = "Mara Quist", "Dev Rowan"
PASSWORD = "a quiet corner table"
INVITED = count(1)


@pytest.fixture(scope="module")
def guarded_server(
    data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of the sample café where a manager and somebody of the staff sign in."""
    folder = data_dir(tmp_path_factory.mktemp("guarded"))
    shop = Shop.open(Settings(data_dir=folder))
    shop.access.people.add(MANAGER, Role.MANAGER, password=PASSWORD)
    shop.access.people.add(STAFF, Role.STAFF, password=PASSWORD)
    shop.close()
    server = Server(folder)
    yield server
    server.stop()


def heading(page: Page) -> object:
    return expect(page.get_by_role("heading", level=1))


def sign_in(page: Page, address: str, name: str = MANAGER, password: str = PASSWORD) -> None:
    page.goto(address)
    page.get_by_label("Name or e-mail").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def share(page: Page, *, names: bool = False, cards: bool = False, passcode: str = "") -> str:
    """Press Share on the screen that is open; returns the link's address."""
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    if names:
        dialog.get_by_text("Show customers' names").click()
    if cards:
        dialog.get_by_text("Open the cards").click()
    if passcode:
        dialog.get_by_role("textbox", name="Passcode").fill(passcode)
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_text("This address is shown only now")).to_be_visible()
    expect(dialog.get_by_role("img", name="The address as a QR code")).to_be_visible()
    address = dialog.locator("code").inner_text().strip()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    return address


def test_the_first_password_is_set_at_the_computer_and_then_holds_for_everybody(
    page: Page, start_server: Callable[[], Server], another_profile: Callable[[], Page]
) -> None:
    server = start_server()
    page.goto(f"{server.address}/sharing")
    heading(page).to_have_text("Only you, at this computer")
    before = another_profile()
    before.goto(f"{server.address}/lapsed")
    heading(before).to_contain_text("slipping")

    page.get_by_role("link", name="Set a password").click()
    page.get_by_label("Your name").fill(MANAGER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Once more").fill("something else again")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("alert")).to_contain_text("differ")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    heading(page).to_contain_text("1 person can sign in")
    expect(page.get_by_text(f"Regulars {__version__}, data file number")).to_be_visible()

    before.get_by_role("link", name="Regulars").first.click()
    heading(before).to_have_text("You are signed out")
    again = start_server()
    before.goto(f"{again.address}/set-up")
    heading(before).to_have_text("Sign in")


@pytest.mark.parametrize("screen", ["regulars", "lapsed", "satisfaction", "imports", "sharing"])
def test_a_deep_link_asks_to_sign_in_and_then_leads_to_its_screen(
    page: Page, guarded_server: Server, screen: str
) -> None:
    sign_in(page, f"{guarded_server.address}/{screen}?period=All+time")
    expect(page).to_have_url(re.compile(rf"/{screen}(\?|$)"))
    expect(page.get_by_title("Your account")).to_have_text(MANAGER)
    expect(page.get_by_text("You are looking at a sample café")).to_be_visible()


def test_a_wrong_password_stays_outside(page: Page, guarded_server: Server) -> None:
    sign_in(page, guarded_server.address, password="a loud corner table")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.goto(f"{guarded_server.address}/lapsed")
    heading(page).to_have_text("Sign in")


def test_staff_see_their_screens_and_no_others(page: Page, guarded_server: Server) -> None:
    address = guarded_server.address
    sign_in(page, address, STAFF)
    heading(page).to_contain_text("likely on")
    expect(page.get_by_role("link", name="Find").first).to_be_visible()
    for absent in ("Lapsed", "Imports", "Sharing"):
        expect(page.get_by_role("link", name=absent)).to_have_count(0)
    expect(page.get_by_role("button", name="Share")).to_have_count(0)
    expect(page.get_by_role("button", name="Download the list")).to_have_count(0)
    page.locator("a[href*='customer=C']").first.click()
    expect(page.get_by_role("heading", name="How we know them")).to_be_visible()
    for screen in ("regulars", "lapsed", "satisfaction", "imports", "sharing"):
        page.goto(f"{address}/{screen}")
        heading(page).to_have_text("This screen is not open to you")


def test_signing_out_everywhere_reaches_a_window_that_is_open(
    page: Page, guarded_server: Server, another_profile: Callable[[], Page]
) -> None:
    sign_in(page, guarded_server.address, STAFF)
    other = another_profile()
    sign_in(other, guarded_server.address, STAFF)
    heading(other).to_contain_text("likely on")
    page.get_by_title("Your account").click()
    page.get_by_role("button", name="Sign out everywhere").click()
    heading(page).to_have_text("Sign in")
    other.get_by_role("link", name="Find").first.click()
    heading(other).to_have_text("You are signed out")
    other.get_by_role("link", name="Go on").click()
    heading(other).to_have_text("Sign in")


def test_a_shared_view_is_masked_locked_and_gone_at_the_first_click_after_it_ended(
    page: Page, guarded_server: Server, another_profile: Callable[[], Page]
) -> None:
    sign_in(page, f"{guarded_server.address}/lapsed?location=Market+Hall&period=All+time")
    heading(page).to_contain_text("slipping")
    sentence = page.get_by_role("heading", level=1).inner_text()
    expect(page.locator("a[href*='customer=C']").first).to_be_visible()
    names = [link.inner_text() for link in page.locator("a[href*='customer=C']").all()]
    assert names
    link = share(page)

    guest = another_profile()
    guest.goto(link)
    heading(guest).to_have_text(sentence)
    assert link.rpartition("/")[2] not in guest.url
    expect(guest.get_by_text("Market Hall", exact=False).first).to_be_visible()
    expect(guest.get_by_label("Period")).to_have_count(0)
    expect(guest.get_by_label("Place")).to_have_count(0)
    expect(guest.locator("a[href*='customer=']")).to_have_count(0)
    expect(guest.get_by_role("button", name="Download the list")).to_have_count(0)
    initials = " ".join(f"{word[0]}." for word in names[0].split())
    expect(guest.get_by_text(initials, exact=True).first).to_be_visible()
    shown = guest.locator("body").inner_text()
    assert not [name for name in names if name in shown]
    guest.goto(f"{guarded_server.address}/?location=Mill+Lane&period=Last+4+weeks")
    heading(guest).to_have_text(sentence)
    guest.goto(f"{guarded_server.address}/regulars")
    heading(guest).to_have_text(sentence)

    page.get_by_role("link", name="Sharing").first.click()
    expect(page.get_by_text("Looked at 3 times")).to_be_visible()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("ended", exact=True)).to_be_visible()
    guest.get_by_text("How is this worked out?").click()
    heading(guest).to_have_text("This link has ended")
    expect(guest.get_by_text("slipping")).to_have_count(0)
    guest.goto(link)
    expect(guest.get_by_text("Ask them for a new link")).to_be_visible()


def test_a_link_with_names_cards_and_a_passcode(
    page: Page, guarded_server: Server, another_profile: Callable[[], Page]
) -> None:
    sign_in(page, f"{guarded_server.address}/lapsed")
    heading(page).to_contain_text("slipping")
    link = share(page, names=True, cards=True, passcode="open sesame")

    guest = another_profile()
    guest.goto(link)
    guest.get_by_label("Passcode").fill("open says me")
    guest.get_by_role("button", name="Open it").click()
    expect(guest.get_by_role("alert")).to_contain_text("not the passcode")
    guest.get_by_label("Passcode").fill("open sesame")
    guest.get_by_role("button", name="Open it").click()
    heading(guest).to_contain_text("slipping")
    name = guest.locator("a[href*='customer=C']").first.inner_text()
    guest.locator("a[href*='customer=C']").first.click()
    heading(guest).to_have_text(name)
    expect(guest.get_by_text("How we know them")).to_have_count(0)
    expect(guest.get_by_label("Part of a name")).to_have_count(0)
    guest.get_by_role("link", name="Back to what was shared").click()
    heading(guest).to_contain_text("slipping")


def test_who_is_signed_in_may_look_through_a_link_and_leave_it(
    page: Page, guarded_server: Server
) -> None:
    sign_in(page, f"{guarded_server.address}/regulars")
    heading(page).to_contain_text("regulars bring")
    page.goto(share(page))
    expect(page.get_by_text("Shared with you")).to_be_visible()
    expect(page.get_by_role("link", name="Lapsed")).to_have_count(0)
    page.get_by_role("link", name="Back to your own screens").click()
    expect(page.get_by_role("link", name="Lapsed").first).to_be_visible()


def test_somebody_is_invited_chooses_a_password_and_may_what_the_manager_allows(
    page: Page, guarded_server: Server, another_profile: Callable[[], Page], tmp_path: Path
) -> None:
    # Another where it is tried again: the server is the one of before.
    name = f"Ivy {next(INVITED)}"
    sign_in(page, f"{guarded_server.address}/sharing")
    page.get_by_role("tab", name="Team").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Add and invite").click()
    expect(page.get_by_text("there they choose a password")).to_be_visible()
    invitation = page.locator("code").inner_text().strip()

    ivy = another_profile()
    ivy.goto(invitation)
    ivy.get_by_label("Password").fill("tea before anything")
    ivy.get_by_label("Once more").fill("tea before anything")
    ivy.get_by_role("button", name="Choose it and go in").click()
    heading(ivy).to_contain_text("likely on")
    expect(ivy.get_by_role("button", name="Download the list")).to_have_count(0)
    again = another_profile()
    again.goto(invitation)
    heading(again).to_have_text("This invitation has ended")

    row = page.get_by_test_id("stVerticalBlock").filter(has_text=name).last
    row.get_by_role("button", name="Change").click()
    page.get_by_text("May download lists").click()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("may download")).to_be_visible()
    ivy.reload()
    ivy.get_by_text("Everybody who may come").click()
    with ivy.expect_download() as download:
        ivy.get_by_role("button", name="Download the list").click()
    assert "customer_name" in Path(download.value.path()).read_text("utf-8-sig")
    page.reload()
    page.get_by_role("tab", name="What was done").click()
    expect(page.get_by_test_id("stDataFrame").last).to_be_visible()
