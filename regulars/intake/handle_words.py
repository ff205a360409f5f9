"""What somebody is known by, in words: an e-mail, a loyalty card, a till's customer number."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["handle_word", "records_in_words", "side_in_words"]

WORDS = {"card": "loyalty card", "email": "e-mail", "erased": "erased", "phone": "phone"}


def handle_word(kind: str) -> str:
    """The kind of a handle: "e-mail", "loyalty card", "Square customer"."""
    return WORDS.get(kind) or f"{kind[:1].upper()}{kind[1:]} customer"


def records_in_words(kinds: Iterable[str] | None, records: Iterable[str] | None) -> list[str]:
    """Records at vendors: "Square customer K4"."""
    return [
        f"{handle_word(kind)} {record}"
        for kind, record in zip(kinds or (), records or (), strict=True)
    ]


def side_in_words(
    names: Iterable[str] | None,
    kinds: Iterable[str] | None,
    contacts: Iterable[str] | None,
) -> str | None:
    """Somebody by what was known of them: "Ana Bo (e-mail ana@example.org)"; None for nothing."""
    told = [
        f"{name} ({words})" if name else f"({words})"
        for name, words in zip(names or (), records_in_words(kinds, contacts), strict=True)
    ]
    return ", ".join(told) or None
