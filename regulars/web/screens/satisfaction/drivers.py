"""What goes with the score and with coming back, in words."""

from __future__ import annotations

import pandas as pd

from regulars.app.rows import rows_of
from regulars.app.rows.satisfaction import SatisfactionDrivers
from regulars.facts.comments.word_lists import read_lists
from regulars.facts.drivers.build import WRITING_ABOUT
from regulars.facts.drivers.effects import SURE_ANSWERS
from regulars.web.kit import text

__all__ = ["driver_words", "named_drivers", "return_words"]

TOO_FEW = {
    "score": "Too few answers yet; it takes at least 50 with every question answered.",
    "return": "Too few answers yet, or too few people who stayed away, to tell it from chance.",
}


def named_drivers(drivers: pd.DataFrame) -> pd.DataFrame:
    """The drivers under the names that the screen has for themes."""
    titles = read_lists().themes
    called = [
        WRITING_ABOUT + titles[theme].lower() if (theme := _theme_of(name)) in titles else name
        for name in drivers["driver"]
    ]
    return drivers.assign(driver=called)


def driver_words(drivers: pd.DataFrame, outcome: str) -> str:
    """A sentence for each impression that goes with the outcome; how much they explain of it."""
    shown = drivers[drivers["outcome"] == outcome]
    if shown.empty:
        return TOO_FEW[outcome]
    told = []
    for row in rows_of(SatisfactionDrivers, shown[shown["is_real"]]):
        size = _effect_words(outcome, row)
        told.append(f"{text.plain(row.driver.capitalize())}: {size}.")
    n, wanted = int(shown["n"].iloc[0]), SURE_ANSWERS[outcome]
    if n < wanted and not shown["is_real"].all():
        told.append(
            f"{'Of the rest' if told else 'Of all that was asked'}: too few answers to say; it "
            f"takes about {wanted} to call an effect nought."
        )
    elif not told:
        told = ["Nothing that was asked goes with it more than chance would."]
    explained = float(shown["explained"].iloc[0])
    kind = "R\u00b2" if outcome == "score" else "pseudo-R\u00b2"
    return " ".join(told) + (
        f" Together they explain {text.percent(explained)} of it ({kind}), from "
        f"{text.count(n, 'answer')}. Going together is not yet causing."
    )


def _effect_words(outcome: str, row: SatisfactionDrivers) -> str:
    is_theme = row.driver.startswith(WRITING_ABOUT)
    if outcome == "return":
        where = "of those who did" if is_theme else "where it was better by one usual step"
        return (
            f"{where}, {abs(100 * row.effect):.0f} more of 100 "
            f"{'came back' if row.effect > 0 else 'stayed away'} "
            f"({100 * row.low:+.0f} to {100 * row.high:+.0f})"
        )
    how = "higher" if row.effect > 0 else "lower"
    return (
        f"{'it' if is_theme else 'one usual step better'} goes with an overall score "
        f"{abs(row.effect):.2f} steps {how} ({row.low:.2f} to {row.high:.2f})"
    )


def _theme_of(driver: str) -> str:
    return driver.removeprefix(WRITING_ABOUT) if driver.startswith(WRITING_ABOUT) else ""


def return_words(came_back: pd.DataFrame) -> str:
    """Within how long, and what it does not say."""
    if came_back.empty:
        return "Answers must be old enough to know who came back."
    days = int(came_back["horizon_days"].max())
    return (
        f"A visit within {text.count(days / 7, 'week')} of the answer, of people we recognise. "
        "Who loves a place also comes more often: this is not what the score caused."
    )
