"""Find a Chromium for the browser tests, or get one; print its path.

In this order: ``$CHROMIUM``, one on the PATH, one that Playwright fetched earlier, Playwright's
own download, Debian's package (as root). What happens meanwhile goes to stderr; the path is the
only line on stdout.
"""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading

from debian_packages import install
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SILENCE_SECONDS = 60
"""How long a download may say nothing before it is given up."""


def say(message: str) -> None:
    """Tell the person at the terminal, without touching stdout."""
    print(message, file=sys.stderr, flush=True)


def starts(path: str | None) -> bool:
    """Whether this is a browser that runs: Ubuntu's chromium-browser may be an empty shell."""
    if not path:
        return False
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def installed() -> str | None:
    """Return a browser that somebody installed."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in (*found, *MAC_APPS) if starts(path)), None)


def playwrights_own() -> str | None:
    """Return the browser in Playwright's cache, if its download was ever made."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if starts(path) else None


def download() -> str | None:
    """Let Playwright fetch its browser; give up when the download goes quiet."""
    say("No Chromium found; trying Playwright's download ...")
    process = subprocess.Popen(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"},
        start_new_session=True,
    )
    lines: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line.rstrip())
        lines.put(None)

    threading.Thread(target=listen, daemon=True).start()
    said = set()
    try:
        while (line := lines.get(timeout=SILENCE_SECONDS)) is not None:
            if line.startswith(("Downloading", "|", "Error:")) and line not in said:
                say("  " + line)
                said.add(line)
    except queue.Empty:
        say(f"  nothing heard for {SILENCE_SECONDS} seconds; giving up.")
        os.killpg(process.pid, 9)
    process.wait()
    return playwrights_own() if process.returncode == 0 else None


def from_debian() -> str | None:
    """Install Debian's package, where that is possible."""
    return installed() if install("chromium") else None


def main() -> int:
    """Print the path of a Chromium that starts."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        path = shutil.which(chosen)
        if path is None or not starts(path):
            say(f"CHROMIUM is {chosen}, and no browser starts there. Correct it or unset it.")
            return 1
    else:
        path = installed() or playwrights_own() or download() or from_debian()
    if path is None:
        say(
            "The browser tests need a Chromium and none could be had. Install one (on Debian: "
            "sudo apt install chromium) or set CHROMIUM to the path of a Chromium or Chrome.\n"
            "Everything else runs without: make test-fast, and pytest on tests/slow"
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
