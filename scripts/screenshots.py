"""Draw docs/screenshots/ anew: every screen of the sample café, wide and narrow, light and dark.

`make screenshots` says where Chromium is. Look at them: a screenshot that nobody looked at is no
check.
"""

from __future__ import annotations

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from regulars.app.screens import SCREENS  # noqa: E402
from tests.browser.server import BROWSER_FLAGS, Server  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
# Who may look at what is different on every machine.
PICTURED = tuple(screen.name for screen in SCREENS if not screen.is_about_access)
WIDTHS = {1440: 900, 390: 844}
TALLEST = 3200
COLOURS = 128


def main() -> int:
    """Take all pictures; with names as arguments, only of those screens."""
    wanted = sys.argv[1:] or PICTURED
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data")
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=BROWSER_FLAGS
        )
        try:
            for width, height in WIDTHS.items():
                for scheme in ("light", "dark"):
                    page = browser.new_page(
                        viewport={"width": width, "height": height}, color_scheme=scheme
                    )
                    for screen in wanted:
                        take(page, server, screen, TARGET / f"{screen}-{width}-{scheme}.png")
                    page.close()
        finally:
            browser.close()
            server.stop()
    return 0


def take(page: Page, server: Server, screen: str, target: Path) -> None:
    """One picture of a whole screen, small enough to keep."""
    query = "?customer=C30" if screen == "customer" else "?period=All+time"
    height = page.viewport_size["height"] if page.viewport_size else 900
    width = page.viewport_size["width"] if page.viewport_size else 1440
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server.address}/{screen}{query}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    end = "Every file" if screen == "imports" else "How is this worked out?"
    expect(page.get_by_text(end)).to_be_attached(timeout=60_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)
    page.wait_for_load_state("networkidle")
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(tall, TALLEST)})
    # Charts are drawn anew for the new height; there is no event to wait for.
    page.wait_for_timeout(1500)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(target, optimize=True)
    page.set_viewport_size({"width": width, "height": height})
    print(f"{target.name}: {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    sys.exit(main())
