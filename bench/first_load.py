"""What a browser that was never here fetches for the first screen, and how long its owner waits.

A real server shows the sample, and a real Chromium opens it in a fresh profile each time, in turn:
taking nothing compressed, which is how Streamlit sends its bundle; taking gzip, as browsers do over
plain HTTP; and as Chromium asks over TLS or on this computer. Then once more in the same profile.
The network is this computer's own, and again a slow one's.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.visitor import serving

PROJECT_DIR = Path(__file__).resolve().parent.parent
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
]
# None leaves it to Chromium.
CONTENDERS: dict[str, str | None] = {
    "nothing compressed": "identity",
    "gzip, over plain HTTP": "gzip, deflate",
    "as Chromium asks here": None,
}
AGAIN = "the same browser again"
# A phone in a shop: 10 Mbit/s down, 2 up, 40 ms.
SLOW = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 2_000_000 / 8,
}
HEADING_MS = 120_000
# What a screen fetches late: charts and tables wait for their scripts.
QUIET_MS = 2_500


@dataclass(frozen=True)
class FirstLoad:
    """The first screen in one browser.

    Attributes:
        what: what the browser takes.
        megabytes: millions of bytes that came over the network, headers too.
        requests: how many of them needed the network.
        heading_ms: median until the screen's heading is there.
        slow_heading_ms: the same over a slow network.
    """

    what: str
    megabytes: float
    requests: int
    heading_ms: float
    slow_heading_ms: float


@dataclass(frozen=True)
class _Opening:
    size: int
    requests: int
    heading_ms: float


def measure_first_load(*, repeats: int) -> list[FirstLoad]:
    """Open the first screen in fresh profiles, each kind of browser in turn.

    Args:
        repeats: openings of each kind over each network.
    """
    seen: dict[tuple[str, bool], list[_Opening]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(
            ["-m", "regulars", "serve", "--port", "{port}"],
            Path(folder) / "serve.log",
            {"REGULARS_DATA_DIR": str(Path(folder) / "data")},
        ) as port,
        sync_playwright() as playwright,
    ):
        address = f"http://127.0.0.1:{port}/"
        browser = playwright.chromium.launch(executable_path=_chromium(), args=BROWSER_FLAGS)
        # The server's own first time is not the browser's.
        _open_in_fresh_profile(browser, address, None, is_slow=False)
        for _ in range(repeats):
            for is_slow in (False, True):
                for what, codings in CONTENDERS.items():
                    first, again = _open_in_fresh_profile(
                        browser, address, codings, is_slow=is_slow
                    )
                    seen.setdefault((what, is_slow), []).append(first)
                seen.setdefault((AGAIN, is_slow), []).append(again)
        browser.close()
    return [_first_load(what, seen) for what in (*CONTENDERS, AGAIN)]


def _chromium() -> str:
    if named := os.environ.get("CHROMIUM"):
        return named
    command = [sys.executable, str(PROJECT_DIR / "scripts" / "chromium.py")]
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return found.stdout.strip()


def _open_in_fresh_profile(
    browser: Browser, address: str, codings: str | None, *, is_slow: bool
) -> tuple[_Opening, _Opening]:
    """The first opening and the next."""
    profile = browser.new_context(viewport={"width": 1440, "height": 900})
    openings = tuple(_open(profile, address, codings, is_slow=is_slow) for _ in range(2))
    profile.close()
    return openings[0], openings[1]


def _open(profile: BrowserContext, address: str, codings: str | None, *, is_slow: bool) -> _Opening:
    page = profile.new_page()
    session = profile.new_cdp_session(page)
    sizes: dict[str, int] = {}

    def note(event: dict[str, Any]) -> None:
        # What comes from the browser's own cache, or is part of the page, has none.
        if event["encodedDataLength"] > 0:
            sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.loadingFinished", note)
    session.send("Network.enable")
    if codings is not None:
        session.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": codings}})
    if is_slow:
        session.send("Network.emulateNetworkConditions", SLOW)
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.get_by_role("heading", level=1).first.wait_for(timeout=HEADING_MS)
    heading_ms = 1000 * (time.perf_counter() - start)
    page.locator(".js-plotly-plot").first.wait_for(timeout=HEADING_MS)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET_MS)
    page.close()
    return _Opening(sum(sizes.values()), len(sizes), heading_ms)


def _first_load(what: str, seen: dict[tuple[str, bool], list[_Opening]]) -> FirstLoad:
    here, slow = seen[what, False], seen[what, True]
    return FirstLoad(
        what,
        median(opening.size for opening in here) / 1e6,
        round(median(opening.requests for opening in here)),
        median(opening.heading_ms for opening in here),
        median(opening.heading_ms for opening in slow),
    )


if __name__ == "__main__":
    for load in measure_first_load(repeats=3):
        print(asdict(load))
