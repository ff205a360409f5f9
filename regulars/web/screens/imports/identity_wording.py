"""Who is who, in words: what speaks for two being one person, and what was decided."""

from __future__ import annotations

from regulars.app.rows.imports import ImportsDecisions, ImportsSuggestedMatches
from regulars.web.kit import text
from regulars.web.kit.charts.rhythm import FULL_WEEKDAYS

__all__ = ["decision_words", "evidence_words", "habit_words"]

KIND_WORDS = {"card": "loyalty card", "email": "e-mail", "phone": "phone"}


def evidence_words(pair: ImportsSuggestedMatches) -> str:
    """A row of imports/suggested_matches: what the two have in common."""
    told = [
        "the same name" if pair.has_same_name else "names that can be one",
        "phone numbers that differ in one digit" if pair.has_close_phone else "",
        "e-mails that look alike" if pair.has_close_email else "",
        f"the same {KIND_WORDS[pair.shared_kind]}" if pair.shared_kind else "",
        "the same usual day and item" if pair.has_same_habit else "",
        "nobody else is called that, and each is known elsewhere" if pair.is_only_pair else "",
    ]
    return ", ".join(part for part in told if part)


def habit_words(item: str | None, weekday: int | None) -> str:
    """What somebody usually has, and on which weekday: "Flat white, Tuesday"."""
    day = "" if weekday is None else FULL_WEEKDAYS[weekday - 1]
    return ", ".join(part for part in (item or "", day) if part)


def decision_words(decision: ImportsDecisions) -> str:
    """A row of imports/decisions: who is one person with whom, or is not, as Markdown."""
    link = "is the same person as" if decision.kind == "same" else "is not"
    one, other = (
        "somebody unknown" if side is None else text.plain(side)
        for side in (decision.names, decision.other_names)
    )
    return f"{one} {link} {other}"
