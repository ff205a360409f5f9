"""Fits end at their minimum, or are none: no shop makes weights run away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from regulars.facts import optimization
from regulars.facts.optimization import find_minimum, fit_logistic
from regulars.facts.outlook.day_ahead import SIGNS, TRUST

PRIOR = np.array(
    [-0.2, 0.9, 0.2, -0.25, 0.05, 0.9, 1.0, 0.0, 0.1, 0.3, -0.15, -1.55, 0.2, 0.9, 0.5]
)
SHOPS = ("rare", "dense", "tied", "one weekday", "huge counts", "separable", "nobody", "everybody")


def examples(kind: str, seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Signs as a shop of a kind shows them, and who came."""
    draw = np.random.default_rng(seed)
    signs = np.column_stack([np.ones(count), draw.normal(0, 2, (count, len(SIGNS)))])
    came = (draw.random(count) < expit(signs[:, 1] - 1)).astype(float)
    if kind == "rare":
        came = (draw.random(count) < 0.002).astype(float)
    elif kind == "dense":
        signs[:, 1] += 6
        came = (draw.random(count) < 0.995).astype(float)
    elif kind == "tied":
        signs[:, 2:] = signs[:, [1]]
    elif kind == "one weekday":
        signs[:, 3:] = 0.0
    elif kind == "huge counts":
        signs[:, 1:] *= 10.0 ** draw.integers(0, 5, len(SIGNS))
    elif kind == "separable":
        came = (signs[:, 1] > 0).astype(float)
    elif kind == "nobody":
        came[:] = 0.0
    elif kind == "everybody":
        came[:] = 1.0
    return signs, came


@given(
    kind=st.sampled_from(SHOPS), seed=st.integers(0, 10_000), count=st.sampled_from([1, 40, 2000])
)
def test_whatever_the_shop_the_weights_are_where_the_loss_is_smallest(
    kind: str, seed: int, count: int
) -> None:
    signs, came = examples(kind, seed, count)
    weights = fit_logistic(signs, came, prior=PRIOR, trust=TRUST)
    assert weights is not None

    def loss(at: np.ndarray) -> float:
        margin = signs @ at
        fits_badly = np.logaddexp(0, margin) - came * margin
        return fits_badly.sum() + TRUST @ (at - PRIOR) ** 2 / 2

    assert loss(weights) <= loss(PRIOR) + 1e-9
    scale = np.maximum(1, np.abs(signs).max(axis=0))
    for place in range(len(weights)):
        for side in (-0.01, 0.01):
            beside = weights.copy()
            beside[place] += side / scale[place]
            assert loss(weights) <= loss(beside) + 1e-7 * (1 + loss(beside))


def test_from_a_prior_far_off_the_search_ends_at_the_same_weights() -> None:
    """Nearly everybody is certain at such a prior, and plain Newton steps run away from it."""
    signs, came = examples("dense", 3, 4000)
    far = PRIOR * 20
    weights = fit_logistic(signs, came, prior=far, trust=TRUST * 1e-6)
    near = fit_logistic(signs, came, prior=PRIOR, trust=TRUST * 1e-6)
    assert weights == pytest.approx(near, abs=1e-2)


def test_a_weight_that_nothing_speaks_for_stays_at_its_prior() -> None:
    """Of two signs only the first says anything; the fit finds it, the other does not move."""
    draw = np.random.default_rng(1)
    signs = np.column_stack([np.ones(4000), draw.normal(size=4000), *([np.zeros(4000)] * 13)])
    came = (draw.random(4000) < expit(1.5 * signs[:, 1] - 1)).astype(float)
    weights = fit_logistic(signs, came, prior=np.full(15, 0.3), trust=TRUST)
    assert weights is not None
    assert weights[0] == pytest.approx(-1.0, abs=0.15)
    assert weights[1] == pytest.approx(1.5, abs=0.15)
    assert weights[2:] == pytest.approx(0.3)


def test_an_example_that_counts_twice_is_as_two() -> None:
    signs, came = examples("tied", 5, 200)
    once = fit_logistic(
        np.vstack([signs, signs[:50]]), np.append(came, came[:50]), prior=PRIOR, trust=TRUST
    )
    counts = np.where(np.arange(200) < 50, 2.0, 1.0)
    twice = fit_logistic(signs, came, prior=PRIOR, trust=TRUST, counts=counts)
    assert twice == pytest.approx(once)


def test_what_is_not_a_number_is_no_fit() -> None:
    signs, came = examples("rare", 1, 50)
    signs[3, 4] = np.nan
    assert fit_logistic(signs, came, prior=PRIOR, trust=TRUST) is None


def test_without_a_prior_one_sided_examples_are_no_fit() -> None:
    """The likeliest weight is infinite, and nothing holds it back."""
    signs = np.array([[1.0, -1.0], [1.0, 1.0]])
    nothing = np.zeros(2)
    assert fit_logistic(signs, np.array([0.0, 1.0]), prior=nothing, trust=nothing) is None


def test_a_minimum_is_found_within_its_bounds() -> None:
    found = find_minimum(lambda at: float((at[0] - 3) ** 2), np.array([9.0]), [(-1.0, 2.0)])
    assert found is not None
    assert found.parameters == pytest.approx([2.0])
    assert found.loss == pytest.approx(1.0)


@pytest.mark.parametrize("loss", [np.nan, np.inf])
def test_a_loss_without_a_number_is_no_minimum(loss: float) -> None:
    assert find_minimum(lambda _: loss, np.zeros(1), [(-1.0, 1.0)]) is None


def test_a_loss_that_did_not_fall_is_no_minimum() -> None:
    """Its slope points the wrong way: what the search ends with is no better than the start."""
    told = iter([1.0])
    found = find_minimum(
        lambda at: (next(told, 2.0), np.array([1.0])), np.zeros(1), [(-1.0, 1.0)], has_slope=True
    )
    assert found is None


def test_a_start_outside_the_bounds_is_moved_to_them() -> None:
    """The first thing that is asked for is the loss at the start, which must not be beyond."""
    for asked, begun in ((9.0, 2.0), (-9.0, -1.0)):
        seen: list[float] = []

        def loss(at: np.ndarray, seen: list[float] = seen) -> float:
            seen.append(float(at[0]))
            return float(at[0] ** 2)

        assert find_minimum(loss, np.array([asked]), [(-1.0, 2.0)]) is not None
        assert seen[0] == begun


def test_a_search_ends_after_so_many_steps_and_is_as_exact_as_is_wanted() -> None:
    """Rosenbrock's valley (1960, The Computer Journal 3, 175-184): its floor is long and flat."""

    def valley(at: np.ndarray) -> float:
        return float((1 - at[0]) ** 2 + 100 * (at[1] - at[0] ** 2) ** 2)

    start, bounds = np.array([-1.2, 1.0]), [(-5.0, 5.0)] * 2
    exact = find_minimum(valley, start, bounds)
    assert exact is not None
    assert exact.parameters == pytest.approx([1, 1], abs=1e-4)
    for rough in ({"most_steps": 3}, {"ftol": 0.5}, {"gtol": 5.0}):
        near = find_minimum(valley, start, bounds, **rough)
        assert near is not None
        assert 1e-3 < near.loss < valley(start)


def test_steps_that_cannot_be_worked_out_are_no_fit() -> None:
    """A sign that is always nought, without a prior: nothing says where its weight is."""
    signs = np.column_stack([np.ones(4), np.zeros(4)])
    came = np.array([0.0, 1.0, 1.0, 0.0])
    assert fit_logistic(signs, came, prior=np.zeros(2), trust=np.zeros(2)) is None


def test_a_fit_whose_loss_did_not_fall_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimization, "_checked", lambda *_: None)
    signs, came = examples("tied", 5, 40)
    assert fit_logistic(signs, came, prior=PRIOR, trust=TRUST) is None
