"""What the lists say of one theme or feeling, as a manager reads them."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.facts.comments.word_lists import Kind, Language, Meaning, WordLists

__all__ = ["words_of"]

SHOWN = (Kind.THEME, Kind.WEAK, Kind.FEELING)


def words_of(lists: WordLists, theme_or_feeling: str) -> dict[str, int]:
    """Its words and phrases in all languages, in order: word -> -1, 0 or 1.

    A word of a theme says something bad or good of it, or only mentions it (0); one of a feeling is
    0. disappoint* stands for every word that begins so, *cake for every one that ends so.
    """
    found: dict[str, int] = {}
    for language in lists.languages.values():
        for word, meaning in _each(language):
            if meaning.name == theme_or_feeling and meaning.kind in SHOWN:
                sign = (meaning.value > 0) - (meaning.value < 0)
                found[word] = found.get(word, 0) or sign
    return dict(sorted(found.items(), key=lambda item: item[0].lstrip("*")))


def _each(language: Language) -> Iterator[tuple[str, Meaning]]:
    for words, meanings in language.phrases.items():
        for meaning in meanings:
            yield " ".join(words), meaning
    for begin, meaning in language.begins:
        yield f"{begin}*", meaning
    for end, meaning in language.ends:
        yield f"*{end}", meaning
