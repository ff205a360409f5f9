"""Behind nginx and behind Caddy, as deploy/ sets them up: signing in, screens, imports, refusals.

Where a proxy is not installed its tests are left out; ``apt-get install nginx caddy`` brings both.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from regulars.access import Access, Role
from regulars.settings import Settings
from regulars.store import Store
from tests.browser.server import BROWSER_FLAGS, Server
from tests.deploy.conftest import KINDS, MANAGER, PASSWORD
from tests.deploy.proxies import NAME, Certificate, Proxy, running, shake_hands

UPLOADED_BYTES = 50 * 1024 * 1024
pytestmark = pytest.mark.parametrize("proxy", KINDS, indirect=True)


@pytest.fixture(scope="module")
def server(
    data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that knows its public name, and where a manager signs in."""
    folder = data_dir(tmp_path_factory.mktemp("named"))
    with Store.open(Settings(data_dir=folder).store_path) as store:
        Access(store).people.add(MANAGER, Role.MANAGER, password=PASSWORD)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("REGULARS_PUBLIC_URL", f"https://{NAME}")
        started = Server(folder)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def proxy(
    request: pytest.FixtureRequest,
    server: Server,
    certificate: Certificate,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Proxy]:
    """The proxy in front of it."""
    folder = tmp_path_factory.mktemp("proxy") / request.param
    with running(request.param, [server.address], folder, certificate) as started:
        yield started


@pytest.fixture
def visitor(proxy: Proxy) -> Iterator[httpx.Client]:
    """Somebody who has not been here."""
    with proxy.visitor() as client:
        yield client


def sign_in(client: httpx.Client, **fields: str) -> httpx.Response:
    return client.post("/sign-in", data={"name": MANAGER, "password": PASSWORD, **fields})


def test_signing_in_leads_to_the_screen_asked_for(visitor: httpx.Client) -> None:
    asked = visitor.get("/lapsed?period=All+time")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?to=%2Flapsed%3Fperiod%3DAll%2Btime"
    let_in = sign_in(visitor, to="/lapsed?period=All+time")
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/lapsed?period=All+time")
    (cookie,) = [
        header for header in let_in.headers.get_list("set-cookie") if "regulars_person" in header
    ]
    assert {"httponly", "secure", "samesite=lax"} <= {
        part.strip().lower() for part in cookie.split(";")
    }
    assert visitor.get("/lapsed").status_code == 200


def test_browsers_are_told_to_come_back_by_tls_alone(proxy: Proxy, visitor: httpx.Client) -> None:
    page = visitor.get("/sign-in")
    assert page.headers.get_list("strict-transport-security") == ["max-age=31536000"]
    plain = httpx.get(
        f"http://127.0.0.1:{proxy.plain_port}/s/token",
        headers={"Host": NAME},
        trust_env=False,
    )
    assert plain.status_code in (301, 308)
    assert plain.headers["location"].startswith(f"https://{NAME}")
    assert plain.headers["location"].endswith("/s/token")


def test_the_websocket_opens_for_who_signed_in(proxy: Proxy, visitor: httpx.Client) -> None:
    assert shake_hands(visitor, proxy) in (401, 403)
    sign_in(visitor)
    assert shake_hands(visitor, proxy) == 101
    assert shake_hands(visitor, proxy, "/_stcore/other") in (403, 404)


@dataclass
class Visit:
    """What a person saw in a real browser."""

    imports: str = ""
    uploaded: list[int] = field(default_factory=list)
    outcome: str = ""
    lapsed: str = ""
    sockets: list[str] = field(default_factory=list)


def visit(proxy: Proxy, file: Path) -> Visit:
    """Sign in on the way to Imports, bring a file, and follow a link to another screen."""
    seen = Visit()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None,
            args=[*BROWSER_FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
        )
        page = chromium.new_context(ignore_https_errors=True).new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.on("websocket", lambda socket: seen.sockets.append(socket.url))
        page.goto(f"{proxy.address}/imports")
        page.get_by_label("Name or e-mail").fill(MANAGER)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_count(1)
        seen.imports = heading.inner_text()
        with page.expect_response(lambda answer: "/upload_file/" in answer.url) as sent:
            page.locator("input[type=file]").set_input_files(file)
        seen.uploaded.append(sent.value.status)
        outcome = page.get_by_text(file.name).last
        expect(outcome).to_be_visible()
        seen.outcome = outcome.inner_text()
        page.goto(f"{proxy.address}/lapsed")
        expect(heading).to_contain_text("slipping")
        seen.lapsed = page.url
        chromium.close()
    return seen


@pytest.mark.browser
def test_a_browser_signs_in_and_brings_50_megabytes(proxy: Proxy, tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    line = b"1,2,3,4,5,6,7,8,9,10,11,12\n"
    file.write_bytes(b"no,column,that,anybody,knows\n" + line * (UPLOADED_BYTES // len(line)))
    # In a thread of its own: another module's browser may be open in this one.
    with ThreadPoolExecutor(1) as apart:
        seen = apart.submit(visit, proxy, file).result()
    assert "exports" in seen.imports
    assert seen.uploaded == [204]
    assert "large.csv" in seen.outcome
    assert seen.lapsed == f"{proxy.address}/lapsed"
    assert set(seen.sockets) == {f"wss://{NAME}:{proxy.port}/_stcore/stream"}


def test_what_is_not_an_import_is_small(proxy: Proxy, visitor: httpx.Client) -> None:
    sign_in(visitor)
    large = b"x" * 2 * 1024 * 1024
    # Caddy 2.6 notices on the way, and calls it a bad gateway.
    refused = {"nginx": (413,), "caddy": (413, 502)}[proxy.kind]
    assert visitor.post("/account", content=large).status_code in refused
    through = visitor.put("/_stcore/upload_file/a/b", content=large).status_code
    # No such session, and no token of Streamlit's: refused, but by Regulars.
    assert through in (400, 403)


def test_a_made_up_address_does_not_hide_who_tries_passwords(
    proxy: Proxy,
) -> None:
    guesser, neighbour = {"nginx": ("127.0.0.3", "127.0.0.4"), "caddy": ("127.0.0.5", "127.0.0.6")}[
        proxy.kind
    ]
    with proxy.visitor(guesser) as client:
        tried = [
            client.post(
                "/sign-in",
                data={"name": f"{proxy.kind} {number}", "password": "wrong as can be"},
                headers={
                    "X-Forwarded-For": f"198.51.100.{number}",
                    "X-Real-IP": f"198.51.100.{number}",
                    "Forwarded": f"for=198.51.100.{number}",
                },
            ).status_code
            for number in range(6)
        ]
    assert tried == [403] * 5 + [429]
    with proxy.visitor(neighbour) as client:
        assert sign_in(client).status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/_local",
        "/_local/",
        "/_local/command",
        "//_local/command",
        "/door/../_local/command",
        "/%5Flocal/command",
        "/_local%2Fcommand",
        "/./_local//command",
    ],
)
def test_the_terminals_way_in_is_closed(proxy: Proxy, visitor: httpx.Client, path: str) -> None:
    # As bytes, or httpx would tidy it up.
    address = visitor.base_url.copy_with(raw_path=path.encode())
    for method in ("GET", "POST"):
        answer = visitor.request(method, address, headers={"Authorization": "Bearer x"})
        assert answer.status_code == 404
        # Regulars says so in each answer of its own.
        assert "content-security-policy" not in answer.headers


def test_cookies_leave_by_tls_alone(visitor: httpx.Client) -> None:
    given = [
        cookie
        for answer in (visitor.get("/sign-in"), sign_in(visitor), visitor.get("/_stcore/health"))
        for cookie in answer.headers.get_list("set-cookie")
        if not cookie.startswith("regulars_server=")
    ]
    assert given
    assert all("; secure" in cookie.lower() for cookie in given)


def test_the_proxy_writes_down_neither_addresses_nor_tokens(
    proxy: Proxy, visitor: httpx.Client
) -> None:
    visitor.get("/s/a-token-that-nobody-should-read")
    visitor.get("/customer?customer=C123-of-somebody")
    shake_hands(visitor, proxy)
    assert "a-token" not in proxy.written
    assert "C123" not in proxy.written


class Stranger(BaseHTTPRequestHandler):
    """Another server of the same name."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "8")
        self.end_headers()
        self.wfile.write(b"stranger")

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_a_browser_stays_at_the_server_where_it_began(
    proxy: Proxy, server: Server, certificate: Certificate, tmp_path: Path
) -> None:
    other = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    both = [server.address, f"http://127.0.0.1:{other.server_port}"]
    began = set()
    with running(proxy.kind, both, tmp_path / "both", certificate) as before_two:
        for _ in range(24):
            with before_two.visitor() as client:
                answers = {client.get("/health").text for _ in range(4)}
            assert len(answers) == 1
            began |= answers
    other.shutdown()
    other.server_close()
    assert began == {'{"status":"ok"}', "stranger"}
