"""What the words in a column's header mean, in any of eight languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

__all__ = ["Header", "fold", "listed_values", "read_header", "score_header"]

WORDS = Path(__file__).parent / "header_words.toml"
# What a further meaning, an unknown word, and being one of several ("Phone 1", "Phone 2") cost.
FURTHER = 0.3
UNKNOWN = 0.06
MOST_UNKNOWN = 0.24
FIRST = 0.15
SECOND = 0.25
# What a further meaning that a field allows costs, so that the plainest header wins.
ALLOWED = 0.02
JOINED = (("without", "net", "gross"), ("with", "gross", "after_discount"))
AMOUNTS = {"total", "subtotal", "amount", "price", "sale"}
# An id of something that we have no word for is hardly the one that is looked for.
IDS = {"id", "number", "code", "ref"}
STRANGE = 0.2
LONGEST_PHRASE = 5
# Letters that join the parts of a compound.
# No compound is longer; what is could be cut in more ways than there is time for.
LONGEST_WORD = 40
JOINTS = ("", "s", "n", "en", "e", "es")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_BEFORE_DIGIT = re.compile(r"(?<=[A-Za-z])(?=\d)")
ENDINGS = ("s", "es", "n", "en", "e", "er", "r", "et", "ne")


@dataclass(frozen=True)
class Header:
    """A column's header, taken apart.

    Attributes:
        meanings: what its words mean, in their order.
        unknown: how many words mean nothing to us.
        is_question: whether it is a sentence, as in a survey.
        place: 2 in "Phone 2", 0 in "Phone".
    """

    meanings: tuple[str, ...]
    unknown: int
    is_question: bool
    place: int


@dataclass(frozen=True)
class _Rules:
    rules: tuple[tuple[frozenset[str], float], ...]
    fine: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents: "Größe" -> "grosse", "Beløb" -> "belob"."""
    if text.isascii():
        return text.lower().strip()
    plain = text.lower().replace("ß", "ss").replace("ø", "o").replace("æ", "ae").replace("œ", "oe")
    plain = plain.replace("№", "no").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


@lru_cache(maxsize=4_096)
def read_header(column: str) -> Header:
    """Take a header apart."""
    phrases = _phrases()
    words = _split(column, whole=phrases)
    meanings: list[str] = []
    unknown = 0
    place = 0
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            meaning = phrases.get(" ".join(words[at : at + length]))
            if meaning is not None:
                meanings.append(meaning)
                at += length
                break
        else:
            word = words[at]
            at += 1
            parts = _parts(word)
            meanings += parts
            if word.isdigit():
                place = max(place, int(word) if len(word) < 3 else 0)
            elif not parts:
                unknown += 1
    meanings = _combine(meanings)
    if {"consent", "refusal"} & set(meanings):
        meanings.append("marketing")
    is_question = column.rstrip(" )*").endswith("?") or "?" in column or len(words) >= 7
    return Header(
        tuple(dict.fromkeys(one for one in meanings if one != "nothing")),
        unknown,
        is_question and len(words) > 2,
        place,
    )


def _combine(meanings: list[str]) -> list[str]:
    """Read "without tax" as net and "with tax" as gross, and a bare "(ex)" or "(incl.)" too."""
    for at, (one, other) in enumerate(pairwise(meanings)):
        if one == "lifetime" and other in ("id", "number", "status", "date"):
            # "orders_id" is of one order, "orders" of all that somebody placed.
            meanings[at] = "order"
    for word, taxed, of_discount in JOINED:
        if word not in meanings:
            continue
        at = meanings.index(word)
        near = next((one for one in meanings[at + 1 : at + 3] if one in ("tax", "discount")), None)
        is_last = at == len(meanings) - 1
        if near is None and is_last and at and meanings[at - 1] in ("tax", "discount"):
            near = meanings[at - 1]
        meanings = [one for one in meanings if one != word]
        if near is not None:
            meanings.remove(near)
            meanings.append(taxed if near == "tax" else of_discount)
        elif is_last and AMOUNTS & set(meanings):
            meanings.append(taxed)
    return meanings


def score_header(header: Header, field: str, kind: str) -> float:
    """How well a header fits one of our fields, from 0 (not at all) to about 1."""
    rules = _rules(field, kind)
    present = set(header.meanings)
    if not present:
        return 0.0
    ruled_out = present & rules.never
    best = 0.0
    for needed, weight in rules.rules:
        # What a rule asks for itself does not rule the field out.
        if needed <= present and ruled_out <= needed:
            further = present - needed - rules.fine
            allowed = len(present) - len(needed) - len(further)
            strange = STRANGE * header.unknown if needed <= IDS else 0.0
            best = max(best, weight - FURTHER * len(further) - ALLOWED * allowed - strange)
    if best <= 0:
        return 0.0
    best -= min(MOST_UNKNOWN, UNKNOWN * header.unknown)
    return max(0.0, best - (SECOND if header.place > 1 else FIRST if header.place == 1 else 0))


@cache
def listed_values(name: str) -> frozenset[str]:
    """The folded words that the values of a column of states, or of opinions, may be."""
    return frozenset(fold(value) for value in _listed(_file()["values"][name]))


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _listed(written: str) -> list[str]:
    return [one.strip() for one in written.split(",")]


@cache
def _phrases() -> dict[str, str]:
    """Phrase, folded -> meaning; the first in the file holds."""
    phrases: dict[str, str] = {}
    for meaning, listed in _file()["words"].items():
        for phrase in _listed(listed):
            for spelling in _spellings(phrase):
                phrases.setdefault(spelling, meaning)
    return phrases


def _spellings(phrase: str) -> Iterable[str]:
    yield " ".join(_split(phrase))
    spelt = phrase.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("å", "aa")
    yield " ".join(_split(spelt))


@cache
def _rules(field: str, kind: str) -> _Rules:
    written = _file()["fields"][field]
    rules: dict[str, float] = written["rules"] | written.get(kind, {}).get("rules", {})
    return _Rules(
        tuple((frozenset(meanings.split()), weight) for meanings, weight in rules.items()),
        frozenset(written["fine"].split()),
        frozenset(written["never"].split()),
    )


def _split(text: str, whole: Mapping[str, str] | None = None) -> list[str]:
    """The words of a header, folded; "orderDate", "order_date" and "Order-Date" are the same.

    Args:
        text: the header.
        whole: words that capitals within them do not divide, such as "MwSt".
    """
    text = re.sub(r"(?<!\d)\d++(?:[.,]\d++)?\s?%", " ", text)
    text = text.replace("#", " hash ").replace("%", " percent ").replace("°", "o ")
    words = []
    for word in re.findall(r"[^\W_]+", text):
        if whole is None or fold(word) in whole:
            words.append(fold(word))
            continue
        divided = _HUMP.sub(" ", word)
        words += fold(_BEFORE_DIGIT.sub(" ", divided)).split()
    return words


def _parts(word: str) -> list[str]:
    """The meanings of a word that the lists have in another form, or of a compound's parts."""
    meaning = _stemmed(word)
    if meaning is not None:
        return [meaning]
    if not 5 <= len(word) <= LONGEST_WORD:
        return []
    if parts := _compound(word):
        return parts
    near = _nearly(word)
    return [near] if near else []


@lru_cache(maxsize=4_096)
def _compound(word: str) -> list[str]:
    phrases = _phrases()
    for cut in range(len(word) - 2, 2, -1):
        head = phrases.get(word[:cut]) or _stemmed(word[:cut])
        if head is None:
            continue
        for joint in JOINTS:
            tail = word[cut:]
            if not tail.startswith(joint):
                continue
            tail = tail[len(joint) :]
            if len(tail) < 3 and tail not in ("nr", "no", "id", "art"):
                continue
            rest = phrases.get(tail)
            rest = rest or _stemmed(tail)
            found = [rest] if rest else _compound(tail) if len(tail) >= 6 else []
            if found:
                return [head, *found]
    return []


@lru_cache(maxsize=4_096)
def _nearly(word: str) -> str | None:
    """The meaning of a longer form of a word we know: "telefonisch", "bestelde"."""
    for length in range(len(word) - 1, max(4, len(word) - 5), -1):
        stem = word[:length]
        if length >= 6 and stem in _stems():
            return _stems()[stem]
        meaning = _phrases().get(stem)
        if meaning is not None and meaning != "nothing" and length >= (6 if len(word) > 7 else 5):
            return meaning
    return None


@cache
def _stems() -> dict[str, str]:
    """The beginnings of long words -> their meaning, where all words with it agree."""
    stems: dict[str, set[str]] = {}
    for phrase, meaning in _phrases().items():
        if " " not in phrase:
            for length in range(6, len(phrase)):
                stems.setdefault(phrase[:length], set()).add(meaning)
    return {stem: next(iter(found)) for stem, found in stems.items() if len(found) == 1}


def _stemmed(word: str) -> str | None:
    phrases = _phrases()
    if word in phrases:
        return phrases[word]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            meaning = phrases.get(word[: -len(ending)])
            if meaning is not None and meaning != "nothing":
                return meaning
    if word.endswith("i"):
        # Italian plurals: "prezzi", "clienti".
        return phrases.get(word[:-1] + "o") or phrases.get(word[:-1] + "e")
    return None
