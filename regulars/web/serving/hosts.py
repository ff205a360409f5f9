"""From where a request comes and under which name it asks for us."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

__all__ = ["client_address", "is_from_here", "is_local", "is_our_name", "without_hearsay"]

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
FORWARDING_HEADERS = ("forwarded", "x-forwarded-", "x-real-ip")
# One household or one rented machine has as many IPv6 addresses as share these first bits.
IPV6_NETWORK_BITS = 64


def is_local(scope: Scope) -> bool:
    """Whether a request comes from the person at this computer.

    It must come from this machine, ask by a loopback name, and not have passed a proxy or a tunnel,
    which would open the door to whoever stands behind it.
    """
    headers = Headers(scope=scope)
    if _was_forwarded(headers):
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


def without_hearsay(scope: Scope, public_url: str) -> Scope:
    """The scope without an address that only a header tells, where no proxy is set up.

    The server believes forwarding headers of whoever connects from this machine. Without a public
    address nobody said that a proxy of theirs stands there, and a made-up header would give a
    guesser as many addresses as they like.

    Args:
        scope: of a request or a WebSocket.
        public_url: the address that browsers use, behind a proxy; empty without one.
    """
    if public_url or not _was_forwarded(Headers(scope=scope)):
        return scope
    return {**scope, "client": None}


def client_address(scope: Scope) -> str:
    """The network that a request comes from, as failures are counted.

    That is an IPv4 address, or the /64 that an IPv6 address is in: whoever has one of its addresses
    has them all. A proxy's word about it counts where one is set up; see ``without_hearsay``.
    """
    client = scope.get("client")
    if not client:
        return "unknown"
    try:
        address = ip_address(client[0])
    except ValueError:
        return str(client[0])
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), IPV6_NETWORK_BITS), strict=False))


def host_name(host: str) -> str:
    """The name in a Host header, without the port, in lower case."""
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        return name.lower() if not port or port.startswith(":") else ""
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _was_forwarded(headers: Headers) -> bool:
    return any(name.startswith(FORWARDING_HEADERS) for name in headers)


def _is_loopback(side: tuple[str, int | None] | None) -> bool:
    if side is None:
        return False
    try:
        return ip_address(side[0]).is_loopback
    except ValueError:
        return side[0] == "localhost"
