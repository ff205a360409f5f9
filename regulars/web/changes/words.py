"""The word lists as a manager changes them, and what colleagues are called.

The log says that something was changed, never which word or name.
"""

from __future__ import annotations

from regulars.access import Act, utc_now
from regulars.desk import words
from regulars.desk.words import Preview
from regulars.web.changes import gate


def add_word(word: str, theme_or_feeling: str, polarity: int) -> str:
    """Give a theme or a feeling a word or phrase; the word as it was kept.

    Raises:
        RegularsError: the word cannot be.
    """
    viewer = gate.allowed(Act.SET_WORDS)
    kept = words.add_word(
        gate.shown_store(), word, theme_or_feeling, polarity, now=utc_now(), by=viewer.name
    )
    gate.note(viewer, "changed the word lists")
    return kept


def preview_word(word: str, theme_or_feeling: str, polarity: int) -> Preview:
    """What adding the word would change; nothing is kept.

    Raises:
        RegularsError: the word cannot be.
    """
    gate.allowed(Act.SET_WORDS)
    return words.preview_word(gate.shown_store(), word, theme_or_feeling, polarity)


def switch_off_word(word: str, theme_or_feeling: str) -> None:
    """Take one of the house's words from a theme or a feeling.

    Raises:
        RegularsError: the house's list does not have it.
    """
    viewer = gate.allowed(Act.SET_WORDS)
    words.switch_off_word(gate.shown_store(), word, theme_or_feeling, now=utc_now(), by=viewer.name)
    gate.note(viewer, "changed the word lists")


def take_back_word(word: str, theme_or_feeling: str) -> None:
    """Undo what was changed of a word.

    Raises:
        RegularsError: it was taken back already.
    """
    viewer = gate.allowed(Act.SET_WORDS)
    words.take_back_word(gate.shown_store(), word, theme_or_feeling)
    gate.note(viewer, "changed the word lists")


def reset_words() -> None:
    """Go back to the house's lists."""
    viewer = gate.allowed(Act.SET_WORDS)
    words.reset_words(gate.shown_store())
    gate.note(viewer, "went back to the house's word lists")


def add_nickname(staff: str, nickname: str) -> None:
    """Say what else a colleague is called in comments.

    Raises:
        RegularsError: there is no such colleague, or the nickname cannot be.
    """
    viewer = gate.allowed(Act.SET_WORDS)
    words.add_nickname(gate.shown_store(), staff, nickname, now=utc_now(), by=viewer.name)
    gate.note(viewer, "changed a colleague's nicknames")


def remove_nickname(staff: str, nickname: str) -> None:
    """Say that a colleague is not called so.

    Raises:
        RegularsError: it was removed already.
    """
    viewer = gate.allowed(Act.SET_WORDS)
    words.remove_nickname(gate.shown_store(), staff, nickname)
    gate.note(viewer, "changed a colleague's nicknames")
