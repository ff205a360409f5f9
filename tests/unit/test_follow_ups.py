"""What people do about complaints: whose case it is, what cannot be, and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pandas as pd
import pytest

from regulars.app.policy import LOCAL_MANAGER, Permission, Viewer, allow, check
from regulars.app.screens import SCREENS
from regulars.auth.links import Link
from regulars.auth.person import Person, Role
from regulars.errors import NotAllowed, OutOfScope, RegularsError
from regulars.identity.decisions import merge_people
from regulars.questions import every_question
from regulars.records.follow_ups.cases import forget_follow_ups
from regulars.records.follow_ups.new_cases import open_about_answer, open_about_customer
from regulars.records.follow_ups.steps import Step, take_step, undo_step
from regulars.store.store import Store
from regulars.web.screens.follow_ups import recovery_chart
from tests.queries.follow_ups.shops import BY, OPEN, directory, key_of, survey, weekly
from tests.tables import answer, rows_of

SHAREABLE = [screen.name for screen in SCREENS if screen.is_shareable]
TOM = Viewer.of_person(Person("p2", "Tom", None, Role.STAFF, False, False, True))
QUESTIONS = [q.name for q in every_question() if q.name.startswith("follow_ups/")]
OWN = ("follow_ups/cases", "follow_ups/figures", "follow_ups/steps")
BACK = {"now": BY["now"], "by": "Ana"}


@pytest.fixture
def store(a_store: Callable[..., Store]) -> Store:
    return a_store(
        directory=directory("ana", "ben"),
        sales=OPEN + weekly("ana", "ben"),
        survey=survey(
            "2026-03-24 | ana@x.org | 4 | 4 | 4 | Slow",
            "2026-03-24 | ben@x.org | 4 | 4 | 4 |",
        ),
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_staff_ask_for_their_own_cases_and_for_nothing_else(question: str) -> None:
    if question in OWN:
        check(TOM, question, {"owner_id": "p2", "today": date(2026, 3, 30)})
    else:
        with pytest.raises(OutOfScope):
            check(TOM, question, {"owner_id": "p2"})
    for owner_id in (None, "", "p3", "P2", "p2 "):
        with pytest.raises(OutOfScope, match="not given to you"):
            check(TOM, question, {"owner_id": owner_id})
    with pytest.raises(OutOfScope, match="not given to you"):
        check(TOM, question, {})
    check(LOCAL_MANAGER, question, {"owner_id": None})


def test_somebody_without_an_account_has_no_cases() -> None:
    nobody = Viewer.of_person(Person("", "Tom", None, Role.STAFF, False, False, True))
    with pytest.raises(OutOfScope):
        check(nobody, "follow_ups/cases", {"owner_id": ""})


@pytest.mark.parametrize("screen", [*SHAREABLE, "follow_ups"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_link_asks_about_cases(screen: str, question: str) -> None:
    now = datetime(2026, 11, 2)
    link = Viewer.of_link(Link("l1", 1, "x", screen, {}, "", True, True, False, "Ana", now, now))
    with pytest.raises(OutOfScope):
        check(link, question, {"owner_id": None})
    for act in (Permission.FOLLOW_UP, Permission.GIVE):
        with pytest.raises(NotAllowed):
            allow(link, act)
    assert "follow_ups" not in SHAREABLE


def test_only_of_keeps_staff_to_their_own_cases_and_steps(store: Store) -> None:
    ana, ben = key_of(store, "Ana"), key_of(store, "Ben")
    tom = {**BY, "by": "Tom", "only_of": "p2"}
    with pytest.raises(NotAllowed, match="not given to you"):
        take_step(store, ana, Step(status="resolved"), **tom)
    take_step(store, ana, Step(owner="Tom", owner_id="p2"), **BY)
    take_step(store, ben, Step(owner="Ivy", owner_id="p3"), **BY)
    with pytest.raises(NotAllowed, match="somebody else's"):
        undo_step(store, ana, now=BY["now"], by="Tom", only_of="p2")
    take_step(store, ana, Step(status="contacted"), **tom)
    undo_step(store, ana, now=BY["now"], by="Tom", only_of="p2")
    with pytest.raises(NotAllowed, match="not given to you"):
        take_step(store, ben, Step(status="contacted"), **tom)
    with pytest.raises(NotAllowed, match="not given to you"):
        undo_step(store, ben, now=BY["now"], by="Tom", only_of="p2")
    take_step(store, ana, Step(owner="A cousin of mine"), **BY)
    with pytest.raises(NotAllowed, match="not given to you"):
        take_step(store, ana, Step(status="resolved"), **tom)
    assert rows_of(store, "select count(*) from desk.follow_up_step where undone_at is null") == [
        (3,)
    ]


def test_what_cannot_be_is_refused_and_leaves_nothing_behind(store: Store) -> None:
    key = key_of(store, "Ana")
    refused = {
        "Nothing was changed": Step(),
        "A case is one of": Step(status="forgotten"),
        "What was done is any of": Step(done=["bribe"]),
        "Notes have room": Step(notes="x" * 2001),
    }
    for words, step in refused.items():
        with pytest.raises(RegularsError, match=words):
            take_step(store, key, step, **BY)
    for wrong in ("", "A", "A0", "F7", "A1; drop table desk.follow_up", f"A{1 << 128}", key + "0"):
        with pytest.raises(RegularsError, match="not there any more"):
            take_step(store, wrong, Step(status="resolved"), **BY)
        with pytest.raises(RegularsError, match="not there any more"):
            undo_step(store, wrong, **BACK)
    with pytest.raises(RegularsError, match="not there any more"):
        undo_step(store, key, **BACK)
    with pytest.raises(RegularsError, match="not there any more"):
        open_about_customer(store, "C999", Step(notes="x"), **BY)
    number, day = rows_of(store, "select response_number, responded_on from facts.response")[0]
    for given in ((number, day.replace(day=1)), (number + 99, day)):
        with pytest.raises(RegularsError, match="not there any more"):
            open_about_answer(store, *given, Step(notes="x"), **BY)
    assert rows_of(store, "select * from desk.follow_up") == []


def test_forgetting_somebody_blanks_the_notes_and_keeps_the_deeds(store: Store) -> None:
    ana, ben = key_of(store, "Ana"), key_of(store, "Ben")
    for key in (ana, ben):
        take_step(store, key, Step(status="contacted", notes=f"About {key}"), **BY)
    who = "select customer_id from facts.customer where customer_name = 'Ana'"
    ((customer_id,),) = rows_of(store, who)
    by_hand = open_about_customer(store, customer_id, Step(notes="Shouted"), **BY)
    handles = rows_of(
        store, f"select handle_no from facts.identity where customer_id = '{customer_id}'"
    )
    with store.write() as cursor:
        forget_follow_ups(cursor, [number for (number,) in handles], 999)
    notes = {
        key: list(answer(store, "follow_ups/steps", case_key=key)["notes"].dropna())
        for key in (ana, ben, by_hand)
    }
    assert notes == {ana: [], ben: [f"About {ben}"], by_hand: []}
    about = dict(rows_of(store, "select follow_up_no, handle_no from desk.follow_up"))
    assert (about[1], about[3]) == (999, 999)
    assert about[2] not in (None, 999)
    statuses = rows_of(store, "select status from desk.follow_up_step order by step_no")
    assert statuses == [("contacted",), ("contacted",), (None,)]


def test_a_merged_customers_cases_go_along(store: Store) -> None:
    key = key_of(store, "Ben")
    take_step(store, key, Step(status="contacted"), **BY)
    ids = dict(rows_of(store, "select customer_name, customer_id from facts.customer"))
    merge_people(store, ids["Ana"], ids["Ben"], now=BY["now"], by="Ana")
    frame = answer(store, "follow_ups/cases").set_index("case_key")
    assert set(frame["customer_id"]) == {min(ids["Ana"], ids["Ben"])}
    assert frame.loc[key, "status"] == "contacted"


def test_the_picture_has_both_kinds_and_their_intervals() -> None:
    frame = answered_frame()
    chart = recovery_chart.recovery_rates(frame, dark=False)
    dots, labels = chart.figure.data
    assert list(dots.x) == [0.75, 0.4]
    assert list(dots.error_x.array) == pytest.approx([0.15, 0.1])
    assert "8 of 20 came back" in labels.text[1]
    assert chart.alt.startswith("Dots with their intervals: answered, 9 of 12 came back")
    few = recovery_chart.recovery_rates(frame.assign(is_enough=False), dark=True)
    assert "Too early to say" in few.alt


def answered_frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kind": ["answered", "unanswered"],
            "judged_count": [12, 20],
            "recovered_count": [9, 8],
            "recovered_rate": [0.75, 0.4],
            "recovered_low": [0.5, 0.3],
            "recovered_high": [0.9, 0.5],
            "is_enough": [True, True],
        }
    )
