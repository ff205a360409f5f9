"""Every screen on the sample salon, and the ways from one sample to the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars.app.screens import SCREENS
from regulars.auth.person import Role
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web import context
from regulars.web.auth.cookies import LINK_COOKIE, seal
from regulars.web.kit import session

OpenScreen = Callable[..., AppTest]


def texts(test: AppTest) -> str:
    """All that a person can read in titles, text and captions."""
    elements = [*test.title, *test.subheader, *test.markdown, *test.caption]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


@pytest.fixture(scope="module")
def salon_dir(
    sample_path: Path, salon_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data folder with both samples built, of which the salon is shown."""
    data_dir = tmp_path_factory.mktemp("salon") / "data"
    settings = Settings(data_dir=data_dir)
    data_dir.mkdir()
    shutil.copy(sample_path, settings.sample_path("cafe"))
    shutil.copy(salon_path, settings.sample_path("salon"))
    shop = Shop.open(settings)
    shop.show_sample("salon")
    shop.close()
    return data_dir


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_a_screen_of_the_salon_says_its_sentence(
    open_screen: OpenScreen, salon_dir: Path, name: str
) -> None:
    test = open_screen(salon_dir, name)
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1
    assert "You are looking at a sample salon" in texts(test)


def test_today_names_who_is_booked(open_screen: OpenScreen, salon_dir: Path) -> None:
    shown = texts(open_screen(salon_dir, "today"))
    assert "familiar faces likely on Tue 3 November" in shown
    assert shown.count("Booked: ") >= 4


def test_lapsed_tells_of_imogens_regulars_and_when_they_were_judged(
    open_screen: OpenScreen, salon_dir: Path
) -> None:
    shown = texts(open_screen(salon_dir, "lapsed"))
    assert "Since Imogen left, " in shown
    assert "judged 12 weeks later" in shown
    assert "£" in "".join(metric.value for metric in open_screen(salon_dir, "lapsed").metric)


def test_satisfaction_finds_the_weeks_of_double_bookings(
    open_screen: OpenScreen, salon_dir: Path
) -> None:
    test = open_screen(salon_dir, "satisfaction", period="All time")
    assert texts(test).startswith("Speed: the dip from 3 November to 7 December 2025 is real")


def test_what_was_booked_and_rung_up_is_one_thing(open_screen: OpenScreen, salon_dir: Path) -> None:
    test = open_screen(salon_dir, "customer", customer="C30")
    visits = next(frame.value for frame in test.dataframe if "items" in frame.value)
    assert len(visits) >= 4
    assert not visits["items"].str.contains("2 x").any()


def test_the_banner_leads_to_the_other_sample_and_back(
    open_screen: OpenScreen, salon_dir: Path
) -> None:
    test = open_screen(salon_dir, "today")
    press(test, "See a sample café")
    assert "You are looking at a sample café" in texts(test)
    press(test, "See a sample salon")
    assert "You are looking at a sample salon" in texts(test)


def press(test: AppTest, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception


def test_without_data_each_sample_can_be_shown(
    open_screen: OpenScreen, salon_dir: Path, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(salon_dir, data_dir)
    shop = Shop.open(Settings(data_dir=data_dir))
    shop.leave_sample()
    shop.close()
    test = open_screen(data_dir, "lapsed")
    press(test, "Show the sample salon")
    assert "You are looking at a sample salon" in texts(test)


def test_a_link_of_the_salon_shows_it_whatever_else_is_shown(
    open_screen: OpenScreen, salon_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(salon_dir, data_dir)
    shop = Shop.open(Settings(data_dir=data_dir))
    shop.access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
    link, _ = shop.access.links.share(
        "lapsed",
        {},
        title="x",
        sample="salon",
        sees_names=False,
        has_cards=False,
        days=1,
        passcode="",
        created_by="Ana",
    )
    for module in (context, session):
        monkeypatch.setattr(module, "current_shop", lambda: shop)
    cookie = seal(shop.access, LINK_COOKIE, f"{link.link_id}:{link.turn}")
    monkeypatch.setattr(context, "_cookies", lambda: {LINK_COOKIE: cookie})
    try:
        for shown in ("cafe", "salon", ""):
            if shown:
                shop.show_sample(shown)
            else:
                shop.leave_sample()
            test = open_screen(data_dir, "lapsed")
            assert "Since Imogen left, " in texts(test)
            assert "You are looking at a sample salon" in texts(test)
            assert not {button.label for button in test.button} & {
                "See a sample café",
                "Use my own data",
            }
    finally:
        shop.close()
