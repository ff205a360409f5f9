"""How people can be contacted, and how a list of them is made."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.errors import RegularsError

__all__ = [
    "CALL",
    "CAP_DAYS",
    "CHANGED",
    "CHANNELS",
    "EMAIL",
    "LONGEST_NOTES",
    "TEXT",
    "Terms",
    "refuse_unknown",
]

EMAIL, TEXT, CALL, LETTER, IN_PERSON = "e-mail", "text message", "phone call", "letter", "in person"
CHANNELS = (EMAIL, TEXT, CALL, LETTER, IN_PERSON)
CAP_DAYS = 30
LONGEST_NOTES = 300
CHANGED = "Somebody changed or removed it meanwhile. Open the screen again and look."


@dataclass(frozen=True)
class Terms:
    """How a list is made.

    Attributes:
        channel: one of CHANNELS.
        hold_out_rate: the share that is left alone, 0 to 0.5.
        includes_unknown: whether those are on it who never said whether they may be written to.
    """

    channel: str
    hold_out_rate: float = 0.2
    includes_unknown: bool = False


def refuse_unknown(channel: str) -> None:
    """Refuse a way to contact people that there is not.

    Raises:
        RegularsError: it is none of CHANNELS.
    """
    if channel not in CHANNELS:
        raise RegularsError(f"People are contacted by one of: {', '.join(CHANNELS)}.")
