"""Who may ask what, who may do what, and what they see of the answer."""

from dataclasses import replace

import pandas as pd
import pytest

from regulars.access import (
    EVERY_SCREEN,
    LOCAL_MANAGER,
    Act,
    Person,
    Role,
    Sight,
    allow,
    check,
    mask,
)
from regulars.access.links import SHAREABLE, Link
from regulars.access.viewers import LINK_MAY_NOT_ASK, NEEDS_NAMES, STAFF_MAY_NOT_ASK
from regulars.errors import NotAllowed, OutOfScope
from regulars.questions import every_question
from tests.conftest import Clock

QUESTIONS = [question.name for question in every_question()]
MANAGER = Person("p1", "Ana", None, Role.MANAGER, True, True, True).as_viewer()
STAFF = Person("p2", "Tom", None, Role.STAFF, False, False, True).as_viewer()
TRUSTED = Person("p3", "Ivy", None, Role.STAFF, True, True, True).as_viewer()
NOTHING = Sight(contacts=False, names=False)


def link(screen="lapsed", has_cards=False, sees_names=False, **choices):
    now = Clock()()
    made = Link("l1", 1, "x", screen, choices, "", sees_names, has_cards, False, "Ana", now, now)
    return made.as_viewer()


def people() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": ["C1", "C2", "C3"],
            "customer_name": ["Dana Whitfield", "  élodie d'Arc ", None],
            "email": ["dana@example.org", None, "x@example.org"],
            "phone": ["+16035550107", "+16035550108", None],
            "comment": ["Call me: dana@example.org, (603) 555-0107. Dana", None, "Fine."],
            "visit_count": [4, 5, 6],
        }
    )


# What each kind of viewer may ask, written out: a new question must be thought about here.
SCREENS_OF = {
    "manager": EVERY_SCREEN | {"shop"},
    "staff": {"today", "customer", "follow_ups", "shop"},
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("role", "viewer"), [("manager", MANAGER), ("staff", STAFF), ("staff", TRUSTED)]
)
def test_every_person_and_every_question(role, viewer, question):
    if role == "staff" and question in STAFF_MAY_NOT_ASK:
        with pytest.raises(OutOfScope, match="not given to you"):
            check(viewer, question)
    elif question.split("/")[0] in SCREENS_OF[role]:
        check(viewer, question)
    else:
        with pytest.raises(OutOfScope, match="is not open to you"):
            check(viewer, question)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("screen", SHAREABLE)
@pytest.mark.parametrize("has_cards", [False, True])
@pytest.mark.parametrize("sees_names", [False, True])
def test_every_link_and_every_question(screen, has_cards, sees_names, question):
    viewer = link(screen, has_cards, sees_names)
    asked = question.split("/")[0]
    is_within = question in ("shop/overview", "shop/coverage") or (
        (asked == screen or (has_cards and asked == "customer"))
        and question not in LINK_MAY_NOT_ASK
        and (sees_names or question not in NEEDS_NAMES)
    )
    if is_within:
        check(viewer, question)
    else:
        with pytest.raises(OutOfScope, match="not part of what was shared"):
            check(viewer, question)


def test_the_person_at_this_computer_may_ask_everything():
    for question in QUESTIONS:
        check(LOCAL_MANAGER, question)


def test_every_screen_is_every_folder_of_questions():
    assert {question.split("/")[0] for question in QUESTIONS} == EVERY_SCREEN | {"shop"}


@pytest.mark.parametrize(
    "given",
    [
        {"location": "Market Hall"},
        {"location": None},
        {"staff": "Tom"},
        {"location": "Mill Lane", "staff": "Tom"},
    ],
)
def test_a_link_answers_for_its_own_place_and_colleague_only(given):
    viewer = link(location="Mill Lane")
    check(viewer, "lapsed/overdue", {"location": "Mill Lane", "staff": None})
    with pytest.raises(OutOfScope):
        check(viewer, "lapsed/overdue", given)


def test_a_link_to_a_card_answers_for_that_customer_only():
    viewer = link("customer", customer="C7")
    check(viewer, "customer/card", {"customer_id": "C7"})
    for other in ("C8", "C7 ", "c7"):
        with pytest.raises(OutOfScope):
            check(viewer, "customer/card", {"customer_id": other})


@pytest.mark.parametrize("act", Act)
def test_who_may_do_what(act):
    allow(MANAGER, act)
    allow(LOCAL_MANAGER, act)
    for viewer in (STAFF, TRUSTED, *(link(screen, has_cards=True) for screen in SHAREABLE)):
        if (viewer is TRUSTED and act is Act.EXPORT) or (
            viewer.role is Role.STAFF and act in (Act.FOLLOW_UP, Act.WRITE)
        ):
            allow(viewer, act)
        else:
            with pytest.raises(NotAllowed, match="Ask the manager"):
                allow(viewer, act)


def test_the_manager_sees_the_answer_as_it_is():
    pd.testing.assert_frame_equal(mask(people(), LOCAL_MANAGER.sight), people())


def test_hidden_contacts_are_missing_and_names_stay():
    seen = mask(people(), STAFF.sight)
    assert seen["email"].isna().all()
    assert seen["phone"].isna().all()
    assert seen["customer_name"].equals(people()["customer_name"])
    assert list(seen.columns) == list(people().columns)


def test_contacts_inside_a_comment_are_hidden_too():
    seen = mask(people(), STAFF.sight)
    assert list(seen["comment"].dropna()) == [
        "Call me: [e-mail hidden], [number hidden]. Dana",
        "Fine.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "On 2026-03-14 and 14.03.2026 it was $12.50 for 3",
        "Usually every 7 days; last here 19 days ago",
        "10 of 10, 24/7, 1000 times",
    ],
)
def test_dates_and_amounts_inside_a_comment_stay(text):
    frame = pd.DataFrame({"comment": [text]})
    assert list(mask(frame, STAFF.sight)["comment"]) == [text]


def test_a_hidden_name_is_its_initials_and_nowhere_else():
    seen = mask(people(), NOTHING)
    assert list(seen["customer_name"][:2]) == ["D. W.", "É. D."]
    assert pd.isna(seen["customer_name"][2])
    assert seen["comment"][0].endswith("[number hidden]. D.")
    assert list(seen["visit_count"]) == [4, 5, 6]


def test_colleagues_named_in_a_hidden_persons_words_are_initials_too():
    frame = pd.DataFrame(
        {
            "customer_name": ["Dana Whitfield", None, "Tom Ash"],
            "comment": ["Tommy and maya saw Dana", "Maya's smile", "Mayan cake"],
            "named": ["Tommy, maya", "Maya", None],
        }
    )
    seen = mask(frame, NOTHING)
    assert list(seen["comment"]) == ["T. and M. saw D.", "M.'s smile", "Mayan cake"]
    assert list(seen["named"].dropna()) == ["T. M.", "M."]
    assert list(mask(frame, STAFF.sight)["comment"]) == list(frame["comment"])


@pytest.mark.parametrize("question", sorted(NEEDS_NAMES))
def test_a_link_that_hides_names_lists_neither_colleagues_nor_new_words(question):
    with pytest.raises(OutOfScope):
        check(link("satisfaction"), question)
    check(link("satisfaction", sees_names=True), question)
    check(LOCAL_MANAGER, question)


def test_names_may_be_hidden_while_contacts_are_shown():
    seen = mask(people(), replace(LOCAL_MANAGER.sight, names=False))
    assert seen["email"].equals(people()["email"])
    assert seen["customer_name"][0] == "D. W."


def test_the_values_of_identities_and_rejected_rows_are_contacts_too():
    frame = pd.DataFrame({"kind": ["e-mail"], "contact": ["a@example.org"], "row_text": ["a,b"]})
    seen = mask(frame, STAFF.sight)
    assert seen[["contact", "row_text"]].isna().all(axis=None)
    assert seen["kind"].tolist() == ["e-mail"]


def test_the_frame_given_stays_as_it_is():
    frame = people()
    mask(frame, NOTHING)
    pd.testing.assert_frame_equal(frame, people())


def test_an_answer_without_people_passes():
    frame = pd.DataFrame({"month_on": ["2026-03-01"], "n": [3]})
    pd.testing.assert_frame_equal(mask(frame, NOTHING), frame)


def test_an_empty_answer_passes():
    assert mask(people().iloc[:0], NOTHING).empty
