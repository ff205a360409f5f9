"""What only the Today screen draws: people as cards, and what is said of the day."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from regulars.app.filters import Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.today import (
    TodayCare,
    TodayExpected,
    TodayFigures,
    TodayIntroductions,
    TodayNotes,
)
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.tables import InWords, cells, name_link
from regulars.web.screens.today.briefing import served_words, usual_words
from regulars.web.screens.today.wording import allergy_words, care_words, expected_words, note_words

__all__ = [
    "LIST_TOLD",
    "briefing_link",
    "care_cards",
    "hour_words",
    "introductions",
    "likeliest",
    "unsettled_words",
    "visitor_cards",
]

CARDS_SHOWN = 12
# Below this nobody is called likely; with a full day they are the thirteenth and later anyway.
LIKELY = 0.2
NAMES_SHOWN = 3
KINDS = {
    "complaint": ":red-badge[:material/sentiment_dissatisfied: Left unhappy]",
    "poor": ":orange-badge[:material/sentiment_neutral: Was unhappy]",
    "slipping": ":orange-badge[:material/schedule: Slipping]",
    "third_visit": ":blue-badge[:material/waving_hand: Learn the name]",
    "first_visit": ":blue-badge[:material/waving_hand: Learn the name]",
    "milestone": ":green-badge[:material/celebration: Milestone]",
    "anniversary": ":green-badge[:material/celebration: Milestone]",
}
LIST_TOLD = InWords(TodayExpected, "reason", expected_words)


def likeliest(expected: pd.DataFrame) -> str:
    """The names that the screen's sentence goes on with; empty where nobody is likely."""
    likely = expected[expected["visit_chance"] >= 0.5]
    if likely.empty:
        return ""
    names = [f"**{text.plain(name)}**" for name in likely["customer_name"].head(NAMES_SHOWN)]
    told = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Most likely {told}. "


def unsettled_words(figures: TodayFigures) -> str:
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
    for cell, person in cells(rows_of(TodayCare, care.head(CARDS_SHOWN))):
        with cell:
            st.markdown(KINDS[person.kind])
            name_link(person.customer_id, person.customer_name)
            st.caption(text.plain(care_words(person)))


def visitor_cards(expected: pd.DataFrame, notes: pd.DataFrame | None) -> None:
    """The likeliest visitors, and who has an allergy, in the order of their usual time."""
    held = {} if notes is None else {note.customer_id: note for note in rows_of(TodayNotes, notes)}
    allergic = {who for who, note in held.items() if note.allergies is not None}
    is_first = expected["visit_count"] == 0
    likely = expected["visit_chance"] >= min(LIKELY, expected["visit_chance"].max())
    chosen = pd.concat([expected[is_first], expected[~is_first & likely]]).head(CARDS_SHOWN)
    others = expected[expected["customer_id"].isin(allergic - set(chosen["customer_id"]))]
    shown = pd.concat([chosen, others]).sort_values(["usual_at", "customer_name"])
    for cell, person in cells(rows_of(TodayExpected, shown)):
        with cell:
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                name_link(person.customer_id, person.customer_name)
                if person.usual_at is not None:
                    st.markdown(f"**{person.usual_at}**", width="content")
            _remember(held.get(person.customer_id))
            st.markdown(text.plain(usual_words(person)))
            st.caption("  \n".join(text.plain(told) for told in _told(person) if told))


def hour_words(by_hour: pd.DataFrame) -> str:
    """The title of the picture by hour: when most of them come."""
    if by_hour.empty or by_hour["expected_count"].max() < 0.5:
        return "When they come"
    hour = int(by_hour["hour"].iloc[int(by_hour["expected_count"].to_numpy().argmax())])
    return f"Most come from {hour:02d}:00 to {hour + 1:02d}:00"


def introductions(people: pd.DataFrame) -> None:
    """For each colleague on shift, the regulars likely in whom they never served."""
    for cell, staff in cells(sorted(set(people["staff"]))):
        with cell:
            st.markdown(f"**{text.plain(staff)}** has yet to meet")
            theirs = people[people["staff"] == staff]
            for person in rows_of(TodayIntroductions, theirs.head(NAMES_SHOWN)):
                name_link(person.customer_id, person.customer_name)
                knows = f", knows {text.plain(person.usual_staff)}"
                st.caption(
                    text.count(person.visit_count, "visit")
                    + ("" if person.usual_staff is None else knows)
                )
            if len(theirs) > NAMES_SHOWN:
                st.caption(f"and {len(theirs) - NAMES_SHOWN} more")


def _remember(note: TodayNotes | None) -> None:
    """An allergy first, in full; then what they like."""
    if allergies := allergy_words(note):
        st.markdown(f":red-background[:material/warning: **Allergy: {text.plain(allergies)}**]")
    if notes := note_words(note):
        st.markdown(f":material/sticky_note_2: {text.plain(notes)}")


def _told(person: TodayExpected) -> tuple[str, ...]:
    chance = "" if person.is_booked else f" · {text.percent(person.visit_chance)} likely"
    return f"{expected_words(person)}{chance}", served_words(person)
