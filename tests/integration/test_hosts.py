"""Who counts as the person at this computer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.store.store import Store
from regulars.web.auth.gate import Gate
from regulars.web.auth.sign_in_pages import signing_in_routes
from regulars.web.serving.hosts import client_address, is_local, without_hearsay


def request(
    client: tuple[str, int] | None = ("127.0.0.1", 50123),
    server: tuple[str, int] | None = ("127.0.0.1", 8501),
    **headers: str,
) -> dict[str, Any]:
    named = {name.replace("_", "-").lower().encode(): text for name, text in headers.items()}
    return {
        "type": "http",
        "headers": [(name, text.encode()) for name, text in named.items()],
        "client": client,
        "server": server,
    }


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_this_computers_own_names(host: str) -> None:
    assert is_local(request(host=host))


@pytest.mark.parametrize(
    "host",
    ["", "regulars.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "0.0.0.0"],
)
def test_any_other_name_is_refused(host: str) -> None:
    assert not is_local(request(host=host))


@pytest.mark.parametrize(
    "header",
    [
        "forwarded",
        "x_forwarded_for",
        "x_forwarded_host",
        "x_forwarded_port",
        "x_forwarded_proto",
        "x_forwarded_server",
        "x_real_ip",
    ],
)
def test_whatever_passed_a_proxy_is_refused(header: str) -> None:
    assert not is_local(request(host="localhost", **{header: "127.0.0.1"}))


@pytest.mark.parametrize("side", ["client", "server"])
@pytest.mark.parametrize("address", [("192.168.1.20", 50123), ("2001:db8::1", 50123), None])
def test_both_ends_are_on_this_machine(side: str, address: tuple[str, int] | None) -> None:
    assert not is_local(request(host="localhost", **{side: address}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_failures_are_counted_by_network(address: str, counted_as: str) -> None:
    assert client_address(request(client=(address, 50123))) == counted_as


def test_who_cannot_be_told_is_one_and_the_same() -> None:
    assert client_address(request(client=None)) == "unknown"


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "x_real_ip"])
def test_a_forwarded_address_counts_only_where_a_proxy_is_set_up(header: str) -> None:
    # The server has put the header's address into the scope by now.
    told = request(client=("203.0.113.9", 0), **{header: "203.0.113.9"})
    assert client_address(without_hearsay(told, "https://regulars.example")) == "203.0.113.9"
    assert client_address(without_hearsay(told, "")) == "unknown"
    direct = request(client=("203.0.113.9", 50123))
    assert client_address(without_hearsay(direct, "")) == "203.0.113.9"


@pytest.fixture
def access(tmp_path: Path) -> Iterator[Access]:
    """Books in which one person signs in."""
    with Store.open(tmp_path / "books.duckdb") as store:
        access = Access(store)
        access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
        yield access


@pytest.mark.parametrize(
    ("public_url", "slowed_at"), [("", 6), ("http://regulars.example", None)], ids=["none", "proxy"]
)
def test_made_up_forwarded_addresses_do_not_help_to_guess(
    access: Access, public_url: str, slowed_at: int | None
) -> None:
    routes = signing_in_routes(lambda: access)
    door = Gate(Starlette(routes=routes), access=lambda: access, public_url=public_url)
    # As uvicorn does for whoever connects from this machine.
    server = ProxyHeadersMiddleware(door, trusted_hosts="127.0.0.1")
    transport = httpx.ASGITransport(server, client=("127.0.0.1", 50123))

    async def guess() -> list[int]:
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as guesser:
            answers = [
                await guesser.post(
                    "/sign-in",
                    data={"name": f"Somebody {number}", "password": "not the password"},
                    headers={"X-Forwarded-For": f"198.51.100.{number}"},
                )
                for number in range(1, 8)
            ]
        return [answer.status_code for answer in answers]

    wrong = 7 if slowed_at is None else slowed_at - 1
    assert asyncio.run(guess()) == [403] * wrong + [429] * (7 - wrong)
