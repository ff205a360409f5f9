"""E-mail addresses and telephone numbers inside what people wrote.

Each letter is looked at a fixed number of times, however long the text: an address is looked for
only where it can begin, and what was matched is not taken apart again.
"""

from __future__ import annotations

import re

__all__ = ["hide_contacts"]

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")
# Seven digits or more, however they are grouped; no date and no amount has that many.
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\s()/.-]{0,2}\d){6,}(?!\w)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}")


def hide_contacts(text: str) -> str:
    """A text with a mark in place of each address and number."""
    text = _EMAIL.sub("[e-mail hidden]", text)
    return _PHONE.sub(
        lambda found: found[0] if _DATE.fullmatch(found[0].strip()) else "[number hidden]", text
    )
