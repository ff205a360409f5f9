"""Choose whom to win back, see what would become of the list, and make it."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from regulars.app.acts.win_back import MakeList, PreviewList
from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.lapsed import LapsedWinBackCandidates
from regulars.records.win_back.lists import LONGEST_TITLE
from regulars.records.win_back.selection import Draw
from regulars.records.win_back.terms import CHANNELS, Terms
from regulars.web.kit import text
from regulars.web.kit.calendar import calendar_day
from regulars.web.kit.rhythm_wording import why_words
from regulars.web.kit.session import do
from regulars.web.kit.tables import day_column, money_column
from regulars.web.screens.lapsed.win_back.actions import carry_out

__all__ = ["make_form"]

MOST_AT_STAKE = 20
BY_VALUE, ALL, OWN = f"The {MOST_AT_STAKE} with most at stake", "All of them", "Choose in a table"
BANDS = {"All slipping": "slipping", "All likely lapsed": "likely lapsed", "All lapsed": "lapsed"}
HOLD_OUTS = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
CONSENT = {"e-mail": "may_email", "text message": "may_text"}


def make_form(candidates: pd.DataFrame, chosen: Chosen, *, next_no: int) -> None:
    """Ask whom to put on a list and how they will be reached, and show what becomes of them.

    Args:
        candidates: who can be on one (``lapsed/win_back_candidates``).
        chosen: the filters.
        next_no: the number that the list will have.
    """
    there = [label for label, band in BANDS.items() if (candidates["band"] == band).any()]
    choice = st.selectbox("Who", [BY_VALUE, *there, ALL, OWN], key="win_back_who")
    people = _chosen_people(candidates, choice, chosen)
    left, right = st.columns(2)
    channel = left.selectbox("How you will reach them", CHANNELS, key="win_back_channel")
    rate = right.select_slider(
        "Leave alone, to compare",
        HOLD_OUTS,
        0.2,
        format_func=text.percent,
        key="win_back_rate",
        help="Drawn at random, the same share of each band. With none left alone, nobody can say "
        "what the list changed.",
    )
    unknown = int(people[CONSENT[channel]].isna().sum()) if channel in CONSENT else 0
    # Kept where there is nothing to tick, so that it does not jump about.
    includes_unknown = bool(unknown) and st.checkbox(
        f"Also the {unknown:,} who never said whether they want "
        f"{'e-mails' if channel == 'e-mail' else 'text messages'}",
        key="win_back_unknown",
        help="Tick it only if you know that you may write to them. Who said no is never included.",
    )
    title = st.text_input(
        "Name of the list",
        f"Win-back {next_no}",
        max_chars=LONGEST_TITLE,
        key=f"win_back_title_{next_no}",
    )
    if people.empty:
        st.caption("Nobody is chosen yet.")
        return
    terms = Terms(channel, float(rate), includes_unknown)
    ids = list(people["customer_id"])
    drawn = do(PreviewList(ids, terms, calendar_day()))
    _preview(drawn)
    st.button(
        "Make this list",
        type="primary",
        key="win_back_save",
        disabled=not drawn.contacted,
        on_click=carry_out,
        args=(
            lambda: MakeList(title, ids, terms, calendar_day()),
            "The list is made. It stands below.",
        ),
    )


def _chosen_people(candidates: pd.DataFrame, choice: str, chosen: Chosen) -> pd.DataFrame:
    if choice == BY_VALUE:
        return candidates.head(MOST_AT_STAKE)
    if choice in BANDS:
        return candidates[candidates["band"] == BANDS[choice]]
    if choice == ALL:
        return candidates
    table = candidates.assign(
        email_words=_consent_words(candidates["may_email"]),
        text_words=_consent_words(candidates["may_text"]),
        why=[why_words(person) for person in rows_of(LapsedWinBackCandidates, candidates)],
    )
    shown = {
        "customer_name": "Name",
        "band": "Now",
        "value_at_risk": money_column("At risk", chosen),
        "why": st.column_config.TextColumn("Why", width="large"),
        "contacted_on": day_column("Last contacted"),
        "email_words": "E-mail",
        "text_words": "Text message",
    }
    picked = st.dataframe(
        table[list(shown)],
        hide_index=True,
        column_config=shown,
        on_select="rerun",
        selection_mode="multi-row",
        key="win_back_table",
        alt="People who can be put on a list, those with most at stake first",
        placeholder="",
        height=min(420, 36 * (len(table) + 1) + 3),
    )
    return candidates.iloc[picked.selection.rows]


def _consent_words(consent: pd.Series) -> list[str]:
    return ["not known" if text.is_missing(c) else "yes" if c else "said no" for c in consent]


def _preview(drawn: Draw) -> None:
    """How many are contacted, left alone and left out, and why."""
    with st.container(horizontal=True, key="win_back_preview"):
        for label, number in (
            ("To contact", len(drawn.contacted)),
            ("Left alone", len(drawn.held_out)),
            ("Not on the list", len(drawn.left_out)),
        ):
            st.metric(label, f"{number:,}", width="content")
    reasons = Counter(drawn.left_out.values())
    if reasons:
        told = "; ".join(f"{number:,} {reason}" for reason, number in reasons.most_common())
        st.caption(f"Not on the list: {told}.")
    if drawn.contacted and min(len(drawn.contacted), len(drawn.held_out)) < 5:
        st.caption(
            "With fewer than five people to contact or left alone, it cannot be said later whether "
            "the list worked."
        )
