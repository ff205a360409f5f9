"""How people were contacted and what a list brought, in words that say no more than they may."""

from __future__ import annotations

from regulars.app.rows.lapsed import LapsedWinBackLists
from regulars.web.kit import text

__all__ = ["BY_WORDS", "result_words"]

BY_WORDS = {
    "e-mail": "by e-mail",
    "text message": "by text message",
    "phone call": "by phone",
    "letter": "by letter",
    "in person": "in person",
}


def result_words(result: LapsedWinBackLists, currency: str | None) -> tuple[str, str]:
    """(what a list brought, how sure that is), as far as it can be said.

    Args:
        result: a row of ``lapsed/win_back_lists``.
        currency: the shop's currency.
    """
    groups = (
        f"{result.returned_count:,} of {result.group_count:,} on the list to contact came back, "
        f"{result.held_out_returned_count:,} of {result.held_out_count:,} of those left alone"
    )
    if result.started_on is None:
        span = text.count(result.horizon_days, "day")
        return (
            "Not contacted yet",
            f"Once somebody was contacted, both groups are watched for {span}.",
        )
    until = text.day(result.until_on)
    small = result.group_count < 5 or result.held_out_count < 5
    too_few = "The groups are too small to compare: it takes five people in each."
    if not result.is_over and small:
        return "Too few to say", f"So far {groups}. {too_few}"
    if not result.is_over:
        return (
            "Too early to say",
            f"So far {groups}. From {until} on it can be said, once sales until then are in.",
        )
    spent = f"Those contacted who came back spent {text.money(result.spend, currency)}."
    difference, low, high = result.difference, result.difference_low, result.difference_high
    if not result.is_enough or difference is None or low is None or high is None:
        return "Too few to say", f"Until {until}, {groups}. {too_few} {spent}"
    points = round(100 * difference)
    size = text.count(abs(points), "percentage point")
    interval = (
        f"The true difference lies between {_points(low)} and "
        f"{_points(high)} points (95 of 100 times)."
    )
    if low > 0:
        title = f"It worked: {size} more came back"
    elif high < 0:
        title = f"It did harm: {size} fewer came back"
    elif points == 0:
        title = "No difference that can be told from chance"
    else:
        title = f"{size} {'more' if points > 0 else 'fewer'} came back; that may be chance"
    return title[0].upper() + title[1:], f"Until {until}, {groups}. {interval} {spent}"


def _points(share: float) -> str:
    return f"{100 * share:+.0f}".replace("-", "\N{MINUS SIGN}")
