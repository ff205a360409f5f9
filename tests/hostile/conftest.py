"""Three servers that the attacks share, and the table that is written from what they saw."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.hostile.attacks import PAGE, Telling, declared, read_lines, write_page
from tests.hostile.content import hostile_exports, hostile_title
from tests.hostile.guarded import GuardedServer, Keys, prepare, sample_secrets

WRITES = os.environ.get("ATTACKS") == "write"
MEGABYTES = "1"
PUBLIC_URL = "http://regulars.example"
LINES = pytest.StashKey[dict[str, str]]()
OUTCOME = pytest.StashKey[bool]()


@pytest.fixture(scope="package")
def _servers(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    folder = tmp_path_factory.mktemp("hostile")
    shop = prepare(folder / "shop", sample_path)
    own = prepare(folder / "own", sample_path, hostile_exports(), hostile_title())
    (folder / "open").mkdir()
    shutil.copy(sample_path, folder / "open" / "sample-cafe.duckdb")
    # A small limit, so that going over it takes a moment and not two gigabytes.
    with pytest.MonkeyPatch.context() as environment, ThreadPoolExecutor(3) as starting:
        environment.setenv("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", MEGABYTES)
        # Attackers come from many addresses, as a proxy would tell them.
        environment.setenv("REGULARS_PUBLIC_URL", PUBLIC_URL)
        begun = [
            starting.submit(GuardedServer, folder / "shop", shop),
            starting.submit(GuardedServer, folder / "own", own),
            starting.submit(GuardedServer, folder / "open", Keys()),
        ]
        running = [server.result() for server in begun]
    yield running
    for server in running:
        server.stop()


@pytest.fixture
def server(_servers: list[GuardedServer]) -> GuardedServer:
    """People sign in; the sample café is shown; links lead to a part of it."""
    return _servers[0]


@pytest.fixture
def own_server(_servers: list[GuardedServer]) -> GuardedServer:
    """People sign in; the shop's own exports are full of code."""
    return _servers[1]


@pytest.fixture
def open_server(_servers: list[GuardedServer]) -> GuardedServer:
    """Nobody signs in yet: it answers to the person at this computer alone."""
    return _servers[2]


@pytest.fixture
def betrayed() -> Callable[..., list[str]]:
    """Which of the sample's names, e-mails, phones and comments stand in a text."""

    def look(text: str, *kinds: str) -> list[str]:
        return [
            secret
            for kind, secrets in sample_secrets().items()
            if not kinds or kind in kinds
            for secret in secrets
            if secret in text
        ]

    return look


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Iterator[Telling]:
    """Tell what came of the tries; afterwards it is held against the page, or written into it."""
    telling = Telling()
    yield telling
    held = request.node.stash.get(OUTCOME, False)
    name = f"{request.node.path.stem}.{request.node.originalname}"
    line = telling.line(declared()[name], held=held)
    request.config.stash.setdefault(LINES, {})[name] = line
    if held and not WRITES:
        page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        assert line in {row for _, row in read_lines(page)}, (
            f"docs/security-tests.md does not say this: run make security.\n{line}"
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember whether the test itself held."""
    report = yield
    if report.when == "call":
        item.stash[OUTCOME] = report.passed
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the page when it is asked for and everything was tried."""
    if not WRITES:
        return
    lines = session.config.stash.get(LINES, {})
    untried = [name for name in declared() if name not in lines]
    if untried:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\ndocs/security-tests.md is not written; not tried: {', '.join(untried)}")
        return
    PAGE.write_text(write_page(lines), encoding="utf-8")
