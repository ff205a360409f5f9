"""Start the server, refuse to start it openly, and say where it is."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

from regulars.auth.access import Access
from regulars.errors import AccessFailed, RegularsError
from regulars.settings import PROJECT_DIR, Settings
from regulars.store.store import Store

__all__ = ["refuse_open_address", "serve", "stopping_in_words", "tell_address"]

APP = PROJECT_DIR / "app.py"
# Only the route to it is looked up: it is kept for examples, and nothing is sent there.
ELSEWHERE = ("192.0.2.1", 9)


def serve(settings: Settings, port: int, address: str) -> None:
    """Become the server: ``streamlit run app.py``. Does not return.

    Args:
        settings: whose data folder is shown.
        port: the port to serve on.
        address: the address to listen on.

    Raises:
        AccessFailed: others could reach that address, and nobody signs in here.
        RegularsError: the server cannot listen there.
    """
    if not _is_loopback(address):
        _refuse_without_people(settings, address)
    _refuse_taken(address, port)
    print(f"Your data is in {settings.data_dir}", flush=True)
    os.chdir(PROJECT_DIR)
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    options = [f"--server.port={port}", f"--server.address={address}"]
    os.execv(sys.executable, [*command, *options])  # noqa: S606 - no shell is the point


def refuse_open_address(settings: Settings, address: str | None, access: Access) -> None:
    """Refuse an address that others can reach as long as nobody signs in.

    Args:
        settings: whose data would be shown.
        address: what the server listens on; None and "" mean every address.
        access: the books that say whether somebody signs in.

    Raises:
        AccessFailed: says how to set a password.
    """
    if not _is_loopback(address) and not access.asks_to_sign_in:
        raise _nobody_signs_in(settings, address)


@contextmanager
def stopping_in_words() -> Iterator[None]:
    """Around what happens at the start: what a person can be told ends it in words.

    Otherwise the server would print the traceback.

    Raises:
        SystemExit: in place of an error that a person can be told.
    """
    try:
        yield
    except RegularsError as error:
        print(f"{error.title}. {error.message}", file=sys.stderr, flush=True)
        # Uvicorn logs the traceback of this, too.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        raise SystemExit(1) from error


def tell_address(settings: Settings, address: str | None, port: int) -> None:
    """Print the address that browsers open.

    Another server than Streamlit's (``uvicorn app:app``) has options of its own, which are not
    known here; then nothing is printed but the public address.

    Args:
        settings: has the public address, if there is one.
        address: what the server listens on.
        port: the port it listens on.
    """
    # Streamlit puts the program that it runs there.
    if settings.public_url or Path(sys.argv[0]).name == APP.name:
        where = settings.public_url or f"http://{_in_url(_reachable(address))}:{port}"
        print(f"Regulars is at {where}  (Ctrl+C stops it)", flush=True)


def _refuse_without_people(settings: Settings, address: str) -> None:
    # Opening the file would make it, and the refusal should leave nothing behind.
    if not settings.store_path.exists():
        raise _nobody_signs_in(settings, address)
    with Store.open(settings.store_path, store_key=settings.store_key) as store:
        refuse_open_address(settings, address, Access(store))


def _nobody_signs_in(settings: Settings, address: str | None) -> AccessFailed:
    return AccessFailed(
        f"On {address or 'every address'} others can reach the dashboard, and nobody signs in to "
        f"{settings.store_path} yet. Set a password first:\n\n"
        "    python -m regulars person add NAME --role manager\n\n"
        "On 127.0.0.1, for this computer alone, none is needed.",
        title="Not started",
    )


def _refuse_taken(address: str, port: int) -> None:
    """Streamlit would say "Port 8501 is not available" at best, and a traceback otherwise."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listening:
            if os.name != "nt":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
    except OSError as error:
        raise RegularsError(_why_not(error, address, port), title="Not started") from error


def _why_not(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken. Perhaps the dashboard is running already: look at "
            f"http://{_in_url(_reachable(address))}:{port}. If that is something else, choose "
            f"another port: python -m regulars serve --port {port + 1 if port < 65535 else 8501}"
        )
    if error.errno == errno.EACCES:
        return (
            f"Port {port} is kept for the system. Choose one above 1023, and put a proxy in front "
            "if browsers should not have to name it: deploy/README.md."
        )
    return (
        f"{address} is not an address of this computer. Use 127.0.0.1 for this computer alone, "
        "or 0.0.0.0 for all its networks."
    )


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "0.0.0.0").is_loopback  # noqa: S104 - refuses it
    except ValueError:
        return address == "localhost"


def _reachable(address: str | None) -> str:
    """An address to open for one to listen on: "every address" is none."""
    if address and address not in ("0.0.0.0", "::"):  # noqa: S104 - refuses it
        return address
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address
