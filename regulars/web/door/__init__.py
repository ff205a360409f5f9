"""The front door: who gets in, and the pages by which they do. No Streamlit in here is drawn.

It may touch requests, cookies and ``regulars.auth.access``; it asks no question.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from regulars.auth.access import Access
from regulars.web.door.briefing import briefing_routes
from regulars.web.door.gate import Door
from regulars.web.door.provider_pages import provider_routes
from regulars.web.door.shared import shared_routes
from regulars.web.door.signing_in import signing_in_routes
from regulars.web.door.views import ASSETS_DIR

__all__ = ["Door", "briefing_routes", "door_routes"]


def door_routes(access_now: Callable[[], Access]) -> list[BaseRoute]:
    """All routes of the front door.

    Args:
        access_now: the shop's books of who may come in, asked for at each request.
    """
    return [
        *signing_in_routes(access_now),
        *provider_routes(access_now),
        *shared_routes(access_now),
        Route("/health", _tell_health),
        Mount("/door", StaticFiles(directory=ASSETS_DIR)),
    ]


async def _tell_health(request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})
