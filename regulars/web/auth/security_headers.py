"""What every response says to the browser about what it may do with it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

__all__ = ["OWN_POLICY", "with_headers"]

# Streamlit needs inline styles and compiles code for charts; nothing may come from elsewhere.
STREAMLIT_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self'; "
    "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
OWN_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    # Not "no-referrer": with that a form of ours would come from origin "null".
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ONE_YEAR = "max-age=31536000"


def with_headers(send: Send, scope: Scope) -> Send:
    """A send that adds the security headers, and HSTS behind TLS."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("content-security-policy", STREAMLIT_POLICY)
            headers.update(ALWAYS)
            if scope["scheme"] == "https":
                headers["strict-transport-security"] = ONE_YEAR
                message["headers"] = [_as_secure(*header) for header in message["headers"]]
        await send(message)

    return send_with_headers


def _as_secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie that is kept to TLS; Streamlit leaves that out of its own."""
    is_loose = name == b"set-cookie" and b"; secure" not in value.lower()
    return (name, value + b"; Secure") if is_loose else (name, value)
