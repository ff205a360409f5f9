"""Contacts as vCard 4.0 (RFC 6350), which phones and mail programs read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Card", "write_cards"]

LINE_BYTES = 75


@dataclass(frozen=True)
class Card:
    """One person's card; an empty part is left out.

    Attributes:
        name: the whole name.
        email: the e-mail address.
        phone: the phone number.
        notes: what to know before writing or calling.
    """

    name: str
    email: str = ""
    phone: str = ""
    notes: str = ""


def write_cards(cards: Iterable[Card]) -> bytes:
    """The cards as one file, UTF-8."""
    lines: list[str] = []
    for card in cards:
        first, _, last = card.name.strip().rpartition(" ")
        given, family = (first, last) if first else (last, "")
        parts = {"EMAIL": card.email, "TEL": card.phone, "NOTE": card.notes}
        lines += [
            "BEGIN:VCARD",
            "VERSION:4.0",
            f"FN:{_text(card.name)}",
            f"N:{_text(family)};{_text(given)};;;",
            *(f"{key}:{_text(value)}" for key, value in parts.items() if value),
            "END:VCARD",
        ]
    return b"".join(_folded(line) for line in lines)


def _text(value: str) -> str:
    """Section 3.4: backslashes, commas and line breaks are escaped; so may semicolons be."""
    value = "\n".join(value.splitlines())
    for plain, escaped in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        value = value.replace(plain, escaped)
    return "".join(letter for letter in value if letter.isprintable())


def _folded(line: str) -> bytes:
    """Section 3.2: no line above 75 octets, and no letter cut in two."""
    folded, length = bytearray(), 0
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if length + len(octets) > LINE_BYTES:
            folded += b"\r\n "
            length = 1
        folded += octets
        length += len(octets)
    return bytes(folded + b"\r\n")
