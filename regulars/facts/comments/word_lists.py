"""The word lists: lists/*.toml, one a language, and what the manager changed of them."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

__all__ = [
    "AMOUNT",
    "NEUTRAL",
    "TOKEN",
    "Change",
    "Kind",
    "Language",
    "Meaning",
    "WordLists",
    "read_lists",
    "split_words",
]

LISTS_DIR = Path(__file__).resolve().parent / "lists"
# An amount of money, in whatever currency.
AMOUNT = "$"
# How much a word of our lists counts, on VADER's scale of -4 to 4.
STRENGTH = 2.0
# The name of a value that counts nothing, whatever VADER says.
NEUTRAL = "neutral"
# A word, a number, an amount of money or an emoji; then what ends a clause or a part of one.
TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['’][^\W_]+)*|[\U0001F300-\U0001FAFF\u2600-\u27BF])"
    r"|(?P<amount>[$£€])(?=\s?\d)"
    r"|(?P<hard>[.!?;:\n…]+(?!\d))"
    r"|(?P<soft>[,()/]|\s[-–—]+\s|—|–|--)"
)


class Kind(StrEnum):
    """What a word of the lists is for."""

    THEME = "theme"
    WEAK = "weak"
    PAIR = "pair"
    FEELING = "feeling"
    VALUE = "value"
    SHIELD = "shield"
    NOT = "not"
    TURN = "turn"
    JOIN = "join"


@dataclass(frozen=True)
class Meaning:
    """What a word or phrase stands for; the value is 0 where it only mentions something."""

    kind: Kind
    name: str = ""
    value: float = 0.0


@dataclass(frozen=True)
class Change:
    """A manager's word: a row of desk.word. A polarity of None only mentions the theme."""

    word: str
    theme_or_feeling: str
    polarity: float | None = None
    is_removed: bool = False


@dataclass(frozen=True)
class Language:
    """The words of one language."""

    code: str
    common: frozenset[str]
    phrases: Mapping[tuple[str, ...], tuple[Meaning, ...]]
    begins: tuple[tuple[str, Meaning], ...]
    ends: tuple[tuple[str, Meaning], ...]
    nothing: frozenset[str]


@dataclass(frozen=True)
class WordLists:
    """All lists, with a manager's changes in them.

    Attributes:
        languages: by code, English first.
        part_of: theme -> the wider theme that is mentioned whenever it is.
        opposites: feeling -> what denying it says.
        good_feelings: those that a shop hopes for.
        version: changes when a list of the repository does.
    """

    languages: Mapping[str, Language]
    themes: Mapping[str, str]
    feelings: tuple[str, ...]
    part_of: Mapping[str, str]
    opposites: Mapping[str, str]
    good_feelings: frozenset[str]
    version: str

    def with_changes(self, changes: Iterable[Change]) -> WordLists:
        """The lists as a manager changed them, in every language."""
        changed = tuple(changes)
        if not changed:
            return self
        languages = {
            code: _changed(language, changed, self.themes, self.feelings)
            for code, language in self.languages.items()
        }
        return replace(self, languages=languages)

    def with_only(self, change: Change) -> WordLists:
        """Lists in which this word alone stands, whatever the language."""
        nothing = Language("", frozenset(), {}, (), (), frozenset())
        language = _changed(nothing, (change,), self.themes, self.feelings)
        return replace(self, languages={"": language})


def split_words(text: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: lower case, plain apostrophes."""
    if text == AMOUNT:
        return (AMOUNT,)
    found = (match["word"] or match["amount"] and AMOUNT for match in TOKEN.finditer(text.lower()))
    return tuple(word.replace("’", "'") for word in found if word)


@cache
def read_lists() -> WordLists:
    """The lists of the repository."""
    paths = sorted(LISTS_DIR.glob("*.toml"), key=lambda path: (path.stem != "en", path.stem))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    read = {code: tomllib.loads(text) for code, text in texts.items()}
    first = read["en"]
    return WordLists(
        languages={code: _language(code, parts) for code, parts in read.items()},
        themes={name: theme["title"] for name, theme in first["themes"].items()},
        feelings=tuple(first["feelings"]),
        part_of={
            name: theme["part_of"] for name, theme in first["themes"].items() if "part_of" in theme
        },
        opposites={
            name: feeling["opposite"]
            for name, feeling in first["feelings"].items()
            if "opposite" in feeling
        },
        good_feelings=frozenset(
            name for name, feeling in first["feelings"].items() if feeling.get("is_good")
        ),
        version=hashlib.sha256("".join(texts.values()).encode()).hexdigest()[:16],
    )


def _language(code: str, parts: Mapping[str, Any]) -> Language:
    phrases: dict[tuple[str, ...], list[Meaning]] = {}
    begins: list[tuple[str, Meaning]] = []
    ends: list[tuple[str, Meaning]] = []
    for phrase, meaning in _meanings(parts):
        words = split_words(phrase)
        if phrase.endswith("*"):
            begins.append((words[0], meaning))
        elif phrase.startswith("*"):
            ends.append((words[0], meaning))
        elif meaning not in phrases.setdefault(words, []):
            phrases[words].append(meaning)
    return Language(
        code=code,
        common=frozenset(_listed(parts["common"])),
        phrases={words: tuple(meanings) for words, meanings in phrases.items() if words},
        begins=tuple(begins),
        ends=tuple(ends),
        nothing=frozenset(_listed(parts["values"].get("nothing", ""))),
    )


def _meanings(parts: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for name, theme in parts.get("themes", {}).items():
        yield from _each(theme.get("names"), Meaning(Kind.THEME, name))
        yield from _each(theme.get("good"), Meaning(Kind.THEME, name, STRENGTH))
        yield from _each(theme.get("bad"), Meaning(Kind.THEME, name, -STRENGTH))
        yield from _each(theme.get("weak"), Meaning(Kind.WEAK, name))
        for number, (ones, others) in enumerate(theme.get("pairs", ())):
            yield from _each(ones, Meaning(Kind.PAIR, f"{name} {number}", 1.0))
            yield from _each(others, Meaning(Kind.PAIR, f"{name} {number}", 2.0))
    for name, feeling in parts.get("feelings", {}).items():
        yield from _each(feeling["words"], Meaning(Kind.FEELING, name))
    values = parts["values"]
    yield from _each(values.get("good"), Meaning(Kind.VALUE, "", STRENGTH))
    yield from _each(values.get("bad"), Meaning(Kind.VALUE, "", -STRENGTH))
    yield from _each(values.get("neutral"), Meaning(Kind.VALUE, NEUTRAL))
    for kind in (Kind.NOT, Kind.TURN, Kind.JOIN, Kind.SHIELD):
        yield from _each(parts["small"].get(kind.value), Meaning(kind))


def _each(text: str | None, meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    for phrase in _listed(text or ""):
        yield phrase, meaning


def _listed(text: str) -> list[str]:
    return [phrase for part in text.split(",") if (phrase := " ".join(part.lower().split()))]


def _changed(
    language: Language,
    changes: tuple[Change, ...],
    themes: Mapping[str, str],
    feelings: tuple[str, ...],
) -> Language:
    phrases = dict(language.phrases)
    begins, ends = list(language.begins), list(language.ends)
    for change in changes:
        words = split_words(change.word)
        name = change.theme_or_feeling
        if not words or name not in themes and name not in feelings:
            continue
        added: tuple[Meaning, ...] = ()
        if not change.is_removed and name in themes:
            added = (Meaning(Kind.THEME, name, STRENGTH * (change.polarity or 0.0)),)
        elif not change.is_removed:
            added = (Meaning(Kind.FEELING, name),)
        if change.word.endswith("*"):
            begins = _replaced(begins, words[0], name, added)
        elif change.word.startswith("*"):
            ends = _replaced(ends, words[0], name, added)
        else:
            others = tuple(meaning for meaning in phrases.get(words, ()) if meaning.name != name)
            phrases[words] = others + added
    return Language(
        language.code, language.common, phrases, tuple(begins), tuple(ends), language.nothing
    )


def _replaced(
    listed: list[tuple[str, Meaning]], word: str, name: str, added: tuple[Meaning, ...]
) -> list[tuple[str, Meaning]]:
    """What words that begin or end so mean, once this one means something else of ``name``."""
    others = [(text, each) for text, each in listed if (text, each.name) != (word, name)]
    return others + [(word, meaning) for meaning in added]
