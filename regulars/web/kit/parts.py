"""The parts that every screen is made of, so that a person learns them once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import streamlit as st

from regulars.app.filters import CUSTOMER, DAY, Chosen
from regulars.app.rows.shop import ShopCoverage, ShopOverview
from regulars.app.screens import BY_NAME, Screen
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.charts.theme import Chart
from regulars.web.kit.day_choice import picked_day
from regulars.web.kit.filters import choose, chosen_customer
from regulars.web.kit.samples import empty_state
from regulars.web.kit.session import ask, describe, row
from regulars.web.kit.share_dialog import share_button

__all__ = [
    "Figure",
    "change",
    "chosen_customer",
    "draw",
    "figures",
    "folded",
    "headline",
    "how_worked_out",
    "is_dark",
    "is_shared",
    "note",
    "open_screen",
    "section",
    "since",
    "stop",
    "two_columns",
]


# Four in a row at a desk, two on a phone.
FIGURE_PIXELS = 150


@dataclass(frozen=True)
class Figure:
    """One of a screen's figures.

    Attributes:
        label: what it is.
        value: the figure in words.
        note: how sure it is and what it is compared with.
        change: the difference to the comparison, None where there is none.
        more_is: "good", "bad" or "neutral": which colour an increase has.
    """

    label: str
    value: str
    note: str | None = None
    change: float | None = None
    more_is: str = "good"


def open_screen(name: str) -> Chosen:
    """Begin a screen: its title and filters. Without data it says what to do, and ends there.

    Args:
        name: of the screen, as ``regulars.app.screens`` has it.
    """
    screen = BY_NAME[name]
    overview = row(ShopOverview)
    if overview.visit_count == 0 and overview.response_count == 0:
        empty_state(screen.view_title)
        st.stop()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        shop = overview.shop_name
        place = f" · {text.plain(shop)}" if shop else ""
        st.caption(f"**{screen.view_title}**{place}", width="content")
        with st.container(width="content", horizontal=True, vertical_alignment="bottom"):
            chosen = choose(screen)
            _share(screen, chosen)
    return chosen


def _share(screen: Screen, chosen: Chosen) -> None:
    """The button that shares this view; a card is shared with whose it is."""
    if not screen.is_shareable:
        return
    choices = dict(chosen.choices)
    if DAY in screen.shares:
        day = picked_day(list(ask("today/days", chosen)["day_on"]))
        choices |= {DAY: day.isoformat()} if day else {}
    shown = ", ".join(choices.values())
    if CUSTOMER in screen.shares:
        if not chosen_customer():
            return
        choices[CUSTOMER] = chosen_customer()
    share_button(screen.name, choices, shown)


def headline(sentence: str, detail: str | None = None) -> None:
    """The sentence that answers the screen's question, and one that says more."""
    st.title(sentence, anchor=False)
    if detail:
        st.markdown(detail)


def section(title: str, detail: str | None = None) -> None:
    """The heading of a part; it says what to see."""
    st.subheader(title, anchor=False)
    if detail:
        st.caption(detail)


def figures(shown: Sequence[Figure]) -> None:
    """At most four figures in a row, each with what it is compared with."""
    colours = {"good": "normal", "bad": "inverse", "neutral": "off"}
    grid = st.grid(len(shown), min_column_width=FIGURE_PIXELS)
    for figure in shown:
        with grid.container(border=True, height="stretch", gap="xsmall"):
            st.metric(
                figure.label,
                figure.value,
                None if figure.change is None else f"{figure.change:+,.0f}",
                delta_color=colours[figure.more_is],  # type: ignore[arg-type]
                delta_description=figure.note if figure.change is not None else None,
            )
            if figure.change is None and figure.note:
                st.caption(figure.note)


def change(now: float, before: float, chosen: Chosen) -> float | None:
    """The difference to the day before the period; None where there is nothing to compare with."""
    return now - before if chosen.has_before else None


def since(chosen: Chosen) -> str | None:
    """What a change is measured from, in words; None where there is nothing to compare with."""
    if not chosen.has_before:
        return None
    return f"since {text.day(chosen.from_on, near=chosen.as_of)}"


def is_dark() -> bool:
    """Whether the viewer looks at the dark theme."""
    return st.context.theme.type == "dark"


def is_shared() -> bool:
    """Whether the viewer looks through a shared link."""
    return current_viewer().is_link


def draw(chart: Chart, key: str) -> None:
    """One picture, with its description for those who cannot see it."""
    st.plotly_chart(
        chart.figure, theme=None, key=key, alt=chart.alt, config={"displayModeBar": False}
    )


def two_columns() -> Any:
    """Two parts side by side; below one another on a phone."""
    return st.columns(2, gap="large")


def stop() -> NoReturn:
    """End the screen here."""
    st.stop()


def folded(title: str) -> Any:
    """A part that opens on demand."""
    return st.expander(title)


def note(sentence: str) -> None:
    """A calm remark where there is nothing to show."""
    st.info(sentence, icon=":material/info:")


def how_worked_out(chosen: Chosen, *questions: str) -> None:
    """Definitions, sources, SQL and coverage, one click away."""
    covered = row(ShopCoverage, chosen)
    st.caption(
        f"{text.percent(covered.known_visit_rate)} of visits and "
        f"{text.percent(covered.known_revenue_rate)} of sales in this view have a customer "
        "whom we recognise; the others are walk-ins and are counted as such."
    )
    with st.expander(
        "How is this worked out?", icon=":material/menu_book:", on_change="rerun"
    ) as box:
        if not box.open:
            return
        for name in questions:
            question = describe(name)
            st.markdown(
                f"**{question.title}.** {question.question} {question.notes}\n\n"
                f"Source: {text.plain(question.source)}."
            )
            with st.popover("The SQL", icon=":material/code:"):
                st.code(question.sql, language="sql")
