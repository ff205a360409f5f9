"""What only the Imports screen draws: upload, what was understood, history."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from regulars.access import Act
from regulars.intake import Report
from regulars.web import changes, words
from regulars.web.answers import ask
from regulars.web.lists import count_column, day_column, download
from regulars.web.parts import headline, section
from regulars.web.premises import current_shop, current_viewer, is_sample
from regulars.web.sharing import share_button
from regulars.web.welcome import progress_bar, show_sample

if TYPE_CHECKING:
    from streamlit.typing import UploadedFile

__all__ = [
    "history_table",
    "offer_sample",
    "open_imports",
    "rejected_rows",
    "shared_table",
    "upload",
]

FIELD_WORDS = {
    "date": "day",
    "time": "time",
    "customer_id": "customer number",
    "customer_name": "customer's name",
    "email": "e-mail",
    "phone": "phone",
    "receipt_id": "receipt or booking number",
    "item": "what they had",
    "category": "category",
    "quantity": "quantity",
    "net": "amount",
    "gross": "amount before discounts",
    "discount": "discount",
    "tax": "tax",
    "status": "kind of row",
    "staff": "who served",
    "location": "place",
    "channel": "channel",
    "score": "scores",
    "comment": "comments",
}


def open_imports() -> None:
    """The screen's name and sentence."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.caption("**Imports**", width="content")
        with st.container(width="content"):
            share_button("imports", {}, "")
    if not current_viewer().may(Act.IMPORT):
        headline("What came in")
        return
    headline(
        "Bring your exports",
        "CSV files as your till, booking page and survey write them: **Square** items detail and "
        "customer directory, **Shopify** orders, **Acuity** appointments, **Google Forms** "
        "responses. Bringing a file twice changes nothing.",
    )


def upload() -> None:
    """The drop zone; what is dropped is taken at once, and what became of it is shown."""
    if not current_viewer().may(Act.IMPORT):
        return
    turn = st.session_state.setdefault("upload_turn", 0)
    dropped = st.file_uploader(
        "Drop your exports here, several at once if you like",
        accept_multiple_files=True,
        type=["csv", "tsv", "txt"],
        key=f"upload_{turn}",
    )
    if dropped:
        st.session_state["reports"] = _take(dropped)
        # A fresh drop zone lets the uploaded bytes go.
        st.session_state["upload_turn"] = turn + 1
        st.rerun()
    for report in st.session_state.get("reports", []):
        _show_report(report)


def history_table(history: pd.DataFrame) -> None:
    """Every import with its counts."""
    st.dataframe(
        history[
            [
                "file_name",
                "title",
                "from_on",
                "to_on",
                "read_count",
                "kept_count",
                "known_count",
                "rejected_count",
            ]
        ],
        hide_index=True,
        key="history",
        placeholder="",
        alt="The imports, newest first, with the counts of rows",
        column_config={
            "file_name": st.column_config.TextColumn("File", pinned=True),
            "title": "Understood as",
            "from_on": day_column("From"),
            "to_on": day_column("To"),
            "read_count": count_column("Rows read"),
            "kept_count": count_column("Kept"),
            "known_count": count_column("Already known"),
            "rejected_count": count_column("Rejected"),
        },
    )


def rejected_rows(history: pd.DataFrame) -> None:
    """The rejected rows of one import: why, with the row's number and text."""
    refused = history[history["rejected_count"] > 0]
    if not len(refused):
        return
    section("Rows that could not be used", "They are kept here as they were; fix and bring again.")
    names = {
        f"{row.file_name} ({words.count(row.rejected_count, 'row')})": int(str(row.import_id))
        for row in refused.itertuples()
    }
    picked = st.selectbox("File", list(names), key="rejected_of", label_visibility="collapsed")
    import_id = names.get(str(picked), next(iter(names.values())))
    for reason in ask("imports/reasons", import_id=import_id).itertuples():
        st.markdown(
            f"- **{words.count(reason.row_count, 'row')}:** {words.plain(reason.reason)}. "
            f"The first is row {reason.example_row_number:,}."
        )
    if current_viewer().is_link:
        return
    rows = ask("imports/rejected_rows", import_id=import_id)
    with st.expander("See the rows"):
        st.dataframe(
            rows,
            hide_index=True,
            key="rejected",
            alt="The rejected rows with their numbers and reasons",
            column_config={
                "row_number": count_column("Row"),
                "reason": "Why",
                "row_text": "As it stands in the file",
            },
        )
    download(rows, f"rejected-rows-{import_id}.csv", "Download the rejected rows")


def shared_table(shared: pd.DataFrame) -> None:
    """E-mails and phones under several names."""
    st.dataframe(
        shared,
        hide_index=True,
        key="shared",
        alt="Contacts that belong to several names",
        column_config={
            "kind": "Kind",
            "contact": "Contact",
            "name_count": count_column("Names"),
            "names": "Who",
        },
    )


def offer_sample() -> None:
    """A way to the sample café for who has nothing at hand."""
    if is_sample() or not current_viewer().may(Act.SWITCH_SAMPLE):
        return
    if st.button("Show the sample café instead", icon=":material/local_cafe:", type="tertiary"):
        show_sample()


def _take(dropped: list[UploadedFile]) -> list[Report]:
    """Move the uploads to the spool folder, import them, and delete them there."""
    shop = current_shop()
    spooled: list[tuple[str, Path]] = []
    try:
        with progress_bar("Receiving") as tell:
            for file in dropped:
                # A name of our own: an uploaded name may hold anything.
                path = shop.settings.spool_dir / f"{secrets.token_hex(8)}.upload"
                with path.open("wb") as target:
                    shutil.copyfileobj(file, target)
                spooled.append((_safe_name(file.name), path))
                file.close()
            return changes.take_files(spooled, tell)
    finally:
        for _, path in spooled:
            path.unlink(missing_ok=True)


def _safe_name(name: str) -> str:
    return "".join(sign for sign in Path(name).name if sign.isprintable())[:200] or "upload"


def _show_report(report: Report) -> None:
    if report.error is not None:
        st.error(words.plain(report.error), icon=":material/error:")
        return
    parts_of_sum = (
        f"{report.read:,} rows read = {report.kept:,} kept + {report.known:,} already known + "
        f"{report.rejected:,} rejected"
    )
    with st.container(border=True, gap="small"):
        st.markdown(
            f":material/check_circle: **{words.plain(report.file)}** is understood as "
            f"**{report.title}**. {parts_of_sum}."
        )
        for reason, rows in report.reasons.items():
            st.markdown(f"- {words.count(rows, 'row')} rejected: {words.plain(reason)}")
        with st.expander("What each column was taken for"):
            st.table(
                {
                    FIELD_WORDS.get(field, field).capitalize(): words.plain(column)
                    for field, column in report.fields.items()
                },
                border="horizontal",
            )
