"""Rows of queries/satisfaction/, written by scripts/rows.py: `make rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from regulars.app.rows import Row

__all__ = [
    "SatisfactionAnswers",
    "SatisfactionCameBack",
    "SatisfactionColleagueQuotes",
    "SatisfactionColleagues",
    "SatisfactionComments",
    "SatisfactionDrivers",
    "SatisfactionEmergingWords",
    "SatisfactionFeelings",
    "SatisfactionFigures",
    "SatisfactionNicknames",
    "SatisfactionPlaces",
    "SatisfactionQuotes",
    "SatisfactionReweighted",
    "SatisfactionSignals",
    "SatisfactionSilentRegulars",
    "SatisfactionThemes",
    "SatisfactionTrend",
    "SatisfactionWeekly",
    "SatisfactionWhoAnswers",
    "SatisfactionWordChanges",
]


@dataclass(frozen=True, slots=True)
class SatisfactionAnswers(Row):
    """Who answers."""

    asks: ClassVar[str] = "satisfaction/answers"

    response_count: int
    visitor_count: int
    response_rate: float | None
    known_count: int


@dataclass(frozen=True, slots=True)
class SatisfactionCameBack(Row):
    """Who comes back after which score."""

    asks: ClassVar[str] = "satisfaction/came_back"

    score_band: str
    n: int
    returned_count: int
    return_rate: float
    low: float
    high: float
    horizon_days: int


@dataclass(frozen=True, slots=True)
class SatisfactionColleagueQuotes(Row):
    """Who names a colleague."""

    asks: ClassVar[str] = "satisfaction/colleague_quotes"

    response_number: int
    polarity: int


@dataclass(frozen=True, slots=True)
class SatisfactionColleagues(Row):
    """Colleagues whom people name."""

    asks: ClassVar[str] = "satisfaction/colleagues"

    colleague: str
    comment_count: int
    good_count: int
    bad_count: int
    good_rate: float | None
    low: float | None
    high: float | None
    last_named_on: date


@dataclass(frozen=True, slots=True)
class SatisfactionComments(Row):
    """What people say."""

    asks: ClassVar[str] = "satisfaction/comments"

    response_number: int
    responded_on: date
    customer_id: str | None
    customer_name: str | None
    score: int | None
    metric: str
    mood: str
    comment: str
    named: str | None
    touchpoints: tuple[str, ...] | None
    touchpoint_scores: tuple[int, ...] | None
    staff: str | None
    location: str | None
    category: str | None
    visitor: str | None
    weekday: int | None
    hour: int | None
    came_back_on: date | None
    last_visited_on: date | None


@dataclass(frozen=True, slots=True)
class SatisfactionDrivers(Row):
    """What goes with the score, and with coming back."""

    asks: ClassVar[str] = "satisfaction/drivers"

    outcome: str
    driver: str
    effect: float
    estimate: float
    low: float
    high: float
    p_value: float
    is_real: bool
    explained: float
    n: int


@dataclass(frozen=True, slots=True)
class SatisfactionEmergingWords(Row):
    """Words that people have begun to use."""

    asks: ClassVar[str] = "satisfaction/emerging_words"

    word: str
    now_count: int
    before_count: int
    now_per_thousand: float
    before_per_thousand: float
    z: float


@dataclass(frozen=True, slots=True)
class SatisfactionFeelings(Row):
    """What people say they felt."""

    asks: ClassVar[str] = "satisfaction/feelings"

    feeling: str
    comment_count: int
    written_count: int
    comment_rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SatisfactionFigures(Row):
    """Satisfaction in figures."""

    asks: ClassVar[str] = "satisfaction/figures"

    metric: str
    touchpoint: str
    n: int
    value: float
    low: float
    high: float
    before_n: int
    before_value: float | None
    before_low: float | None
    before_high: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class SatisfactionNicknames(Row):
    """What colleagues are called."""

    asks: ClassVar[str] = "satisfaction/nicknames"

    staff: str
    nickname: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class SatisfactionPlaces(Row):
    """Where people are happier, and where less."""

    asks: ClassVar[str] = "satisfaction/places"

    metric: str
    touchpoint: str
    dimension: str
    member: str
    n: int
    raw_value: float
    value: float
    low: float
    high: float
    all_value: float
    verdict: str


@dataclass(frozen=True, slots=True)
class SatisfactionQuotes(Row):
    """Who writes about a theme, or of a feeling."""

    asks: ClassVar[str] = "satisfaction/quotes"

    response_number: int
    polarity: int


@dataclass(frozen=True, slots=True)
class SatisfactionReweighted(Row):
    """The score of those who actually come."""

    asks: ClassVar[str] = "satisfaction/reweighted"

    metric: str
    n: int
    visitor_count: int
    raw_value: float
    raw_low: float
    raw_high: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SatisfactionSignals(Row):
    """What really changed."""

    asks: ClassVar[str] = "satisfaction/signals"

    metric: str
    touchpoint: str
    from_on: date
    to_on: date
    week_count: int
    n: int
    value: float
    usual_value: float
    direction: str


@dataclass(frozen=True, slots=True)
class SatisfactionSilentRegulars(Row):
    """Regulars who never answered."""

    asks: ClassVar[str] = "satisfaction/silent_regulars"

    customer_id: str
    customer_name: str
    visit_count: int
    last_visited_on: date
    last_staff: str | None
    home_location: str | None
    expected_value_26w: float | None
    cadence_days: float | None
    spread_days: float | None
    days_since_last: int
    closed_days: int


@dataclass(frozen=True, slots=True)
class SatisfactionThemes(Row):
    """What comments are about."""

    asks: ClassVar[str] = "satisfaction/themes"

    theme: str
    comment_count: int
    good_count: int
    bad_count: int
    good_rate: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class SatisfactionTrend(Row):
    """Every score, month by month or week by week."""

    asks: ClassVar[str] = "satisfaction/trend"

    metric: str
    touchpoint: str
    starts_on: date
    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SatisfactionWeekly(Row):
    """Signal or wobble, week by week."""

    asks: ClassVar[str] = "satisfaction/weekly"

    week_on: date
    metric: str
    touchpoint: str
    n: int
    value: float
    usual_value: float
    lower_limit: float
    upper_limit: float
    is_signal: bool
    spell_on: date | None


@dataclass(frozen=True, slots=True)
class SatisfactionWhoAnswers(Row):
    """Who answers, and who does not."""

    asks: ClassVar[str] = "satisfaction/who_answers"

    metric: str
    often: int
    visitor_count: int
    n: int
    answer_rate: float
    low: float
    high: float
    value: float | None


@dataclass(frozen=True, slots=True)
class SatisfactionWordChanges(Row):
    """What was changed of the word lists."""

    asks: ClassVar[str] = "satisfaction/word_changes"

    word: str
    theme_or_feeling: str
    polarity: float | None
    is_removed: bool
    changed_at: datetime
    changed_by: str
