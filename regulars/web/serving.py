"""Start the server for this machine's browser."""

from __future__ import annotations

import os
import sys

from regulars.settings import PROJECT_DIR, Settings

__all__ = ["serve"]


def serve(settings: Settings, port: int, address: str) -> None:
    """Become the server: ``streamlit run app.py`` on loopback. Does not return.

    Args:
        settings: whose data folder is shown to the person at the terminal.
        port: the port to serve on.
        address: the address to listen on.
    """
    print(f"Regulars is at http://127.0.0.1:{port}  (Ctrl+C stops it)")
    print(f"Your data is in {settings.data_dir}", flush=True)
    os.chdir(PROJECT_DIR)
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT_DIR / "app.py")]
    options = [f"--server.port={port}", f"--server.address={address}"]
    os.execv(sys.executable, [*command, *options])  # noqa: S606 - no shell is the point
