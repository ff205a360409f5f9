"""Signing in with an identity provider: the way there and the way back.

Streamlit's own routes do the asking. Ours stand in front of them, so that what it would leave in
the browser (who somebody is, and the provider's tokens, for 30 days) never gets there: one answer
of the provider starts one session of ours, for the person who has that e-mail here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from anyio import CapacityLimiter
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token, get_origin_from_redirect_uri
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

from regulars.auth.access import Access
from regulars.web.auth import templates
from regulars.web.auth.cookies import clear
from regulars.web.auth.oidc import CALLBACK, LOGIN, Provider, configured, identity_in, vouched_email
from regulars.web.auth.sign_in_pages import inside, let_in, wait_words
from regulars.web.serving.hosts import client_address

__all__ = ["provider_routes"]

WAY_COOKIE = "regulars_way"
WAY_SECONDS = 600
LONGEST_TO = 2000  # a cookie takes 4096 letters in all
# Anybody may press the button: the provider is asked this often at once, the others wait.
_ASKING = CapacityLimiter(8)


@dataclass(frozen=True)
class Way:
    """One way to a provider and back, kept by the browser that went.

    Attributes:
        state: what the provider gives back; nobody else's answer has it.
        to: the address of ours that the person wanted to see; may be empty.
    """

    state: str
    to: str


def provider_routes(access_now: Callable[[], Access]) -> list[Route]:
    """The routes to identity providers and back; they are not there when none is set up.

    Args:
        access_now: the shop's books, asked for at each request.
    """
    pages = _Pages(access_now)
    return [
        Route(LOGIN, pages.start, methods=["GET"]),
        Route(CALLBACK, pages.come_back, methods=["GET"]),
        # Ours is /sign-out; a page elsewhere could lead a browser to this one.
        Route("/auth/logout", _show_nothing_here, methods=["GET"]),
    ]


class _Pages:
    """The handlers; each asks for the books and the providers anew."""

    def __init__(self, access_now: Callable[[], Access]) -> None:
        self._access_now = access_now

    async def start(self, request: Request) -> Response:
        """Send the browser to the provider."""
        access = self._access_now()
        name = request.query_params.get("provider", "")
        provider = next((one for one in configured() if one.name == name), None)
        if provider is None or not access.asks_to_sign_in:
            return await _show_nothing_here(request)
        to = inside(request.query_params.get("to", "")[:LONGEST_TO])
        where = client_address(request.scope)
        if access.address_throttle.wait_seconds(where):
            return _say_wait(access, where)
        moved = _move(request)
        if moved is not None:
            return moved
        asked = {"query_string": urlencode({"provider": encode_provider_token(name)}).encode()}
        there = await _ask_streamlit(LOGIN, Request({**request.scope, **asked}))
        state = parse_qs(urlsplit(there.headers.get("location", "")).query).get("state")
        if not state:
            return _say_failed(to, f"{provider.title} does not answer just now.", 502)
        there.set_cookie(
            WAY_COOKIE,
            _sealer(access).dumps([state[0], to]),
            max_age=WAY_SECONDS,
            httponly=True,
            # Lax: it must come back with an answer from another site.
            samesite="lax",
            secure=request.scope["scheme"] == "https",
        )
        there.headers["cache-control"] = "no-store"
        return there

    async def come_back(self, request: Request) -> Response:
        """Let in the person whom the provider names, if they are known here."""
        access = self._access_now()
        if not configured() or not access.asks_to_sign_in:
            return await _show_nothing_here(request)
        where = client_address(request.scope)
        if access.address_throttle.wait_seconds(where):
            return _say_wait(access, where)
        way = _way_of(access, request)
        if way is None:
            # Perhaps somebody else's answer, put before this browser to sign it in as them.
            return _say_failed("", "That took too long, or it did not begin in this browser.", 400)
        page = await _let_in_who_is_known(access, request, way)
        clear(page, WAY_COOKIE)
        return page


async def _let_in_who_is_known(access: Access, request: Request, way: Way) -> Response:
    identity: dict[str, Any] = {}
    if "code" in request.query_params and "error" not in request.query_params:
        identity = identity_in(await _ask_streamlit(CALLBACK, request))
    name = identity.get("provider")
    provider = next((one for one in configured() if one.name == name), None)
    if provider is None:
        return _say_failed(way.to, "The provider did not say who you are.", 400)
    email = vouched_email(identity)
    person = access.people.with_email(email) if email else None
    where = client_address(request.scope)
    if email is None or person is None:
        access.address_throttle.fail(where)
        access.audit.add("Somebody", "failed to sign in", f"with {provider.title}")
        return _say_unknown(way.to, provider, email)
    access.address_throttle.succeed(where)
    access.audit.add(person.name, "signed in", f"with {provider.title}")
    return let_in(access, person, request, way.to)


def _say_unknown(to: str, provider: Provider, email: str | None) -> Response:
    if email is None:
        words = (
            f"{provider.title} does not vouch for an e-mail of yours. Verify it there, or sign in "
            "here with your password."
        )
    else:
        words = (
            f"Nobody here has the e-mail {email}. Ask the manager to add it to your name, or use "
            "another account."
        )
    return templates.message(
        "You are not signed in", words, 403, to=_sign_in(to), action="Back to the sign-in page"
    )


def _say_failed(to: str, why: str, status: int) -> Response:
    return templates.message(
        "That did not work",
        f"{why} Try again, or sign in with your password.",
        status,
        to=_sign_in(to),
        action="To the sign-in page",
    )


def _say_wait(access: Access, where: str) -> Response:
    wait = access.address_throttle.wait_seconds(where)
    page = templates.message("Too many tries", wait_words(wait), 429)
    page.headers["retry-after"] = str(wait)
    return page


async def _show_nothing_here(request: Request) -> Response:
    return templates.message(
        "There is nothing here",
        "Nobody signs in this way here.",
        404,
        to="/",
        action="To the first screen",
    )


def _sign_in(to: str) -> str:
    return f"/sign-in?to={quote(to, safe='')}" if to else "/sign-in"


def _move(request: Request) -> Response | None:
    """Lead a browser that uses another of our names to the one that the provider sends it back to.

    Cookies belong to a name: begun under ``127.0.0.1``, it could not end under ``localhost``. Once
    only, as a proxy may not tell us the name that the browser uses.
    """
    origin = get_origin_from_redirect_uri() or ""
    is_there = urlsplit(origin).netloc == request.headers.get("host", "")
    if is_there or "moved" in request.query_params:
        return None
    return RedirectResponse(f"{origin}{LOGIN}?{request.url.query}&moved=1", 303)


def _way_of(access: Access, request: Request) -> Way | None:
    """The way that this answer ends; None when this browser is on no such way."""
    try:
        state, to = _sealer(access).loads(request.cookies.get(WAY_COOKIE, ""), max_age=WAY_SECONDS)
    except BadData:
        return None
    given = request.query_params.get("state", "")
    return Way(state, to) if compare_digest(state.encode(), given.encode()) else None


def _sealer(access: Access) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(access.cookie_key, salt=WAY_COOKIE)


async def _ask_streamlit(path: str, request: Request) -> Response:
    """What Streamlit itself would answer at a path."""
    route = next(route for route in create_auth_routes("") if route.path == path)
    async with _ASKING:
        answer: Response = await route.endpoint(request)
    return answer
