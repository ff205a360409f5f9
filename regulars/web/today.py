"""What only the Today screen draws: the day picker and people as cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from regulars.app.filters import DAY, Chosen
from regulars.web import words
from regulars.web.briefing import served_words, usual_words
from regulars.web.lists import cells, name_link
from regulars.web.premises import current_viewer

__all__ = [
    "briefing_link",
    "care_cards",
    "choose_day",
    "hour_words",
    "introductions",
    "likeliest",
    "picked_day",
    "unsettled_words",
    "visitor_cards",
]

CARDS_SHOWN = 12
# Below this nobody is called likely; with a full day they are the thirteenth and later anyway.
LIKELY = 0.2
NAMES_SHOWN = 3
NEAR_DAYS = 6
LATER, LATER_DAY = "Later", "later_day"
KINDS = {
    "complaint": ":red-badge[:material/sentiment_dissatisfied: Left unhappy]",
    "poor": ":orange-badge[:material/sentiment_neutral: Was unhappy]",
    "slipping": ":orange-badge[:material/schedule: Slipping]",
    "new_face": ":blue-badge[:material/waving_hand: Learn the name]",
    "milestone": ":green-badge[:material/celebration: Milestone]",
}


def choose_day(days: Sequence[pd.Timestamp], chosen: Chosen) -> date:
    """The day to look ahead to: the next trading day unless another was picked, or shared."""
    options = _options(days)
    first = next(iter(options))
    if current_viewer().is_link:
        return next((day for day in options.values() if day == chosen.day), options[first])
    near, later = list(options)[:NEAR_DAYS], list(options)[NEAR_DAYS:]
    with st.container(horizontal=True, vertical_alignment="center"):
        picked = st.segmented_control(
            "Day",
            [*near, LATER] if later else near,
            default=first,
            key=DAY,
            bind="query-params",
            label_visibility="collapsed",
            wrap=False,
            width="content",
        )
        if picked == LATER and later:
            picked = st.selectbox(
                "Later day",
                later,
                key=LATER_DAY,
                bind="query-params",
                label_visibility="collapsed",
                width=170,
                help="Days on which the shop is usually open. Holidays to come are not known.",
            )
    return options.get(str(picked), options[first])


def picked_day(days: Sequence[pd.Timestamp]) -> date | None:
    """The day that was picked; None for the next trading day, whichever that is by then."""
    options = _options(days)
    picked = str(st.session_state.get(DAY))
    if picked == LATER:
        picked = str(st.session_state.get(LATER_DAY))
    return options[picked] if picked in list(options)[1:] else None


def likeliest(expected: pd.DataFrame) -> str:
    """The names that the screen's sentence goes on with; empty where nobody is likely."""
    likely = expected[expected["visit_chance"] >= 0.5]
    if likely.empty:
        return ""
    names = [f"**{words.plain(name)}**" for name in likely["customer_name"].head(NAMES_SHOWN)]
    told = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Most likely {told}. "


def unsettled_words(figures: Any) -> str:
    """What to know of the chances where the shop's own days taught nothing that holds."""
    if not figures.is_unsettled:
        return ""
    return " The chances are a usual shop's: this shop's own days gave no weights that hold."


def briefing_link(day: date, chosen: Chosen) -> None:
    """The way to the sheet for the wall; not through a shared link."""
    if current_viewer().is_link:
        return
    asked = {"day": day.isoformat(), "location": chosen.location, "staff": chosen.staff}
    query = urlencode({name: value for name, value in asked.items() if value})
    st.link_button(
        "Briefing sheet to print", f"/briefing?{query}", icon=":material/print:", type="tertiary"
    )


def care_cards(care: pd.DataFrame) -> None:
    """Who needs care, most urgent first: why, and a name that opens the card."""
    for cell, person in cells(care.head(CARDS_SHOWN)):
        with cell:
            st.markdown(KINDS[str(person.kind)])
            name_link(person.customer_id, person.customer_name)
            st.caption(words.plain(person.reason))


def visitor_cards(expected: pd.DataFrame, notes: pd.DataFrame | None) -> None:
    """The likeliest visitors, and who has an allergy, in the order of their usual time."""
    held = {} if notes is None else {note.customer_id: note for note in notes.itertuples()}
    allergic = {who for who, note in held.items() if not words.is_missing(note.allergies)}
    is_first = expected["visit_count"] == 0
    likely = expected["visit_chance"] >= min(LIKELY, expected["visit_chance"].max())
    chosen = pd.concat([expected[is_first], expected[~is_first & likely]]).head(CARDS_SHOWN)
    others = expected[expected["customer_id"].isin(allergic - set(chosen["customer_id"]))]
    shown = pd.concat([chosen, others]).sort_values(["usual_at", "customer_name"])
    for cell, person in cells(shown):
        with cell:
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                name_link(person.customer_id, person.customer_name)
                if not words.is_missing(person.usual_at):
                    st.markdown(f"**{person.usual_at}**", width="content")
            _remember(held.get(person.customer_id))
            st.markdown(words.plain(usual_words(person)))
            st.caption("  \n".join(words.plain(told) for told in _told(person) if told))


def hour_words(by_hour: pd.DataFrame) -> str:
    """The title of the picture by hour: when most of them come."""
    if by_hour.empty or by_hour["expected_count"].max() < 0.5:
        return "When they come"
    hour = int(by_hour["hour"].iloc[int(by_hour["expected_count"].to_numpy().argmax())])
    return f"Most come from {hour:02d}:00 to {hour + 1:02d}:00"


def introductions(people: pd.DataFrame) -> None:
    """For each colleague on shift, the regulars likely in whom they never served."""
    for cell, group in cells(_by_staff(people)):
        with cell:
            st.markdown(f"**{words.plain(group.staff)}** has yet to meet")
            for person in people[people["staff"] == group.staff].head(NAMES_SHOWN).itertuples():
                name_link(person.customer_id, person.customer_name)
                knows = f", knows {words.plain(person.usual_staff)}"
                st.caption(
                    words.count(person.visit_count, "visit")
                    + ("" if words.is_missing(person.usual_staff) else knows)
                )
            if group.people > NAMES_SHOWN:
                st.caption(f"and {group.people - NAMES_SHOWN} more")


def _by_staff(people: pd.DataFrame) -> pd.DataFrame:
    return people.groupby("staff", as_index=False).agg(people=("customer_id", "size"))


def _remember(note: Any) -> None:
    """An allergy first, in full; then what they like."""
    if note is None:
        return
    if not words.is_missing(note.allergies):
        st.markdown(
            f":red-background[:material/warning: **Allergy: {words.plain(note.allergies)}**]"
        )
    if not words.is_missing(note.notes):
        st.markdown(f":material/sticky_note_2: {words.plain(note.notes)}")


def _told(person: Any) -> tuple[str, ...]:
    chance = "" if person.is_booked else f" · {words.percent(person.visit_chance)} likely"
    return f"{person.reason}{chance}", served_words(person)


def _options(days: Sequence[pd.Timestamp]) -> dict[str, date]:
    return {f"{day:%a} {day.day} {day:%b}": day.date() for day in days}
