"""How good or bad a comment is as a whole: VADER's compound, and what is added to it."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

__all__ = ["vader_value", "whole_of"]

# VADER's compound is sum / sqrt(sum^2 + 15).
ALPHA = 15.0
SHOWN_DIGITS = 4


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def vader_value(word: str) -> float:
    """What VADER thinks of a word alone; 0 for words it does not know."""
    return float(_analyzer().lexicon.get(word, 0.0))


def whole_of(comment: str, extra: float, *, is_english: bool) -> float:
    """From -1 to 1: VADER's sum for an English comment, and ``extra``, squeezed as VADER does."""
    total = extra
    if is_english:
        compound = float(_analyzer().polarity_scores(comment)["compound"])
        compound = max(-0.9999, min(0.9999, compound))
        total += compound * math.sqrt(ALPHA / (1.0 - compound * compound))
    return round(total / math.sqrt(total * total + ALPHA), SHOWN_DIGITS)
