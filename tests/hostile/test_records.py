"""What the server writes down.

Everything is clicked once, by a manager, by staff and through links; then the server's whole output
is read, that of all other attacks included.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from regulars.store.store import Store
from tests.hostile.attacks import Telling, attack
from tests.hostile.client import Screen, Tab, form, request
from tests.hostile.content import EVIL
from tests.hostile.guarded import MANAGER, PASSCODE, PASSWORD, STAFF, GuardedServer, sample_secrets
from tests.hostile.uploads import Uploader

WRONG = "an entirely wrong password"
NETWORK = "192.0.2"


@attack(
    "Reading names, e-mails, phones and comments after a click through everything",
    "the server's output",
)
def test_no_customer_is_in_the_log(
    server: GuardedServer, sample_store: Store, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    seen = _click_through(server, sample_store)
    for kind in ("name", "e-mail", "phone", "comment"):
        assert any(told in seen for told in sample_secrets()[kind]), (
            f"no {kind} was ever on a screen: this proves nothing"
        )
    log = server.log.read_text("utf-8")
    assert log
    # Streamlit's own tracebacks are drawn in frames, which would break a name in two.
    plain = re.sub(r"\x1b\[[0-9;]*m|[│╭╮╰╯─]|\s+", " ", log)
    assert betrayed(log) == []
    assert betrayed(re.sub(r" +", " ", plain)) == []
    tell.saw("none of them", sum(len(secrets) for secrets in sample_secrets().values()))


@attack(
    "Reading tokens, cookies, passwords, passcodes, search words, query strings, addresses of "
    "visitors",
    "the server's output",
)
def test_no_key_is_in_the_log(server: GuardedServer, sample_store: Store, tell: Telling) -> None:
    with Tab(server, server.cookies("staff")) as tab:
        tab.open("customer", "customer=C101&period=All+time")
    for path in ("/lapsed?customer=C101", "/static/x?token=abcdefgh", "/nowhere/with/a/secret"):
        request(server, "GET", path, server.cookies("manager"))
        request(server, "GET", path, {}, {"X-Forwarded-For": f"{NETWORK}.77"})
    log = server.log.read_text("utf-8")
    keys = server.keys
    secrets = [
        *keys.tokens.values(),
        *(value for cookies in keys.cookies.values() for value in cookies.values()),
        PASSWORD,
        PASSCODE,
        WRONG,
        "customer=C",
        "C101",
        "All time",
        "All+time",
        "period=",
        "a/secret",
        "abcdefgh",
        "upload_file/",
        NETWORK,
        MANAGER,
        STAFF,
    ]
    for secret in secrets:
        assert secret not in log, secret
        tell.saw("none of them")


@attack("Reading what was imported, of a shop that is full of code", "the server's output")
def test_no_content_is_in_the_log(own_server: GuardedServer, tell: Telling) -> None:
    with Tab(own_server, own_server.cookies("manager")) as tab:
        for page in tab.rerun().pages:
            tab.open(page, "period=All+time")
        uploader = Uploader(own_server, tab, "manager")
        uploader.take(f"[x](http://{EVIL}).csv", f"=1+1 {EVIL}\n".encode())
    log = own_server.log.read_text("utf-8")
    for code in (EVIL, "onerror", "<script", "/C calc"):
        assert code not in log, code
        tell.saw("nothing of it")


def _click_through(server: GuardedServer, store: Store) -> str:
    """Everything once; returns all that was on the screens."""
    seen: list[Screen] = []
    with store.read() as cursor:
        regulars = cursor.execute(
            "select customer_id, split_part(customer_name, ' ', 1) from facts.customer "
            "where is_named and email is not null order by visit_count desc limit 3"
        ).fetchall()
    for visitor in ("manager", "staff"):
        with Tab(server, server.cookies(visitor)) as tab:
            for page in tab.rerun().pages:
                screen = tab.open(page, "period=All+time")
                seen += [screen, *_open_everything(tab, page, screen)]
            for customer_id, first_name in regulars:
                seen.append(tab.open("customer", f"customer={customer_id}"))
                (search,) = tab.open("customer").of("text_input")
                words = WidgetState(id=search.id, string_value=first_name)
                seen.append(tab.open("customer", widgets=[words]))
            if visitor == "manager":
                uploader = Uploader(server, tab, visitor)
                comment = min(sample_secrets()["comment"])
                seen.append(uploader.take("no-export.csv", f"{comment}\n1\n".encode()))
                uploader.take("empty.csv", b"")
                uploader.put("big.csv", b"x" * 2**21)
    for link in ("today", "link", "lapsed", "satisfaction", "imports", "cards"):
        request(
            server, "GET", f"/s/{server.keys.tokens[link]}", {}, {"X-Forwarded-For": f"{NETWORK}.1"}
        )
        with Tab(server, server.cookies(link)) as tab:
            seen.append(tab.rerun("location=Harbor+Street"))
    for name in (MANAGER, "Nobody Known"):
        headers, body = form({"name": name, "password": WRONG})
        headers["X-Forwarded-For"] = f"{NETWORK}.2"
        request(server, "POST", "/sign-in", {}, headers, body)
    headers, body = form({"passcode": WRONG})
    headers["X-Forwarded-For"] = f"{NETWORK}.3"
    request(server, "POST", f"/s/{server.keys.tokens['passcode']}", {}, headers, body)
    request(server, "GET", f"/s/{'x' * 32}", {}, {"X-Forwarded-For": f"{NETWORK}.4"})
    return "\n".join(screen.text for screen in seen)


def _open_everything(tab: Tab, page: str, screen: Screen) -> list[Screen]:
    """Press what only shows more: downloads, and how it was worked out."""
    for button in screen.of("download_button"):
        asked = BackMsg()
        asked.backend_operation_request.request_id = button.id
        asked.backend_operation_request.session_id = tab.session_id
        asked.backend_operation_request.deferred_file.file_id = button.deferred_file_id
        tab.send(asked)
        tab.read_until("backend_operation_response")
    share = [button.id for button in screen.of("button") if button.label == "Share"]
    pressed = [WidgetState(id=button_id, trigger_value=True) for button_id in share]
    return [tab.open(page, "period=All+time", pressed)] if share else []
