"""Colleagues whom a comment names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["Names", "people_named", "words_of_name"]

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FEWEST_LETTERS = 2
# First names that are words as well: they count only with a capital, and not at a sentence's start.
ALSO_WORDS = """
amber angel art autumn bill bliss bob carol cat chance chase clay cliff dale dawn dean drew
eve faith frank gene grace grant guy hazel heather holly hope hunter ivy jack jade jasmine joy
june lance lily luna mark mason may melody miles mercy nick olive pat patience penny pearl
poppy rob rose ruby rusty sage sandy sky star storm sue summer sunny tia trip violet wade will
win zest
"""


class Names:
    """What the colleagues are called, and who is named in a comment.

    A first name counts where one colleague alone has it, a full name always, a nickname always.
    A name that is a word too (Rose, Will) needs a capital inside a sentence.

    Attributes:
        called: words in lower case -> the colleague.
    """

    def __init__(
        self, staff: Iterable[str], nicknames: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self.called = _called(tuple(staff), nicknames or {})
        self._also_words = frozenset(ALSO_WORDS.split())
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in self.called:
            self._by_first.setdefault(words[0], []).append(words)

    def find(self, comment: str) -> dict[str, str]:
        """Who is named: colleague -> the words by which, as they were written first."""
        said = [(match[0], match.start()) for match in WORD.finditer(comment)]
        folded = [word.casefold() for word, _ in said]
        named: dict[str, str] = {}
        for place, first in enumerate(folded):
            for words in self._by_first.get(first, ()):
                if tuple(folded[place : place + len(words)]) != words:
                    continue
                word, start = said[place]
                if (
                    len(words) == 1
                    and first in self._also_words
                    and (not word[0].isupper() or _starts_sentence(comment, start))
                ):
                    continue
                written = " ".join(word for word, _ in said[place : place + len(words)])
                colleague = self.called[words]
                if len(written) > len(named.get(colleague, "")):
                    named[colleague] = written
        return named


def _starts_sentence(comment: str, start: int) -> bool:
    before = comment[:start]
    said = before.rstrip()
    return not said or said[-1] in ".!?" or "\n" in before[len(said) :]


def people_named(
    comment: str,
    staff: Iterable[str],
    nicknames: Mapping[str, Iterable[str]] | None = None,
) -> tuple[str, ...]:
    """Which of the staff the comment names, in the order of ``staff``.

    Args:
        comment: what somebody wrote.
        staff: colleagues as facts.staff has them.
        nicknames: colleague -> what else they are called.
    """
    names = Names(staff, nicknames)
    found = names.find(comment)
    return tuple(each for each in dict.fromkeys(names.called.values()) if each in found)


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(match[0].casefold() for match in WORD.finditer(name))


def _called(
    staff: tuple[str, ...], nicknames: Mapping[str, Iterable[str]]
) -> dict[tuple[str, ...], str]:
    called: dict[tuple[str, ...], str] = {}
    firsts: dict[str, list[str]] = {}
    for colleague in staff:
        words = words_of_name(colleague)
        if words:
            called[words] = colleague
            firsts.setdefault(words[0], []).append(colleague)
    for first, ones in firsts.items():
        if len(ones) == 1 and len(first) >= FEWEST_LETTERS:
            called.setdefault((first,), ones[0])
    for colleague, others in nicknames.items():
        for nickname in others:
            if words := words_of_name(nickname):
                called[words] = colleague
    return called
