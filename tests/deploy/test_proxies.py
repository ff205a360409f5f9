"""Behind nginx and behind Caddy, as deploy/ sets them up: signing in, screens, imports, refusals.

Where a proxy is not installed its tests are left out; ``apt-get install nginx caddy`` brings both.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.browser.server import Server
from tests.deploy.conftest import KINDS, MANAGER, PASSWORD
from tests.deploy.proxies import (
    NAME,
    Certificate,
    Proxy,
    free_port,
    running,
    shake_hands,
)

pytestmark = pytest.mark.parametrize("proxy", KINDS, indirect=True)


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


class Stranger(BaseHTTPRequestHandler):
    """Another server: says how much it was sent."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "8")
        self.end_headers()
        self.wfile.write(b"stranger")

    def do_PUT(self) -> None:
        told = str(len(self.rfile.read(int(self.headers["content-length"])))).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def stranger() -> Iterator[str]:
    """The address of a server that is not ours."""
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


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
    if proxy.kind == "nginx":
        # Certbot's place, which must not lead to a certificate that is not there yet.
        challenge = f"http://127.0.0.1:{proxy.plain_port}/.well-known/acme-challenge/none"
        assert httpx.get(challenge, headers={"Host": NAME}, trust_env=False).status_code == 404


def test_the_websocket_opens_for_who_signed_in(proxy: Proxy, visitor: httpx.Client) -> None:
    assert shake_hands(visitor, proxy) in (401, 403)
    sign_in(visitor)
    assert shake_hands(visitor, proxy) == 101
    assert shake_hands(visitor, proxy, "/_stcore/other") in (403, 404)


def test_a_large_import_passes_and_nothing_else_that_is_large(
    proxy: Proxy, stranger: str, certificate: Certificate, tmp_path: Path
) -> None:
    with (
        running(proxy.kind, [stranger], tmp_path / "alone", certificate) as before,
        before.visitor() as client,
    ):
        large = b"x" * 50 * 1024 * 1024
        assert client.put("/_stcore/upload_file/a/b", content=large).text == str(len(large))
        # Caddy 2.6 notices on the way, and calls it a bad gateway.
        refused = {"nginx": (413,), "caddy": (413, 502)}[proxy.kind]
        assert client.put("/account", content=large[: 2 * 1024 * 1024]).status_code in refused
        assert client.put("/account", content=large[:1000]).text == "1000"


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
        "/auth-pages/../_local/command",
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


def test_cookies_leave_by_tls_alone(proxy: Proxy, visitor: httpx.Client) -> None:
    given = [
        cookie
        for answer in (visitor.get("/sign-in"), sign_in(visitor), visitor.get("/_stcore/health"))
        for cookie in answer.headers.get_list("set-cookie")
        # Caddy's own says which server, and 2.6 does not keep it to TLS.
        if proxy.kind == "nginx" or not cookie.startswith("regulars_server=")
    ]
    names = {cookie.partition("=")[0] for cookie in given}
    assert {"regulars_person", "_streamlit_xsrf"} <= names
    assert all("; secure" in cookie.lower() for cookie in given)


def test_the_proxy_writes_down_neither_addresses_nor_tokens(
    proxy: Proxy, visitor: httpx.Client
) -> None:
    visitor.get("/s/a-token-that-nobody-should-read")
    visitor.get("/customer?customer=C123-of-somebody")
    shake_hands(visitor, proxy)
    assert "a-token" not in proxy.written
    assert "C123" not in proxy.written


def test_nor_does_it_when_the_server_is_away(
    proxy: Proxy, certificate: Certificate, tmp_path: Path
) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with (
        running(proxy.kind, [nobody], tmp_path / "alone", certificate) as before,
        before.visitor() as client,
    ):
        assert client.get("/s/a-token-that-nobody-should-read").status_code == 502
        assert client.get("/customer?customer=C123-of-somebody").status_code == 502
    assert "a-token" not in before.written
    assert "C123" not in before.written


def test_a_browser_stays_at_the_server_where_it_began(
    proxy: Proxy, server: Server, stranger: str, certificate: Certificate, tmp_path: Path
) -> None:
    both = [server.address, stranger]
    began = set()
    with running(proxy.kind, both, tmp_path / "both", certificate) as before_both:
        for _ in range(24):
            with before_both.visitor() as client:
                answers = {client.get("/health").text for _ in range(4)}
            assert len(answers) == 1
            began |= answers
    assert began == {'{"status":"ok"}', "stranger"}
