"""Bringing exports: drop, look at what each row becomes, answer what is not clear, import."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from regulars.app.acts.imports import PreviewFiles, TakeFiles, UndoImport
from regulars.app.policy import Permission
from regulars.intake.choices import Choices
from regulars.intake.report import Report
from regulars.web.context import current_shop, current_viewer
from regulars.web.kit import text
from regulars.web.kit.outcomes import do_long
from regulars.web.kit.progress import progress_bar
from regulars.web.kit.session import ask, do
from regulars.web.screens.imports.past_imports import TAKEN_BACK, TAKING_BACK
from regulars.web.screens.imports.pending_files import Waiting
from regulars.web.screens.imports.preview import show_fields, show_preview

if TYPE_CHECKING:
    from streamlit.typing import UploadedFile

__all__ = ["upload"]


def upload() -> None:
    """The drop zone, the look before anything is kept, and what became of it."""
    if not current_viewer().may(Permission.IMPORT):
        return
    waiting: Waiting | None = st.session_state.get("waiting")
    if waiting is None or not _usable(waiting):
        _drop_zone()
    if waiting is not None:
        _look(waiting)
    there = set(ask("imports/history")["import_id"])
    for report in st.session_state.get("reports", []):
        # What was taken back since is not told any more.
        if report.import_id is None or report.import_id in there:
            _show_result(report)


def _drop_zone() -> None:
    turn = st.session_state.setdefault("upload_turn", 0)
    dropped = st.file_uploader(
        "Drop your exports here, several at once if you like",
        accept_multiple_files=True,
        key=f"upload_{turn}",
    )
    if dropped:
        _leave()
        st.session_state.pop("reports", None)
        # A fresh drop zone lets the uploaded bytes go, also where receiving them is cancelled.
        st.session_state["upload_turn"] = turn + 1
        st.session_state["waiting"] = _receive(dropped)
        st.rerun()


def _receive(dropped: list[UploadedFile]) -> Waiting:
    """Move the uploads to the spool folder, and see what would become of them."""
    waiting = Waiting([(_safe_name(file.name), _spool_path()) for file in dropped])
    with progress_bar("Receiving", cancelled="Cancelled: nothing was received.") as tell:
        for file, (_, path) in zip(dropped, waiting.files, strict=True):
            with path.open("wb") as target:
                shutil.copyfileobj(file, target)
            file.close()
        waiting.reports = do(PreviewFiles(waiting.files, waiting.choices, progress=tell))
    if not any(report.columns for report in waiting.reports):
        # No answer would make these of use.
        waiting.forget()
    return waiting


def _spool_path() -> Path:
    # A name of our own: an uploaded name may hold anything.
    return current_shop().settings.spool_dir / f"{secrets.token_hex(8)}.upload"


def _safe_name(name: str) -> str:
    return "".join(sign for sign in Path(name).name if sign.isprintable())[:200] or "upload"


def _usable(waiting: Waiting) -> list[Report]:
    return [report for report in waiting.reports if report.error is None]


def _look(waiting: Waiting) -> None:
    """What would become of the files, with what is to be answered; import, or leave it."""
    good = _usable(waiting)
    for report in waiting.reports:
        show_preview(report, waiting)
    if not good:
        return
    with st.container(horizontal=True):
        if st.button(
            _import_label(good), type="primary", icon=":material/check:", key="import_now"
        ):
            _import(waiting)
        if st.button("Not now", key="import_not"):
            _leave()
            st.rerun()
    st.caption("Nothing is kept before you import, and every import can be taken back.")


def _import_label(reports: Sequence[Report]) -> str:
    rows = sum(report.kept for report in reports)
    return f"Import {text.count(rows, 'row')}" if rows else "Import: nothing new"


def _import(waiting: Waiting) -> None:
    choices = {
        report.file: replace(waiting.choices.get(report.file, Choices()), is_confirmed=True)
        for report in waiting.reports
    }
    with progress_bar("Importing", cancelled="Import cancelled: nothing was changed.") as tell:
        st.session_state["reports"] = do(TakeFiles(waiting.files, choices, progress=tell))
    _leave()
    st.rerun()


def _leave() -> None:
    waiting: Waiting | None = st.session_state.pop("waiting", None)
    if waiting is not None:
        waiting.forget()


def _show_result(report: Report) -> None:
    if report.error is not None:
        st.error(text.plain(report.error), icon=":material/error:")
        return
    parts_of_sum = (
        f"{report.read:,} rows read = {report.kept:,} kept + {report.known:,} already known + "
        f"{report.rejected:,} rejected"
    )
    with st.container(border=True, gap="small"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(
                f":material/check_circle: **{text.plain(report.file)}** is in, as "
                f"**{report.title}**. {parts_of_sum}.",
                width="stretch",
            )
            if report.import_id is not None and st.button(
                "Take it back", icon=":material/undo:", key=f"undo_{report.import_id}"
            ):
                do_long(UndoImport(report.import_id), TAKING_BACK, TAKEN_BACK)
        for reason, rows in report.reasons.items():
            st.markdown(f"- {text.count(rows, 'row')} rejected: {text.plain(reason)}")
        if report.nobody:
            st.markdown(f"- {text.plain(report.nobody_in_words)}")
        if report.changed:
            st.markdown(
                f"- {text.count(report.changed, 'row')} of those kept replace what an earlier "
                "file said"
            )
        with st.expander("What each column was taken for"):
            show_fields(report)
