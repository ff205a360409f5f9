"""Who counts as the person at this computer."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.web.hosts import is_local


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
