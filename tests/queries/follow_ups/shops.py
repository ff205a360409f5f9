"""A shop with a survey, and the steps that its people take."""

from datetime import date, datetime

from regulars.records.follow_ups import steps
from regulars.records.follow_ups.steps import Step
from tests.tables import Rows, answer, every, open_days

# Open every day; the last day is Sunday 29 March 2026.
OPEN = open_days("2025-12-29", "2026-03-29")
HEADER = "date | email | Would you recommend us? | How fast were we? | How was the tea? | More?"
DAY = date(2026, 3, 30)
BY = {"now": datetime(2026, 3, 30, 9), "today": DAY, "by": "Ana"}


def survey(*rows: str) -> str:
    return "\n".join([HEADER, *rows])


def directory(*names: str) -> Rows:
    return [{"customer": n, "name": n.capitalize(), "email": f"{n}@x.org"} for n in names]


def weekly(*names: str, count: int = 13) -> Rows:
    """Each comes on Tuesdays, from 30 December on."""
    return [sale for name in names for sale in every(7, name, "2025-12-30", count)]


def cases(store, **given):
    return answer(store, "follow_ups/cases", **{"today": DAY, **given})


def key_of(store, name):
    frame = cases(store)
    return frame[frame["customer_name"] == name].iloc[0]["case_key"]


def step(store, case_key, change=None, /, **changed):
    by = {**BY, **{key: changed.pop(key) for key in list(changed) if key in (*BY, "only_of")}}
    return steps.take_step(store, case_key, change or Step(**changed), **by)
