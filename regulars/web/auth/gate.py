"""Who gets in: an ASGI middleware before pages, the WebSocket, uploads and media alike.

Without anybody who signs in, the door opens to the person at this computer only. Otherwise it opens
with a cookie: of a person, or of a shared link. What is not on the list of paths is not there.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regulars.app.policy import Permission, Viewer
from regulars.app.screens import SCREENS
from regulars.auth.access import Access
from regulars.errors import AccessFailed, LinkEnded
from regulars.web.auth import templates
from regulars.web.auth.cookies import LINK_COOKIE, clear, viewer_of
from regulars.web.auth.security_headers import with_headers
from regulars.web.auth.websocket_limits import Paces, only_clicks
from regulars.web.serving.hosts import (
    client_address,
    is_from_here,
    is_local,
    is_our_name,
    without_hearsay,
)

__all__ = ["BRIEFING", "Gate"]

NOT_LOCAL = (
    "Regulars shows customers' names. Nobody signs in here yet, so it answers only to the person "
    "at the computer it runs on: open http://localhost at its port there, without a proxy or a "
    "tunnel in between. To let others in, set a password there first: open /set-up, or run\n\n"
    "    python -m regulars person add NAME --role manager\n"
)
WRONG_NAME = (
    "Regulars does not go by this name. If it should, set REGULARS_PUBLIC_URL to the address that "
    "browsers use, such as https://regulars.example.com, and start it again.\n"
)
NOT_THERE = "There is nothing here.\n"

HOME = "/"
# The sheet for the wall: Today on paper, for people, never for links.
BRIEFING = "/briefing"
# Open to whoever may know that there is a dashboard: how to get in.
PUBLIC = re.compile(
    r"/(health|sign-in|sign-out|leave|set-up|oauth2callback)|/(welcome|s)/[^/]+"
    r"|/auth/(login|logout)|/auth-pages/[\w.-]+|/app/static/fonts/[\w.-]+"
)
# Ask for nothing but themselves: they have a key of their own, or look after themselves.
OWN_KEY = re.compile(r"/_local/[a-z-]+")
SERVED = re.compile(
    r"/(static/.+|app/static/.+|media/[\w.-]+|account|favicon\.png|manifest\.json"
    r"|_stcore/(health|host-config|allowed-message-origins))"
)
STREAM = "/_stcore/stream"
# A download is made for who asked for it; its address alone must not open it to others.
DOWNLOAD = re.compile(r"/media/[\w-]+\.csv")
UPLOAD = re.compile(r"/_stcore/upload_file/[\w-]+/[\w-]+")
PAGES = {f"/{screen.name}": screen.name for screen in SCREENS} | {HOME: SCREENS[0].name}

LINK_CLICKS = {"burst": 60, "per_second": 2}
LINK_REQUESTS = {"burst": 400, "per_second": 10}

_log = logging.getLogger("regulars.requests")


class Gate:
    """ASGI middleware: lets in who may come in, and says to all others how.

    Args:
        app: what stands behind it.
        access: the shop's books of who may come in; asked for at each request.
        public_url: the address that browsers use, if it is not this machine's own.
    """

    def __init__(self, app: ASGIApp, access: Callable[[], Access], public_url: str) -> None:
        self._app = app
        self._access = access
        self._public_url = public_url
        self._clicks = Paces(**LINK_CLICKS)
        self._requests = Paces(**LINK_REQUESTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = without_hearsay(scope, self._public_url)
        if urlsplit(self._public_url).scheme == "https":
            # Whoever forwards to us ended the TLS; cookies and HSTS follow what browsers see.
            scope["scheme"] = "https" if scope["type"] == "http" else "wss"
        send = with_headers(_logged(scope, send), scope)
        access = self._access()
        refusal = self._refuse(access, scope)
        if refusal is not None:
            await _answer(refusal, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, self._guarded(access, scope, receive), send)
        else:
            await self._app(scope, receive, send)

    def _refuse(self, access: Access, scope: Scope) -> Response | None:
        """The answer to a request that does not get in; None for one that does."""
        path = scope["path"]
        if not access.asks_to_sign_in and not is_local(scope):
            return PlainTextResponse(NOT_LOCAL, 403)
        if not is_our_name(scope, self._public_url):
            return PlainTextResponse(WRONG_NAME, 421)
        if OWN_KEY.fullmatch(path) and scope.get("method") == "POST":
            return None
        changes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if changes and not is_from_here(scope):
            return PlainTextResponse("This was asked for by another site.\n", 403)
        if PUBLIC.fullmatch(path) and scope["type"] == "http":
            return None
        try:
            viewer = viewer_of(access, HTTPConnection(scope).cookies)
        except LinkEnded as ended:
            return _say_ended(scope, ended)
        except AccessFailed:
            return _lead_to_sign_in(scope)
        if viewer.is_link and self._requests.of(_pace_key(viewer, scope)).take() > 0:
            return PlainTextResponse(
                "Too many requests. Wait a moment.\n", 429, headers={"retry-after": "1"}
            )
        return _refuse_viewer(viewer, scope)

    def _guarded(self, access: Access, scope: Scope, receive: Receive) -> Receive:
        cookies = HTTPConnection(scope).cookies
        viewer = viewer_of(access, cookies)
        pace = self._clicks.of(_pace_key(viewer, scope)) if viewer.is_link else None
        return only_clicks(receive, lambda: viewer_of(access, cookies), pace)


def _pace_key(viewer: Viewer, scope: Scope) -> str:
    """One browser's share of a link; kept in memory, and only while it is used."""
    return f"{viewer.link_id} {client_address(scope)}"


def _refuse_viewer(viewer: Viewer, scope: Scope) -> Response | None:
    """The answer to a viewer who asks for what is not theirs or not there."""
    path = scope["path"]
    if scope["type"] == "websocket":
        return None if path == STREAM else PlainTextResponse(NOT_THERE, 404)
    if UPLOAD.fullmatch(path):
        return (
            None
            if viewer.may(Permission.IMPORT)
            else PlainTextResponse("You may not import.\n", 403)
        )
    if DOWNLOAD.fullmatch(path) and not viewer.may(Permission.EXPORT):
        return PlainTextResponse("You may not download.\n", 403)
    if SERVED.fullmatch(path):
        return None
    if path == BRIEFING:
        return None if not viewer.is_link and "today" in viewer.screens else _say_not_open()
    if path != HOME and path.endswith("/") and path.rstrip("/") in PAGES:
        return RedirectResponse(path.rstrip("/") + _query(scope), 307)
    if path not in PAGES:
        return templates.message(
            "There is nothing here",
            "The address may be cut off, or it is from another version.",
            404,
            to=HOME,
            action="To the first screen",
        )
    if viewer.is_link:
        return _refuse_page_of_link(viewer, path)
    if path == HOME or PAGES[path] in viewer.screens:
        return None
    return _say_not_open()


def _say_not_open() -> Response:
    return templates.message(
        "This screen is not open to you",
        "If you need it, ask the manager.",
        403,
        to=HOME,
        action="To your screens",
    )


def _refuse_page_of_link(viewer: Viewer, path: str) -> Response | None:
    # A link's screen lives at "/"; the cards that go with it have their own address.
    has_cards = (
        path == "/customer" and "customer" in viewer.screens and not viewer.locked.get("customer")
    )
    return None if path == HOME or has_cards else RedirectResponse(HOME, 303)


def _lead_to_sign_in(scope: Scope) -> Response:
    if not _is_page(scope):
        return PlainTextResponse("Sign in first.\n", 401)
    to = scope["path"] + _query(scope)
    return RedirectResponse("/sign-in" if to == HOME else f"/sign-in?to={quote(to, safe='')}", 303)


def _query(scope: Scope) -> str:
    return f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""


def _say_ended(scope: Scope, ended: LinkEnded) -> Response:
    if not _is_page(scope):
        return PlainTextResponse("This link has ended.\n", 401)
    page = templates.message(ended.title, ended.message, 410)
    clear(page, LINK_COOKIE)
    return page


def _is_page(scope: Scope) -> bool:
    """Whether a person's browser asks for something to show in a tab."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    return scope["path"] in PAGES or "text/html" in Headers(scope=scope).get("accept", "")


async def _answer(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await response(scope, receive, send)


def _logged(scope: Scope, send: Send) -> Send:
    """A send that writes a line for each request: no address, no query, no token, no name."""
    began = time.monotonic()

    async def send_logged(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.accept", "websocket.close"):
            status = message.get("status", message["type"].partition(".")[2])
            _log.info(
                "%s %s %s %.0f ms",
                scope.get("method", "WS"),
                _loggable(scope["path"]),
                status,
                1000 * (time.monotonic() - began),
            )
        await send(message)

    return send_logged


def _loggable(path: str) -> str:
    if (
        path in PAGES
        or path in (STREAM, BRIEFING)
        or SERVED.fullmatch(path)
        and "/media/" not in path
    ):
        return path
    if PUBLIC.fullmatch(path) and path.count("/") == 1:
        return path
    return f"/{path.split('/')[1]}/..." if PUBLIC.fullmatch(path) else "..."
