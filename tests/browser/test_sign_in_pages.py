"""Who gets in: the person at this computer, and nobody through a proxy or under another name."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import pytest

from tests.browser.server import Server

pytestmark = pytest.mark.browser

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def ask(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """One request with exactly these headers beside the usual: (status, headers, body)."""
    parts = urlsplit(server.address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in {"Host": parts.netloc, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    body = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, told, body


@pytest.mark.parametrize("path", ["/", "/lapsed", "/_stcore/health", "/_stcore/host-config"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "regulars.example"},
        {"Host": "192.168.1.20:8501"},
        {"Host": "localhost.evil.example"},
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Forwarded-Host": "shop.example"},
        {"Forwarded": "for=203.0.113.9"},
        {"X-Real-Ip": "203.0.113.9"},
    ],
)
def test_a_request_from_elsewhere_is_refused_in_words(
    sample_server: Server, path: str, headers: dict[str, str]
) -> None:
    status, _, body = ask(sample_server, path, **headers)
    assert status == 403
    assert "only to the person at the computer" in body


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"X-Forwarded-For": "203.0.113.9"}])
def test_the_websocket_is_behind_the_same_door(
    sample_server: Server, headers: dict[str, str]
) -> None:
    status, _, _ = ask(sample_server, "/_stcore/stream", **UPGRADE, **headers)
    assert status == 403
    status, _, _ = ask(sample_server, "/_stcore/stream", **UPGRADE)
    assert status == 101


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_this_computers_own_names_are_let_in(sample_server: Server, name: str) -> None:
    port = urlsplit(sample_server.address).port
    status, headers, _ = ask(sample_server, "/lapsed", Host=f"{name}:{port}")
    assert status == 200
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_metrics_are_closed(sample_server: Server) -> None:
    for path in ("/_stcore/metrics", "/lapsed/_stcore/metrics", "/_stcore/metrics/"):
        status, _, _ = ask(sample_server, path)
        assert status == 404


def test_streamlit_tells_nobody_how_the_shop_is_used(sample_server: Server) -> None:
    status, _, body = ask(sample_server, "/_stcore/host-config")
    assert status == 200
    assert json.loads(body).get("metricsUrl", "") in ("", "off")


def test_a_slash_at_the_end_is_forgiven(sample_server: Server) -> None:
    status, headers, _ = ask(sample_server, "/lapsed/?period=All+time")
    assert (status, headers["location"]) == (307, "/lapsed?period=All+time")
