"""A person's visit through nginx, in a real browser: signing in, a large import, another screen."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.server import BROWSER_FLAGS, Server
from tests.deploy.conftest import KINDS, MANAGER, PASSWORD
from tests.deploy.proxies import NAME, Certificate, Proxy, running

UPLOADED_BYTES = 50 * 1024 * 1024


@dataclass
class Visit:
    """What a person saw in a real browser."""

    imports: str = ""
    uploaded: list[int] = field(default_factory=list)
    outcome: str = ""
    lapsed: str = ""
    sockets: list[str] = field(default_factory=list)


def visit(proxy: Proxy, file: Path) -> Visit:
    """Sign in on the way to Imports, bring a file, and follow a link to another screen."""
    seen = Visit()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None,
            args=[*BROWSER_FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
        )
        page = chromium.new_context(ignore_https_errors=True).new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.on("websocket", lambda socket: seen.sockets.append(socket.url))
        page.goto(f"{proxy.address}/imports")
        page.get_by_label("Name or e-mail").fill(MANAGER)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_count(1)
        seen.imports = heading.inner_text()
        with page.expect_response(lambda answer: "/upload_file/" in answer.url) as sent:
            page.locator("input[type=file]").set_input_files(file)
        seen.uploaded.append(sent.value.status)
        outcome = page.get_by_text(file.name).last
        expect(outcome).to_be_visible()
        seen.outcome = outcome.inner_text()
        page.goto(f"{proxy.address}/lapsed")
        expect(heading).to_contain_text("slipping")
        seen.lapsed = page.url
        chromium.close()
    return seen


@pytest.mark.browser
@pytest.mark.flaky(reruns=1)
@pytest.mark.parametrize("kind", KINDS[:1])
def test_a_browser_signs_in_and_brings_50_megabytes(
    kind: str, server: Server, certificate: Certificate, tmp_path: Path
) -> None:
    file = tmp_path / "large.csv"
    line = b"1,2,3,4,5,6,7,8,9,10,11,12\n"
    file.write_bytes(b"no,column,that,anybody,knows\n" + line * (UPLOADED_BYTES // len(line)))
    # In a thread of its own: another module's browser may be open in this one.
    with (
        running(kind, [server.address], tmp_path / kind, certificate) as proxy,
        ThreadPoolExecutor(1) as apart,
    ):
        seen = apart.submit(visit, proxy, file).result()
    assert "exports" in seen.imports
    assert seen.uploaded == [204]
    assert "large.csv" in seen.outcome
    assert seen.lapsed == f"{proxy.address}/lapsed"
    assert set(seen.sockets) == {f"wss://{NAME}:{proxy.port}/_stcore/stream"}
