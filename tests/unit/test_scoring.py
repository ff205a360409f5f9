"""What the facts say of everybody's outlook, beside a plain working-out of each figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from statistics import NormalDist

import duckdb
import numpy as np
import pandas as pd
import pytest

from regulars.facts.outlook import scoring as scoring_module
from regulars.facts.outlook.backtest import (
    chances_of,
    judged_days,
    score_day,
    usual_horizon,
)
from regulars.facts.outlook.gamma_gamma import fit_gamma_gamma
from regulars.facts.outlook.mbg_cnbd import MbgCnbd
from regulars.facts.outlook.replays import Visits, month_ends, read_visits
from regulars.facts.outlook.return_outlook import Reason, fit_return_outlook
from regulars.facts.outlook.scoring import score_now, scoring
from tests.simulated_past import FIRST, come_and_go, drawn, shop, write_facts

DAYS = 260
TODAY = FIRST + timedelta(DAYS - 1)


@pytest.fixture(scope="module")
def past() -> Visits:
    return shop(*come_and_go(220, DAYS, 8), DAYS)


@pytest.fixture(scope="module")
def now(past: Visits) -> pd.DataFrame:
    return score_now(past)[0]


def test_everybody_s_chances_are_those_of_the_outlook(past, now):
    horizon = usual_horizon(past, TODAY)
    outlook, seen = fit_return_outlook(past, TODAY, horizon), past.replay(TODAY, horizon)
    assert score_now(past)[1] == outlook
    model = outlook.model
    assert list(now["customer_no"]) == list(seen.customer_nos)
    assert set(now["horizon_days"]) == {horizon}
    assert now["p_return"].to_numpy() == pytest.approx(outlook.p_return(seen))
    assert now["p_alive"].to_numpy() == pytest.approx(model.p_alive(seen.histories))
    # Who will come, by what is learnt, beside who would by the model if they still came at all.
    if_alive = model.p_return(seen.histories, horizon) / model.p_alive(seen.histories)
    still = np.minimum(outlook.p_return(seen) / if_alive, 1)
    assert now["p_still_comes"].to_numpy() == pytest.approx(still)
    visits = model.expected_visits(seen.histories, 182) / model.p_alive(seen.histories)
    steady = model.rate(seen.histories) * 182
    sound = np.isfinite(visits) & (visits >= 0) & (visits <= steady)
    assert sound.any()
    assert now["visits_if_alive_26w"].to_numpy() == pytest.approx(np.where(sound, visits, steady))
    assert now["expected_visits_26w"].to_numpy() == pytest.approx(
        still * now["visits_if_alive_26w"].to_numpy()
    )
    assert set(now["method"]) == {"learnt"}
    assert set(now["reason"]) == {"learnt"}
    for name in ("month_end_count", "returned_count", "away_count"):
        assert set(now[name]) == {getattr(outlook, name)}


def test_where_the_model_speaks_alone_who_still_comes_is_who_is_alive():
    past = shop(*come_and_go(60, 60, 8), 60)
    now, outlook = score_now(past)
    assert outlook.reason is Reason.FEW_MONTH_ENDS
    assert set(now["method"]) == {"model"}
    assert set(now["reason"]) == {"few month-ends"}
    assert list(now["p_still_comes"]) == list(now["p_alive"])


def test_without_a_model_nothing_is_said_but_spend():
    past = drawn({person: [person] for person in range(8)}, days=30)
    now, outlook = score_now(past)
    assert outlook.model is None
    for name in ("p_return", "p_alive", "p_still_comes", "expected_visits_26w", "next_days"):
        assert now[name].isna().all(), name
    assert list(now["customer_no"]) == list(range(1, 9))
    assert set(now["method"]) == {"none"}
    assert set(now["reason"]) == {"nobody twice"}
    assert (now["spend_per_visit"] > 0).all()


def test_of_nobody_there_is_a_table_of_the_same_columns(now):
    for nobody in (drawn({}, days=0), drawn({}, days=30)):
        empty, outlook = score_now(nobody)
        assert outlook is None
        assert len(empty) == 0
        assert list(empty.columns) == list(now.columns)
        numbers = empty.drop(columns=["method", "reason"])
        assert set(numbers[["customer_no", "horizon_days"]].dtypes) == {np.dtype("int64")}
        assert set(numbers[["p_return", "p_alive", "from_days"]].dtypes) == {np.dtype("float64")}


def test_visits_that_leave_the_range_of_numbers_are_those_of_a_steady_rate(monkeypatch):
    monkeypatch.setattr(MbgCnbd, "expected_visits", lambda self, seen, _: seen.age * np.nan)
    past = shop(*come_and_go(60, 60, 8), 60)
    now, outlook = score_now(past)
    seen = past.replay(FIRST + timedelta(59), outlook.horizon_days)
    assert now["visits_if_alive_26w"].to_numpy() == pytest.approx(
        outlook.model.rate(seen.histories) * 182
    )


@pytest.mark.parametrize("given", [-1.0, 1e6])
def test_fewer_than_none_or_more_than_a_steady_rate_are_not_believed(monkeypatch, given):
    monkeypatch.setattr(
        MbgCnbd, "expected_visits", lambda self, seen, _: given * self.p_alive(seen)
    )
    past = shop(*come_and_go(60, 60, 8), 60)
    now, outlook = score_now(past)
    seen = past.replay(FIRST + timedelta(59), outlook.horizon_days)
    steady = outlook.model.rate(seen.histories) * 182
    assert now["visits_if_alive_26w"].to_numpy() == pytest.approx(steady)


# Spend


def test_spend_is_drawn_towards_everybody_s(past, now):
    seen = past.replay(TODAY, usual_horizon(past, TODAY))
    visits = seen.histories.repeats + 1
    model = fit_gamma_gamma(visits, seen.mean_spend)
    expected = model.expected_spend(visits, seen.mean_spend)
    assert now["spend_per_visit"].to_numpy() == pytest.approx(expected)


def test_of_many_every_so_many_tell_how_spend_spreads(past, monkeypatch):
    monkeypatch.setattr(scoring_module, "MOST_SPENDERS", 100)
    seen = past.replay(TODAY, usual_horizon(past, TODAY))
    visits = seen.histories.repeats + 1
    model = fit_gamma_gamma(visits[::3], seen.mean_spend[::3])
    assert score_now(past)[0]["spend_per_visit"].to_numpy() == pytest.approx(
        model.expected_spend(visits, seen.mean_spend)
    )


def test_where_all_spend_the_same_that_is_what_they_spend():
    past = drawn({0: [0, 5, 9], 7: [3, 4]}, days=20)  # both 5, as 0 and 7 are
    past.columns["mean_spend"][:] = 5.0
    assert list(score_now(past)[0]["spend_per_visit"]) == [5, 5]
    past.columns["mean_spend"][:] = [np.nan] * 3 + [-4.0] * 2
    assert list(score_now(past)[0]["spend_per_visit"]) == [0, 0], "unknown, and given back"


@pytest.mark.parametrize("spend", [np.nan, np.inf, -1.0])
def test_a_spend_that_cannot_be_is_what_it_was_so_far(monkeypatch, spend):
    monkeypatch.setattr(
        "regulars.facts.outlook.gamma_gamma.GammaGamma.expected_spend",
        lambda self, visits, mean: np.full(len(mean), spend),
    )
    past = shop(*come_and_go(60, 60, 8), 60)
    seen = past.replay(FIRST + timedelta(59), 28)
    assert list(score_now(past)[0]["spend_per_visit"]) == list(seen.mean_spend)


# When they are due


def lateness(past: Visits) -> list[float]:
    """(gap - cadence) / spread of every gap after a rhythm, by customer and day."""
    read, late = past.columns, []
    for place in range(1, len(past.customer_place)):
        if past.customer_place[place] == past.customer_place[place - 1]:
            cadence, spread = read["cadence"][place - 1], read["spread"][place - 1]
            if not np.isnan(cadence):
                late.append((read["gap"][place] - cadence) / max(np.nan_to_num(spread), 1.0))
    return late


def due(past: Visits, late: list[float], horizon: int) -> pd.DataFrame:
    """The windows, person by person."""
    seen = past.replay(past.span[1], horizon)
    rows = []
    for cadence, spread, away in zip(seen.cadence, seen.spread, seen.absence, strict=True):
        scale = max(np.nan_to_num(spread), 1.0)
        later = [one for one in sorted(late) if one > (away - cadence) / scale]
        window = [np.nan] * 3
        if not np.isnan(cadence) and len(later) >= 20:
            ends = [
                later[min(int(share * len(later)), len(later) - 1)] for share in (0.1, 0.5, 0.9)
            ]
            window = [max(np.round(cadence + end * scale - away), 1) for end in ends]
        rows.append(window if window[2] <= horizon else [np.nan] * 3)
    return pd.DataFrame(rows, columns=["from_days", "next_days", "to_days"])


def test_somebody_is_due_when_others_came_who_had_stayed_away_as_long(past, now):
    expected = due(past, lateness(past), usual_horizon(past, TODAY))
    assert expected["to_days"].notna().sum() > 30
    assert expected["to_days"].isna().sum() > 30
    for name in expected:
        assert now[name].to_numpy() == pytest.approx(expected[name].to_numpy(), nan_ok=True)


def test_of_many_gaps_every_so_many_are_looked_at(past, monkeypatch):
    read = lateness(past)
    monkeypatch.setattr(scoring_module, "MOST_GAPS", len(read) // 2)
    every = ceil(len(read) / (len(read) // 2))
    expected = due(past, read[::every], usual_horizon(past, TODAY))
    found = score_now(past)[0]
    for name in expected:
        assert found[name].to_numpy() == pytest.approx(expected[name].to_numpy(), nan_ok=True)


@pytest.mark.parametrize("has_own", [True, False])
def test_with_too_few_gaps_of_its_own_a_shop_is_held_against_a_bell_curve(
    past, monkeypatch, has_own
):
    own = lateness(past)
    monkeypatch.setattr(scoring_module, "FEWEST_GAPS", len(own) + (not has_own))
    bell = [1.4826 * NormalDist().inv_cdf((place + 0.5) / 400) for place in range(400)]
    expected = due(past, own if has_own else bell, usual_horizon(past, TODAY))
    found = score_now(past)[0]
    for name in expected:
        assert found[name].to_numpy() == pytest.approx(expected[name].to_numpy(), nan_ok=True)


# The tables of the past


@pytest.fixture
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def told(cursor: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    return cursor.execute(f"from {table}").df()


def test_every_month_end_is_scored_as_it_would_have_been_then(cursor, monkeypatch):
    monkeypatch.setattr(scoring_module, "MOST_MONTHS", 6)
    monkeypatch.setattr(scoring_module, "MOST_THEN", 90)
    monkeypatch.setattr(scoring_module, "MOST_SCORED", 100)
    write_facts(cursor, shop(*come_and_go(160, DAYS, 8), DAYS))
    past = read_visits(cursor)
    with scoring(cursor) as show:
        show()
        show()
        then, scores, bins = (
            told(cursor, table)
            for table in ("outlook_then", "facts.outlook_score", "facts.outlook_bin")
        )
        assert told(cursor, "outlook_now").equals(score_now(past)[0])
    horizon, earlier = usual_horizon(past, TODAY), None
    judged = judged_days(past, horizon)
    rows, expected_scores, expected_bins = [], [], []
    days = sorted(month_ends(FIRST, TODAY)[:6])
    for place, day in enumerate(days):
        if place % 3 == 0:
            earlier = fit_return_outlook(
                past, day, horizon, near=earlier and earlier.model, at_most=90
            )
        rhythmic = past.replay(day, horizon, has_rhythm=True)
        if earlier.is_learnt:
            rows += zip(
                rhythmic.customer_nos,
                [day] * len(rhythmic),
                earlier.p_return(rhythmic),
                strict=True,
            )
        if day in judged:
            some = past.replay(day, horizon, at_most=100)
            expected_scores += score_day(some, earlier)
            for method, chance in chances_of(some, earlier).items():
                expected_bins += binned(day, method, chance, some.returned)
    assert 3 < len(expected_scores) / 5 < len(days)
    assert [tuple(row)[:2] for row in rows] == list(
        zip(then["customer_no"], then["as_of_on"].dt.date, strict=True)
    )
    assert then["p_return"].to_numpy() == pytest.approx([row[2] for row in rows])
    assert set(then["horizon_days"]) == {horizon}
    assert list(scores["method"]) == [score.method for score in expected_scores]
    assert list(scores["as_of"].dt.date) == [score.as_of for score in expected_scores]
    for name in ("auc", "brier", "predicted_returns", "actual_returns", "customers"):
        values = [getattr(score, name) for score in expected_scores]
        numbers = [np.nan if value is None else value for value in values]
        assert scores[name].to_numpy(dtype=float) == pytest.approx(numbers, nan_ok=True)
    assert set(scores["horizon_days"]) == {horizon}
    assert len(bins) == len(expected_bins)
    for (_, found), expected in zip(bins.iterrows(), expected_bins, strict=True):
        assert (found["as_of"].date(), found["method"], found["bin"]) == expected[:3]
        assert (found["customers"], found["actual_returns"]) == (expected[3], expected[5])
        assert found["predicted_returns"] == pytest.approx(expected[4])
    types = dict(
        cursor.execute(
            "select table_name || '.' || column_name, data_type from duckdb_columns() "
            "where schema_name = 'facts' and table_name in ('outlook_score', 'outlook_bin')"
        ).fetchall()
    )
    assert types["outlook_score.as_of"] == types["outlook_bin.as_of"] == "DATE"
    assert types["outlook_score.horizon_days"] == types["outlook_bin.bin"] == "INTEGER"


def binned(day: date, method: str, chance: np.ndarray, returned: np.ndarray) -> list[tuple]:
    """What was expected and what came, by tenths; a chance of one is in the last."""
    rows = []
    for number in range(10):
        inside = [min(int(one * 10), 9) == number for one in chance]
        if any(inside):
            rows.append(
                (day, method, number, sum(inside), chance[inside].sum(), returned[inside].sum())
            )
    return rows


def test_where_nothing_is_learnt_the_tables_of_the_past_are_empty(cursor):
    write_facts(cursor, shop(*come_and_go(40, 50, 9), 50))
    with scoring(cursor) as show:
        show()
        assert len(told(cursor, "outlook_now")) == 40
        for table in ("outlook_then", "facts.outlook_score", "facts.outlook_bin"):
            assert len(told(cursor, table)) == 0, table
        assert list(told(cursor, "outlook_then").columns) == [
            "customer_no", "as_of_on", "horizon_days", "p_return"
        ]  # fmt: skip
    with pytest.raises(duckdb.CatalogException):
        told(cursor, "outlook_now")


def test_who_does_not_ask_to_see_it_is_shown_nothing(cursor):
    write_facts(cursor, drawn({0: [0, 7]}, days=20))
    with scoring(cursor):
        pass
    with pytest.raises(duckdb.CatalogException):
        told(cursor, "facts.outlook_score")
