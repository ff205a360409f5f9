"""The Follow-ups screen, for a manager, for staff with and without cases, and through a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars.auth.person import Role
from regulars.records.follow_ups.steps import Step, take_step
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web import context
from regulars.web.auth.cookies import LINK_COOKIE, PERSON_COOKIE, seal
from regulars.web.kit import session
from tests.pages.test_screens import texts
from tests.tables import answer, rows_of

DAY = date(2026, 10, 31)
BY = {"now": datetime(2026, 10, 31, 9), "today": DAY, "by": "Ana"}


@pytest.fixture(scope="module")
def shop(
    data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    """The sample café, where Tom was given one case."""
    opened = Shop.open(Settings(data_dir=data_dir(tmp_path_factory.mktemp("followed"))))
    people = opened.access.people
    people.add("Ana", Role.MANAGER, password="a quiet corner table")
    tom = people.add("Tom", Role.STAFF)
    people.add("Ivy", Role.STAFF)
    key = known_cases(opened)[0][0]
    take_step(opened.store, key, Step(owner="Tom", owner_id=tom.person_id, notes="Hi"), **BY)
    yield opened
    opened.close()


def known_cases(shop: Shop) -> list[tuple[str, str]]:
    """(key, name) of each case about somebody we know, as the screen orders them."""
    frame = answer(shop.store, "follow_ups/cases", today=DAY)
    known = frame[frame["customer_id"].notna()]
    return list(zip(known["case_key"], known["customer_name"], strict=True))


def case_of_tom(shop: Shop) -> tuple[str, str]:
    sql = "select 'A' || key_text(row_key) from desk.follow_up where follow_up_no = 1"
    ((key,),) = rows_of(shop.store, sql)
    return next(known for known in known_cases(shop) if known[0] == key)


@pytest.fixture
def look_as(
    shop: Shop, open_screen: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    for module in (context, session):
        monkeypatch.setattr(module, "current_shop", lambda: shop)

    def look(who: str, screen: str = "follow_ups", **query: str) -> AppTest:
        access = shop.access
        if who == "link":
            link, _ = access.links.share(
                "satisfaction",
                {},
                title="x",
                sample="cafe",
                sees_names=True,
                has_cards=True,
                days=1,
                passcode="",
                created_by="Ana",
            )
            given = {LINK_COOKIE: seal(access, LINK_COOKIE, f"{link.link_id}:{link.turn}")}
        else:
            token = access.sessions.start(access.people.named(who).person_id)
            given = {PERSON_COOKIE: seal(access, PERSON_COOKIE, token)}
        monkeypatch.setattr(context, "_cookies", lambda: given)
        return open_screen(shop.settings.data_dir, screen, **query)

    return look


def button(test: AppTest, label: str) -> object:
    return next(one for one in test.button if one.label == label)


def test_the_manager_sees_the_board_the_comparison_and_the_praise(
    look_as: Callable[..., AppTest],
) -> None:
    test = look_as("Ana")
    assert not test.exception
    assert not test.error
    assert test.title[0].value == "40 complaints wait for an answer"
    assert "Too few were answered yet to say what an answer does" in texts(test)
    assert "**To answer** :gray-badge[40]" in texts(test)
    assert "Praise to pass on" in texts(test)
    assert "in Tom's hands" in texts(test)
    assert [figure.value for figure in test.metric][:3] == ["40", "none yet", "too few"]


def test_a_case_is_worked_on_and_taken_back(look_as: Callable[..., AppTest], shop: Shop) -> None:
    key, name = known_cases(shop)[3]
    test = look_as("Ana", case=key)
    assert test.title[0].value.replace("\\", "") == name
    next(box for box in test.selectbox if box.label == "In whose hands").set_value("Tom")
    next(one for one in test.get("button_group") if one.label == "Where it stands").set_value(
        "contacted"
    )
    next(box for box in test.text_area if box.label == "Note for colleagues").set_value("Rang her")
    button(test, "Save").click().run()
    assert not test.error
    assert "contacted; given to Tom" in texts(test).replace("Contacted;", "contacted;")
    assert "Rang her" in texts(test)
    frame = answer(shop.store, "follow_ups/cases", today=DAY).set_index("case_key")
    assert list(frame.loc[key, ["status", "owner"]]) == ["contacted", "Tom"]
    button(test, "Take the last step back").click().run()
    frame = answer(shop.store, "follow_ups/cases", today=DAY).set_index("case_key")
    assert frame.loc[key, "status"] == "open"
    assert "What was done so far" not in texts(test)


def test_staff_see_the_case_given_to_them_and_no_other(
    look_as: Callable[..., AppTest], shop: Shop
) -> None:
    test = look_as("Tom")
    assert not test.error
    assert test.title[0].value == "1 complaint given to you"
    (key, name) = case_of_tom(shop)
    others = {other for _, other in known_cases(shop)} - {name}
    assert not [other for other in others if other in texts(test)]
    assert not test.metric
    assert "Praise" not in texts(test)
    own = look_as("Tom", case=key)
    assert own.title[0].value.replace("\\", "") == name
    assert "@" not in texts(own)
    assert not [box for box in own.selectbox if box.label == "In whose hands"]
    assert not [one for one in own.button if one.label == "Take the last step back"]
    for other, _ in known_cases(shop)[1:4]:
        assert look_as("Tom", case=other).title[0].value == "1 complaint given to you"


def test_the_card_leads_to_the_open_case(look_as: Callable[..., AppTest], shop: Shop) -> None:
    key, _ = case_of_tom(shop)
    frame = answer(shop.store, "follow_ups/cases", today=DAY).set_index("case_key")
    customer_id = frame.loc[key, "customer_id"]
    for who, is_there in (("Ana", True), ("Tom", True), ("Ivy", False)):
        card = look_as(who, "customer", customer=customer_id)
        assert not card.error
        links = [link.proto.label for link in card.get("page_link")]
        assert any(label.startswith("Follow-up, due") for label in links) is is_there, who


def test_staff_without_a_case_are_told_so(look_as: Callable[..., AppTest]) -> None:
    test = look_as("Ivy")
    assert not test.error
    assert test.title[0].value == "Nothing waits for you"


def test_a_link_has_no_follow_ups_and_no_button_to_them(look_as: Callable[..., AppTest]) -> None:
    comments = look_as("link", "satisfaction")
    assert "In their own words" in texts(comments)
    assert not [one for one in comments.button if one.label == "Follow up"]
    assert not look_as("link", "customer").get("popover")
    assert "wait for an answer" not in texts(look_as("link"))


def test_nobody_shares_follow_ups(look_as: Callable[..., AppTest]) -> None:
    assert not [one for one in look_as("Ana").button if one.label == "Share"]
    assert [one for one in look_as("Ana", "satisfaction").button if one.label == "Share"]


def test_a_comment_becomes_a_case(look_as: Callable[..., AppTest], shop: Shop) -> None:
    test = look_as("Ana", "satisfaction")
    before = len(answer(shop.store, "follow_ups/cases", today=DAY))
    shown = answer(shop.store, "satisfaction/comments").head(10)
    happy = shown[shown["mood"] == "happy"].iloc[0]["response_number"]
    test.button(key=f"follow_up_{happy}").click().run()
    after = answer(shop.store, "follow_ups/cases", today=DAY)
    assert len(after) == before + 1
    assert after["is_by_hand"].sum() == 1


def test_praise_is_passed_on_once(look_as: Callable[..., AppTest], shop: Shop) -> None:
    test = look_as("Ana")
    button(test, "Mark as passed on").click().run()
    passed = answer(shop.store, "follow_ups/praise")["passed_on"].notna()
    assert passed.sum() == 1
    assert "heard" in texts(test)
