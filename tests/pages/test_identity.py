"""The People part of the Imports screen, and a person's data on their card, through the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web import context
from regulars.web.kit import session
from tests.pages.test_screens import texts
from tests.tables import rows_of, square_customers, square_items

OpenScreen = Callable[..., AppTest]


@pytest.fixture
def shop(
    data_dir: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    opened = Shop.open(Settings(data_dir=data_dir(tmp_path)))
    files = []
    for name, text in (
        (
            "directory",
            square_customers("""
            customer | name           | email            | phone
            K1       | Dana Whitfield | dana@example.org | 603 555 0107
            K2       | Dana Whitfield | dama@example.org | 603 555 0190
            K3       | Eva Lund       | eva@example.org  | 603 555 0144
            K4       | Eva Lund       |                  | 603 555 0144
            """),
        ),
        (
            "sales",
            square_items("""
            receipt | customer | name           | date
            R1      | K1       | Dana Whitfield | 2026-03-02
            R2      | K2       | Dana Whitfield | 2026-03-03
            R3      | K3       | Eva Lund       | 2026-03-03
            R4      |          |                | 2026-03-03
            """),
        ),
    ):
        path = opened.settings.spool_dir / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        files.append((path.name, path))
    assert [report.error for report in opened.take(files)] == [None, None]
    for module in (context, session):
        monkeypatch.setattr(module, "current_shop", lambda: opened)
    yield opened
    opened.close()


def button(test: AppTest, label: str) -> object:
    return next(one for one in test.button if one.label == label)


def id_of(shop: Shop, handle: str) -> str:
    return rows_of(shop.own, f"select customer_id from facts.identity where handle = '{handle}'")[
        0
    ][0]


def test_two_that_look_alike_are_merged_and_it_is_undone(
    open_screen: OpenScreen, shop: Shop
) -> None:
    test = open_screen(shop.settings.data_dir, "imports")
    assert not test.exception
    assert "Are these the same person?" in texts(test)
    assert "75\N{NO-BREAK SPACE}% of last week's visits have a name" in texts(test)
    test = button(test, "Same person").click().run()
    assert id_of(shop, "K1") == id_of(shop, "K2")
    assert "Are these the same person?" not in texts(test)
    assert "Nobody looks like somebody else." in texts(test)
    test = button(test, "Undo").click().run()
    assert id_of(shop, "K1") != id_of(shop, "K2")
    assert "Are these the same person?" in texts(test)
    assert "taken back" in texts(test)


def test_a_pair_may_wait(open_screen: OpenScreen, shop: Shop) -> None:
    test = button(open_screen(shop.settings.data_dir, "imports"), "Later").click().run()
    assert "1 pair left for later." in texts(test)
    assert rows_of(shop.own, "select * from desk.identity_decision") == []


def test_what_joined_automatically_says_why_and_comes_apart(
    open_screen: OpenScreen, shop: Shop
) -> None:
    test = open_screen(shop.settings.data_dir, "imports")
    assert "stands on Square customer K3 and Square customer K4" in texts(test)
    choice = next(one for one in test.radio if one.label == "Whose record is not theirs?")
    numbers = dict(rows_of(shop.own, "select handle, handle_no from exports.handle"))
    choice.set_value(numbers["K4"])
    button(test, "Take them apart").click().run()
    assert id_of(shop, "K3") != id_of(shop, "K4")


def test_a_card_offers_their_data_and_to_forget_them(open_screen: OpenScreen, shop: Shop) -> None:
    test = open_screen(shop.settings.data_dir, "customer", customer=id_of(shop, "K3"))
    labels = {one.label for one in test.get("download_button")}
    assert "Download all we hold" in labels
    test = button(test, "Erase this person").click().run()
    assert "Backups made before still hold them" in texts(test)
    assert button(test, "Erase for good").disabled


def test_nobody_of_the_sample_is_erased(open_screen: OpenScreen, sample_dir: Path) -> None:
    test = open_screen(sample_dir, "customer", customer="C14")
    assert "Erase this person" not in {one.label for one in test.button}
