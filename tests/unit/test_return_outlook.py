"""Will they come back? Each feature by hand, and the learning beside a plain twin of it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import logit

from regulars.facts.outlook import return_outlook
from regulars.facts.outlook.mbg_cnbd import MbgCnbd, fit_mbg_cnbd
from regulars.facts.outlook.replays import Replay, Visits
from regulars.facts.outlook.return_outlook import (
    FEATURES,
    Reason,
    ReturnOutlook,
    fit_return_outlook,
)
from tests.simulated_past import FIRST, come_and_go, drawn, shop

MODEL = MbgCnbd(2, 0.8, 6.0, 0.7, 2.5, 0.0)
WIDE = (1e9,) * len(FEATURES)
DAYS, HORIZON = 420, 28
TODAY = FIRST + timedelta(DAYS - 1)


def of_one(feature: str, model: MbgCnbd | None = MODEL) -> ReturnOutlook:
    """Only one feature weighs: the chance's log-odds are the feature."""
    weights = tuple(float(name == feature) for name in FEATURES)
    nought, one = (0.0,) * len(FEATURES), (1.0,) * len(FEATURES)
    lowest = tuple(-width for width in WIDE)
    return ReturnOutlook(
        28, model, weights, nought, one, lowest, WIDE, 0.0, (), Reason.LEARNT
    )  # fmt: skip


# On day 40: who came five times, who came twice on days apart, and who came once, on day 31.
STEADY, TWICE, ONCE = range(3)
SEEN = drawn({STEADY: [0, 4, 12, 20, 25], TWICE: [10, 11], ONCE: [31]}, days=41).replay(
    FIRST + timedelta(40), 28
)
CADENCE = 21 / 3


@pytest.mark.parametrize(
    ("feature", "values"),
    [
        ("model", tuple(logit(MODEL.p_return(SEEN.histories, 28)))),
        ("visits", (math.log(5), math.log(2), 0)),
        ("absence", (math.log(16), math.log(30), math.log(10))),
        ("age", (math.log(41), math.log(31), math.log(10))),
        # Without a rhythm the gap counts, but no less than the shop's usual cadence.
        (
            "absence by cadence",
            tuple(math.log1p(away / CADENCE) for away in (15, 29, 9)),
        ),
        ("cadence", (math.log(CADENCE),) * 3),
        # Of who came less than four times the visits since the first: at most three of them.
        (
            "pace of the last visits",
            (math.log(4) - math.log(37), math.log(2) - math.log(31), -math.log(10)),
        ),
        ("last gap by cadence", (math.log(5 / CADENCE), math.log(1 / CADENCE), 0)),
        ("once only", (0, 0, 1)),
        ("came at this time last year", (0, 0, 0)),
    ],
)
def test_what_is_read_from_a_history(feature, values):
    assert logit(of_one(feature).p_return(SEEN)) == pytest.approx(values, abs=1e-9)


def test_a_gap_longer_than_the_usual_cadence_stands_for_an_own_one():
    seen = drawn({STEADY: [0, 4, 12, 20, 25], TWICE: [0, 30]}, days=41)
    seen = seen.replay(FIRST + timedelta(40), 28)
    assert logit(of_one("cadence").p_return(seen)) == pytest.approx([math.log(7), math.log(30)])


def test_where_nobody_has_a_rhythm_the_horizon_stands_for_one():
    seen = drawn({0: [0, 30], 1: [5]}, days=41).replay(FIRST + timedelta(40), 20)
    assert logit(of_one("cadence").p_return(seen)) == pytest.approx([math.log(30), math.log(20)])
    assert logit(of_one("last gap by cadence").p_return(seen)) == pytest.approx([0, 0])


def test_a_cadence_or_a_gap_of_less_than_a_day_counts_as_a_day():
    seen = replace(SEEN, cadence=np.full(3, 0.5), gap=np.full(3, 0.25))
    for feature in ("cadence", "last gap by cadence"):
        assert logit(of_one(feature).p_return(seen)) == pytest.approx([0, 0, 0])


def test_who_came_last_year_is_told_from_who_did_not():
    seen = drawn({0: [0, 10], 1: [0, 200]}, days=400).replay(FIRST + timedelta(370), 28)
    assert logit(of_one("came at this time last year").p_return(seen)) == pytest.approx([1, 0])


def test_a_feature_is_in_units_of_its_spread_and_what_is_not_known_says_nothing():
    places = len(FEATURES)
    outlook = ReturnOutlook(
        28, None, (2.0,) * places, (1.0,) * places, (4.0,) * places,
        (3.0,) * places, (3.5,) * places, 0.5, (), Reason.LEARNT,
    )  # fmt: skip
    chance = outlook.p_return(SEEN)
    assert np.isnan(SEEN.year_ago).all()
    # Of the nine known ones all but the age, log(41), lie below 3 and are taken for it; the age
    # lies above 3.5 and is taken for that.
    expected = 0.5 + 2 * ((3 - 1) / 4 * 8 + (3.5 - 1) / 4)
    assert logit(chance)[STEADY] == pytest.approx(expected)


def test_without_weights_the_model_speaks_alone():
    alone = ReturnOutlook(28, MODEL, (), (), (), (), (), 0.0, (), Reason.FEW_RETURNS)
    assert not alone.is_learnt
    assert list(alone.p_return(SEEN)) == list(MODEL.p_return(SEEN.histories, 28))
    nothing = ReturnOutlook(28, None, (), (), (), (), (), 0.0, (), Reason.NO_MODEL)
    assert list(nothing.p_return(SEEN)) == [0, 0, 0]


def test_nobody_has_no_chance():
    nobody = drawn({}, days=40).replay(FIRST + timedelta(30), 28)
    assert len(of_one("age").p_return(nobody)) == 0


# Learning


@pytest.fixture(scope="module")
def past() -> Visits:
    return shop(*come_and_go(260, DAYS, 12), DAYS)


def twin(past: Visits, day: date, horizon: int) -> tuple[list[Replay], dict[str, np.ndarray]]:
    """The weights worked out as docs/decisions.md says, by a general search."""
    model = fit_mbg_cnbd(past.replay(day, horizon).histories, is_cautious=True)
    first_on = past.span[0] + timedelta(max(28, horizon // 2))
    latest = day - timedelta(horizon)
    days = [latest]
    month = latest.replace(day=1) - timedelta(1)
    while month >= first_on:
        days.append(month)
        month = month.replace(day=1) - timedelta(1)
    replays = [past.replay(then, horizon) for then in days][:12]
    rows, outcomes, weights = [], [], []
    for age, replay in enumerate(replays):
        features = np.column_stack([logit_of(name, model, replay) for name in FEATURES])
        rows.append(features)
        outcomes.append(replay.returned)
        weights.append(np.full(len(replay), 0.6**age))
    table, came = np.vstack(rows), np.concatenate(outcomes).astype(float)
    weight = np.concatenate(weights)
    weight *= max(map(len, replays)) / weight.sum()
    centre, scale = np.nanmean(table, axis=0), np.nanstd(table, axis=0)
    scale[scale == 0] = 1.0
    standard = np.nan_to_num((table - centre) / scale)

    def loss(at: np.ndarray) -> float:
        margin = at[0] + standard @ at[1:]
        return weight @ (np.logaddexp(0, margin) - came * margin) + at[1:] @ at[1:] / 2

    found = minimize(loss, np.zeros(len(FEATURES) + 1), method="BFGS", options={"gtol": 1e-6}).x
    return replays, {
        "bias": found[:1], "weights": found[1:], "centre": centre, "scale": scale,
        "lowest": np.nanmin(table, axis=0), "highest": np.nanmax(table, axis=0),
    }  # fmt: skip


def logit_of(name: str, model: MbgCnbd, replay: Replay) -> np.ndarray:
    """A feature of everybody, by the formulas tried by hand above."""
    if name == "came at this time last year":
        return replay.year_ago
    return logit(of_one(name, model).p_return(replay))


def test_what_is_learnt_is_what_a_general_search_finds(past):
    ours = fit_return_outlook(past, TODAY, HORIZON)
    replays, theirs = twin(past, TODAY, HORIZON)
    assert ours.reason is Reason.LEARNT
    assert ours.replays == tuple(replay.day for replay in replays)
    assert ours.replays[0] == TODAY - timedelta(HORIZON)
    assert ours.month_end_count == len(replays) == 12
    returned = sum(int(replay.returned.sum()) for replay in replays)
    assert ours.returned_count == returned
    assert ours.away_count == sum(map(len, replays)) - returned
    assert ours.horizon_days == HORIZON
    for name, values in theirs.items():
        assert np.atleast_1d(getattr(ours, name)) == pytest.approx(values, abs=2e-3), name
    now = past.replay(TODAY, HORIZON)
    assert ours.model == fit_mbg_cnbd(now.histories, is_cautious=True)


def test_a_feature_that_is_never_known_weighs_nothing(past):
    """No month-end but the last of this shop has a year before it."""
    ours = fit_return_outlook(past, FIRST + timedelta(300), HORIZON)
    assert (ours.weights[-1], ours.centre[-1], ours.scale[-1]) == (0, 0, 1)
    assert (ours.lowest[-1], ours.highest[-1]) == (0, 0)


@pytest.mark.parametrize(
    ("day", "horizon", "replays"),
    [
        # 2023-01-02 and four weeks: 30 January. The latest day that can be judged, then month-ends.
        (date(2023, 6, 15), 28, ["05-18", "04-30", "03-31", "02-28", "01-31"]),
        (date(2023, 5, 28), 28, ["04-30", "03-31", "02-28", "01-31"]),
        # Half a horizon of 120 days is longer than four weeks.
        (date(2023, 9, 10), 120, ["05-13", "04-30", "03-31"]),
        (date(2023, 2, 27), 28, ["01-30"]),
        (date(2023, 2, 26), 28, []),
    ],
)
def test_the_days_learnt_from(past, monkeypatch, day, horizon, replays):
    for least in ("FEWEST_REPLAYS", "FEWEST_RETURNED", "FEWEST_AWAY"):
        monkeypatch.setattr(return_outlook, least, 1)
    found = fit_return_outlook(past, day, horizon)
    assert [day.isoformat() for day in found.replays] == [f"2023-{day}" for day in replays]
    assert found.month_end_count == len(replays)


def test_days_before_anybody_came_teach_nothing(monkeypatch):
    who, when = come_and_go(300, 300, 10)
    late = shop(who, when + 100, 400)
    for least in ("FEWEST_REPLAYS", "FEWEST_RETURNED", "FEWEST_AWAY"):
        monkeypatch.setattr(return_outlook, least, 1)
    found = fit_return_outlook(late, FIRST + timedelta(399), 28)
    assert min(found.replays) == date(2023, 4, 30)


@pytest.mark.parametrize(
    ("name", "count", "reason"),
    [
        ("FEWEST_REPLAYS", "month_end_count", Reason.FEW_MONTH_ENDS),
        ("FEWEST_RETURNED", "returned_count", Reason.FEW_RETURNS),
        ("FEWEST_AWAY", "away_count", Reason.FEW_RETURNS),
    ],
)
def test_just_enough_is_enough_and_one_less_is_not(past, monkeypatch, name, count, reason):
    learnt = fit_return_outlook(past, TODAY, HORIZON)
    there = getattr(learnt, count)
    monkeypatch.setattr(return_outlook, name, there)
    assert fit_return_outlook(past, TODAY, HORIZON) == learnt
    monkeypatch.setattr(return_outlook, name, there + 1)
    alone = fit_return_outlook(past, TODAY, HORIZON)
    assert alone == ReturnOutlook(
        HORIZON, learnt.model, (), (), (), (), (), 0.0, (), reason,
        learnt.month_end_count, learnt.returned_count, learnt.away_count,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reason"),
    [("fit_mbg_cnbd", Reason.NO_MODEL), ("fit_logistic", Reason.NO_WEIGHTS)],
)
def test_where_a_fit_does_not_hold_the_outlook_says_so(past, monkeypatch, name, reason):
    learnt = fit_return_outlook(past, TODAY, HORIZON)
    monkeypatch.setattr(return_outlook, name, lambda *_, **__: None)
    model = None if reason is Reason.NO_MODEL else learnt.model
    assert fit_return_outlook(past, TODAY, HORIZON) == ReturnOutlook(
        HORIZON, model, (), (), (), (), (), 0.0, (), reason,
        learnt.month_end_count, learnt.returned_count, learnt.away_count,
    )  # fmt: skip


def test_a_shop_of_which_nothing_is_known_says_why():
    nowhere = drawn({}, days=0)
    nothing = ReturnOutlook(28, None, (), (), (), (), (), 0.0, (), Reason.NO_VISITS)
    assert fit_return_outlook(nowhere, TODAY, 28) == nothing
    nobody = fit_return_outlook(drawn({}, days=200), TODAY, 28)
    assert (nobody.model, nobody.reason) == (None, Reason.NOBODY_TWICE)
    once = drawn({person: [person] for person in range(50)}, days=200)
    found = fit_return_outlook(once, FIRST + timedelta(199), 28)
    assert (found.model, found.reason) == (None, Reason.NOBODY_TWICE)
    assert (found.returned_count, found.away_count) == (0, sum(
        len(once.replay(day, 28)) for day in (
            FIRST + timedelta(171), date(2023, 5, 31), date(2023, 4, 30), date(2023, 3, 31),
            date(2023, 2, 28), date(2023, 1, 31),
        )
    ))  # fmt: skip


def test_of_many_people_so_many_are_learnt_from(past):
    whole, some = (fit_return_outlook(past, TODAY, HORIZON, at_most=most) for most in (500, 60))
    replays = [past.replay(day, HORIZON, at_most=60) for day in whole.replays]
    assert some.returned_count + some.away_count == sum(map(len, replays))
    assert some.returned_count == sum(int(replay.returned.sum()) for replay in replays)
    assert some.model == whole.model, "which is of everybody"


def test_a_model_that_is_near_lends_its_k(past):
    near = MbgCnbd(1, 0.6, 9.0, 0.6, 2.5, 0.0)
    found = fit_return_outlook(past, TODAY, HORIZON, near=near)
    assert found.model.k == 1
    assert fit_return_outlook(past, TODAY, HORIZON).model.k > 1


def test_a_model_is_never_quite_certain():
    outlook = ReturnOutlook(28, MODEL, (), (), (), (), (), 0.0, (), Reason.FEW_RETURNS)
    long_gone = drawn({0: [*range(0, 300, 2)]}, days=4000).replay(FIRST + timedelta(3999), 28)
    assert list(outlook.p_return(long_gone)) == [1e-6]
    ever = MbgCnbd(1, 500.0, 0.001, 0.0001, 500.0, 0.0)
    here = drawn({0: [*range(300)]}, days=300).replay(FIRST + timedelta(299), 400)
    outlook = ReturnOutlook(400, ever, (), (), (), (), (), 0.0, (), Reason.FEW_RETURNS)
    assert list(outlook.p_return(here)) == [1 - 1e-6]


def test_chances_add_up_to_who_came(past):
    day = FIRST + timedelta(380)
    outlook, seen = fit_return_outlook(past, day, HORIZON), past.replay(day, HORIZON)
    assert outlook.p_return(seen).sum() == pytest.approx(seen.returned.sum(), rel=0.12)
