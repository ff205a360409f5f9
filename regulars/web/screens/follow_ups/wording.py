"""What the head of the Follow-ups screen says: who waits, and whether answering pays."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.rows import rows_of
from regulars.app.rows.follow_ups import FollowUpsFigures, FollowUpsOutcomes
from regulars.web.kit import text
from regulars.web.kit.parts import Figure

__all__ = [
    "detail",
    "figures",
    "history_note",
    "outcome_note",
    "own_detail",
    "own_sentence",
    "sentence",
]


def sentence(counts: FollowUpsFigures) -> str:
    """How many wait, and how many too long."""
    if not counts.open_count:
        return "Nobody waits for an answer"
    waiting = text.count(counts.open_count, "complaint")
    told = f"{waiting} {'waits' if counts.open_count == 1 else 'wait'} for an answer"
    if counts.overdue_count:
        told += f"; {counts.overdue_count:,} {'is' if counts.overdue_count == 1 else 'are'} overdue"
    return told


def detail(outcomes: pd.DataFrame) -> str:
    """Whether answering pays, as far as the data can say."""
    kinds = {row.kind: row for row in rows_of(FollowUpsOutcomes, outcomes)}
    answered, unanswered = kinds.get("answered"), kinds.get("unanswered")
    if unanswered is None or not unanswered.is_enough:
        return "It is too early to say who comes back after a complaint."
    told = (
        f"Of {unanswered.judged_count:,} complaints that nobody answered, "
        f"{text.percent(unanswered.recovered_rate)} came back all the same"
    )
    if answered is None or not answered.is_enough:
        return f"{told}. Too few were answered yet to say what an answer does."
    told += f"; of {answered.judged_count:,} answered, {text.percent(answered.recovered_rate)}."
    if (answered.difference_low or 0) > 0:
        return f"{told} That is more than chance."
    if (answered.difference_high or 0) < 0:
        return f"{told} That is fewer, and more than chance."
    return f"{told} That may be chance."


def own_sentence(counts: FollowUpsFigures) -> str:
    """What was given to whoever is looking."""
    if not counts.open_count:
        return "Nothing waits for you"
    return f"{text.count(counts.open_count, 'complaint')} given to you"


def own_detail(counts: FollowUpsFigures) -> str | None:
    """How many of them are late."""
    if not counts.overdue_count:
        return None
    return f"{counts.overdue_count:,} {'is' if counts.overdue_count == 1 else 'are'} overdue."


def figures(counts: FollowUpsFigures, outcomes: pd.DataFrame) -> list[Figure]:
    """Who waits, how soon people hear from us, and who came back with and without an answer."""
    kinds = {row.kind: row for row in rows_of(FollowUpsOutcomes, outcomes)}
    answered = kinds.get("answered")
    return [
        Figure(
            "Waiting",
            f"{counts.open_count:,}",
            f"{counts.overdue_count:,} overdue; {counts.unowned_count:,} in nobody's hands",
        ),
        Figure(
            "First reply",
            "none yet"
            if answered is None or answered.median_reply_days is None
            else "same day"
            if answered.median_reply_days < 1
            else text.count(answered.median_reply_days, "day"),
            "after the complaint"
            if answered is None
            else f"the middle one of {text.count(answered.complaint_count, 'reply', 'replies')}",
        ),
        _recovery("Came back, answered", answered),
        _recovery("Came back, not answered", kinds.get("unanswered")),
    ]


def _recovery(label: str, row: FollowUpsOutcomes | None) -> Figure:
    if row is None or not row.is_enough:
        count = 0 if row is None else row.judged_count
        return Figure(label, "too few", f"{count:,} with their time over; it takes 5")
    return Figure(
        label,
        text.percent(row.recovered_rate),
        f"{text.percent_range(row.recovered_low, row.recovered_high)}, "
        f"{row.recovered_count:,} of {row.judged_count:,}",
    )


def history_note(counts: FollowUpsFigures) -> None:
    """What is too old to be answered now."""
    if counts.history_count:
        older = text.count(counts.history_count, "older complaint")
        st.caption(
            f"{older} nobody took up: more than 60 days ago, they open no case. They are what the "
            "answered ones are compared with."
        )


def outcome_note(outcomes: pd.DataFrame) -> None:
    """What the comparison cannot say."""
    if len(outcomes):
        st.caption(
            "Whom you answer is not left to chance: part of a difference may be who they are. "
            "People we do not know cannot be seen coming back and are left out."
        )
