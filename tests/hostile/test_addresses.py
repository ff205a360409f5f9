"""Every address, for every kind of visitor.

The addresses are those that the application itself lists, Streamlit's included: one that is added
is tried too.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.hostile.attacks import Telling, attack
from tests.hostile.client import Answer, form, knock, request
from tests.hostile.content import EVIL
from tests.hostile.guarded import INSIDE, LEAVER, MANAGER, PASSWORD, SHUT_OUT, STAFF, GuardedServer

ROOT = Path(__file__).resolve().parent.parent.parent
LIST_ROUTES = """
import json
from app import app
def listed(routes, before=""):
    for route in routes:
        path = before + getattr(route, "path", "")
        if getattr(route, "routes", None):
            yield from listed(route.routes, path)
        else:
            yield path, sorted(getattr(route, "methods", None) or [])
print(json.dumps(list(listed(app._build_starlette_app().routes))))
"""
PUBLIC = re.compile(
    r"/(health|sign-in|sign-out|leave|set-up|oauth2callback)|/(welcome|s)/.*|/auth/.*|/auth-pages.*"
    r"|/app/static/fonts/.*"
)
SCREENS = (
    *("/", "/today", "/regulars", "/lapsed", "/satisfaction", "/follow_ups"),
    *("/customer", "/imports"),
)
# Today on paper: the only address that tells of customers, and to people only.
SHEET = "/briefing"
OTHERS = (
    "/sharing",
    "/_local/x",
    "/static/index.html",
    "/static/x.js",
    "/_stcore",
    "/_stcore/metrics",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW")
_addresses = count(1)


@pytest.fixture(scope="module")
def routes() -> list[tuple[str, list[str]]]:
    """(address, methods) of every route there is."""
    done = subprocess.run(
        [sys.executable, "-c", LIST_ROUTES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = [
        (filled, methods or ["GET", "POST"])
        for path, methods in json.loads(done.stdout)
        for filled in _filled(path)
    ]
    assert len(found) > 30
    assert {"/_stcore/metrics", "/_stcore/upload_file/x/x", "/sign-in"} <= {p for p, _ in found}
    return found + [(path, ["GET", "POST"]) for path in (*SCREENS, *OTHERS)]


@attack("Every route of the application, each by its own methods", "visitors who are shut out")
def test_who_is_shut_out_gets_only_the_ways_in(
    server: GuardedServer,
    routes: list[tuple[str, list[str]]],
    betrayed: Callable[..., list[str]],
    tell: Telling,
) -> None:
    for visitor in SHUT_OUT:
        for path, methods in routes:
            for method in methods:
                answer = _ask(server, method, path, visitor)
                where = f"{method} {path} as {visitor}: {answer.status}"
                assert answer.status < 500, where
                assert not betrayed(answer.text), where
                assert not _tells_inside(answer), where
                if PUBLIC.fullmatch(path):
                    tell.saw("a public page without anybody's data")
                    continue
                # What asks for a key of its own may as well not be there.
                shut = (404, 405) if path.startswith("/_local/") else ()
                assert answer.status in (303, 401, 403, 410, *shut), where
                if answer.status == 303:
                    assert answer.leads_to.split("?")[0] == "/sign-in", where
                tell.saw(_words(answer))


@attack("Every route of the application, each by its own methods", "manager, staff, live link")
def test_who_is_inside_finds_no_route_that_tells_more(
    server: GuardedServer,
    routes: list[tuple[str, list[str]]],
    betrayed: Callable[..., list[str]],
    tell: Telling,
) -> None:
    for visitor in INSIDE:
        for path, methods in routes:
            for method in methods:
                if path in ("/sign-out", "/account") and method == "POST":
                    continue
                answer = _ask(server, method, path, visitor)
                where = f"{method} {path} as {visitor}: {answer.status}"
                assert answer.status < 500, where
                if path == SHEET and visitor in ("manager", "staff"):
                    tell.saw("Today's sheet, for whoever signed in and has Today")
                    continue
                assert not betrayed(answer.text), where
                assert not _tells_inside(answer), where
                tell.saw("nobody's data; every screen's data comes over the WebSocket alone")


@attack(
    "Every route of the application, of a shop that brought its own exports",
    "nobody, an ended link, a live one",
)
def test_no_route_tells_of_the_shops_own_customers(
    own_server: GuardedServer, routes: list[tuple[str, list[str]]], tell: Telling
) -> None:
    for visitor in ("nobody", "revoked link", "link"):
        for path, _ in routes:
            answer = _ask(own_server, "GET", path, visitor)
            assert answer.status < 500, (path, visitor)
            assert EVIL not in answer.text, (path, visitor)
            tell.saw("nobody's data")


@attack(
    "Two cookies of a kind, both kinds at once, a giant one, hundreds of them",
    "a manager's, a staff's and links' cookies together",
)
def test_of_two_cookies_the_one_that_shows_less_counts(
    server: GuardedServer, tell: Telling
) -> None:
    manager, staff = server.cookies("manager"), server.cookies("staff")
    for link, status in (("link", 303), ("revoked link", 410), ("expired link", 410)):
        both = {**manager, **server.cookies(link)}
        assert request(server, "GET", "/lapsed", both).status == status, link
        assert request(server, "GET", "/sharing", both).status == status, link
        upload = request(server, "PUT", "/_stcore/upload_file/x/x", both, body=b"")
        assert upload.status in (401, 403), link
        tell.saw("the link counts", 3)
    name, sealed = next(iter(staff.items()))
    for twice in (f"{name}=x; {name}={sealed}", f"{name}={sealed}; {name}=x"):
        status = request(server, "GET", "/lapsed", {}, {"Cookie": twice}).status
        assert status in (303, 403), twice
        tell.saw("no more than the one that holds")
    for many in (
        f"{name}=" + "x" * 30_000,
        "; ".join(f"{name}{number}=x" for number in range(900)),
        f'{name}="; {name}=;;;===',
        f"{name}=%00%0d%0a",
    ):
        status = request(server, "GET", "/lapsed", {}, {"Cookie": many}).status
        assert status in (303, 400, 431), many[:40]
        tell.saw("nobody is let in")


@attack(
    "Metrics, script health, the agents' API, components, Streamlit's source maps",
    "manager, staff, live link",
)
def test_what_streamlit_offers_beside_the_screens_is_not_there(
    server: GuardedServer, tell: Telling
) -> None:
    for visitor in INSIDE:
        for method, path in (
            ("GET", "/_stcore/metrics"),
            ("GET", "/_stcore/metrics?families=cache_memory_bytes"),
            ("GET", "/_stcore/script-health-check"),
            ("POST", "/_stcore/agent/interact"),
            ("GET", "/_stcore/agent/openapi.json"),
            ("POST", "/_stcore/agent/mcp"),
            ("GET", "/component/st.x/index.html"),
            ("GET", "/_stcore/bidi-components/x/y.js"),
            ("GET", "/_stcore/message"),
            ("GET", "/docs"),
            ("GET", "/.git/config"),
            ("GET", "/data/regulars.duckdb"),
            ("GET", "/.streamlit/config.toml"),
        ):
            answer = _ask(server, method, path, visitor)
            assert answer.status in (403, 404), (path, visitor, answer.status)
            tell.saw(str(answer.status))


@attack("Methods that a screen or the stream does not know", "some who are shut out, all inside")
def test_strange_methods_open_nothing(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    for visitor in (*SHUT_OUT[::3], *INSIDE):
        for path in ("/", "/lapsed", "/_stcore/stream", "/media/x", "/sign-in"):
            for method in METHODS:
                answer = _ask(server, method, path, visitor)
                assert answer.status < 500, (method, path, visitor)
                assert not betrayed(answer.text)
                tell.saw("nobody's data, no failure of the server")


@attack(
    "Reading the files beside the ones served: dots, encodings, separators, whole addresses",
    "nobody, live link, manager",
)
def test_no_path_leads_out_of_the_folders_served(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    for visitor in ("nobody", "link", "manager"):
        for path in _traversals():
            answer = _ask(server, "GET", path, visitor)
            assert answer.status < 500, (path, visitor, answer.status)
            assert not re.search(
                r"root:.*:0:0|from __future__|import streamlit|\[server\]|DUCK|select_|cookie_key",
                answer.text.replace("<!DOCTYPE", ""),
            ), (path, visitor)
            assert not betrayed(answer.text), (path, visitor)
            if visitor == "nobody":
                assert answer.status != 200 or _is_public_page(answer), (path, answer.text[:200])
            tell.saw("no file of the program, the data folder or the system")


@attack("Public addresses with something appended, to slip past the gate", "nobody")
def test_a_path_that_begins_like_a_public_one_is_not_public(
    server: GuardedServer, tell: Telling
) -> None:
    for public in ("/health", "/sign-in", "/auth-pages/pages.css", "/app/static/fonts/x", "/s/x"):
        for more in (
            "/../lapsed",
            "%2f..%2flapsed",
            "/%2e%2e/lapsed",
            ";/lapsed",
            "//lapsed",
            "/../_stcore/host-config",
            "%00/lapsed",
            "%0a/lapsed",
            "?/../_stcore/host-config",
        ):
            answer = _ask(server, "GET", public + more, "nobody")
            assert answer.status < 500, (public + more, answer.status)
            assert "allowedOrigins" not in answer.text, public + more
            assert "<noscript>You need to enable JavaScript" not in answer.text, public + more
            tell.saw("neither a screen nor a part of Streamlit")


@attack(
    "The terminal's way into a running server: no key, made-up keys, other methods, a proxy",
    "nobody, staff, manager, a live link",
)
def test_the_terminals_way_in_needs_its_own_key(server: GuardedServer, tell: Telling) -> None:
    body = json.dumps({"command": "backup", "arguments": {"path": "x"}}).encode()
    keys: tuple[dict[str, str], ...] = (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer None"},
        {"Authorization": f"Bearer {server.keys.tokens['manager']}"},
        {"Authorization": "Bearer \u00e9" + "x" * 42},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Host": "evil.example"},
    )
    for visitor in ("nobody", "staff", "manager", "link"):
        for key in keys:
            for method in ("POST", "GET", "PUT"):
                cookies = server.cookies(visitor)
                answer = request(server, method, "/_local/command", cookies, key, body)
                told = (visitor, key, method, answer.status)
                assert 400 <= answer.status < 500 or answer.status == 303, told
                tell.saw("refused")


@attack(
    "Requests that mean two things: two lengths, pieces and a length, folded or broken headers, a "
    "second request in the first",
    "nobody",
)
def test_a_request_means_one_thing(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    host = urlsplit(server.address).netloc
    inner = f"GET /_stcore/host-config HTTP/1.1\r\nHost: {host}\r\n\r\n"
    start = f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\n"
    chunked = "Transfer-Encoding: chunked\r\n"
    for sent in (
        f"{start}Content-Length: 5\r\n{chunked}\r\n0\r\n\r\n{inner}",
        f"{start}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef{inner}",
        f"{start}{chunked}Transfer-Encoding: identity\r\n\r\n0\r\n\r\n{inner}",
        f"{start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{inner}",
        f"{start}Content-Length : 5\r\n\r\nabcde{inner}",
        f"{start}X: a\r\n b\r\nContent-Length: 0\r\n\r\n{inner}",
        f"{start}X: a\nContent-Length: 0\r\n\r\n{inner}",
        f"GET /health HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(inner)}\r\n\r\n{inner}",
        f"GET /health\x00/../lapsed HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"GET /health HTTP/9.9\r\nHost: {host}\r\n\r\n",
        f"GET /{'x' * 100_000} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {host}\r\nX: {'x' * 200_000}\r\n\r\n",
    ):
        heard = _say(server, sent.encode())
        assert "allowedOrigins" not in heard, sent[:200]
        assert " 500 " not in heard, sent[:200]
        assert "Traceback" not in heard, sent[:200]
        assert not betrayed(heard)
        tell.saw("refused, or answered as one request of nobody's")


@attack("Being sent to another site after signing in", "the sign-in page")
def test_signing_in_leads_nowhere_else(server: GuardedServer, tell: Telling) -> None:
    for to in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1\r\nSet-Cookie: y=1",
        "///evil.example",
        "/@evil.example/../..//evil.example",
    ):
        page = _ask(server, "GET", f"/sign-in?{form({'to': to})[1].decode()}", "nobody")
        assert page.status == 200
        assert 'value="http' not in page.text
        headers, body = form({"name": STAFF, "password": PASSWORD, "to": to})
        answer = request(server, "POST", "/sign-in", {}, {**headers, **_elsewhere()}, body)
        assert answer.status == 303, (to, answer.status)
        parts = urlsplit(answer.leads_to)
        assert not parts.scheme, to
        assert not parts.netloc, to
        assert not answer.leads_to.startswith(("//", "/\\", "\\")), to
        assert answer.headers["set-cookie"].startswith("regulars_"), to
        tell.saw("303 to a screen of ours")


@attack(
    "HTML and line breaks in what the front door's own pages show again",
    "sign-in, set-up, account, passcode, invitation, unknown address",
)
def test_the_front_doors_pages_escape_what_they_show(server: GuardedServer, tell: Telling) -> None:
    code = "\"'><script>alert(1)</script><img src=//evil.example/x>"
    headers, body = form({"name": code, "password": code, "to": f"/{code}", "passcode": code})
    keys = server.keys
    for method, path, visitor in (
        ("GET", f"/sign-in?{form({'to': '/' + code})[1].decode()}", "nobody"),
        ("POST", "/sign-in", "nobody"),
        ("POST", "/set-up", "nobody"),
        ("POST", "/account", "staff"),
        ("POST", f"/s/{keys.tokens['passcode']}", "nobody"),
        ("POST", f"/welcome/{keys.tokens['invitation']}", "nobody"),
        ("GET", "/%3Cscript%3Ealert(1)%3C/script%3E", "manager"),
        ("GET", "/s/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "nobody"),
    ):
        sent = {**headers, **_elsewhere()} if method == "POST" else _elsewhere()
        answer = request(
            server, method, path, server.cookies(visitor), sent, body if method == "POST" else None
        )
        assert answer.status < 500, path
        assert "<script" not in answer.text, path
        assert "<img src=//evil" not in answer.text, path
        if "text/html" in answer.headers.get("content-type", ""):
            assert "default-src 'none'" in answer.headers["content-security-policy"], path
        tell.saw("shown as text or not at all")


@attack(
    "Pages and answers that a browser may misuse: frames, guessed types, scripts, caches",
    "one answer of each kind",
)
def test_every_answer_tells_the_browser_what_it_may_not_do(
    server: GuardedServer, tell: Telling
) -> None:
    for path, visitor in (
        ("/", "manager"),
        ("/lapsed", "link"),
        ("/sign-in", "nobody"),
        ("/account", "staff"),
        ("/health", "nobody"),
        ("/_stcore/health", "manager"),
        ("/nowhere", "manager"),
        ("/nowhere", "nobody"),
        ("/s/x", "nobody"),
        ("/media/x", "manager"),
        ("/auth-pages/pages.css", "nobody"),
    ):
        answer = _ask(server, "GET", path, visitor)
        policy = answer.headers["content-security-policy"]
        for rule in ("default-src", "frame-ancestors", "base-uri", "form-action"):
            assert rule in policy, (path, rule)
        assert "*" not in policy, path
        assert "http" not in policy, path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == "same-origin", path
        assert answer.headers["cross-origin-opener-policy"] == "same-origin", path
        tell.saw("policy, type and referrer are set")
    for path in ("/sign-in", "/account", f"/s/{server.keys.tokens['passcode']}"):
        visitor = "staff" if path == "/account" else "nobody"
        assert _ask(server, "GET", path, visitor).headers["cache-control"] == "no-store", path


@attack("Reading the cookie from a script, or sending it along from another site", "sign-in, link")
def test_the_cookies_are_out_of_reach(server: GuardedServer, tell: Telling) -> None:
    headers, body = form({"name": MANAGER, "password": PASSWORD})
    for proto, secure in (("http", False), ("https", True)):
        seen = {**headers, **_elsewhere(), "X-Forwarded-Proto": proto}
        for answer in (
            request(server, "POST", "/sign-in", {}, seen, body),
            request(server, "GET", f"/s/{server.keys.tokens['idle']}", {}, seen),
        ):
            assert answer.status == 303
            given = answer.headers["set-cookie"].lower()
            assert "httponly" in given
            assert "samesite=lax" in given
            assert ("; secure" in given) == secure
            assert server.keys.tokens["idle"] not in answer.leads_to
            tell.saw("HttpOnly, SameSite, and Secure behind TLS")


@attack("Opening the address of a link that was revoked, has expired or was replaced", "nobody")
def test_an_ended_link_opens_nothing(server: GuardedServer, tell: Telling) -> None:
    for visitor in ("revoked link", "expired link", "replaced link"):
        for method in ("GET", "POST"):
            token = server.keys.tokens[visitor]
            answer = _ask(server, method, f"/s/{token}", "nobody")
            assert answer.status == 410, visitor
            assert "set-cookie" not in answer.headers, visitor
            assert "has ended" in answer.text
            tell.saw("410: kindly told that it has ended")


@attack("Opening the stream", "visitors who are shut out")
def test_the_stream_is_behind_the_same_gate(server: GuardedServer, tell: Telling) -> None:
    for visitor in SHUT_OUT:
        for path in ("/_stcore/stream", "/_stcore/stream/", "/_stcore/stream?x=1", "/health", "/"):
            assert knock(server, server.cookies(visitor), path=path) == 403, (visitor, path)
            tell.saw("403 before the connection opens")
    for visitor in INSIDE:
        assert knock(server, server.cookies(visitor)) == 101
        for path in ("/_stcore/other", "/", "/sign-in"):
            assert knock(server, server.cookies(visitor), path=path) == 403, (visitor, path)
            tell.saw("403 before the connection opens")


def _say(server: GuardedServer, sent: bytes) -> str:
    """Send these bytes; all that is heard until the server falls silent or hangs up."""
    parts = urlsplit(server.address)
    heard = b""
    with (
        socket.create_connection((parts.hostname, parts.port), 5) as line,
        suppress(TimeoutError, ConnectionError),
    ):
        line.sendall(sent)
        line.settimeout(0.15)
        while piece := line.recv(65536):
            heard += piece
    return heard.decode("latin-1")


def _ask(server: GuardedServer, method: str, path: str, visitor: str) -> Answer:
    body = b"" if method in ("POST", "PUT", "PATCH", "DELETE") else None
    return request(server, method, path, server.cookies(visitor), _elsewhere(), body)


def _elsewhere() -> dict[str, str]:
    """As if through a proxy on this machine, from an address of its own: none is slowed down."""
    number = next(_addresses)
    return {"X-Forwarded-For": f"198.18.{number // 250 % 250}.{number % 250 + 1}"}


def _filled(path: str) -> list[str]:
    """The addresses that stand for a route, its parameters filled in."""
    base = re.sub(r"{\w+(:\w+)?}", "x", path).rstrip("/") or "/"
    if (
        base in ("/auth-pages", "/static")
        or path.endswith((":path}", "/auth-pages", ""))
        and base == "/"
    ):
        return [base, f"{base.rstrip('/')}/x.js"]
    return [base]


def _words(answer: Answer) -> str:
    told = {303: "303 to the sign-in page", 410: "410: this link has ended"}
    return told.get(answer.status, str(answer.status))


def _tells_inside(answer: Answer) -> bool:
    """Whether an answer shows who works here or how the program looks inside."""
    return bool(
        re.search(r"Traceback|site-packages|File \"/", answer.text) or LEAVER in answer.text
    )


def _is_public_page(answer: Answer) -> bool:
    """Whether it is a page or a file of the front door itself."""
    return bool(
        re.search(r"default-src 'none'", answer.headers.get("content-security-policy", ""))
        or answer.text == '{"status":"ok"}'
        or answer.headers.get("content-type", "").startswith(("text/css", "image/svg", "font/"))
    )


def _traversals() -> list[str]:
    starts = (
        "/",
        "/static/",
        "/app/static/",
        "/app/static/fonts/",
        "/auth-pages/",
        "/media/",
        "/component/x/",
        "/_stcore/bidi-components/x/",
        "/s/",
        "/welcome/",
    )
    ups = (
        "../../../../../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%252e%252e%252fetc%252fpasswd",
        "..%5c..%5c..%5cetc%5cpasswd",
        "....//....//....//etc/passwd",
        "..;/..;/etc/passwd",
        "%c0%ae%c0%ae/etc/passwd",
        "..%00/etc/passwd",
        "../gate.py",
        "../../frame.py",
        "../../../../app.py",
        "../../../../.streamlit/config.toml",
    )
    whole = (
        "//etc/passwd",
        "/\\etc\\passwd",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "http://evil.example/lapsed",
        "*",
        "/%2fetc%2fpasswd",
        "/~root/.ssh/id_rsa",
    )
    return [start + up for start in starts for up in ups] + list(whole)
