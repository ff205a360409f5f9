"""The models against published figures for CDNOW.

Sources: Fader, Hardie & Lee (2005), BG/NBD; Batislam et al. (2007), MBG/NBD, as fitted by BTYDplus;
Fader & Hardie (2013), note 025, Gamma-Gamma; point values from the BTYD walkthrough. The data ship
with the ``lifetimes`` package: purchases of 2,357 customers in the first 39 weeks.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from regulars.facts.outlook.bg_nbd import fit_bg_nbd
from regulars.facts.outlook.gamma_gamma import fit_gamma_gamma
from regulars.facts.outlook.histories import Histories
from regulars.facts.outlook.mbg_cnbd import MbgCnbd, fit_mbg_cnbd


@pytest.fixture(scope="module")
def cdnow() -> pd.DataFrame:
    folder = Path(find_spec("lifetimes").submodule_search_locations[0]) / "datasets"
    columns = ["customer", "frequency", "recency", "T", "monetary_value"]
    return pd.read_csv(
        folder / "cdnow_customers_summary_with_transactions.csv", header=0, names=columns
    )


@pytest.fixture(scope="module")
def histories(cdnow) -> Histories:
    return Histories.of(cdnow["frequency"], cdnow["recency"], cdnow["T"])


def one(x: float, tx: float, t: float) -> Histories:
    return Histories.of(np.array([x]), np.array([tx]), np.array([t]))


def digits(value: float) -> float:
    """Three significant digits."""
    return float(f"{value:.3g}")


def test_bg_nbd_is_as_published(histories):
    model = fit_bg_nbd(histories)
    assert [digits(v) for v in (model.r, model.alpha, model.a, model.b)] == [
        0.243,
        4.41,
        0.793,
        2.43,
    ]
    assert model.log_likelihood == pytest.approx(-9582.429, abs=0.01)
    assert model.expected_new(np.array([52.0, 1.0, 78.0])) == pytest.approx(
        [1.444, 0.0532, 1.858], abs=0.0006
    )
    assert model.expected_visits(one(2, 30.43, 38.86), 39)[0] == pytest.approx(1.226, abs=0.0005)
    often = one(26, 30.85714, 31)
    assert model.p_alive(often)[0] == pytest.approx(0.969, abs=0.0005)
    assert model.expected_visits(often, 52)[0] == pytest.approx(25.757, abs=0.0015)


def test_mbg_nbd_is_as_published(histories):
    model = fit_mbg_cnbd(histories, highest_k=1)
    assert [digits(v) for v in (model.r, model.alpha, model.a, model.b)] == [
        0.525,
        6.18,
        0.891,
        1.61,
    ]
    assert model.log_likelihood == pytest.approx(-9582.136, abs=0.01)


def test_no_regularity_is_found_in_cdnow(cdnow):
    """BTYDplus finds k = 1 there; its times between purchases are as random as can be."""
    folder = Path(find_spec("lifetimes").submodule_search_locations[0]) / "datasets"
    bought = pd.read_csv(folder / "CDNOW_sample.txt", sep=r"\s+", header=0, dtype=str)
    bought.columns = ["master", "id", "day", "count", "spend"]
    days = pd.to_datetime(bought["day"]).where(lambda day: day <= "1997-09-30").dropna()
    visits = pd.DataFrame({"id": bought.loc[days.index, "id"], "day": days}).drop_duplicates()
    visits = visits.sort_values(["id", "day"])
    visits["gap"] = visits.groupby("id")["day"].diff().dt.days
    people = visits.groupby("id").agg(
        first=("day", "min"), last=("day", "max"), count=("day", "size"),
        logs=("gap", lambda gaps: np.log(gaps.dropna()).sum()),
    )  # fmt: skip
    model = fit_mbg_cnbd(
        Histories.of(
            people["count"] - 1,
            (people["last"] - people["first"]).dt.days,
            (pd.Timestamp("1997-09-30") - people["first"]).dt.days,
            people["logs"],
        )
    )
    assert model.k == 1


def test_gamma_gamma_is_as_published(cdnow):
    visits, spend = cdnow["frequency"].to_numpy(float), cdnow["monetary_value"].to_numpy(float)
    model = fit_gamma_gamma(visits, spend)
    assert [digits(v) for v in (model.p, model.q, model.gamma)] == [6.25, 3.74, 15.4]
    assert model.log_likelihood == pytest.approx(-4055.92324, abs=0.01)
    assert model.expected_spend(visits, spend)[:10] == pytest.approx(
        [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17], abs=0.01
    )


def test_spend_is_learnt_from_those_who_spent_each_by_its_weight(cdnow):
    bought = cdnow[cdnow["monetary_value"] > 0].head(300)
    visits, spend = bought["frequency"].to_numpy(float), bought["monetary_value"].to_numpy(float)
    weight = np.where(np.arange(300) < 60, 2.0, 1.0)
    weighed = fit_gamma_gamma(visits, spend, weight)
    doubled = fit_gamma_gamma(np.append(visits, visits[:60]), np.append(spend, spend[:60]))
    others = np.append(visits, [0.0, 3.0, 2.0]), np.append(spend, [7.0, 0.0, -4.0])
    unspent = fit_gamma_gamma(*others, np.append(weight, [90.0] * 3))
    for same in (doubled, unspent):
        assert same.log_likelihood == pytest.approx(weighed.log_likelihood)
        assert same.expected_spend(visits, spend) == pytest.approx(
            weighed.expected_spend(visits, spend), rel=1e-3
        )


def test_two_people_who_spend_differently_are_enough_to_draw_towards():
    two = np.array([3.0, 5.0])
    assert fit_gamma_gamma(two, np.array([4.0, 5.0])) is not None
    assert fit_gamma_gamma(two, np.array([4.0, 4.0])) is None
    assert fit_gamma_gamma(two[:1], np.array([4.0])) is None


def simulate(k: int, count: int, seed: int) -> Histories:
    """People who live by the model: r 1.2, alpha 6, a 0.9, b 2.5; watched for 100 weeks at most."""
    chance = np.random.default_rng(seed)
    rows = []
    for _ in range(count):
        rate, stops = chance.gamma(1.2, 1 / 6), chance.beta(0.9, 2.5)
        age = chance.uniform(50, 100)
        now, visits, logs, last = 0.0, 0, 0.0, 0.0
        while chance.random() > stops:
            gap = chance.gamma(k, 1 / rate)
            if now + gap > age:
                break
            now += gap
            visits, logs, last = visits + 1, logs + np.log(gap), now
        rows.append((visits, last, age, logs))
    return Histories.of(*np.array(rows).T)


@pytest.mark.parametrize("k", [1, 3])
def test_what_people_were_made_of_is_found_again(k):
    model = fit_mbg_cnbd(simulate(k, 6000, seed=k))
    assert model.k == k
    mean_rate = model.r / model.alpha
    assert mean_rate == pytest.approx(1.2 / 6, rel=0.12)
    assert model.a / (model.a + model.b) == pytest.approx(0.9 / 3.4, rel=0.15)


def test_the_chance_to_return_is_what_comes_true():
    """Half of a simulated life is known, the other half says who came back."""
    chance = np.random.default_rng(7)
    known, returned = [], []
    for _ in range(20_000):
        rate, stops = chance.gamma(1.2, 1 / 6), chance.beta(0.9, 2.5)
        now, visits, last, logs, is_back = 0.0, 0, 0.0, 0.0, False
        while chance.random() > stops:
            gap = chance.gamma(3, 1 / rate)
            now += gap
            if now > 60:
                is_back = now <= 90
                break
            visits, last, logs = visits + 1, now, logs + np.log(gap)
        known.append((visits, last, 60.0, logs))
        returned.append(is_back)
    histories = Histories.of(*np.array(known).T)
    model = MbgCnbd(3, 1.2, 6.0, 0.9, 2.5, 0.0)
    p = model.p_return(histories, 30)
    actual = np.array(returned)
    assert p.sum() == pytest.approx(actual.sum(), rel=0.04)
    order = np.argsort(p)
    for part in np.array_split(order, 8):
        assert p[part].mean() == pytest.approx(actual[part].mean(), abs=0.03)


def test_fewer_rows_tell_nearly_the_same():
    histories = simulate(2, 5000, seed=5)
    small = histories.compressed(100)
    assert small.weight.sum() == len(histories)
    assert len(small) < len(histories)
    whole, part = fit_mbg_cnbd(histories, highest_k=2), fit_mbg_cnbd(small, highest_k=2)
    assert part.k == whole.k
    people = one(3, 30, 60)
    assert part.p_alive(people) == pytest.approx(whole.p_alive(people), abs=0.01)


@pytest.mark.parametrize(
    "history",
    [one(0, 0, 0), one(0, 0, 4000), one(500, 3999, 4000), one(1, 1, 1), one(300, 1, 4000)],
)
def test_no_history_makes_nonsense(history):
    for k in (1, 12):
        model = MbgCnbd(k, 0.6, 30.0, 0.8, 2.0, 0.0)
        for p in (model.p_alive(history), model.p_return(history, 28)):
            assert 0 <= p[0] <= 1
    silent = MbgCnbd(1, 0.6, 30.0, 0.8, 2.0, 0.0)
    assert silent.p_alive(one(300, 1, 4000))[0] < 1e-6


def test_nobody_who_came_back_is_nothing_to_learn_from():
    zeros = np.zeros(10)
    assert fit_mbg_cnbd(Histories.of(zeros, zeros, zeros + 30)) is None
    assert fit_gamma_gamma(zeros, zeros) is None


@pytest.mark.parametrize(("x", "tx", "t"), [(1, 5, 4), (-1, 0, 1), (0, 3, 4), (1, -1, 4)])
def test_a_history_that_cannot_be_is_refused(x, tx, t):
    with pytest.raises(ValueError, match="last visit"):
        one(x, tx, t)


def test_a_rate_is_visits_a_unit_of_time():
    """(r + k x) / k (alpha + T) = (1 + 2 * 3) / (2 * (5 + 20))."""
    assert MbgCnbd(2, 1.0, 5.0, 0.9, 2.5, 0.0).rate(one(3, 18, 20)) == pytest.approx([0.14])


@pytest.mark.parametrize("k", [1, 3])
def test_visits_to_be_expected_soon_are_those_of_the_rate_and_later_fewer(k):
    model, person = MbgCnbd(k, 1.2, 6.0, 0.9, 2.5, 0.0), one(4, 30, 38)
    (now,) = model.p_alive(person) * model.rate(person)
    soon, later, long_after = (model.expected_visits(person, ahead)[0] for ahead in (0.01, 30, 300))
    assert soon == pytest.approx(0.01 * now, rel=1e-3)
    assert later < 0.95 * 30 * now
    assert later < long_after < 10 * later
