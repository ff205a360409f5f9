"""What somebody is known by, in words: an e-mail, a loyalty card, a till's customer number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Handle", "Handles"]

WORDS = {"card": "loyalty card", "email": "e-mail", "erased": "erased", "phone": "phone"}


@dataclass(frozen=True)
class Handle:
    """One thing by which an export tells somebody from others.

    Attributes:
        kind: ``email``, ``phone``, ``card``, or the vendor whose customer id it is.
        value: the e-mail, the phone, the card or the id.
    """

    kind: str
    value: str = ""

    @property
    def kind_in_words(self) -> str:
        """What it is: "e-mail", "loyalty card", "Square customer"."""
        return WORDS.get(self.kind) or f"{self.kind[:1].upper()}{self.kind[1:]} customer"

    @property
    def in_words(self) -> str:
        """What it is and reads: "Square customer K4"."""
        return f"{self.kind_in_words} {self.value}"


@dataclass(frozen=True)
class Handles:
    """Several of them, as a question's row has them: lists that belong together, or none.

    Attributes:
        kinds: of each, what it is.
        values: of each, what it reads.
        names: of each, the name seen beside it; empty where none is known.
    """

    kinds: Iterable[str] | None
    values: Iterable[str] | None
    names: Iterable[str] | None = None

    @property
    def in_words(self) -> list[str]:
        """Each: "Square customer K4"."""
        pairs = zip(self.kinds or (), self.values or (), strict=True)
        return [Handle(kind, value).in_words for kind, value in pairs]

    @property
    def as_person(self) -> str | None:
        """Whom they stand for: "Ana Bo (e-mail ana@example.org)"; None where there are none."""
        named = zip(self.names or (), self.in_words, strict=True)
        return ", ".join(f"{name} ({words})".lstrip() for name, words in named) or None
