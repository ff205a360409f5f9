"""The addresses of everybody's pages: signing in, shared links, and whether the server lives."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from regulars.auth.access import Access
from regulars.web.auth.link_pages import shared_routes
from regulars.web.auth.oidc_pages import provider_routes
from regulars.web.auth.sign_in_pages import signing_in_routes
from regulars.web.auth.templates import ASSETS_DIR

__all__ = ["auth_routes"]


def auth_routes(access_now: Callable[[], Access]) -> list[BaseRoute]:
    """All of them.

    Args:
        access_now: the shop's books of who may come in, asked for at each request.
    """
    return [
        *signing_in_routes(access_now),
        *provider_routes(access_now),
        *shared_routes(access_now),
        Route("/health", _tell_health),
        Mount("/auth-pages", StaticFiles(directory=ASSETS_DIR)),
    ]


async def _tell_health(request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})
