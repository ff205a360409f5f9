"""What the Regulars screen says of newcomers and of rhythms."""

from __future__ import annotations

import pandas as pd

from regulars.app.rows import rows_of
from regulars.app.rows.regulars import RegularsCohorts
from regulars.web.kit import text
from regulars.web.kit.charts.rhythm import CLOCKWORK
from regulars.web.screens.regulars.newcomer_charts import MONTHS_SHOWN, PACE_WORDS, TOLD_DAYS

__all__ = ["cohort_words", "rhythm_words"]

TOO_FEW = 20


def cohort_words(frame: pd.DataFrame) -> tuple[str, str]:
    """(title that says what to see, what it rests on) of ``regulars/cohorts``."""
    how = "A row is the month of the first visit, in brackets how many people."
    if frame["month_on"].nunique() > MONTHS_SHOWN:
        how += f" The latest {MONTHS_SHOWN} months are shown; the number above is of all."
    if bool(frame["may_be_older"].any()):
        how += " * So soon after your data begins, many were customers before."
    told = rows_of(RegularsCohorts, frame[frame["within_days"] == TOLD_DAYS].head(1))
    if not told or told[0].together_count == 0:
        return "Who comes again after a first visit", f"Too early to say. {how}"
    if told[0].together_count < TOO_FEW:
        return "Who comes again after a first visit", f"Too few people to say. {how}"
    sure = text.percent_range(told[0].together_low, told[0].together_high)
    return (
        f"{text.percent(told[0].together_rate)} come again within {TOLD_DAYS} days of their "
        "first visit",
        f"Of {text.count(told[0].together_count, 'newcomer')} whose {TOLD_DAYS} days are over; "
        f"95 % sure: {sure}. {how}",
    )


def rhythm_words(frame: pd.DataFrame) -> tuple[str, str]:
    """(title that says what to see, what it rests on) of ``regulars/rhythms``."""
    people = int(frame["customer_count"].sum())
    how = "Everybody with four visits or more who has not lapsed; steadiness takes seven visits."
    if people < TOO_FEW:
        return "How often people come, and how steadily", how
    by_pace = frame.groupby("pace_no")["customer_count"].sum()
    steadiest = frame["steadiness"] == CLOCKWORK
    most = PACE_WORDS[int(str(by_pace.idxmax()))]
    clockwork = text.count(frame["customer_count"][steadiest].sum(), "person", "people")
    return (
        f"{by_pace.max():,} of {people:,} come {most}; {clockwork} like clockwork",
        how,
    )
