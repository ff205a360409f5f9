"""Everything that is held about one customer, for whoever asks what is known of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from regulars.identity.handles import outdated
from regulars.identity.traces import rejected_rows
from regulars.intake.handle_words import Handle, Handles
from regulars.intake.statements import run_statement
from regulars.questions import ask, find
from regulars.records.record import every_record
from regulars.store.store import Store

__all__ = ["export_person"]

PARTS = {
    "known_by": "imports/person_contacts",
    "standing": "customer/card",
    "profiles": "imports/person_profiles",
    "visits": "customer/visits",
    "receipt_lines": "imports/person_receipts",
    "appointments": "imports/person_appointments",
    "answers": "imports/person_answers",
    "decisions": "imports/decisions",
    "outlook": "customer/outlook",
    **{record.name: record.question for record in every_record()},
}


def export_person(store: Store, customer_id: str) -> dict[str, Any]:
    """Everything that is held about one customer, as JSON can say it.

    Raises:
        RegularsError: there is no such customer.
    """
    with store.read() as cursor:
        row = run_statement(cursor, "identity/person_and_shop", customer_id=customer_id).fetchone()
    if row is None:
        raise outdated()
    name, as_of, shop, currency = row
    held: dict[str, Any] = {
        "about": "Everything that this dashboard holds about one customer.",
        "shop": shop,
        "currency": currency,
        "customer_id": customer_id,
        "name": name,
        "last_day_in_the_data": _as_json(as_of),
    }
    for part, question in PARTS.items():
        if question == "imports/decisions":
            frame = _own_decisions(store, customer_id)
        else:
            asked = {"as_of": as_of} if "as_of" in find(question).params else {}
            frame = ask(store, question, customer_id=customer_id, **asked)
        if question == "imports/person_contacts":
            frame = _known_by(frame)
        held[part] = _records(frame)
    held["rejected_rows"] = _records(rejected_rows(store, customer_id))
    return held


def _own_decisions(store: Store, customer_id: str) -> pd.DataFrame:
    """What was decided about their records; from whom they were told apart is nobody's to tell."""
    frame = ask(store, "imports/decisions")
    is_one = frame["customer_id"] == customer_id
    is_other = frame["other_customer_id"] == customer_id
    own = frame.loc[is_one | is_other, ["decided_at", "kind"]]
    for is_theirs, prefix in ((is_one, ""), (is_other, "other_")):
        sides = frame[[f"{prefix}{column}" for column in ("kinds", "contacts", "names")]]
        own[f"{prefix}names"] = [
            Handles(*map(_listed, sides.loc[row])).as_person if is_theirs[row] else None
            for row in own.index
        ]
    return own.assign(undone_at=frame["undone_at"])


def _listed(cell: Any) -> list[str] | None:
    return list(cell) if pd.api.types.is_list_like(cell) else None


def _known_by(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(kind=[Handle(kind).kind_in_words for kind in frame["kind"]])


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): _as_json(value) for name, value in row.items()}
        for row in frame.to_dict(orient="records")
    ]


def _as_json(value: Any) -> Any:
    """A cell as JSON says it: a day as 2026-03-02, a moment as 2026-03-02T08:00, a list as one."""
    if pd.api.types.is_list_like(value) and not isinstance(value, dict):
        return [_as_json(one) for one in value]
    if value is None or (not isinstance(value, dict) and pd.isna(value)):
        return None
    if isinstance(value, datetime):
        at_midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if at_midnight else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value.item() if hasattr(value, "item") else value
