"""A running dashboard for browser tests and screenshots."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

__all__ = ["BROWSER_FLAGS", "Server"]

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 90
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No page reaches anybody but this machine. Refusing in the test would turn the cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


class Server:
    """One running dashboard.

    Attributes:
        address: where it is, such as ``http://127.0.0.1:40123``.
        log: the file that its output goes to.
    """

    @property
    def importing_process_id(self) -> int:
        """The process that takes files, which stays after a look at them."""
        (found,) = (
            int(folder.name)
            for folder in Path("/proc").iterdir()
            if folder.name.isdigit() and _is_importing(folder, self._process.pid)
        )
        return found

    def __init__(self, data_dir: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = data_dir.parent / f"{data_dir.name}.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "regulars", "serve", "--port", str(port)],
                cwd=ROOT,
                env={**os.environ, "REGULARS_DATA_DIR": str(data_dir)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """End it, and wait until it has."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        self.stop()
        raise AssertionError(f"the server did not start:\n{self.log.read_text('utf-8')[-3000:]}")


def _is_importing(process: Path, parent: int) -> bool:
    """Of a folder of /proc: whether it is the process of that server's imports."""
    try:
        status = (process / "status").read_text("utf-8")
        command = (process / "cmdline").read_bytes()
    except OSError:
        # It has ended meanwhile.
        return False
    return f"\nPPid:\t{parent}\n" in status and b"regulars.worker.process" in command
