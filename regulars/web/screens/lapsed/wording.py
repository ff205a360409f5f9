"""What only the Lapsed screen says."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.lapsed import LapsedDepartures, LapsedFigures, LapsedFixedRule, LapsedOverdue
from regulars.web.kit import tables, text
from regulars.web.kit.rhythm_wording import why_words
from regulars.web.kit.session import ask
from regulars.web.kit.tables import InWords, cells, name_link

__all__ = [
    "LIST_ALT",
    "LIST_TOLD",
    "TOO_EARLY",
    "booked_note",
    "choose_people",
    "departure_words",
    "explanation",
    "late_change",
    "list_columns",
    "method_table",
    "monthly_words",
    "proof_words",
    "rule_comparison",
    "sentence",
    "urgent_cards",
]

CARDS_SHOWN = 4
BOOKED_NAMED = 6
BANDS = ("slipping", "likely lapsed", "lapsed")
BOOKED = "booked"
BAND, RULE = "band", "fixed_rule"
LIST_ALT = "People who are slipping or have lapsed, most urgent first"
LIST_TOLD = InWords(LapsedOverdue, "why", why_words)
TOO_EARLY = (
    "Too early to compare: there is not enough history yet in which it is known who came back."
)
METHOD_WORDS = {
    "return_outlook": "Our outlook",
    "p_alive": "P(alive), a model of visits alone",
    "overdue_ratio": "Lateness by own rhythm",
    "days_since_last": "Days since the last visit",
    "fixed_rule": "A fixed rule: none in 6 weeks",
}
RULE_WORDS = "three visits in six months, none in six weeks"


def sentence(summary: LapsedFigures) -> str:
    """How many are slipping, and about how many of them are gone unless somebody does something."""
    slipping, likely = int(summary.slipping_count), int(summary.likely_count)
    if slipping + likely == 0:
        return "Nobody is slipping"
    told = []
    if slipping:
        told.append(f"{slipping} {'person is' if slipping == 1 else 'people are'} slipping")
    if likely:
        have = "has" if likely == 1 else "have"
        told.append(
            f"{likely} {have} likely lapsed"
            if slipping
            else f"Nobody is just slipping, {likely} {have} likely lapsed"
        )
    both = " and ".join(told)
    if summary.unlikely_count is None:
        return both
    return f"{both}; about {summary.unlikely_count} will not come back by themselves"


def explanation(came_back: pd.DataFrame) -> str:
    """What this shop's own past says about people who were flagged before."""
    flagged = int(came_back["flagged_count"].sum())
    if flagged == 0:
        return "There is not enough history yet to say how many come back unasked."
    return (
        f"Of {flagged:,} flagged like this at past month-ends, "
        f"{int(came_back['returned_count'].sum()):,} came back within {_span(came_back)} unasked. "
        "Late is measured against each person's own rhythm; closed days do not count."
    )


def late_change(
    late: int, summary: LapsedFigures, chosen: Chosen
) -> tuple[str | None, float | None]:
    """(since when, how many more are late); without a number where nothing compares."""
    if not chosen.has_before or summary.late_before_count is None:
        return "by their own rhythm", None
    since = text.day(summary.before_on, near=chosen.as_of)
    return f"since {since}", float(late - summary.late_before_count)


def monthly_words(monthly: pd.DataFrame) -> tuple[str, str]:
    """(title that says what to see, what it rests on) of ``lapsed/monthly``."""
    how = (
        "Below the line: who was late at a month's end and was not the month before; whoever slips "
        "and is back within a month is above it only. People who were here at least four times."
    )
    returned = 0 if monthly.empty else int(monthly["returned_count"].sum())
    if returned == 0:
        return "Nobody who was late came back in this period", how
    times = "once" if returned == 1 else f"{returned:,} times"
    return f"People who were late came back {times}", how


def proof_words(came_back: pd.DataFrame) -> str:
    """Of those flagged at the latest month-end that can be judged, how many came back anyway."""
    judged = came_back[came_back["flagged_count"] > 0]
    if judged.empty:
        return "No month-end with anybody flagged is old enough to know who came back."
    last = judged.iloc[-1]
    return (
        f"Of {last['flagged_count']:,} flagged at the end of {text.month(last['month_on'])}, "
        f"{last['returned_count']:,} came back anyway within {_span(came_back)}. Flagged: slipping "
        "or likely lapsed. Each month-end is judged by what was known on that day."
    )


def _span(came_back: pd.DataFrame) -> str:
    days = int(came_back["horizon_days"].max())
    return text.count(days / 7, "week") if days < 112 else text.count(days / 30.4, "month")


def choose_people(overdue: pd.DataFrame) -> pd.DataFrame:
    """Those of the bands that are picked, in the order of the list; who is booked is left out."""
    late = overdue[overdue["band"] != BOOKED]
    there = [band for band in BANDS if (late["band"] == band).any()]
    if len(there) < 2:
        return late
    counts = late["band"].value_counts()
    picked = st.pills(
        "Show",
        there,
        selection_mode="multi",
        default=there,
        format_func=lambda band: f"{band} ({counts[band]:,})",
        key=BAND,
        label_visibility="collapsed",
    )
    return late[late["band"].isin(picked)] if picked else late


def booked_note(overdue: pd.DataFrame) -> None:
    """Who is late and has a booking: they are expected, not lapsed."""
    booked = overdue[overdue["band"] == BOOKED].sort_values(["booked_on", "customer_name"])
    if booked.empty:
        return
    named = [
        f"{text.plain(person.customer_name)} is booked for {text.day(person.booked_on)}"
        for person in rows_of(LapsedOverdue, booked.head(BOOKED_NAMED))
    ]
    more = len(booked) - len(named)
    tail = f", and {more:,} more are booked" if more else ""
    st.caption(f"Late, but not lapsed: {', '.join(named)}{tail}.")


def list_columns(chosen: Chosen) -> dict[str, Any]:
    """The columns of the list to act on."""
    return {
        "why": st.column_config.TextColumn("Why we say so", width="large"),
        "band": "Now",
        "value_at_risk": tables.money_column("At risk", chosen),
        "last_score": tables.count_column("Last score"),
        "last_comment": "Last said",
        "last_staff": "Last served by",
        "usual_staff": "Mostly served by",
        "usual_item": "The usual",
        "usual_item_gone": st.column_config.CheckboxColumn(
            "Usual gone", help="Ticked if the usual has not been sold since their last visit"
        ),
        "last_visited_on": tables.day_column("Last here"),
    }


def method_table(methods: pd.DataFrame) -> None:
    """Ways to tell who comes back, side by side, at past month-ends."""
    first, last = methods["first_on"].min(), methods["last_on"].max()
    count = int(methods["month_count"].max())
    ours = methods[methods["method"] == "return_outlook"].iloc[0]
    st.markdown(
        "**Whoever came back stood above whoever did not in "
        f"{text.percent(ours['auc'])} of pairs.** "
        f"We expected {ours['predicted_count']:,.0f} returns in all and saw "
        f"{ours['returned_count']:,}. {text.count(count, 'month-end')}, {text.day(first)} to "
        f"{text.day(last)}; all places."
    )
    shown = pd.DataFrame(
        {
            "Way to tell": methods["method"].map(METHOD_WORDS),
            "Pairs in the right order": [_tenths(auc) for auc in methods["auc"]],
            "From month to month": [
                text.percent_range(low, high)
                for low, high in zip(methods["lowest_auc"], methods["highest_auc"], strict=True)
            ],
            "Error of the chance (Brier)": [
                "gives no chance" if text.is_missing(brier) else f"{brier:.3f}"
                for brier in methods["brier"]
            ],
            "Expected": [
                "" if text.is_missing(number) else f"{number:,.0f}"
                for number in methods["predicted_count"]
            ],
            "Came back": [f"{number:,}" for number in methods["returned_count"]],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="methods",
        alt="Five ways to tell who comes back, with how often each was right",
        placeholder="",
    )
    st.caption(
        "Half of the pairs would be right by tossing a coin (AUC). The error is 0 for somebody "
        "who always knows; less is better. At month-ends too early to learn from, our outlook is "
        "the model alone."
    )


def _tenths(share: Any) -> str:
    return "unknown" if text.is_missing(share) else f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


def rule_comparison(chosen: Chosen) -> None:
    """The fixed rule of a till beside ours: whom only one of the two flags."""
    if not st.toggle(f"Compare with the fixed rule of many tills: {RULE_WORDS}", key=RULE):
        return
    flagged = ask("lapsed/fixed_rule", chosen)
    counts = flagged["flagged_by"].value_counts()
    both, ours, rule = (int(counts.get(who, 0)) for who in ("both", "only ours", "only the rule"))
    st.markdown(
        f"**{both:,} are flagged by both, {ours:,} only by ours, {rule:,} only by the rule.** The "
        "rule waits six weeks for everybody, however often they come, and does not see who comes "
        "fewer than three times in six months."
    )
    columns = {
        "flagged_by": "Flagged by",
        "why": st.column_config.TextColumn("How they usually come", width="large"),
        "visit_count_26w": tables.count_column("Visits in 26 weeks"),
        "last_visited_on": tables.day_column("Last here"),
    }
    differing = flagged[flagged["flagged_by"] != "both"]
    if len(differing):
        tables.people_table(
            differing,
            columns,
            key="rule",
            alt="People whom only one of the two ways flags",
            told=InWords(LapsedFixedRule, "why", why_words),
        )


def departure_words(departure: LapsedDepartures, chosen: Chosen) -> tuple[str, str]:
    """(title, detail) of what happened to a colleague's regulars after the last day."""
    name = text.plain(departure.staff)
    last = text.day(departure.last_served_on, near=chosen.as_of)
    verdict = (
        "That is more than chance." if departure.is_clear else "That may be chance: too few to say."
    )
    weeks = text.count((departure.judged_on - departure.last_served_on).days // 7, "week")
    others = (
        "too few others to compare"
        if departure.other_drifted_rate is None
        else f"{departure.other_drifted_count} of the other {departure.other_regular_count}"
    )
    return (
        f"Since {name} left, {departure.drifted_count} of {departure.regular_count} of {name}'s "
        "regulars have drifted off",
        f"Last served on {last}; judged {weeks} later. In the same time: {others}. {verdict}",
    )


def urgent_cards(people: pd.DataFrame, chosen: Chosen) -> None:
    """Those with most at risk who may still be had: why we say so, and what happened last."""
    urgent = people[people["band"] != "lapsed"].head(CARDS_SHOWN)
    for cell, person in cells(rows_of(LapsedOverdue, urgent)):
        with cell:
            name_link(person.customer_id, person.customer_name)
            st.markdown(text.plain(why_words(person)))
            st.caption(" · ".join(_last_experience(person, chosen)))


def _last_experience(person: LapsedOverdue, chosen: Chosen) -> list[str]:
    at_risk = text.money(person.value_at_risk, chosen.currency, cents=False)
    told = [f"{at_risk} at risk in 26 weeks"]
    if person.last_score is not None:
        gave = text.given_score(str(person.last_score_metric), person.last_score)
        told.append(f"gave {gave} on {text.day(person.last_answered_on, near=chosen.as_of)}")
    if person.usual_staff_left:
        told.append(f"{text.plain(person.usual_staff)}, who mostly served them, has left")
    elif person.last_staff is not None:
        told.append(f"last served by {text.plain(person.last_staff)}")
    if person.usual_item_gone:
        told.append(f"{text.plain(person.usual_item)}, their usual, is no longer sold")
    if person.last_comment is not None:
        told.append(f"“{text.plain(person.last_comment)}”")
    return told
