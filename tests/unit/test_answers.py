"""The one way to data: scope, mask, the parameters that a question names, and a cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from regulars.access import LOCAL_MANAGER, Person, Role, Sight, Viewer
from regulars.access.links import Link
from regulars.errors import OutOfScope, UnknownQuestion, WrongParameters
from regulars.store import Store
from regulars.web import answers, filters
from regulars.web.filters import Chosen

CHOSEN = Chosen(date(2025, 11, 1), date(2026, 10, 31), None, None, "USD", has_before=True)
STAFF = Person("p1", "Ana", None, Role.STAFF, False, False, True).as_viewer()


@pytest.fixture(autouse=True)
def _shop(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    monkeypatch.setattr(answers, "current_store", lambda: sample_store)
    monkeypatch.setattr(answers, "current_viewer", lambda: LOCAL_MANAGER)


def look_as(monkeypatch: pytest.MonkeyPatch, viewer: Viewer) -> None:
    monkeypatch.setattr(answers, "current_viewer", lambda: viewer)


def test_a_question_is_given_the_filters_that_it_names() -> None:
    assert len(answers.ask("today/days", CHOSEN)) == 28
    assert answers.ask_one("shop/overview", CHOSEN).visit_count > 0


def test_an_answer_is_kept_until_the_data_moves(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    first = answers.ask("regulars/people", CHOSEN)
    assert answers.ask("regulars/people", CHOSEN) is first
    assert answers.ask("regulars/people", replace(CHOSEN, location="Market Hall")) is not first
    monkeypatch.setattr(sample_store, "version", sample_store.version + 1)
    assert answers.ask("regulars/people", CHOSEN) is not first


def test_what_is_not_shared_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    answers.ask("lapsed/overdue", CHOSEN)
    look_as(monkeypatch, STAFF)
    with pytest.raises(OutOfScope):
        answers.ask("lapsed/overdue", CHOSEN)
    with pytest.raises(OutOfScope):
        answers.describe("lapsed/overdue")
    assert len(answers.ask("today/days", CHOSEN)) == 28


def test_a_kept_answer_is_masked_for_each_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = answers.ask("lapsed/overdue", CHOSEN)
    assert seen["email"].notna().any()
    hidden = replace(LOCAL_MANAGER, sight=Sight(contacts=False, names=False))
    look_as(monkeypatch, hidden)
    masked = answers.ask("lapsed/overdue", CHOSEN)
    assert masked["email"].isna().all()
    assert not set(masked["customer_name"]) & set(seen["customer_name"])
    assert seen["email"].notna().any()


def test_a_question_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownQuestion, match="lapsed/overdue"):
        answers.ask("lapsed/overdu", CHOSEN)
    with pytest.raises(WrongParameters, match="day"):
        answers.ask("today/figures", CHOSEN)


def link_viewer(has_cards: bool, **choices: str) -> Viewer:
    now = datetime(2026, 11, 2)
    link = Link("l1", 1, "x", "lapsed", choices, False, False, has_cards, False, "Ana", now, now)
    return link.as_viewer()


def look_through(monkeypatch: pytest.MonkeyPatch, viewer: Viewer) -> Chosen:
    look_as(monkeypatch, viewer)
    monkeypatch.setattr(filters, "current_viewer", lambda: viewer)
    return filters.choose_locked(viewer)


def test_a_link_is_answered_for_its_filters_only(monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = link_viewer(False, location="Market Hall", period="Last 4 weeks")
    chosen = look_through(monkeypatch, viewer)
    assert (chosen.location, chosen.from_on) == ("Market Hall", date(2026, 10, 4))
    assert len(answers.ask("lapsed/overdue", chosen))
    for widened in (replace(chosen, location=None), replace(chosen, location="Mill Lane")):
        with pytest.raises(OutOfScope):
            answers.ask("lapsed/overdue", widened)


def test_a_links_cards_are_those_of_the_people_it_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = answers.ask("regulars/people", CHOSEN)
    chosen = look_through(monkeypatch, link_viewer(True))
    listed = set(answers.ask("lapsed/overdue", chosen)["customer_id"])
    stranger = next(who for who in everybody["customer_id"] if who not in listed)
    card = answers.ask("customer/card", chosen, customer_id=next(iter(listed)))
    assert len(card["customer_name"].iloc[0]) < 8, "initials"
    assert card["email"].isna().all()
    with pytest.raises(OutOfScope, match="not part of what was shared"):
        answers.ask("customer/card", chosen, customer_id=stranger)
    look_through(monkeypatch, link_viewer(False))
    with pytest.raises(OutOfScope):
        answers.ask("customer/card", chosen, customer_id=next(iter(listed)))


def test_everybody_a_linked_screen_names_has_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stopped being a regular is named on Regulars, too."""
    now = datetime(2026, 11, 2)
    period = {"period": "Last 12 months"}
    link = Link("l2", 1, "x", "regulars", period, False, False, True, False, "Ana", now, now)
    chosen = look_through(monkeypatch, link.as_viewer())
    listed = set(answers.ask("regulars/people", chosen)["customer_id"])
    changed = answers.ask("regulars/changed", chosen)["customer_id"]
    gone = next(who for who in changed if who not in listed)
    assert len(answers.ask("customer/card", chosen, customer_id=gone)) == 1


def test_two_with_the_same_sight_share_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    first = answers.ask("today/days", CHOSEN)
    look_as(monkeypatch, replace(LOCAL_MANAGER, name="Another"))
    assert answers.ask("today/days", CHOSEN) is first
