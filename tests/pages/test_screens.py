"""Every screen, through the frame, on the sample café and on an empty store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars import __version__
from regulars.app.screens import SCREENS
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.migrations import newest_number

OpenScreen = Callable[..., AppTest]
ASKING = [screen.name for screen in SCREENS if screen.name not in ("imports", "sharing")]


def texts(test: AppTest) -> str:
    """All that a person can read in titles, text and captions."""
    elements = [*test.title, *test.subheader, *test.markdown, *test.caption]
    return "\n".join(str(element.value) for element in elements)


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_a_screen_of_the_sample_says_its_sentence(
    open_screen: OpenScreen, sample_dir: Path, name: str
) -> None:
    test = open_screen(sample_dir, name)
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1
    assert "You are looking at a sample café" in texts(test)


def test_sharing_names_the_version_of_the_program_and_of_the_data_file(
    open_screen: OpenScreen, empty_dir: Path
) -> None:
    test = open_screen(empty_dir, "sharing")
    assert test.caption[-1].value == f"Regulars {__version__}, data file number {newest_number()}"


@pytest.mark.parametrize("name", ASKING)
def test_without_data_a_screen_says_what_to_do(
    open_screen: OpenScreen, empty_dir: Path, name: str
) -> None:
    test = open_screen(empty_dir, name)
    assert not test.exception
    assert not test.error
    assert test.title[0].value == "Nothing here yet"
    assert {button.label for button in test.button} == {
        "Bring my exports",
        "Show the sample café",
        "Show the sample salon",
    }


def test_imports_without_data_takes_files_and_offers_the_sample(
    open_screen: OpenScreen, empty_dir: Path
) -> None:
    test = open_screen(empty_dir, "imports")
    assert not test.error
    assert test.title[0].value == "Bring your exports"
    assert [button.label for button in test.button] == [
        "Share",
        "Show the sample café instead",
        "Show the sample salon instead",
    ]


def test_today_names_the_day_and_shows_the_interval(
    open_screen: OpenScreen, sample_dir: Path
) -> None:
    test = open_screen(sample_dir, "today")
    assert test.title[0].value.endswith("likely on Sun 1 November")
    assert "Between" in texts(test)
    assert "of the last 13 Sundays" in texts(test)


def test_today_looks_at_another_day_when_asked(open_screen: OpenScreen, sample_dir: Path) -> None:
    test = open_screen(sample_dir, "today", day="Tue 3 Nov")
    assert test.title[0].value.endswith("likely on Tue 3 November")
    assert "of the last 13 Tuesdays" in texts(test)


def test_lapsed_tells_of_mayas_regulars(open_screen: OpenScreen, sample_dir: Path) -> None:
    test = open_screen(sample_dir, "lapsed")
    assert "Since Maya left" in texts(test)
    assert "That is more than chance" in texts(test)


def test_satisfaction_over_all_time_leads_with_the_six_bad_weeks(
    open_screen: OpenScreen, sample_dir: Path
) -> None:
    test = open_screen(sample_dir, "satisfaction", period="All time")
    assert test.title[0].value.startswith(
        "Speed\\: the dip from 15 September to 26 October 2025 is real"
    )


def test_a_period_of_its_own_is_kept_to(open_screen: OpenScreen, sample_dir: Path) -> None:
    test = open_screen(sample_dir, "regulars", period="Choose dates")
    assert not test.error
    assert [widget.label for widget in test.date_input] == ["From", "To"]


@pytest.mark.parametrize(
    "query",
    [
        {"period": "'; drop table facts.visit; --"},
        {"location": "Nowhere"},
        {"staff": "<script>alert(1)</script>"},
        {"period": "Choose dates", "from": "2031-01-01", "to": "not a day"},
    ],
)
def test_a_crafted_address_falls_back(
    open_screen: OpenScreen, sample_dir: Path, query: dict[str, str]
) -> None:
    test = open_screen(sample_dir, "regulars", **query)
    assert not test.exception
    assert not test.error
    assert "regulars bring" in test.title[0].value


def test_a_location_narrows_the_people(open_screen: OpenScreen, sample_dir: Path) -> None:
    everywhere = open_screen(sample_dir, "regulars").metric[0].value
    kiosk = open_screen(sample_dir, "regulars", location="Market Hall").metric[0].value
    assert 0 < int(kiosk) < int(everywhere)


def test_a_card_shows_one_person_and_nobody_else(open_screen: OpenScreen, sample_dir: Path) -> None:
    test = open_screen(sample_dir, "customer", customer="C1")
    assert not test.error
    assert len(test.metric) == 4
    assert test.title[0].value


@pytest.mark.parametrize("customer_id", ["", "C999999999", "C1' or 1=1", "../../etc/passwd"])
def test_an_unknown_card_offers_a_search(
    open_screen: OpenScreen, sample_dir: Path, customer_id: str
) -> None:
    test = open_screen(sample_dir, "customer", customer=customer_id)
    assert not test.error
    test.text_input[0].set_value("whitfield").run()
    assert "visits, last here" in texts(test)


def test_a_broken_screen_says_so_without_anybodys_data(
    open_screen: OpenScreen,
    sample_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    name = "-".join(["Dana", "Whitfield"])

    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"{name}, {name}@example.com")

    monkeypatch.setattr("regulars.web.screens.lapsed.wording.sentence", fail)
    test = open_screen(sample_dir, "lapsed")
    assert "Something went wrong" in test.error[0].value
    assert "ValueError on the lapsed screen" in caplog.text
    assert "Dana" not in caplog.text + test.error[0].value


def test_comments_without_scores_are_shown_all_the_same(
    open_screen: OpenScreen, data_dir: Callable[[Path], Path], tmp_path: Path
) -> None:
    shop = Shop.open(Settings(data_dir=data_dir(tmp_path)))
    spooled = shop.settings.spool_dir / "words.upload"
    spooled.write_text(
        "Timestamp,What should we change?\n2026/06/12 3:08:44 PM GMT-4,More oat milk please\n",
        encoding="utf-8",
    )
    shop.take([("words.csv", spooled)])
    shop.close()
    test = open_screen(tmp_path / "data", "satisfaction")
    assert not test.error
    assert test.title[0].value == "No scores and 1 comment in this view"
    assert "More oat milk please" in texts(test)
