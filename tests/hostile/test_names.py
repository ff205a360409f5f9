"""Names, origins and forwarding headers.

A page elsewhere can point its own name at this machine (DNS rebinding), and a proxy or a tunnel can
put a stranger behind a loopback address.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.attacks import Telling, attack
from tests.hostile.client import form, knock, request
from tests.hostile.guarded import MANAGER, PASSWORD, GuardedServer

REBOUND = (
    "evil.example",
    "evil.example:8501",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io",
    "evil.example@127.0.0.1",
    "127.0.0.1@evil.example",
    "localhost@evil.example:80",
    "regulars.local",
    "LOCALHOST.",
    "localhost\t.evil.example",
    "0x7f.0.0.1",
    "2130706433",
    "127.1",
    "[::ffff:127.0.0.1].evil.example",
    "[evil.example]",
    "xn--lcalhost-54a",
    "",
    ":8501",
    "localhost, evil.example",
)
PATHS = (
    "/",
    "/lapsed",
    "/_stcore/health",
    "/_stcore/host-config",
    "/sign-in",
    "/health",
    "/media/x",
)
FORWARDED = (
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-For": "203.0.113.9"},
    {"x-FORWARDED-host": "localhost"},
    {"X-Forwarded-Proto": "http"},
    {"X-Forwarded-Server": "localhost"},
    {"Forwarded": "for=127.0.0.1;host=localhost"},
    {"X-Real-IP": "127.0.0.1"},
)
FOREIGN = (
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "https://localhost@evil.example"},
    {"Origin": "", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "", "Sec-Fetch-Site": "same-site"},
)


@attack(
    "Asking under a name that was pointed at this machine, with a manager's cookie",
    "a server where people sign in",
)
def test_a_rebound_name_gets_nothing(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    cookies = server.cookies("manager")
    for name in REBOUND:
        for path in PATHS:
            answer = request(server, "GET", path, cookies, {"Host": name})
            assert answer.status in (400, 421), (name, path, answer.status)
            assert not betrayed(answer.text)
            tell.saw(_words(answer.status))
    for name in REBOUND[:8]:
        for twice in ([("Host", "localhost"), ("Host", name)], [("Host", name), ("Host", "x")]):
            answer = request(server, "GET", "/lapsed", cookies, twice)
            assert answer.status in (400, 421), twice
            tell.saw(_words(answer.status))


@attack(
    "The stream under such a name, or for a page of another site, with a manager's cookie",
    "a server where people sign in",
)
def test_the_stream_is_for_our_own_pages(server: GuardedServer, tell: Telling) -> None:
    cookies = server.cookies("manager")
    for name in ("evil.example", "127.0.0.1.nip.io", "localhost.evil.example", "regulars.local"):
        assert knock(server, cookies, {"Host": name, "Origin": f"http://{name}"}) == 403, name
        tell.saw("403 before the connection opens")
    for foreign in FOREIGN:
        assert knock(server, cookies, foreign) == 403, foreign
        tell.saw("403 before the connection opens")
    assert knock(server, cookies) == 101


@attack(
    "A form or an upload sent by a page of another site, with a manager's cookie",
    "sign-in, sign-out, account, passcode, upload",
)
def test_another_sites_page_changes_nothing(server: GuardedServer, tell: Telling) -> None:
    cookies = server.cookies("manager")
    headers, body = form({"name": MANAGER, "password": PASSWORD, "present": PASSWORD})
    passcode = server.keys.tokens["passcode"]
    for foreign in FOREIGN:
        sent = {**headers, **{name: value for name, value in foreign.items() if value}}
        for method, path in (
            ("POST", "/sign-in"),
            ("POST", "/sign-out"),
            ("POST", "/account"),
            ("POST", f"/s/{passcode}"),
            ("PUT", "/_stcore/upload_file/x/x"),
            ("DELETE", "/_stcore/upload_file/x/x"),
        ):
            answer = request(server, method, path, cookies, sent, body)
            assert answer.status == 403, (foreign, path)
            assert "set-cookie" not in answer.headers
            tell.saw("403")
    assert request(server, "GET", "/account", cookies).status == 200


@attack(
    "Putting oneself behind a loopback address: forwarding headers, other names",
    "a server where nobody signs in yet",
)
def test_an_open_server_answers_the_person_at_it_alone(
    open_server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    cases = [*FORWARDED, *({"Host": name} for name in REBOUND), {"Host": "192.168.1.20:8501"}]
    for headers in cases:
        for path in (*PATHS, "/set-up", "/static/index.html"):
            answer = request(open_server, "GET", path, {}, headers)
            assert answer.status in (400, 403), (headers, path, answer.status)
            assert not betrayed(answer.text)
            tell.saw(_words(answer.status))
    for headers in (
        *FORWARDED,
        *FOREIGN,
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ):
        assert knock(open_server, {}, headers) == 403, headers
        tell.saw("403")
    assert request(open_server, "GET", "/").status == 200
    assert knock(open_server) == 101


@attack("Becoming the first manager from elsewhere", "a server where nobody signs in yet")
def test_a_stranger_does_not_set_the_first_password(
    open_server: GuardedServer, tell: Telling
) -> None:
    headers, body = form({"name": "Eve", "password": PASSWORD, "again": PASSWORD})
    for strange in (
        *FORWARDED,
        *({name: value for name, value in foreign.items() if value} for foreign in FOREIGN),
        {"Host": "evil.example"},
    ):
        answer = request(open_server, "POST", "/set-up", {}, {**headers, **strange}, body)
        assert answer.status == 403, strange
        tell.saw("403")
    assert request(open_server, "GET", "/set-up").status == 200, "somebody set it up"


@attack(
    "Cookies of another installation, or made up, where no password is set",
    "a server where nobody signs in yet",
)
def test_strange_cookies_do_no_harm_to_an_open_server(
    server: GuardedServer, open_server: GuardedServer, tell: Telling
) -> None:
    for visitor in ("manager", "link", "forged link", "unsealed"):
        strange = {"X-Forwarded-For": "203.0.113.9"}
        assert request(open_server, "GET", "/", server.cookies(visitor), strange).status == 403
        assert request(open_server, "GET", "/", server.cookies(visitor)).status == 200
        tell.saw("403 from elsewhere, as without them")


def _words(status: int) -> str:
    told = {400: "400", 403: "403 in words", 421: "421 in words"}
    return told[status]
