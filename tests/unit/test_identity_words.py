"""Who is who, as the Imports screen says it."""

import re
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
        ("same", (("Ben",), ("card",), ("L7",)), "is the same person as Ben (loyalty card L7)"),
        ("apart", (("",), ("email",), ("b_n@x.org",)), "is not (e-mail b_n@x.org)"),
        (
            "same",
            (("Ben", ""), ("square", "phone"), ("K3", "+15550107")),
            "is the same person as Ben (Square customer K3), (phone +15550107)",
        ),
        ("same", (None, None, None), "is the same person as somebody unknown"),
    ],
)
def test_what_was_decided(kind, other, told):
    sides = dict(zip(("other_names", "other_kinds", "other_contacts"), other, strict=True))
    ana = {"names": ("Ana",), "kinds": ("square",), "contacts": ("K1",)}
    decision = SimpleNamespace(kind=kind, **ana, **sides)
    words = re.sub(r"\\(.)", r"\1", decision_words(decision)).replace("\u2060", "")
    assert words == f"Ana (Square customer K1) {told}"
    assert "\\_" in decision_words(decision) or "_" not in told
