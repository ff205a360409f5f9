from datetime import datetime

import pandas as pd
import pytest

from regulars.records.regular_rule import change_rule
from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2025-09-01", "2026-03-29")
STAYED = every(7, "stayed", "2025-11-04", 21, net="6", staff="Maya")
BECAME = every(7, "became", "2026-02-24", 5, net="10", staff="Tom")
STOPPED = every(7, "stopped", "2025-10-07", 16, staff="Tom")
TWICE = every(7, "twice", "2026-03-17", 2)


def test_who_became_and_who_stopped_within_the_period(a_store):
    """From 1 February: 'became' has 4 visits by 17 March, 'stopped' was last here on 20 January."""
    store = a_store(sales=OPEN + STAYED + BECAME + STOPPED + TWICE)
    assert_table(
        answer(store, "regulars/figures", from_on="2026-02-01"),
        """
        regular_count | before_count | became_count | stopped_count | median_cadence_days
        2             | 2            | 1            | 1             | 7
        """,
    )


def test_before_is_the_evening_before_the_period(a_store):
    """'became' has had 4 visits on 17 March."""
    store = a_store(sales=OPEN + BECAME)
    counts = [
        answer(store, "regulars/figures", from_on=day).iloc[0]["before_count"]
        for day in ("2026-03-17", "2026-03-18")
    ]
    assert counts == [0, 1]


def test_what_regulars_bring_is_counted_on_the_day_walk_ins_included(a_store):
    """March: 29 walk-ins at 1, stayed 4 x 6, became 4 x 10 of which 2 as a regular, twice 2 x 4.

    A regular who stops is one on the days before: 'stopped' counts in January.
    """
    store = a_store(sales=OPEN + STAYED + BECAME + STOPPED + TWICE)
    figures = answer(store, "regulars/figures", from_on="2026-03-01").iloc[0]
    assert figures["regular_visit_rate"] == pytest.approx(6 / 39)
    assert figures["regular_visit_low"] < 6 / 39 < figures["regular_visit_high"]
    assert figures["regular_revenue_rate"] == pytest.approx(44 / 101)
    january = answer(store, "regulars/figures", from_on="2026-01-01", as_of="2026-01-31").iloc[0]
    assert january["regular_visit_rate"] == pytest.approx(7 / 38)


def test_the_share_is_that_of_the_months_together(sample_store):
    days = {"from_on": "2026-01-01", "as_of": "2026-10-31"}
    share = answer(sample_store, "regulars/share", **days)
    regular = share.loc[share["who"] == "regular", "visit_count"].sum()
    figures = answer(sample_store, "regulars/figures", **days).iloc[0]
    assert figures["regular_visit_rate"] == pytest.approx(regular / share["visit_count"].sum())


def test_filters_narrow_people_and_visits(a_store):
    store = a_store(sales=OPEN + STAYED + BECAME)
    maya = answer(store, "regulars/figures", from_on="2026-03-01", staff="Maya").iloc[0]
    assert (maya["regular_count"], maya["regular_visit_rate"]) == (1, 1.0)
    kiosk = answer(store, "regulars/figures", from_on="2026-03-01", location="Kiosk").iloc[0]
    assert kiosk["regular_count"] == 0
    assert kiosk["regular_visit_rate"] != kiosk["regular_visit_rate"], "no visit, no share"


def test_before_and_after_add_up_on_the_sample(sample_store):
    for from_on, as_of in (("2026-03-01", "2026-05-09"), ("2025-11-01", "2026-10-31")):
        row = answer(sample_store, "regulars/figures", from_on=from_on, as_of=as_of).iloc[0]
        assert row["regular_count"] == (
            row["before_count"] + row["became_count"] - row["stopped_count"]
        )
        listed = answer(sample_store, "regulars/people", as_of=as_of)
        assert row["regular_count"] == (listed["status"] == "regular").sum()


@pytest.mark.parametrize(
    ("gap", "fitting"), [(30, None), (31, 39), (42, 39), (45, 39), (46, None), (61, 65)]
)
def test_a_rule_that_leaves_room_for_being_late_is_proposed(a_store, gap, fitting):
    """4 visits, each after 1.5 usual gaps: 6 x 30 days fit into 26 weeks, 6 x 31 do not.

    From 46 days on the usual rule looks back 52 weeks, into which 6 x 60 days fit.
    """
    store = a_store(
        sales=open_days("2024-09-01", "2026-03-29")
        + [sale for name in "abcde" for sale in every(gap, name, "2024-09-03", 9)]
    )
    row = answer(store, "regulars/figures").iloc[0]
    assert row["typical_gap_days"] == gap
    assert (None if pd.isna(row["fitting_weeks"]) else row["fitting_weeks"]) == fitting


def test_who_chose_a_rule_is_not_asked_again(a_store):
    store = a_store(
        sales=open_days("2024-09-01", "2026-03-29")
        + [sale for name in "abcde" for sale in every(42, name, "2024-09-03", 13)]
    )
    assert answer(store, "regulars/figures").iloc[0]["fitting_weeks"] == 39
    change_rule(store, 4, 26, now=datetime(2026, 3, 30, 9), by="Ana")
    assert pd.isna(answer(store, "regulars/figures").iloc[0]["fitting_weeks"])
