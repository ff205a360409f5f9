"""Signing in and out, the first password, and one's own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from regulars.auth.access import Access
from regulars.auth.person import Person, Role
from regulars.errors import AccessFailed
from regulars.web.auth import templates
from regulars.web.auth.cookies import LINK_COOKIE, PERSON_COOKIE, clear, give_person, person_token
from regulars.web.auth.oidc import configured
from regulars.web.serving.hosts import client_address

__all__ = ["form_of", "in_thread", "inside", "let_in", "signing_in_routes", "slowed", "wait_words"]

HOME = "/"
WRONG = "This name and password do not belong together."
LONGEST_FORM_BYTES = 8192
# Each check of a password takes 64 MB and a core for a moment.
_CHECKING = CapacityLimiter(2)

Answer = TypeVar("Answer")


def signing_in_routes(access_now: Callable[[], Access]) -> list[Route]:
    """The pages by which people come in and go out.

    Args:
        access_now: the shop's books, asked for at each request.
    """
    pages = _Pages(access_now)
    return [
        Route("/sign-in", pages.sign_in, methods=["GET", "POST"]),
        Route("/sign-out", pages.sign_out, methods=["POST"]),
        Route("/set-up", pages.set_up, methods=["GET", "POST"]),
        Route("/welcome/{token}", pages.welcome, methods=["GET", "POST"]),
        Route("/account", pages.account, methods=["GET", "POST"]),
    ]


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form of ours; nothing of one that is too long to be."""
    if int(request.headers.get("content-length") or LONGEST_FORM_BYTES + 1) > LONGEST_FORM_BYTES:
        return {}
    async with request.form(max_files=0, max_fields=20) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


async def in_thread(work: Callable[..., Answer], *given: object) -> Answer:
    """Check or hash a password without holding up everybody else."""
    return await to_thread.run_sync(work, *given, limiter=_CHECKING)


def wait_words(seconds: int) -> str:
    """How long to wait, said kindly."""
    wait = f"{seconds} seconds" if seconds < 90 else f"{round(seconds / 60)} minutes"
    return f"That went wrong several times. Wait {wait}, then try again."


def let_in(access: Access, person: Person, request: Request, to: str) -> Response:
    """Start a session of somebody who said who they are, and lead them to an address of ours."""
    old = person_token(access, request.cookies)
    if old:
        access.sessions.end(old)
    page = RedirectResponse(to or HOME, 303)
    give_person(page, access, person.person_id, request.scope)
    return page


def inside(to: str) -> str:
    """An address of ours, or none: nobody is sent elsewhere after signing in."""
    if not to.startswith("/") or to.startswith("//") or "\\" in to or not to.isprintable():
        return ""
    parts = urlsplit(to)
    return "" if parts.scheme or parts.netloc else to


def slowed(page: Response, seconds: int) -> Response:
    """The page that asks to wait, and how long in a header for programs."""
    page.headers["retry-after"] = str(seconds)
    return page


class _Pages:
    """The handlers; each asks for the books anew."""

    def __init__(self, access_now: Callable[[], Access]) -> None:
        self._access_now = access_now

    async def sign_in(self, request: Request) -> Response:
        """Name and password; then on to where the person wanted to go."""
        access = self._access_now()
        if not access.asks_to_sign_in:
            return RedirectResponse(HOME, 303)
        if request.method == "GET":
            return _sign_in_page(inside(request.query_params.get("to", "")))
        form = await form_of(request)
        to, name = inside(form.get("to", "")), form.get("name", "").strip()[:100]
        who, where = f"name:{name.casefold()}", client_address(request.scope)
        wait = max(
            access.name_throttle.wait_seconds(who), access.address_throttle.wait_seconds(where)
        )
        if wait:
            page = _sign_in_page(to, name=name, problem=wait_words(wait), status=429)
            return slowed(page, wait)
        person = access.people.named(name)
        # Counted before it is known: many tries at once must not slip through together.
        access.name_throttle.fail(who)
        access.address_throttle.fail(where)
        is_right = await in_thread(
            access.people.has_right_password, person, form.get("password", "")
        )
        if person is None or not is_right:
            access.audit.add(person.name if person else "Somebody", "failed to sign in")
            return _sign_in_page(to, name=name, problem=WRONG, status=403)
        access.name_throttle.succeed(who)
        access.address_throttle.succeed(where)
        access.audit.add(person.name, "signed in")
        return let_in(access, person, request, to)

    async def sign_out(self, request: Request) -> Response:
        """On this browser, or everywhere."""
        access = self._access_now()
        form = await form_of(request)
        token = person_token(access, request.cookies)
        person = _signed_in(access, request)
        if token and person:
            if form.get("everywhere"):
                access.sessions.end_all(person.person_id)
            access.sessions.end(token)
            access.audit.add(
                person.name, "signed out everywhere" if form.get("everywhere") else "signed out"
            )
        page = RedirectResponse("/sign-in", 303)
        clear(page, PERSON_COOKIE)
        clear(page, LINK_COOKIE)
        return page

    async def set_up(self, request: Request) -> Response:
        """The first manager, by whoever is at this computer; the gate saw to that."""
        access = self._access_now()
        if access.asks_to_sign_in:
            return RedirectResponse("/sign-in", 303)
        if request.method == "GET":
            return templates.show("set_up.html", name="", problem="")
        form = await form_of(request)
        name = form.get("name", "")
        try:
            _refuse_different(form)
            person = await in_thread(_add_first, access, name, form.get("password", ""))
        except AccessFailed as refused:
            return templates.show("set_up.html", 400, name=name, problem=refused.message)
        access.audit.add(person.name, "set up signing in")
        return let_in(access, person, request, "/sharing")

    async def welcome(self, request: Request) -> Response:
        """Somebody who was invited chooses a password."""
        access = self._access_now()
        token = request.path_params["token"]
        where = client_address(request.scope)
        wait = access.address_throttle.wait_seconds(where)
        if wait:
            return slowed(templates.message("Too many tries", wait_words(wait), 429), wait)
        person = access.people.invited(token)
        if person is None:
            access.address_throttle.fail(where)
            return templates.message(
                "This invitation has ended",
                "It was used already, replaced, or is older than a week. Ask the manager for a "
                "new one.",
                410,
                to="/sign-in",
                action="To the sign-in page",
            )
        if request.method == "GET":
            return templates.show("welcome.html", person=person, problem="")
        form = await form_of(request)
        try:
            _refuse_different(form)
            await in_thread(access.people.set_password, person.person_id, form.get("password", ""))
        except AccessFailed as refused:
            return templates.show("welcome.html", 400, person=person, problem=refused.message)
        access.sessions.end_all(person.person_id)
        access.audit.add(person.name, "chose a password")
        return let_in(access, person, request, HOME)

    async def account(self, request: Request) -> Response:
        """Another password; signing out here or everywhere."""
        access = self._access_now()
        person = _signed_in(access, request)
        if person is None:
            return RedirectResponse("/sign-in?to=/account", 303)
        if request.method == "GET":
            return templates.show("account.html", person=person, problem="", done="")
        form = await form_of(request)
        who = f"account:{person.person_id}"
        wait = access.name_throttle.wait_seconds(who)
        if wait:
            page = templates.show(
                "account.html", 429, person=person, problem=wait_words(wait), done=""
            )
            return slowed(page, wait)
        access.name_throttle.fail(who)
        is_right = await in_thread(
            access.people.has_right_password, person, form.get("present", "")
        )
        if not is_right and person.has_password:
            return templates.show(
                "account.html",
                403,
                person=person,
                problem="The present password is another one.",
                done="",
            )
        access.name_throttle.succeed(who)
        try:
            _refuse_different(form)
            await in_thread(access.people.set_password, person.person_id, form.get("password", ""))
        except AccessFailed as refused:
            return templates.show(
                "account.html", 400, person=person, problem=refused.message, done=""
            )
        access.sessions.end_all(person.person_id, but=person_token(access, request.cookies) or "")
        access.audit.add(person.name, "changed the password")
        return templates.show(
            "account.html",
            person=access.people.get(person.person_id),
            problem="",
            done="Your password is changed. Other browsers have been signed out.",
        )


def _add_first(access: Access, name: str, password: str) -> Person:
    return access.people.add(name, Role.MANAGER, password=password)


def _signed_in(access: Access, request: Request) -> Person | None:
    token = person_token(access, request.cookies)
    person_id = access.sessions.person_of(token) if token else None
    return access.people.get(person_id) if person_id else None


def _sign_in_page(to: str, *, name: str = "", problem: str = "", status: int = 200) -> Response:
    buttons = [{"title": one.title, "address": one.address(to)} for one in configured()]
    return templates.show(
        "sign_in.html", status, to=to, name=name, problem=problem, providers=buttons
    )


def _refuse_different(form: dict[str, str]) -> None:
    if form.get("password", "") != form.get("again", ""):
        raise AccessFailed("The two passwords differ. Type them again.")
