import pytest

from tests.tables import answer, assert_table


def test_the_share_of_fours_and_fives_by_touchpoint_and_month(a_store):
    rows = ["date | time | How fast were we? | How clean was it?"]
    for place, (speed, clean) in enumerate([(5, 5), (4, 5), (3, 5), (2, 5), (1, "")]):
        rows.append(f"2026-03-02 | 12:{place:02d} | {speed} | {clean}")
        rows.append(f"2026-04-02 | 12:{place:02d} | {speed} | 4")
    frame = answer(a_store(survey="\n".join(rows)), "satisfaction/touchpoints_monthly")
    assert_table(
        frame,
        """
        month_on   | touchpoint  | n | top_two_rate | mean_score
        2026-04-01 | cleanliness | 5 | 1            | 4
        2026-03-01 | speed       | 5 | 0.4          | 3
        2026-04-01 | speed       | 5 | 0.4          | 3
        """,
    )
    assert frame["low"][1] == pytest.approx(0.118, abs=1e-3)  # Wilson, 2 of 5
    assert frame["high"][1] == pytest.approx(0.769, abs=1e-3)


def test_recommendations_are_another_scale(a_store):
    rows = ["date | time | Would you recommend us?"]
    rows += [f"2026-03-02 | 12:{place:02d} | 5" for place in range(6)]
    assert answer(a_store(survey="\n".join(rows)), "satisfaction/touchpoints_monthly").empty
