"""Drivers: what was planted is found with its sign, and nothing where nothing was."""

import numpy as np
import pytest

from regulars.drivers import find_return_drivers, find_score_drivers

NAMES = ["speed", "coffee", "price"]


@pytest.fixture
def scores():
    random = np.random.default_rng(5)
    mood = random.normal(size=(800, 1))
    return np.clip(np.round(4 + 0.7 * mood + 0.8 * random.normal(size=(800, 3))), 1, 5)


def test_effects_on_the_score_have_their_sign_and_the_rest_is_nought(scores):
    random = np.random.default_rng(6)
    outcome = scores[:, 0] - 0.7 * scores[:, 1] + random.normal(0, 1, 800)
    found = {driver.name: driver for driver in find_score_drivers(NAMES, scores, outcome)}
    assert found["speed"].effect > 0.3
    assert found["coffee"].effect < -0.2
    assert found["price"].effect == 0
    assert not found["price"].is_real
    assert found["price"].low < 0 < found["price"].high
    assert 0.2 < found["speed"].explained < 0.6


def test_least_squares_are_those_of_numpy(scores):
    outcome = scores @ [1.0, 0.5, 0.0] + np.random.default_rng(1).normal(0, 1, 800)
    whole = np.column_stack([np.ones(800), (scores - scores.mean(0)) / scores.std(0)])
    expected = np.linalg.lstsq(whole, (outcome - outcome.mean()) / outcome.std())[0][1:]
    found = {driver.name: driver.estimate for driver in find_score_drivers(NAMES, scores, outcome)}
    assert [found[name] for name in NAMES] == pytest.approx(list(expected))


def test_who_comes_often_anyway_is_held_fixed(scores):
    """Regulars score speed higher and come back: of itself, speed then says nothing."""
    random = np.random.default_rng(7)
    often = scores[:, [0]] + random.normal(0, 0.3, (800, 1))
    returned = (random.random(800) < 1 / (1 + np.exp(-2 * (often[:, 0] - 4)))).astype(float)
    found = find_return_drivers(NAMES, scores, returned, often, np.arange(800))
    assert [driver.effect for driver in found] == [0, 0, 0]


def test_too_few_or_the_same_twice_says_nothing(scores):
    outcome = scores[:, 0]
    assert find_score_drivers(NAMES, scores[:49], outcome[:49]) == []
    assert find_score_drivers(NAMES, scores[:0], outcome[:0]) == []
    assert find_score_drivers(["a", "b"], scores[:, [0, 0]], outcome) == []
    everybody = np.ones(800)
    assert find_return_drivers(NAMES, scores, everybody, scores, np.arange(800)) == []
