"""What the rows of dropped files would become."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pandas as pd
import streamlit as st

from regulars.intake.fields import FIELDS
from regulars.intake.report import Report
from regulars.web.kit import text
from regulars.web.screens.imports.mapping_form import ask_day_order, ask_mapping
from regulars.web.screens.imports.pending_files import Waiting

__all__ = ["show_fields", "show_preview"]

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


def show_fields(report: Report) -> None:
    """Which of our fields each column was taken for."""
    st.table(
        {FIELDS[name].title: text.plain(column) for name, column in report.fields.items()},
        border="horizontal",
    )


def show_preview(report: Report, waiting: Waiting) -> None:
    """One file: what was understood, its first rows, and what is to be answered."""
    with st.container(border=True, gap="small"):
        if report.error is not None:
            st.error(text.plain(report.error), icon=":material/error:")
            if report.columns or waiting.choices.get(report.file):
                ask_mapping(report, waiting)
            return
        name, title = text.plain(report.file), text.plain(report.title or "")
        if report.is_confirmed:
            st.markdown(f":material/task: **{name}** is understood as **{title}**.")
        else:
            st.markdown(
                f":material/help: **{name}** is an export that we do not know yet. It looks like "
                f"**{title.lower()}**. Is this right? We remember it for the next time."
            )
        st.markdown(_sum_in_words(report))
        for reason, rows in report.reasons.items():
            st.markdown(f"- {text.count(rows, 'row')} cannot be used: {text.plain(reason)}")
        if report.nobody:
            st.markdown(f"- {text.plain(report.nobody_in_words)}")
        if report.day_order is not None and not report.day_order.is_sure:
            ask_day_order(report, report.day_order, waiting)
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
            ask_mapping(report, waiting)


def _sum_in_words(report: Report) -> str:
    days = (
        f" From {text.day(report.from_on)} to {text.day(report.to_on)}."
        if report.from_on and report.to_on
        else ""
    )
    return (
        f"{text.count(report.read, 'row')}: {report.kept:,} new, {report.known:,} already known, "
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
