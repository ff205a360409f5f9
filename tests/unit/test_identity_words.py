"""Who is who, as the Imports screen says it."""

from types import SimpleNamespace

import pytest

from regulars.web.screens.imports.identity_wording import decision_words, evidence_words

NOTHING = {
    "has_same_name": False,
    "has_close_phone": False,
    "has_close_email": False,
    "shared_kind": None,
    "has_same_habit": False,
    "is_only_pair": False,
}


@pytest.mark.parametrize(
    ("signs", "told"),
    [
        (
            {"has_same_name": True, "has_close_phone": True, "has_close_email": True},
            "the same name, phone numbers that differ in one digit, e-mails that look alike",
        ),
        ({"shared_kind": "phone"}, "names that can be one, the same phone"),
        ({"shared_kind": "card"}, "names that can be one, the same loyalty card"),
        (
            {"has_same_name": True, "shared_kind": "email", "has_same_habit": True},
            "the same name, the same e-mail, the same usual day and item",
        ),
        (
            {"has_same_name": True, "is_only_pair": True},
            "the same name, nobody else is called that, and each is known elsewhere",
        ),
    ],
)
def test_what_speaks_for_two_being_one(signs, told):
    assert evidence_words(SimpleNamespace(**NOTHING | signs)) == told


@pytest.mark.parametrize(
    ("kind", "other", "told"),
    [
        ("same", "Ben", "Ana is the same person as Ben"),
        ("apart", "B_n", "Ana is not B\\_n"),
        ("same", None, "Ana is the same person as somebody unknown"),
    ],
)
def test_what_was_decided(kind, other, told):
    decision = SimpleNamespace(kind=kind, names="Ana", other_names=other)
    assert decision_words(decision) == told
