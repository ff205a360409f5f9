"""Who is who, in words: what speaks for two being one person, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from regulars.app.rows.imports import (
    ImportsDecisions,
    ImportsJoiningContacts,
    ImportsSuggestedMatches,
)
from regulars.intake.handle_words import Handle, Handles
from regulars.web.kit import text
from regulars.web.kit.charts.rhythm import FULL_WEEKDAYS

__all__ = ["decision_words", "evidence_words", "habit_words", "joined_words"]


def evidence_words(pair: ImportsSuggestedMatches) -> str:
    """A row of imports/suggested_matches: what the two have in common."""
    told = [
        "the same name" if pair.has_same_name else "names that can be one",
        "phone numbers that differ in one digit" if pair.has_close_phone else "",
        "e-mails that look alike" if pair.has_close_email else "",
        f"the same {Handle(pair.shared_kind).kind_in_words}" if pair.shared_kind else "",
        "the same usual day and item" if pair.has_same_habit else "",
        "nobody else is called that, and each is known elsewhere" if pair.is_only_pair else "",
    ]
    return ", ".join(part for part in told if part)


def habit_words(item: str | None, weekday: int | None) -> str:
    """What somebody usually has, and on which weekday: "Flat white, Tuesday"."""
    day = "" if weekday is None else FULL_WEEKDAYS[weekday - 1]
    return ", ".join(part for part in (item or "", day) if part)


def joined_words(contacts: Iterable[ImportsJoiningContacts]) -> str:
    """Rows of imports/joining_contacts: what makes one person of several records."""
    return "; ".join(_joins(contact) for contact in contacts)


def _joins(contact: ImportsJoiningContacts) -> str:
    records = Handles(contact.record_kinds, contact.records).in_words
    told = [f"on {' and '.join(records)}"] if records else []
    if len(records) < 2 and contact.is_beside_contact:
        told.append("beside another contact of theirs")
    joining = f"{Handle(contact.kind).kind_in_words} {contact.contact}"
    return f"the {joining} stands {' and '.join(told)}"


def decision_words(decision: ImportsDecisions) -> str:
    """A row of imports/decisions: who is one person with whom, or is not, as Markdown."""
    link = "is the same person as" if decision.kind == "same" else "is not"
    one, other = (
        "somebody unknown" if side is None else text.plain(side)
        for side in (
            Handles(decision.kinds, decision.contacts, decision.names).as_person,
            Handles(decision.other_kinds, decision.other_contacts, decision.other_names).as_person,
        )
    )
    return f"{one} {link} {other}"
