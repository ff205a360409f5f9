"""Hear one comment: themes with what is thought of each, feelings, and the whole.

A comment is cut into clauses (at full stops and at words such as *but*), clauses into parts (at
commas and *and*). What is good or bad goes to the theme of its own part, else to the nearest part
of its clause. A denial turns what follows within four words. The polarity of the whole is VADER's
compound (Hutto & Gilbert 2014), to whose sum the phrases are added that VADER does not know.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from regulars.hearing.lists import (
    AMOUNT,
    NEUTRAL,
    TOKEN,
    Kind,
    Language,
    Meaning,
    WordLists,
    read_lists,
)

__all__ = ["Heard", "Listener"]

# Words before a word within which a denial reaches it.
REACH = 4
# VADER's: what is denied counts the other way round, and a little less.
DENIED = -0.74
# VADER's compound is sum / sqrt(sum^2 + 15).
ALPHA = 15.0
# Nobody writes more than this about one visit; VADER's time grows with the square of it.
MOST_LETTERS = 4000
END = ""
SHOWN_DIGITS = 4


@dataclass(frozen=True)
class Heard:
    """What a comment says.

    Attributes:
        themes: theme -> -1, 0 or 1, what is thought of it; only those mentioned.
        feelings: in the order in which they are said.
        polarity: -1 to 1, the whole.
        language: code of the word lists that were used.
    """

    themes: Mapping[str, int]
    feelings: tuple[str, ...]
    polarity: float
    language: str


@dataclass
class _Part:
    """A part of a clause: what is mentioned, and what is good or bad in it."""

    mentioned: dict[str, float] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)
    values: list[float] = field(default_factory=list)
    pairs: dict[str, set[float]] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)

    @property
    def is_about(self) -> bool:
        return bool(self.mentioned or self.weak)


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True)
class _Text:
    """The words of a comment; clause and part number each."""

    words: list[str]
    clauses: list[int]
    parts: list[int]


class Listener:
    """Hears comments with the given lists; keeps what it worked out about words."""

    def __init__(self, lists: WordLists | None = None) -> None:
        self._lists = lists or read_lists()
        self._tries = {code: _trie(each) for code, each in self._lists.languages.items()}
        self._alone: dict[tuple[str, str], tuple[Meaning, ...]] = {}

    def hear(self, comment: str) -> Heard:
        """What the comment says; nothing at all says nothing, with a polarity of 0."""
        text = _split(comment[:MOST_LETTERS])
        language = self._language_of(text.words)
        found = self._find(text, language)
        parts, feelings, extra = self._weigh(text, found, language)
        themes = self._themes_of(parts)
        whole = _whole(comment[:MOST_LETTERS], extra, is_english=language.code == "en")
        return Heard(themes, feelings, whole, language.code)

    def _language_of(self, words: list[str]) -> Language:
        """The language most of whose common words are there, then most of whose words at all."""
        there = set(words)

        def share(language: Language) -> tuple[int, int]:
            trie = self._tries[language.code]
            known = sum(word in trie or _singular(word) in trie for word in there)
            return len(there & language.common), known

        return max(self._lists.languages.values(), key=share)

    def _find(self, text: _Text, language: Language) -> list[_Found]:
        found = []
        trie = self._tries[language.code]
        words, clauses = text.words, text.clauses
        for start, word in enumerate(words):
            node, place = trie, start
            while place < len(words) and clauses[place] == clauses[start]:
                one = _singular(words[place])
                following = node.get(words[place])
                ended = following or node.get(one)
                if ended is not None and END not in ended and one in node:
                    ended = node[one]
                if ended is None:
                    break
                if END in ended:
                    found.append(_Found(start, place + 1, ended[END]))
                node = following if following is not None else ended
                place += 1
            alone = self._beginning(word, language)
            if alone:
                found.append(_Found(start, start + 1, alone))
        return found

    def _beginning(self, word: str, language: Language) -> tuple[Meaning, ...]:
        """What words that begin or end like this one mean."""
        key = (language.code, word)
        if key not in self._alone:
            if len(self._alone) > 200_000:
                self._alone.clear()
            self._alone[key] = tuple(
                meaning for begin, meaning in language.begins if word.startswith(begin)
            ) + tuple(meaning for end, meaning in language.ends if word.endswith(end))
        return self._alone[key]

    def _weigh(
        self, text: _Text, found: list[_Found], language: Language
    ) -> tuple[list[list[_Part]], tuple[str, ...], float]:
        """Clauses of parts, the feelings, and the sum of what VADER does not know."""
        count = len(text.words)
        known = (
            [_vader_value(word) for word in text.words] if language.code == "en" else [0.0] * count
        )
        hidden = _hidden(found, count)
        clauses, parts = _cut(text, found, hidden)
        denials = _denials(found, hidden, count, clauses)
        made: dict[tuple[int, int], _Part] = {}
        feelings: dict[str, None] = {}
        extra = 0.0
        counted = [False] * count
        for one in sorted(found, key=lambda each: (each.start, each.start - each.end)):
            part = made.setdefault((clauses[one.start], parts[one.start]), _Part())
            turned = denials[one.start]
            for meaning in one.meanings:
                if _is_hidden(one, meaning, hidden):
                    continue
                value = meaning.value * (DENIED if turned else 1.0)
                if meaning.kind is Kind.THEME:
                    part.mentioned.setdefault(meaning.name, 0.0)
                    part.mentioned[meaning.name] += value
                elif meaning.kind is Kind.WEAK:
                    part.weak.add(meaning.name)
                elif meaning.kind is Kind.PAIR:
                    part.pairs.setdefault(meaning.name, set()).add(meaning.value)
                elif meaning.kind is Kind.VALUE and value:
                    part.values.append(value)
                elif meaning.kind is Kind.FEELING:
                    felt = self._lists.opposites.get(meaning.name) if turned else meaning.name
                    if felt:
                        feelings[felt] = None
                is_counted = meaning.kind in (Kind.VALUE, Kind.THEME) and meaning.value
                if is_counted or meaning.name == NEUTRAL:
                    if not any(counted[one.start : one.end]):
                        extra += value - sum(known[one.start : one.end])
                    for place in range(one.start, one.end):
                        counted[place] = True
        for place, value in enumerate(known):
            if value and not counted[place] and not hidden[place].get(Kind.SHIELD):
                if text.words[place] in language.nothing:
                    continue
                part = made.setdefault((clauses[place], parts[place]), _Part())
                part.values.append(value * (DENIED if denials[place] else 1.0))
        grouped: dict[int, list[_Part]] = {}
        for (clause, _), part in sorted(made.items()):
            grouped.setdefault(clause, []).append(part)
        return list(grouped.values()), tuple(feelings), extra

    def _themes_of(self, clauses: list[list[_Part]]) -> dict[str, int]:
        sums: dict[str, float] = {}
        silent: list[str] = []
        for parts in clauses:
            for part in parts:
                _pair(part)
            about = [part for part in parts if part.is_about]
            if not about:
                # "The burgers? Dry as cardboard.": it is about what was just said.
                loose = sum(sum(part.values) for part in parts)
                for name in silent:
                    sums[name] += loose
                silent = silent if not loose else []
                continue
            _hand_over(parts)
            silent = []
            for part in about:
                told = sum(part.told.values()) if part.told else sum(part.values)
                is_told = bool(part.values)
                for name, value in part.mentioned.items():
                    total = value or told or self._of_family(name, part)
                    sums[name] = sums.get(name, 0.0) + total
                    if not total:
                        silent.append(name)
                for name in part.weak - set(part.mentioned):
                    if is_told:
                        sums[name] = sums.get(name, 0.0) + told
        wider: dict[str, float] = {}
        for name, value in sums.items():
            if name in self._lists.part_of:
                above = self._lists.part_of[name]
                wider[above] = wider.get(above, 0.0) + _sign(value)
        for name, value in wider.items():
            sums[name] = _sign(sums.get(name, 0.0)) + value
        return {name: _sign(sums[name]) for name in self._lists.themes if name in sums}

    def _of_family(self, name: str, part: _Part) -> float:
        """What is said of the themes that are part of the same wider one."""
        family = self._lists.part_of.get(name, name)
        return sum(
            value
            for other, value in part.mentioned.items()
            if self._lists.part_of.get(other, other) == family
        )


def _split(comment: str) -> _Text:
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
    return _Text(words, clauses, parts)


def _trie(language: Language) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for words, meanings in language.phrases.items():
        if not meanings:
            continue
        node = root
        for word in words:
            node = node.setdefault(word, {})
        node[END] = meanings
    return root


@cache
def _plurals() -> dict[str, str]:
    return {}


def _singular(word: str) -> str:
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


def _hidden(found: list[_Found], count: int) -> list[dict[Kind, int]]:
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


def _is_hidden(one: _Found, meaning: Meaning, hidden: list[dict[Kind, int]]) -> bool:
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


def _cut(
    text: _Text, found: list[_Found], hidden: list[dict[Kind, int]]
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


def _denials(
    found: list[_Found], hidden: list[dict[Kind, int]], count: int, clauses: list[int]
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


def _pair(part: _Part) -> None:
    for name, sides in part.pairs.items():
        if len(sides) > 1:
            part.mentioned.setdefault(name.split()[0], 0.0)


def _hand_over(parts: list[_Part]) -> None:
    """Give what is good or bad to parts that mention something and say nothing of it."""
    for place, part in enumerate(parts):
        if part.values and not part.is_about:
            near = [each for each in reversed(parts[:place]) if each.is_about]
            near = near or [each for each in parts[place + 1 :] if each.is_about]
            near[0].values += part.values
            part.values = []
    told = [list(part.values) for part in parts]
    for place, part in enumerate(parts):
        if part.is_about and not part.values:
            later = [values for values in told[place + 1 :] if values]
            before = [values for values in reversed(told[:place]) if values]
            part.values = list((later or before or [[]])[0])


def _sign(value: float) -> int:
    return (value > 0.4) - (value < -0.4)


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _vader_value(word: str) -> float:
    return float(_analyzer().lexicon.get(word, 0.0))


def _whole(comment: str, extra: float, *, is_english: bool) -> float:
    total = extra
    if is_english:
        compound = float(_analyzer().polarity_scores(comment)["compound"])
        compound = max(-0.9999, min(0.9999, compound))
        total += compound * math.sqrt(ALPHA / (1.0 - compound * compound))
    return round(total / math.sqrt(total * total + ALPHA), SHOWN_DIGITS)
