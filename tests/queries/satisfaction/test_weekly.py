from tests.queries.satisfaction.weeks import survey
from tests.tables import answer, assert_table

USUAL = ["8/10"] * 12


def signals(store, **given) -> list[str]:
    frame = answer(store, "satisfaction/weekly", **given)
    return [str(day.date()) for day in frame.loc[frame["is_signal"], "week_on"]]


def test_a_week_beyond_three_deviations_is_a_signal(a_store):
    """At a usual 78 %: 2 of 10 happens once in 4,000 weeks, 5 of 10 once in 15."""
    store = a_store(survey=survey(*USUAL, "5/10", "8/10", "2/10"))
    frame = answer(store, "satisfaction/weekly")
    assert signals(store) == ["2026-04-13"]
    assert len(frame) == 15
    assert_table(
        frame.tail(3),
        """
        week_on    | touchpoint | n  | top_two_rate | usual_rate | is_signal
        2026-03-30 | speed      | 10 | 0.5          | 0.74       | no
        2026-04-06 | speed      | 10 | 0.8          | 0.74       | no
        2026-04-13 | speed      | 10 | 0.2          | 0.74       | yes
        """,
    )


def test_two_of_three_weeks_beyond_two_deviations_are_signals(a_store):
    """One such week is a wobble; so are two with two others between them."""
    for weeks, found in (
        (["3/10", "8/10", "8/10", "3/10"], []),
        (["3/10", "3/10", "8/10"], ["2026-03-30", "2026-04-06"]),
        (["3/10", "8/10", "3/10"], ["2026-03-30", "2026-04-13"]),
    ):
        assert signals(a_store(survey=survey(*USUAL, *weeks))) == found


def test_an_unusually_good_week_is_a_signal_too(a_store):
    assert signals(a_store(survey=survey(*["4/10"] * 12, "10/10"))) == ["2026-03-30"]


def test_four_answers_are_no_week(a_store):
    store = a_store(survey=survey(*USUAL, "0/4", "0/5"))
    assert signals(store) == ["2026-04-06"]
    assert len(answer(store, "satisfaction/weekly")) == 13


def test_the_limits_are_those_beyond_which_a_week_is_very_low_or_very_high(a_store):
    frame = answer(a_store(survey=survey(*USUAL, "2/10")), "satisfaction/weekly")
    assert frame["top_two_rate"].iloc[-1] < frame["lower_limit"].iloc[-1]
    assert (frame["lower_limit"] <= frame["usual_rate"]).all()
    assert (frame["usual_rate"] <= frame["upper_limit"]).all()


def test_weeks_after_the_day_judged_at_are_not_known_yet(a_store):
    """The usual is that of the weeks up to it; the week in which the period begins is whole."""
    store = a_store(survey=survey(*USUAL, "2/10"))
    frame = answer(store, "satisfaction/weekly", as_of="2026-03-29", from_on="2026-03-11")
    assert [str(day.date()) for day in frame["week_on"]] == [
        "2026-03-09", "2026-03-16", "2026-03-23",
    ]  # fmt: skip
    assert (frame["usual_rate"] == 0.8).all()
