"""What a manager changed of the word lists, and what colleagues are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from regulars.errors import RegularsError
from regulars.facts.build import rebuild_heard, rebuild_named
from regulars.facts.comments.glossary import words_of
from regulars.facts.comments.heard_comments import pattern_of, read_changes
from regulars.facts.comments.listener import Heard, Listener
from regulars.facts.comments.mentions import words_of_name
from regulars.facts.comments.word_lists import Change, read_lists, split_words
from regulars.store.handover import DeskWrites
from regulars.store.store import Store

__all__ = [
    "LONGEST_NICKNAME",
    "LONGEST_WORD",
    "MOST_WORDS",
    "NICKNAME_WRITES",
    "WORD_WRITES",
    "Preview",
    "add_nickname",
    "add_word",
    "house_words",
    "preview_word",
    "remove_nickname",
    "reset_words",
    "switch_off_word",
    "take_back_word",
]

LONGEST_WORD = 60
MOST_IN_PHRASE = 6
MOST_WORDS = 500
LONGEST_NICKNAME = 40
MOST_NICKNAMES = 200
# A preview hears at most so many wordings, the newest ones.
MOST_PREVIEWED = 2000
FEWEST_LETTERS = 3
WORD_WRITES, NICKNAME_WRITES = DeskWrites(tables=("word",)), DeskWrites(tables=("nickname",))

SAYING = """
select
    comment,
    count(distinct response_number) as comment_count
from facts.response
where comment is not null and regexp_matches(lower(comment), $pattern)
group by comment
order by max(response_number) desc
limit $most
"""


@dataclass(frozen=True)
class Preview:
    """What a word would change.

    Attributes:
        said_count: comments that say it, among those that were looked at.
        before_count: of these, how many are about the theme or tell of the feeling now.
        after_count: how many would with the word.
        is_whole: whether all comments were looked at, not only the newest.
    """

    said_count: int
    before_count: int
    after_count: int
    is_whole: bool


def house_words(theme_or_feeling: str) -> Mapping[str, int]:
    """The words of the house's list: word -> -1, 0 or 1, what it says of a theme.

    Raises:
        RegularsError: there is no such theme or feeling.
    """
    _check_name(theme_or_feeling)
    return words_of(read_lists(), theme_or_feeling)


def add_word(
    store: Store, word: str, theme_or_feeling: str, polarity: int, *, now: datetime, by: str
) -> str:
    """Give a theme or a feeling a word or phrase; comments are heard again at once.

    Args:
        store: where the shop's data is.
        word: a word or a phrase; disappoint* is every word that begins so.
        theme_or_feeling: by the name that the lists have.
        polarity: what it says of the theme, -1 bad, 0 only mentions it, 1 good; 0 for a feeling.
        now: UTC.
        by: who decides.

    Returns:
        The word as it was kept.

    Raises:
        RegularsError: the word cannot be; nothing has changed.
    """
    change = _change_of(word, theme_or_feeling, polarity)
    _keep(store, change, now=now, by=by)
    return change.word


def switch_off_word(
    store: Store, word: str, theme_or_feeling: str, *, now: datetime, by: str
) -> None:
    """Take one of the house's words from a theme or a feeling; comments are heard again at once.

    Raises:
        RegularsError: the house's list does not have it; nothing has changed.
    """
    if word not in house_words(theme_or_feeling):
        raise RegularsError("This word is not in the house's list. Choose one that is.")
    _keep(store, Change(word, theme_or_feeling, None, is_removed=True), now=now, by=by)


def take_back_word(store: Store, word: str, theme_or_feeling: str) -> None:
    """Undo what was changed of a word: it is as the house's list has it.

    Raises:
        RegularsError: it was taken back already.
    """
    with store.write() as cursor:
        gone = cursor.execute(
            "delete from desk.word where word = $word and theme_or_feeling = $name returning word",
            {"word": word, "name": theme_or_feeling},
        ).fetchall()
        if not gone:
            raise RegularsError("This was taken back meanwhile. Look at the list again.")
        rebuild_heard(cursor)


def reset_words(store: Store) -> None:
    """Go back to the house's lists."""
    with store.write() as cursor:
        cursor.execute("delete from desk.word")
        rebuild_heard(cursor)


def preview_word(store: Store, word: str, theme_or_feeling: str, polarity: int) -> Preview:
    """What adding the word would change among the comments of the store; nothing is kept.

    Raises:
        RegularsError: the word cannot be.
    """
    change = _change_of(word, theme_or_feeling, polarity)
    with store.read() as cursor:
        changes = read_changes(cursor)
        rows = cursor.execute(
            SAYING, {"pattern": pattern_of(change.word), "most": MOST_PREVIEWED + 1}
        ).fetchall()
    only = Listener(read_lists().with_only(change))
    now = Listener(read_lists().with_changes(changes))
    then = Listener(read_lists().with_changes((*changes, change)))
    said = before = after = 0
    for comment, count in rows[:MOST_PREVIEWED]:
        if not only.says(comment):
            continue
        said += count
        before += count * _is_about(now.hear(comment), theme_or_feeling)
        after += count * _is_about(then.hear(comment), theme_or_feeling)
    return Preview(said, before, after, is_whole=len(rows) <= MOST_PREVIEWED)


def add_nickname(store: Store, staff: str, nickname: str, *, now: datetime, by: str) -> None:
    """Say what else a colleague is called in comments; comments are looked through at once.

    Raises:
        RegularsError: there is no such colleague, or the nickname cannot be.
    """
    kept = " ".join(nickname.split())
    words = words_of_name(kept)
    if not words or len(kept) > LONGEST_NICKNAME or sum(map(len, words)) < 2:
        raise RegularsError(f"Write a name of 2 to {LONGEST_NICKNAME} letters.")
    with store.write() as cursor:
        known = cursor.execute(
            "select 1 from facts.staff where staff = $staff", {"staff": staff}
        ).fetchone()
        if known is None:
            raise RegularsError("This colleague is not there any more. Choose another.")
        taken = cursor.execute("select staff, nickname from desk.nickname").fetchall()
        if len(taken) >= MOST_NICKNAMES:
            raise RegularsError(f"{MOST_NICKNAMES} nicknames are the most. Remove one first.")
        for other, known_as in taken:
            if words_of_name(known_as) == words:
                raise RegularsError(f"{other} is called so already. Remove that first.")
        cursor.execute(
            "insert into desk.nickname (staff, nickname, changed_at, changed_by) "
            "values ($staff, $nickname, $now, $by)",
            {"staff": staff, "nickname": kept, "now": now, "by": by},
        )
        rebuild_named(cursor)


def remove_nickname(store: Store, staff: str, nickname: str) -> None:
    """Say that a colleague is not called so.

    Raises:
        RegularsError: it was removed already.
    """
    with store.write() as cursor:
        gone = cursor.execute(
            "delete from desk.nickname where staff = $staff and nickname = $nickname "
            "returning nickname",
            {"staff": staff, "nickname": nickname},
        ).fetchall()
        if not gone:
            raise RegularsError("This was removed meanwhile. Look at the list again.")
        rebuild_named(cursor)


def _keep(store: Store, change: Change, *, now: datetime, by: str) -> None:
    with store.write() as cursor:
        key = {"word": change.word, "name": change.theme_or_feeling}
        cursor.execute("delete from desk.word where word = $word and theme_or_feeling = $name", key)
        _check_room(cursor)
        cursor.execute(
            "insert into desk.word "
            "(word, theme_or_feeling, polarity, is_removed, changed_at, changed_by) "
            "values ($word, $name, $polarity, $is_removed, $now, $by)",
            key
            | {
                "polarity": change.polarity,
                "is_removed": change.is_removed,
                "now": now,
                "by": by,
            },
        )
        rebuild_heard(cursor)


def _check_room(cursor: duckdb.DuckDBPyConnection) -> None:
    (count,) = cursor.execute("select count(*) from desk.word").fetchone() or (0,)
    if count >= MOST_WORDS:
        raise RegularsError(f"{MOST_WORDS} changes are the most. Take one back first.")


def _change_of(word: str, theme_or_feeling: str, polarity: int) -> Change:
    """The change, once it is sure that it can be."""
    _check_name(theme_or_feeling)
    kept = " ".join(word.lower().split())
    parts = split_words(kept)
    if len(kept) > LONGEST_WORD or len(parts) > MOST_IN_PHRASE:
        raise RegularsError(
            f"Write at most {MOST_IN_PHRASE} words and {LONGEST_WORD} letters in one phrase."
        )
    stars = kept.count("*")
    if stars and (stars > 1 or len(parts) != 1 or not kept.strip("*").isalpha()):
        raise RegularsError("A star stands before or after one word: disappoint* or *cake.")
    letters = len("".join(parts))
    # An emoji says enough, and so do two letters of other alphabets.
    fewest = FEWEST_LETTERS if kept.isascii() else 2 if kept.isalpha() else 1
    if letters < fewest:
        raise RegularsError(f"Write at least {FEWEST_LETTERS} letters.")
    if polarity not in (-1, 0, 1):
        raise RegularsError("A word is good, bad, or only mentions the theme.")
    is_theme = theme_or_feeling in read_lists().themes
    return Change(
        kept if stars else " ".join(parts),
        theme_or_feeling,
        float(polarity) if is_theme and polarity else None,
    )


def _check_name(theme_or_feeling: str) -> None:
    lists = read_lists()
    if theme_or_feeling not in lists.themes and theme_or_feeling not in lists.feelings:
        raise RegularsError("Choose one of the themes or feelings.")


def _is_about(heard: Heard, theme_or_feeling: str) -> bool:
    return theme_or_feeling in heard.themes or theme_or_feeling in heard.feelings
