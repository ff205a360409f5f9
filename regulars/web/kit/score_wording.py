"""What was scored badly, in words."""

from __future__ import annotations

from regulars.app.rows.follow_ups import FollowUpsCases
from regulars.app.rows.today import TodayCare

__all__ = ["low_words"]


def low_words(case: FollowUpsCases | TodayCare) -> str:
    """What was scored badly, and whether the words were angry; empty where neither was."""
    told = [_low_score(score) for score in case.low_scores or ()]
    return ", ".join([*told, "angry words"] if case.is_angry else told)


def _low_score(coded: str) -> str:
    metric, touchpoint, score = coded.split(" ")
    if metric == "nps":
        return f"would recommend {score} of 10"
    if metric == "ces":
        return f"effort {score} of 7"
    return f"{score} of 5 stars" if metric == "stars" else f"{touchpoint} {score} of 5"
