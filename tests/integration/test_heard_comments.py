"""The comments of a store are heard once, and again when their words change."""

from __future__ import annotations

import pytest

from regulars.facts.build import rebuild_facts
from regulars.facts.comments.heard_comments import hear_comments
from tests.tables import rows_of

SURVEY = """
date       | email     | Would you recommend us? | How fast were we? | More?
2026-03-03 | ana@x.org | 6  | 2 | The coffee was great but the waiter was rude
2026-03-04 | ben@x.org | 10 | 5 | Lovely kombuchinos
2026-03-05 | cia@x.org | 10 | 5 | Lovely kombuchinos
2026-03-06 | dan@x.org | 9  | 4 |
"""
ADD_WORD = """
insert into desk.word
values ('kombuchino', 'product', null, {gone}, timestamp '2026-04-0{day}', 'Ana')
"""


@pytest.fixture
def store(a_store):
    store = a_store(survey=SURVEY)
    with store.write() as cursor:
        # It may have been heard when it was built.
        cursor.execute("delete from exports.heard_comment; delete from exports.heard_with")
    return store


def hear(store) -> int:
    with store.write() as cursor:
        return hear_comments(cursor)


def test_a_wording_is_heard_once(store):
    assert hear(store) == 2
    assert hear(store) == 0


def test_facts_say_what_was_heard(store):
    hear(store)
    rebuild_facts(store)
    themes = rows_of(
        store, "select theme, polarity from facts.comment_theme order by responded_on, theme"
    )
    assert themes == [("product", 1), ("service", -1), ("staff", -1)]
    assert rows_of(store, "select count(*), sign(max(polarity)) from facts.comment") == [(3, 1)]


def test_only_what_may_hold_a_changed_word_is_heard_again(store):
    hear(store)
    with store.write() as cursor:
        cursor.execute(ADD_WORD.format(gone="false", day=1))
    assert hear(store) == 1
    said = "select count(*) from exports.heard_comment where themes = ['product']"
    assert rows_of(store, said) == [(1,)]
    with store.write() as cursor:
        cursor.execute(ADD_WORD.format(gone="true", day=2))
    assert hear(store) == 1
    assert rows_of(store, said) == [(0,)]


@pytest.mark.parametrize(
    ("word", "comment"),
    [
        ("puppy", "Two puppies at the door"),
        ("meh", "All in all mehhhh"),
        ("no jukebox", "There is no Jukebox"),
        ("jukeb*", "So many jukeboxes"),
        ("*box", "A big jukebox"),
        ("🦜", "A 🦜 again"),
    ],
)
def test_a_changed_word_is_found_however_it_is_written(a_store, word, comment):
    store = a_store(survey=f"date | Would you recommend us? | More?\n2026-03-03 | 6 | {comment}")
    hear(store)
    with store.write() as cursor:
        cursor.execute(
            "insert into desk.word "
            "values ($word, 'delivery', null, false, timestamp '2026-04-01', 'Ana')",
            {"word": word},
        )
    assert hear(store) == 1
    assert rows_of(store, "select themes from exports.heard_comment") == [
        (["service", "delivery"],)
    ]


def test_what_nobody_says_any_more_is_forgotten(store):
    hear(store)
    with store.write() as cursor:
        cursor.execute("delete from exports.response where contains(comment, 'rude')")
    assert hear(store) == 0
    assert rows_of(store, "select count(*) from exports.heard_comment") == [(1,)]


def test_other_lists_hear_everything_again(store, monkeypatch):
    hear(store)
    monkeypatch.setattr("regulars.facts.comments.heard_comments._version", lambda: "other")
    assert hear(store) == 2
