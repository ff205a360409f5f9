"""Those who do not answer: how many, and what the score would be with them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.satisfaction import (
    SatisfactionReweighted,
    SatisfactionSilentRegulars,
    SatisfactionWhoAnswers,
)
from regulars.web.kit import tables, text
from regulars.web.kit.parts import Figure
from regulars.web.kit.rhythm_wording import rhythm_words
from regulars.web.screens.satisfaction.scores import score_range

__all__ = [
    "NOT_ASKED",
    "SILENT_ALT",
    "SILENT_TOLD",
    "answer_rates",
    "reweighted_figures",
    "silent_columns",
    "silent_words",
]

NOT_ASKED = "No overall score from people we recognise, so nothing can be weighed."
SILENT_ALT = "Regulars who never answered, those who are expected to spend most first"
SILENT_TOLD = tables.InWords(SatisfactionSilentRegulars, "why", rhythm_words)
OFTEN = {1: "once", 2: "two or three times", 4: "four to nine times", 10: "ten times or more"}


def reweighted_figures(reweighted: pd.DataFrame) -> list[Figure]:
    """The overall score of those who answered, and of those who came."""
    shown = []
    for row in rows_of(SatisfactionReweighted, reweighted.head(2)):
        metric = str(row.metric)
        name = text.score_name(metric, "overall")
        shown += [
            Figure(
                f"{name}: who answered",
                text.score(metric, row.raw_value),
                f"{score_range(metric, row.raw_low, row.raw_high)}, {row.n:,} people",
            ),
            Figure(
                f"{name}: who came",
                text.score(metric, row.value),
                f"{score_range(metric, row.low, row.high)}, "
                f"weighed to {row.visitor_count:,} people",
            ),
        ]
    return shown


def answer_rates(who: pd.DataFrame) -> str:
    """How many of those who came so often answered."""
    first = who[who["metric"] == who["metric"].iloc[0]]
    told = [
        f"{text.percent(row.answer_rate)} of the {row.visitor_count:,} who came "
        f"{OFTEN[row.often]} ({text.percent_range(row.low, row.high)})"
        for row in rows_of(SatisfactionWhoAnswers, first)
    ]
    return f"Who answered: {'; '.join(told)}. What the others feel, nobody knows."


def silent_words(silent: pd.DataFrame, chosen: Chosen) -> str:
    """How many regulars never answered, and what they are expected to spend."""
    worth = silent["expected_value_26w"].sum()
    return (
        f"{text.count(len(silent), 'regular')} never answered; together they are expected to "
        f"spend {text.money(worth, chosen.currency)} in 26 weeks. Ask them in person."
    )


def silent_columns(chosen: Chosen) -> dict[str, Any]:
    """The columns of the silent regulars."""
    return {
        "expected_value_26w": tables.money_column("Expected in 26 weeks", chosen),
        "visit_count": tables.count_column("Visits"),
        "why": st.column_config.TextColumn("Their rhythm", width="large"),
        "last_staff": "Last served by",
        "last_visited_on": tables.day_column("Last here"),
    }
