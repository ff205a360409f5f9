"""Names, e-mail addresses and phone numbers of made-up people, each given out once."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from random import Random

NAMES_DRAWN = 900
DOMAINS = ("example.com", "example.com", "example.org", "example.net")

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "'": "", "ł": "l"})


def split_names(block: str) -> tuple[str, ...]:
    """The names of a block, parted by white space."""
    return tuple(block.split())


def plain(name: str) -> str:
    """The name as it goes into an e-mail address: lower case, plain letters."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return re.sub(r"[^a-z]", "", folded)


class Register:
    """Hands out what must be unique: names, e-mails, phones."""

    def __init__(
        self,
        rng: Random,
        first_names: Sequence[str],
        last_names: Sequence[str],
        phones: Iterable[str],
        planted: frozenset[str],
    ) -> None:
        """Shuffle what there is; nobody gets a last name that a planted person has."""
        self._rng = rng
        self._emails: set[str] = set()
        pairs = [(first, last) for first in first_names for last in last_names]
        self._names = [pair for pair in rng.sample(pairs, NAMES_DRAWN) if pair[1] not in planted]
        self._phones = list(phones)
        rng.shuffle(self._phones)

    def name(self) -> tuple[str, str]:
        """A first and a last name that nobody else has together."""
        return self._names.pop()

    def phone(self) -> str:
        """A fictional number that nobody else has."""
        return self._phones.pop()

    def email(self, first: str, last: str) -> str:
        """An address that nobody else has, in one of the shapes people pick."""
        first, last = plain(first), plain(last)
        shapes = (
            f"{first}.{last}",
            f"{first[0]}{last}",
            f"{first}{last}",
            f"{last}.{first}",
            f"{first}_{last}",
            f"{first}{last[0]}",
        )
        stem = self._rng.choice(shapes)
        domain = self._rng.choice(DOMAINS)
        address = f"{stem}@{domain}"
        while address in self._emails:
            address = f"{stem}{self._rng.randint(2, 99)}@{domain}"
        self._emails.add(address)
        return address
