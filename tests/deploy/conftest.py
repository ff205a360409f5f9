"""What the tests behind a proxy share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.settings import Settings
from regulars.store.store import Store
from tests.browser.server import Server
from tests.deploy.proxies import NAME, Certificate, program

MANAGER, PASSWORD = "Mara Quist", "a quiet corner table"
KINDS = [
    pytest.param(
        kind,
        marks=pytest.mark.skipif(
            program(kind) is None, reason=f"{kind} is not installed: apt-get install {kind}"
        ),
    )
    for kind in ("nginx", "caddy")
]


@pytest.fixture(scope="package")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """For the name that the files of deploy/ use."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="package")
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
