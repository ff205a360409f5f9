"""Which identity providers can be used, and what of their word counts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import httpx
import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from starlette.applications import Starlette
from starlette.responses import Response
from streamlit import config
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.store.store import Store
from regulars.web.auth.oidc import configured, identity_in, read_providers, vouched_email
from regulars.web.auth.routes import auth_routes
from regulars.web.auth.sign_in_pages import inside
from tests.conftest import Clock

SECRET = "0123456789abcdef" * 2
RETURNS_TO = "https://regulars.example/oauth2callback"
GOOGLE = {
    "client_id": "shop",
    "client_secret": "quiet",
    "server_metadata_url": "https://accounts.google.com/.well-known/openid-configuration",
}
OWN = GOOGLE | {"server_metadata_url": "https://id.shop.example/.well-known/openid-configuration"}
WHOLE = {"cookie_secret": SECRET, "redirect_uri": RETURNS_TO}


def microsoft(directory: str) -> dict[str, str]:
    address = f"https://login.microsoftonline.com/{directory}/v2.0/.well-known/openid-configuration"
    return GOOGLE | {"server_metadata_url": address}


def titles(auth: dict[str, object]) -> list[str]:
    providers, problems = read_providers(auth)
    assert not problems
    return [provider.title for provider in providers]


@pytest.fixture
def secrets_file(tmp_path: Path) -> Iterator[Path]:
    """The file in which Streamlit looks for its secrets; not there yet."""
    before = config.get_option("secrets.files")
    path = tmp_path / "secrets.toml"
    config.set_option("secrets.files", [str(path)])
    secrets_singleton._reset()
    yield path
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def set_up_google(secrets_file: Path) -> None:
    lines = [f'{key} = "{value}"' for key, value in (WHOLE | GOOGLE).items()]
    secrets_file.write_text("\n".join(["[auth]", *lines]), "utf-8")


# What the manager set up


def test_each_provider_has_a_button_with_a_name_that_people_know():
    assert titles(WHOLE | GOOGLE) == ["Google"]
    assert titles(WHOLE | OWN) == ["id.shop.example"]
    assert titles(WHOLE | OWN | {"title": "your till account"}) == ["your till account"]
    assert titles(WHOLE | {"google": GOOGLE, "okta": OWN}) == ["Google", "Okta"]
    assert titles(WHOLE | GOOGLE | {"okta": OWN}) == ["Google", "Okta"]
    assert titles(WHOLE | GOOGLE | {"client_kwargs": {"prompt": "login"}}) == ["Google"]
    directory = "6f1c1b9e-0f0e-4a53-8d57-0c5a4f3f9b11"
    assert titles(WHOLE | {"work": microsoft(directory)}) == ["Microsoft"]


def test_without_a_section_there_is_no_provider_and_no_complaint():
    assert read_providers({}) == ((), ())


@pytest.mark.parametrize(
    ("auth", "said"),
    [
        ("Google", "section of its own"),
        (WHOLE, "names no provider"),
        (WHOLE | GOOGLE | {"cookie_secret": "xxx"}, "cookie_secret"),
        (GOOGLE | {"redirect_uri": RETURNS_TO}, "cookie_secret"),
        (GOOGLE | {"cookie_secret": SECRET}, "redirect_uri"),
        (WHOLE | GOOGLE | {"redirect_uri": "https://regulars.example/"}, "redirect_uri"),
        (WHOLE | GOOGLE | {"redirect_uri": RETURNS_TO.replace("https", "http")}, "redirect_uri"),
        (WHOLE | GOOGLE | {"redirect_uri": "https://[/oauth2callback"}, "redirect_uri"),
        (WHOLE | {"google": {"client_id": "shop"}}, "lacks client_secret, server_metadata_url"),
        (WHOLE | {"our_own": OWN}, "underscore"),
        (WHOLE | {"o": OWN | {"server_metadata_url": "http://id.shop.example/x"}}, "https://"),
        (WHOLE | {"o": OWN | {"server_metadata_url": "https://["}}, "https://"),
        (WHOLE | {"ms": microsoft("common")}, "directory's (tenant's) id in place of 'common'"),
        (WHOLE | {"ms": microsoft("organizations")}, "'organizations'"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(auth, said):
    providers, problems = read_providers(auth)
    assert providers == ()
    assert said in "\n".join(problems)


def test_one_that_cannot_be_used_leaves_the_others():
    providers, problems = read_providers(WHOLE | {"google": GOOGLE, "okta": {"client_id": "shop"}})
    assert [provider.name for provider in providers] == ["google"]
    assert "[auth.okta]" in problems[0]


def test_on_this_computer_it_works_without_tls():
    for host in ("localhost:{port}", "127.0.0.1:8501", "[::1]:8501"):
        local = WHOLE | GOOGLE | {"redirect_uri": f"http://{host}/oauth2callback"}
        assert titles(local) == ["Google"]


def test_they_are_read_from_streamlits_own_file(secrets_file):
    assert configured() == ()
    set_up_google(secrets_file)
    assert [provider.title for provider in configured()] == ["Google"]


# What a provider says


@pytest.mark.parametrize(
    ("identity", "email"),
    [
        ({"email": "dev@shop.example", "email_verified": True}, "dev@shop.example"),
        ({"email": "dev@shop.example", "email_verified": "true"}, "dev@shop.example"),
        ({"email": "dev@shop.example"}, "dev@shop.example"),
        ({"email": "dev@shop.example", "email_verified": False}, None),
        ({"email": "dev@shop.example", "email_verified": "false"}, None),
        ({"email": "dev@shop.example", "email_verified": None}, None),
        ({"email": "", "email_verified": True}, None),
        ({"email": ["dev@shop.example"], "email_verified": True}, None),
        ({"sub": "17"}, None),
    ],
)
def test_only_an_e_mail_that_is_vouched_for_counts(identity, email):
    assert vouched_email(identity) == email


def streamlits_answer(identity: dict[str, object], key: str) -> Response:
    """The answer in which Streamlit tells the browser who somebody is."""
    answer = Response()

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(key, name, value)

    def set_one(name: str, value: str) -> None:
        answer.set_cookie(name, sign(name, value).decode(), httponly=True, max_age=3600)

    set_cookie_with_chunks(set_one, sign, "_streamlit_user", identity, cookie_attr_size=60)
    return answer


@pytest.mark.parametrize("length", [1, 4500])
def test_who_somebody_is_is_read_whole_and_only_when_signed(secrets_file, length):
    secrets_file.write_text(f'[auth]\ncookie_secret = "{SECRET}"\n', "utf-8")
    identity = {"email": "dev@shop.example", "name": token_hex(length)}
    answer = streamlits_answer(identity, SECRET)
    assert (len(answer.headers.getlist("set-cookie")) > 2) == (length > 1)
    assert identity_in(answer) == identity
    assert identity_in(streamlits_answer(identity, "f" * 32)) == {}


def test_an_answer_that_takes_cookies_away_names_nobody(secrets_file):
    secrets_file.write_text(f'[auth]\ncookie_secret = "{SECRET}"\n', "utf-8")
    answer = Response()
    answer.delete_cookie("_streamlit_user")
    assert identity_in(answer) == {}
    assert identity_in(Response()) == {}


# Who that is here


@pytest.fixture
def access(tmp_path, clock: Clock) -> Iterator[Access]:
    with Store.open(tmp_path / "books.duckdb") as store:
        yield Access(store, clock)


def test_a_person_is_found_by_e_mail_and_never_by_name(access):
    ana = access.people.add("Ana", Role.MANAGER, email="Kim@Shop.example")
    access.people.add("tom@shop.example", Role.STAFF)
    assert access.people.with_email(" kim@shop.EXAMPLE ") == ana
    assert access.people.with_email("tom@shop.example") is None
    assert access.people.with_email("ana") is None
    assert access.people.with_email("") is None


def test_a_letter_that_only_looks_like_another_is_another(access):
    access.people.add("Ana", Role.MANAGER, email="kim@shop.example")
    kelvin = "\N{KELVIN SIGN}im@shop.example"
    assert kelvin.lower() == "kim@shop.example"
    assert access.people.with_email(kelvin) is None


def ask(access: Access, path: str, **cookies: str) -> httpx.Response:
    async def send() -> httpx.Response:
        there = httpx.ASGITransport(Starlette(routes=auth_routes(lambda: access)))
        async with httpx.AsyncClient(
            transport=there, base_url="http://127.0.0.1:8501", cookies=cookies
        ) as client:
            return await client.get(path)

    return asyncio.run(send())


PATHS = ("/auth/login?provider=default", "/auth/logout", "/oauth2callback?state=a&code=b")


@pytest.mark.parametrize("path", PATHS)
def test_without_a_provider_its_addresses_are_not_there(secrets_file, access, path):
    access.people.add("Ana", Role.MANAGER, email="ana@shop.example")
    answer = ask(access, path)
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert "Sign in with" not in ask(access, "/sign-in").text


@pytest.mark.parametrize("path", PATHS)
def test_while_nobody_signs_in_a_provider_lets_nobody_in_either(secrets_file, access, path):
    set_up_google(secrets_file)
    assert ask(access, path).status_code == 404


@pytest.mark.parametrize(
    ("age_seconds", "said"), [(590, "did not say who you are"), (610, "took too long")]
)
def test_a_way_to_a_provider_ends_after_ten_minutes(
    secrets_file, access, monkeypatch, age_seconds, said
):
    set_up_google(secrets_file)
    access.people.add("Ana", Role.MANAGER, email="ana@shop.example")
    now = int(time.time())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: now - age_seconds)
    way = URLSafeTimedSerializer(access.cookie_key, salt="regulars_way").dumps(["abc", "/lapsed"])
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: now)
    answer = ask(access, "/oauth2callback?state=abc&error=access_denied", regulars_way=way)
    assert answer.status_code == 400
    assert said in answer.text


def test_only_addresses_of_ours_are_gone_to_afterwards():
    assert inside("/lapsed?period=All+time") == "/lapsed?period=All+time"
    for elsewhere in ("//evil.example", "/\\evil.example", "https://evil.example", "//[", "x", ""):
        assert inside(elsewhere) == ""
