"""The word lists as a manager changes them, and what colleagues are called.

The book says that something was changed, never which word or name.
"""

from __future__ import annotations

from dataclasses import dataclass

from regulars.app.acts.act import Act, Lane, Place
from regulars.app.policy import Permission
from regulars.records import word_changes
from regulars.records.word_changes import Preview

__all__ = [
    "AddNickname",
    "AddWord",
    "PreviewWord",
    "RemoveNickname",
    "ResetWords",
    "SwitchOffWord",
    "TakeBackWord",
]

CHANGED_WORDS = "changed the word lists"
CHANGED_NICKNAMES = "changed a colleague's nicknames"


@dataclass(frozen=True)
class AddWord(Act[str]):
    """Give a theme or a feeling a word or phrase; the word as it was kept.

    Attributes:
        word: a word or a phrase; disappoint* is every word that begins so.
        theme_or_feeling: by the name that the lists have.
        polarity: what it says of the theme, -1 bad, 0 only mentions it, 1 good; 0 for a feeling.
    """

    word: str
    theme_or_feeling: str
    polarity: int
    permission = Permission.SET_WORDS
    lane = Lane.WRITE
    writes = word_changes.WORD_WRITES

    def carry_out(self, at: Place) -> str:
        """Raise RegularsError if the word cannot be."""
        kept = word_changes.add_word(
            at.store,
            self.word,
            self.theme_or_feeling,
            self.polarity,
            now=at.now,
            by=at.viewer.name,
        )
        at.enter(CHANGED_WORDS)
        return kept


@dataclass(frozen=True)
class PreviewWord(Act[Preview]):
    """What adding the word would change; as AddWord."""

    word: str
    theme_or_feeling: str
    polarity: int
    permission = Permission.SET_WORDS
    lane = Lane.LOOK

    def carry_out(self, at: Place) -> Preview:
        """Raise RegularsError if the word cannot be."""
        return word_changes.preview_word(at.store, self.word, self.theme_or_feeling, self.polarity)


@dataclass(frozen=True)
class SwitchOffWord(Act[None]):
    """Take one of the house's words from a theme or a feeling."""

    word: str
    theme_or_feeling: str
    permission = Permission.SET_WORDS
    lane = Lane.WRITE
    writes = word_changes.WORD_WRITES

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if the house's list does not have it."""
        word_changes.switch_off_word(
            at.store, self.word, self.theme_or_feeling, now=at.now, by=at.viewer.name
        )
        at.enter(CHANGED_WORDS)


@dataclass(frozen=True)
class TakeBackWord(Act[None]):
    """Undo what was changed of a word."""

    word: str
    theme_or_feeling: str
    permission = Permission.SET_WORDS
    lane = Lane.WRITE
    writes = word_changes.WORD_WRITES

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it was taken back already."""
        word_changes.take_back_word(at.store, self.word, self.theme_or_feeling)
        at.enter(CHANGED_WORDS)


@dataclass(frozen=True)
class ResetWords(Act[None]):
    """Go back to the house's lists."""

    permission = Permission.SET_WORDS
    lane = Lane.WRITE
    writes = word_changes.WORD_WRITES

    def carry_out(self, at: Place) -> None:
        """Comments are heard again at once."""
        word_changes.reset_words(at.store)
        at.enter("went back to the house's word lists")


@dataclass(frozen=True)
class AddNickname(Act[None]):
    """Say what else a colleague is called in comments."""

    staff: str
    nickname: str
    permission = Permission.SET_WORDS
    lane = Lane.WRITE
    writes = word_changes.NICKNAME_WRITES

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if there is no such colleague, or the nickname cannot be."""
        word_changes.add_nickname(
            at.store, self.staff, self.nickname, now=at.now, by=at.viewer.name
        )
        at.enter(CHANGED_NICKNAMES)


@dataclass(frozen=True)
class RemoveNickname(Act[None]):
    """Say that a colleague is not called so."""

    staff: str
    nickname: str
    permission = Permission.SET_WORDS
    lane = Lane.WRITE
    writes = word_changes.NICKNAME_WRITES

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it was removed already."""
        word_changes.remove_nickname(at.store, self.staff, self.nickname)
        at.enter(CHANGED_NICKNAMES)
