import pytest

from tests.tables import answer, assert_table


def test_each_scale_on_its_own_with_its_interval(a_store):
    rows = ["date | time | Would you recommend us? | How fast were we?"]
    rows += [
        f"2026-03-02 | 12:0{i} | {s} | {c}"
        for i, (s, c) in enumerate([(10, 5), (9, 4), (8, 3), (7, 2), (0, 5)])
    ]
    frame = answer(a_store(survey="\n".join(rows)), "satisfaction/trend", by="week")
    assert_table(
        frame,
        """
        metric | touchpoint | starts_on  | n | value
        csat   | speed      | 2026-03-02 | 5 | 0.6
        nps    | overall    | 2026-03-02 | 5 | 20
        """,
    )
    csat = frame.iloc[0]
    assert (csat["low"], csat["high"]) == pytest.approx((0.2307, 0.8824), abs=1e-4)


def test_under_five_answers_nothing_is_said(a_store):
    rows = "\n".join(
        ["date | time | How fast were we?"] + [f"2026-03-02 | 12:0{i} | 5" for i in range(4)]
    )
    assert answer(a_store(survey=rows), "satisfaction/trend", by="month").empty
