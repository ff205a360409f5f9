"""Everybody on some rows, and their contacts: as they are written, and cleaned."""

from __future__ import annotations

from typing import Literal

import phonenumbers

from regulars.intake.pipeline import Workspace

__all__ = ["list_people"]


def list_people(work: Workspace, rows: Literal["usable_row", "unusable_row"], country: str) -> None:
    """``person_text``: everybody on some rows once, as written and cleaned."""
    counts = work.run("told_of_people", {"rows": rows})
    names = [column[0] for column in counts.description or []]
    told = [name for name, count in zip(names, counts.fetchone() or (), strict=True) if count]
    work.run("person_written", {"rows": rows, "columns": ", ".join(told or names)})
    work.run("phone_number")
    cleaned = {
        digits: phone
        for (digits,) in work.run("other_phones").fetchall()
        if (phone := _clean_phone(digits, country)) is not None
    }
    if cleaned:
        work.run("read_phones", digits=list(cleaned), phones=list(cleaned.values()))
    work.run("person_text")


def _clean_phone(digits: str, country: str) -> str | None:
    """A number as it is written -> E.164; None for what is none.

    Args:
        digits: digits and plus signs only.
        country: two-letter country of numbers without a country code.
    """
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
