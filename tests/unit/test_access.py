"""Who may ask what, and what they see of the answer."""

from dataclasses import replace

import pandas as pd
import pytest

from regulars.access import EVERY_SCREEN, LOCAL_MANAGER, Viewer, check, mask
from regulars.errors import OutOfScope
from regulars.questions import every_question

STAFF = Viewer("Ana", "staff", frozenset({"today", "customer"}), False, True, False)
LINK = Viewer("a link", "link", frozenset({"lapsed"}), False, False, False)


def people() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": ["C1", "C2", "C3"],
            "customer_name": ["Dana Whitfield", "  élodie d'Arc ", None],
            "email": ["dana@example.org", None, "x@example.org"],
            "phone": ["+16035550107", "+16035550108", None],
            "visit_count": [4, 5, 6],
        }
    )


@pytest.mark.parametrize("question", [question.name for question in every_question()])
def test_the_manager_may_ask_everything(question):
    check(LOCAL_MANAGER, question)


def test_every_screen_is_every_folder_of_questions():
    folders = {question.name.split("/")[0] for question in every_question()}
    assert folders == EVERY_SCREEN | {"shop"}


def test_a_viewer_may_ask_the_own_screens_and_what_all_screens_share():
    check(STAFF, "today/expected")
    check(STAFF, "customer/card")
    check(STAFF, "shop/overview")
    check(LINK, "lapsed/overdue")
    check(LINK, "shop/coverage")


@pytest.mark.parametrize(
    ("viewer", "question"),
    [
        (STAFF, "lapsed/overdue"),
        (STAFF, "imports/history"),
        (STAFF, "todays/expected"),
        (LINK, "customer/card"),
        (LINK, "today/care"),
        (LINK, "lapsed_too/overdue"),
    ],
)
def test_a_viewer_may_not_ask_other_screens(viewer, question):
    with pytest.raises(OutOfScope, match=f"The {question.split('/')[0]} screen is not shared"):
        check(viewer, question)


def test_the_manager_sees_the_answer_as_it_is():
    pd.testing.assert_frame_equal(mask(people(), LOCAL_MANAGER), people())


def test_hidden_contacts_are_missing_and_names_stay():
    seen = mask(people(), STAFF)
    assert seen["email"].isna().all()
    assert seen["phone"].isna().all()
    assert seen["customer_name"].equals(people()["customer_name"])
    assert list(seen.columns) == list(people().columns)


def test_a_hidden_name_is_its_initials():
    seen = mask(people(), LINK)
    assert list(seen["customer_name"][:2]) == ["D. W.", "É. D."]
    assert pd.isna(seen["customer_name"][2])
    assert list(seen["visit_count"]) == [4, 5, 6]


def test_names_may_be_hidden_while_contacts_are_shown():
    seen = mask(people(), replace(LOCAL_MANAGER, sees_names=False))
    assert seen["email"].equals(people()["email"])
    assert seen["customer_name"][0] == "D. W."


def test_the_values_of_identities_are_contacts_too():
    frame = pd.DataFrame({"kind": ["e-mail"], "contact": ["dana@example.org"]})
    assert mask(frame, STAFF)["contact"].isna().all()
    assert mask(frame, STAFF)["kind"].tolist() == ["e-mail"]


def test_the_frame_given_stays_as_it_is():
    frame = people()
    mask(frame, LINK)
    pd.testing.assert_frame_equal(frame, people())


def test_an_answer_without_people_passes():
    frame = pd.DataFrame({"month_on": ["2026-03-01"], "n": [3]})
    pd.testing.assert_frame_equal(mask(frame, LINK), frame)


def test_an_empty_answer_passes():
    assert mask(people().iloc[:0], LINK).empty
