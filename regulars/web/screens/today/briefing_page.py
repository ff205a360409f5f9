"""The briefing sheet for the wall: one page to print, for whoever signed in and has Today."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from regulars.app.session import Session
from regulars.shop import Shop
from regulars.web.auth import templates
from regulars.web.auth.cookies import viewer_of
from regulars.web.auth.gate import BRIEFING
from regulars.web.screens.today.briefing import brief

__all__ = ["briefing_routes"]


def briefing_routes(shop_now: Callable[[], Shop]) -> list[Route]:
    """The address of the sheet. The gate lets nobody through to it who may not see Today.

    Args:
        shop_now: the shop, asked for at each request.
    """

    async def show(request: Request) -> Response:
        shop = shop_now()
        session = Session(shop, viewer_of(shop.access, request.cookies))
        sheet = await run_in_threadpool(brief, session, dict(request.query_params))
        if sheet is None:
            return templates.message(
                "Nothing to look ahead from yet",
                "The sheet needs visits. Bring an export on the Imports screen first.",
                404,
                to="/",
                action="To the first screen",
            )
        return templates.show("briefing.html", sheet=sheet)

    return [Route(BRIEFING, show, methods=["GET"])]
