"""What is asked about a dropped file: what each column is, and which day is meant."""

from __future__ import annotations

import streamlit as st

from regulars.intake import KINDS, Choices, DayOrder, Report
from regulars.web import words
from regulars.web.waiting import Waiting, decide

__all__ = ["FIELD_WORDS", "ask_day_order", "ask_mapping"]

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


def ask_day_order(report: Report, order: DayOrder, waiting: Waiting) -> None:
    """Ask which comes first, day or month; the answer shows what it changes."""
    example = words.plain(order.example)
    day_first, month_first = f"{example} is day / month", f"{example} is month / day"
    picked = st.segmented_control(
        "Days in this file can be read in two ways",
        [day_first, month_first],
        default=day_first if order.day_first else month_first,
        key=f"day_order_{report.file}",
    )
    if picked is not None and (picked == day_first) != order.day_first:
        decide(report, waiting, day_first=picked == day_first)


def ask_mapping(report: Report, waiting: Waiting) -> None:
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
        decide(report, waiting, kind=str(kind), fields=changed)


def _doubt(report: Report, wanted: str) -> str | None:
    others = report.doubts.get(wanted)
    return f"It could also be: {', '.join(map(words.plain, others))}" if others else None
