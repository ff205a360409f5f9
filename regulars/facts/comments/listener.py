"""Hear one comment: themes with what is thought of each, feelings, and the whole.

A comment is cut into clauses (at full stops and at words such as *but*), clauses into parts (at
commas and *and*). What is good or bad goes to the theme of its own part, else to the nearest part
of its clause. A denial turns what follows within four words. The polarity of the whole is VADER's
compound (Hutto & Gilbert 2014), to whose sum the phrases are added that VADER does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regulars.facts.comments.clauses import Part, hand_over, mention_pairs, sign
from regulars.facts.comments.phrases import (
    END,
    Found,
    cut_at,
    denials_of,
    hidden_by,
    is_hidden,
    trie_of,
)
from regulars.facts.comments.polarity import vader_value, whole_of
from regulars.facts.comments.tokens import Text, singular, split_comment
from regulars.facts.comments.word_lists import (
    NEUTRAL,
    Kind,
    Language,
    Meaning,
    WordLists,
    read_lists,
)

__all__ = ["Heard", "Listener"]

# VADER's: what is denied counts the other way round, and a little less.
DENIED = -0.74
# Nobody writes more than this about one visit; VADER's time grows with the square of it.
MOST_LETTERS = 4000


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


class Listener:
    """Hears comments with the given lists; keeps what it worked out about words."""

    def __init__(self, lists: WordLists | None = None) -> None:
        self._lists = lists or read_lists()
        self._tries = {code: trie_of(each) for code, each in self._lists.languages.items()}
        self._alone: dict[tuple[str, str], tuple[Meaning, ...]] = {}

    def hear(self, comment: str) -> Heard:
        """What the comment says; nothing at all says nothing, with a polarity of 0."""
        text = split_comment(comment[:MOST_LETTERS])
        language = self._language_of(text.words)
        found = self._find(text, language)
        parts, feelings, extra = self._weigh(text, found, language)
        themes = self._themes_of(parts)
        whole = whole_of(comment[:MOST_LETTERS], extra, is_english=language.code == "en")
        return Heard(themes, feelings, whole, language.code)

    def says(self, comment: str) -> bool:
        """Whether any word of the lists is in the comment, whatever it means there."""
        text = split_comment(comment[:MOST_LETTERS])
        return bool(self._find(text, self._language_of(text.words)))

    def _language_of(self, words: list[str]) -> Language:
        """The language most of whose common words are there, then most of whose words at all."""
        there = set(words)

        def share(language: Language) -> tuple[int, int]:
            trie = self._tries[language.code]
            known = sum(word in trie or singular(word) in trie for word in there)
            return len(there & language.common), known

        return max(self._lists.languages.values(), key=share)

    def _find(self, text: Text, language: Language) -> list[Found]:
        found = []
        trie = self._tries[language.code]
        words, clauses = text.words, text.clauses
        for start, word in enumerate(words):
            node, place = trie, start
            while place < len(words) and clauses[place] == clauses[start]:
                one = singular(words[place])
                following = node.get(words[place])
                ended = following or node.get(one)
                if ended is not None and END not in ended and one in node:
                    ended = node[one]
                if ended is None:
                    break
                if END in ended:
                    found.append(Found(start, place + 1, ended[END]))
                node = following if following is not None else ended
                place += 1
            alone = self._beginning(word, language)
            if alone:
                found.append(Found(start, start + 1, alone))
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
        self, text: Text, found: list[Found], language: Language
    ) -> tuple[list[list[Part]], tuple[str, ...], float]:
        """Clauses of parts, the feelings, and the sum of what VADER does not know."""
        count = len(text.words)
        known = (
            [vader_value(word) for word in text.words] if language.code == "en" else [0.0] * count
        )
        hidden = hidden_by(found, count)
        clauses, parts = cut_at(text, found, hidden)
        denials = denials_of(found, hidden, count, clauses)
        made: dict[tuple[int, int], Part] = {}
        feelings: dict[str, None] = {}
        extra = 0.0
        counted = [False] * count
        for one in sorted(found, key=lambda each: (each.start, each.start - each.end)):
            part = made.setdefault((clauses[one.start], parts[one.start]), Part())
            turned = denials[one.start]
            for meaning in one.meanings:
                if is_hidden(one, meaning, hidden):
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
                part = made.setdefault((clauses[place], parts[place]), Part())
                part.values.append(value * (DENIED if denials[place] else 1.0))
        grouped: dict[int, list[Part]] = {}
        for (clause, _), part in sorted(made.items()):
            grouped.setdefault(clause, []).append(part)
        return list(grouped.values()), tuple(feelings), extra

    def _themes_of(self, clauses: list[list[Part]]) -> dict[str, int]:
        sums: dict[str, float] = {}
        silent: list[str] = []
        for parts in clauses:
            for part in parts:
                mention_pairs(part)
            about = [part for part in parts if part.is_about]
            if not about:
                # "The burgers? Dry as cardboard.": it is about what was just said.
                loose = sum(sum(part.values) for part in parts)
                for name in silent:
                    sums[name] += loose
                silent = silent if not loose else []
                continue
            hand_over(parts)
            silent = []
            for part in about:
                told = sum(part.values)
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
                wider[above] = wider.get(above, 0.0) + sign(value)
        for name, value in wider.items():
            sums[name] = sign(sums.get(name, 0.0)) + value
        return {name: sign(sums[name]) for name in self._lists.themes if name in sums}

    def _of_family(self, name: str, part: Part) -> float:
        """What is said of the themes that are part of the same wider one."""
        family = self._lists.part_of.get(name, name)
        return sum(
            value
            for other, value in part.mentioned.items()
            if self._lists.part_of.get(other, other) == family
        )
