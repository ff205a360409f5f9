"""Phrases that were found in a comment: what hides what, where it turns, what is denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regulars.facts.comments.tokens import Text
from regulars.facts.comments.word_lists import Kind, Language, Meaning

__all__ = [
    "END",
    "Found",
    "cut_at",
    "denials_of",
    "hidden_by",
    "is_hidden",
    "trie_of",
]

# Words before a word within which a denial reaches it.
REACH = 4
END = ""


@dataclass(frozen=True)
class Found:
    """A phrase that was found: words from ``start`` up to ``end``, and what they mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


def trie_of(language: Language) -> dict[str, Any]:
    """The phrases of a language, word by word; under END what a phrase means."""
    root: dict[str, Any] = {}
    for words, meanings in language.phrases.items():
        if not meanings:
            continue
        node = root
        for word in words:
            node = node.setdefault(word, {})
        node[END] = meanings
    return root


def hidden_by(found: list[Found], count: int) -> list[dict[Kind, int]]:
    """At each word the longest phrase over it of each kind that hides shorter ones."""
    hidden: list[dict[Kind, int]] = [{} for _ in range(count)]
    for one in found:
        length = one.end - one.start
        if length == 1:
            continue
        for meaning in one.meanings:
            kinds = [meaning.kind]
            if meaning.kind is Kind.THEME and meaning.value:
                kinds.append(Kind.VALUE)
            for place in range(one.start, one.end):
                for kind in kinds:
                    hidden[place][kind] = max(hidden[place].get(kind, 0), length)
    return hidden


def is_hidden(one: Found, meaning: Meaning, hidden: list[dict[Kind, int]]) -> bool:
    """Whether a longer phrase over it means that this is not meant."""
    length = one.end - one.start
    if meaning.kind is Kind.SHIELD:
        return True
    kind = Kind.THEME if meaning.kind in (Kind.WEAK, Kind.PAIR) else meaning.kind
    for place in range(one.start, one.end):
        over = hidden[place]
        if over.get(kind, 0) > length:
            return True
        if over.get(Kind.SHIELD, 0) > length:
            return True
        if length == 1 and kind is Kind.FEELING and over.get(Kind.VALUE, 0):
            return True
    return False


def cut_at(
    text: Text, found: list[Found], hidden: list[dict[Kind, int]]
) -> tuple[list[int], list[int]]:
    """Clause and part number of each word, cut at words that turn or join as well."""
    turns: set[int] = set()
    joins: set[int] = set()
    for one in found:
        for meaning in one.meanings:
            if meaning.kind is Kind.TURN:
                turns.add(one.start)
            elif meaning.kind is Kind.JOIN:
                joins.add(one.start)
    clauses, parts = [], []
    turned = joined = 0
    for place in range(len(text.words)):
        turned += place in turns
        joined += place in joins
        clauses.append(text.clauses[place] * 1000 + turned)
        parts.append(text.parts[place] + joined)
    return clauses, parts


def denials_of(
    found: list[Found], hidden: list[dict[Kind, int]], count: int, clauses: list[int]
) -> list[bool]:
    """Whether each word is denied by one of the few before it in its clause."""
    denied = [False] * count
    for one in found:
        if not any(meaning.kind is Kind.NOT for meaning in one.meanings):
            continue
        over = hidden[one.start]
        length = one.end - one.start
        if any(over.get(kind, 0) > length for kind in (Kind.VALUE, Kind.THEME, Kind.SHIELD)):
            continue
        for place in range(one.end, min(one.end + REACH, count)):
            if clauses[place] == clauses[one.start]:
                denied[place] = not denied[place]
    return denied
