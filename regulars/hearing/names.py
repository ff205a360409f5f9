"""Colleagues whom a comment names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["people_named"]

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
SENTENCE_END = re.compile(r"[.!?\n]\s*$|^\s*$")


def people_named(
    comment: str,
    staff: Iterable[str],
    nicknames: Mapping[str, Iterable[str]] | None = None,
) -> tuple[str, ...]:
    """Which of the staff the comment names, in the order of ``staff``.

    A first name counts where one colleague alone has it, a full name always, a nickname always.
    A name that is a word too (Rose, Will) needs a capital inside a sentence.

    Args:
        comment: what somebody wrote.
        staff: colleagues as facts.staff has them.
        nicknames: colleague -> what else they are called.
    """
    called = _called(tuple(staff), nicknames or {})
    said = [(match[0], match.start()) for match in WORD.finditer(comment)]
    folded = [word.casefold() for word, _ in said]
    named: set[str] = set()
    for words, colleague in called.items():
        for place in range(len(folded) - len(words) + 1):
            if tuple(folded[place : place + len(words)]) != words:
                continue
            word, start = said[place]
            if len(words) == 1 and words[0] in ALSO_WORDS.split():
                starts_sentence = SENTENCE_END.search(comment[:start]) is not None
                if not word[0].isupper() or starts_sentence:
                    continue
            named.add(colleague)
    return tuple(colleague for colleague in dict.fromkeys(called.values()) if colleague in named)


def _called(
    staff: tuple[str, ...], nicknames: Mapping[str, Iterable[str]]
) -> dict[tuple[str, ...], str]:
    called: dict[tuple[str, ...], str] = {}
    firsts: dict[str, list[str]] = {}
    for colleague in staff:
        words = _words(colleague)
        if words:
            called[words] = colleague
            firsts.setdefault(words[0], []).append(colleague)
    for first, ones in firsts.items():
        if len(ones) == 1 and len(first) >= FEWEST_LETTERS:
            called.setdefault((first,), ones[0])
    for colleague, others in nicknames.items():
        for nickname in others:
            if words := _words(nickname):
                called[words] = colleague
    return called


def _words(name: str) -> tuple[str, ...]:
    return tuple(match[0].casefold() for match in WORD.finditer(name))
