"""Who gets in: until there is sign-in, the person at this computer and nobody else.

A pure ASGI middleware, so that it stands before pages, the WebSocket, uploads and media alike. A
request must come from this machine, ask for it by a loopback name, and not have passed a proxy or a
tunnel, which would open the door to whoever stands behind it.
"""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Door"]

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
FORWARDING_HEADERS = ("forwarded", "x-forwarded-", "x-real-ip")
CLOSED_PATHS = ("/_stcore/metrics",)

REFUSAL = (
    "Regulars shows customers' names, so for now it answers only to the person at the computer it "
    "runs on: open http://localhost at its port there, without a proxy or a tunnel in between. "
    "Signing in from elsewhere is not possible yet.\n"
)

# Streamlit needs inline styles and compiles code for charts; nothing may come from elsewhere.
SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
        "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Door:
    """ASGI middleware that refuses everybody but the local person, and sets security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or refuse it with the reason."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if not is_local(scope):
            await _refuse(scope, receive, send, 403, REFUSAL)
            return
        if scope["path"].rstrip("/").endswith(CLOSED_PATHS):
            await _refuse(scope, receive, send, 404, "There is nothing here.\n")
            return
        await self._app(scope, receive, _with_headers(send))


def is_local(scope: Scope) -> bool:
    """Whether a request comes from the person at this computer."""
    headers = Headers(scope=scope)
    if any(name.startswith(FORWARDING_HEADERS) for name in headers):
        return False
    if _host_name(headers.get("host", "")) not in LOOPBACK_NAMES:
        return False
    return all(_is_loopback(scope.get(side)) for side in ("client", "server"))


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _is_loopback(side: tuple[str, int | None] | None) -> bool:
    if side is None:
        return False
    try:
        return ip_address(side[0]).is_loopback
    except ValueError:
        return side[0] == "localhost"


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(SECURITY_HEADERS)
        await send(message)

    return send_with_headers


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse(words, status, headers=SECURITY_HEADERS)(scope, receive, send)
