"""A shop of which many have slipped, and lists to win them back."""

from datetime import date, datetime

from regulars.records.win_back.contacts import mark_list
from regulars.records.win_back.lists import make_list
from regulars.records.win_back.terms import Terms
from tests.tables import Rows, answer, every, open_days

# Everybody comes weekly until 17 February; the last day is 10 March 2026, 21 days later.
OPEN = open_days("2025-11-03", "2026-03-10")
TODAY = date(2026, 3, 10)
BY = {"now": datetime(2026, 3, 10, 9), "today": TODAY, "by": "Ana"}


def names(count: int) -> list[str]:
    return [f"P{place:02d}" for place in range(count)]


def directory(count: int, **consents: str) -> Rows:
    """People with e-mail and phone who want both; P03="" never said, "unsubscribed" said no."""
    return [
        {
            "customer": name,
            "name": f"{name} Doe",
            "email": f"{name.lower()}@x.org",
            "phone": f"603 555 01{place:02d}",
            "consent": consents.get(name, "subscribed"),
        }
        for place, name in enumerate(names(count))
    ]


def sales(count: int) -> Rows:
    return OPEN + [
        sale for name in names(count) for sale in every(7, name, "2025-12-02", 12, net="5")
    ]


def returns(people: list[str], day: str = "2026-03-20", last: str = "2026-05-31") -> Rows:
    """The export after: open until the last day, and who is here again."""
    back = [{"receipt": f"R{name}", "customer": name, "date": day, "net": "7"} for name in people]
    return open_days("2026-03-11", last) + back


def candidates(store) -> list[str]:
    return list(answer(store, "lapsed/win_back_candidates")["customer_id"])


def a_list(store, rate: float = 0.2, channel: str = "e-mail", **terms):
    return make_list(store, "Spring", candidates(store), Terms(channel, rate, **terms), **BY)


def contacted_list(store, rate: float = 0.2):
    drawn = a_list(store, rate)
    mark_list(store, drawn.list_no, "10 % off", **BY)
    return drawn


def numbers(store, customer_ids) -> list[str]:
    """Square's ids of the people: P00, P01, ..."""
    people = answer(store, "lapsed/win_back_candidates").set_index("customer_id")["customer_name"]
    return sorted(people[who].split()[0] for who in customer_ids)
