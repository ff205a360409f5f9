import pytest

from tests.tables import answer, assert_table, every, open_days

# A day longer than what is judged: only the last trading day has an outlook of its own.
OPEN = open_days("2025-09-01", "2026-03-30")
AS_OF = "2026-03-29"


def test_how_many_are_slipping_and_lapsed_and_what_is_at_stake(a_store):
    store = a_store(
        sales=OPEN
        + every(7, "slip", "2025-12-23", 12, net="5")  # last here on 10 March, 19 days
        + every(7, "gone", "2025-12-02", 12, net="7")  # last here on 17 February, 40 days
        + every(7, "here", "2026-01-06", 12)
        + every(7, "twice", "2026-01-06", 2)
    )
    assert_table(
        answer(store, "lapsed/figures", as_of=AS_OF, from_on="2026-03-01"),
        """
        slipping_count | likely_count | lapsed_count | booked_count | late_value_at_risk | lapsed_value_at_risk | late_before_count | returned_count
        1              | 0            | 1            | 0            | 60                 | 84                   | 0                     | 0
        """,  # noqa: E501
    )


def test_before_is_the_day_before_the_period(a_store):
    """'gone' was slipping on 3 March, 14 days away, not on 2 March."""
    store = a_store(sales=OPEN + every(7, "gone", "2025-12-02", 12))
    counts = [
        answer(store, "lapsed/figures", from_on=day).iloc[0]["late_before_count"]
        for day in ("2026-03-03", "2026-03-04", "2026-03-18")
    ]
    assert counts == [0, 1, 0]


def test_who_came_back_after_an_absence_long_enough_to_be_slipping(a_store):
    """14 days away counts as having come back, 13 do not."""
    store = a_store(
        sales=OPEN
        + every(7, "late", "2025-12-02", 8)
        + every(7, "late", "2026-02-03", 2)
        + every(7, "soon", "2025-12-02", 8)
        + every(7, "soon", "2026-02-02", 2)
    )
    count = answer(store, "lapsed/figures", from_on="2026-02-01").iloc[0]["returned_count"]
    assert count == 1
    after = answer(store, "lapsed/figures", from_on="2026-02-04").iloc[0]["returned_count"]
    assert after == 0


def test_how_many_will_not_come_back_is_learnt_from_those_who_did_not(a_store):
    """Eight slipped at the end of October. Two came back within 28 days: by 28 November."""
    sales = list(OPEN)
    for person in range(8):
        sales += every(7, f"old{person}", "2025-09-03", 7)  # until 15 October: 16 days on the 31st
    for person, day in enumerate(("2025-11-19", "2025-11-28", "2025-11-29")):
        sales += every(7, f"old{person}", day, 1)
    for person in range(2):
        sales += every(7, f"now{person}", "2026-01-06", 10)  # last here on 10 March
    figures = answer(
        a_store(sales=sales), "lapsed/figures", as_of=AS_OF, from_on="2026-03-01"
    ).iloc[0]
    assert figures["slipping_count"] == 2
    assert figures["unlikely_count"] == round(2 * 6 / 8)
    assert figures["unlikely_low"] == int(2 * 0.4093)  # Wilson, 6 of 8: 0.409 to 0.929
    assert figures["unlikely_high"] == 2


def test_lapsed_long_ago_is_left_out(a_store):
    """Last here on 17 February; 26 weeks before 19 August is 18 February."""
    store = a_store(sales=open_days("2025-11-03", "2026-08-19") + every(7, "a", "2025-12-02", 12))
    counts = [
        answer(store, "lapsed/figures", as_of=as_of, from_on=from_on).iloc[0]["lapsed_count"]
        for as_of, from_on in (
            ("2026-08-18", "2026-08-01"),
            ("2026-08-19", "2026-08-01"),
            ("2026-08-19", "2026-02-17"),
        )
    ]
    assert counts == [1, 0, 1]


def test_without_a_past_nothing_is_promised(a_store):
    store = a_store(sales=OPEN + every(7, "slip", "2025-12-23", 12))
    figures = answer(store, "lapsed/figures", as_of=AS_OF).iloc[0]
    assert figures["slipping_count"] == 1
    assert figures[["unlikely_count", "unlikely_low", "unlikely_high"]].isna().all()


@pytest.mark.parametrize("given", [{}, {"location": "Market Hall"}, {"staff": "Leo"}])
def test_the_figures_agree_with_the_list_on_the_sample(sample_store, given):
    for as_of in ("2026-05-09", "2026-10-31"):
        days = {"as_of": as_of, "from_on": "2026-02-01"}
        figures = answer(sample_store, "lapsed/figures", **days, **given).iloc[0]
        listed = answer(sample_store, "lapsed/overdue", **days, **given)
        counts = listed["band"].value_counts()
        for band, column in (
            ("slipping", "slipping_count"),
            ("likely lapsed", "likely_count"),
            ("lapsed", "lapsed_count"),
            ("booked", "booked_count"),
        ):
            assert figures[column] == counts.get(band, 0)
        for bands, column in (
            (("slipping", "likely lapsed"), "late_value_at_risk"),
            (("lapsed",), "lapsed_value_at_risk"),
        ):
            part = listed[listed["band"].isin(bands)]
            assert figures[column] == pytest.approx(part["value_at_risk"].sum())
