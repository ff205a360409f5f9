"""What only the customer card draws."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.app.filters import CUSTOMER, Chosen
from regulars.app.rows import rows_of
from regulars.app.rows.customer import (
    CustomerAnswers,
    CustomerCard,
    CustomerOutlook,
    CustomerSearch,
    CustomerVisits,
)
from regulars.web.kit import text
from regulars.web.kit.card_wording import card_words, comes_words
from regulars.web.kit.charts.rhythm import FULL_WEEKDAYS, STEADINESS_WORDS
from regulars.web.kit.parts import Figure, headline, note, section
from regulars.web.kit.rhythm_wording import booked_words, why_words
from regulars.web.kit.session import ask
from regulars.web.kit.tables import count_column, day_column, money_column, name_link
from regulars.web.screens.customer.outlook_wording import reason_words

__all__ = [
    "answer_list",
    "figures",
    "gap_words",
    "identity_table",
    "items_words",
    "keep_address",
    "outlook_part",
    "purchase_table",
    "search",
    "search_instead",
    "sentence",
    "visit_table",
    "week_words",
]

ANSWERS_SHOWN = 5
# From here on a day on which they are due is named; below the other no days at all.
LIKELY, UNLIKELY = 0.5, 0.05
CARD_STEADINESS = {**STEADINESS_WORDS, "unknown": "not enough visits to say"}
BADGES = {
    "new": "blue",
    "returning": "gray",
    "regular": "green",
    "slipping": "orange",
    "lapsed": "red",
    "one_timer": "gray",
}


def sentence(person: CustomerCard) -> str:
    """The status as a badge, and who this is in one sentence."""
    status = person.status
    badge = f":{BADGES[status]}-badge[{text.STATUS_WORDS[status].capitalize()}]"
    return f"{badge} {text.plain(card_words(person))}."


def figures(person: CustomerCard, chosen: Chosen) -> list[Figure]:
    """Visits, spend, rhythm and how regular it is."""
    return [
        Figure(
            "Visits",
            f"{person.visit_count:,}",
            f"{person.recent_visit_count} in the last {person.rule_weeks} weeks; first here "
            + text.day(person.first_visited_on),
        ),
        Figure(
            "Spent",
            text.money(person.spend, chosen.currency),
            f"{text.money(person.spend_per_visit, chosen.currency)} a visit",
        ),
        Figure(
            "Comes",
            comes_words(person) or "no rhythm yet",
            f"rhythm: {CARD_STEADINESS[person.steadiness]}"
            if comes_words(person)
            else "it takes four visits to see one",
        ),
        Figure(
            "Last here",
            text.day(person.last_visited_on, near=chosen.as_of),
            f"{text.count(person.days_since_last, 'day')} before the last trading day"
            if person.days_since_last
            else "the last trading day",
        ),
    ]


def week_words(hours: pd.DataFrame) -> str:
    """The title of somebody's week: the weekday on which they come most, if there is one."""
    by_weekday = hours.groupby("weekday")["visit_count"].sum()
    if by_weekday.empty or by_weekday.max() < 3 or (by_weekday == by_weekday.max()).sum() > 1:
        return "When in the week they come"
    weekday = FULL_WEEKDAYS[int(str(by_weekday.idxmax())) - 1]
    return f"{by_weekday.max():,} of {by_weekday.sum():,} visits were on a {weekday}"


def gap_words(visits: pd.DataFrame, person: CustomerCard) -> tuple[str, str]:
    """(title, detail) of the days between somebody's visits; of four visits or more."""
    how = "Days between visits, closed days left out; the band is the usual."
    longest = text.count(visits["gap_days"].max(), "day")
    if person.elapsed_days > visits["gap_days"].max():
        now = text.count(person.elapsed_days, "day")
        return f"Away for {now} now, never longer than {longest} before", how
    return f"Comes {comes_words(person)}, never away longer than {longest}", how


def answer_list(answers: pd.DataFrame, chosen: Chosen) -> None:
    """Scores and comments by day, newest first."""
    if not len(answers):
        note("Nothing yet: never asked, or never answered.")
        return
    for answered_on, given in list(answers.groupby("responded_on", sort=False))[:ANSWERS_SHOWN]:
        scores = " · ".join(
            f"{text.plain(text.score_name(row.metric, row.touchpoint))} "
            + text.given_score(row.metric, row.score)
            for row in rows_of(CustomerAnswers, given)
            if row.score is not None
        )
        comments = [said for said in given["comment"] if not text.is_missing(said)]
        with st.container(border=True, gap="xsmall"):
            st.caption(f"{text.day(answered_on, near=chosen.as_of)} · {scores}")
            for comment in comments:
                st.markdown(text.plain(comment))


def outlook_part(seen: CustomerOutlook | None, chosen: Chosen) -> None:
    """Whether they will come back: the chance, when, what is at stake, and why we say so."""
    if seen is None:
        return
    if seen.method == "none":
        section("Will they be back?", text.plain(reason_words(seen)))
        return
    weeks = text.count(round(seen.horizon_days / 7), "week")
    why = why_words(seen) if seen.method == "learnt" else booked_words(seen)
    told = [f"{text.plain(why)}."]
    if seen.booked_on is None:
        section(f"A chance of {text.chance(seen.p_return)} to be back within {weeks}")
    else:
        section(f"Booked for {text.day(seen.booked_on, near=chosen.as_of)}")
        told.append(
            f"Without the booking the chance to be back within {weeks} would be "
            f"{text.chance(seen.p_return)}."
        )
    first, last = seen.next_visit_from, seen.next_visit_to
    if first is not None and last is not None and first < last and seen.p_return >= UNLIKELY:
        due = (
            f"Due {text.day(seen.next_visit_on, near=chosen.as_of)}; four in five like this come"
            if seen.p_return >= LIKELY
            else "Of those like this who do come back, four in five come"
        )
        told.append(
            f"{due} between {text.day(first, near=chosen.as_of)} and "
            f"{text.day(last, near=chosen.as_of)}."
        )
    told.append(_worth_words(seen, chosen))
    st.markdown("  \n".join(told))
    st.caption(f"{text.plain(reason_words(seen))}.")


def _worth_words(seen: CustomerOutlook, chosen: Chosen) -> str:
    """What they are expected to spend, and what is at risk unless they are booked."""
    value, risk = (
        text.money(amount, chosen.currency, cents=False)
        for amount in (seen.expected_value_26w, seen.value_at_risk)
    )
    expected = (
        "Next to nothing expected" if seen.expected_value_26w < 1 else f"About {value} expected"
    )
    more = f"; {risk} more is at risk" if seen.booked_on is None and seen.value_at_risk >= 1 else ""
    return f"{expected} in the next 26 weeks{more}."


def purchase_table(purchases: pd.DataFrame) -> None:
    """What they have, most often first."""
    st.dataframe(
        purchases[["item", "visit_count", "last_had_on"]].head(100),
        hide_index=True,
        key="purchases",
        placeholder="",
        alt="What they have, most often first",
        height=min(320, 36 * (min(len(purchases), 100) + 1) + 3),
        column_config={
            "item": "What",
            "visit_count": count_column("On visits"),
            "last_had_on": day_column("Last"),
        },
    )


def visit_table(visits: pd.DataFrame, chosen: Chosen) -> None:
    """When, where, what, with whom."""
    shown = visits.head(300)
    had = [items_words(visit) for visit in rows_of(CustomerVisits, shown)]
    st.dataframe(
        shown.assign(items=had)[["visited_on", "items", "spend", "staff", "location", "gap_days"]],
        hide_index=True,
        key="visits",
        placeholder="",
        alt="Visits, newest first",
        column_config={
            "visited_on": day_column("Day"),
            "items": "Had",
            "spend": money_column("Spent", chosen, cents=True),
            "staff": "Served by",
            "location": "Where",
            "gap_days": count_column("Open days since the visit before"),
        },
    )


def items_words(visit: CustomerVisits) -> str:
    """What somebody had on a visit: "2 x Cookie, Latte"; empty where nothing says."""
    had = zip(visit.items or (), visit.item_counts or (), strict=True)
    return ", ".join(item if count == 1 else f"{count} x {item}" for item, count in had)


def keep_address(customer_id: str) -> None:
    """Put the customer into the address: a link from this screen to itself leaves it out.

    Without it the next press of a button, and a reload, would not know whose card this is.
    """
    st.query_params[CUSTOMER] = customer_id


def identity_table(identities: pd.DataFrame) -> None:
    """The numbers, e-mails and phones by which this person is recognised."""
    st.dataframe(
        identities,
        hide_index=True,
        key="identities",
        alt="By what this customer is recognised",
        column_config={
            "kind": "What",
            "contact": "Contact",
            "seen_in": "First seen in",
            "seen_on": day_column("Imported"),
        },
    )


def search_instead(chosen: Chosen, customer_id: str) -> None:
    """The whole screen where no card can be shown: say why, and search."""
    if customer_id:
        headline("We do not know this customer", "The link may be from other data. Search by name.")
    else:
        headline("Whom are you looking for?")
    search(chosen)


def search(chosen: Chosen) -> None:
    """Find somebody by a part of their name."""
    typed = st.text_input("Part of a name", key="search", max_chars=80)
    if not typed.strip():
        return
    found = ask("customer/search", text=typed.strip()[:80], as_of=chosen.as_of)
    if not len(found):
        note("Nobody has that in their name.")
    for person in rows_of(CustomerSearch, found):
        with st.container(horizontal=True, vertical_alignment="center"):
            name_link(person.customer_id, person.customer_name)
            st.caption(
                f"{text.STATUS_WORDS[person.status]}, "
                f"{text.count(person.visit_count, 'visit')}, last here "
                f"{text.day(person.last_visited_on)}",
                width="content",
            )
