"""Identity providers, such as Google: which ones the manager set up, and what they tell us.

They stand in ``.streamlit/secrets.toml`` as Streamlit's own ``st.login`` wants them. Streamlit asks
the provider and checks the signed answer; docs/sign-in-with-a-provider.md says how to set one up.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from starlette.responses import Response
from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from regulars.web.serving.hosts import LOOPBACK_NAMES

__all__ = [
    "CALLBACK",
    "LOGIN",
    "Provider",
    "configured",
    "identity_in",
    "read_providers",
    "vouched_email",
]

LOGIN = "/auth/login"
CALLBACK = "/oauth2callback"
SHORTEST_COOKIE_SECRET = 32
NEEDED = ("client_id", "client_secret", "server_metadata_url")
# A provider without a section of its own; Streamlit calls it so.
UNNAMED = "default"
TITLES = {"accounts.google.com": "Google", "login.microsoftonline.com": "Microsoft"}
# Whose e-mail addresses anybody can make up who has a directory of their own.
SHARED_BY_STRANGERS = {"common", "organizations", "consumers"}

_log = logging.getLogger("regulars.auth")


@dataclass(frozen=True)
class Provider:
    """An identity provider that people may sign in with.

    Attributes:
        name: what secrets.toml calls it.
        title: what the button says after "Sign in with".
    """

    name: str
    title: str

    def address(self, to: str) -> str:
        """Where its button leads; afterwards the person goes to an address of ours."""
        asked = {"provider": self.name} | ({"to": to} if to else {})
        return f"{LOGIN}?{urlencode(asked)}"


def configured() -> tuple[Provider, ...]:
    """The providers that can be used now; the log says why others cannot."""
    providers, problems = read_providers(get_secrets_auth_section())
    for problem in problems:
        _warn_once(problem)
    return providers


def read_providers(auth: Mapping[str, Any]) -> tuple[tuple[Provider, ...], tuple[str, ...]]:
    """Read the section ``[auth]`` of secrets.toml.

    Args:
        auth: the section; empty when there is none.

    Returns:
        The providers that can be used, in the section's order, and what is wrong with the rest.
    """
    if not isinstance(auth, Mapping):
        return (), ("[auth] in secrets.toml must be a section of its own.",)
    if not auth:
        return (), ()
    problems = list(_problems_of_all(auth))
    if problems:
        return (), tuple(problems)
    sections = {name: part for name, part in auth.items() if isinstance(part, Mapping)}
    sections.pop("client_kwargs", None)
    if any(key in auth for key in NEEDED):
        sections = {UNNAMED: auth} | sections
    if not sections:
        problems.append(f"[auth] in secrets.toml names no provider: add {', '.join(NEEDED)}.")
    usable = []
    for name, section in sections.items():
        wrong = list(_problems_of_one(name, section))
        problems.extend(wrong)
        if not wrong:
            usable.append(Provider(name, _title(name, section)))
    return tuple(usable), tuple(problems)


def identity_in(response: Response) -> dict[str, Any]:
    """Whom Streamlit's answer to a provider's callback names; nothing when it names nobody.

    Streamlit writes them into a signed cookie, in pieces when they are long.
    """
    cookies: SimpleCookie = SimpleCookie()
    for header in response.headers.getlist("set-cookie"):
        cookies.load(header)

    def open_one(name: str) -> bytes | None:
        if name not in cookies:
            return None
        return decode_signed_value(get_cookie_secret(), name, cookies[name].value)

    sealed = get_cookie_with_chunks(open_one, USER_COOKIE_NAME)
    told = json.loads(sealed) if sealed else {}
    return told if isinstance(told, dict) else {}


def vouched_email(identity: Mapping[str, Any]) -> str | None:
    """The e-mail that a provider vouches for.

    Some providers never say whether they checked it, as theirs are made by the manager; one that
    says anything but yes has not. Some say it as text.
    """
    email = identity.get("email")
    is_verified = identity.get("email_verified", True) in (True, "true")
    return email if isinstance(email, str) and email and is_verified else None


def _problems_of_all(auth: Mapping[str, Any]) -> Iterator[str]:
    if len(str(auth.get("cookie_secret", ""))) < SHORTEST_COOKIE_SECRET:
        yield (
            f"cookie_secret under [auth] in secrets.toml must be {SHORTEST_COOKIE_SECRET} or more "
            'random letters, such as python -c "import secrets; print(secrets.token_hex())" '
            "prints: who guesses it could sign in as anybody."
        )
    # Streamlit puts the port in.
    returns_to = str(auth.get("redirect_uri", "")).replace("{port}", "8501")
    if _parts(returns_to).path != CALLBACK or not _is_private(returns_to):
        yield (
            "redirect_uri under [auth] in secrets.toml must be the address that browsers use, with "
            f"{CALLBACK} at its end, such as https://regulars.example.com{CALLBACK}; without TLS "
            "only on this computer."
        )


def _problems_of_one(name: str, section: Mapping[str, Any]) -> Iterator[str]:
    where = "[auth]" if name == UNNAMED else f"[auth.{name}]"
    missing = [key for key in NEEDED if not section.get(key)]
    if missing:
        yield f"{where} in secrets.toml lacks {', '.join(missing)}."
        return
    if "_" in name:
        yield f"{where} in secrets.toml: a provider's name must not contain an underscore."
    metadata = _parts(str(section["server_metadata_url"]))
    directory = metadata.path.strip("/").partition("/")[0]
    if not _is_private(metadata.geturl()):
        yield f"server_metadata_url of {where} in secrets.toml must begin with https://."
    if TITLES.get(metadata.hostname or "") == "Microsoft" and directory in SHARED_BY_STRANGERS:
        yield (
            f"server_metadata_url of {where} in secrets.toml is the one for every company there "
            "is, where strangers can call themselves by your staff's e-mail. Put your own "
            f"directory's (tenant's) id in place of {directory!r}."
        )


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _is_private(address: str) -> bool:
    """Whether nobody on the way can read or change what goes to an address."""
    parts = _parts(address)
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK_NAMES
    return is_here or (parts.scheme == "https" and bool(parts.hostname))


def _title(name: str, section: Mapping[str, Any]) -> str:
    host = _parts(str(section["server_metadata_url"])).hostname or ""
    known = TITLES.get(host) or (host if name == UNNAMED else name.capitalize())
    return str(section.get("title") or known)


@cache
def _warn_once(problem: str) -> None:
    _log.warning("Nobody can sign in with a provider yet: %s Then start Regulars again.", problem)
