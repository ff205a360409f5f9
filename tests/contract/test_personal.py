"""What of a person an answer tells, its header says: seen by the values, not by the names."""

import shutil
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from regulars.app.masking import mask
from regulars.app.policy import Viewer, check
from regulars.app.screens import SCREENS
from regulars.auth.links import Link
from regulars.auth.person import Person, Role
from regulars.errors import OutOfScope
from regulars.questions import LinkScope, Personal, StaffScope, every_question
from regulars.store.store import Store
from tests.contract.marked import COLLEAGUE, CONTACT, NAME, WORDS, answers_of, mark

# What the marked store has in notes, thanks, lists, cases and the log.
WRITTEN_BY_STAFF = rf"{WORDS} (?:nuts|a cake|called|a card|nobody there|for the owner)"
QUESTIONS = {question.name: question for question in every_question()}
each_question = pytest.mark.parametrize("name", QUESTIONS)
# A contact is hidden whole, whatever else stands beside it.
FITTING = {
    NAME: {Personal.NAME, Personal.TEXT, Personal.CONTACT},
    CONTACT: {Personal.CONTACT, Personal.TEXT},
    WORDS: {Personal.TEXT, Personal.CONTACT},
    COLLEAGUE: {Personal.COLLEAGUE, Personal.NAME, Personal.TEXT},
}


@pytest.fixture(scope="module")
def marked_store(sample_path, tmp_path_factory):
    path = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("marked") / "s.duckdb"))
    with Store.open(path) as store:
        mark(store)
        yield store


def marks_in(values: pd.Series) -> set[str]:
    """The marks that stand in a column."""
    words = " ".join(value for value in values if isinstance(value, str)).lower()
    return {mark for mark in FITTING if mark in words}


@each_question
def test_every_column_that_tells_of_a_person_is_declared(marked_store, name):
    question = QUESTIONS[name]
    answers = list(answers_of(marked_store, question))
    assert any(len(frame) for frame in answers), "nothing to test"
    for frame in answers:
        assert question.personal.keys() <= set(frame.columns)
        for column in frame.columns:
            for found in marks_in(frame[column]):
                assert question.personal.get(column) in FITTING[found], f"{column}: {found}"


@each_question
def test_a_name_within_words_stands_in_the_row_too_or_links_do_not_see_it(marked_store, name):
    """What a text may hide of names are those of its own row."""
    question = QUESTIONS[name]
    texts = [column for column, kind in question.personal.items() if kind is Personal.TEXT]
    if question.link is LinkScope.YES and Personal.NAME not in question.personal.values():
        for frame in answers_of(marked_store, question):
            for column in texts:
                assert NAME not in marks_in(frame[column])


def viewers() -> list[Viewer]:
    """Everybody who does not see everything."""
    now = datetime(2026, 11, 2)
    staff = Person("p1", "Tom", None, Role.STAFF, False, False, True)
    return [Viewer.of_person(staff)] + [
        Viewer.of_link(Link("l", 1, "x", screen, {}, "", names, True, False, "Ana", now, now))
        for screen in sorted(screen.name for screen in SCREENS if screen.is_shareable)
        for names in (False, True)
    ]


@each_question
def test_nobody_is_shown_what_is_hidden_from_them(marked_store, name):
    question = QUESTIONS[name]
    answers = list(answers_of(marked_store, question))
    for viewer in viewers():
        try:
            check(viewer, name)
        except OutOfScope:
            continue
        hidden = {
            *(() if viewer.sight.names else (NAME,)),
            *(() if viewer.sight.contacts else (CONTACT,)),
        }
        for frame in answers:
            seen = mask(frame, question, viewer.sight)
            for column in seen.columns:
                found = marks_in(seen[column])
                assert not found & hidden, f"{viewer.role} {viewer.screens}: {column}"
                if viewer.is_link and WORDS in found:
                    assert not seen[column].astype(str).str.contains(WRITTEN_BY_STAFF).any()


@each_question
def test_what_is_staffs_own_is_asked_with_whose(name):
    question = QUESTIONS[name]
    assert question.staff is not StaffScope.OWN or "owner_id" in question.params
