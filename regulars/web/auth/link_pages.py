"""Opening a shared link: /s/<token> sets a cookie and leads to the screen."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from regulars.auth.access import Access
from regulars.auth.links import Link
from regulars.errors import LinkEnded
from regulars.web.auth import templates
from regulars.web.auth.cookies import LINK_COOKIE, clear, give_link
from regulars.web.auth.sign_in_pages import form_of, in_thread, slowed, wait_words
from regulars.web.serving.hosts import client_address

__all__ = ["shared_routes"]


def shared_routes(access_now: Callable[[], Access]) -> list[Route]:
    """The addresses of shared links, and the way out of one.

    Args:
        access_now: the shop's books, asked for at each request.
    """

    async def open_link(request: Request) -> Response:
        return await _open(access_now(), request)

    async def leave(request: Request) -> Response:
        page = RedirectResponse("/", 303)
        clear(page, LINK_COOKIE)
        return page

    return [
        Route("/s/{token}", open_link, methods=["GET", "POST"]),
        Route("/leave", leave),
    ]


async def _open(access: Access, request: Request) -> Response:
    where = client_address(request.scope)
    wait = access.address_throttle.wait_seconds(where)
    if wait:
        return slowed(templates.message("Too many tries", wait_words(wait), 429), wait)
    try:
        link = access.links.open(request.path_params["token"])
    except LinkEnded as ended:
        access.address_throttle.fail(where)
        return templates.message(ended.title, ended.message, 410)
    if not link.has_passcode:
        return _let_in(access, link, request)
    if request.method == "GET":
        return templates.show("passcode.html", title=link.title, problem="")
    who = f"link:{link.link_id}"
    wait = access.name_throttle.wait_seconds(who)
    if wait:
        page = templates.show("passcode.html", 429, title=link.title, problem=wait_words(wait))
        return slowed(page, wait)
    access.name_throttle.fail(who)
    access.address_throttle.fail(where)
    form = await form_of(request)
    if not await in_thread(access.links.has_right_passcode, link, form.get("passcode", "")):
        return templates.show(
            "passcode.html", 403, title=link.title, problem="This is not the passcode."
        )
    access.name_throttle.succeed(who)
    access.address_throttle.succeed(where)
    return _let_in(access, link, request)


def _let_in(access: Access, link: Link, request: Request) -> Response:
    page = RedirectResponse("/", 303)
    give_link(page, access, link, request.scope)
    return page
