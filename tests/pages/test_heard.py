"""What people talk about, on the Satisfaction screen: read, and changed by the manager."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars.auth.person import Role
from regulars.records.word_changes import add_nickname
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web import context
from regulars.web.auth.cookies import LINK_COOKIE, PERSON_COOKIE, seal
from regulars.web.kit import session
from tests.tables import answer, rows_of

OpenScreen = Callable[..., AppTest]


@pytest.fixture
def shop(
    sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, Shop]]:
    """The sample café, in a folder of its own."""
    folder = Path(shutil.copytree(sample_dir, tmp_path / "data"))
    opened = Shop.open(Settings(data_dir=folder))
    for module in (context, session):
        monkeypatch.setattr(module, "current_shop", lambda: opened)
    yield folder, opened
    opened.close()


@pytest.fixture
def look(shop: tuple[Path, Shop], open_screen: OpenScreen) -> Callable[..., AppTest]:
    return lambda: open_screen(shop[0], "satisfaction", period="All time")


def texts(test: AppTest) -> str:
    elements = [*test.title, *test.subheader, *test.markdown, *test.caption]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def picture(test: AppTest, key: str) -> str:
    return next(
        chart.proto.spec for chart in test.get("plotly_chart") if key in str(chart.proto.id)
    )


def test_the_manager_reads_what_to_keep_and_who_said_so(
    look: Callable[..., AppTest], shop: tuple[Path, Shop]
) -> None:
    test = look()
    assert not test.exception
    assert "What they talk about" in texts(test)
    assert "Keep up: **food, goods and results**" in texts(test)
    assert "Speed and waiting" in picture(test, "heard_themes")
    assert "Grateful" in picture(test, "heard_feelings")
    for about, name in (("Price", "price"), ("Felt grateful", "grateful")):
        test.selectbox(key="heard_about").select(about).run()
        quoted = answer(shop[1].store, "satisfaction/quotes", text=name)
        assert f"{about}**: {len(quoted)} comments" in texts(test)
    test.selectbox(key="heard_about").select("Colleague: Maya").run()
    assert not test.exception
    shown = texts(test)
    assert "Since Maya left nobody knows my name." in shown


def test_a_word_is_previewed_added_and_taken_back(
    look: Callable[..., AppTest], shop: tuple[Path, Shop]
) -> None:
    test = look()
    test.session_state["word_lists"] = True
    test.run()
    test.selectbox(key="word_list").select("delivery").run()
    test.text_input(key="new_word_0").set_value("lukewarm").run()
    said = rows_of(
        shop[1].store,
        "select count(distinct response_number) from facts.response "
        "where regexp_matches(lower(comment), '\\blukewarm\\b')",
    )[0][0]
    assert f"{said} comments say it; 0 of these count for delivery now, **{said}** would" in texts(
        test
    )
    test.button(key="add_word").click().run()
    assert not test.exception
    assert f"<b>Delivery</b>  {said} comments" in picture(test, "heard_themes").encode().decode(
        "unicode_escape"
    )
    assert "**lukewarm** · delivery · added, names it" in texts(test)
    test.button(key="take_back_word_0").click().run()
    assert "Delivery" not in picture(test, "heard_themes")
    assert "these are the house's lists" in texts(test)


def test_a_word_of_the_house_is_switched_off_and_a_bad_one_refused(
    look: Callable[..., AppTest],
) -> None:
    test = look()
    test.session_state["word_lists"] = True
    test.run()
    test.selectbox(key="word_list").select("grateful").run()
    test.selectbox(key="house_word_grateful_0").select("thank you").run()
    test.button(key="switch_off_word").click().run()
    assert not test.exception
    assert "**thank you** · grateful · switched off" in texts(test)
    test.text_input(key="new_word_0").set_value("a").run()
    assert "at least 3 letters" in test.error[0].value.replace("\\", "")


def test_a_nickname_names_a_colleague(
    look: Callable[..., AppTest], shop: tuple[Path, Shop]
) -> None:
    test = look()
    test.selectbox(key="nickname_of").select("Leo").run()
    test.text_input(key="nickname_0").set_value("barista").run()
    test.button(key="add_nickname").click().run()
    assert not test.exception
    assert "Leo: barista" in texts(test)
    store = shop[1].store
    called = "select count(*) from facts.comment_colleague where lower(called) = 'barista'"
    assert rows_of(store, called)[0][0] > 0
    test.button(key="no_nickname_0").click().run()
    assert rows_of(store, called) == [(0,)]


@pytest.mark.parametrize("sees_names", [False, True])
def test_a_link_changes_no_words_and_names_nobody_where_names_are_hidden(
    look: Callable[..., AppTest],
    shop: tuple[Path, Shop],
    monkeypatch: pytest.MonkeyPatch,
    sees_names: bool,
) -> None:
    store, access = shop[1].store, shop[1].access
    now = {"now": datetime(2026, 11, 2), "by": "Ana"}
    add_nickname(store, "Leo", "barista", **now)
    access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
    link, _ = access.links.share(
        "satisfaction", {"period": "All time"}, title="x", sample="cafe", sees_names=sees_names,
        has_cards=False, days=1, passcode="", created_by="Ana",
    )  # fmt: skip
    sealed = seal(access, LINK_COOKIE, f"{link.link_id}:{link.turn}")
    monkeypatch.setattr(context, "_cookies", lambda: {LINK_COOKIE: sealed})
    test = look()
    assert not test.exception
    assert not test.error
    shown = texts(test)
    assert "What they talk about" in shown
    assert ("Colleagues named in comments" in shown) is sees_names
    options = test.selectbox(key="heard_about").options
    assert any(option.startswith("Colleague: ") for option in options) is sees_names
    assert not [each for each in test.button if each.key == "add_nickname"]
    assert not [each for each in test.get("expander") if "words count" in each.label]
    test.selectbox(key="heard_about").select("Being known").run()
    quotes = [each.value for each in test.markdown if each.value.startswith("“")]
    assert quotes
    names = ("Maya", "Priya", "Jonas", "barista")
    assert any(name in quote for quote in quotes for name in names) is sees_names


def test_staff_never_get_there(
    look: Callable[..., AppTest], shop: tuple[Path, Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    access = shop[1].access
    access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
    access.people.add("Tom", Role.STAFF)
    token = access.sessions.start(access.people.named("Tom").person_id)
    sealed = seal(access, PERSON_COOKIE, token)
    monkeypatch.setattr(context, "_cookies", lambda: {PERSON_COOKIE: sealed})
    assert "What they talk about" not in texts(look())
