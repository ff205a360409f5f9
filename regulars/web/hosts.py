"""From where a request comes and under which name it asks for us."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

__all__ = ["client_address", "is_from_here", "is_local", "is_our_name"]

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
FORWARDING_HEADERS = ("forwarded", "x-forwarded-", "x-real-ip")


def is_local(scope: Scope) -> bool:
    """Whether a request comes from the person at this computer.

    It must come from this machine, ask by a loopback name, and not have passed a proxy or a tunnel,
    which would open the door to whoever stands behind it.
    """
    headers = Headers(scope=scope)
    if any(name.startswith(FORWARDING_HEADERS) for name in headers):
        return False
    if host_name(headers.get("host", "")) not in LOOPBACK_NAMES:
        return False
    return all(_is_loopback(scope.get(side)) for side in ("client", "server"))


def is_our_name(scope: Scope, public_url: str) -> bool:
    """Whether a request asks for us by a name that cannot be rebound to this machine.

    That is the public name, a loopback name, or an address in figures: a page elsewhere can make
    its own name point here, but not these.
    """
    name = host_name(Headers(scope=scope).get("host", ""))
    if name in LOOPBACK_NAMES or name == (urlsplit(public_url).hostname or "-"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_from_here(scope: Scope) -> bool:
    """Whether a request that changes something was made by a page of ours.

    Browsers say where a request comes from; what says nothing is no browser and carries no
    browser's cookies by accident.
    """
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "-")


def client_address(scope: Scope) -> str:
    """The network address that a request comes from; a proxy's word counts if it is trusted."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def host_name(host: str) -> str:
    """The name in a Host header, without the port, in lower case."""
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        return name.lower() if not port or port.startswith(":") else ""
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _is_loopback(side: tuple[str, int | None] | None) -> bool:
    if side is None:
        return False
    try:
        return ip_address(side[0]).is_loopback
    except ValueError:
        return side[0] == "localhost"
