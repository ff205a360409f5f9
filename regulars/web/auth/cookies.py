"""The two cookies: of somebody who signed in, and of a browser that a shared link let in.

Both are signed, so that a made-up one costs no look-up; both only name what the store knows, so
that signing out, removing a person and revoking a link work at the next request. A browser that has
both looks through the link: it shows less.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from itsdangerous import BadData, URLSafeSerializer
from starlette.responses import Response
from starlette.types import Scope

from regulars.app.policy import LOCAL_MANAGER, Viewer
from regulars.auth.access import Access
from regulars.auth.links import Link
from regulars.auth.sessions import LONGEST_DAYS
from regulars.errors import LinkEnded, SignedOut

__all__ = [
    "LINK_COOKIE",
    "PERSON_COOKIE",
    "clear",
    "give_link",
    "give_person",
    "person_token",
    "seal",
    "viewer_of",
]

PERSON_COOKIE = "regulars_person"
LINK_COOKIE = "regulars_link"
KEPT_SEALS = 1024


def viewer_of(access: Access, cookies: Mapping[str, str]) -> Viewer:
    """Who looks with these cookies.

    Raises:
        SignedOut: nobody, or nobody any more.
        LinkEnded: through a link that has ended.
    """
    entered = _unseal(access, LINK_COOKIE, cookies)
    if entered is not None:
        link_id, _, turn = entered.partition(":")
        if not turn.isdigit():
            raise LinkEnded("This link leads nowhere.")
        return Viewer.of_link(access.links.entered(link_id, int(turn)))
    if not access.asks_to_sign_in:
        return LOCAL_MANAGER
    token = person_token(access, cookies)
    person_id = access.sessions.person_of(token) if token else None
    person = access.people.get(person_id) if person_id else None
    if person is None:
        raise SignedOut("Sign in to go on. Nothing is lost.")
    return Viewer.of_person(person)


def person_token(access: Access, cookies: Mapping[str, str]) -> str | None:
    """The session's token in these cookies, whether or not it still holds."""
    return _unseal(access, PERSON_COOKIE, cookies)


def give_person(response: Response, access: Access, person_id: str, scope: Scope) -> None:
    """Sign a browser in."""
    token = access.sessions.start(person_id)
    _set(response, access, PERSON_COOKIE, token, scope, days=LONGEST_DAYS)
    clear(response, LINK_COOKIE)


def give_link(response: Response, access: Access, link: Link, scope: Scope) -> None:
    """Let a browser look through a link, until the browser is closed or the link ends."""
    _set(response, access, LINK_COOKIE, f"{link.link_id}:{link.turn}", scope, days=None)


def seal(access: Access, cookie: str, value: str) -> str:
    """A cookie's value, signed for that cookie and no other."""
    return str(URLSafeSerializer(access.cookie_key, salt=cookie).dumps(value))


def clear(response: Response, cookie: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(cookie, httponly=True, samesite="lax")


def _set(
    response: Response, access: Access, cookie: str, value: str, scope: Scope, *, days: int | None
) -> None:
    response.set_cookie(
        cookie,
        seal(access, cookie, value),
        max_age=days * 24 * 3600 if days else None,
        httponly=True,
        # Lax, not Strict: a link in an e-mail must find its browser signed in.
        samesite="lax",
        secure=scope["scheme"] in ("https", "wss"),
    )


def _unseal(access: Access, cookie: str, cookies: Mapping[str, str]) -> str | None:
    return _opened(access.cookie_key, cookie, cookies[cookie]) if cookie in cookies else None


@lru_cache(maxsize=KEPT_SEALS)
def _opened(key: str, cookie: str, sealed: str) -> str | None:
    """What a seal covers never changes: each click asks dozens of times."""
    try:
        return str(URLSafeSerializer(key, salt=cookie).loads(sealed))
    except BadData:
        return None
