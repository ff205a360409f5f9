"""The card of a customer: what is written on it stays, and who may not write finds nothing to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars.settings import Settings
from regulars.shop import Shop
from tests.tables import rows_of

OpenScreen = Callable[..., AppTest]


@pytest.fixture
def own_dir(data_dir: Callable[[Path], Path], tmp_path: Path) -> Path:
    """The sample café, to write in."""
    folder = data_dir(tmp_path)
    Shop.open(Settings(data_dir=folder)).close()
    return folder


def texts(test: AppTest) -> str:
    elements = [*test.title, *test.subheader, *test.markdown, *test.caption]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def a_regular(data_dir: Path) -> str:
    shop = Shop.open(Settings(data_dir=data_dir))
    sql = "select customer_id from facts.standing_on('2026-10-31') where visit_count = 142"
    found = rows_of(shop.store_of(shop.sample), sql)
    shop.close()
    return str(found[0][0])


def test_a_note_is_written_removed_and_put_back(open_screen: OpenScreen, own_dir: Path) -> None:
    who = a_regular(own_dir)
    test = open_screen(own_dir, "customer", customer=who)
    assert not test.exception
    assert "Mondays about 13:05 and Thursdays about 08:05" in texts(test)
    test.text_input(f"note_words_{who}").input("Nuts")
    test.segmented_control(f"note_kind_{who}").set_value("allergy")
    test = next(b for b in test.button if b.label == "Remember it").click().run()
    assert "Allergy] Nuts" in texts(test)
    test = next(b for b in test.button if b.label == "Remove").click().run()
    assert "Allergy] Nuts" not in texts(test)
    test = next(b for b in test.button if b.label == "Undo").click().run()
    assert "Allergy] Nuts" in texts(test)


def test_thanks_end_the_waiting(open_screen: OpenScreen, own_dir: Path) -> None:
    who = a_regular(own_dir)
    test = open_screen(own_dir, "customer", customer=who)
    assert "Visit number 100 was on" in texts(test)
    test.text_input(f"thanks_words_{who}").input("A bun on the house")
    test = next(b for b in test.button if b.label == "Keep it").click().run()
    assert "**For coming back**: A bun on the house" in texts(test)
    assert "nobody has thanked them since" not in texts(test)
