"""Every screen for every role, through the frame: what is drawn, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars.app.screens import SCREENS
from regulars.auth.person import Role
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web import context
from regulars.web.auth.cookies import LINK_COOKIE, PERSON_COOKIE, seal
from regulars.web.kit import session
from tests.pages.test_screens import texts

OpenScreen = Callable[..., AppTest]
NAMES = [screen.name for screen in SCREENS]
SHAREABLE = [screen.name for screen in SCREENS if screen.is_shareable]


@pytest.fixture(scope="module")
def guarded(
    data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Shop]]:
    """A data folder of the sample where people sign in, and its shop, open."""
    folder = data_dir(tmp_path_factory.mktemp("guarded"))
    shop = Shop.open(Settings(data_dir=folder))
    yield folder, shop
    shop.close()


@pytest.fixture
def look_as(
    guarded: tuple[Path, Shop], open_screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """Open a screen with a cookie: look_as("staff", "today"), look_as("link", "lapsed")."""
    data_dir, shop = guarded
    access = shop.access
    for module in (context, session):
        monkeypatch.setattr(module, "current_shop", lambda: shop)
    if not access.asks_to_sign_in:
        access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
        access.people.add("Tom", Role.STAFF)

    def look(who: str, screen: str, **query: str) -> AppTest:
        monkeypatch.setattr(context, "_cookies", lambda: cookies(who, screen))
        return open_screen(data_dir, screen, **query)

    def cookies(who: str, screen: str) -> dict[str, str]:
        if who == "link":
            choices = {"customer": "C14"} if screen == "customer" else {}
            link, _ = access.links.share(
                screen,
                choices,
                title="x",
                sample="cafe",
                sees_names=False,
                has_cards=False,
                days=1,
                passcode="",
                created_by="Ana",
            )
            return {LINK_COOKIE: seal(access, LINK_COOKIE, f"{link.link_id}:{link.turn}")}
        person = access.people.named({"manager": "Ana", "staff": "Tom"}[who])
        token = access.sessions.start(person.person_id)
        return {PERSON_COOKIE: seal(access, PERSON_COOKIE, token)}

    return look


@pytest.mark.parametrize("name", NAMES)
def test_the_manager_sees_every_screen(look_as: Callable[..., AppTest], name: str) -> None:
    test = look_as("manager", name)
    assert not test.exception
    assert [error.value for error in test.error] == []
    assert len(test.title) == 1


@pytest.mark.parametrize("name", ["today", "customer", "follow_ups"])
def test_staff_see_their_screens_without_contacts_or_downloads(
    look_as: Callable[..., AppTest], name: str
) -> None:
    test = look_as("staff", name, customer="C14")
    assert not test.error
    assert len(test.title) == 1
    labels = {button.label for button in test.button}
    assert not labels & {"Share", "Use my own data"}
    assert not test.get("download_button")
    if name == "customer":
        identities = next(frame.value for frame in test.dataframe if "contact" in frame.value)
        assert identities["contact"].isna().all()


@pytest.mark.parametrize("name", SHAREABLE)
def test_a_link_shows_its_screen_and_offers_nothing_to_do(
    look_as: Callable[..., AppTest], name: str
) -> None:
    test = look_as("link", name)
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1
    assert "Shared with you" in texts(test)
    assert not test.get("download_button")
    assert not test.get("file_uploader")
    assert not {widget.label for widget in test.selectbox} & {"Period", "Place", "Staff"}
    assert not {button.label for button in test.button} & {"Share", "Use my own data"}
    shown = " ".join(
        str(value)
        for frame in test.dataframe
        for column in frame.value.columns
        for value in frame.value[column].dropna()
    )
    assert "@" not in texts(test) + shown
    assert "Whitfield" not in texts(test) + shown


def test_without_a_cookie_there_is_nothing_to_see(
    look_as: Callable[..., AppTest],
    open_screen: OpenScreen,
    guarded: tuple[Path, Shop],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(context, "_cookies", dict)
    for name in NAMES:
        test = open_screen(guarded[0], name)
        assert test.title[0].value == "You are signed out"
        assert not test.metric
        assert not test.dataframe
