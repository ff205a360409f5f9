"""The parts that every screen is made of, so that a person learns them once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from regulars.web import words
from regulars.web.answers import ask_one, describe
from regulars.web.charts import Chart
from regulars.web.filters import Chosen, choose
from regulars.web.premises import current_shop, current_viewer
from regulars.web.screens import open_customer, page_of

__all__ = [
    "Figure",
    "cells",
    "count_column",
    "day_column",
    "download",
    "draw",
    "figures",
    "folded",
    "headline",
    "how_worked_out",
    "is_dark",
    "money_column",
    "name_link",
    "note",
    "open_screen",
    "people_table",
    "sample_banner",
    "progress_bar",
    "section",
    "show_sample",
    "stop",
    "two_columns",
]

ROWS_SHOWN = 300
CELLS_IN_ROW = 4


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


def open_screen(title: str, **filters: bool) -> Chosen:
    """Begin a screen: its name and filters. Without data it says what to do, and ends there."""
    overview = ask_one("shop/overview")
    if overview.visit_count == 0 and overview.response_count == 0:
        _empty_state(title)
        st.stop()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        name = overview.shop_name
        place = "" if words.is_missing(name) else f" · {words.plain(name)}"
        st.caption(f"**{title}**{place}", width="content")
        with st.container(width="content"):
            return choose(**filters)


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
    for column, figure in zip(st.columns(len(shown)), shown, strict=True):
        with column.container(border=True, height="stretch", gap="xsmall"):
            st.metric(
                figure.label,
                figure.value,
                None if figure.change is None else f"{figure.change:+,.0f}",
                delta_color=colours[figure.more_is],  # type: ignore[arg-type]
                delta_description=figure.note if figure.change is not None else None,
            )
            if figure.change is None and figure.note:
                st.caption(figure.note)


def is_dark() -> bool:
    """Whether the viewer looks at the dark theme."""
    return st.context.theme.type == "dark"


def draw(chart: Chart, key: str) -> None:
    """One picture, with its description for those who cannot see it."""
    st.plotly_chart(
        chart.figure, theme=None, key=key, alt=chart.alt, config={"displayModeBar": False}
    )


def name_link(customer_id: Any, name: Any) -> None:
    """A customer's name that opens the card; plain text for somebody we do not know."""
    if words.is_missing(customer_id):
        st.markdown("Somebody we do not know")
        return
    st.page_link(
        page_of("customer"),
        label=f"**{words.plain(name)}**",
        icon="",
        query_params={"customer": str(customer_id)},
    )


def cells(people: pd.DataFrame) -> Iterator[tuple[Any, Any]]:
    """(bordered cell, person) of each, row by row; on a phone they stand below one another."""
    rows = list(people.itertuples(index=False))
    for first in range(0, len(rows), CELLS_IN_ROW):
        columns = st.columns(CELLS_IN_ROW)
        for column, person in zip(columns, rows[first : first + CELLS_IN_ROW], strict=False):
            yield column.container(border=True, height="stretch", gap="xsmall"), person


def people_table(frame: pd.DataFrame, columns: Mapping[str, Any], key: str, *, alt: str) -> None:
    """A list of people; pressing a name opens the customer's card.

    Args:
        frame: with customer_id and customer_name, most urgent first.
        columns: column -> its heading or configuration, in the order to show.
        key: the widget's key.
        alt: what the list holds, for those who cannot see it.
    """
    shown = frame.head(ROWS_SHOWN)
    clicked = f"{key}_name"
    st.dataframe(
        shown[["customer_name", *columns]],
        hide_index=True,
        column_config={
            "customer_name": st.column_config.ButtonColumn(
                "Name",
                key=clicked,
                type="tertiary",
                alignment="left",
                pinned=True,
                help="Opens the card",
            ),
            **columns,
        },
        key=key,
        alt=alt,
        placeholder="",
        height=min(560, 36 * (len(shown) + 1) + 3),
    )
    press = st.session_state.get(clicked)
    if press:
        open_customer(str(shown.iloc[press["row"]]["customer_id"]))
    if len(frame) > len(shown):
        st.caption(f"The first {len(shown)} of {len(frame):,} are shown; the download has all.")


def day_column(label: str) -> Any:
    """A column of days as people write them."""
    return st.column_config.DateColumn(label, format="D MMM YYYY")


def count_column(label: str) -> Any:
    """A column of whole numbers."""
    return st.column_config.NumberColumn(label, format="localized")


def money_column(label: str, chosen: Chosen, *, cents: bool = False) -> Any:
    """A column of amounts in the shop's currency."""
    sign = words.CURRENCY_SIGNS.get(chosen.currency or "", "")
    return st.column_config.NumberColumn(label, format=f"{sign}%.{2 if cents else 0}f")


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


def download(frame: pd.DataFrame, file_name: str, label: str = "Download the list") -> None:
    """A CSV of the whole list, safe to open in a spreadsheet; only for who may export."""
    if not current_viewer().may_export:
        return
    st.download_button(
        label,
        data=lambda: frame.map(words.safe_cell).to_csv(index=False).encode("utf-8-sig"),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download_{file_name}",
    )


def how_worked_out(chosen: Chosen, *questions: str) -> None:
    """Definitions, sources, SQL and coverage, one click away."""
    covered = ask_one("shop/coverage", chosen)
    st.caption(
        f"{words.percent(covered.known_visit_rate)} of visits and "
        f"{words.percent(covered.known_revenue_rate)} of sales in this view have a customer "
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
                f"Each row: {question.grain}. Source: {words.plain(question.source)}."
            )
            with st.popover("The SQL", icon=":material/code:"):
                st.code(question.sql, language="sql")


def sample_banner() -> None:
    """Says when the sample café is shown, and leaves it in one click."""
    shop = current_shop()
    if not shop.is_sample:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", border=True, key="sample_banner"
    ):
        st.markdown(
            ":material/local_cafe: **You are looking at a sample café.** Everybody here is made up."
        )
        if st.button("Use my own data", type="primary", key="leave_sample"):
            shop.leave_sample()
            st.switch_page(page_of("imports"))


def show_sample() -> None:
    """Switch to the sample café, building it when it is not there."""
    with progress_bar("Opening the sample café") as tell:
        current_shop().show_sample(tell)
    st.switch_page(page_of("today"))


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[float, str], None]]:
    """A bar for long work, gone afterwards: call it with how far it is and what is being done."""
    bar = st.progress(0.0, doing)

    def tell(done: float, doing: str) -> None:
        bar.progress(min(done, 1.0), doing.capitalize())

    try:
        yield tell
    finally:
        bar.empty()


def _empty_state(title: str) -> None:
    st.caption(f"**{title}**")
    st.title("Nothing here yet", anchor=False)
    st.markdown(
        "Drop in what your till, your booking page and your survey export, and this screen fills "
        "itself. Or look around in a sample café first."
    )
    with st.container(horizontal=True):
        if st.button("Bring my exports", type="primary", icon=":material/upload_file:"):
            st.switch_page(page_of("imports"))
        if st.button("Show the sample café", icon=":material/local_cafe:"):
            show_sample()
