import pytest

from tests.tables import answer, assert_table, every, open_days

# Slipping on 31 January: last here on 13 January, weekly before.
SLIPPED = [every(7, f"p{place}", "2025-11-18", 9) for place in range(4)]


def test_of_those_flagged_who_came_back_within_thirteen_weeks(a_store):
    """91 days after 31 January is 2 May: p0 is back on that day, p1 one day later, p2 comes
    on 1 February and slips again."""
    store = a_store(
        sales=open_days("2025-11-03", "2026-06-30")
        + sum(SLIPPED, [])
        + every(1, "p0", "2026-05-02", 1)
        + every(1, "p1", "2026-05-03", 1)
        + every(1, "p2", "2026-02-01", 1)
    )
    frame = answer(store, "lapsed/came_back")
    assert_table(
        frame,
        """
        month_on   | flagged_count | returned_count | returned_rate
        2026-01-01 | 4             | 2              | 0.5
        2026-02-01 | 1             | 0              | 0
        """,
    )
    assert frame["returned_low"][0] == pytest.approx(0.150, abs=1e-3)  # Wilson, 2 of 4
    assert frame["returned_high"][0] == pytest.approx(0.850, abs=1e-3)


@pytest.mark.parametrize(("as_of", "months"), [("2026-05-01", 0), ("2026-05-02", 1)])
def test_only_months_with_thirteen_weeks_after_them_are_judged(a_store, as_of, months):
    store = a_store(sales=open_days("2025-11-03", "2026-06-30") + sum(SLIPPED, []))
    assert len(answer(store, "lapsed/came_back", as_of=as_of)) == months


def test_the_flags_of_the_sample_are_those_of_the_statuses(sample_store):
    flagged = answer(sample_store, "lapsed/came_back").set_index("month_on")["flagged_count"]
    stood = answer(sample_store, "regulars/statuses").set_index(["status", "month_on"])
    slipping = stood["customer_count"]["slipping"].to_dict()
    assert len(flagged) >= 10
    assert {month: slipping[month] for month in flagged.index} == flagged.to_dict()
