from tests.queries.satisfaction.weeks import survey
from tests.tables import answer, assert_table

USUAL = ["8/10"] * 12


def signals(store, **given) -> list[str]:
    frame = answer(store, "satisfaction/weekly", **given)
    return [str(day.date()) for day in frame.loc[frame["is_signal"], "week_on"]]


def test_a_week_that_chance_does_not_explain_is_a_signal(a_store):
    """Usually 72 %: none of 10 happens once in 300,000 weeks, 5 of 10 once in 9."""
    store = a_store(survey=survey(*USUAL, "5/10", "8/10", "0/10"))
    frame = answer(store, "satisfaction/weekly")
    assert signals(store) == ["2026-04-13"]
    assert_table(
        frame.tail(3),
        """
        week_on    | metric | touchpoint | n  | value | usual_value | is_signal | spell_on
        2026-03-30 | csat   | speed      | 10 | 0.5   | 0.727       | no        |
        2026-04-06 | csat   | speed      | 10 | 0.8   | 0.727       | no        |
        2026-04-13 | csat   | speed      | 10 | 0     | 0.727       | yes       | 2026-04-13
        """,
    )


def test_several_weeks_a_little_worse_are_a_signal_where_each_alone_is_not(a_store):
    assert signals(a_store(survey=survey(*USUAL, *USUAL, "4/10"))) == []
    weeks = signals(a_store(survey=survey(*USUAL, *USUAL, *["4/10"] * 4)))
    assert weeks == ["2026-06-22", "2026-06-29", "2026-07-06", "2026-07-13"]


def test_an_unusually_good_week_is_a_signal_too(a_store):
    assert signals(a_store(survey=survey(*["3/20"] * 16, "17/20"))) == ["2026-04-27"]


def test_weeks_that_differ_by_more_than_chance_have_wider_limits(a_store):
    """Week by week 95 or 55 of 100: what is far for ten quiet weeks is usual here."""
    restless = ["57/60", "33/60"] * 10
    assert signals(a_store(survey=survey(*["45/60"] * 20, "26/60"))) == ["2026-05-25"]
    assert signals(a_store(survey=survey(*restless, "26/60"))) == []


def test_four_answers_are_no_week_and_seven_weeks_no_usual(a_store):
    store = a_store(survey=survey(*USUAL, "0/4", "0/8"))
    assert signals(store) == ["2026-04-06"]
    assert len(answer(store, "satisfaction/weekly")) == 13
    assert answer(a_store(survey=survey(*["8/10"] * 6, "0/10")), "satisfaction/weekly").empty


def test_the_limits_are_around_the_usual(a_store):
    frame = answer(a_store(survey=survey(*USUAL, "0/10")), "satisfaction/weekly")
    assert frame["value"].iloc[-1] < frame["lower_limit"].iloc[-1]
    assert (frame["lower_limit"] <= frame["usual_value"]).all()
    assert (frame["usual_value"] <= frame["upper_limit"]).all()


def test_weeks_after_the_day_judged_at_are_not_known_yet(a_store):
    """The usual is that of the weeks up to it; the week in which the period begins is whole."""
    store = a_store(survey=survey(*USUAL, "2/10"))
    frame = answer(store, "satisfaction/weekly", as_of="2026-03-29", from_on="2026-03-11")
    assert [str(day.date()) for day in frame["week_on"]] == [
        "2026-03-09", "2026-03-16", "2026-03-23",
    ]  # fmt: skip
    assert (frame["usual_value"] == 0.8).all()
