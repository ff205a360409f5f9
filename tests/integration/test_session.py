"""The one way to data: who may ask, what is hidden, what a question is given, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Event, Thread

import pandas as pd
import pytest

from regulars.app.acts.cards import GiveThanks, RemoveNote, UndoThanks, WriteNote
from regulars.app.acts.follow_ups import OpenCaseAboutCustomer, TakeCaseStep, UndoCaseStep
from regulars.app.acts.identity import ErasePerson
from regulars.app.acts.regular_rule import ChangeRule
from regulars.app.acts.team import AddPerson
from regulars.app.acts.win_back import MakeList, NoteContact, UndoContact
from regulars.app.answer_cache import KeptAnswers
from regulars.app.filters import Chosen
from regulars.app.policy import LOCAL_MANAGER, Sight, Viewer
from regulars.app.rows.shop import ShopOverview
from regulars.app.session import Session
from regulars.auth.links import Link
from regulars.auth.person import Person, Role
from regulars.errors import OutOfScope, RegularsError, UnknownQuestion, WrongParameters
from regulars.records.follow_ups.steps import Step
from regulars.records.win_back.terms import Terms
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.store import Store
from tests.tables import every

CHOSEN = Chosen(date(2025, 11, 1), date(2026, 10, 31), None, None, "USD", has_before=True)
STAFF = Viewer.of_person(Person("p1", "Ana", None, Role.STAFF, False, False, True))


@pytest.fixture
def shop(sample_store: Store, tmp_path: Path) -> Shop:
    return Shop(Settings(data_dir=tmp_path), sample_store)


@pytest.fixture
def manager(shop: Shop) -> Session:
    return Session(shop, LOCAL_MANAGER)


def test_a_question_is_given_the_filters_that_it_names(manager: Session) -> None:
    assert len(manager.ask("today/days", CHOSEN)) == 28
    assert manager.row(ShopOverview, CHOSEN).visit_count > 0


def test_an_answer_is_kept_until_the_data_moves(
    manager: Session, monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    first = manager.ask("regulars/people", CHOSEN)
    assert manager.ask("regulars/people", CHOSEN) is first
    assert manager.ask("regulars/people", replace(CHOSEN, location="Market Hall")) is not first
    monkeypatch.setattr(sample_store, "version_of", lambda tables: sample_store.version + 1)
    assert manager.ask("regulars/people", CHOSEN) is not first


def test_what_is_not_shared_is_not_answered(shop: Shop, manager: Session) -> None:
    manager.ask("lapsed/overdue", CHOSEN)
    staff = Session(shop, STAFF)
    with pytest.raises(OutOfScope):
        staff.ask("lapsed/overdue", CHOSEN)
    with pytest.raises(OutOfScope):
        staff.describe("lapsed/overdue")
    assert len(staff.ask("today/days", CHOSEN)) == 28


def test_a_kept_answer_is_masked_for_each_viewer(shop: Shop, manager: Session) -> None:
    seen = manager.ask("lapsed/overdue", CHOSEN)
    assert seen["email"].notna().any()
    hidden = replace(LOCAL_MANAGER, sight=Sight(contacts=False, names=False))
    masked = Session(shop, hidden).ask("lapsed/overdue", CHOSEN)
    assert masked["email"].isna().all()
    assert not set(masked["customer_name"]) & set(seen["customer_name"])
    assert seen["email"].notna().any()


def test_a_question_that_is_not_there(manager: Session) -> None:
    with pytest.raises(UnknownQuestion, match="lapsed/overdue"):
        manager.ask("lapsed/overdu", CHOSEN)
    with pytest.raises(WrongParameters, match="day"):
        manager.ask("today/figures", CHOSEN)


def test_who_may_not_ask_is_not_told_which_questions_there_are(shop: Shop) -> None:
    for viewer in (STAFF, link_viewer(True)):
        for question in ("customer/salary", "lapsed/phone_list"):
            with pytest.raises(OutOfScope):
                Session(shop, viewer).ask(question, CHOSEN)
            with pytest.raises(OutOfScope):
                Session(shop, viewer).describe(question)


def link_viewer(has_cards: bool, **choices: str) -> Viewer:
    now = datetime(2026, 11, 2)
    link = Link("l1", 1, "x", "lapsed", choices, "", False, has_cards, False, "Ana", now, now)
    return Viewer.of_link(link)


def test_a_link_is_answered_for_its_filters_only(shop: Shop) -> None:
    linked = Session(shop, link_viewer(False, location="Market Hall", period="Last 4 weeks"))
    chosen = linked.locked_filters()
    assert (chosen.location, chosen.from_on) == ("Market Hall", date(2026, 10, 4))
    assert len(linked.ask("lapsed/overdue", chosen))
    for widened in (replace(chosen, location=None), replace(chosen, location="Mill Lane")):
        with pytest.raises(OutOfScope):
            linked.ask("lapsed/overdue", widened)


def test_a_links_cards_are_those_of_the_people_it_lists(shop: Shop, manager: Session) -> None:
    everybody = manager.ask("regulars/people", CHOSEN)
    linked = Session(shop, link_viewer(True))
    chosen = linked.locked_filters()
    listed = set(linked.ask("lapsed/overdue", chosen)["customer_id"])
    stranger = next(who for who in everybody["customer_id"] if who not in listed)
    card = linked.ask("customer/card", chosen, customer_id=next(iter(listed)))
    assert len(card["customer_name"].iloc[0]) < 8, "initials"
    assert card["email"].isna().all()
    with pytest.raises(OutOfScope, match="not part of what was shared"):
        linked.ask("customer/card", chosen, customer_id=stranger)
    with pytest.raises(OutOfScope):
        Session(shop, link_viewer(False)).ask(
            "customer/card", chosen, customer_id=next(iter(listed))
        )


def test_everybody_a_linked_screen_names_has_a_card(shop: Shop) -> None:
    """Who stopped being a regular is named on Regulars, too."""
    now = datetime(2026, 11, 2)
    period = {"period": "Last 12 months"}
    link = Link("l2", 1, "x", "regulars", period, "", False, True, False, "Ana", now, now)
    linked = Session(shop, Viewer.of_link(link))
    chosen = linked.locked_filters()
    listed = set(linked.ask("regulars/people", chosen)["customer_id"])
    changed = linked.ask("regulars/changed", chosen)["customer_id"]
    gone = next(who for who in changed if who not in listed)
    assert len(linked.ask("customer/card", chosen, customer_id=gone)) == 1


def test_two_with_the_same_sight_share_an_answer(shop: Shop, manager: Session) -> None:
    first = manager.ask("today/days", CHOSEN)
    another = Session(shop, replace(LOCAL_MANAGER, name="Another"))
    assert another.ask("today/days", CHOSEN) is first


# What is kept, and what is asked anew


@pytest.fixture
def busy(a_store: Callable[..., Store], tmp_path: Path) -> Session:
    """The manager of a shop with one customer, whose store is written to."""
    store = a_store(
        sales=every(7, "ana", "2026-01-06", 8),
        survey="date | email | Would you recommend us?\n2026-02-24 | x@example.org | 9",
    )
    return Session(Shop(Settings(data_dir=tmp_path), store), LOCAL_MANAGER)


def asked(session: Session) -> dict[str, pd.DataFrame]:
    """Answers that rest on facts, on notes, on both, and on what follows up complaints."""
    figures = Session.locked_filters(session)
    return {
        "regulars/people": session.ask("regulars/people", figures),
        "today/notes": session.ask("today/notes", figures, day=date(2026, 3, 3)),
        "customer/notes": session.ask("customer/notes", customer_id="C1"),
        "customer/thanks": session.ask("customer/thanks", customer_id="C1"),
        "follow_ups/cases": session.ask(
            "follow_ups/cases", figures, today=date(2026, 3, 3), owner_id=None
        ),
        "shop/overview": session.ask("shop/overview"),
    }


def dropped(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> set[str]:
    return {question for question in before if after[question] is not before[question]}


def test_a_note_drops_only_the_answers_that_read_notes(busy: Session) -> None:
    before = asked(busy)
    assert dropped(before, asked(busy)) == set()
    busy.do(WriteNote("C1", "likes", "oat milk"))
    after = asked(busy)
    assert dropped(before, after) == {"today/notes", "customer/notes"}
    assert list(after["customer/notes"]["notes"]) == ["oat milk"]


def test_an_answer_through_a_macro_is_dropped_with_what_the_macro_reads(busy: Session) -> None:
    before = asked(busy)
    busy.do(OpenCaseAboutCustomer("C1", "Cold coffee", date(2026, 3, 3)))
    after = asked(busy)
    assert dropped(before, after) == {"follow_ups/cases"}
    assert len(after["follow_ups/cases"]) == 1


def test_what_is_written_for_the_facts_drops_everything(busy: Session) -> None:
    before = asked(busy)
    busy.do(ChangeRule(3, 26))
    assert dropped(before, asked(busy)) == set(before)


def test_only_so_many_answers_are_kept() -> None:
    kept, answered = KeptAnswers(most=2), []

    def ask(key: str) -> None:
        kept.get(key, lambda: answered.append(key) or pd.DataFrame())  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert answered == ["a", "b", "c", "b"]


# Nobody waits for an import


def test_a_note_is_saved_and_seen_while_something_else_is_written(busy: Session) -> None:
    asked(busy)
    is_in, may_leave = Event(), Event()

    def write_for_long() -> None:
        with busy.store.write() as cursor:
            cursor.execute("create or replace table facts.x as select 1 as y")
            cursor.execute("delete from exports.response")
            is_in.set()
            may_leave.wait(30)

    writer = Thread(target=write_for_long)
    writer.start()
    try:
        assert is_in.wait(10)
        notes_before = len(busy.ask("customer/notes", customer_id="C1"))
        done = []
        noting = Thread(target=lambda: done.append(note_everything(busy)))
        noting.start()
        noting.join(20)
        assert done == [None]
        assert writer.is_alive()
        assert len(busy.ask("customer/notes", customer_id="C1")) == notes_before + 1
        assert busy.shop.access.audit.newest(1)[0].act == "added"
    finally:
        may_leave.set()
        writer.join(10)
    assert len(busy.ask("customer/notes", customer_id="C1")) == notes_before + 1


def note_everything(session: Session) -> None:
    """What staff write down, and who may sign in."""
    day = date(2026, 3, 3)
    session.do(WriteNote("C1", "allergy", "nuts"))
    session.do(UndoThanks(session.do(GiveThanks("C1", "birthday", "a cake"))))
    key = session.do(OpenCaseAboutCustomer("C1", "Cold coffee", day))
    session.do(TakeCaseStep(key, Step(status="contacted"), day))
    session.do(UndoCaseStep(key))
    session.do(UndoContact(session.do(NoteContact("C1", "letter", "", day))))
    ana, _ = session.do(AddPerson("Ana", Role.MANAGER, password="a quiet corner table"))
    session.shop.access.sessions.start(ana.person_id)


def test_a_note_on_a_row_that_a_writer_is_changing_comes_after_it(busy: Session) -> None:
    number = busy.do(WriteNote("C1", "likes", "oat milk"))
    is_in, may_leave, done = Event(), Event(), []

    def take_off() -> None:
        with busy.store.write() as cursor:
            cursor.execute("update desk.note set removed_at = '2026-03-03'")
            is_in.set()
            may_leave.wait(30)

    def remove() -> None:
        try:
            busy.do(RemoveNote(number))
        except RegularsError as refused:
            done.append(refused.message)

    writer, noting = Thread(target=take_off), Thread(target=remove)
    writer.start()
    assert is_in.wait(10)
    noting.start()
    noting.join(0.5)  # time enough to be refused, did it not wait
    assert done == []
    may_leave.set()
    for thread in (writer, noting):
        thread.join(10)
    assert done == ["This note was changed meanwhile. Open the card again and look."]
    assert len(busy.shop.access.audit.newest(9)) == 1


def test_nothing_is_written_about_who_is_erased_while_the_facts_still_name_them(
    busy: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = []

    def build_later(store: Store) -> None:
        day = date(2026, 3, 3)
        for act in (
            WriteNote("C1", "note", "x"),
            GiveThanks("C1", "birthday", ""),
            OpenCaseAboutCustomer("C1", "x", day),
            NoteContact("C1", "letter", "", day),
            MakeList("x", ["C1"], Terms("in person", 0.0), day),
        ):
            with pytest.raises(RegularsError):
                busy.do(act)
            refused.append(act)

    monkeypatch.setattr("regulars.shop.rebuild_facts", build_later)
    busy.do(ErasePerson("C1"))
    assert len(refused) == 5
