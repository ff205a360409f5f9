"""A proxy in front of a server that is not set up for it: it says what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.browser.server import Server
from tests.deploy.conftest import MANAGER, PASSWORD
from tests.deploy.proxies import Certificate, Proxy, program, running, shake_hands


@pytest.fixture
def server(data_dir: Callable[[Path], Path], tmp_path: Path) -> Iterator[Server]:
    """A server as it comes: nobody signs in, and it has no public name."""
    started = Server(data_dir(tmp_path))
    yield started
    started.stop()


@pytest.fixture
def proxies(server: Server, certificate: Certificate, tmp_path: Path) -> Iterator[list[Proxy]]:
    """All proxies that are installed, in front of it."""
    installed = [kind for kind in ("nginx", "caddy") if program(kind)]
    if not installed:
        pytest.skip("no proxy is installed: apt-get install nginx caddy")
    with ExitStack() as started:
        yield [
            started.enter_context(running(kind, [server.address], tmp_path / kind, certificate))
            for kind in installed
        ]


def test_without_people_or_a_public_name_it_says_what_is_missing(
    server: Server, proxies: list[Proxy]
) -> None:
    for proxy in proxies:
        with proxy.visitor() as client:
            for path in ("/", "/lapsed", "/set-up", "/_stcore/health"):
                answer = client.get(path)
                assert answer.status_code == 403
                assert "python -m regulars person add NAME --role manager" in answer.text
            assert shake_hands(client, proxy) == 403

    first = {"name": MANAGER, "password": PASSWORD, "again": PASSWORD}
    at_the_computer = httpx.post(f"{server.address}/set-up", data=first, trust_env=False)
    assert at_the_computer.status_code == 303

    for proxy in proxies:
        with proxy.visitor() as client:
            for path in ("/", "/lapsed", "/sign-in"):
                answer = client.get(path)
                assert answer.status_code == 421
                assert "set REGULARS_PUBLIC_URL" in answer.text
            assert shake_hands(client, proxy) in (403, 421)
