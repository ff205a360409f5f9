"""What only the Regulars screen says and does."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from regulars.app.acts.regular_rule import ChangeRule, ResetRule
from regulars.app.filters import Chosen
from regulars.app.policy import Permission
from regulars.app.rows.regulars import RegularsFigures, RegularsPeople, RegularsRulePreview
from regulars.records.regular_rule import FEWEST, MOST_VISITS, MOST_WEEKS
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.outcomes import do_long
from regulars.web.kit.rhythm_wording import usual_words
from regulars.web.kit.session import row
from regulars.web.kit.tables import InWords

__all__ = [
    "CHANGE_WORDS",
    "LIST_TOLD",
    "changed_words",
    "concentration_words",
    "explanation",
    "rule_editor",
    "rule_proposal",
    "sentence",
]

WORKING = "All figures are worked out anew"
LIST_TOLD = InWords(RegularsPeople, "usual", usual_words)
CHANGE_WORDS = {
    "became": "became a regular",
    "came_back": "came back",
    "stopped": "stopped being one",
}


def sentence(summary: RegularsFigures) -> str:
    """How many regulars there are, and what share of the visits is theirs."""
    if summary.regular_count == 0:
        return "No regulars yet"
    verb = "brings" if summary.regular_count == 1 else "bring"
    regulars = text.count(summary.regular_count, "regular")
    return f"{regulars} {verb} {text.percent(summary.regular_visit_rate)} of visits"


def explanation(summary: RegularsFigures, chosen: Chosen) -> str:
    """Who a regular is, and how many became one or stopped being one in the period."""
    rule = (
        f"A regular was here at least {summary.rule_visits} times in the last "
        f"{summary.rule_weeks} weeks."
    )
    if not chosen.has_before:
        return rule
    became = text.count(summary.became_count, "person", "people")
    stopped = text.count(summary.stopped_count, "person", "people")
    since = text.day(chosen.from_on, near=chosen.as_of)
    return f"Since {since}, {became} became regulars and {stopped} stopped being one. {rule}"


def changed_words(changed: pd.DataFrame) -> str:
    """How many became regulars, came back and stopped, and how to read the list."""
    counts = changed["change"].value_counts()
    told = ", ".join(
        f"{counts[change]:,} {words_of}"
        for change, words_of in CHANGE_WORDS.items()
        if change in counts
    )
    return f"{told}; the latest first. A name opens the card."


def concentration_words(frame: pd.DataFrame, chosen: Chosen) -> tuple[str, str]:
    """The title of the curve, which says what to see, and what it rests on."""
    if frame.empty:
        return "How much of the trade hangs on a few", "Too few named customers to say."
    top = frame[np.isclose(frame["people_rate"], 0.2)].iloc[0]
    unknown = top["unknown_revenue"]
    apart = (
        f"; walk-ins spent another {text.money(unknown, chosen.currency)} and are left out"
        if unknown > 0
        else ""
    )
    return (
        f"The top {text.percent(0.2)} of named customers bring "
        f"{text.percent(top['sales_rate'])} of named sales",
        f"{top['named_customer_count']:,.0f} named customers spent "
        f"{text.money(top['named_revenue'], chosen.currency)} in this period{apart}.",
    )


def rule_proposal(summary: RegularsFigures, chosen: Chosen) -> None:
    """Managers only: a rule that fits the shop's pace, and what it would change; take or leave."""
    if summary.fitting_weeks is None or not current_viewer().may(Permission.SET_RULE):
        return
    visits, weeks = summary.rule_visits, summary.fitting_weeks
    preview = row(RegularsRulePreview, as_of=chosen.as_of, visits=visits, weeks=weeks)
    with st.container(border=True):
        st.markdown(
            f"**{visits} visits in {weeks} weeks would suit your shop better.** Half of the people "
            f"who come back do so {text.every(summary.typical_gap_days)} or less often, so "
            f"{visits} visits in {summary.rule_weeks} weeks leave no room for one that is late. "
            f"There would be {text.count(preview.after_count, 'regular')} in the whole shop; "
            f"now there are {preview.before_count:,}."
        )
        with st.container(horizontal=True):
            if st.button(f"Look back {weeks} weeks", key="take_rule", type="primary"):
                do_long(ChangeRule(visits, weeks), WORKING)
            if st.button(f"Keep {summary.rule_weeks} weeks", key="keep_rule", type="tertiary"):
                do_long(ChangeRule(visits, int(summary.rule_weeks)), WORKING)


def rule_editor(summary: RegularsFigures, chosen: Chosen) -> None:
    """Managers only: set the rule of a regular, and see first what it would change."""
    if not current_viewer().may(Permission.SET_RULE):
        return
    with st.popover("Who is a regular?", icon=":material/tune:"):
        st.markdown(_rule_words(summary))
        visits = st.number_input(
            "At least so many visits",
            FEWEST,
            MOST_VISITS,
            value=int(summary.rule_visits),
            key=f"rule_visits_{summary.rule_visits}",
        )
        weeks = st.number_input(
            "in the last so many weeks",
            FEWEST,
            MOST_WEEKS,
            value=int(summary.rule_weeks),
            key=f"rule_weeks_{summary.rule_weeks}",
        )
        is_other = (visits, weeks) != (summary.rule_visits, summary.rule_weeks)
        if is_other:
            preview = row(
                RegularsRulePreview, as_of=chosen.as_of, visits=int(visits), weeks=int(weeks)
            )
            st.markdown(
                f"{text.count(preview.before_count, 'regular')} now, "
                f"**{preview.after_count:,}** by this rule, in the whole shop."
            )
        st.caption("It holds for the past too: all figures are worked out anew.")
        if st.button("Save", key="save_rule", disabled=not is_other, type="primary"):
            do_long(ChangeRule(int(visits), int(weeks)), WORKING)
        if summary.is_chosen and st.button(
            f"Back to the usual: {summary.usual_visits} visits in {summary.usual_weeks} weeks",
            key="reset_rule",
            type="tertiary",
        ):
            do_long(ResetRule(), WORKING)


def _rule_words(summary: RegularsFigures) -> str:
    """What the rule is, and why."""
    rule = f"**{summary.rule_visits} visits in {summary.rule_weeks} weeks**"
    if summary.is_chosen:
        return f"{rule}, as was decided here."
    if summary.usual_weeks > 26 and summary.typical_gap_days is not None:
        return (
            f"{rule}. People who come back here do so about every "
            f"{text.count(round(summary.typical_gap_days), 'day')}, so we look back a year, "
            "not 26 weeks."
        )
    return f"{rule}, the usual rule: more than three visits in half a year."
