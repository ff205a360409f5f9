"""What a manager changes of the word lists and nicknames, and what the facts say at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from regulars.errors import RegularsError
from regulars.records import word_changes
from regulars.store.store import Store
from tests.tables import answer, assert_table, open_days, rows_of

BY = {"now": datetime(2026, 3, 30, 9), "by": "Ana"}
SURVEY = """
date       | time  | email     | Would you recommend us? | More?
2026-03-02 | 10:00 | ana@x.org | 9  | Great coffee
2026-03-03 | 10:00 | ben@x.org | 3  | The jukebox again and again
2026-03-04 | 10:00 | cia@x.org | 9  | No jukeboxes please, lovely coffee
2026-03-05 | 10:00 | dan@x.org | 9  | Tommy was lovely
2026-03-06 | 10:00 | eva@x.org | 9  | Maya and Tom B were so kind
2026-03-07 | 10:00 | fay@x.org | 10 | We felt dazzled
"""
STAFF = ("Maya Lindt", "Tom Bauer", "Tom Reyes")


@pytest.fixture
def store(a_store: Callable[..., Store]) -> Store:
    sales = [
        sale
        for place, name in enumerate(STAFF)
        for sale in open_days(f"2026-03-{place + 1:02d}", "2026-03-10", staff=name)
    ]
    for place, sale in enumerate(sales):
        sale["receipt"] = f"R{place}"
    built = a_store(sales=sales, survey=SURVEY)
    with built.write() as cursor:
        cursor.execute("delete from desk.word; delete from desk.nickname")
    word_changes.reset_words(built)
    return built


def counts(store: Store, question: str = "themes") -> dict[str, int]:
    frame = answer(store, f"satisfaction/{question}")
    return dict(zip(frame.iloc[:, 0], frame["comment_count"], strict=True))


def test_a_word_that_is_added_counts_at_once_as_the_preview_said(store: Store) -> None:
    before = counts(store)
    preview = word_changes.preview_word(store, "Jukebox", "place", -1)
    assert (preview.said_count, preview.before_count, preview.after_count) == (2, 0, 2)
    assert preview.is_whole
    assert counts(store) == before, "a preview keeps nothing"
    assert word_changes.add_word(store, "  JUKEBOX ", "place", -1, **BY) == "jukebox"
    assert counts(store) == before | {"place": 2}
    place = answer(store, "satisfaction/themes").set_index("theme").loc["place"]
    assert (place["good_count"], place["bad_count"]) == (1, 1), "one wants none, which is praise"
    preview = word_changes.preview_word(store, "jukebox", "place", -1)
    assert (preview.before_count, preview.after_count) == (2, 2)


def test_what_was_added_is_taken_back(store: Store) -> None:
    before = counts(store)
    word_changes.add_word(store, "jukebox", "place", 0, **BY)
    word_changes.take_back_word(store, "jukebox", "place")
    assert counts(store) == before
    with pytest.raises(RegularsError, match="taken back meanwhile"):
        word_changes.take_back_word(store, "jukebox", "place")


def test_a_phrase_of_a_feeling_is_felt(store: Store) -> None:
    word_changes.add_word(store, "felt dazzled", "delighted", 0, **BY)
    assert counts(store, "feelings")["delighted"] == 1


def test_a_word_of_the_house_is_switched_off_and_on_again(store: Store) -> None:
    assert counts(store)["product"] == 2
    assert word_changes.house_words("product")["coffee"] == 0
    word_changes.switch_off_word(store, "coffee", "product", **BY)
    assert "product" not in counts(store)
    assert_table(
        answer(store, "satisfaction/word_changes"),
        """
        word   | theme_or_feeling | is_removed | changed_by
        coffee | product          | yes        | Ana
        """,
    )
    word_changes.reset_words(store)
    assert counts(store)["product"] == 2
    assert answer(store, "satisfaction/word_changes").empty


def test_a_beginning_is_switched_off(a_store: Callable[..., Store]) -> None:
    store = a_store(survey="date | Would you recommend us? | More?\n2026-03-02 | 3 | Disappointed")
    assert counts(store, "feelings") == {"let down": 1}
    word_changes.switch_off_word(store, "disappoint*", "let down", **BY)
    assert counts(store, "feelings") == {}


def test_facts_of_complaints_follow_the_words(store: Store) -> None:
    angry = "select count(*) from facts.complaint where is_angry"
    assert rows_of(store, angry) == [(0,)]
    word_changes.add_word(store, "jukebox again", "angry", 0, **BY)
    assert rows_of(store, angry) == [(1,)]


@pytest.mark.parametrize(
    ("word", "name", "polarity", "said"),
    [
        ("", "place", 0, "at least 3 letters"),
        ("  ,;. ", "place", 0, "at least 3 letters"),
        ("at", "place", 0, "at least 3 letters"),
        ("x" * 61, "place", 0, "60 letters"),
        ("one two three four five six seven", "place", 0, "6 words"),
        ("two words*", "place", 0, "A star stands"),
        ("*", "place", 0, "A star stands"),
        ("jukebox", "jokes", 0, "Choose one of the themes"),
        ("jukebox", "place", 2, "good, bad, or only"),
    ],
)
def test_a_word_that_cannot_be_changes_nothing(
    store: Store, word: str, name: str, polarity: int, said: str
) -> None:
    for ask in (word_changes.preview_word, lambda *given: word_changes.add_word(*given, **BY)):
        with pytest.raises(RegularsError, match=said):
            ask(store, word, name, polarity)
    assert answer(store, "satisfaction/word_changes").empty


def test_there_is_an_end_to_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_changes, "MOST_WORDS", 1)
    word_changes.add_word(store, "jukebox", "place", 0, **BY)
    word_changes.add_word(store, "jukebox", "place", -1, **BY)
    with pytest.raises(RegularsError, match="are the most"):
        word_changes.add_word(store, "dazzled", "delighted", 0, **BY)


def test_a_word_that_is_not_the_houses_cannot_be_switched_off(store: Store) -> None:
    with pytest.raises(RegularsError, match="not in the house's list"):
        word_changes.switch_off_word(store, "jukebox", "place", **BY)


def named(store: Store) -> dict[str, int]:
    return counts(store, "colleagues")


def test_a_nickname_names_a_colleague_whom_a_first_name_does_not(store: Store) -> None:
    assert named(store) == {"Maya Lindt": 1}, "there are two Toms"
    word_changes.add_nickname(store, "Tom Bauer", " Tommy ", **BY)
    word_changes.add_nickname(store, "Tom Bauer", "Tom B", **BY)
    assert named(store) == {"Maya Lindt": 1, "Tom Bauer": 2}
    word_changes.remove_nickname(store, "Tom Bauer", "Tommy")
    assert named(store) == {"Maya Lindt": 1, "Tom Bauer": 1}
    with pytest.raises(RegularsError, match="removed meanwhile"):
        word_changes.remove_nickname(store, "Tom Bauer", "Tommy")


@pytest.mark.parametrize(
    ("staff", "nickname", "said"),
    [
        ("Nobody", "Tommy", "not there any more"),
        ("Tom Bauer", " . ", "Write a name"),
        ("Tom Bauer", "T", "Write a name"),
        ("Tom Bauer", "x" * 41, "Write a name"),
        ("Tom Reyes", "TOMMY", "Tom Bauer is called so already"),
    ],
)
def test_a_nickname_that_cannot_be_changes_nothing(
    store: Store, staff: str, nickname: str, said: str
) -> None:
    word_changes.add_nickname(store, "Tom Bauer", "Tommy", **BY)
    with pytest.raises(RegularsError, match=said):
        word_changes.add_nickname(store, staff, nickname, **BY)
    assert len(answer(store, "satisfaction/nicknames")) == 1
