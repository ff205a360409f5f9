"""Signing in with an identity provider that really runs, on another site than ours."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from regulars.access import Role
from regulars.settings import Settings
from regulars.shop import Shop
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SECRET = "a secret that only this test knows, and long enough"
MANAGER, STAFF = "mara@shop.example", "dev@shop.example"
# Known here, but the provider never checked that it is theirs.
UNCHECKED = "ola@shop.example"
STRANGER = "stranger@elsewhere.example"
WAIT_SECONDS = 30


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an OpenID provider; to browsers ``localhost`` is another site than ours."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "-n", "true"]
    for email in (MANAGER, STAFF, UNCHECKED, STRANGER):
        claims = {"sub": email, "email": email.title(), "email_verified": email != UNCHECKED}
        command += ["--user-claims", json.dumps(claims)]
    log = tmp_path_factory.mktemp("provider") / "provider.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5):
                break
        except OSError:
            assert process.poll() is None, log.read_text("utf-8")[-3000:]
            assert time.monotonic() < deadline, log.read_text("utf-8")[-3000:]
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def server(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample café, where people may sign in with that provider."""
    folder = tmp_path_factory.mktemp("provided")
    (folder / "secrets.toml").write_text(
        f"""
        [auth]
        redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
        cookie_secret = "{SECRET}"

        [auth.shop]
        title = "the shop's account"
        client_id = "regulars"
        client_secret = "quiet"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """,
        "utf-8",
    )
    shop = Shop.open(Settings(data_dir=folder / "data"))
    shop.access.people.add("Mara Quist", Role.MANAGER, email=MANAGER)
    shop.access.people.add("Dev Rowan", Role.STAFF, email=STAFF)
    shop.access.people.add("Ola Berg", Role.MANAGER, email=UNCHECKED)
    shop.close()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        running = Server(folder / "data")
    yield running
    running.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile that reaches this machine only, the provider included."""
    fresh = browser.new_context(viewport={"width": 1440, "height": 900})
    fresh.set_default_timeout(1000 * WAIT_SECONDS)
    expect.set_options(timeout=1000 * WAIT_SECONDS)

    def refuse_foreign(route: Route) -> None:
        if re.match(r"(http://(127\.0\.0\.1|localhost):|data:|blob:)", route.request.url):
            route.continue_()
        else:
            route.abort()

    fresh.route("**/*", refuse_foreign)
    yield fresh
    fresh.close()


def press(page: Page, address: str) -> None:
    """Go to an address, and from its sign-in page to the provider."""
    page.goto(address)
    page.get_by_role("link", name="Sign in with the shop's account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Authorize Client")


def sign_in(page: Page, address: str, email: str) -> None:
    press(page, address)
    page.get_by_role("button", name=email).click()


def heading(page: Page) -> object:
    return expect(page.get_by_role("heading", level=1))


def cookie_names(context: BrowserContext) -> set[str]:
    return {cookie["name"] for cookie in context.cookies()}


def expect_nobody_signed_in(page: Page, server: Server) -> None:
    assert "regulars_person" not in cookie_names(page.context)
    page.goto(f"{server.address}/lapsed")
    heading(page).to_have_text("Sign in")


def test_the_button_leads_to_the_screen_asked_for_and_leaves_only_our_cookie(
    page: Page, server: Server
) -> None:
    wanted = f"{server.address}/lapsed?location=Market+Hall&period=All+time"
    sign_in(page, wanted, MANAGER)
    heading(page).to_contain_text("slipping")
    assert "location=Market+Hall" in page.url
    expect(page.get_by_role("link", name="Your account")).to_have_text("Mara Quist")
    left = cookie_names(page.context)
    assert "regulars_person" in left
    assert not {name for name in left if name.startswith(("_streamlit_user", "regulars_way"))}


def test_staff_see_only_their_screens_and_stay_signed_out_afterwards(
    page: Page, server: Server
) -> None:
    sign_in(page, f"{server.address}/customer", STAFF)
    expect(page.get_by_role("link", name="Your account")).to_have_text("Dev Rowan")
    expect(page).to_have_url(re.compile(r"/customer(\?|$)"))
    for screen in ("regulars", "lapsed", "satisfaction", "imports", "sharing"):
        page.goto(f"{server.address}/{screen}")
        heading(page).to_have_text("This screen is not open to you")
    page.goto(f"{server.address}/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    heading(page).to_have_text("Sign in")
    expect_nobody_signed_in(page, server)
    page.go_back()
    expect_nobody_signed_in(page, server)
    press(page, server.address)


def test_the_answer_works_once(page: Page, server: Server) -> None:
    answers: list[str] = []
    page.on("request", lambda sent: answers.append(sent.url) if "/oauth2" in sent.url else None)
    sign_in(page, server.address, STAFF)
    expect(page.get_by_role("link", name="Your account")).to_have_text("Dev Rowan")
    page.context.clear_cookies(name="regulars_person")
    page.goto(next(url for url in answers if "/oauth2callback" in url))
    heading(page).to_have_text("That did not work")
    expect_nobody_signed_in(page, server)


@pytest.mark.parametrize(
    ("email", "said"),
    [
        (STRANGER, f"Nobody here has the e-mail {STRANGER.title()}"),
        (UNCHECKED, "does not vouch for an e-mail"),
    ],
)
def test_who_is_not_known_or_not_vouched_for_stays_outside(
    page: Page, server: Server, email: str, said: str
) -> None:
    sign_in(page, f"{server.address}/lapsed", email)
    heading(page).to_have_text("You are not signed in")
    expect(page.get_by_text(said)).to_be_visible()
    assert not {name for name in cookie_names(page.context) if name.startswith("_streamlit_user")}
    page.get_by_role("link", name="Back to the sign-in page").click()
    expect(page).to_have_url(re.compile(r"/sign-in\?to=%2Flapsed$"))
    expect_nobody_signed_in(page, server)


def test_who_says_no_at_the_provider_may_try_again(page: Page, server: Server) -> None:
    press(page, f"{server.address}/lapsed")
    page.get_by_role("button", name="Deny").click()
    heading(page).to_have_text("That did not work")
    page.get_by_role("link", name="To the sign-in page").click()
    expect(page).to_have_url(re.compile(r"/sign-in"))
    expect_nobody_signed_in(page, server)


@pytest.mark.parametrize("is_on_the_way", [False, True])
def test_nobody_is_signed_in_as_somebody_else_by_their_answer(
    page: Page, browser: Browser, server: Server, is_on_the_way: bool
) -> None:
    """The answer of the provider to one browser, put before another, is worth nothing there."""
    theirs = browser.new_context()
    kept: list[str] = []

    def keep(route: Route) -> None:
        kept.append(route.request.url)
        route.abort()

    other = theirs.new_page()
    press(other, server.address)
    # Chromium names the redirect to us only when it asks for it, so it is caught on the way.
    answer = other.request.post(other.url, form={"sub": MANAGER}, max_redirects=0)
    kept.append(answer.headers["location"])
    theirs.close()
    assert kept[0].startswith(f"{server.address}/oauth2callback?")
    assert "code=" in kept[0]

    if is_on_the_way:
        press(page, f"{server.address}/lapsed")
    shown = page.goto(kept[0])
    assert shown is not None
    assert shown.status == 400
    heading(page).to_have_text("That did not work")
    expect_nobody_signed_in(page, server)


def test_an_answer_with_another_state_is_refused_and_disturbs_nothing(
    page: Page, server: Server
) -> None:
    press(page, f"{server.address}/customer")
    at_the_provider = page.url
    for forged in ("state=forged&code=forged", "code=forged", "state=&code=", "error=no", ""):
        shown = page.goto(f"{server.address}/oauth2callback?{forged}")
        assert shown is not None
        assert shown.status == 400
    page.goto(at_the_provider)
    page.get_by_role("button", name=STAFF).click()
    expect(page.get_by_role("link", name="Your account")).to_have_text("Dev Rowan")


@pytest.mark.parametrize("key", [SECRET, "a secret that somebody made up, and long enough"])
def test_a_cookie_of_streamlit_opens_nothing(page: Page, server: Server, key: str) -> None:
    """Not even one that is rightly signed: ours is the only one that counts."""
    identity = {"email": MANAGER, "email_verified": True, "is_logged_in": True, "provider": "shop"}
    value = create_signed_value(key, "_streamlit_user", json.dumps(identity)).decode()
    page.context.add_cookies(
        [{"name": "_streamlit_user", "value": value, "url": server.address, "httpOnly": True}]
    )
    for path in ("/", "/sign-in", "/oauth2callback", "/oauth2callback?state=a&code=b"):
        page.goto(f"{server.address}{path}")
        assert "regulars_person" not in cookie_names(page.context)
    expect_nobody_signed_in(page, server)


def test_a_browser_under_another_of_our_names_comes_back_signed_in(
    page: Page, server: Server
) -> None:
    sign_in(page, f"{server.address.replace('127.0.0.1', 'localhost')}/customer", STAFF)
    expect(page).to_have_url(re.compile(rf"^{re.escape(server.address)}/customer"))
    expect(page.get_by_role("link", name="Your account")).to_have_text("Dev Rowan")


def test_streamlits_own_ways_in_and_out_are_closed(page: Page, server: Server) -> None:
    for path in ("/auth/login", "/auth/login?provider=x", "/auth/logout"):
        shown = page.goto(f"{server.address}{path}")
        assert shown is not None
        assert shown.status == 404


def test_the_book_says_who_came_in_how_and_never_a_strangers_e_mail(server: Server) -> None:
    """Last in this module: it stops the server, whose store opens for one process at a time."""
    server.stop()
    folder = Path(server.log).parent / "data"
    shop = Shop.open(Settings(data_dir=folder))
    entries = shop.access.audit.newest(1000)
    shop.close()
    told = {(entry.who, entry.act, entry.what) for entry in entries}
    assert ("Mara Quist", "signed in", "with the shop's account") in told
    assert ("Dev Rowan", "signed in", "with the shop's account") in told
    assert ("Somebody", "failed to sign in", "with the shop's account") in told
    logged = server.log.read_text("utf-8").lower()
    for email in (STRANGER, UNCHECKED, MANAGER, STAFF):
        assert email not in str(told).lower()
        assert email not in logged
