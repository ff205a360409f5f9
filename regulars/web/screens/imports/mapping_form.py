"""What is asked about a dropped file: what each column is, and which day is meant."""

from __future__ import annotations

import streamlit as st

from regulars.intake.choices import Choices
from regulars.intake.fields import KINDS, Type, asked_fields
from regulars.intake.report import DayOrder, Report
from regulars.web.kit import text
from regulars.web.screens.imports.pending_files import Waiting, decide

__all__ = ["ask_day_order", "ask_mapping"]


def ask_day_order(report: Report, order: DayOrder, waiting: Waiting) -> None:
    """Ask which comes first, day or month; the answer shows what it changes."""
    example = text.plain(order.example)
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
        format_func=lambda name: KINDS[name].title,
        key=f"kind_{name}",
    )
    columns = list(report.columns)
    fields: dict[str, str] = {}
    places = st.columns(2)
    for number, field in enumerate(asked_fields(str(kind))):
        wanted = field.name
        taken = decided.fields.get(wanted, report.fields.get(wanted, ""))
        with places[number % 2]:
            if field.type is Type.ANSWERS:
                picked = st.multiselect(
                    field.title,
                    columns,
                    default=[one for one in taken.split(" | ") if one in columns],
                    key=f"map_{wanted}_{name}",
                )
                fields[wanted] = " | ".join(picked)
                continue
            # Two columns joined are a choice of their own.
            options = ["", *([taken] if taken and taken not in columns else []), *columns]
            chosen = st.selectbox(
                field.title,
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
    return f"It could also be: {', '.join(map(text.plain, others))}" if others else None
