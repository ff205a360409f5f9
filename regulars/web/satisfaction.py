"""What only the Satisfaction screen says and draws."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from regulars.web import charts, lists, parts, words
from regulars.web.filters import Chosen
from regulars.web.follow_ups import answer_button
from regulars.web.lists import name_link
from regulars.web.parts import Figure

__all__ = [
    "NOT_ASKED",
    "SILENT_ALT",
    "answer_rates",
    "choose_score",
    "comment_list",
    "detail",
    "driver_words",
    "figures",
    "place_part",
    "return_words",
    "reweighted_figures",
    "sentence",
    "signal_list",
    "silent_columns",
    "silent_words",
]

COMMENTS_SHOWN = 10
MOODS = {"All": None, "Unhappy": "unhappy", "In between": "neutral", "Happy": "happy"}
BADGES = {
    "unhappy": ":red-badge[:material/sentiment_dissatisfied: {score}]",
    "neutral": ":gray-badge[:material/sentiment_neutral: {score}]",
    "happy": ":green-badge[:material/sentiment_satisfied: {score}]",
}
VERDICTS = {
    "up": "better than the period before",
    "down": "worse than the period before",
    "no clear change": "no clear change from the period before",
    "too few answers": "too few answers before to compare",
}


def sentence(summary: pd.DataFrame, signals: pd.DataFrame) -> str:
    """What really changed; else how willing people are to recommend the shop."""
    if len(signals):
        return words.plain(signals.iloc[0]["words"])
    nps = summary[summary["metric"] == "nps"]
    if len(nps):
        return f"Nothing really changed; the NPS is {words.score('nps', nps['value'].iloc[0])}"
    return "Nothing really changed in this period"


def detail(answers: Any) -> str:
    """Who answered, and what that leaves unsaid."""
    return (
        f"From {words.count(answers.response_count, 'answer')}: "
        f"{words.percent(answers.response_rate)} of the visitors we recognise said something. "
        "The others may feel otherwise."
    )


def figures(summary: pd.DataFrame) -> list[Figure]:
    """The overall scores, and the touchpoints from the least liked on; four at most."""
    asked = summary.assign(
        is_part=summary["metric"] == "csat",
        rank=summary["value"].where(summary["metric"] == "csat"),
    ).sort_values(["is_part", "rank"], kind="stable")
    return [
        Figure(
            words.score_name(str(row.metric), str(row.touchpoint))
            if row.metric != "csat"
            else f"Happy with {row.touchpoint}",
            words.score(str(row.metric), row.value),
            f"{_range(str(row.metric), row.low, row.high)}, {words.count(row.n, 'answer')}; "
            + _change(row),
        )
        for row in asked.head(4).itertuples()
    ]


def _range(metric: str, low: Any, high: Any) -> str:
    if metric == "csat":
        return words.percent_range(low, high)
    return f"{words.score(metric, low)} to {words.score(metric, high)}"


def _change(row: Any) -> str:
    """The verdict, and of a real change how large it may be."""
    verdict = VERDICTS[str(row.verdict)]
    if row.verdict not in ("up", "down"):
        return verdict
    scale = 100 if row.metric == "csat" else 1
    ends = sorted((abs(scale * row.change_low), abs(scale * row.change_high)))
    digits = 0 if row.metric in ("csat", "nps") else 1
    return f"{verdict}, by {ends[0]:.{digits}f} to {ends[1]:.{digits}f} points"


def signal_list(signals: pd.DataFrame) -> None:
    """Each spell of weeks that chance does not explain, in words."""
    icons = {"below": ":material/trending_down:", "above": ":material/trending_up:"}
    for signal in signals.itertuples():
        show = st.warning if signal.direction == "below" else st.success
        metric = str(signal.metric)
        show(
            f"{words.plain(signal.words)}: {words.score(metric, signal.value)} against "
            f"{words.score(metric, signal.usual_value)}, from {words.count(signal.n, 'answer')}.",
            icon=icons[str(signal.direction)],
        )


def choose_score(weekly: pd.DataFrame, signals: pd.DataFrame) -> tuple[str, str]:
    """Which score to draw (metric, touchpoint): one with a signal unless another was picked."""
    options = list(dict.fromkeys(zip(weekly["metric"], weekly["touchpoint"], strict=True)))
    flagged = list(zip(signals["metric"], signals["touchpoint"], strict=True))
    first = next((score for score in flagged if score in options), options[0])
    names = {words.score_name(*score): score for score in options}
    picked = st.segmented_control(
        "Score",
        list(names),
        default=words.score_name(*first),
        key="touchpoint",
        label_visibility="collapsed",
    )
    return names.get(str(picked), first)


DIMENSIONS = {
    "staff": "Colleague",
    "location": "Place",
    "weekday": "Day",
    "hour": "Hour",
    "category": "What they had",
    "visitor": "Visitor",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COMMENTS_BEHIND = 5
TOO_FEW = {
    "score": "Too few answers yet; it takes at least 50 with every question answered.",
    "return": "Too few answers yet, or too few people who stayed away, to tell it from chance.",
}


def place_part(places: pd.DataFrame, comments: pd.DataFrame, chosen: Chosen) -> None:
    """Where answers come from that are better or worse; pressing a mark shows what was said."""
    dark = parts.is_dark()
    scores = {
        words.score_name(metric, touchpoint): (metric, touchpoint)
        for metric, touchpoint in zip(places["metric"], places["touchpoint"], strict=True)
    }
    there = [name for name in DIMENSIONS if (places["dimension"] == name).any()]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        score = st.selectbox("Score", list(scores), key="where_score", width=240)
        dimension = st.segmented_control(
            "By", there, default=there[0], format_func=DIMENSIONS.__getitem__, key="where_by"
        )
    metric, touchpoint = scores[str(score)]
    shown = places[
        (places["metric"] == metric)
        & (places["touchpoint"] == touchpoint)
        & (places["dimension"] == (dimension or there[0]))
    ].reset_index(drop=True)
    shown = shown.assign(
        label=[
            _member(kind, member)
            for kind, member in zip(shown["dimension"], shown["member"], strict=True)
        ]
    )
    picked = _pressed(charts.place_estimates(shown, dark=dark), "places")
    st.caption(_places_words(shown))
    if picked is not None:
        row = shown.iloc[len(shown) - 1 - picked]
        behind = comments[comments[row["dimension"]].astype(str) == _key(row, comments)]
        _comments_behind(f"{score}, {row['label']}", behind, chosen)
    hours = places[(places["dimension"] == "hour") & (places["metric"] == "csat")]
    if len(hours):
        st.markdown("**Touchpoint by hour**: happy of 100; framed where it clearly differs")
        picked = _pressed(charts.hour_heat_map(hours, dark=dark), "hours")
        if picked is not None:
            row = hours.iloc[picked]
            behind = comments[
                (comments["hour"] == int(row["member"]))
                & comments["touchpoints"].fillna("").str.contains(row["touchpoint"], regex=False)
            ]
            _comments_behind(f"{row['touchpoint'].capitalize()}, {row['member']} h", behind, chosen)


def _key(row: Any, comments: pd.DataFrame) -> str:
    is_number = row["dimension"] in ("hour", "weekday")
    has_gaps = is_number and comments[row["dimension"]].dtype.kind == "f"
    return f"{float(row['member'])}" if has_gaps else str(row["member"])


def _pressed(chart: Any, key: str) -> int | None:
    """Draw a chart whose marks can be pressed; which one was."""
    event = st.plotly_chart(
        chart.figure,
        theme=None,
        key=key,
        alt=chart.alt,
        config={"displayModeBar": False},
        on_select="rerun",
        selection_mode="points",
    )
    points = event.selection.points
    return int(points[0]["point_index"]) if points else None


def _places_words(shown: pd.DataFrame) -> str:
    told = [
        words.plain(row.label) + " " + str(row.verdict)
        for row in shown.itertuples()
        if row.verdict in ("better", "worse")
    ]
    first = (
        f"Clearly different from all together: {', '.join(told)}."
        if told
        else "No clear difference: every interval holds the mean of all."
    )
    return (
        f"{first} Few answers are pulled towards the mean; under 5 nothing is shown. Not a "
        "ranking: where intervals overlap, nobody is ahead. Press a mark to read what was said."
    )


def _member(dimension: Any, member: Any) -> str:
    if dimension == "weekday":
        return DAYS[int(member) - 1]
    if dimension == "hour":
        return f"{member} h"
    return str(member)


def _comments_behind(title: str, behind: pd.DataFrame, chosen: Chosen) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{words.plain(title)}**: {words.count(len(behind), 'comment')}"
            + (", the newest" if len(behind) > COMMENTS_BEHIND else "")
        )
        for comment in behind.head(COMMENTS_BEHIND).itertuples():
            name_link(comment.customer_id, comment.customer_name)
            st.markdown(words.plain(comment.comment))
            st.caption(f"{_score(comment)} · {words.day(comment.responded_on, near=chosen.as_of)}")


def driver_words(drivers: pd.DataFrame, outcome: str) -> str:
    """A sentence for each impression that goes with the outcome; how much they explain of it."""
    shown = drivers[drivers["outcome"] == outcome]
    if shown.empty:
        return TOO_FEW[outcome]
    told = []
    for row in shown[shown["is_real"]].itertuples():
        size = _effect_words(outcome, row)
        told.append(f"{words.plain(str(row.driver).capitalize())}: {size}.")
    if not told:
        told = ["Nothing that was asked goes with it more than chance would."]
    explained = float(shown["explained"].iloc[0])
    kind = "R\u00b2" if outcome == "score" else "pseudo-R\u00b2"
    return " ".join(told) + (
        f" Together they explain {words.percent(explained)} of it ({kind}), from "
        f"{words.count(shown['n'].iloc[0], 'answer')}. Going together is not yet causing."
    )


def _effect_words(outcome: str, row: Any) -> str:
    if outcome == "return":
        return (
            f"where it was better by one usual step, {abs(100 * row.effect):.0f} more of 100 "
            f"{'came back' if row.effect > 0 else 'stayed away'} "
            f"({100 * row.low:+.0f} to {100 * row.high:+.0f})"
        )
    how = "higher" if row.effect > 0 else "lower"
    return (
        f"one usual step better goes with an overall score {abs(row.effect):.2f} steps {how} "
        f"({row.low:.2f} to {row.high:.2f})"
    )


def return_words(came_back: pd.DataFrame) -> str:
    """Within how long, and what it does not say."""
    if came_back.empty:
        return "Answers must be old enough to know who came back."
    days = int(came_back["horizon_days"].max())
    return (
        f"A visit within {words.count(days / 7, 'week')} of the answer, of people we recognise. "
        "Who loves a place also comes more often: this is not what the score caused."
    )


NOT_ASKED = "No overall score from people we recognise, so nothing can be weighed."
SILENT_ALT = "Regulars who never answered, those who are expected to spend most first"
OFTEN = {1: "once", 2: "two or three times", 4: "four to nine times", 10: "ten times or more"}


def reweighted_figures(reweighted: pd.DataFrame) -> list[Figure]:
    """The overall score of those who answered, and of those who came."""
    shown = []
    for row in reweighted.head(2).itertuples():
        metric = str(row.metric)
        name = words.score_name(metric, "overall")
        shown += [
            Figure(
                f"{name}: who answered",
                words.score(metric, row.raw_value),
                f"{_range(metric, row.raw_low, row.raw_high)}, {row.n:,} people",
            ),
            Figure(
                f"{name}: who came",
                words.score(metric, row.value),
                f"{_range(metric, row.low, row.high)}, weighed to {row.visitor_count:,} people",
            ),
        ]
    return shown


def answer_rates(who: pd.DataFrame) -> str:
    """How many of those who came so often answered."""
    first = who[who["metric"] == who["metric"].iloc[0]]
    told = [
        f"{words.percent(row.answer_rate)} of the {row.visitor_count:,} who came "
        f"{OFTEN[int(row.often)]} ({words.percent_range(row.low, row.high)})"
        for row in first.itertuples()
    ]
    return f"Who answered: {'; '.join(told)}. What the others feel, nobody knows."


def silent_words(silent: pd.DataFrame, chosen: Chosen) -> str:
    """How many regulars never answered, and what they are expected to spend."""
    worth = silent["expected_value_26w"].sum()
    return (
        f"{words.count(len(silent), 'regular')} never answered; together they are expected to "
        f"spend {words.money(worth, chosen.currency)} in 26 weeks. Ask them in person."
    )


def silent_columns(chosen: Chosen) -> dict[str, Any]:
    """The columns of the silent regulars."""
    return {
        "expected_value_26w": lists.money_column("Expected in 26 weeks", chosen),
        "visit_count": lists.count_column("Visits"),
        "why": st.column_config.TextColumn("Their rhythm", width="large"),
        "last_staff": "Last served by",
        "last_visited_on": lists.day_column("Last here"),
    }


def comment_list(comments: pd.DataFrame, chosen: Chosen) -> None:
    """Comments with who wrote them, what they scored, and whether they came back."""
    picked = st.segmented_control(
        "Mood", list(MOODS), default="All", key="mood", label_visibility="collapsed"
    )
    mood = MOODS.get(str(picked))
    shown = comments if mood is None else comments[comments["mood"] == mood]
    pages = max(1, -(-len(shown) // COMMENTS_SHOWN))
    place = st.pagination(pages, key=f"comments_{picked}") if pages > 1 else 1
    first = (place - 1) * COMMENTS_SHOWN
    for comment in shown.iloc[first : first + COMMENTS_SHOWN].itertuples():
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    BADGES[str(comment.mood)].format(score=_score(comment)), width="content"
                )
                name_link(comment.customer_id, comment.customer_name)
                st.caption(words.day(comment.responded_on, near=chosen.as_of), width="content")
            st.markdown(words.plain(comment.comment))
            st.caption(_context(comment))
            answer_button(comment.response_number, comment.responded_on)


def _context(comment: Any) -> str:
    served = "" if words.is_missing(comment.staff) else f"served by {words.plain(comment.staff)}"
    rated = "" if words.is_missing(comment.touchpoints) else words.plain(comment.touchpoints)
    return " · ".join(part for part in (rated, served, words.plain(comment.came_back)) if part)


def _score(comment: Any) -> str:
    if words.is_missing(comment.score):
        return "no score"
    return f"{comment.score} of {10 if comment.metric == 'nps' else 5}"
