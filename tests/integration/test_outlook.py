"""The outlook on shops of every size, and its backtest: probabilities, no peeking, no nonsense."""

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from regulars.cli import main
from regulars.facts.build import rebuild_facts
from regulars.facts.outlook import return_outlook
from regulars.facts.outlook.backtest import METHODS, backtest
from regulars.facts.outlook.histories import Histories
from regulars.facts.outlook.mbg_cnbd import MbgCnbd, fit_mbg_cnbd
from regulars.facts.outlook.replays import Replay, Visits, read_visits
from regulars.facts.outlook.return_outlook import (
    FEATURES,
    Reason,
    ReturnOutlook,
    fit_return_outlook,
)
from regulars.facts.outlook.scoring import score_now
from tests.simulated_past import FIRST, come_and_go, shop
from tests.tables import every, open_days, rows_of

FIELDS = [
    "method",
    "as_of",
    "horizon_days",
    "customers",
    "auc",
    "brier",
    "predicted_returns",
    "actual_returns",
]


def assert_sane(visits: Visits) -> dict[str, np.ndarray]:
    """Everybody has an outlook, and nothing in it is nonsense."""
    now, _ = score_now(visits)
    assert now["customer_no"].is_unique
    for chance in ("p_return", "p_alive", "p_still_comes"):
        known = now[chance].dropna()
        assert known.between(0, 1).all(), chance
    for amount in ("expected_visits_26w", "visits_if_alive_26w", "spend_per_visit"):
        known = now[amount].dropna()
        assert (np.isfinite(known) & (known >= 0)).all(), amount
    assert (now["visits_if_alive_26w"].dropna() <= 182).all()
    window = now[["from_days", "next_days", "to_days"]].dropna()
    assert (window.diff(axis=1).iloc[:, 1:] >= 0).all().all()
    assert (window >= 1).all().all()
    return now


@pytest.mark.parametrize(
    ("customers", "days", "mean_gap"),
    [(10, 365, 10), (10, 30, 5), (200_000, 400, 25), (300, 3650, 60), (300, 31, 4)],
    ids=["ten", "ten in a month", "200,000", "ten years", "one month"],
)
def test_a_shop_of_any_size_gets_sane_outlooks(customers, days, mean_gap):
    now = assert_sane(shop(*come_and_go(customers, days, mean_gap), days))
    assert len(now) == customers
    assert now["p_return"].notna().all()
    is_learnt = set(now["method"]) == {"learnt"}
    assert is_learnt == (customers > 10 and days > 31)
    assert is_learnt or now["reason"].isin([Reason.FEW_MONTH_ENDS, Reason.FEW_RETURNS]).all()


def test_where_everybody_came_once_there_is_not_enough_history():
    now = assert_sane(shop(np.arange(500), np.arange(500) % 90, 90))
    assert now["p_return"].isna().all()
    assert set(now["method"]) == {"none"}
    assert set(now["reason"]) == {Reason.NOBODY_TWICE}


def test_one_customer_and_none():
    one = assert_sane(shop(np.zeros(20, int), np.arange(0, 140, 7), 140))
    assert len(one) == 1
    assert set(one["method"]) == {"model"}
    assert score_now(shop(np.zeros(0, int), np.zeros(0, int), 30))[0].empty


def test_a_shop_that_closed_for_months_makes_nobody_late():
    """Weekly customers, closed for 100 days: three days after it opens they are as they were."""
    before = [week * 7 for week in range(30)]
    days = 210 + 100 + 3
    who = np.repeat(np.arange(40), len(before))
    when = np.tile(before, 40)
    closed = assert_sane(shop(who, when, days, closed=range(210, 310)))
    open_all_along = assert_sane(shop(who, when, days))
    assert closed["p_alive"].min() > 0.9
    assert open_all_along["p_alive"].max() < 0.1


def test_nobody_is_immortal():
    """A one-timer of long ago has most likely gone, and the longer ago the more likely."""
    who, when = come_and_go(2000, 700, 20)
    model = fit_mbg_cnbd(shop(who, when, 700).replay(FIRST + timedelta(699), 28).histories)
    ages = np.array([1.0, 30.0, 200.0, 2000.0])
    alive = model.p_alive(Histories.of(np.zeros(4), np.zeros(4), ages))
    assert (np.diff(alive) < 0).all()
    assert alive[-1] < 0.01


def test_before_anybody_can_have_stopped_nobody_is_taken_to_come_for_ever():
    """In half a year of people who come every three months the likelihood alone is content with
    nobody ever stopping."""
    visits = shop(*come_and_go(300, 200, 90), 200)
    histories = visits.replay(FIRST + timedelta(199), 168).histories
    plain, careful = (fit_mbg_cnbd(histories, is_cautious=cautious) for cautious in (False, True))
    once_long_ago = Histories.of(np.zeros(1), np.zeros(1), np.array([400.0]))
    assert plain.p_alive(once_long_ago)[0] > 0.99
    assert careful.p_alive(once_long_ago)[0] < 0.1


def test_the_model_found_near_another_is_the_model_found_from_scratch():
    histories = shop(*come_and_go(1500, 500, 20), 500).replay(FIRST + timedelta(499), 28).histories
    found = fit_mbg_cnbd(histories, is_cautious=True)
    again = fit_mbg_cnbd(histories, is_cautious=True, near=found)
    assert (again.k, again.r) == (found.k, pytest.approx(found.r, rel=0.02))
    assert again.log_likelihood == pytest.approx(found.log_likelihood, abs=0.05)


def test_joining_alike_histories_hardly_moves_the_model():
    """Above 3,000 customers times are rounded to an 80th of the longest."""
    histories = shop(*come_and_go(9000, 500, 20), 500).replay(FIRST + timedelta(499), 28).histories
    few = histories.compressed(80)
    assert len(few) < len(histories)
    assert few.weight.sum() == len(histories)
    exact, joined = (
        fit_mbg_cnbd(histories.taken(slice(0, 3000))),
        fit_mbg_cnbd(histories.taken(slice(0, 3000)).compressed(80)),
    )
    assert joined.k == exact.k
    assert joined.p_alive(histories) == pytest.approx(exact.p_alive(histories), abs=0.02)


def test_the_same_shop_gives_the_same_outlook_twice():
    visits = shop(*come_and_go(800, 500, 15), 500)
    first, second = score_now(visits)[0], score_now(visits)[0]
    assert first.equals(second)


def sales(people: int = 150) -> list[dict[str, str]]:
    """Some come weekly to the end, some stop in spring, some come once; a year and a half."""
    drawn = open_days("2025-01-01", "2026-06-30")
    for place in range(people):
        step = 6 + place % 9
        start = f"2025-{1 + place % 9:02d}-{1 + place % 27:02d}"
        count = (1, 3, 9, 20, 200)[place % 5]
        drawn += [
            sale for sale in every(step, f"p{place}", start, count) if sale["date"] <= "2026-06-30"
        ]
    return drawn


CUT, HORIZON = date(2026, 3, 15), 40


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A store of the sales above, of this module's own."""
    from regulars.intake.file_import import take
    from regulars.store.store import Store
    from tests.tables import write_exports

    folder = tmp_path_factory.mktemp("grown")
    with Store.open(folder / "grown.duckdb", readable=[folder]) as store:
        take(store, write_exports(folder, sales=sales()))
    return folder / "grown.duckdb"


def printed(capsys, *arguments: str) -> list[dict]:
    assert main(list(arguments)) == 0
    return json.loads(capsys.readouterr().out)


def test_the_command_prints_the_five_methods_and_nothing_else(grown, capsys):
    told = printed(capsys, "backtest", "--db", str(grown), "--as-of", str(CUT), "--json")
    assert [score["method"] for score in told] == list(METHODS)
    assert list(METHODS) == [
        "return_outlook", "p_alive", "days_since_last", "overdue_ratio", "fixed_rule"
    ]  # fmt: skip
    for score in told:
        assert list(score) == FIELDS
        assert score["as_of"] == str(CUT)
        assert 0 <= score["auc"] <= 1
        gives_chance = score["method"] in ("return_outlook", "p_alive")
        assert (score["brier"] is not None) == gives_chance
        assert (score["predicted_returns"] is not None) == gives_chance
    assert len({(score["customers"], score["actual_returns"]) for score in told}) == 1
    assert told[0]["horizon_days"] == 4 * 10


def test_without_a_day_it_takes_month_ends_whose_outcome_is_known(grown, capsys):
    told = printed(capsys, "backtest", "--db", str(grown), "--horizon", "30", "--json")
    days = sorted({score["as_of"] for score in told})
    assert days[0] == "2025-06-30"
    assert days[-1] == "2026-05-31"
    assert len(days) == 12
    assert {score["horizon_days"] for score in told} == {30}


def test_in_words_it_says_what_was_expected_and_what_came(grown, capsys):
    assert main(["backtest", "--db", str(grown)]) == 0
    told = capsys.readouterr().out
    assert "our outlook" in told
    assert "expected" in told


def chances_of(store) -> tuple[dict[str, float], list]:
    """What everybody's chance was called on the day, by name, and how good that was."""
    names = dict(rows_of(store, "select customer_id, customer_name from facts.customer"))
    with store.read() as cursor:
        visits = read_visits(cursor)
        scores = backtest(cursor, as_of=CUT, horizon_days=HORIZON)
    outlook, replay = fit_return_outlook(visits, CUT, HORIZON), visits.replay(CUT, HORIZON)
    assert outlook.is_learnt
    assert max(outlook.replays) + timedelta(days=HORIZON) <= CUT
    who = [names[f"C{number}"] for number in replay.customer_nos]
    return dict(zip(who, outlook.p_return(replay), strict=True)), scores


def test_nothing_after_the_day_is_seen(a_store):
    """The same shop, cut off right after the outcome: the same chances and the same scores."""
    until = (CUT + timedelta(days=HORIZON)).isoformat()
    whole, whole_scores = chances_of(a_store(sales=sales()))
    cut, cut_scores = chances_of(a_store(sales=[s for s in sales() if s["date"] <= until]))
    assert cut == pytest.approx(whole, rel=1e-4)
    for ours, theirs in zip(cut_scores, whole_scores, strict=True):
        assert ours.auc == pytest.approx(theirs.auc, abs=1e-4)
        assert (ours.customers, ours.actual_returns) == (theirs.customers, theirs.actual_returns)


def test_the_outcome_is_not_seen_either(a_store):
    """Everybody gone after the day: the chances given on it are the same."""
    whole, _ = chances_of(a_store(sales=sales()))
    day = CUT.isoformat()
    gone, scores = chances_of(
        a_store(sales=[s for s in sales() if s["date"] <= day or "customer" not in s])
    )
    assert gone == pytest.approx(whole, rel=1e-4)
    assert scores[0].actual_returns == 0
    assert scores[0].auc is None


def test_the_facts_say_when_somebody_is_due(a_store):
    """Weekly on Tuesdays until 24 March, closed on Sundays: due on Tuesday 31 March."""
    sundays = [date(2025, 1, 5) + timedelta(days=7 * week) for week in range(70)]
    store = a_store(
        sales=open_days("2025-09-01", "2026-03-27", closed=[str(day) for day in sundays])
        + every(7, "ana", "2025-10-07", 25)
        + every(1, "once", "2025-10-01", 1)
    )
    found = rows_of(
        store,
        "select customer_name, next_visit_on::text, next_visit_from::text, next_visit_to::text, "
        "days_since_last, method from facts.outlook "
        "inner join facts.customer using (customer_id) order by 1",
    )
    ana, once = found
    assert ana[1:4] == ("2026-03-31", "2026-03-30", "2026-04-02")
    assert ana[4] == 3
    assert once[1:] == (None, None, None, 177, "model")


def test_a_booking_is_when_they_come(a_store):
    store = a_store(
        directory="customer | name | email\nana | Ana Bo | ana@example.org",
        sales=open_days("2025-11-01", "2026-03-27") + every(7, "ana", "2025-11-04", 8),
        bookings="""
        id | start            | name   | email           | type   | booked
        1  | 2026-04-08 09:00 | Ana Bo | ana@example.org | Facial | 2026-03-01
        """,
    )
    assert rows_of(
        store,
        "select band, next_visit_on::text, next_visit_from::text, next_visit_to::text, "
        "days_since_last, booked_on::text from facts.outlook",
    ) == [
        (
            None, "2026-04-08", "2026-04-08", "2026-04-08",
            94, "2026-04-08",
        )
    ]  # fmt: skip


def test_the_outlook_of_the_sample_is_whole(sample_store):
    """Everybody who ever came; at risk only what may be lost; the chances add up to the returns."""
    assert rows_of(
        sample_store,
        """
        select
            count(*) = (select count(*) from facts.customer where visit_count > 0),
            min(p_return) >= 0 and max(p_return) <= 1,
            min(p_alive) >= 0 and max(p_alive) <= 1,
            min(value_at_risk) >= 0,
            bool_and(next_visit_from <= next_visit_on and next_visit_on <= next_visit_to),
            bool_and(next_visit_from > as_of),
            bool_and(band is null or cadence_days is not null)
        from facts.outlook
        """,
    ) == [(True,) * 7]


def test_an_empty_shop_has_an_empty_outlook(empty_store):
    rebuild_facts(empty_store)
    for table in ("outlook", "outlook_month", "outlook_score", "outlook_bin"):
        assert rows_of(empty_store, f"select count(*) from facts.{table}") == [(0,)]


def somebody(absence: float) -> Replay:
    """One person who has come once, so many days ago."""
    nothing = np.array([np.nan])
    day = np.array([0], dtype=np.int32)
    return Replay(
        date(2024, 1, 1), 28, np.array([1]),
        Histories.of(np.zeros(1), np.zeros(1), np.array([absence])),
        day, day, np.array([absence]), nothing, nothing, nothing, nothing, nothing, nothing,
        np.array([False]),
    )  # fmt: skip


def of_absence(lowest_days: float, highest_days: float) -> ReturnOutlook:
    """Learnt where people were away from so many to so many days; only that weighs."""
    is_absence = np.array([name == "absence" for name in FEATURES])
    few, many = (np.where(is_absence, np.log1p(days), 0.0) for days in (lowest_days, highest_days))
    zeros = (0.0,) * len(FEATURES)
    ones = (1.0,) * len(FEATURES)
    weights = tuple(np.where(is_absence, -1.0, 0.0))
    return ReturnOutlook(
        28, None, weights, zeros, ones, tuple(few), tuple(many), 2.0, (), Reason.LEARNT
    )


def test_beyond_what_was_met_in_the_past_nothing_is_read_into_an_absence():
    outlook = of_absence(3, 200)
    chance = {days: outlook.p_return(somebody(days))[0] for days in (0, 1, 3, 50, 200, 300, 9000)}
    assert chance[0] == chance[1] == chance[3] > chance[50] > chance[200]
    assert chance[200] == chance[300] == chance[9000]


def test_no_chance_is_certain():
    """Even who fell silent after 300 visits in a day, or is as good as there already."""
    model = MbgCnbd(1, 0.6, 30.0, 0.8, 2.0, 0.0)
    outlook = ReturnOutlook(28, model, (), (), (), (), (), 0.0, (), Reason.NO_WEIGHTS)
    silent = replace(
        somebody(4000), histories=Histories.of(np.array([300]), np.array([1]), np.array([4000]))
    )
    frequent = replace(
        somebody(1),
        horizon_days=90_000,
        histories=Histories.of(np.array([90_000]), np.array([4000]), np.array([4000])),
    )
    assert outlook.p_return(silent)[0] == 1e-6
    assert 0.9 < outlook.p_return(frequent)[0] <= 1 - 1e-6


@pytest.mark.parametrize(
    ("name", "method", "reason"),
    [("fit_mbg_cnbd", "none", Reason.NO_MODEL), ("fit_logistic", "model", Reason.NO_WEIGHTS)],
)
def test_where_a_fit_does_not_hold_it_is_said(monkeypatch, name, method, reason):
    monkeypatch.setattr(return_outlook, name, lambda *_, **__: None)
    now = assert_sane(shop(*come_and_go(400, 400, 10), 400))
    assert set(now["method"]) == {method}
    assert set(now["reason"]) == {reason}
