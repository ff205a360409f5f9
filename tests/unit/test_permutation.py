"""What chance could do: the share over all orders of people."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from regulars.facts.drivers.permutation import MOST_TOGETHER, people_rings, permutation_chance


@pytest.mark.parametrize("seed", range(4))
def test_the_chance_is_that_of_all_orders_counted_one_by_one(seed: int) -> None:
    draw = np.random.default_rng(seed)
    column = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]) - 3 / 7
    residual = draw.normal(size=7) + (1.5 - seed) * column
    least = abs(column @ residual) - 1e-9
    all_orders = [abs(column @ residual[list(order)]) >= least for order in permutations(range(7))]
    found = permutation_chance(column, residual, people_rings(np.arange(7)))
    assert found == pytest.approx(np.mean(all_orders), abs=0.02)


def test_people_change_places_with_all_their_answers() -> None:
    """Six people who answered twice, alike: of 15 orders of the two who name it one is as close."""
    people = np.repeat(np.arange(6), 2)
    column = np.where(people < 2, 1.0, -0.5)
    residual = np.where(people < 2, 1.0, -0.5)
    found = permutation_chance(column, residual, people_rings(people))
    assert found == pytest.approx(1 / 15, abs=0.01)
    alone = permutation_chance(column, residual, people_rings(np.arange(12)))
    assert alone == pytest.approx(1 / 495, abs=0.002)


def test_who_is_like_nobody_else_stays_in_place() -> None:
    column = np.array([1.0, -0.5, -0.5])
    assert permutation_chance(column, column, people_rings(np.array([4, 4, 4]))) == 1.0


def test_where_something_is_as_close_in_every_order_the_chance_is_one() -> None:
    assert permutation_chance(np.ones(20), np.zeros(20), people_rings(np.arange(20))) == 1.0


def test_a_ring_has_the_people_who_answered_as_often() -> None:
    people = np.array([7, -1, 7, 3, -2, 3, 3])
    rings = {ring.shape: ring.tolist() for ring in people_rings(people)}
    assert rings == {(2, 1): [[4], [1]], (1, 2): [[0, 2]], (1, 3): [[3, 5, 6]]}


def test_of_who_answered_very_often_so_many_answers_stand_as_a_person() -> None:
    rings = people_rings(np.zeros(2 * MOST_TOGETHER + 3, dtype=np.int64))
    assert sorted(ring.shape for ring in rings) == [(1, 3), (2, MOST_TOGETHER)]
