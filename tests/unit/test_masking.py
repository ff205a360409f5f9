"""What is hidden from whom, by the kind that a header gives a column."""

from dataclasses import replace

import pandas as pd
import pytest

from regulars.app.masking import mask
from regulars.app.policy import Sight
from regulars.questions import Column, ColumnType, Personal, find

EVERYTHING = Sight(contacts=True, names=True)
NO_CONTACTS = Sight(contacts=False, names=True)
NO_NAMES = Sight(contacts=True, names=False)
NOTHING = Sight(contacts=False, names=False)


def question(personal="", columns=""):
    """A header: question("who name, said text", columns="customer_id id, visits integer")."""

    def pairs(words):
        return [entry.split(" ", 1) for entry in words.split(", ") if entry]

    return replace(
        find("shop/overview"),
        personal={column: Personal(kind) for column, kind in pairs(personal)},
        columns={column: Column(ColumnType(kind), True, "x") for column, kind in pairs(columns)},
    )


PEOPLE = question(
    "customer_name name, email contact, phone contact, comment text",
    "customer_id id, visit_count integer",
)


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


def hidden(text: str, sight: Sight = NOTHING, *, of: str | None = None) -> str:
    """What is left of somebody's words."""
    frame = pd.DataFrame({"who": [of], "said": [text]})
    return mask(frame, question("who name, said text"), sight)["said"][0]


def test_who_may_see_everything_sees_the_answer_as_it_is():
    pd.testing.assert_frame_equal(mask(people(), PEOPLE, EVERYTHING), people())


def test_hidden_contacts_are_missing_and_names_stay():
    seen = mask(people(), PEOPLE, NO_CONTACTS)
    assert seen["email"].isna().all()
    assert seen["phone"].isna().all()
    assert list(seen["customer_name"])[:2] == list(people()["customer_name"])[:2]
    assert list(seen.columns) == list(people().columns)


def test_contacts_inside_a_text_are_hidden_too():
    seen = mask(people(), PEOPLE, NO_CONTACTS)
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
def test_dates_and_amounts_inside_a_text_stay(text):
    assert hidden(text, NO_CONTACTS) == text


def test_a_hidden_name_is_its_initials_and_nowhere_else():
    seen = mask(people(), PEOPLE, NOTHING)
    assert list(seen["customer_name"][:2]) == ["D. W.", "É. D."]
    assert pd.isna(seen["customer_name"][2])
    assert seen["comment"][0].endswith("[number hidden]. D.")
    assert list(seen["visit_count"]) == [4, 5, 6]
    assert list(seen["customer_id"]) == ["C1", "C2", "C3"]


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("Bo Li", "Bo and LI came", "B. and L. came"),
        ("Bo", "Bob was there, not bo", "Bob was there, not B."),
        ("J Smith", "J said Smith", "J said S."),
        ("Lee, Ann", "Ann Lee's cup", "A. L.'s cup"),
        ("O(x", "O(x is odd", "O. is odd"),
        ("李明", "李明 was kind", "李. was kind"),
    ],
)
def test_every_word_of_a_name_is_hidden_in_the_texts_of_its_row(name, text, seen):
    assert hidden(text, of=name) == seen
    assert hidden(text, NO_CONTACTS, of=name) == text


def test_two_names_of_a_row_are_both_hidden_in_its_texts():
    frame = pd.DataFrame(
        {
            "customer_name": ["Dana Whitfield", None, "Tom Ash"],
            "comment": ["Tommy and maya saw Dana", "Maya's smile", "Mayan cake"],
            "named": ["Tommy, maya", "Maya", None],
        }
    )
    header = question("customer_name name, comment text, named name")
    seen = mask(frame, header, NOTHING)
    assert list(seen["comment"]) == ["T. and M. saw D.", "M.'s smile", "Mayan cake"]
    assert list(seen["named"].dropna()) == ["T. M.", "M."]
    assert list(mask(frame, header, NO_CONTACTS)["comment"]) == list(frame["comment"])


def test_names_may_be_hidden_while_contacts_are_shown():
    seen = mask(people(), PEOPLE, NO_NAMES)
    assert list(seen["email"].dropna()) == list(people()["email"].dropna())
    assert seen["customer_name"][0] == "D. W."


def test_what_a_contact_column_is_called_does_not_matter():
    frame = pd.DataFrame({"kind": ["e-mail"], "line": ["a@example.org"], "fax": ["x"]})
    seen = mask(frame, question("line contact, fax contact", "kind code"), NO_CONTACTS)
    assert seen[["line", "fax"]].isna().all(axis=None)
    assert seen["kind"].tolist() == ["e-mail"]


def test_words_that_the_header_does_not_speak_of_are_texts():
    frame = pd.DataFrame({"who": ["Dana Wood"], "new": ["Dana: dana@example.org"]})
    assert mask(frame, question("who name"), NOTHING)["new"][0] == "D.: [e-mail hidden]"


def test_ids_codes_and_labels_are_left_alone():
    text = "Dana 6035550107"
    frame = pd.DataFrame({"who": ["Dana"], "a": [text], "b": [text], "c": [text], "d": [text]})
    header = question("who name", "a id, b code, c label, d text")
    seen = mask(frame, header, NOTHING)
    assert list(seen.iloc[0]) == ["D.", text, text, text, "D. [number hidden]"]


def test_a_colleague_is_shown():
    frame = pd.DataFrame({"customer_name": ["Dana Wood"], "staff": ["Maya Stone"]})
    seen = mask(frame, question("customer_name name, staff colleague"), NOTHING)
    assert list(seen.iloc[0]) == ["D. W.", "Maya Stone"]


def test_lists_are_hidden_one_by_one():
    frame = pd.DataFrame({"names": [["Dana Wood", "Bo Li"]], "said": [["Bo!", "a@b.org", None]]})
    seen = mask(frame, question("names name, said text"), NOTHING)
    assert list(seen["names"][0]) == ["D. W.", "B. L."]
    assert list(seen["said"][0]) == ["B.!", "[e-mail hidden]", None]


@pytest.mark.parametrize("kind", Personal)
def test_a_header_that_names_a_column_which_is_not_there_hides_nothing_by_luck(kind):
    frame = pd.DataFrame({"customer_nam": ["Dana"]})
    for sight in (EVERYTHING, NO_CONTACTS, NO_NAMES, NOTHING):
        with pytest.raises(ValueError, match="has no column customer_name"):
            mask(frame, question(f"customer_name {kind}"), sight)


def test_the_frame_given_stays_as_it_is():
    frame = people()
    mask(frame, PEOPLE, NOTHING)
    pd.testing.assert_frame_equal(frame, people())


def test_an_answer_without_people_passes():
    frame = pd.DataFrame({"month_on": pd.to_datetime(["2026-03-01"]), "n": [3]})
    pd.testing.assert_frame_equal(mask(frame, question(), NOTHING), frame)


def test_an_empty_answer_passes():
    assert mask(people().iloc[:0], PEOPLE, NOTHING).empty
