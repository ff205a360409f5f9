"""What the rows of dropped files would become, and what is asked where that is not clear."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import streamlit as st

from regulars.intake import KINDS, Choices, DayOrder, Report
from regulars.web import changes, words
from regulars.web.welcome import progress_bar

__all__ = ["FIELD_WORDS", "Waiting", "show_fields", "show_preview"]

FIELD_WORDS = {
    "date": "Day",
    "time": "Time",
    "customer_id": "Customer number",
    "customer_name": "Customer's name",
    "email": "E-mail",
    "phone": "Phone",
    "card": "Loyalty card",
    "may_email": "May be written to",
    "may_text": "May be texted",
    "receipt_id": "Receipt or booking number",
    "item": "What they had",
    "category": "Category",
    "quantity": "Quantity",
    "net": "Amount paid",
    "gross": "Amount before discounts",
    "discount": "Discount",
    "tax": "Tax",
    "tip": "Tip",
    "status": "Status",
    "staff": "Who served",
    "location": "Place",
    "channel": "Channel",
    "score": "Scores",
    "comment": "Comments",
}
KIND_WORDS = {
    "sales": "Sales: what was bought",
    "customers": "Customers: a list of people",
    "visits": "Appointments or visits",
    "satisfaction": "Answers to a survey, or reviews",
}
# What is asked about an export that we do not know, by its kind; the first ones are needed most.
ASKED = {
    "sales": (
        "date", "time", "net", "gross", "item", "quantity", "receipt_id", "customer_name",
        "customer_id", "email", "phone", "card", "category", "discount", "tax", "tip", "status",
        "staff", "location", "channel",
    ),
    "customers": (
        "customer_name", "email", "phone", "customer_id", "card", "may_email", "may_text",
    ),
    "visits": (
        "date", "time", "customer_name", "email", "phone", "customer_id", "item", "net", "status",
        "staff", "location", "receipt_id", "card",
    ),
    "satisfaction": (
        "date", "time", "score", "comment", "customer_name", "email", "phone", "customer_id",
        "staff", "location",
    ),
}  # fmt: skip
SEVERAL = ("score", "comment")
ROW_WORDS = {
    "sold_at": "When",
    "starts_at": "When",
    "responded_at": "When",
    "customer_name": "Who",
    "item": "What",
    "service": "What",
    "question": "Question",
    "score": "Score",
    "comment": "Comment",
    "quantity": "Quantity",
    "net": "Paid",
    "price": "Price",
    "status": "Status",
    "email": "E-mail",
    "phone": "Phone",
    "staff": "Who served",
    "location": "Place",
    "channel": "Channel",
    "category": "Category",
    "gross": "Before discounts",
    "discount": "Discount",
    "tax": "Tax",
    "tip": "Tip",
    "is_refund": "Refund",
    "ends_at": "Until",
    "booked_on": "Booked on",
    "touchpoint": "About",
    "metric": "Scale",
    "card": "Card",
    "may_email": "May be written to",
    "may_text": "May be texted",
    "vendor_customer_id": "Customer number",
    "receipt_id": "Receipt",
    "appointment_id": "Booking",
}


@dataclass
class Waiting:
    """Files that were dropped and looked at, and not yet imported.

    Attributes:
        files: (name to show, path in the spool folder) of each.
        reports: what would become of each sheet.
        choices: what was decided, by the sheet's name.
    """

    files: list[tuple[str, Path]]
    reports: list[Report] = field(default_factory=list)
    choices: dict[str, Choices] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Whoever closes the browser instead of answering leaves nothing behind.
        self.forget = weakref.finalize(self, _unlink, [path for _, path in self.files])


def show_fields(report: Report) -> None:
    """Which of our fields each column was taken for."""
    st.table(
        {
            FIELD_WORDS.get(name, name): words.plain(column)
            for name, column in report.fields.items()
        },
        border="horizontal",
    )


def show_preview(report: Report, waiting: Waiting) -> None:
    """One file: what was understood, its first rows, and what is to be answered."""
    with st.container(border=True, gap="small"):
        if report.error is not None:
            st.error(words.plain(report.error), icon=":material/error:")
            if report.columns or waiting.choices.get(report.file):
                _ask_mapping(report, waiting)
            return
        name, title = words.plain(report.file), words.plain(report.title or "")
        if report.is_confirmed:
            st.markdown(f":material/task: **{name}** is understood as **{title}**.")
        else:
            st.markdown(
                f":material/help: **{name}** is an export that we do not know yet. It looks like "
                f"**{title.lower()}**. Is this right? We remember it for the next time."
            )
        st.markdown(_sum_in_words(report))
        for reason, rows in report.reasons.items():
            st.markdown(f"- {words.count(rows, 'row')} cannot be used: {words.plain(reason)}")
        if report.day_order is not None and not report.day_order.is_sure:
            _ask_day_order(report, report.day_order, waiting)
        if report.first_rows:
            st.caption("**What the first rows become**")
            st.dataframe(
                _first_rows(report),
                hide_index=True,
                key=f"first_rows_{report.file}",
                alt="The first rows as they are understood",
            )
        if report.is_confirmed:
            with st.expander("What each column was taken for"):
                show_fields(report)
        else:
            _ask_mapping(report, waiting)


def _sum_in_words(report: Report) -> str:
    days = (
        f" From {words.day(report.from_on)} to {words.day(report.to_on)}."
        if report.from_on and report.to_on
        else ""
    )
    return (
        f"{words.count(report.read, 'row')}: {report.kept:,} new, {report.known:,} already known, "
        f"{report.rejected:,} of no use.{days}"
    )


def _first_rows(report: Report) -> pd.DataFrame:
    """The columns that say something, in the order of ``ROW_WORDS``, as text."""
    rows = pd.DataFrame(report.first_rows)
    shown = [
        name
        for name in ROW_WORDS
        if name in rows and rows[name].map(lambda cell: cell not in (None, False, "")).any()
    ]
    return rows[shown].map(_cell).rename(columns=ROW_WORDS)


def _cell(value: object) -> str:
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, datetime):
        return f"{value:%a %-d %b %Y, %H:%M}"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"
    return str(value)


def _ask_day_order(report: Report, order: DayOrder, waiting: Waiting) -> None:
    example = words.plain(order.example)
    day_first, month_first = f"{example} is day / month", f"{example} is month / day"
    picked = st.segmented_control(
        "Days in this file can be read in two ways",
        [day_first, month_first],
        default=day_first if order.day_first else month_first,
        key=f"day_order_{report.file}",
    )
    if picked is not None and (picked == day_first) != order.day_first:
        _decide(report, waiting, day_first=picked == day_first)


def _ask_mapping(report: Report, waiting: Waiting) -> None:
    """What is what in an export that we do not know; each answer shows what it changes."""
    name = report.file
    decided = waiting.choices.get(name, Choices())
    kinds = list(KINDS)
    kind = st.selectbox(
        "What are the rows?",
        kinds,
        index=kinds.index(decided.kind or report.kind or kinds[0]),
        format_func=KIND_WORDS.__getitem__,
        key=f"kind_{name}",
    )
    columns = list(report.columns)
    fields: dict[str, str] = {}
    places = st.columns(2)
    for number, wanted in enumerate(ASKED[str(kind)]):
        taken = decided.fields.get(wanted, report.fields.get(wanted, ""))
        with places[number % 2]:
            if wanted in SEVERAL:
                picked = st.multiselect(
                    FIELD_WORDS[wanted],
                    columns,
                    default=[one for one in taken.split(" | ") if one in columns],
                    key=f"map_{wanted}_{name}",
                )
                fields[wanted] = " | ".join(picked)
                continue
            # Two columns joined are a choice of their own.
            options = ["", *([taken] if taken and taken not in columns else []), *columns]
            chosen = st.selectbox(
                FIELD_WORDS[wanted],
                options,
                index=options.index(taken),
                format_func=lambda column: column or "not in this file",
                help=_doubt(report, wanted),
                key=f"map_{wanted}_{name}",
            )
            fields[wanted] = chosen or ""
    changed = {
        wanted: column
        for wanted, column in fields.items()
        if column != decided.fields.get(wanted, report.fields.get(wanted, ""))
    }
    is_changed = changed or kind != (decided.kind or report.kind)
    if is_changed and st.button("See what that gives", key=f"again_{name}", type="primary"):
        _decide(report, waiting, kind=str(kind), fields=changed)


def _doubt(report: Report, wanted: str) -> str | None:
    others = report.doubts.get(wanted)
    return f"It could also be: {', '.join(map(words.plain, others))}" if others else None


def _decide(
    report: Report,
    waiting: Waiting,
    *,
    kind: str | None = None,
    fields: dict[str, str] | None = None,
    day_first: bool | None = None,
) -> None:
    """Take an answer, and look again at what would become of the file."""
    earlier = waiting.choices.get(report.file, Choices())
    waiting.choices[report.file] = Choices(
        kind=kind or earlier.kind,
        fields={**earlier.fields, **(fields or {})},
        day_first=earlier.day_first if day_first is None else day_first,
    )
    with progress_bar("Looking again") as tell:
        waiting.reports = changes.preview_files(waiting.files, waiting.choices, tell)
    st.rerun()


def _unlink(paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
