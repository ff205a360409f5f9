"""The tables that rows are kept in, by kind."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["TARGETS"]


class Target(NamedTuple):
    """A table that rows are kept in.

    Attributes:
        table: its name in the schema ``exports``.
        columns: those that make up a row's values, as they stand in SQL.
        moment: the column that says when it happened; None for none.
    """

    table: str
    columns: str
    moment: str | None


TARGETS = {
    "sales": Target(
        "receipt_line",
        "level, receipt_id, order_id, sold_at, handle_no, customer_name, item, category, quantity, "
        "gross, discount, net, tax, tip, is_refund, staff, location, channel",
        "sold_at",
    ),
    "customers": Target(
        "customer_record",
        "handle_no, customer_name, email, phone, may_email, may_text",
        None,
    ),
    "visits": Target(
        "appointment",
        "appointment_id, starts_at, ends_at, booked_on, handle_no, customer_name, service, price, "
        "status, staff, location",
        "starts_at",
    ),
    "satisfaction": Target(
        "response",
        "responded_at, handle_no, customer_name, question, touchpoint, metric, score, comment, "
        "staff, location",
        "responded_at",
    ),
}
