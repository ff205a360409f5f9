"""The weights of a day ahead: learnt where there is enough, the usual ones where there is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.day_ahead import METHODS, judge, simulated
from regulars.facts.build import model_statements
from regulars.facts.outlook import day_ahead
from regulars.facts.outlook.day_ahead import SIGNS, learn_day_weights
from regulars.questions import ask
from regulars.store.store import Store
from regulars.web.screens.today.cards import unsettled_words
from tests.tables import every, open_days, rows_of


def test_on_a_simulated_shop_ours_is_ahead_of_both_and_calibrated(tmp_path: Path) -> None:
    """A seed of its own, neither of the benchmark nor tuned on."""
    with simulated(7, tmp_path) as (_, store):
        judged = dict(zip(METHODS, judge(store, "simulated", 30), strict=True))
    ours = judged.pop("ours")
    for other in judged.values():
        assert ours.auc > other.auc + 0.02
        assert ours.top_50 > other.top_50
        assert ours.brier < other.brier
    assert ours.expected == pytest.approx(ours.visits, rel=0.12)
    for chance, came in ours.deciles[-4:]:
        assert chance == pytest.approx(came, abs=0.04)


def test_a_small_shop_keeps_the_usual_weights(a_store) -> None:
    store = a_store(sales=open_days("2025-12-29", "2026-03-29") + every(7, "ana", "2025-12-30", 13))
    assert rows_of(store, "select is_next, learnt_count, often_logit from facts.day_weight") == [
        (True, 0, 0.9),
        (False, 0, 0.9),
    ]


def test_a_shop_with_a_past_has_its_own_weights(sample_store: Store) -> None:
    learnt = rows_of(sample_store, "select learnt_count, often_logit from facts.day_weight")
    assert all(count > 100 for count, _ in learnt)
    assert all(weight != 0.9 for _, weight in learnt)


def test_nothing_after_the_day_is_learnt_from(sample_path: Path, tmp_path: Path) -> None:
    """The weights up to 30 June are the same when what came later is gone."""
    path = tmp_path / "cafe.duckdb"
    path.write_bytes(sample_path.read_bytes())
    with Store.open(path) as store, store.write() as cursor:
        (day,) = cursor.execute("select date '2026-06-30'").fetchone() or ()
        cursor.execute("update facts.day_weight set often_logit = 0.9, late_log = 0.3")
        before = cursor.execute("from facts.day_weight").fetchall()
        learn_day_weights(cursor, day)
        whole = cursor.execute("select * exclude judged_on from facts.day_weight").fetchnumpy()
        cursor.execute("delete from facts.day_weight")
        cursor.executemany(
            "insert into facts.day_weight values (" + ", ".join("?" * len(before[0])) + ")", before
        )
        cursor.execute("delete from facts.visit where visited_on > date '2026-06-30'")
        learn_day_weights(cursor, day)
        cut = cursor.execute("select * exclude judged_on from facts.day_weight").fetchnumpy()
    for name in SIGNS:
        assert cut[name] == pytest.approx(whole[name], abs=1e-6), name


def test_where_no_weights_hold_the_usual_ones_stay_and_it_is_said(
    sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day_ahead, "fit_logistic", lambda *_, **__: None)
    path = tmp_path / "cafe.duckdb"
    path.write_bytes(sample_path.read_bytes())
    with Store.open(path) as store:
        with store.write() as cursor:
            cursor.execute(dict(model_statements())["facts.day_weight"])
            learn_day_weights(cursor, date(2026, 6, 30))
        kept = rows_of(
            store, "select is_unsettled, learnt_count, often_logit from facts.day_weight"
        )
        (figures,) = ask(
            store, "today/figures", as_of=date(2026, 6, 30), day=date(2026, 7, 1),
            location=None, staff=None,
        ).itertuples()  # fmt: skip
    assert kept == [(True, 0, 0.9), (True, 0, 0.9)]
    assert "no weights that hold" in unsettled_words(figures)


def test_of_settled_weights_nothing_is_said(sample_store: Store) -> None:
    assert rows_of(sample_store, "select distinct is_unsettled from facts.day_weight") == [(False,)]
    (figures,) = ask(
        sample_store, "today/figures", as_of=date(2026, 6, 30), day=date(2026, 7, 1),
        location=None, staff=None,
    ).itertuples()  # fmt: skip
    assert unsettled_words(figures) == ""
