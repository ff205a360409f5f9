"""Who may ask what, and who may do what."""

import pytest

from regulars.app.policy import (
    LOCAL_MANAGER,
    TERMINAL_MANAGER,
    Permission,
    Sight,
    Viewer,
    allow,
    check,
)
from regulars.app.screens import EVERY_SCREEN, SCREENS
from regulars.auth.links import Link
from regulars.auth.person import Person, Role
from regulars.errors import NotAllowed, OutOfScope
from regulars.questions import every_question, find
from tests.conftest import Clock

ANA = Person("p1", "Ana", None, Role.MANAGER, True, True, True)
TOM = Person("p2", "Tom", None, Role.STAFF, False, False, True)
IVY = Person("p3", "Ivy", None, Role.STAFF, True, True, True)
MANAGER, STAFF, TRUSTED = map(Viewer.of_person, (ANA, TOM, IVY))
SHAREABLE = [screen.name for screen in SCREENS if screen.is_shareable]

# Who may ask what, decided by people and not read from the headers: a new question fails the tests
# until somebody has thought about who may ask it. own: of what was given to them.
WHO_MAY_ASK = """
question                      | manager | staff | link with names | link
customer/answers              | yes     | yes   | yes             | yes
customer/card                 | yes     | yes   | yes             | yes
customer/contacts             | yes     | yes   | no              | no
customer/days                 | yes     | yes   | yes             | yes
customer/hours                | yes     | yes   | yes             | yes
customer/identities           | yes     | yes   | no              | no
customer/milestones           | yes     | yes   | no              | no
customer/notes                | yes     | yes   | no              | no
customer/outlook              | yes     | yes   | no              | no
customer/purchases            | yes     | yes   | yes             | yes
customer/search               | yes     | yes   | no              | no
customer/thanks               | yes     | yes   | no              | no
customer/visits               | yes     | yes   | yes             | yes
follow_ups/cases              | yes     | own   | no              | no
follow_ups/figures            | yes     | own   | no              | no
follow_ups/outcomes           | yes     | no    | no              | no
follow_ups/person             | yes     | no    | no              | no
follow_ups/praise             | yes     | no    | no              | no
follow_ups/steps              | yes     | own   | no              | no
imports/coverage              | yes     | no    | yes             | yes
imports/decisions             | yes     | no    | no              | no
imports/history               | yes     | no    | yes             | yes
imports/joining_contacts      | yes     | no    | no              | no
imports/merged_people         | yes     | no    | no              | no
imports/person_answers        | yes     | no    | no              | no
imports/person_appointments   | yes     | no    | no              | no
imports/person_contacts       | yes     | no    | no              | no
imports/person_profiles       | yes     | no    | no              | no
imports/person_receipts       | yes     | no    | no              | no
imports/reasons               | yes     | no    | yes             | yes
imports/rejected_rows         | yes     | no    | no              | no
imports/shared_contacts       | yes     | no    | yes             | yes
imports/suggested_matches     | yes     | no    | no              | no
lapsed/calibration            | yes     | no    | yes             | yes
lapsed/came_back              | yes     | no    | yes             | yes
lapsed/departures             | yes     | no    | yes             | yes
lapsed/figures                | yes     | no    | yes             | yes
lapsed/fixed_rule             | yes     | no    | yes             | yes
lapsed/methods                | yes     | no    | yes             | yes
lapsed/monthly                | yes     | no    | yes             | yes
lapsed/overdue                | yes     | no    | yes             | yes
lapsed/win_back_candidates    | yes     | no    | no              | no
lapsed/win_back_contacts      | yes     | no    | no              | no
lapsed/win_back_lists         | yes     | no    | no              | no
lapsed/win_back_people        | yes     | no    | no              | no
regulars/changed              | yes     | no    | yes             | yes
regulars/cohorts              | yes     | no    | yes             | yes
regulars/concentration        | yes     | no    | yes             | yes
regulars/figures              | yes     | no    | yes             | yes
regulars/flows                | yes     | no    | yes             | yes
regulars/heat_map             | yes     | no    | yes             | yes
regulars/people               | yes     | no    | yes             | yes
regulars/rhythms              | yes     | no    | yes             | yes
regulars/rule_preview         | yes     | no    | yes             | yes
regulars/share                | yes     | no    | yes             | yes
regulars/statuses             | yes     | no    | yes             | yes
satisfaction/answers          | yes     | no    | yes             | yes
satisfaction/came_back        | yes     | no    | yes             | yes
satisfaction/colleague_quotes | yes     | no    | yes             | no
satisfaction/colleagues       | yes     | no    | yes             | no
satisfaction/comments         | yes     | no    | yes             | yes
satisfaction/drivers          | yes     | no    | yes             | yes
satisfaction/emerging_words   | yes     | no    | yes             | no
satisfaction/feelings         | yes     | no    | yes             | yes
satisfaction/figures          | yes     | no    | yes             | yes
satisfaction/nicknames        | yes     | no    | no              | no
satisfaction/places           | yes     | no    | yes             | yes
satisfaction/quotes           | yes     | no    | yes             | yes
satisfaction/reweighted       | yes     | no    | yes             | yes
satisfaction/signals          | yes     | no    | yes             | yes
satisfaction/silent_regulars  | yes     | no    | yes             | yes
satisfaction/themes           | yes     | no    | yes             | yes
satisfaction/trend            | yes     | no    | yes             | yes
satisfaction/weekly           | yes     | no    | yes             | yes
satisfaction/who_answers      | yes     | no    | yes             | yes
satisfaction/word_changes     | yes     | no    | no              | no
sharing/audit                 | yes     | no    | no              | no
sharing/links                 | yes     | no    | no              | no
sharing/people                | yes     | no    | no              | no
sharing/views                 | yes     | no    | no              | no
shop/coverage                 | yes     | yes   | yes             | yes
shop/locations                | yes     | yes   | no              | no
shop/overview                 | yes     | yes   | yes             | yes
shop/staff                    | yes     | yes   | no              | no
today/by_hour                 | yes     | yes   | yes             | yes
today/care                    | yes     | yes   | yes             | yes
today/days                    | yes     | yes   | yes             | yes
today/expected                | yes     | yes   | yes             | yes
today/figures                 | yes     | yes   | yes             | yes
today/introductions           | yes     | yes   | no              | no
today/notes                   | yes     | yes   | no              | no
"""


def drawn(table: str) -> dict[str, dict[str, str]]:
    """Question -> role -> whether it may."""
    heads, *rows = [
        [cell.strip() for cell in line.split("|")] for line in table.strip().split("\n")
    ]
    return {row[0]: dict(zip(heads[1:], row[1:], strict=True)) for row in rows}


MAY_ASK = drawn(WHO_MAY_ASK)


def link(screen="lapsed", has_cards=False, sees_names=False, **choices):
    now = Clock()()
    made = Link("l1", 1, "x", screen, choices, "", sees_names, has_cards, False, "Ana", now, now)
    return Viewer.of_link(made)


def is_open(viewer, question, parameters=None) -> bool:
    try:
        check(viewer, question, parameters)
    except OutOfScope:
        return False
    return True


def test_every_question_stands_in_the_table():
    assert list(MAY_ASK) == [question.name for question in every_question()]


def open_questions(viewer, parameters=None) -> set[str]:
    """All that this viewer may ask with these parameters."""
    return {question for question in MAY_ASK if is_open(viewer, question, parameters)}


def granted(role, *answers) -> set[str]:
    """All for which the table gives this role one of these answers."""
    return {question for question, may in MAY_ASK.items() if may[role] in answers}


@pytest.mark.parametrize("viewer", [MANAGER, LOCAL_MANAGER, TERMINAL_MANAGER])
def test_managers(viewer):
    assert open_questions(viewer) == granted("manager", "yes") == set(MAY_ASK)


@pytest.mark.parametrize("viewer", [STAFF, TRUSTED])
def test_staff(viewer):
    assert open_questions(viewer) == granted("staff", "yes", "own"), "the words of it"
    theirs = {"owner_id": viewer.person_id}
    assert open_questions(viewer, theirs) == granted("staff", "yes", "own")
    for others in ({"owner_id": None}, {"owner_id": "p9"}, {"owner_id": ""}, {}):
        assert open_questions(viewer, others) == granted("staff", "yes")


@pytest.mark.parametrize("screen", [*SHAREABLE, "follow_ups", "sharing"])
@pytest.mark.parametrize("has_cards", [False, True])
@pytest.mark.parametrize("sees_names", [False, True])
def test_links(screen, has_cards, sees_names):
    folders = {screen, "shop", *(["customer"] if has_cards else [])}
    may = granted("link with names" if sees_names else "link", "yes")
    on_it = {question for question in may if question.split("/")[0] in folders}
    assert open_questions(link(screen, has_cards, sees_names)) == on_it


@pytest.mark.parametrize("question", ["lapsed/phone_list", "shop/takings", "lapsed", "", "../x/y"])
def test_a_question_that_nobody_wrote_is_closed_to_links(question):
    assert not is_open(link(sees_names=True), question)


@pytest.mark.parametrize("question", ["customer/salary", "shop/takings", "today", "", "../x/y"])
def test_a_question_that_nobody_wrote_is_closed_to_staff(question):
    assert not is_open(TRUSTED, question)
    assert not is_open(TRUSTED, question, {"owner_id": TRUSTED.person_id})


def test_a_header_that_says_nothing_opens_nothing(monkeypatch, tmp_path):
    (tmp_path / "today").mkdir()
    (tmp_path / "today" / "new.sql").write_text("-- New.\n\nselect 1 as x\n", encoding="utf-8")
    monkeypatch.setattr("regulars.questions.QUERIES_DIR", tmp_path)
    monkeypatch.setattr("regulars.app.policy.find", find.__wrapped__)
    assert is_open(MANAGER, "today/new")
    assert not is_open(TRUSTED, "today/new")
    assert not is_open(link("today", sees_names=True), "today/new")


@pytest.mark.parametrize("question", ["today/notes", "customer/notes", "lapsed/win_back_people"])
def test_what_staff_wrote_is_not_for_links(question):
    screen = question.split("/")[0]
    for sees_names in (False, True):
        assert not is_open(link(screen, sees_names=sees_names), question)


def test_somebody_without_an_account_has_no_cases():
    nobody = Viewer.of_person(Person("", "Tom", None, Role.STAFF, False, False, True))
    assert not is_open(nobody, "follow_ups/cases", {"owner_id": ""})


def test_every_screen_is_every_folder_of_questions():
    assert {question.split("/")[0] for question in MAY_ASK} == EVERY_SCREEN | {"shop"}


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
    check(viewer, "shop/overview", {})
    check(viewer, "customer/card", {"customer_id": ""})


@pytest.mark.parametrize("act", Permission)
def test_who_may_do_what(act):
    allow(MANAGER, act)
    allow(LOCAL_MANAGER, act)
    for viewer in (STAFF, TRUSTED, *(link(screen, has_cards=True) for screen in SHAREABLE)):
        if (viewer is TRUSTED and act is Permission.EXPORT) or (
            viewer.role is Role.STAFF and act in (Permission.FOLLOW_UP, Permission.WRITE)
        ):
            allow(viewer, act)
        else:
            with pytest.raises(NotAllowed, match="Ask the manager"):
                allow(viewer, act)


def test_what_somebody_who_signed_in_is_let_into():
    staff_screens = frozenset({"today", "follow_ups", "customer"})
    writes = frozenset({Permission.FOLLOW_UP, Permission.WRITE})
    exports = writes | {Permission.EXPORT}
    # Made here, not with the module: what is imported is made before a mutant is.
    assert [Viewer.of_person(person) for person in (ANA, TOM, IVY)] == [
        Viewer("Ana", Role.MANAGER, EVERY_SCREEN, Sight(True, True), frozenset(Permission), "p1"),
        Viewer("Tom", Role.STAFF, staff_screens, Sight(False, True), writes, "p2"),
        Viewer("Ivy", Role.STAFF, staff_screens, Sight(True, True), exports, "p3"),
    ]


@pytest.mark.parametrize("has_cards", [False, True])
@pytest.mark.parametrize("sees_names", [False, True])
def test_what_whoever_opened_a_link_is_let_into(has_cards, sees_names):
    now = Clock()()
    locked = {"location": "Mill Lane"}
    made = Link("l1", 1, "x", "lapsed", locked, "cafe", sees_names, has_cards, False, "A", now, now)
    screens = frozenset({"lapsed", "customer"} if has_cards else {"lapsed"})
    sight = Sight(contacts=False, names=sees_names)
    assert Viewer.of_link(made) == Viewer(
        "x", Role.LINK, screens, sight, frozenset(), "", "l1", "cafe", locked
    )


@pytest.mark.parametrize(
    ("viewer", "question", "told"),
    [
        (link(), "today/expected", "This is not part of what was shared with you."),
        (STAFF, "lapsed/overdue", "The lapsed screen is not open to you. Ask the manager for it."),
        (STAFF, "follow_ups/praise", "This was not given to you. Ask the manager for it."),
    ],
)
def test_who_is_turned_away_is_told_why(viewer, question, told):
    with pytest.raises(OutOfScope) as refused:
        check(viewer, question, {})
    assert refused.value.message == told


def test_a_link_that_locks_nothing_answers_for_the_whole_shop_only():
    check(link(), "lapsed/overdue", {"location": None, "staff": ""})
    for given in ({"location": "Mill Lane"}, {"staff": "Tom"}):
        assert not is_open(link(), "lapsed/overdue", given)
