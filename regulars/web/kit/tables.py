"""Lists of people, from which a name opens the card, and their columns and downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from regulars.app.acts.copies import DownloadList
from regulars.app.filters import Chosen
from regulars.app.policy import Permission
from regulars.app.rows import AnyRow, rows_of
from regulars.web.context import current_viewer
from regulars.web.kit import text
from regulars.web.kit.navigation import open_customer, page_of
from regulars.web.kit.session import current_session

__all__ = [
    "InWords",
    "cells",
    "count_column",
    "day_column",
    "download",
    "money_column",
    "name_link",
    "people_table",
    "share_column",
]

Person = TypeVar("Person")
ROWS_SHOWN = 300
CELLS_IN_ROW, CELL_PIXELS = 4, 240


@dataclass(frozen=True)
class InWords(Generic[AnyRow]):
    """A column that says in words what others hold.

    Attributes:
        kind: of which question's rows.
        column: its name.
        say: what it says of a row.
    """

    kind: type[AnyRow]
    column: str
    say: Callable[[AnyRow], str]


def name_link(customer_id: Any, name: Any) -> None:
    """A customer's name that opens the card; plain text for somebody we do not know."""
    if text.is_missing(customer_id):
        st.markdown("Somebody we do not know")
        return
    if not _opens_cards():
        st.markdown(f"**{text.plain(name)}**")
        return
    st.page_link(
        page_of("customer"),
        label=f"**{text.plain(name)}**",
        icon="",
        help="",
        query_params={"customer": str(customer_id)},
    )


def cells(people: Iterable[Person]) -> Iterator[tuple[DeltaGenerator, Person]]:
    """(bordered cell, person) of each, row by row; the narrower the screen, the fewer in a row."""
    grid = st.grid(CELLS_IN_ROW, min_column_width=CELL_PIXELS)
    for person in people:
        yield grid.container(border=True, height="stretch", gap="xsmall"), person


def people_table(
    frame: pd.DataFrame,
    columns: Mapping[str, Any],
    key: str,
    *,
    alt: str,
    told: InWords[AnyRow] | None = None,
) -> None:
    """A list of people; pressing a name opens the customer's card.

    Args:
        frame: with customer_id and customer_name, most urgent first.
        columns: column -> its heading or configuration, in the order to show.
        key: the widget's key.
        alt: what the list holds, for those who cannot see it.
        told: the column that is put into words here.
    """
    shown = _with_words(frame.head(ROWS_SHOWN), told)
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
            )
            if _opens_cards()
            else st.column_config.TextColumn("Name", pinned=True),
            **columns,
        },
        key=key,
        alt=alt,
        placeholder="",
        height=min(560, 36 * (len(shown) + 1) + 3),
    )
    press = st.session_state.get(clicked)
    if press and _opens_cards():
        open_customer(str(shown.iloc[press["row"]]["customer_id"]))
    if len(frame) > len(shown):
        st.caption(f"The first {len(shown)} of {len(frame):,} are shown; the download has all.")


def day_column(label: str) -> Any:
    """A column of days as people write them."""
    return st.column_config.DateColumn(label, format="D MMM YYYY")


def count_column(label: str) -> Any:
    """A column of whole numbers."""
    return st.column_config.NumberColumn(label, format="localized")


def share_column(label: str) -> Any:
    """A column of shares, 0 to 1, as whole percents."""
    return st.column_config.NumberColumn(label, format="percent")


def money_column(label: str, chosen: Chosen, *, cents: bool = False) -> Any:
    """A column of amounts in the shop's currency."""
    sign = text.CURRENCY_SIGNS.get(chosen.currency or "", "")
    return st.column_config.NumberColumn(label, format=f"{sign}%.{2 if cents else 0}f")


def download(
    frame: pd.DataFrame,
    file_name: str,
    label: str = "Download the list",
    *,
    told: InWords[AnyRow] | None = None,
    left_out: Sequence[str] = (),
) -> None:
    """A CSV of the whole list, safe to open in a spreadsheet; only for who may export.

    Args:
        frame: the list.
        file_name: what the file is called.
        label: what the button says.
        told: as of ``people_table``.
        left_out: columns that are no use in a file.
    """
    session = current_session()
    if not session.viewer.may(Permission.EXPORT):
        return

    def write() -> bytes:
        whole = _with_words(frame, told).drop(columns=list(left_out))
        return whole.map(text.safe_cell).to_csv(index=False).encode("utf-8-sig")

    st.download_button(
        label,
        data=lambda: session.do(DownloadList(file_name, len(frame), write)),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download_{file_name}",
    )


def _with_words(frame: pd.DataFrame, told: InWords[AnyRow] | None) -> pd.DataFrame:
    if told is None:
        return frame
    return frame.assign(**{told.column: [told.say(row) for row in rows_of(told.kind, frame)]})


def _opens_cards() -> bool:
    """Whether names lead to cards: not through a link that was shared without them."""
    viewer = current_viewer()
    return "customer" in viewer.screens and "customer" not in viewer.locked
