"""Signing in with an identity provider that really runs, on another site than ours."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from regulars.auth.person import Role
from regulars.settings import Settings
from regulars.shop import Shop
from tests.browser.screens import touch_only_what_is_drawn
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SECRET = "a secret that only this test knows, and long enough"
MANAGER, STAFF = "mara@shop.example", "dev@shop.example"
# Known here, but the provider never checked that it is theirs.
UNCHECKED = "ola@shop.example"
STRANGER = "stranger@elsewhere.example"
WAIT_SECONDS = 60


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
def server(
    provider: str, data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
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

        [auth.gone]
        client_id = "regulars"
        client_secret = "quiet"
        server_metadata_url = "http://localhost:9/.well-known/openid-configuration"
        """,
        "utf-8",
    )
    shop = Shop.open(Settings(data_dir=data_dir(folder)))
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

    # Nothing here speaks TLS: what does is elsewhere, such as the look of the provider's page.
    fresh.route(re.compile("^https:"), lambda route: route.abort())
    touch_only_what_is_drawn(fresh)
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


class Visitor:
    """Somebody without a screen: pages as they are sent, cookies as a browser keeps them."""

    def __init__(self, server: Server) -> None:
        self._address = server.address
        self._client = httpx.Client(follow_redirects=True, timeout=WAIT_SECONDS)

    def leave(self) -> None:
        self._client.close()

    def open(self, path: str) -> httpx.Response:
        return self._client.get(urljoin(self._address, path))

    def go_to_provider(self, wanted: str = "/lapsed") -> httpx.Response:
        """From a screen's sign-in page to the provider's."""
        button = re.search(r'href="(/auth/login[^"]+)"', self.open(wanted).text)
        assert button is not None
        there = self.open(unescape(button[1]))
        assert "Authorize Client" in there.text
        return there

    def answer(self, at: httpx.Response, **said: str) -> httpx.Response:
        """What comes of pressing one of the provider's buttons."""
        return self._client.post(str(at.url), data=said)

    def told(self, at: httpx.Response, **said: str) -> str:
        """Where the provider then sends the browser, which does not go there."""
        return self._client.post(str(at.url), data=said, follow_redirects=False).headers["location"]

    def bring(self, cookie: str, value: str) -> None:
        self._client.cookies.set(cookie, value, domain="127.0.0.1")

    @property
    def is_signed_in(self) -> bool:
        is_inside = "<title>Sign in" not in self.open("/lapsed").text
        assert is_inside == ("regulars_person" in self._client.cookies)
        return is_inside

    @property
    def cookies(self) -> set[str]:
        return set(self._client.cookies)


@pytest.fixture
def visitor(server: Server) -> Iterator[Visitor]:
    arrived = Visitor(server)
    yield arrived
    arrived.leave()


def title(answer: httpx.Response) -> str:
    found = re.search("<h1>(.*?)</h1>", answer.text)
    return found[1] if found else ""


# In a browser


def test_the_button_leads_to_the_screen_asked_for_and_leaves_only_our_cookie(
    page: Page, server: Server
) -> None:
    sign_in(page, f"{server.address}/lapsed?location=Market+Hall&period=All+time", MANAGER)
    heading(page).to_contain_text("slipping")
    assert "location=Market+Hall" in page.url
    expect(page.get_by_role("link", name="Mara Quist")).to_be_visible()
    left = cookie_names(page.context)
    assert "regulars_person" in left
    assert not {name for name in left if name.startswith(("_streamlit_user", "regulars_way"))}


def test_staff_see_only_their_screens_and_stay_signed_out_afterwards(
    page: Page, server: Server
) -> None:
    # Begun under another of our names, it ends under the one that the provider knows.
    sign_in(page, f"{server.address.replace('127.0.0.1', 'localhost')}/customer", STAFF)
    expect(page.get_by_role("link", name="Dev Rowan")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"^{re.escape(server.address)}/customer(\?|$)"))
    for screen in ("lapsed", "sharing"):
        page.goto(f"{server.address}/{screen}")
        heading(page).to_have_text("This screen is not open to you")
    page.goto(f"{server.address}/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    heading(page).to_have_text("Sign in")
    page.reload()
    heading(page).to_have_text("Sign in")
    press(page, f"{server.address}/customer")


def test_nobody_is_signed_in_as_somebody_else_by_their_answer(
    page: Page, server: Server, visitor: Visitor
) -> None:
    """The provider's answer to one browser, put before another, is worth nothing there."""
    for is_on_the_way in (False, True):
        told = visitor.told(visitor.go_to_provider(), sub=MANAGER)
        assert told.startswith(f"{server.address}/oauth2callback?")
        assert "code=" in told
        if is_on_the_way:
            press(page, f"{server.address}/lapsed")
        page.goto(told)
        heading(page).to_have_text("That did not work")
        assert "regulars_person" not in cookie_names(page.context)


# Request by request


@pytest.mark.parametrize(
    ("email", "said"),
    [
        (STRANGER, f"Nobody here has the e-mail {STRANGER.title()}."),
        (UNCHECKED, "does not vouch for an e-mail"),
    ],
)
def test_who_is_not_known_or_not_vouched_for_stays_outside(
    visitor: Visitor, email: str, said: str
) -> None:
    shown = visitor.answer(visitor.go_to_provider("/lapsed?period=All+time"), sub=email)
    assert (shown.status_code, title(shown)) == (403, "You are not signed in")
    assert said in shown.text
    assert 'href="/sign-in?to=%2Flapsed%3Fperiod%3DAll%2Btime"' in shown.text
    assert not {name for name in visitor.cookies if name.startswith("_streamlit_user")}
    assert not visitor.is_signed_in


def test_who_says_no_at_the_provider_may_try_again(visitor: Visitor) -> None:
    shown = visitor.answer(visitor.go_to_provider("/customer"), action="deny")
    assert title(shown) == "That did not work"
    assert not visitor.is_signed_in
    visitor.answer(visitor.go_to_provider("/customer"), sub=STAFF)
    assert visitor.is_signed_in


def test_a_provider_that_does_not_answer_is_said(visitor: Visitor) -> None:
    shown = visitor.open("/auth/login?provider=gone&to=/lapsed")
    assert (shown.status_code, title(shown)) == (502, "That did not work")
    assert "Gone does not answer just now" in shown.text
    assert 'href="/sign-in?to=%2Flapsed"' in shown.text


def test_an_answer_works_once(visitor: Visitor) -> None:
    told = visitor.told(visitor.go_to_provider(), sub=STAFF)
    visitor.open(told)
    assert visitor.is_signed_in
    visitor.bring("regulars_person", "")
    shown = visitor.open(told)
    assert (shown.status_code, title(shown)) == (400, "That did not work")


def test_an_answer_with_another_state_is_refused_and_disturbs_nothing(visitor: Visitor) -> None:
    there = visitor.go_to_provider()
    code = parse_qs(urlsplit(visitor.told(there, sub=MANAGER)).query)["code"][0]
    for forged in (f"code={code}&state=forged", f"code={code}", f"state=&code={code}", "error=no"):
        shown = visitor.open(f"/oauth2callback?{forged}")
        assert (shown.status_code, title(shown)) == (400, "That did not work")
    assert not visitor.is_signed_in
    visitor.answer(there, sub=STAFF)
    assert visitor.is_signed_in


def test_an_answer_needs_both_what_we_and_what_streamlit_left_in_the_browser(
    visitor: Visitor,
) -> None:
    told = visitor.told(visitor.go_to_provider(), sub=MANAGER)
    state = parse_qs(urlsplit(told).query)["state"][0]
    for way in (f'["{state}", "/"]', create_signed_value(SECRET, "regulars_way", state).decode()):
        visitor.bring("regulars_way", way)
        assert visitor.open(told).status_code == 400
    told = visitor.told(visitor.go_to_provider(), sub=MANAGER)
    visitor.bring("_streamlit_session", "")
    assert visitor.open(told).status_code == 400
    assert not visitor.is_signed_in


@pytest.mark.parametrize("key", [SECRET, "a secret that somebody made up, and long enough"])
def test_a_cookie_of_streamlit_opens_nothing(visitor: Visitor, key: str) -> None:
    """Not even one that is rightly signed: ours is the only one that counts."""
    identity = {"email": MANAGER, "email_verified": True, "is_logged_in": True, "provider": "shop"}
    value = create_signed_value(key, "_streamlit_user", json.dumps(identity)).decode()
    visitor.bring("_streamlit_user", value)
    for path in ("/", "/sign-in", "/oauth2callback", "/oauth2callback?state=a&code=b"):
        visitor.open(path)
        assert not visitor.is_signed_in


def test_nobody_is_led_elsewhere_afterwards(visitor: Visitor) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        there = visitor.open(f"/auth/login?{urlencode({'provider': 'shop', 'to': elsewhere})}")
        assert visitor.answer(there, sub=STAFF).url.host == "127.0.0.1"
        assert visitor.is_signed_in


def test_streamlits_own_ways_in_and_out_are_closed(visitor: Visitor) -> None:
    for path in ("/auth/login", "/auth/login?provider=default", "/auth/logout"):
        assert visitor.open(path).status_code == 404


def test_the_book_says_who_came_in_how_and_never_a_strangers_e_mail(server: Server) -> None:
    """Last in this module: it stops the server, whose store opens for one process at a time."""
    for email in (MANAGER, STRANGER, UNCHECKED):
        visitor = Visitor(server)
        visitor.answer(visitor.go_to_provider(), sub=email)
        visitor.leave()
    server.stop()
    shop = Shop.open(Settings(data_dir=server.log.parent / "data"))
    entries = shop.access.audit.newest(3)
    shop.close()
    told = [(entry.who, entry.act, entry.what) for entry in reversed(entries)]
    assert told == [
        ("Mara Quist", "signed in", "with the shop's account"),
        ("Somebody", "failed to sign in", "with the shop's account"),
        ("Somebody", "failed to sign in", "with the shop's account"),
    ]
    logged = server.log.read_text("utf-8").lower()
    assert "/oauth2callback 403" in logged
    for email in (STRANGER, UNCHECKED, MANAGER, STAFF):
        assert email not in logged
    assert "code=" not in logged
