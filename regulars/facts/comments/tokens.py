"""The words of a comment, with clause and part of each, and without their endings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from regulars.facts.comments.word_lists import AMOUNT, TOKEN

__all__ = ["Text", "singular", "split_comment"]


@dataclass(frozen=True)
class Text:
    """The words of a comment; clause and part number each."""

    words: list[str]
    clauses: list[int]
    parts: list[int]


def split_comment(comment: str) -> Text:
    """Cut a comment into words."""
    words: list[str] = []
    clauses: list[int] = []
    parts: list[int] = []
    clause = part = 0
    for match in TOKEN.finditer(comment.lower()):
        if match["hard"]:
            clause += 1
        elif match["soft"]:
            part += 1
        else:
            words.append((match["word"] or AMOUNT).replace("’", "'"))
            clauses.append(clause)
            parts.append(part)
    return Text(words, clauses, parts)


@cache
def _plurals() -> dict[str, str]:
    return {}


def singular(word: str) -> str:
    """The word without its plural or possessive ending, and without letters drawn out."""
    known = _plurals()
    if word not in known:
        if len(known) > 200_000:
            known.clear()
        known[word] = _made_singular(word)
    return known[word]


def _made_singular(word: str) -> str:
    if word.endswith("'s"):
        return word[:-2]
    for place in range(2, len(word)):
        if word[place] == word[place - 1] == word[place - 2] and word[place].isalpha():
            return _undrawn(word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "oes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _undrawn(word: str) -> str:
    """Sooo -> so, yummmm -> yum."""
    kept: list[str] = []
    for letter in word:
        if not kept or kept[-1] != letter:
            kept.append(letter)
    return "".join(kept)
